"""`event`, `timeline`: what happened when."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.desk_tables import csv_option, tell
from reviewer.cli.finding import find_claim, find_name, find_passages
from reviewer.cli.given import case_argument, json_option, note_option, path, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr

if TYPE_CHECKING:
    from reviewer.desk.date_spans import DateSpan
    from reviewer.desk.timeline import Timeline
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("what", type=text)
@click.option("--date", type=text, required=True, help="When (EDTF): 2018-12-19, 2018-12, 2017/2018; ~ for about.")
@click.option("--passage", "passages", type=text, multiple=True, metavar="ID", help="What says so; may be given again.")
@note_option
@reviewer_option
@click.pass_obj
def event(parts: Parts, *, case: Path, what: str, date: str, passages: tuple[str, ...], note: str, reviewer: str | None) -> None:
    """Add an event and print its id."""
    from reviewer.services.commands.desk.events import add_event
    from reviewer.services.dates import checked_date

    day = checked_date(date)
    with writing(parts, case, reviewer) as session:
        cited = session.read(lambda reader: find_passages(reader, passages)).result()
        made, _ = kept(session, add_event(session, event=what, date=day, note=note, passages=cited))
        output.line(made)


@click.command()
@case_argument
@click.option("--actor", type=text, help="Only what concerns this name of the case.")
@click.option("--claim", type=text, metavar="ID", help="Only what concerns this claim.")
@click.option("--svg", type=path, metavar="FILE", help="Write it as a picture into FILE, and print that path.")
@click.option("--force", is_flag=True, help="Replace the SVG that is there.")
@json_option
@csv_option
@click.pass_obj
def timeline(
    parts: Parts,
    *,
    case: Path,
    actor: str | None,
    claim: str | None,
    svg: Path | None,
    force: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print statements, access, documents, events and corrections by date, or draw them."""
    from reviewer.desk.timeline import timeline_of
    from reviewer.desk.timeline_words import table_head, table_rows

    if svg is not None and (as_json or as_csv):
        raise UsageError(tr("--svg does not go together with --json or --csv"))
    if force and svg is None:
        raise UsageError(tr("--force is for --svg"))
    with reading(parts, case) as reader:
        snapshot = reader.snapshot()
        of_actor = None if actor is None else find_name(snapshot.desk, actor)
        of_claim = None if claim is None else find_claim(reader, claim)
    found = timeline_of(snapshot, actor=of_actor, claim=of_claim)
    if svg is not None:
        from reviewer.services.timeline_pictures import save_timeline

        save_timeline(found, snapshot.info.title, svg, force=force)
        output.line(svg)
    else:
        tell(table_head(), table_rows(found), lambda: _as_rows(found), as_json=as_json, as_csv=as_csv)
    if found.undated:
        output.note(tr("{count} have no date and are not listed").format(count=found.undated))


def _as_rows(found: Timeline) -> Iterable[dict[str, object]]:
    for one in found.items:
        yield {
            "kind": one.kind.value,
            "id": one.record,
            "beside": one.lane or None,
            "text": one.title,
            "from": _as_json(one.begins),
            "to": _as_json(one.ends),
            "exact": one.is_exact,
            "sourced": one.is_sourced,
            "status": None if one.status is None else one.status.value,
            "claims": list(one.claims),
            "passages": list(one.passages),
            "document": one.document,
        }


def _as_json(span: DateSpan | None) -> dict[str, object] | None:
    if span is None:
        return None
    return {
        "date": span.text,
        "first": None if span.first is None else span.first.isoformat(),
        "last": None if span.last is None else span.last.isoformat(),
    }
