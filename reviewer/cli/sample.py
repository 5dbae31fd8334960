"""`sample`, `self-test`: the program shows itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.given import case_argument, remark_case_name, require_case_name, reviewer_option
from reviewer.cli.opening import who

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@reviewer_option
@click.pass_obj
def sample(parts: Parts, case: Path, reviewer: str | None) -> None:
    """Write the sample case, about a company and a statement that are made up, and print its id."""
    from reviewer.services.sample import write_sample

    require_case_name(case)
    named = who(parts, reviewer) if reviewer else None
    with write_sample(
        case, clock=parts.clock, new_id=parts.new_id, workers=parts.get_workers, seals=parts.seals, reviewer=named
    ) as session:
        made = session.read(lambda reader: reader.info().id).result()
        remark_case_name(case)
        output.line(made)


@click.command("self-test")
@click.pass_obj
def self_test(parts: Parts) -> int:
    """Try this build's window, worker, store, export and verification; a line each."""
    from reviewer.services.self_test import self_test as checks

    failed = False
    for name, outcome in checks(parts):
        failed = failed or not outcome.ok
        output.line(f"{name}: {outcome.words}")
    return 1 if failed else 0
