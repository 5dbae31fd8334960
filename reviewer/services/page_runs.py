"""Asking for something of all pages of a document, as many at a time as one answer holds; a bad page costs none beside it.

Owns what is done when an answer fails: the pages near it are asked for one by one, and a few bad ones in a row end the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from reviewer.documents import limits
from reviewer.errors import DocumentError

T = TypeVar("T")

MOST_FAILURES = 3
"""Pages in a row of which nothing can be had; then it is not the pages."""


class PageRuns(Generic[T]):
    """One reading of a document.

    Args:
        page_count: How many pages it has.
        ask: Waits for the answer for so many pages from a page (from 0) on; it may be about fewer of them.

    """

    def __init__(self, page_count: int, ask: Callable[[int, int], T]) -> None:
        self._page_count = page_count
        self._ask = ask
        self._alone_until = 0
        self._failures = 0

    def read(self, first: int) -> T | None:
        """Return the answer from a page on; None where there is none for this page.

        Raises:
            DocumentError: It was so with several pages in a row: the document cannot be read, or was closed.

        """
        alone = first < self._alone_until
        try:
            answer = self._ask(first, 1 if alone else self._page_count - first)
        except DocumentError:
            if not alone:
                self._alone_until = first + limits.ANNOTATED_PAGES_PER_REQUEST
                return self.read(first)
            self._failures += 1
            if self._failures >= MOST_FAILURES:
                raise
            return None
        self._failures = 0
        return answer
