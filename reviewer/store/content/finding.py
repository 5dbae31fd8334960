"""Owns how a search over the case is answered: what is found, in which order, how many in each document, and the words around it.

What costs much is left for what is shown: entries are found and counted by their numbers alone, only so many are ranked, and the
words around a place are made for the hits that are asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.i18n import tr
from reviewer.looking.finder import Finder, Term
from reviewer.looking.folding import folded
from reviewer.looking.query import Node, Query, Wanted, written
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.model.overview import SearchHit
from reviewer.model.searching import EVERYTHING, FoundHits, HitKind, SearchFilter
from reviewer.store.content import snippets
from reviewer.store.content.entry_places import EntryPlaces
from reviewer.store.content.entry_texts import text_of
from reviewer.store.content.indexed_text import stands_whole
from reviewer.store.content.matching import Spellings, match_of
from reviewer.store.content.spellings import spellings_of
from reviewer.store.file.database import reading
from reviewer.store.file.failures import told

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_RANKED = 20_000
"""Hits that are brought in an order of how good they are. Of more, their words tell nothing apart."""

_STEPS = 2_000
"""Steps of SQLite between two looks at whether the answer is still wanted."""


_STATE = """SELECT (SELECT max(seq) FROM journal), (SELECT count(*) FROM temp.sqlite_schema), id, kind, record, page
    FROM search_entries ORDER BY id DESC LIMIT 1"""
"""What tells one state of index and records from another. Texts come with a higher number, and all else with an entry of the
journal; a number that is given once more, after an import was taken back, means another record."""

_KINDS = list(HitKind)

_IN_PARTS = {HitKind.CLAIM, HitKind.DESK}
"""Kinds whose texts are put together of several fields, such as a claim's text, speaker and channel."""
_BEFORE_IN = {HitKind.CLAIM: 24}
"""Words shown before a place: of a claim, what it says, though its speaker was found."""


class Superseded(Exception):  # noqa: N818 - no error: somebody typed on
    """The answer is not wanted any more."""


@dataclass(frozen=True, slots=True)
class _Matching:
    """The entries that have the words as they were typed, those that only have words like them, and the spellings of these."""

    exact: list[int]
    like: list[int]
    spellings: Spellings

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for each in self.spellings.values() for one in each)) if self.like else ()


def finder_of(query: Query, spellings: Spellings | None = None) -> Finder:
    """Return what finds the words of a query in a text as the index finds them: whole words, phrases, beginnings."""
    terms = []
    for one in query.terms:
        terms.append(Term(one.words, begins=True, whole=not one.is_beginning))
        words = folded(one.words).split()
        for number, word in enumerate(words):
            for other in (spellings or {}).get(word, ()):
                spelled = " ".join([*words[:number], other, *words[number + 1 :]])
                terms.append(Term(spelled, begins=True, whole=not one.is_beginning))
    return Finder(terms)


