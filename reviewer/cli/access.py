"""`fact`, `access`: who had which permission, how far it went, when, and by which passage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.desk_tables import csv_option, tell
from reviewer.cli.finding import find_passages
from reviewer.cli.given import case_argument, json_option, note_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.i18n import tr
from reviewer.model.access import AccessStatus

if TYPE_CHECKING:
    from reviewer.desk.access_table import AccessCell, AccessTable
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("actor", type=text)
@click.argument("permission", type=text)
@click.argument("status", type=click.Choice([one.value for one in AccessStatus]))
@click.option("--from", "since", type=text, help="Since when, or when it happened (EDTF).")
@click.option("--to", "until", type=text, help="Until when (EDTF).")
@click.option("--passage", "passages", type=text, multiple=True, metavar="ID", help="What says so; may be given again.")
@note_option
@reviewer_option
@click.pass_obj
def fact(
    parts: Parts,
    *,
    case: Path,
    actor: str,
    permission: str,
    status: str,
    since: str | None,
    until: str | None,
    passages: tuple[str, ...],
    note: str,
    reviewer: str | None,
) -> None:
    """Add a fact to the access table and print its id. ACTOR and PERMISSION are made where nothing goes by that name."""
    from reviewer.services.commands.desk.access import add_fact

    with writing(parts, case, reviewer) as session:
        cited = session.read(lambda reader: find_passages(reader, passages)).result()
        asked = add_fact(
            session,
            actor=actor,
            permission=permission,
            status=AccessStatus(status),
            from_date=since,
            to_date=until,
            note=note,
            passages=cited,
        )
        made, _ = kept(session, asked)
        output.line(made)
        if not cited:
            output.note(tr("The fact is unsourced: no passage says so yet."))


@click.command()
@case_argument
@json_option
@csv_option
@click.pass_obj
def access(parts: Parts, *, case: Path, as_json: bool, as_csv: bool) -> None:
    """Print the access table: actor, permission, status, from, to, whether it is sourced, what it amounts to."""
    from reviewer.desk.access_table import access_table_of
    from reviewer.desk.access_words import passage_count, status_word, summary, unsourced_word, when

    with reading(parts, case) as reader:
        table = access_table_of(reader.desk.load())
    head = (tr("Actor"), tr("Permission"), tr("Status"), tr("When"), tr("Source"), tr("In sum"))
    rows = [
        (
            *(cell.actor.text, cell.permission.text, status_word(one.status), when(one)),
            passage_count(len(one.passages)) if one.is_sourced else unsourced_word(),
            summary(cell),
        )
        for cell in _filled(table)
        for one in cell.facts
    ]
    tell(head, rows, lambda: _as_rows(table), as_json=as_json, as_csv=as_csv)


def _filled(table: AccessTable) -> Iterable[AccessCell]:
    return (cell for cell in table.cells.values() if cell.facts)


def _as_rows(table: AccessTable) -> Iterable[dict[str, object]]:
    from reviewer.desk.access_words import summary

    for cell in _filled(table):
        disagreeing = {one.id for pair in cell.disagreeing for one in pair}
        for one in cell.facts:
            yield {
                "id": one.id,
                "actor": cell.actor.text,
                "permission": cell.permission.text,
                "status": one.status.value,
                "from": one.from_date,
                "to": one.to_date,
                "note": one.note,
                "sourced": one.is_sourced,
                "passages": list(one.passages),
                "disagrees": one.id in disagreeing,
                "in_sum": summary(cell),
            }
