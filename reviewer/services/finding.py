"""Finds words in one document, page after page, while its texts come in.

Where they come from is `page_texts`'s to know, what counts as found `documents.text.finding`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from reviewer.documents.open_document import OpenDocument
from reviewer.documents.text.finding import Finder, Term
from reviewer.model.ids import DocumentId
from reviewer.model.overview import SearchHit
from reviewer.services.page_texts import page_texts
from reviewer.services.session import Session
from reviewer.store.content.search import phrase_of, terms_of

PAGES_AT_ONCE = 48
"""Pages looked through before what was found is told."""


@dataclass(frozen=True, slots=True)
class PagesSearched:
    """What some pages brought.

    Attributes:
        end: One past the last page searched so far, from 0.
        hits: Pages with hits, and how many, in order.
        with_text: How many of these pages have words.
        shown: Which hit of the page that was asked for is the one that its search showed, from 0.

    """

    end: int
    hits: tuple[tuple[int, int], ...]
    with_text: int
    shown: int = 0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place on a page (from 0) that a search over the case found: the words that it is found by, and the words around it."""

    words: str
    page: int
    snippet: str = ""


def finder_of(words: str) -> Finder:
    """Return what finds the words of a search over the case as that finds them: whole words, phrases, beginnings."""
    return Finder([Term(text, begins=True, whole=not is_prefix) for text, is_prefix in terms_of(words)])


def place_of(hit: SearchHit, words: str) -> FoundPlace:
    """Return where the hit of a search for `words` is: where they stand together, that is what is found there."""
    phrase = phrase_of(words)
    return FoundPlace(phrase if phrase and hit.together else words, hit.page or 0, hit.snippet)


def _number_shown(text: str, spans: Sequence[tuple[int, int]], snippet: str) -> int:
    """Return which of the spans is the first within the words of a snippet, as far as they stand so in the text; else 0."""
    words = snippet.strip("… ").split()
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
            texts = page_texts(session, document, opened, first, min(PAGES_AT_ONCE, opened.page_count - first))
            spans = {page: finder.spans(text) for page, text in sorted(texts.items())}
            hits = tuple((page, len(found)) for page, found in spans.items() if found)
            shown = _number_shown(texts[near.page], spans[near.page], near.snippet) if near and near.page in texts else 0
            tell(PagesSearched(first + len(texts), hits, sum(bool(one.strip()) for one in texts.values()), shown))

    return session.job(run)
