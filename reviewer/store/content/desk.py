"""Owns the reading of the claims desk: all that a case holds beyond documents, passages, claims and their links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reviewer.model.correction import BuiltPack, Correction
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId, LinkId, NameId, PassageId
from reviewer.model.names import Alias, Name
from reviewer.model.review import LinkReview
from reviewer.store.file.database import reading
from reviewer.store.file.failures import told
from reviewer.store.records import desk_rows as rows
from reviewer.store.records.rows import Kind

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

_STANCE_SET = """SELECT journal.reviewer FROM journal JOIN journal_changes USING (seq) JOIN links ON links.id = record_id
    WHERE record_kind = 'link' AND record_id = ? AND field = 'stance' AND after = links.stance
    AND undoes IS NULL AND redoes IS NULL AND NOT EXISTS (SELECT 1 FROM journal AS undo WHERE undo.undoes = journal.seq
        AND NOT EXISTS (SELECT 1 FROM journal AS redo WHERE redo.redoes = undo.seq))
    ORDER BY seq DESC LIMIT 1"""
"""The newest entry that gave the link the stance that it has now, and was not taken back: who undoes sets none."""
_CITATION = "SELECT id FROM citations WHERE passage = ?1 AND (fact = ?2 OR event = ?2 OR name = ?2)"
_LAST_CHANGED = """SELECT record_id, max(seq) FROM journal_changes
    WHERE record_kind IN ('link', 'anchor', 'link_review') GROUP BY record_id"""
_ANCHORS_OF_LINKS = """SELECT links.id, anchors.id FROM links JOIN passages ON passages.id = links.passage
    JOIN documents ON documents.id = passages.document
    JOIN anchors ON anchors.passage = passages.id AND anchors.document_sha256 = documents.sha256
    WHERE links.id IN (SELECT link FROM link_reviews)"""
_MADE_IN = "SELECT record_id, max(seq) FROM journal_changes WHERE record_kind = 'correction' AND field = 'id' GROUP BY record_id"


class ClaimsDesk:
    """Answers what the claims desk of a case holds, over one connection. Every method may raise `CaseError`."""

    def __init__(self, path: Path, database: Database) -> None:
        self._path = path
        self._database = database

    def load(self) -> Desk:
        """Return all of it, as it is at one moment."""
        with told(self._path), reading(self._database):
            cited: dict[str, list[PassageId]] = {}
            for subject, passage in self._all(rows.CITED, rows.CITED_COLUMNS):
                cited.setdefault(subject, []).append(passage)
            names = self._names()
            return Desk(
                verdicts=self._all(rows.VERDICT, rows.VERDICT_COLUMNS),
                link_reviews=tuple(self._link_reviews()),
                sign_offs=self._all(rows.SIGN_OFF, rows.SIGN_OFF_COLUMNS),
                replies=self._all(rows.REPLY, rows.REPLY_COLUMNS),
                names=names,
                mentions={one.id: tuple(cited[one.id]) for one in names if one.id in cited},
                permissions=self._all(rows.PERMISSION, rows.PERMISSION_COLUMNS),
                facts=tuple(
                    replace(one, passages=tuple(cited.get(one.id, ()))) for one in self._all(rows.FACT, rows.FACT_COLUMNS)
                ),
                events=tuple(
                    replace(one, passages=tuple(cited.get(one.id, ()))) for one in self._all(rows.EVENT, rows.EVENT_COLUMNS)
                ),
                corrections=tuple(self._corrections()),
                posts=self._all(rows.POST, rows.POST_COLUMNS),
                packs=self._all(rows.BUILT_PACK, rows.BUILT_PACK_COLUMNS),
            )

    def stance_set_by(self, link: LinkId) -> str:
        """Return who gave a link its stance, as the journal says; "" where it does not."""
        with told(self._path):
            row = self._database.execute(_STANCE_SET, (link,)).fetchone()
        return "" if row is None else str(row[0])

    def made_in(self, record: str) -> int:
        """Return the number of the entry that made a record last; 0 where the journal does not tell."""
        asked = "SELECT max(seq) FROM journal_changes WHERE record_id = ? AND field = 'id' AND after IS NOT NULL"
        with told(self._path):
            row = self._database.execute(asked, (record,)).fetchone()
        return row[0] or 0

    def citation(self, passage: PassageId, subject: str) -> str | None:
        """Return the id of the record by which a passage is cited for a fact, an event or a name."""
        with told(self._path):
            row = self._database.execute(_CITATION, (passage, subject)).fetchone()
        return None if row is None else str(row[0])

    def _all(self, kind: Kind[T], columns: str) -> tuple[T, ...]:
        return tuple(map(kind.of, self._database.execute(columns)))

    def _names(self) -> tuple[Name, ...]:
        aliases: dict[NameId, list[Alias]] = {}
        for owner, alias in self._all(rows.ALIAS, rows.ALIAS_COLUMNS):
            aliases.setdefault(owner, []).append(alias)
        found = (replace(one, aliases=tuple(aliases.get(one.id, ()))) for one in self._all(rows.NAME, rows.NAME_COLUMNS))
        return tuple(sorted(found, key=lambda one: (one.text.casefold(), one.text, one.id)))

    def _link_reviews(self) -> Iterable[LinkReview]:
        found = self._all(rows.LINK_REVIEW, rows.LINK_REVIEW_COLUMNS)
        if not found:
            return
        changed: Mapping[str, int] = dict(self._database.execute(_LAST_CHANGED).fetchall())
        anchors = dict(self._database.execute(_ANCHORS_OF_LINKS).fetchall())
        for one in found:
            since = changed.get(one.id, 0)
            latest = max(changed.get(one.link, 0), changed.get(anchors.get(one.link, ""), 0))
            yield replace(one, stands=latest < since)

    def _corrections(self) -> Iterable[Correction]:
        made_in: Mapping[str, int] = dict(self._database.execute(_MADE_IN).fetchall())
        claims: dict[str, list[ClaimId]] = {}
        passages: dict[str, list[PassageId]] = {}
        for correction, claim, passage in self._all(rows.CORRECTED, rows.CORRECTED_COLUMNS):
            if claim is not None:
                claims.setdefault(correction, []).append(ClaimId(claim))
            if passage is not None:
                passages.setdefault(correction, []).append(PassageId(passage))
        for one in self._all(rows.CORRECTION, rows.CORRECTION_COLUMNS):
            yield replace(
                one,
                seq=made_in.get(one.id, 0),
                claims=tuple(claims.get(one.id, ())),
                passages=tuple(passages.get(one.id, ())),
            )


def note_pack(database: Database, pack: BuiltPack) -> None:
    """Keep that a pack was built, inside the caller's transaction. Not journalled: see `desk_schema`."""
    database.execute(
        "INSERT OR REPLACE INTO built_packs (name, head, head_seq, built_at) VALUES (?, ?, ?, ?)",
        (pack.name, pack.head, pack.head_seq, pack.built_at),
    )
