"""Where every page lies: one column of any number of pages, measured in device pixels from the content's upper left corner.

Owns sizes, turns and scale, and the way between page space and content space. Free of Qt, so that it can be tested by itself;
what part of the content is in view is `camera`'s. Device pixels, because page origins are then whole numbers at every screen
scale and tiles are copied without blur. Positions come from prefix sums in page units, so a change of zoom costs nothing,
whatever the number of pages.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.model.document import PageInfo
from reviewer.model.geometry import Matrix, Point, Rect, page_rotation

MARGIN_PX = 16
"""Logical pixels of canvas around the column of pages."""

GAP_PX = 16
"""Logical pixels of canvas between two pages."""

MOST_PX = 2**31 - 2**16
"""The longest column of pages in device pixels: scroll bars count in 32 bits, and hostile pages are ten million units long."""


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A point on a page (from 0), in page space: unrotated, in the document's units."""

    page: int
    point: Point


@dataclass(frozen=True, slots=True)
class ContentPoint:
    """A point in the column of all pages, in device pixels from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ContentRect:
    """A rectangle of whole device pixels in the column of all pages."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """One past the last row."""
        return self.y + self.height

    @property
    def right(self) -> int:
        """One past the last column."""
        return self.x + self.width

    def contains(self, point: ContentPoint) -> bool:
        """Tell whether a point lies inside."""
        return self.x <= point.x < self.right and self.y <= point.y < self.bottom


class PageLayout:
    """The geometry of all pages of one document.

    Args:
        pages: The pages whose sizes are known, in any order; at least one unless `count` is 0.
        count: Number of pages of the document. Unknown pages are taken to be like the last known one before them.
        dpr: Device pixels a logical pixel.

    """

    def __init__(self, pages: Sequence[PageInfo], count: int, *, dpr: float = 1.0) -> None:
        self._infos: list[PageInfo | None] = [None] * count
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[float] = [0.0]
        self._widest = 1.0
        self._scale = 1.0
        self._turn = 0
        self._dpr = dpr
        self.take(pages)

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self._infos)

    @property
    def scale(self) -> float:
        """Device pixels a page unit."""
        return self._scale

    @property
    def dpr(self) -> float:
        """Device pixels a logical pixel."""
        return self._dpr

    @property
    def turn(self) -> int:
        """Degrees by which all pages are turned clockwise besides their own rotation."""
        return self._turn

    @property
    def margin(self) -> int:
        """Device pixels of canvas around the column."""
        return round(MARGIN_PX * self._dpr)

    @property
    def gap(self) -> int:
        """Device pixels between two pages."""
        return round(GAP_PX * self._dpr)

    @property
    def width(self) -> int:
        """Device pixels from the left margin's to the right margin's outer edge."""
        return max(1, round(self._widest * self._scale)) + 2 * self.margin

    @property
    def height(self) -> int:
        """Device pixels from the upper to the lower edge of the content."""
        if not self._infos:
            return 2 * self.margin
        return self.rect(self.count - 1).bottom + self.margin

    def take(self, pages: Sequence[PageInfo]) -> None:
        """Learn the true geometry of pages; the others are guessed anew. Pages beyond the count are ignored."""
        for info in pages:
            if 0 <= info.index < len(self._infos):
                self._infos[info.index] = info
        self._measure()

    def set_scale(self, scale: float, dpr: float) -> None:
        """Set device pixels a page unit and device pixels a logical pixel; too long a column is drawn smaller."""
        room = MOST_PX - 2 * MARGIN_PX * dpr - GAP_PX * dpr * self.count
        self._scale = min(scale, room / max(self._tops[-1], self._widest))
        self._dpr = dpr

    def set_turn(self, degrees: int) -> None:
        """Turn all pages clockwise by a multiple of 90 degrees besides their own rotation."""
        self._turn = degrees % 360
        self._measure()

    def info(self, page: int) -> PageInfo | None:
        """Return what is known of a page, or None while its size is a guess."""
        return self._infos[page]

    def shown_size(self, page: int) -> tuple[float, float]:
        """Return width and height as displayed, in page units."""
        return self._sizes[page]

    def rect(self, page: int) -> ContentRect:
        """Return where a page lies."""
        width, height = self._sizes[page]
        width_px, height_px = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        return ContentRect((self.width - width_px) // 2, self._top(page), width_px, height_px)

    def page_at(self, y: float) -> int:
        """Return the page at a height, the nearer one in a gap; 0 above all, the last below all.

        Raises:
            IndexError: There are no pages.

        """
        if not self._infos:
            raise IndexError("no pages")
        return max(0, bisect_right(range(self.count), y + self.gap / 2, key=self._top) - 1)

    def pages_between(self, y0: float, y1: float) -> range:
        """Return the pages that have at least one row in y0 ≤ y < y1."""
        if not self._infos or y1 <= y0:
            return range(0)
        first = max(0, bisect_right(range(self.count), y0, key=self._top) - 1)
        if self.rect(first).bottom <= y0:
            first += 1
        last = first
        while last < self.count and self._top(last) < y1:
            last += 1
        return range(first, last)

    def shown_matrix(self, page: int) -> Matrix:
        """Return the transform from page space (unrotated) to shown units from the shown page's upper left corner."""
        shown_width, shown_height = self._sizes[page]
        info = self._infos[page]
        rotation = (info.rotation if info else 0) + self._turn
        width, height = (shown_height, shown_width) if rotation % 180 else (shown_width, shown_height)
        return page_rotation(width, height, rotation)

    def matrix(self, page: int) -> Matrix:
        """Return the transform from page space (unrotated) to content space."""
        where = self.rect(page)
        return self.shown_matrix(page).then(Matrix(self._scale, 0, 0, self._scale, where.x, where.y))

    def to_content(self, at: PagePoint) -> ContentPoint:
        """Return where a point of a page lies in the content."""
        found = self.matrix(at.page).apply(at.point)
        return ContentPoint(found.x, found.y)

    def to_page(self, at: ContentPoint, page: int | None = None) -> PagePoint:
        """Return the point of a page (by default of the nearest one) under a point of the content, which may lie off the page."""
        number = self.page_at(at.y) if page is None else page
        return PagePoint(number, self.matrix(number).inverse().apply(Point(at.x, at.y)))

    def page_rect(self, page: int) -> Rect:
        """Return the unrotated page in page space."""
        width, height = self._sizes[page]
        info = self._infos[page]
        if info is not None:
            return info.rect
        return Rect(0, 0, height, width) if self._turn % 180 else Rect(0, 0, width, height)

    def _top(self, page: int) -> int:
        return self.margin + round(self._tops[page] * self._scale) + page * self.gap

    def _measure(self) -> None:
        swap = self._turn % 180 != 0
        guess = next((one for one in self._infos if one is not None), None)
        size = guess.shown_size if guess else (612.0, 792.0)
        sizes = []
        for info in self._infos:
            if info is not None:
                size = info.shown_size
            sizes.append((size[1], size[0]) if swap else size)
        self._sizes = sizes
        self._tops = list(itertools.accumulate((height for _, height in sizes), initial=0.0))
        self._widest = max((width for width, _ in sizes), default=1.0)
