"""Points, rectangles, quads and affine transforms in page space.

Page space: for a PDF the unrotated page as MuPDF's text extraction sees it (points of 1/72 inch times `/UserUnit`, origin at
the crop box's upper left corner, y down); for an image its pixels after the EXIF turn, one pixel a unit, each frame a page.

Named tuples, not dataclasses: they are made by the ten thousand, and as classes cost a seventh at every start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self


class Point(NamedTuple):
    """A point in page space."""

    x: float
    y: float


class Rect(NamedTuple):
    """An axis-parallel rectangle, x0 ≤ x1 and y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Self:
        """Return the smallest rectangle that holds all points.

        Raises:
            ValueError: There are no points.

        """
        pairs = [(one.x, one.y) for one in points]
        if not pairs:
            raise ValueError("no points")
        xs, ys = zip(*pairs, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @classmethod
    def around_all(cls, rects: Iterable[Rect]) -> Self:
        """Return the smallest rectangle that holds all rectangles.

        Raises:
            ValueError: There are none.

        """
        return cls.around(corner for one in rects for corner in (Point(one.x0, one.y0), Point(one.x1, one.y1)))

    @property
    def width(self) -> float:
        """The extent along x."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """The extent along y."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def contains(self, point: Point) -> bool:
        """Tell whether the point lies inside or on the edge."""
        return self.x0 <= point.x <= self.x1 and self.y0 <= point.y <= self.y1

    def intersection(self, other: Rect) -> Rect | None:
        """Return the common part, or None where there is none."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        x1, y1 = min(self.x1, other.x1), min(self.y1, other.y1)
        return Rect(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None

    def union(self, other: Rect) -> Rect:
        """Return the smallest rectangle around both."""
        return Rect(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def grown(self, by: float) -> Rect:
        """Return the rectangle with every side moved outwards."""
        return Rect(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


class Quad(NamedTuple):
    """Four corners in the order of PDF highlights as the industry writes them: upper left, upper right, lower left, lower right.

    "Upper" and "left" are those of the text, so the quad of a line that runs upwards is turned. Source: ISO 32000-2 12.5.6.10 and
    pdf-association/pdf-issues 68.
    """

    ul: Point
    ur: Point
    ll: Point
    lr: Point

    @classmethod
    def of_rect(cls, rect: Rect) -> Self:
        """Return the quad of an upright rectangle."""
        return cls(Point(rect.x0, rect.y0), Point(rect.x1, rect.y0), Point(rect.x0, rect.y1), Point(rect.x1, rect.y1))

    @property
    def points(self) -> tuple[Point, Point, Point, Point]:
        """Upper left, upper right, lower left, lower right."""
        return self.ul, self.ur, self.ll, self.lr

    @property
    def rect(self) -> Rect:
        """The smallest upright rectangle around the quad."""
        ul, ur, ll, lr = self.points
        return Rect(
            min(ul.x, ur.x, ll.x, lr.x), min(ul.y, ur.y, ll.y, lr.y), max(ul.x, ur.x, ll.x, lr.x), max(ul.y, ur.y, ll.y, lr.y)
        )


class PageQuad(NamedTuple):
    """A quad on a page; `page` counts from 0."""

    page: int
    quad: Quad


class Matrix(NamedTuple):
    """An affine transform in PDF's order: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-2 8.3.4)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, point: Point) -> Point:
        """Return the transformed point."""
        return Point(self.a * point.x + self.c * point.y + self.e, self.b * point.x + self.d * point.y + self.f)

    def apply_rect(self, rect: Rect) -> Rect:
        """Return the rectangle around the transformed corners."""
        return Rect.around(self.apply(one) for one in Quad.of_rect(rect).points)

    def apply_quad(self, quad: Quad) -> Quad:
        """Return the transformed quad, corners keeping their names."""
        if self == IDENTITY:  # a page that stands as it is shown, as most do
            return quad
        return Quad(*(self.apply(one) for one in quad.points))

    def then(self, other: Matrix) -> Matrix:
        """Return the transform that does this one first and `other` after it."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def inverse(self) -> Matrix:
        """Return the transform back.

        Raises:
            ZeroDivisionError: The transform is singular.

        """
        det = self.a * self.d - self.b * self.c
        return Matrix(
            self.d / det,
            -self.b / det,
            -self.c / det,
            self.a / det,
            (self.c * self.f - self.d * self.e) / det,
            (self.b * self.e - self.a * self.f) / det,
        )


IDENTITY = Matrix()
"""Leaves every point where it is."""


def page_rotation(width: float, height: float, degrees: int) -> Matrix:
    """Return the transform from the unrotated page to the page as displayed after turning it clockwise.

    Args:
        width: Width of the unrotated page.
        height: Height of the unrotated page.
        degrees: 0, 90, 180 or 270.

    """
    match degrees % 360:
        case 90:
            return Matrix(0, 1, -1, 0, height, 0)
        case 180:
            return Matrix(-1, 0, 0, -1, width, height)
        case 270:
            return Matrix(0, -1, 1, 0, 0, width)
        case _:
            return IDENTITY
