"""Where passages start and end in the text of a whole document, in code points.

The text of a document is the text of its pages in order, joined by one form feed (U+000C). Anchors count within a page; the sum
is made here, at export, from the pages as they read now. A passage whose page reads otherwise than when it was marked gets none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from reviewer.exporters.plan import PlannedDocument
from reviewer.model.anchor import TextSelector

BATCH = 64
"""Pages asked for at a time, so that memory does not grow with the document."""

ReadPages = Callable[[int, int], tuple[str, ...]]
"""Returns the texts of so many pages from a first one (from 0)."""


def positions(document: PlannedDocument, read_pages: ReadPages) -> dict[int, tuple[int, int]]:
    """Return start and end of the exhibits that have text, by exhibit number.

    Args:
        document: Its exhibits say which pages have to be read; nothing is read behind the last of them.
        read_pages: Gives page texts.

    """
    wanted = {one.number: one.anchor.text for one in document.exhibits if one.anchor.text}
    if not wanted:
        return {}
    last = max(max(one.end.page, one.start.page) for one in wanted.values())
    touched = {layer.page for one in wanted.values() for layer in one.layers}
    starts: dict[int, int] = {}
    hashes: dict[int, str] = {}
    at = 0
    for first in range(0, last + 1, BATCH):
        for n, text in enumerate(read_pages(first, min(BATCH, last + 1 - first)), start=first):
            starts[n] = at
            at += len(text) + 1
            if n in touched:
                hashes[n] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found = ((number, _position(one, starts, hashes)) for number, one in wanted.items())
    return {number: place for number, place in found if place is not None}


def _position(selector: TextSelector, starts: Mapping[int, int], hashes: Mapping[int, str]) -> tuple[int, int] | None:
    unchanged = selector.layers and all(hashes.get(one.page) == one.sha256 for one in selector.layers)
    if not unchanged or selector.start.page not in starts or selector.end.page not in starts:
        return None
    return starts[selector.start.page] + selector.start.offset, starts[selector.end.page] + selector.end.offset
