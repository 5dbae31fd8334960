"""A careful forger of cases: changes what a record says in its row and in the journal, and lays the journal's chain anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from reviewer.model.changes import RecordKind, Value
from reviewer.store.history.journal import NO_ENTRY, digest
from reviewer.store.records.kinds import RECORDS
from reviewer.store.records.record_types import RecordType


def forge(path: Path, kind: RecordKind, field: str, change: Callable[[Value], Value]) -> None:
    """Change a field of all records of a kind that have it, or of all where none has it, and let the journal agree."""
    with closing(sqlite3.connect(path)) as database, database:
        told = database.execute(
            "SELECT seq, n, record_id, after FROM journal_changes WHERE record_kind = ? AND field = ? AND after IS NOT NULL",
            (kind.value, field),
        ).fetchall()
        told = told or _added(database, kind, field)
        for seq, n, record, after in told:
            said = change(after)
            assert said != after
            database.execute("UPDATE journal_changes SET after = ? WHERE seq = ? AND n = ?", (said, seq, n))
            _write(database, RECORDS[kind], record, field, said)
        _chain(database)


def _added(database: sqlite3.Connection, kind: RecordKind, field: str) -> list[tuple[int, int, str, None]]:
    """Add a field to all records of a kind, in the entries that made them; return its changes, which say nothing yet."""
    made = database.execute(
        "SELECT record_id, min(seq) FROM journal_changes WHERE record_kind = ? GROUP BY record_id", (kind.value,)
    ).fetchall()
    assert made
    found = []
    for record, seq in made:
        (n,) = database.execute("SELECT max(n) + 1 FROM journal_changes WHERE seq = ?", (seq,)).fetchone()
        row = (seq, n, kind.value, record, field, None, None)
        database.execute("INSERT INTO journal_changes VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        found.append((seq, n, record, None))
    return found


def _write(database: sqlite3.Connection, kind: RecordType, record: str, field: str, said: Value) -> None:
    part = kind.part_of(field)
    if part is None:
        one = next(one for one in kind.fields if one.name == field)
        columns, values = one.columns, one.split(said)
        table, where, key = kind.table, "id = ?", (record,)
    else:
        columns, values = part[0].columns, part[0].split(str(said))
        table, where, key = part[0].table, f"{kind.owner} = ? AND n = ?", (record, part[1])
    assert database.execute(
        f"UPDATE {table} SET {', '.join(f'{one} = ?' for one in columns)} WHERE {where}", (*values, *key)
    ).rowcount


def _chain(database: sqlite3.Connection) -> None:
    previous = NO_ENTRY
    entries = database.execute("SELECT seq, at, reviewer, intent, origin, undoes, redoes FROM journal ORDER BY seq").fetchall()
    for entry in entries:
        changes = database.execute(
            "SELECT record_kind, record_id, field, before, after FROM journal_changes WHERE seq = ? ORDER BY n", entry[:1]
        ).fetchall()
        own = digest([*entry, previous], [[*one] for one in changes])
        database.execute("UPDATE journal SET previous = ?, hash = ? WHERE seq = ?", (previous, own, entry[0]))
        previous = own
