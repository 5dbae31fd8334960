"""Owns the journal: an append-only, hash-chained list of what was done, field by field. Never changes or removes an entry.

The chain, for whoever checks it without this program: the hash of an entry is the SHA-256, as lower-case hex, of the UTF-8 bytes
of one JSON array written as RFC 8785 (JCS) writes it, that is without white space, with only the escapes that JSON demands:

    ["reviewer-journal-1", seq, at, reviewer, intent, origin, undoes, redoes, previous,
     [[record_kind, record_id, field, before, after], …]]

`seq` counts from 1 without gaps, `undoes` and `redoes` are numbers of entries or null, `previous` is the hash of the entry before
(64 zeros for the first), the changes stand in the order of `n`, and a value is a string, an integer or null. Text is not
normalised. Fields that are real numbers in their tables are strings here (see `codecs`), so no float is ever hashed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.changes import Change, RecordKind, Value
from reviewer.model.overview import JournalEntry
from reviewer.store.file.database import value
from reviewer.store.records import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

FORMAT = "reviewer-journal-1"
NO_ENTRY = "0" * 64
"""What the first entry names as the one before it."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: number, time and hash."""

    seq: int
    at: str
    hash: str


_HEAD = rows.Kind("journal entry", "ITT", lambda row: Head(*row))


def head(database: Database) -> Head:
    """Return the newest entry, or number 0 where there is none yet."""
    row = database.execute("SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return _HEAD.of(row) if row else Head(0, "", NO_ENTRY)


def digest(entry: Sequence[object], changes: Sequence[Sequence[object]]) -> str:
    """Return the hash of an entry's columns from `seq` to `previous` and its changes."""
    text = json.dumps([FORMAT, *entry, changes], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def append(
    database: Database,
    *,
    at: str,
    reviewer: str,
    intent: str,
    origin: str,
    changes: Sequence[Change],
    undoes: int | None = None,
    redoes: int | None = None,
) -> Head:
    """Write the next entry inside the caller's transaction and return it as the new head."""
    last = head(database)
    entry = [last.seq + 1, at, reviewer, intent, origin, undoes, redoes, last.hash]
    fields = [[one.kind.value, one.record, one.field, one.before, one.after] for one in changes]
    new = Head(last.seq + 1, at, digest(entry, fields))
    database.execute(
        "INSERT INTO journal (seq, at, reviewer, intent, origin, undoes, redoes, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*entry, new.hash),
    )
    database.conn.executemany(
        "INSERT INTO journal_changes (seq, n, record_kind, record_id, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(new.seq, n, *row) for n, row in enumerate(fields)],
    )
    return new


def entry(database: Database, seq: int) -> JournalEntry | None:
    """Return one entry with its changes, or None."""
    return next(iter(_entries(database, seq - 1, seq)), None)


def entries(database: Database, after_seq: int = 0) -> Iterator[JournalEntry]:
    """Yield the entries after a number, oldest first. They are fetched in batches, so that no lock is held between them."""
    last = value(database, "SELECT max(seq) FROM journal") or 0
    first = after_seq
    while first < last:
        batch = _entries(database, first, min(first + _BATCH, last))
        yield from batch
        first += _BATCH


def _entries(database: Database, after: int, until: int) -> list[JournalEntry]:
    found = database.execute(
        "SELECT seq, at, reviewer, intent, origin, undoes, redoes, previous, hash FROM journal"
        " WHERE seq > ? AND seq <= ? ORDER BY seq",
        (after, until),
    ).fetchall()
    changes = database.execute(
        "SELECT seq, record_kind, record_id, field, before, after FROM journal_changes"
        " WHERE seq > ? AND seq <= ? ORDER BY seq, n",
        (after, until),
    ).fetchall()
    by_entry = {seq: tuple(_change(row) for row in group) for seq, group in groupby(changes, key=lambda row: row[0])}
    return [replace(rows.ENTRY.of(row), changes=by_entry.get(row[0], ())) for row in found]


def _change(row: Sequence[Any]) -> Change:
    seq, kind, record, field, before, after = row
    try:
        return Change(RecordKind(kind), record, field, _value(before), _value(after))
    except (ValueError, TypeError) as error:
        raise CaseError(
            tr("Entry {seq} of the journal cannot be read").format(seq=seq),
            tr("It was changed outside this program, or the file is damaged. “reviewer check” says more."),
        ) from error


def _value(found: object) -> Value:
    if found is None or isinstance(found, str | int | float):
        return found
    raise TypeError("neither text nor number")


RECOGNITION = "recognition"
"""The origin of entries that a run of text recognition ends with."""


def last_undoable(database: Database) -> int | None:
    """Return the newest entry that is neither an undo nor undone, so that asking again and again walks back.

    A redo counts as done anew; the first entry, which made the case, stays. What was found out by recognition is nobody's doing.
    """
    found = value(
        database,
        "SELECT max(seq) FROM journal AS one WHERE seq > 1 AND undoes IS NULL AND origin <> ?"
        " AND NOT EXISTS (SELECT 1 FROM journal AS other WHERE other.undoes = one.seq)",
        (RECOGNITION,),
    )
    return None if found is None else int(found)


def root_words(database: Database, one: JournalEntry) -> str:
    """Return what was first done, for an entry that undoes or redoes others."""
    seen: set[int] = set()
    current = one
    while (earlier := current.undoes or current.redoes) is not None and earlier not in seen:
        seen.add(earlier)
        found = entry(database, earlier)
        if found is None:
            break
        current = found
    return current.intent


def net(changes: Iterable[Change]) -> dict[tuple[RecordKind, str], dict[str, tuple[Value, Value]]]:
    """Return what a list of changes amounts to: for each record and field its value before all and after all of them."""
    found: dict[tuple[RecordKind, str], dict[str, tuple[Value, Value]]] = {}
    for one in changes:
        fields = found.setdefault((one.kind, one.record), {})
        before = fields[one.field][0] if one.field in fields else one.before
        fields[one.field] = (before, one.after)
    return found