def _said_of(recognised: str, corrected: str) -> str:
    said = tr("“{recognised}” was recognised; a person put it right: “{corrected}”")
    return said.format(recognised=inserted(recognised), corrected=inserted(corrected))


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A page, or something that a person wrote or marked, in which something was found; `document` is None of claims."""

    kind: HitKind
    record: str
    document: DocumentId | None
    page: int | None


class CaseSearch:
    """Answers searches over one connection. What it keeps of the case is looked up anew when that has changed.

    Attributes:
        also_new: Whether the index has recognised text that no entry of the journal vouches for yet.

    """

    def __init__(self, path: Path, database: Database) -> None:
        self._path = path
        self._database = database
        self._places = EntryPlaces()
        self._state: object = None
        self.also_new = True

    def look_ahead(self) -> None:
        """Look up what every search needs, before the first one has to wait for it."""
        with self._answering():
            pass

    def find(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        wanted: SearchFilter = EVERYTHING,
        tolerant: bool = False,
        unwanted: Callable[[], bool] | None = None,
    ) -> FoundHits:
        """Find what a query asks for.

        Args:
            query: What was understood.
            limit: How many hits come with the words around them.
            offset: How many of the best come before those.
            wanted: What of it is wanted.
            tolerant: Also find words in recognised text that may have been misread.
            unwanted: Asked now and then whether nobody waits for the answer any more.

        Raises:
            Superseded: Nobody does.

        """
        if query.node is None or limit < 1:
            return FoundHits()
        with self._answering(unwanted):
            found = self._matching(query.node, query.terms, wanted, tolerant=tolerant)
            exact = found.exact
            phrase = query.phrase
            together = set(self._entries(match_of(phrase), wanted)) if phrase and exact else set()
            is_ranked = len(exact) <= MOST_RANKED
            if is_ranked and len(exact) > 1:
                exact = self._ranked(match_of(query.node), set(exact))
            if together:
                exact.sort(key=lambda one: one not in together)
            shown = (exact + found.like)[offset : offset + limit]
            hits = self._hits(shown, query, found, together=together if phrase else None)
            ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(hits, start=offset + 1))
            return FoundHits(ranked, self._places.counted(exact + found.like), is_ranked, found.others)

    def count(self, query: Query, wanted: SearchFilter = EVERYTHING, *, tolerant: bool = False) -> FoundHits:
        """Count what a query finds, and bring none of it."""
        if query.node is None:
            return FoundHits()
        with self._answering():
            found = self._matching(query.node, query.terms, wanted, tolerant=tolerant)
            return FoundHits((), self._places.counted(found.exact + found.like), spellings=found.others)

    def entries(
        self, query: Query, wanted: SearchFilter = EVERYTHING, *, tolerant: bool = False
    ) -> tuple[Finder, list[FoundEntry]]:
        """Return all in which a query finds something, and what finds the places there (`places`)."""
        if query.node is None:
            return Finder(()), []
        with self._answering():
            found = self._matching(query.node, query.terms, wanted, tolerant=tolerant)
            return finder_of(query, found.spellings), [self._entry(one) for one in found.exact + found.like]

    def places(self, entries: Sequence[FoundEntry], finder: Finder) -> list[int]:
        """Return in how many places of each of some entries what was looked for stands: in one at least, since it was found."""
        with told(self._path), reading(self._database):
            texts = (text_of(self._database, one.kind.value, one.record, one.page, also_new=self.also_new) for one in entries)
            return [max(1, len(finder.spans(text or ""))) for text in texts]

    def begins_more(self, query: Query, wanted: SearchFilter = EVERYTHING) -> str:
        """Return a query as beginnings of words, as a person would type it, where that finds more than whole words; else ""."""
        begun = query.begun()
        if query.node is None or begun.node is None or begun.node == query.node:
            return ""
        with self._answering():
            more = len(self._entries(match_of(begun.node), wanted)) > len(self._entries(match_of(query.node), wanted))
        return written(begun.node) if more else ""

    def word_stands_in(self, document: DocumentId, word: str) -> bool:
        """Tell whether a word stands on a page of a document as one word, whatever its capitals, and not broken by a line end.

        Nor as a part of one that is broken; with a hyphen in it, it stands where that is within a line.
        """
        if not any(map(str.isalnum, word)):
            return False
        with self._answering():
            entries = self._entries(match_of(Wanted(word)), SearchFilter(frozenset({HitKind.PAGE}), frozenset({document})))
            for one in entries:
                text = self._text(one)
                if stands_whole(word, text):
                    return True
        return False

    def _look_up_places(self) -> None:
        """Look them up anew where the index or the records have changed: where somebody reads is written too, all the while."""
        state = self._database.execute(_STATE).fetchall()
        if state != self._state:
            self._places, self._state = EntryPlaces.of(self._database), state

    def _matching(self, node: Node, terms: Sequence[Wanted], wanted: SearchFilter, *, tolerant: bool) -> _Matching:
        exact = self._entries(match_of(node), wanted)
        spellings = spellings_of(self._database, terms) if tolerant else {}
        if not spellings:
            return _Matching(exact, [], {})
        known = set(exact)
        also = self._entries(match_of(node, spellings), wanted)
        like = [one for one in also if one not in known and self._places.is_recognised(self._database, one)]
        return _Matching(exact, like, spellings)

    def _entries(self, match: str, wanted: SearchFilter) -> list[int]:
        rows = self._database.execute("SELECT rowid FROM search_index WHERE search_index MATCH ?", (match,)).fetchall()
        return self._places.chosen(self._database, [one for (one,) in rows], wanted)

    def _ranked(self, match: str, among: set[int]) -> list[int]:
        asked = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank, rowid"
        return [one for (one,) in self._database.execute(asked, (match,)) if one in among]

    def _hits(self, entries: Sequence[int], query: Query, found: _Matching, *, together: set[int] | None) -> Iterator[SearchHit]:
        places, kinds, like = self._places, _KINDS, set(found.like)
        phrase = query.phrase
        finders = finder_of(query, found.spellings), finder_of(Query(phrase)) if phrase else None
        texts = {one: self._text(one) for one in entries}
        spans = {one: finders[0].spans(text) for one, text in texts.items() if one not in places.others}
        heads = snippets.running_heads(
            (places.document[one], texts[one], spans[one]) for one in entries if one not in places.others
        )
        for one in entries:
            kind, number, other = kinds[places.kind[one]], places.document[one], places.others.get(one)
            document, name = places.documents[number][:2] if number >= 0 else (None, None)
            finder = finders[1] if finders[1] and together and one in together else finders[0]
            running = heads.get(number, frozenset()) if other is None else frozenset()
            text = texts[one].replace("\n", " · ") if kind in _IN_PARTS else texts[one]
            before, known = _BEFORE_IN.get(kind, snippets.BEFORE), spans.get(one) if finder is finders[0] else None
            instead = self._put_instead(other.record) if other and kind is HitKind.MISREAD else ""
            yield SearchHit(
                kind=kind.value,
                record=other.owner if other else str(document),
                document=document,
                document_name=name,
                page=other.page if other else places.page[one],
                snippet=_said_of(text, instead)
                if instead
                else snippets.snippet_of(text, finder, running, before=before, spans=known),
                rank=0,
                together=together is None or one in together,
                is_exact=one not in like,
                instead=instead,
            )

    def _put_instead(self, correction: str) -> str:
        """Return what a person put in place of a misread word."""
        return str(self._database.execute("SELECT corrected FROM word_corrections WHERE id = ?", (correction,)).fetchone()[0])

    def _entry(self, entry: int) -> FoundEntry:
        places, other, number = self._places, self._places.others.get(entry), self._places.document[entry]
        document, sha256 = (places.documents[number][0], places.documents[number][2]) if number >= 0 else (None, "")
        page = other.page if other else places.page[entry]
        return FoundEntry(_KINDS[places.kind[entry]], other.record if other else sha256, document, page)

    def _text(self, entry: int) -> str:
        one = self._entry(entry)
        return text_of(self._database, one.kind.value, one.record, one.page, also_new=self.also_new) or ""

    @contextmanager
    def _answering(self, unwanted: Callable[[], bool] | None = None) -> Iterator[None]:
        """Answer from one moment of the case, as long as the answer is wanted."""
        given_up = unwanted or (lambda: False)
        if given_up():
            raise Superseded
        with told(self._path), reading(self._database):
            if unwanted is not None:
                self._database.conn.set_progress_handler(lambda: int(given_up()), _STEPS)
            try:
                self._look_up_places()
                yield
            except sqlite3.OperationalError as error:
                if given_up():
                    raise Superseded from error
                raise
            finally:
                if unwanted is not None:
                    self._database.conn.set_progress_handler(None, 0)
