"""Documents opened in this process, for tests of what a worker does with them."""

from __future__ import annotations

import io
from array import array
from collections.abc import Mapping
from functools import lru_cache

import pikepdf

from reviewer.documents.marks import Mark
from reviewer.documents.parsing.opened import Opened
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.selecting.selection import select
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.stance import Stance

PASSAGE = "0b0d8b3e-7c1c-4f7e-9a57-0d6f1a2b3c4d"
MOMENT = "2026-03-04T22:04:05.123Z"


@lru_cache(maxsize=16)
def pike(data: bytes) -> pikepdf.Pdf:
    """Return a PDF opened with pikepdf, and keep it open: its objects do not outlive it."""
    return pikepdf.open(io.BytesIO(data))


def opened(data: bytes, password: str | None = None) -> Opened:
    """Return a document opened as a worker opens it."""
    return open_document(memoryview(data), password)


def page_texts(document: Opened) -> Mapping[int, PageText]:
    """Return the texts of all pages."""
    return {page: _page_text(document, page) for page in range(document.page_count)}


def _page_text(document: Opened, page: int) -> PageText:
    text, raw = document.characters(page)
    boxes: array[float] = array("f")
    boxes.frombytes(bytes(raw))
    return PageText(page, text, boxes, document.extractor)


def text_mark(document: Opened, quote: str, stance: Stance | None = Stance.CONTRADICTS, passage: str = PASSAGE) -> Mark:
    """Return the mark of the first place where a quote stands."""
    pages = page_texts(document)
    start, end = find_quote({index: page.text for index, page in pages.items()}, quote)[0]
    return Mark(
        id=passage,
        quads=select(pages, start, end).quads,
        stance=stance,
        contents="Contradicts claim 2:\n“It never asked.” (not) \\ so",
        subject="contradicts",
        author="Desk",
    )


def region_mark(rect: Rect, page: int = 0, stance: Stance | None = None, passage: str = PASSAGE) -> Mark:
    """Return the mark of a region."""
    return Mark(passage, (PageQuad(page, Quad.of_rect(rect)),), stance, region=True, author="Desk")
