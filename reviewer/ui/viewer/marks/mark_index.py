"""Which passages a document has: by page, by id, in reading order, and under a point.

Owns the marks as they were handed in, pending ones besides. Reading order is that of the text where a passage has a place there
(columns are read one after the other), and else of what is shown, from top to bottom: a page may be turned. Everything that is
asked for while painting or pointing costs as much as one page holds. Free of Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from itertools import pairwise

from reviewer.model.geometry import IDENTITY, Matrix, Point, Quad
from reviewer.model.reading_order import arranged
from reviewer.ui.viewer.view_mark import ViewMark

Place = tuple[int, float, float]
"""A page (from 0), y and x in shown units from its upper left corner."""

_GAP_SHARE = 1.0
"""Line heights that a gap between two lines of a passage has at most to belong to it as well."""

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
        self._by_id: dict[str, ViewMark] = {}
        self._waiting: dict[str, ViewMark] = {}
        self._by_page: dict[int, dict[str, ViewMark]] = {}
        self._beginning: dict[int, dict[str, ViewMark]] = {}
        self._orders: dict[int, list[ViewMark]] = {}
        for one in marks:
            self.put(one)
        self.set_pending(pending)

    def __len__(self) -> int:
        """Return the number of passages in the case."""
        return len(self._by_id)

    @property
    def all(self) -> Mapping[str, ViewMark]:
        """The passages in the case by id, in the order in which they were handed in."""
        return self._by_id

    @property
    def pending(self) -> Iterable[ViewMark]:
        """The passages asked for and not yet kept."""
        return self._waiting.values()

    def put(self, mark: ViewMark) -> Set[int]:
        """Take a passage in the case as it is now; return the pages that look different."""
        if not mark.quads:
            return self.drop(str(mark.passage))
        passage = str(mark.passage)
        pages = set(_pages_of(mark))
        before = self._by_id.get(passage)
        if before is not None:
            pages |= self._take_off(passage, before)
        self._by_id[passage] = mark
        self._lay_on(passage, mark)
        first = mark.quads[0].page
        self._beginning.setdefault(first, {})[passage] = mark
        self._orders.pop(first, None)
        return pages

    def drop(self, passage: str) -> Set[int]:
        """Forget a passage of the case; return the pages that look different."""
        mark = self._by_id.pop(passage, None)
        if mark is None:
            return set()
        pages = self._take_off(passage, mark)
        if passage in self._waiting:
            self._lay_on(passage, self._waiting[passage])
        return pages

    def set_pending(self, marks: Sequence[ViewMark]) -> Set[int]:
        """Take what is asked for and not yet kept, in place of what was; return the pages that look different."""
        pages: set[int] = set()
        before, self._waiting = self._waiting, {str(one.passage): one for one in marks if one.quads}
        for passage, mark in before.items():
            if passage not in self._by_id and self._waiting.get(passage) is not mark:
                pages |= self._take_off(passage, mark)
        for passage, mark in self._waiting.items():
            if passage not in self._by_id and before.get(passage) is not mark:
                pages.update(_pages_of(mark))
                self._lay_on(passage, mark)
        return pages

    @property
    def in_order(self) -> Sequence[ViewMark]:
        """The passages in the case, in reading order."""
        return [one for page in self._begun() for one in self._order(page)]

    def read_on_page(self, page: int) -> Sequence[ViewMark]:
        """Return the passages that touch a page, kept and pending, in reading order."""
        marks = self.on_page(page)
        before = [one for one in marks if one.quads[0].page < page]
        return [*before, *self._arranged([one for one in marks if one.quads[0].page == page], page)]

    def forget_order(self) -> None:
        """Sort anew when somebody walks next: pages were turned, or turned out to be."""
        self._orders.clear()

    def on_page(self, page: int) -> Collection[ViewMark]:
        """Return the passages that touch a page, kept and pending, in no order."""
        found = self._by_page.get(page)
        return found.values() if found is not None else _NOWHERE

    def get(self, passage: str) -> ViewMark | None:
        """Return a passage by id, or None."""
        return self._by_id.get(passage)

    def after(self, passage: str, place: Place) -> ViewMark | None:
        """Return the passage after a given one, or after a place where there is none given; None at the end."""
        mark = self._by_id.get(passage)
        page = place[0] if mark is None else mark.quads[0].page
        marks, at = self._order(page), 0
        if mark is not None:
            at = _position(marks, mark) + 1
        else:
            while at < len(marks) and self._place_of(marks[at]) < place:
                at += 1
        if at < len(marks):
            return marks[at]
        later = next((one for one in self._begun() if one > page), None)
        return None if later is None else self._order(later)[0]

    def before(self, passage: str, place: Place) -> ViewMark | None:
        """Return the passage before a given one, or before a place where there is none given; None at the start."""
        mark = self._by_id.get(passage)
        page = place[0] if mark is None else mark.quads[0].page
        marks = self._order(page)
        at = len(marks) - 1
        if mark is not None:
            at = _position(marks, mark) - 1
        else:
            while at >= 0 and self._place_of(marks[at]) > place:
                at -= 1
        if at >= 0:
            return marks[at]
        earlier = next((one for one in reversed(self._begun()) if one < page), None)
        return None if earlier is None else self._order(earlier)[-1]

    def outermost(self, *, first: bool) -> ViewMark | None:
        """Return the first passage of all in reading order, or the last; None where there is none."""
        pages = self._begun()
        return self._order(pages[0 if first else -1])[0 if first else -1] if pages else None

    def under(self, page: int, point: Point) -> ViewMark | None:
        """Return the passage that holds a point in page space; of several the smallest, so that none is out of reach.

        Between two of its lines a passage holds it, too, where no other does.
        """
        return next(iter(self.all_under(page, point)), None)

    def all_under(self, page: int, point: Point) -> Sequence[ViewMark]:
        """Return all passages that hold a point in page space, as `under` says, the smallest first."""
        return self._by_size(page, lambda _mark, quads: any(_holds(one, point) for one in quads)) or self._by_size(
            page, lambda mark, quads: not mark.region and _lies_between(quads, point)
        )

    def _by_size(self, page: int, holds: Callable[[ViewMark, list[Quad]], bool]) -> list[ViewMark]:
        found: list[tuple[float, ViewMark]] = []
        for mark in self.on_page(page):
            quads = [one.quad for one in mark.quads if one.page == page]
            if holds(mark, quads):
                found.append((sum(one.rect.area for one in quads), mark))
        return [mark for _area, mark in sorted(found, key=lambda one: one[0])]

    def _begun(self) -> list[int]:
        """Return the pages on which passages begin."""
        return sorted(page for page, marks in self._beginning.items() if marks)

    def _order(self, page: int) -> list[ViewMark]:
        """Return the passages in the case that begin on a page, in reading order: sorted when somebody first walks there."""
        if page not in self._orders:
            self._orders[page] = self._arranged(list(self._beginning.get(page, {}).values()), page)
        return self._orders[page]

    def _lay_on(self, passage: str, mark: ViewMark) -> None:
        for page in _pages_of(mark):
            self._by_page.setdefault(page, {})[passage] = mark

    def _take_off(self, passage: str, mark: ViewMark) -> set[int]:
        first = mark.quads[0].page
        self._beginning.get(first, {}).pop(passage, None)
        self._orders.pop(first, None)
        pages = set(_pages_of(mark))
        for page in pages:
            self._by_page.get(page, {}).pop(passage, None)
        return pages

    def _place_of(self, mark: ViewMark) -> Place:
        """Return where a passage begins, as shown."""
        return _place(mark, self._to_shown(mark.quads[0].page))

    def _arranged(self, marks: Sequence[ViewMark], page: int) -> list[ViewMark]:
        """Return passages that begin on a page in reading order, as it is shown."""
        matrix = self._to_shown(page)
        return arranged(marks, lambda one: matrix.apply_quad(one.quads[0].quad).rect, lambda one: one.start)


def _position(marks: Sequence[ViewMark], mark: ViewMark) -> int:
    return next(at for at, one in enumerate(marks) if one is mark)


def _place(mark: ViewMark, matrix: Matrix) -> Place:
    first = mark.quads[0]
    shown = matrix.apply_quad(first.quad).rect
    return first.page, round(shown.y0, 1), shown.x0


def _pages_of(mark: ViewMark) -> Iterable[int]:
    first, last = mark.quads[0].page, mark.quads[-1].page
    return (first,) if first == last else {one.page for one in mark.quads}


def _holds(quad: Quad, point: Point) -> bool:
    """Tell whether a convex quad holds a point: it lies on the same side of all four edges."""
    heights = quad.ul.y, quad.ur.y, quad.ll.y, quad.lr.y
    if not min(heights) <= point.y <= max(heights):  # most of a page's are above or below
        return False
    corners = (quad.ul, quad.ur, quad.lr, quad.ll)
    sides = [
        (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
        for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)
    ]
    return all(one >= 0 for one in sides) or all(one <= 0 for one in sides)


def _lies_between(quads: Sequence[Quad], point: Point) -> bool:
    """Tell whether a point lies in the gap between a line and the next one, be they upright or turned."""
    for one, other in pairwise(one.rect for one in quads):
        most = _GAP_SHARE * min(one.width, one.height, other.width, other.height)
        left, right = max(one.x0, other.x0), min(one.x1, other.x1)
        top, foot = max(one.y0, other.y0), min(one.y1, other.y1)
        if left <= point.x <= right and foot <= point.y <= top <= foot + most:
            return True
        if top <= point.y <= foot and right <= point.x <= left <= right + most:
            return True
    return False
