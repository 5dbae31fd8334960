"""Owns what can be asked of a case. Reads only; a query costs what it asks for, and no lock is held between two calls."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.looking.typed_query import understood
from reviewer.model.anchor import LayerRef
from reviewer.model.document import Document, LinkedFile
from reviewer.model.ids import ClaimId, DocumentId, PassageId, Sha256
from reviewer.model.overview import (
    CaseInfo,
    ClaimOverview,
    DocumentOverview,
    JournalEntry,
    LinkedPassage,
    MarkedPassage,
    ReadingPlace,
    SearchHit,
)
from reviewer.model.page import PageInfo
from reviewer.model.snapshot import CaseSnapshot
from reviewer.store.content import claims, index_making, linked_files, passages, reading_places, search, searchable, sources
from reviewer.store.content.coverage import Coverage
from reviewer.store.content.desk import ClaimsDesk
from reviewer.store.content.finding import CaseSearch
from reviewer.store.content.recognised_layers import RecognisedText
from reviewer.store.content.sketches import VersionFacts
from reviewer.store.file import gate
from reviewer.store.file.database import Driver, reading, value
from reviewer.store.file.failures import told
from reviewer.store.history import journal
from reviewer.store.history.seal import Seal
from reviewer.store.records import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

_ONE_BY_ONE = 20
"""More passages than these are found sooner among all."""


class CaseReader:
    """Answers questions about one case over one connection, on one thread. Every method may raise `CaseError`.

    Attributes:
        path: Where the case lies.
        seal: Knows which states of the case this machine made; shared by all its connections.
        recognised: What was recognised in pictures of pages.
        desk: What the claims desk holds: verdicts, names, access, events, corrections, replies, posts.
        coverage: Which pages were opened, found, marked, counterchecked.
        versions: What is known of versions of documents.
        came_from_elsewhere: It was not this machine that changed the case last, as far as is known, when it was opened.

    """

    def __init__(self, path: Path, database: Database, *, seal: Seal, read_only: bool) -> None:
        """Read over a connection. A writing one's index was made sure of by whoever writes (`readiness`)."""
        self.path = path
        self._database = database
        self.seal = seal
        self._read_only = read_only
        self.recognised = RecognisedText(path, database, lambda: seal.vouches(database, path))
        self.coverage = Coverage(path, database)
        self.desk = ClaimsDesk(path, database)
        self.versions = VersionFacts(path, database)
        self._index_of: int | None = None
        self._search = CaseSearch(path, database)
        with told(path):
            self.came_from_elsewhere = not seal.is_ours(database)

    @classmethod
    def open(cls, path: Path, *, seal: Seal | None = None, driver: Driver = sqlite3.connect) -> Self:
        """Open a read-only connection of its own.

        Args:
            path: Where the case lies.
            seal: Knows whether this machine made it; without one it counts as from elsewhere, and its index is not believed.
            driver: Connects to the file.

        Raises:
            CaseError: It is no case, from a newer or older program, damaged, or not readable.

        """
        database = gate.enter_reading(path, driver=driver)
        try:
            return cls(path, database, seal=seal or Seal(), read_only=True)
        except BaseException:
            database.close()
            raise

    def info(self) -> CaseInfo:
        """Return the case itself and its journal's head."""
        with self._at_one_moment():
            row, head = self._database.execute(rows.CASE_COLUMNS).fetchone(), journal.head(self._database)
        if row is None:
            raise CaseError(tr("The case has no title row"), tr("The file is damaged: go back to a backup."))
        return CaseInfo(*rows.CASE.of(row), head.hash, head.seq, head.at)

    def newest_at(self) -> str:
        """Return when the newest journal entry says it was made, "" where that cannot be read: who writes is told of that."""
        try:
            with told(self.path):
                return journal.head(self._database).at
        except CaseError:
            return ""

    def next_position(self) -> int:
        """Return the place in the list behind all documents."""
        with told(self.path):
            return 1 + int(value(self._database, "SELECT coalesce(max(position), -1) FROM documents"))

    def documents(self) -> tuple[DocumentOverview, ...]:
        """Return the documents in list order, with how many passages were marked in each."""
        with self._at_one_moment():
            found = self._documents()
            counts = dict(self._database.execute("SELECT document, count(*) FROM passages GROUP BY document").fetchall())
        return tuple(DocumentOverview(one, counts.get(one.id, 0)) for one in found)

    def document(self, document: DocumentId) -> Document:
        """Return one document; CaseError where it is not in the case."""
        with told(self.path):
            row = self._database.execute(rows.DOCUMENT_COLUMNS + " WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise CaseError(tr("This document is not in the case"), tr("It may have been removed meanwhile."))
        return rows.DOCUMENT.of(row)

    def document_with(self, sha256: Sha256) -> Document | None:
        """Return the document of these bytes, or None where the case shows none."""
        with told(self.path):
            row = self._database.execute(rows.DOCUMENT_COLUMNS + " WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else rows.DOCUMENT.of(row)

    def pages(self, document: DocumentId, first: int = 0, count: int | None = None) -> tuple[PageInfo, ...]:
        """Return `count` pages of a document from `first` on (by default all), in order and as far as they are known."""
        with self._at_one_moment():
            return sources.pages(self._database, self._sha256(document), first, count)

    def page_texts(self, document: DocumentId, first: int = 0, count: int | None = None) -> Mapping[int, tuple[str, LayerRef]]:
        """Return the texts of `count` pages from `first` on (by default all), by page; pages not read yet are missing."""
        with self._at_one_moment():
            also_new = self.seal.vouches(self._database, self.path)
            return sources.page_texts(self._database, self._sha256(document), first, count, also_new=also_new)

    def unsearched_pages(self) -> Mapping[DocumentId, searchable.Unsearched]:
        """Return on how many pages of each document a search finds nothing, or not all; documents without such are missing."""
        with self._at_one_moment():
            return searchable.unsearched(self._database, self._documents())

    def scans_among(self, document: DocumentId, first: int, count: int) -> Set[int]:
        """Return which of `count` pages of a document, from `first` (from 0) on, are pictures with a few words over them."""
        with self._at_one_moment():
            return searchable.scans_among(self._database, self._sha256(document), first, count)

    def unread_among(self, document: DocumentId, first: int, count: int) -> Set[int]:
        """Return which of them could not be read."""
        with self._at_one_moment():
            return searchable.unread_among(self._database, self._sha256(document), first, count)

    def source_size(self, sha256: Sha256) -> int:
        """Return how many bytes a source has."""
        with told(self.path):
            return sources.source_size(self._database, sha256)

    def source_chunk(self, sha256: Sha256, n: int) -> bytes:
        """Return chunk `n` (from 0) of a source's bytes, at most 4 MiB; CaseError where it is missing."""
        with told(self.path):
            return sources.source_chunk(self._database, sha256, n)

    def linked_file(self, sha256: Sha256) -> LinkedFile | None:
        """Return where the bytes of a linked document lie, or None where they are in the case."""
        with told(self.path):
            return linked_files.one(self._database, sha256)

    def linked_files(self) -> tuple[LinkedFile, ...]:
        """Return where the bytes of all linked documents lie, in list order."""
        with told(self.path):
            return linked_files.of_documents(self._database)

    def passages(self, document: DocumentId | None = None) -> tuple[MarkedPassage, ...]:
        """Return the passages of one document or of all, with their links, in reading order."""
        with told(self.path):
            if document is None:
                return passages.load(self._database, passages.ALL)
            return passages.load(self._database, passages.OF_DOCUMENT, document)

    def passage(self, passage: PassageId) -> MarkedPassage | None:
        """Return one passage with its links, or None."""
        with told(self.path):
            return next(iter(passages.load(self._database, passages.ONE, passage)), None)

    def passages_named(self, wanted: Collection[PassageId]) -> tuple[MarkedPassage, ...]:
        """Return the passages with those ids that there are, in no order."""
        with told(self.path):
            if len(wanted) > _ONE_BY_ONE:
                return tuple(one for one in passages.load(self._database, passages.ALL) if one.passage.id in wanted)
            return tuple(one for each in wanted for one in passages.load(self._database, passages.ONE, each))

    def claims(self) -> tuple[ClaimOverview, ...]:
        """Return the claims in tree order, numbered, with their links counted."""
        with told(self.path):
            return claims.load(self._database)

    def claim(self, claim: ClaimId) -> ClaimOverview | None:
        """Return one claim, or None."""
        return next((one for one in self.claims() if one.claim.id == claim), None)

    def evidence(self, claim: ClaimId) -> tuple[LinkedPassage, ...]:
        """Return the passages linked to a claim itself (not to its elements), in reading order."""
        with told(self.path):
            return passages.evidence(self._database, claim)

    def search(self, typed: str, *, limit: int = 200) -> tuple[SearchHit, ...]:
        """Find a person's words in pages, quotes, notes and claims; best first. No words are a syntax error."""
        return self.searching().find(understood(typed), limit=limit).hits

    def word_stands_in(self, document: DocumentId, word: str) -> bool:
        """Tell whether a word stands on any page of a document as one word, whatever its capitals."""
        return self.searching().word_stands_in(document, word)

    def searching(self) -> CaseSearch:
        """Return what answers searches, over an index that is believed; to be asked for before each."""
        self._check_index()
        return self._search

    def journal(self, after_seq: int = 0) -> Iterator[JournalEntry]:
        """Yield the journal's entries after a number, oldest first; no lock is held between them."""
        with told(self.path):
            yield from journal.entries(self._database, after_seq)

    def last_undoable(self) -> int | None:
        """Return the newest entry that can be undone: no undo itself, not undone, not the one that made the case."""
        with told(self.path):
            return journal.last_undoable(self._database)

    def reading_place(self, document: DocumentId) -> ReadingPlace | None:
        """Return where a person was in a document, where that is known."""
        with told(self.path):
            return reading_places.of(self._database, document)

    def passages_with_names(self) -> tuple[tuple[MarkedPassage, ...], dict[DocumentId, str]]:
        """Return all passages, and the names of the documents that they stand in, as they were at one moment."""
        with self._at_one_moment():
            return self.passages(), {one.id: one.name for one in self._documents()}

    def snapshot(self, *, coverage: bool = False) -> CaseSnapshot:
        """Return everything an export may draw on, at one moment; what people looked at only if that is asked for."""
        with self._at_one_moment():
            seen = self.coverage.of_case() if coverage else None
            return CaseSnapshot(self.info(), self._documents(), self.claims(), self.passages(), self.desk.load(), seen)

    def data_version(self) -> int:
        """Return a number that changes when another connection has changed the case (https://www.sqlite.org/pragma.html)."""
        with told(self.path):
            return int(value(self._database, "PRAGMA data_version"))

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _at_one_moment(self) -> Iterator[None]:
        with told(self.path), reading(self._database):
            yield

    def _check_index(self) -> None:
        """Choose, before a search, between the index in the file and one in memory that is made from what the case holds.

        Only an index that this machine left so, and that does not look odd, is believed. Asked anew when the case has changed.
        """
        version = self.data_version()
        if not self._read_only or version == self._index_of:
            return
        with self._at_one_moment():
            is_odd = not (ours := self.seal.vouches(self._database, self.path)) or search.looks_odd(self._database)
        with told(self.path):
            index_making.make_own(self._database, also_new=ours) if is_odd else index_making.drop_own(self._database)
        self._index_of, self._search.also_new = version, ours

    def _documents(self) -> tuple[Document, ...]:
        return tuple(map(rows.DOCUMENT.of, self._database.execute(rows.DOCUMENT_COLUMNS + rows.IN_LIST_ORDER)))

    def _sha256(self, document: DocumentId) -> str:
        sha256 = value(self._database, "SELECT sha256 FROM documents WHERE id = ?", (document,))
        if sha256 is None:
            raise CaseError(tr("This document is not in the case"), tr("It may have been removed meanwhile."))
        return str(sha256)
