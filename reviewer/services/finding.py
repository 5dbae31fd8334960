"""Finds words in one document, page after page, while its texts come in.

Where they come from is `page_texts`'s to know, what counts as found `documents.text.finding`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from reviewer.documents.open_document import OpenDocument
from reviewer.documents.text.finding import Finder, Term
from reviewer.model.ids import DocumentId
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

    """

    end: int
    hits: tuple[tuple[int, int], ...]
    with_text: int


def finder_of(words: str) -> Finder:
    """Return what finds the words of a search over the case as that finds them: whole words, phrases, beginnings."""
    return Finder([Term(text, begins=True, whole=not is_prefix) for text, is_prefix in terms_of(words)])


def words_in(snippet: str, words: str) -> str:
    """Return what of the words of a search a hit is about: their phrase, where the snippet has it."""
    phrase = phrase_of(words)
    return phrase if phrase and finder_of(phrase).spans(snippet) else words


def find_in_document(
    session: Session,
    document: DocumentId | None,
    opened: OpenDocument,
    finder: Finder,
    *,
    tell: Callable[[PagesSearched], None],
    cancelled: Callable[[], bool],
) -> Future[None]:
    """Look through all pages of a document in order.

    Args:
        session: The open case.
        document: The document, or None for a file that is not in the case yet.
        opened: The same, open: its worker reads the pages whose text the case has not got.
        finder: What to look for.
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
            counts = ((page, len(finder.spans(text))) for page, text in sorted(texts.items()))
            hits = tuple((page, count) for page, count in counts if count)
            tell(PagesSearched(first + len(texts), hits, sum(bool(one.strip()) for one in texts.values())))

    return session.job(run)
