"""In which order the marks of a page are read, and so the passages of documents.

Owns that one rule; whoever lists passages asks here. Text has its order from the page's text, where columns are read one after
the other. Whatever else is marked is read line by line, from left to right, and what people call one line need not begin at one
height.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId
from reviewer.model.passage import Passage

T = TypeVar("T")

_NO_PLACE = Rect(0, 0, 0, 0)


def arranged(marks: Iterable[T], rect: Callable[[T], Rect], start: Callable[[T], int | None]) -> list[T]:
    """Return the marks that begin on one page in reading order; equal ones stay as they come.

    Args:
        marks: What is to be arranged.
        rect: Where a mark's first rectangle stands, any units, y downwards.
        start: The code point of the page's text at which a mark begins; None for one that is not text.

    Regions go before the first text that is read after them by place.

    """
    every = list(marks)
    if len(every) < 2:
        return every
    texts = sorted((one for one in every if start(one) is not None), key=lambda one: start(one) or 0)
    regions = _by_lines([one for one in every if start(one) is None], rect)
    if not texts or not regions:
        return texts or regions
    heights = [rect(one) for one in texts]
    before: dict[int, list[T]] = defaultdict(list)
    for one in regions:
        own = rect(one)
        before[next((at for at, other in enumerate(heights) if _precedes(own, other)), len(texts))].append(one)
    return [one for at in range(len(texts) + 1) for one in (*before[at], *texts[at : at + 1])]


def in_reading_order(passages: Iterable[Passage]) -> list[Passage]:
    """Return passages by page and place on it, document by document as they first come; of equal ones the older comes first."""
    by_page: dict[DocumentId, dict[int, list[Passage]]] = {}
    for one in passages:
        by_page.setdefault(one.document, {}).setdefault(first_page(one), []).append(one)
    return [one for pages in by_page.values() for page in sorted(pages) for one in on_page(pages[page])]


def on_page(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages that begin on one page in reading order; of equal ones the older comes first."""
    return arranged(sorted(passages, key=lambda one: (one.created_at, one.id)), _rect, _start)


def first_page(passage: Passage) -> int:
    """Return the page (from 0) on which a passage begins."""
    return passage.anchor.quads[0].page if passage.anchor.quads else passage.anchor.page


def _rect(passage: Passage) -> Rect:
    return passage.anchor.quads[0].quad.rect if passage.anchor.quads else _NO_PLACE


def _start(passage: Passage) -> int | None:
    text = passage.anchor.text
    return text.start.offset if text is not None and text.start.page == first_page(passage) else None


def _by_lines(marks: Sequence[T], rect: Callable[[T], Rect]) -> list[T]:
    """Return marks from top to bottom, and within a line from left to right; a line is what stands beside its highest mark."""
    lines: list[tuple[Rect, list[tuple[float, int, T]]]] = []
    for at, one in enumerate(sorted(marks, key=lambda one: (rect(one).y0, rect(one).x0))):
        own = rect(one)
        if not lines or not _beside(lines[-1][0], own):
            lines.append((own, []))
        insort(lines[-1][1], (own.x0, at, one), key=lambda placed: placed[:2])
    return [one for _, line in lines for _, _, one in line]


def _precedes(one: Rect, other: Rect) -> bool:
    return one.x0 < other.x0 if _beside(one, other) else one.y0 < other.y0


def _beside(one: Rect, other: Rect) -> bool:
    """Tell whether two rectangles stand on one line: their tops are near, or they share half the height of the taller one."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return abs(one.y0 - other.y0) <= min(one.height, other.height) / 2 or shared >= max(one.height, other.height) / 2 > 0
