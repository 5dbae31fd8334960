"""Owns what a case knows of who had which page on show, and what follows of it with passages and counterchecks.

One row a page and reviewer. Not journalled and no evidence: nothing of it goes into a pack, unless somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.i18n import tr
from reviewer.model.coverage import CaseCoverage, Countercheck, DocumentCoverage, PageState, PageView
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, PassageId, Reviewer
from reviewer.store.content.authorship import Authorship
from reviewer.store.file.database import reading
from reviewer.store.file.failures import told
from reviewer.store.records import rows
from reviewer.store.records.findings import plain

if TYPE_CHECKING:
    from sqlite_utils import Database

LONGEST_MS = 24 * 60 * 60 * 1000
"""More than a day at once was never looked at a page."""

MOST_MS = 100 * 365 * LONGEST_MS
"""Nor for more than a hundred years in all: a row that says so was written by somebody else, and counts no further."""


def _view(row: rows.Row) -> tuple[int, int, int]:
    page, shown_ms, is_found = row
    if page < 0 or shown_ms < 0:
        raise ValueError("never looked at so")
    return page, shown_ms, is_found


_NOTE = """INSERT INTO page_views (sha256, page, reviewer, shown_ms, found, first_at, last_at)
    SELECT sha256, ?2, ?3, ?4, ?5, ?6, ?6 FROM documents WHERE id = ?1 AND ?2 >= 0 AND ?2 < page_count
    ON CONFLICT (sha256, page, reviewer) DO UPDATE SET
    shown_ms = min(shown_ms + excluded.shown_ms, ?7), found = max(found, excluded.found), last_at = excluded.last_at"""

_OPENED_BY_ANOTHER = """SELECT 1 FROM page_views JOIN documents USING (sha256)
    WHERE documents.id = ? AND page = ? AND reviewer <> ? AND shown_ms > 0 LIMIT 1"""

_STANDING = """FROM passages JOIN documents ON documents.id = passages.document
    JOIN anchors ON anchors.passage = passages.id AND anchors.document_sha256 = documents.sha256"""
"""Passages where they stand now: in versions from which they were carried on they mark nothing any more."""

_MARKED = f"""SELECT DISTINCT passages.document, anchor_quads.page, passages.id {_STANDING}
    JOIN anchor_quads ON anchor_quads.anchor = anchors.id"""

_FIRST_PAGES = f"SELECT passages.id, passages.document, anchors.page {_STANDING}"

_VIEW = rows.Kind("view of the page", "III", _view, counts_from=0)

_COUNTERCHECKS = "SELECT id, document, page, passage, reviewer, created_at FROM counterchecks"
_COUNTERCHECK = rows.Kind(
    "countercheck",
    "TTItTT",
    lambda row: Countercheck(row[0], DocumentId(row[1]), row[2], row[3] and PassageId(row[3]), row[4], row[5]),
)


def note(database: Database, views: Mapping[Reviewer, Iterable[PageView]], at: str) -> None:
    """Add what people looked at, inside the caller's transaction; a document that is gone meanwhile is passed over."""
    for reviewer, looked_at in views.items():
        for one in looked_at:
            shown_ms = min(max(one.shown_ms, 0), LONGEST_MS)
            database.execute(_NOTE, (one.document, one.page, reviewer.name, shown_ms, int(one.found), at, MOST_MS))


def findings(database: Database) -> Iterator[str]:
    """Yield, in sentences, which rows say what this program never writes. No pack rests on them."""
    found = database.execute(
        "SELECT documents.name, page, reviewer, page < page_count FROM page_views JOIN documents USING (sha256)"
        " WHERE NOT (page >= 0 AND page < page_count AND shown_ms >= 0 AND shown_ms < ?) ORDER BY 1, 2, 3",
        (MOST_MS,),
    ).fetchall()
    for name, page, reviewer, is_page in found:
        if is_page:
            said = tr("That “{reviewer}” looked at page {page} of “{name}” for so long was written by another program")
        else:
            said = tr("“{reviewer}” is said to have looked at page {page} of “{name}”, which has no such page")
        yield said.format(reviewer=plain(reviewer), page=page + 1, name=plain(name))


