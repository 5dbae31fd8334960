"""Which passages a document has: by page, by id, in reading order, and under a point.

Owns the marks as they were handed in, pending ones besides. Reading order is that of the text where a passage has a place there
(columns are read one after the other), and else of what is shown, from top to bottom: a page may be turned. Everything that is
asked for while painting or pointing costs as much as one page holds. Free of Qt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from reviewer.model.geometry import IDENTITY, Matrix, Point, Quad
from reviewer.ui.viewer.view_mark import ViewMark

Place = tuple[int, float, float]
"""A page (from 0), y and x in shown units from its upper left corner."""

_NOWHERE: tuple[ViewMark, ...] = ()


class MarkIndex:
    """The passages of one document.

    Args:
        marks: Those in the case, in any order.
        pending: Those asked for and not yet kept. A mark of the same id replaces a pending one.
        to_shown: Returns the way from a page's space to shown units; asked only when somebody wants an order.

    """

    def __init__(
        self,
        marks: Sequence[ViewMark] = (),
        pending: Sequence[ViewMark] = (),
        to_shown: Callable[[int], Matrix] = lambda _page: IDENTITY,
    ) -> None:
        self._to_shown = to_shown
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
        beginning: dict[int, list[ViewMark]] = {}
        for one in self._by_id.values():
            beginning.setdefault(one.quads[0].page, []).append(one)
        return [one for page in sorted(beginning) for one in self._arranged(beginning[page], page)]

    def read_on_page(self, page: int) -> Sequence[ViewMark]:
        """Return the passages that touch a page, kept and pending, in reading order."""
        marks = self.on_page(page)
        before = [one for one in marks if one.quads[0].page < page]
        return [*before, *self._arranged([one for one in marks if one.quads[0].page == page], page)]

    def forget_order(self) -> None:
        """Sort anew when somebody walks next: pages were turned, or turned out to be."""
        for name in ("in_order", "_pages", "_numbers"):
            self.__dict__.pop(name, None)

    def on_page(self, page: int) -> Sequence[ViewMark]:
        """Return the passages that touch a page, kept and pending, in no order."""
        return self._by_page.get(page, _NOWHERE)

    def get(self, passage: str) -> ViewMark | None:
        """Return a passage by id, or None."""
        return self._by_id.get(passage)

    @cached_property
    def _pages(self) -> Sequence[int]:
        return [one.quads[0].page for one in self.in_order]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {str(one.passage): number for number, one in enumerate(self.in_order)}

    def number(self, passage: str) -> int | None:
        """Return a passage's number in reading order, from 0, or None."""
        return self._numbers.get(passage)

    def after(self, passage: str, place: Place) -> ViewMark | None:
        """Return the passage after a given one, or after a place where there is none given; None at the end."""
        number = self._numbers.get(passage)
        if number is None:
            at, end = bisect_left(self._pages, place[0]), bisect_right(self._pages, place[0])
            while at < end and self._place_of(self.in_order[at]) < place:
                at += 1
        else:
            at = number + 1
        return self.in_order[at] if at < len(self.in_order) else None

    def before(self, passage: str, place: Place) -> ViewMark | None:
        """Return the passage before a given one, or before a place where there is none given; None at the start."""
        number = self._numbers.get(passage)
        if number is None:
            start, at = bisect_left(self._pages, place[0]), bisect_right(self._pages, place[0]) - 1
            while at >= start and self._place_of(self.in_order[at]) > place:
                at -= 1
        else:
            at = number - 1
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

    def _place_of(self, mark: ViewMark) -> Place:
        """Return where a passage begins, as shown."""
        return _place(mark, self._to_shown(mark.quads[0].page))

    def _arranged(self, marks: Sequence[ViewMark], page: int) -> list[ViewMark]:
        """Return passages that begin on a page in reading order; what is not text goes before the first that stands lower."""
        if len(marks) < 2:
            return list(marks)
        matrix = self._to_shown(page)
        placed = sorted(((_place(one, matrix), at, one) for at, one in enumerate(marks)), key=lambda one: one[:2])
        texts = [one for one in placed if one[2].start is not None]
        if not texts:
            return [one for _, _, one in placed]
        found = sorted(texts, key=lambda one: one[2].start or 0)
        for one in placed:
            if one[2].start is None:
                at = next((at for at, other in enumerate(found) if other[0] > one[0]), len(found))
                found.insert(at, one)
        return [one for _, _, one in found]


def _place(mark: ViewMark, matrix: Matrix) -> Place:
    first = mark.quads[0]
    shown = matrix.apply_quad(first.quad).rect
    return first.page, round(shown.y0, 1), shown.x0


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
