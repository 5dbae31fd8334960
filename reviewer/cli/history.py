"""`undo`, `journal`: taking back, and what was done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.given import case_argument, json_option, reviewer_option
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.overview import JournalEntry
from reviewer.store.reader import CaseReader

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@reviewer_option
@click.pass_obj
def undo(parts: Parts, case: Path, reviewer: str | None) -> None:
    """Undo the last intent that is not undone yet, and print what it was."""
    with writing(parts, case, reviewer) as session:
        entry = session.read(_last_undoable).result()
        kept(session, session.write(lambda file: file.revert(entry.seq, reviewer=session.reviewer, origin=session.origin)))
        output.line(tr("Undone: {words}").format(words=entry.intent))


def _last_undoable(reader: CaseReader) -> JournalEntry:
    seq = reader.last_undoable()
    if seq is None:
        raise CaseError(tr("There is nothing to undo"), tr("“reviewer journal CASE” shows what was done."))
    return next(one for one in reader.journal(seq - 1) if one.seq == seq)


@click.command()
@case_argument
@json_option
@click.pass_obj
def journal(parts: Parts, case: Path, as_json: bool) -> None:
    """List what was done to the case: number, time, reviewer, origin, intent."""
    with reading(parts, case) as reader:
        entries = list(reader.journal())
    if as_json:
        output.array(_as_json(one) for one in entries)
        return
    for one in entries:
        output.line(one.seq, one.at, one.reviewer, one.origin, one.intent)


def _as_json(entry: JournalEntry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "reviewer": entry.reviewer,
        "intent": entry.intent,
        "origin": entry.origin,
        "previous": entry.previous,
        "hash": entry.hash,
        "undoes": entry.undoes,
        "redoes": entry.redoes,
        "changes": [
            {"kind": one.kind.value, "record": one.record, "field": one.field, "before": one.before, "after": one.after}
            for one in entry.changes
        ],
    }