class Coverage:
    """Answers what a case knows of its coverage, over one connection. Every method may raise `CaseError`."""

    def __init__(self, path: Path, database: Database) -> None:
        self._path = path
        self._database = database

    def of_case(self, by: str | None = None) -> CaseCoverage:
        """Return the coverage of all reviewers, or `by` one of them: what that one opened, found, marked, counterchecked."""
        with told(self._path), reading(self._database):
            listed = tuple(map(rows.DOCUMENT.of, self._database.execute(rows.DOCUMENT_COLUMNS + rows.IN_LIST_ORDER)))
            authors = Authorship.of(self._database)
            found = {one.id: bytearray(one.page_count) for one in listed}
            times = {one.id: sum(_take_views(self._database, one, found[one.id], by)) for one in listed}
            _add(found, _marked(self._database, authors, by), PageState.MARKED)
            _add(found, _counterchecked(self._database, authors, found, by), PageState.COUNTERCHECKED)
            names = {str(name) for (name,) in self._database.execute("SELECT DISTINCT reviewer FROM page_views")} | authors.names
        covered = tuple(DocumentCoverage(one, bytes(found[one.id]), times[one.id]) for one in listed)
        return CaseCoverage(covered, tuple(sorted(names, key=lambda name: (name.casefold(), name))))

    def views(self, documents: Iterable[DocumentId]) -> dict[DocumentId, bytes]:
        """Return which pages of some documents anybody has opened or found: a `PageState` a page."""
        found: dict[DocumentId, bytes] = {}
        with told(self._path), reading(self._database):
            for one in documents:
                row = self._database.execute(rows.DOCUMENT_COLUMNS + " WHERE id = ?", (one,)).fetchone()
                if row is not None:
                    document = rows.DOCUMENT.of(row)
                    states = bytearray(document.page_count)
                    for _ in _take_views(self._database, document, states, None):
                        pass
                    found[one] = bytes(states)
        return found

    def checked(self) -> tuple[tuple[Countercheck, ...], frozenset[tuple[DocumentId, int]]]:
        """Return all counterchecks, and the pages of documents that are counterchecked."""
        with told(self._path), reading(self._database):
            made = self.counterchecks()
            if not made:
                return (), frozenset()
            known = {one: bytearray() for (one,) in self._database.execute("SELECT id FROM documents")}
            return made, frozenset(_counterchecked(self._database, Authorship.of(self._database), known, None))

    def counterchecks(self, document: DocumentId | None = None) -> tuple[Countercheck, ...]:
        """Return the counterchecks of a document or of all, the newest last, with the passages that each counts for now."""
        asked, given = (_COUNTERCHECKS, ()) if document is None else (_COUNTERCHECKS + " WHERE document = ?", (document,))
        with told(self._path), reading(self._database):
            made = [_COUNTERCHECK.of(row) for row in self._database.execute(asked + " ORDER BY created_at, id", given)]
            return tuple(_covering(self._database, Authorship.of(self._database), made)) if made else ()

    def is_opened_by_another(self, document: DocumentId, page: int, reviewer: str) -> bool:
        """Tell whether somebody but `reviewer` has had a page (from 0) of a document on show."""
        with told(self._path):
            row = self._database.execute(_OPENED_BY_ANOTHER, (document, page, reviewer)).fetchone()
        return row is not None

    def reviewers(self) -> tuple[str, ...]:
        """Return everybody who has changed the case, by name."""
        with told(self._path):
            names = [str(name) for (name,) in self._database.execute("SELECT DISTINCT reviewer FROM journal")]
        return tuple(sorted(names, key=lambda name: (name.casefold(), name)))

    def authors(self, passages: Iterable[PassageId]) -> Mapping[PassageId, str]:
        """Return who marked each of some passages, as the journal says; "" where it does not."""
        with told(self._path), reading(self._database):
            known = Authorship.of(self._database)
        return {one: known.author(one) for one in passages}


def _take_views(database: Database, document: Document, states: bytearray, by: str | None) -> Iterator[int]:
    asked = "SELECT page, shown_ms, found FROM page_views WHERE sha256 = ? AND page < ?"
    given: tuple[object, ...] = (document.sha256, document.page_count)
    if by is not None:
        asked, given = asked + " AND reviewer = ?", (*given, by)
    for page, shown_ms, is_found in map(_VIEW.of, database.execute(asked, given)):
        states[page] |= (PageState.OPENED if shown_ms > 0 else 0) | (PageState.FOUND if is_found else 0)
        yield shown_ms


def _marked(database: Database, authors: Authorship, by: str | None) -> Iterator[tuple[DocumentId, int]]:
    for document, page, passage in database.execute(_MARKED):
        if by is None or authors.author(passage) == by:
            yield document, page


def _counterchecked(
    database: Database, authors: Authorship, known: Mapping[DocumentId, bytearray], by: str | None
) -> Iterator[tuple[DocumentId, int]]:
    """Yield the pages all of whose passages somebody else has checked, and those without any that somebody has."""
    made = [_COUNTERCHECK.of(row) for row in database.execute(_COUNTERCHECKS)]
    if not made:
        return
    begun: dict[tuple[DocumentId, int], set[PassageId]] = {}
    for passage, document, page in database.execute(_FIRST_PAGES):
        begun.setdefault((document, page), set()).add(passage)
    for one in _covering(database, authors, made):
        if one.document not in known or (by is not None and one.reviewer != by):
            continue
        place = one.document, one.page
        if place in begun:
            begun[place].difference_update(one.covers)
            if not begun[place]:
                yield place
        elif one.passage is None:
            yield place


def _covering(database: Database, authors: Authorship, made: Iterable[Countercheck]) -> Iterator[Countercheck]:
    on: dict[tuple[DocumentId, int], list[PassageId]] = {}
    for passage, document, page in database.execute(_FIRST_PAGES):
        on.setdefault((document, page), []).append(passage)
    for one in made:
        meant = on.get((one.document, one.page), []) if one.passage is None else [one.passage]
        since = authors.made_in(one.id)
        covers = tuple(each for each in meant if authors.author(each) != one.reviewer and authors.changed_in(each) < since)
        yield Countercheck(one.id, one.document, one.page, one.passage, one.reviewer, one.at, covers)


def _add(found: Mapping[DocumentId, bytearray], pages: Iterable[tuple[DocumentId, int]], state: PageState) -> None:
    for document, page in pages:
        states = found.get(document)
        if states is not None and 0 <= page < len(states):
            states[page] |= state
