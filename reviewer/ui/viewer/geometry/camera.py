"""What part of the content is in view: the way between the widget's logical pixels and content space.

Owns nothing that lasts: a `Camera` is made anew after each movement. Free of Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reviewer.model.geometry import Matrix, PageQuad, Point, Rect
from reviewer.ui.viewer.geometry.page_layout import ContentPoint, PageLayout, PagePoint


class ViewPoint(NamedTuple):
    """A point in the view, in logical pixels from the viewport's upper left corner."""

    x: float
    y: float


class Camera(NamedTuple):
    """A view of `width` × `height` device pixels whose upper left corner stands at (x, y) of the content.

    `x` and `y` are negative where the content is smaller than the view and stands in its middle. `read` is the page that was gone
    to, which is read until somebody scrolls, and be it too short to reach where the eyes are.
    """

    layout: PageLayout
    x: int
    y: int
    width: int
    height: int
    read: int | None = None

    @property
    def dpr(self) -> float:
        """Device pixels a logical pixel."""
        return self.layout.dpr

    @property
    def pages(self) -> range:
        """The pages in view."""
        return self.layout.pages_between(self.y, self.y + self.height)

    @property
    def current_page(self) -> int:
        """The page that is read: the one gone to, else of which most is seen, the first of several. 0 without pages."""
        if not self.layout.count:
            return 0
        if self.read is not None and self.read in self.pages:
            return self.read
        middles = (self._seen_of(page) for page in self.pages)
        _, y = max(middles, key=lambda one: one[0], default=(0.0, self.y + self.height / 3))
        return self.layout.page_at(y, self.x + self.width / 3)

    def _seen_of(self, page: int) -> tuple[float, float]:
        """Return how high the part of a page is that is in view, and where its middle lies in the content."""
        rect = self.layout.rect(page)
        top, bottom = max(rect.y, self.y), min(rect.bottom, self.y + self.height)
        return bottom - top, (top + bottom) / 2

    @property
    def middle(self) -> ViewPoint:
        """The point in the middle of the view."""
        return ViewPoint(self.width / 2 / self.dpr, self.height / 2 / self.dpr)

    def to_content(self, at: ViewPoint) -> ContentPoint:
        """Return the content under a point of the view."""
        return ContentPoint(at.x * self.dpr + self.x, at.y * self.dpr + self.y)

    def to_view(self, at: ContentPoint) -> ViewPoint:
        """Return where a point of the content stands in the view."""
        return ViewPoint((at.x - self.x) / self.dpr, (at.y - self.y) / self.dpr)

    def page_point(self, at: ViewPoint) -> PagePoint | None:
        """Return the point of the page under a point of the view, or None beside the pages."""
        if not self.layout.count:
            return None
        content = self.to_content(at)
        page = self.layout.page_at(content.y, content.x)
        if not self.layout.rect(page).contains(content):
            return None
        return self.layout.to_page(content, page)

    def nearest_page_point(self, at: ViewPoint) -> PagePoint:
        """Return the point of the nearest page, moved onto that page, for drags that leave it.

        Raises:
            IndexError: There are no pages.

        """
        content = self.to_content(at)
        return self.point_on(self.layout.page_at(content.y, content.x), at)

    def point_on(self, page: int, at: ViewPoint) -> PagePoint:
        """Return the point of the given page under a point of the view, moved onto that page."""
        found = self.layout.to_page(self.to_content(at), page)
        rect = self.layout.page_rect(page)
        x = min(max(found.point.x, rect.x0), rect.x1)
        y = min(max(found.point.y, rect.y0), rect.y1)
        return PagePoint(page, Point(x, y))

    def view_point(self, at: PagePoint) -> ViewPoint:
        """Return where a point of a page stands in the view."""
        return self.to_view(self.layout.to_content(at))

    def view_matrix(self, page: int) -> Matrix:
        """Return the transform from page space to device pixels of the view."""
        return self.layout.matrix(page).then(Matrix(1, 0, 0, 1, -self.x, -self.y))

    def part_of_page(self, page: int) -> Rect:
        """Return the rectangle of a page's space that the view shows, were the page without end."""
        return self.view_matrix(page).inverse().apply_rect(Rect(0, 0, self.width, self.height))

    def part_in_view(self, quads: Iterable[PageQuad]) -> Rect | None:
        """Return the rectangle around what is in view of some quads, in logical pixels, or None where nothing is.

        Looked for in the pages' own space: a page may have thousands of lines, and all of them be selected.
        """
        seen = {page: self.part_of_page(page) for page in self.pages}
        found: dict[int, Rect] = {}
        for one in quads:
            shown = seen.get(one.page)
            part = None if shown is None else one.quad.rect.intersection(shown)
            if part is not None:
                found[one.page] = part if one.page not in found else found[one.page].union(part)
        return Rect.around_all(self.view_rect(page, part) for page, part in found.items()) if found else None

    def view_rect(self, page: int, rect: Rect) -> Rect:
        """Return a rectangle of a page in logical pixels of the view."""
        return next(self.view_rects(page, (rect,)))

    def view_rects(self, page: int, rects: Iterable[Rect]) -> Iterator[Rect]:
        """Yield rectangles of one page in logical pixels of the view."""
        matrix, dpr = self.view_matrix(page), self.dpr
        for rect in rects:
            shown = matrix.apply_rect(rect)
            yield Rect(shown.x0 / dpr, shown.y0 / dpr, shown.x1 / dpr, shown.y1 / dpr)
