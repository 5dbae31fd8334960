"""Which passages a document has: by page, by id, in reading order, and under a point.

Owns the marks as they were handed in, pending ones besides. Everything that is asked for while painting or pointing costs as
much as one page holds. Free of Qt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from reviewer.model.geometry import Point, Quad
from reviewer.ui.viewer.view_mark import ViewMark

Place = tuple[int, float, float]
"""A page (from 0), y and x in page space: sorts in reading order."""

_NOWHERE: tuple[ViewMark, ...] = ()


class MarkIndex:
    """The passages of one document.

    Args:
        marks: Those in the case, in any order.
        pending: Those asked for and not yet kept. A mark of the same id replaces a pending one.

    """

    def __init__(self, marks: Sequence[ViewMark] = (), pending: Sequence[ViewMark] = ()) -> None:
        self._by_id = {str(one.passage): one for one in marks if one.quads}
        waiting = [one for one in pending if one.quads and str(one.passage) not in self._by_id]
        by_page: dict[int, list[ViewMark]] = {}
        for one in [*self._by_id.values(), *waiting]:
            for page in _pages_of(one):
                by_page.setdefault(page, []).append(one)
        self._by_page = by_page

    def __len__(self) -> int:
        """Return the number of passages in the case."""
        return len(self._by_id)

    @property
    def all(self) -> Iterable[ViewMark]:
        """The passages in the case, in the order in which they were handed in."""
        return self._by_id.values()

    @cached_property
    def in_order(self) -> Sequence[ViewMark]:
        """The passages in the case, in reading order: sorted when somebody first walks through them."""
        return sorted(self._by_id.values(), key=place_of)

    def on_page(self, page: int) -> Sequence[ViewMark]:
        """Return the passages that touch a page, kept and pending, in no order."""
        return self._by_page.get(page, _NOWHERE)

    def get(self, passage: str) -> ViewMark | None:
        """Return a passage by id, or None."""
        return self._by_id.get(passage)

    @cached_property
    def _places(self) -> Sequence[Place]:
        return [place_of(one) for one in self.in_order]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {str(one.passage): number for number, one in enumerate(self.in_order)}

    def number(self, passage: str) -> int | None:
        """Return a passage's number in reading order, from 0, or None."""
        return self._numbers.get(passage)

    def after(self, passage: str, place: Place) -> ViewMark | None:
        """Return the passage after a given one, or after a place where there is none given; None at the end."""
        number = self._numbers.get(passage)
        at = bisect_left(self._places, place) if number is None else number + 1
        return self.in_order[at] if at < len(self.in_order) else None

    def before(self, passage: str, place: Place) -> ViewMark | None:
        """Return the passage before a given one, or before a place where there is none given; None at the start."""
        number = self._numbers.get(passage)
        at = (bisect_right(self._places, place) if number is None else number) - 1
        return self.in_order[at] if at >= 0 else None

    def under(self, page: int, point: Point) -> ViewMark | None:
        """Return the passage that holds a point in page space; of several the smallest, so that none is out of reach."""
        found: ViewMark | None = None
        least = float("inf")
        for mark in self.on_page(page):
            quads = [one.quad for one in mark.quads if one.page == page]
            if any(_holds(one, point) for one in quads):
                area = sum(one.rect.area for one in quads)
                if area < least:
                    found, least = mark, area
        return found


def place_of(mark: ViewMark) -> Place:
    """Return where a passage begins."""
    first = mark.quads[0]
    ul, ur, ll, lr = first.quad.points
    return first.page, round(min(ul.y, ur.y, ll.y, lr.y), 1), min(ul.x, ur.x, ll.x, lr.x)


def _pages_of(mark: ViewMark) -> Iterable[int]:
    first, last = mark.quads[0].page, mark.quads[-1].page
    return (first,) if first == last else {one.page for one in mark.quads}


def _holds(quad: Quad, point: Point) -> bool:
    """Tell whether a convex quad holds a point: it lies on the same side of all four edges."""
    corners = (quad.ul, quad.ur, quad.lr, quad.ll)
    sides = [
        (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
        for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)
    ]
    return all(one >= 0 for one in sides) or all(one <= 0 for one in sides)
