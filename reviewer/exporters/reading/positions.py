"""Where passages start and end in the text of a whole document, in code points.

The text of a document is the text of its pages in order, joined by one form feed (U+000C). Anchors count within a page; the sum
is made here, from the pages as they read now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from reviewer.documents.text.page.page_text import PageText
from reviewer.exporters.plan.exhibits import PlannedDocument
from reviewer.model.anchor import LayerRef, TextSelector

BATCH = 64
"""Pages asked for at a time, so that memory does not grow with the document."""

ReadPages = Callable[[int, int], tuple[str, ...]]
"""Returns the texts of so many pages from a first one (from 0)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pages of a document say now, as far as its exhibits reach.

    Attributes:
        texts: The texts of the pages that exhibits touch, by page (from 0).
        starts: Where each page starts in the document's text, in code points.

    """

    texts: Mapping[int, str]
    starts: Mapping[int, int]
    _hashes: Mapping[int, str]

    def is_unchanged(self, selector: TextSelector) -> bool:
        """Tell whether the pages of a passage read as they did when it was marked."""
        return bool(selector.layers) and all(self._hashes.get(one.page) == one.sha256 for one in selector.layers)

    def reads(self, layer: LayerRef) -> bool:
        """Tell whether the text that is used of a page is this one."""
        return self._hashes.get(layer.page) == layer.sha256

    def with_layers(self, pages: Iterable[PageText]) -> Self:
        """Return the same with other texts of some pages."""
        found = {one.page: one for one in pages}
        texts = {page: found[page].text if page in found else text for page, text in self.texts.items()}
        hashes = {page: found[page].layer.sha256 if page in found else one for page, one in self._hashes.items()}
        return replace(self, texts=texts, _hashes=hashes)


class Gathering:
    """Takes the texts of a document's pages as they are read, from the first one on, and keeps what its exhibits need of them.

    Args:
        document: Its exhibits say which pages are kept.
        page_count: How many pages there are; what an exhibit says of others is passed over.

    Attributes:
        last: The last page that an exhibit touches (from 0), -1 for none: nothing behind it is needed.

    """

    def __init__(self, document: PlannedDocument, page_count: int) -> None:
        wanted = [one.anchor.text for one in document.exhibits if one.anchor.text]
        self.last = min(max((max(one.end.page, one.start.page) for one in wanted), default=-1), page_count - 1)
        self._touched = {page for one in wanted for page in range(max(one.start.page, 0), min(one.end.page, self.last) + 1)}
        self._touched |= {layer.page for one in wanted for layer in one.layers}
        self._starts: dict[int, int] = {}
        self._texts: dict[int, str] = {}
        self._at = 0

    def take(self, page: int, text: str) -> None:
        """Take the text of the page that follows those taken before."""
        if page > self.last:
            return
        self._starts[page] = self._at
        self._at += len(text) + 1
        if page in self._touched:
            self._texts[page] = text

    def reading(self) -> Reading:
        """Return what was taken."""
        hashes = {n: hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for n, text in self._texts.items()}
        return Reading(self._texts, self._starts, hashes)


def read(document: PlannedDocument, page_count: int, read_pages: ReadPages) -> Reading:
    """Read the pages of a document up to the last one that an exhibit touches.

    Args:
        document: Its exhibits say which pages have to be read; nothing is read behind the last of them.
        page_count: How many pages there are; what an exhibit says of others is passed over.
        read_pages: Gives page texts.

    """
    gathering = Gathering(document, page_count)
    for first in range(0, gathering.last + 1, BATCH):
        for n, text in enumerate(read_pages(first, min(BATCH, gathering.last + 1 - first)), start=first):
            gathering.take(n, text)
    return gathering.reading()


def positions(document: PlannedDocument, reading: Reading) -> dict[int, tuple[int, int]]:
    """Return start and end of the exhibits that have text, whose anchors are as the document has them, by exhibit number."""
    wanted = ((one.number, one.anchor.text) for one in document.exhibits if one.anchor.text)
    found = ((number, _position(text, reading)) for number, text in wanted)
    return {number: place for number, place in found if place is not None}


def _position(selector: TextSelector, reading: Reading) -> tuple[int, int] | None:
    starts = reading.starts
    if not reading.is_unchanged(selector) or selector.start.page not in starts or selector.end.page not in starts:
        return None
    return starts[selector.start.page] + selector.start.offset, starts[selector.end.page] + selector.end.offset
