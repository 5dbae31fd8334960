"""Owns what taking back an entry means: which entry is meant, whether it still applies, and the changes that undo it.

Undo and redo are both the inverse of an entry: of the one that did something, or of the one that took it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.errors import NoLongerAppliesError
from reviewer.i18n import tr
from reviewer.model.changes import Change, RecordKind, Value
from reviewer.store.file.database import value
from reviewer.store.history import journal
from reviewer.store.history.recorder import Recorder
from reviewer.store.records.kinds import RECORDS

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Plan:
    """The inverse of one entry: the words and references of the new one, and the changes to take back."""

    words: str
    undoes: int | None
    redoes: int | None
    changes: tuple[Change, ...]


def plan(database: Database, seq: int, *, redo: bool) -> Plan:
    """Say how to take back entry `seq`.

    Raises:
        NoLongerAppliesError: There is no such entry, it made the case, it is undone already, or it is no undo although `redo`.

    """
    entry = journal.entry(database, seq if redo else _standing(database, seq))
    if entry is None:
        hint = tr("List the journal to see its entries.")
        raise NoLongerAppliesError(tr("There is no entry {seq} in the journal").format(seq=seq), hint)
    if entry.seq == 1:
        raise NoLongerAppliesError(tr("Creating the case cannot be undone"), tr("To be rid of the case, delete its file."))
    words = journal.root_words(database, entry)
    if entry.undoes is not None:
        return Plan(tr("Redo: {words}").format(words=words), None, entry.undoes, entry.changes)
    if redo:
        raise NoLongerAppliesError(tr("“{words}” was not undone, so it cannot be done again").format(words=words))
    return Plan(tr("Undo: {words}").format(words=words), entry.seq, None, entry.changes)


def _standing(database: Database, seq: int) -> int:
    """Return the entry through which what `seq` did stands today: itself, or the newest redo of it."""
    current = seq
    while value(database, "SELECT 1 FROM journal WHERE undoes = ?", (current,)) is not None:
        again = value(database, "SELECT max(seq) FROM journal WHERE redoes = ?", (current,))
        if again is None:
            raise NoLongerAppliesError(tr("Entry {seq} of the journal is undone already").format(seq=seq))
        current = int(again)
    return current


def apply(recorder: Recorder, the_plan: Plan) -> None:
    """Take back a plan's changes, last first.

    Raises:
        NoLongerAppliesError: Something that the entry left has been changed since; then nothing is changed.

    """
    _check_unchanged(recorder, the_plan)
    for run in reversed(list(_runs(the_plan.changes))):
        kind, record = run[0].kind, run[0].record
        before: dict[str, Value] = {}
        for change in run:
            before.setdefault(change.field, change.before)
        made, gone = run[0].field == "id" and run[0].after is not None, run[-1].field == "id" and run[-1].after is None
        if made and gone:
            continue
        if made:
            recorder.delete(kind, record)
        elif gone:
            recorder.insert(kind, record, {name: one for name, one in before.items() if name != "id"})
        else:
            recorder.update(kind, record, before)


def _runs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield the changes of one step each: a record made, changed, or removed."""
    run: list[Change] = []
    for change in changes:
        if run and ((change.kind, change.record) != (run[0].kind, run[0].record) or _ends(run[-1], change)):
            yield run
            run = []
        run.append(change)
    if run:
        yield run


def _ends(last: Change, following: Change) -> bool:
    """Tell whether a new step on the same record starts: after its removal, or with its making."""
    return (last.field == "id" and last.after is None) or (following.field == "id" and following.after is not None)


def _check_unchanged(recorder: Recorder, the_plan: Plan) -> None:
    for (kind, record), fields in journal.net(the_plan.changes).items():
        current = recorder.current(kind, record)
        standing, left = _standing_fields(current, fields), _left_fields(fields)
        if kind is RecordKind.DOCUMENT and "id" in fields:
            standing, left = ({name: one for name, one in some.items() if name not in _FOUND_OUT} for some in (standing, left))
        if standing != left:
            raise NoLongerAppliesError(
                tr("“{words}” no longer applies: the {word} was changed since").format(
                    words=the_plan.words, word=RECORDS[kind].word
                ),
                tr("Nothing was changed. Take back the later change first, or change it by hand."),
            )


_FOUND_OUT = frozenset({"text", "recognised"})
"""Fields of a document that say what the program found out by itself since: they keep nobody from taking the document back."""


def _left_fields(fields: Mapping[str, tuple[Value, Value]]) -> dict[str, Value]:
    """Return what the entry left of a record: for one that it made, every field that is not empty."""
    return {name: after for name, (_, after) in fields.items() if after is not None or "id" not in fields}


def _standing_fields(current: Mapping[str, Value] | None, fields: Mapping[str, tuple[Value, Value]]) -> dict[str, Value]:
    """Return what is there now of what the entry left; for a record that it made, all of it."""
    if "id" in fields:
        return {} if current is None else {"id": fields["id"][1]} | {n: one for n, one in current.items() if one is not None}
    return {name: (current or {}).get(name) for name in fields}
