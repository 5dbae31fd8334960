"""`claim`, `claims`: statements, and their elements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim
from reviewer.cli.given import case_argument, json_option, note_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.model.claim import ClaimKind
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("text", type=text)
@click.option("--speaker", type=text, help="Who said it.")
@click.option("--date", type=text, help="When: 2018-12-19, 2018-12, 2018; ~ for about, ? for uncertain (EDTF).")
@click.option("--channel", type=text, help="Where it was said.")
@click.option("--kind", type=click.Choice([one.value for one in ClaimKind]), default=ClaimKind.STATEMENT.value, show_default=True)
@click.option("--parent", type=text, metavar="ID", help="The claim that this is an element of.")
@note_option
@reviewer_option
@click.pass_obj
def claim(
    parts: Parts,
    *,
    case: Path,
    text: str,
    speaker: str | None,
    date: str | None,
    channel: str | None,
    kind: str,
    parent: str | None,
    note: str,
    reviewer: str | None,
) -> None:
    """Add a claim, or an element of one, and print its id."""
    from reviewer.services.commands import add_claim
    from reviewer.services.dates import checked_date

    when = None if date is None else checked_date(date)
    with writing(parts, case, reviewer) as session:
        above = None if parent is None else session.read(lambda reader: find_claim(reader, parent)).result()
        asked = add_claim(
            session,
            text=text,
            speaker=speaker,
            date=when,
            channel=channel,
            kind=ClaimKind(kind),
            parent=above,
            note=note,
        )
        made, _ = kept(session, asked)
        output.line(made)


@click.command()
@case_argument
@json_option
@click.pass_obj
def claims(parts: Parts, case: Path, as_json: bool) -> None:
    """List the claims: id, number, text, and how many passages state, support, contradict them or are context."""
    with reading(parts, case) as reader:
        found = reader.claims()
    if as_json:
        output.array(_as_json(one) for one in found)
        return
    for one in found:
        output.line(
            one.claim.id, one.number, one.claim.text, *(f"{stance.value} {one.counts.get(stance, 0)}" for stance in Stance)
        )


def _as_json(overview: ClaimOverview) -> dict[str, object]:
    claim = overview.claim
    return {
        "id": claim.id,
        "text": claim.text,
        "speaker": claim.speaker,
        "date": claim.date,
        "channel": claim.channel,
        "kind": claim.kind.value,
        "parent": claim.parent,
        "passages": {stance.value: overview.counts.get(stance, 0) for stance in Stance},
    }
