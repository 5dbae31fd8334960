"""Owns who made what, and in which entry it was changed last, as the journal tells it: records themselves name nobody."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_WRITTEN = "SELECT record_id, max(seq) FROM journal_changes WHERE field = 'note' GROUP BY record_id"

_MADE = """SELECT record_id, min(seq), max(seq) FROM journal_changes
    WHERE record_kind IN ('passage', 'claim', 'countercheck') GROUP BY record_id"""

_CAME_OR_WENT = """SELECT coalesce(after, before), max(seq) FROM journal_changes
    WHERE record_kind IN ('link', 'anchor') AND field = 'passage' GROUP BY 1"""

_CHANGED = """SELECT owner.passage, max(seq)
    FROM (SELECT id, passage FROM links UNION ALL SELECT id, passage FROM anchors) AS owner
    JOIN journal_changes ON record_id = owner.id GROUP BY 1"""


@dataclass(frozen=True)
class Authorship:
    """Who made the passages, claims and counterchecks of a case.

    Attributes:
        names: Everybody who made one, or wrote a note.

    """

    names: Set[str]
    _authors: Mapping[str, str]
    _made: Mapping[str, int]
    _changed: Mapping[str, int]
    _writers: Mapping[str, str]

    @classmethod
    def of(cls, database: Database) -> Authorship:
        """Look it up: a scan of the journal, a tenth of a second for 10,000 passages."""
        reviewers = dict(database.execute("SELECT seq, reviewer FROM journal").fetchall())
        made, changed = {}, {}
        for record, first, last in database.execute(_MADE):
            made[record], changed[record] = first, last
        for asked in (_CAME_OR_WENT, _CHANGED):
            for passage, last in database.execute(asked):
                changed[passage] = max(last, changed.get(passage, 0))
        authors = {record: str(reviewers.get(seq, "")) for record, seq in made.items()}
        writers = {record: str(reviewers.get(seq, "")) for record, seq in database.execute(_WRITTEN)}
        return cls(frozenset({*authors.values(), *writers.values()}) - {""}, authors, made, changed, writers)

    def author(self, record: str) -> str:
        """Return who made a passage, a claim or a countercheck, "" where the journal does not tell."""
        return self._authors.get(record, "")

    def writer(self, record: str) -> str:
        """Return who wrote the note of a passage, a link or a claim last, "" where the journal does not tell."""
        return self._writers.get(record, "")

    def made_in(self, record: str) -> int:
        """Return the entry that made it first."""
        return self._made.get(record, 0)

    def changed_in(self, record: str) -> int:
        """Return the newest entry that changed it, its place or its links."""
        return self._changed.get(record, 0)
