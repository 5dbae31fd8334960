"""Owns walking the journal from its first entry: recomputes the chain of hashes and, change by change, what every record holds.

Works on raw values, not on model objects, because it has to be able to walk a journal that does not parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING, Any

from reviewer.i18n import tr
from reviewer.model.changes import Value
from reviewer.store.history import journal

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_BATCH = 50
"""Entries fetched at once; one can hold thousands of changes."""

State = dict[tuple[str, str], dict[str, Value]]
"""Fields of every record that is there, by kind and id; a field that is not there is empty."""


class Replay:
    """A walk along the journal that can be taken up again when entries have been added.

    Attributes:
        state: What every record holds after the entries walked so far.
        seq: The last entry walked.
        hash: Its hash as stored.

    """

    def __init__(self, database: Database) -> None:
        self.state: State = {}
        self.seq = 0
        self.hash = journal.NO_ENTRY
        self._at = ""
        self._database = database

    def walk(self) -> Iterator[str]:
        """Walk on to the journal's end and yield, in sentences, what does not fit."""
        while rows := self._database.execute(
            "SELECT seq, at, reviewer, intent, origin, undoes, redoes, previous, hash FROM journal WHERE seq > ?"
            " ORDER BY seq LIMIT ?",
            (self.seq, _BATCH),
        ).fetchall():
            changes = self._database.execute(
                "SELECT seq, n, record_kind, record_id, field, before, after FROM journal_changes"
                " WHERE seq > ? AND seq <= ? ORDER BY seq, n",
                (self.seq, rows[-1][0]),
            ).fetchall()
            by_entry = {seq: list(group) for seq, group in groupby(changes, key=itemgetter(0))}
            for row in rows:
                yield from self._entry(row, by_entry.get(row[0], []))

    def _entry(self, row: Sequence[Any], changes: Sequence[Sequence[Any]]) -> Iterator[str]:
        seq, at, previous, own = row[0], row[1], row[7], row[8]
        if seq != self.seq + 1:
            yield tr("Entries are missing from the journal before entry {seq}").format(seq=seq)
        if previous != self.hash:
            yield tr("Entry {seq} of the journal does not follow on the one before it").format(seq=seq)
        if _digest(row[:8], [one[2:] for one in changes]) != own or any(one[1] != n for n, one in enumerate(changes)):
            yield tr("Entry {seq} of the journal was changed after it was written").format(seq=seq)
        if not _MOMENT.fullmatch(at):
            yield tr("Entry {seq} of the journal has no date and time that this program writes").format(seq=seq)
        if at < self._at:
            yield tr("Entry {seq} of the journal is older than the one before it").format(seq=seq)
        self.seq, self.hash, self._at = seq, own, at
        for _, _, kind, record, field, before, after in changes:
            if not self._apply(intern(kind), record, intern(field), before, after):
                yield tr("Entry {seq} of the journal changes “{field}” from something that it was not").format(
                    seq=seq, field=field
                )

    def _apply(self, kind: str, record: str, field: str, before: Value, after: Value) -> bool:
        """Change one field; tell whether it held what the journal says it held."""
        fields = self.state.setdefault((kind, record), {})
        fits = fields.get(field) == before
        if after is not None:
            fields[field] = after
        else:
            fields.pop(field, None)
            if not fields:
                del self.state[kind, record]
        return fits


def _digest(entry: Sequence[object], changes: Sequence[Sequence[object]]) -> str | None:
    try:
        return journal.digest(entry, changes)
    except (ValueError, TypeError):
        return None  # holds what our program never writes: bytes, text that is no text
