"""Where every page lies: rows of one page or two, any number of them, in device pixels from the content's upper left corner.

Owns sizes, turns and scale, and the way between page space and content space. Free of Qt, so that it can be tested by itself;
what part of the content is in view is `camera`'s. Device pixels, because page origins are then whole numbers at every screen
scale and tiles are copied without blur. Positions come from prefix sums in page units, so a change of zoom costs nothing,
whatever the number of pages.

Two pages side by side are a spread, as in an open book: the first page stands alone at the right, and all touch the spine.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reviewer.documents.results import pixels_of
from reviewer.model.geometry import Matrix, Point, Rect, page_rotation
from reviewer.model.page import PageInfo

MARGIN_PX = 16
"""Logical pixels of canvas around all pages."""

GAP_PX = 16
"""Logical pixels of canvas between two pages."""

MOST_PX = 2**31 - 2**16
"""The highest content in device pixels: scroll bars count in 32 bits, and hostile pages are ten million units long."""


class PagePoint(NamedTuple):
    """A point on a page (from 0), in page space: unrotated, in the document's units."""

    page: int
    point: Point


class ContentPoint(NamedTuple):
    """A point among all pages, in device pixels from its upper left corner."""

    x: float
    y: float


class ContentRect(NamedTuple):
    """A rectangle of whole device pixels among all pages."""

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
        spreads: Whether two pages stand side by side; a single page stands alone in any case.

    """

    def __init__(self, pages: Sequence[PageInfo], count: int, *, dpr: float = 1.0, spreads: bool = False) -> None:
        self._infos: list[PageInfo | None] = [None] * count
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[float] = [0.0]
        self._widest = (1.0, 0.0)
        self._in_pairs = spreads and count > 1
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
        """Device pixels of canvas around all pages."""
        return round(MARGIN_PX * self._dpr)

    @property
    def gap(self) -> int:
        """Device pixels between two pages."""
        return round(GAP_PX * self._dpr)

    @property
    def spine(self) -> int:
        """Device pixels between the two pages of a spread; 0 where pages stand alone."""
        return self.gap if self._in_pairs else 0

    @property
    def rows(self) -> int:
        """Number of rows of pages."""
        return self.count // 2 + 1 if self._in_pairs else self.count

    @property
    def width(self) -> int:
        """Device pixels from the left margin's to the right margin's outer edge."""
        left, right = self._columns()
        return left + self.spine + right + 2 * self.margin

    @property
    def height(self) -> int:
        """Device pixels from the upper to the lower edge of the content."""
        if not self._infos:
            return 2 * self.margin
        return self._bottom(self.rows - 1) + self.margin

    def take(self, pages: Sequence[PageInfo]) -> None:
        """Learn the true geometry of pages; the others are guessed anew. Pages beyond the count are ignored."""
        for info in pages:
            if 0 <= info.index < len(self._infos):
                self._infos[info.index] = info
        self._measure()

    def set_scale(self, scale: float, dpr: float) -> None:
        """Set device pixels a page unit and device pixels a logical pixel; too high a content is drawn smaller."""
        room = MOST_PX - 2 * MARGIN_PX * dpr - GAP_PX * dpr * (self.rows + 1)
        self._scale = min(scale, room / max(self._tops[-1], sum(self._widest)))
        self._dpr = dpr

    def set_turn(self, degrees: int) -> None:
        """Turn all pages clockwise by a multiple of 90 degrees besides their own rotation."""
        self._turn = degrees % 360
        self._measure()

    def set_spreads(self, spreads: bool) -> None:
        """Put two pages side by side, or each below the other."""
        self._in_pairs = spreads and self.count > 1
        self._measure()

    def info(self, page: int) -> PageInfo | None:
        """Return what is known of a page, or None while its size is a guess."""
        return self._infos[page]

    def shown_size(self, page: int) -> tuple[float, float]:
        """Return width and height as displayed, in page units."""
        return self._sizes[page]

    def row_size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page's row without its spine, in page units; a page alone counts as a spread."""
        if not self._in_pairs:
            return self._sizes[page]
        row = [self._sizes[one] for one in self.pages_in(self.row_of(page))]
        return sum(width for width, _ in row) * 2 / len(row), max(height for _, height in row)

    def row_of(self, page: int) -> int:
        """Return the row (from 0) that a page is in."""
        return (page + 1) // 2 if self._in_pairs else page

    def pages_in(self, row: int) -> range:
        """Return the pages of a row."""
        return range(max(0, 2 * row - 1), min(self.count, 2 * row + 1)) if self._in_pairs else range(row, row + 1)

    def stepped(self, page: int, rows: int) -> int:
        """Return the first page of the row so many rows below a page's, or above where negative, as far as there are rows."""
        return self.pages_in(min(max(self.row_of(page) + rows, 0), self.rows - 1)).start

    def rect(self, page: int) -> ContentRect:
        """Return where a page lies."""
        width_px, height_px = (pixels_of(one, self._scale) for one in self._sizes[page])
        if not self._in_pairs:
            x = (self.width - width_px) // 2
        else:
            spine = self.margin + self._columns()[0]
            x = spine - width_px if page % 2 else spine + self.spine
        return ContentRect(x, self._top(self.row_of(page)), width_px, height_px)

    def page_at(self, y: float, x: float | None = None) -> int:
        """Return the page at a place, the nearer one in a gap; the first row's above all, the last row's below all.

        Without `x` it is the first page of the row.

        Raises:
            IndexError: There are no pages.

        """
        if not self._infos:
            raise IndexError("no pages")
        row = self.pages_in(max(0, bisect_right(range(self.rows), y + self.gap / 2, key=self._top) - 1))
        middle = self.margin + self._columns()[0] + self.spine / 2
        return row[-1] if x is not None and x >= middle else row.start

    def pages_between(self, y0: float, y1: float) -> range:
        """Return the pages that have at least one line of pixels in y0 ≤ y < y1, and of a first spread perhaps a shorter one."""
        if not self._infos or y1 <= y0:
            return range(0)
        first = max(0, bisect_right(range(self.rows), y0, key=self._top) - 1)
        if self._bottom(first) <= y0:
            first += 1
        past = first
        while past < self.rows and self._top(past) < y1:
            past += 1
        if first == past:
            return range(0)
        start, stop = self.pages_in(first).start, self.pages_in(past - 1).stop
        if self.rect(start).bottom <= y0:
            start += 1
        if self.rect(stop - 1).bottom <= y0:
            stop -= 1
        return range(start, stop)

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
        number = self.page_at(at.y, at.x) if page is None else page
        return PagePoint(number, self.matrix(number).inverse().apply(Point(at.x, at.y)))

    def page_rect(self, page: int) -> Rect:
        """Return the unrotated page in page space."""
        width, height = self._sizes[page]
        info = self._infos[page]
        if info is not None:
            return info.rect
        return Rect(0, 0, height, width) if self._turn % 180 else Rect(0, 0, width, height)

    def _top(self, row: int) -> int:
        return self.margin + round(self._tops[row] * self._scale) + row * self.gap

    def _bottom(self, row: int) -> int:
        return max(self.rect(page).bottom for page in self.pages_in(row))

    def _columns(self) -> tuple[int, int]:
        """Return the widths in device pixels left and right of the spine; all on the left where pages stand alone."""
        left, right = (pixels_of(width, self._scale) for width in self._widest)
        return left, right if self._in_pairs else 0

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
        widths, heights = [width for width, _ in sizes], [height for _, height in sizes]
        if self._in_pairs:
            self._widest = max(widths[1::2]), max(widths[::2])
            pairs = itertools.zip_longest(heights[1::2], heights[2::2], fillvalue=0.0)
            heights = [heights[0], *(max(pair) for pair in pairs)]
        else:
            self._widest = max(widths, default=1.0), 0.0
        self._tops = list(itertools.accumulate(heights, initial=0.0))
