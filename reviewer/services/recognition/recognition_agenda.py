"""Which page's text is recognised next: what somebody looks at first, then the rest of that document, then all others in order.

Owns the pages that are left. May be used on any thread; knows neither cases nor pixels. The window's thread waits for its guard
whenever somebody scrolls, so nothing behind it looks at more pages than it takes.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.model.document import Document
from reviewer.model.ids import DocumentId


@dataclass(frozen=True, slots=True)
class Turn:
    """One page (from 0) of a document whose turn it is."""

    document: Document
    page: int


class Agenda:
    """The pages that are left."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._left: dict[DocumentId, tuple[Document, list[int]]] = {}  # pages in order, each once
        self._looked_at: tuple[DocumentId | None, range] = (None, range(0))

    def put(self, document: Document, pages: Iterable[int]) -> None:
        """Add pages of a document; those that are there already are there once."""
        wanted = sorted(set(pages))
        with self._guard:
            _, there = self._left.get(document.id, (document, []))
            both = sorted({*there, *wanted}) if there else wanted
            if both:
                self._left[document.id] = document, both

    def put_back(self, turn: Turn) -> None:
        """Have a page read later whose turn had come."""
        with self._guard:
            pages = self._left.setdefault(turn.document.id, (turn.document, []))[1]
            at = bisect_left(pages, turn.page)
            if pages[at : at + 1] != [turn.page]:
                pages.insert(at, turn.page)

    def look(self, document: DocumentId | None, pages: range) -> None:
        """Take note of the pages that somebody looks at; None looks at none."""
        with self._guard:
            self._looked_at = document, pages

    def take(self) -> Turn | None:
        """Return the page whose turn it is, which is then not left any more; None where none is."""
        with self._guard:
            looked_at, in_view = self._looked_at
            found = looked_at if looked_at in self._left else next(iter(self._left), None)
            if found is None:
                return None
            document, pages = self._left[found]
            at = bisect_left(pages, in_view.start) if found == looked_at else 0
            page = pages.pop(at if at < len(pages) else 0)
            if not pages:
                del self._left[found]
            return Turn(document, page)

    def drop(self, document: DocumentId) -> None:
        """Forget what is left of a document."""
        with self._guard:
            self._left.pop(document, None)

    def clear(self) -> None:
        """Forget everything."""
        with self._guard:
            self._left.clear()

    def has(self, document: DocumentId) -> bool:
        """Tell whether pages of a document are left."""
        with self._guard:
            return document in self._left

    @property
    def left(self) -> int:
        """How many pages are left."""
        with self._guard:
            return sum(len(pages) for _, pages in self._left.values())
