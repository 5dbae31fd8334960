"""Finds words in one document, page after page, while its texts come in.

Where they come from is `page_texts`'s to know, what counts as found `looking.finder`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from reviewer.documents.open_document import OpenDocument
from reviewer.looking.finder import Finder
from reviewer.looking.query import Any, Node, Query, Wanted, written
from reviewer.looking.typed_query import MOST_TERMS, understood
from reviewer.model.document import PlainText
from reviewer.model.ids import DocumentId
from reviewer.model.overview import SearchHit
from reviewer.services.page_texts import plain_texts
from reviewer.services.session import Session
from reviewer.store.content.finding import finder_of as case_finder

PAGES_AT_ONCE = 48
"""Pages looked through before what was found is told."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What looking reached: how many pages have words, and of those that no search finds, or not surely, how many of each kind.

    Attributes:
        with_text: Pages that have words.
        wordless: Pages that have none.
        pictures: Pages that are pictures with a few words over them: nothing of what the picture says is found.
        recognised: Pages whose words a program recognised, and may have got wrong.
        unread: Pages whose words could not be read, or not all of them.

    """

    with_text: int = 0
    wordless: int = 0
    pictures: int = 0
    recognised: int = 0
    unread: int = 0

    @classmethod
    def of(cls, texts: Iterable[PlainText]) -> Reach:
        """Return what looking through these reaches."""
        all_of = tuple(texts)
        unread = sum(one.is_unread for one in all_of)
        words = [one for one in all_of if one.text.strip()]
        pictures = sum(one.is_scan for one in words)
        recognised = sum(one.kind.is_recognised and not one.is_scan for one in words)
        wordless = sum(not one.text.strip() and not one.is_unread for one in all_of)
        return cls(len(words), wordless, pictures, recognised, unread)

    def __add__(self, other: Reach) -> Reach:
        """Return what looking through both reaches."""
        return Reach(
            self.with_text + other.with_text,
            self.wordless + other.wordless,
            self.pictures + other.pictures,
            self.recognised + other.recognised,
            self.unread + other.unread,
        )


@dataclass(frozen=True, slots=True)
class PagesSearched:
    """What some pages brought.

    Attributes:
        end: One past the last page searched so far, from 0.
        hits: Pages with hits, and how many, in order.
        reach: What kinds of text these pages have.
        shown: Which hit of the page that was asked for is the one that its search showed, from 0.

    """

    end: int
    hits: tuple[tuple[int, int], ...]
    reach: Reach
    shown: int = 0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place on a page (from 0): the words that it is found by, and where on the page it is.

    Either `snippet` says the words around it, as a search over the case tells them, or `offset` how far into the text it begins.
    """

    words: str
    page: int
    snippet: str = ""
    offset: int | None = None


def finder_of(words: str, spellings: Sequence[str] = ()) -> Finder:
    """Return what finds the words of a search over the case as that finds them: whole words, phrases, beginnings.

    Args:
        words: As they were typed.
        spellings: Others in which they stand in recognised text.

    """
    query = understood(words)
    return case_finder(Query(_any_of([*query.terms, *map(Wanted, spellings)])))


def place_of(hit: SearchHit, words: str, spellings: Sequence[str] = ()) -> FoundPlace:
    """Return where the hit of a search for `words` is: where they stand together, that is what is found there.

    Where they were put right, the page says what a person put there.
    """
    if hit.instead:
        return FoundPlace(written(Wanted(hit.instead)), hit.page or 0)
    query = understood(words)
    asked = words
    if query.phrase and hit.together:
        asked = written(query.phrase)
    if not hit.is_exact:
        node = _any_of([*query.terms, *map(Wanted, spellings)][:MOST_TERMS])
        asked = words if node is None else written(node)
    return FoundPlace(asked, hit.page or 0, hit.snippet)


def _any_of(terms: Sequence[Wanted]) -> Node | None:
    return Any(tuple(terms)) if len(terms) > 1 else next(iter(terms), None)


def _number_shown(text: str, spans: Sequence[tuple[int, int]], near: FoundPlace) -> int:
    """Return which of the spans is the one meant, or the first within the words around it, as far as they stand so; else 0."""
    if near.offset is not None:
        return next((nth for nth, (_, end) in enumerate(spans) if end > near.offset), 0)
    words = near.snippet.strip("… ").split()
    place = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    if place is None:
        return 0
    return next((nth for nth, (start, end) in enumerate(spans) if start >= place.start() and end <= place.end()), 0)


def find_in_document(
    session: Session,
    document: DocumentId | None,
    opened: OpenDocument,
    finder: Finder,
    *,
    near: FoundPlace | None = None,
    tell: Callable[[PagesSearched], None],
    cancelled: Callable[[], bool],
) -> Future[None]:
    """Look through all pages of a document in order.

    Args:
        session: The open case.
        document: The document, or None for a file that is not in the case yet.
        opened: The same, open: its worker reads the pages whose text the case has not got.
        finder: What to look for.
        near: The place that is gone to.
        tell: Called on another thread with what every few pages brought.
        cancelled: Asked between these.

    Raises:
        ReviewerError: (in the future) Texts could not be read.

    """

    def run() -> None:
        for first in range(0, opened.page_count, PAGES_AT_ONCE):
            if cancelled() or session.closing.is_set():
                return
            texts = plain_texts(session, document, opened, first, min(PAGES_AT_ONCE, opened.page_count - first))
            spans = {page: finder.spans(one.text) for page, one in sorted(texts.items())}
            hits = tuple((page, len(found)) for page, found in spans.items() if found)
            shown = _number_shown(texts[near.page].text, spans[near.page], near) if near and near.page in texts else 0
            tell(PagesSearched(first + len(texts), hits, Reach.of(texts.values()), shown))

    return session.job(run)
