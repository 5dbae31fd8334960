"""The visual lines of a page, worked out from characters and their boxes alone.

An extractor breaks a printed line where a gap is wide (justified text, a section number before its heading); here neighbouring
runs on one baseline are one line again. A line carries its own frame, so turned and skewed text needs no special case: `along`
runs with the text, `across` from its top to its bottom. Pure; knows nothing of selections or parsers.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.model.geometry import Point, Quad

_SAME_WAY = 0.995
"""Cosine between two directions of text that are the same (within about 6 degrees)."""
_JOIN_GAP = 1.0
"""Widest gap between runs of one visual line, in line heights."""
_LONGEST = 2_000
"""Code points of a line from where on it is cut: what is looked for in a line is looked for in all of it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The direction of a line of text as a unit vector in page space, y down."""

    ux: float
    uy: float

    def along(self, x: float, y: float) -> float:
        """Return how far a point lies in the direction of the text."""
        return x * self.ux + y * self.uy

    def across(self, x: float, y: float) -> float:
        """Return how far a point lies from top to bottom of the text."""
        return y * self.ux - x * self.uy

    def point(self, along: float, across: float) -> Point:
        """Return the point with the given coordinates in this frame."""
        return Point(along * self.ux - across * self.uy, along * self.uy + across * self.ux)

    def same_way(self, other: Frame) -> bool:
        """Tell whether both run in the same direction."""
        return self.ux * other.ux + self.uy * other.uy > _SAME_WAY


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle in a line's frame."""

    along0: float
    along1: float
    across0: float
    across1: float

    @property
    def height(self) -> float:
        """The extent from top to bottom of the text."""
        return self.across1 - self.across0

    def union(self, other: Extent) -> Extent:
        """Return the smallest extent around both."""
        return Extent(
            min(self.along0, other.along0),
            max(self.along1, other.along1),
            min(self.across0, other.across0),
            max(self.across1, other.across1),
        )

    def beside(self, other: Extent, share: float = 0.6) -> bool:
        """Tell whether the two share at least that part of the smaller height."""
        common = min(self.across1, other.across1) - max(self.across0, other.across0)
        return common > 0 and common >= share * min(self.height, other.height)

    def shares_width(self, other: Extent, share: float = 0.5) -> bool:
        """Tell whether more than that part of the narrower of the two lies over or under the other: they are of one column."""
        common = min(self.along1, other.along1) - max(self.along0, other.along0)
        return common > share * min(self.along1 - self.along0, other.along1 - other.along0)

    def gap_along(self, along: float) -> float:
        """Return how far outside a coordinate lies along the text, 0.0 inside."""
        return max(self.along0 - along, along - self.along1, 0.0)

    def gap_across(self, across: float) -> float:
        """Return how far above or below a coordinate lies, 0.0 inside."""
        return max(self.across0 - across, across - self.across1, 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line.

    Attributes:
        start: Its first code point.
        end: One past its last code point; its own line end is not part of it, those between its runs are.
        frame: The direction of its text.
        extent: Around its visible characters.
        reach0: Where its column begins along the text at this height.
        reach1: Where its column ends.
        above: The number of the line over it in its column, in the order in which lines are read; None for the topmost.
        below: The number of the line under it; None for the bottommost.

    """

    start: int
    end: int
    frame: Frame
    extent: Extent
    reach0: float = 0.0
    reach1: float = 0.0
    above: int | None = None
    below: int | None = None

    @property
    def reach(self) -> Extent:
        """The line widened to its column."""
        return Extent(self.reach0, self.reach1, self.extent.across0, self.extent.across1)

    def same_row(self, other: Line) -> bool:
        """Tell whether both stand side by side at one height, such as the cells of a table's row."""
        return self.frame.same_way(other.frame) and self.extent.beside(other.extent)


def visual_lines(text: str, boxes: array[float]) -> list[Line]:
    """Return the visual lines in reading order; lines without a visible character have no place and are left out."""
    joined: list[Line] = []
    seen = 0  # one past the last visible character of the last run: each character is measured once, however many runs join
    for line in printed_lines(text, boxes):
        end = line.start + len(text[line.start : line.end].rstrip())
        if joined and line.end - joined[-1].start <= _LONGEST and _continues(joined[-1], line):
            before = joined[-1]
            extent = before.extent.union(_extent(boxes, seen, end, before.frame))
            joined[-1] = replace(before, end=line.end, extent=extent)
        else:
            joined.append(line)
        seen = end
    return joined


def printed_lines(text: str, boxes: array[float]) -> list[Line]:
    """Return the lines as the text ends them, in its order and not joined, without those that show nothing."""
    made = (_line(text, boxes, start, end) for start, end in _runs(text))
    return [line for line in made if line is not None]


def extent_of(text: str, boxes: array[float], start: int, end: int, frame: Frame) -> Extent | None:
    """Return the extent of the characters from the first to the last visible one in a span, or None where there are none."""
    words = text[start:end]
    if not words or words.isspace():
        return None
    end = start + len(words.rstrip())
    start += len(words) - len(words.lstrip())
    return _extent(boxes, start, end, frame)


def _extent(boxes: array[float], start: int, end: int, frame: Frame) -> Extent:
    """Return the extent of all characters of a span that is not empty."""
    xs, ys = boxes[start * 8 : end * 8 : 2], boxes[start * 8 + 1 : end * 8 : 2]
    if frame.uy == 0:
        alongs, acrosses = (min(xs), max(xs)), (min(ys), max(ys))
    elif frame.ux == 0:
        alongs, acrosses = (min(ys), max(ys)), (min(xs), max(xs))
    else:
        turned = (
            [frame.along(x, y) for x, y in zip(xs, ys, strict=True)],
            [frame.across(x, y) for x, y in zip(xs, ys, strict=True)],
        )
        return Extent(min(turned[0]), max(turned[0]), min(turned[1]), max(turned[1]))
    (along0, along1), (across0, across1) = _signed(alongs, frame.ux + frame.uy), _signed(acrosses, frame.ux - frame.uy)
    return Extent(along0, along1, across0, across1)


def _signed(interval: tuple[float, float], sign: float) -> tuple[float, float]:
    """Return an interval as seen from the other side where the sign is negative."""
    return interval if sign > 0 else (-interval[1], -interval[0])


def quad_of(extent: Extent, frame: Frame) -> Quad:
    """Return an extent as a quad in page space."""
    return Quad(
        frame.point(extent.along0, extent.across0),
        frame.point(extent.along1, extent.across0),
        frame.point(extent.along0, extent.across1),
        frame.point(extent.along1, extent.across1),
    )


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run that a line end closes, endless ones in pieces."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        for cut in range(start, end, _LONGEST):
            yield cut, min(cut + _LONGEST, end)
        start = end + 1


def _line(text: str, boxes: array[float], start: int, end: int) -> Line | None:
    """Return a run as a line, or None where nothing of it is visible."""
    frame = _frame(boxes, start, end)
    extent = extent_of(text, boxes, start, end, frame)
    return None if extent is None else Line(start, end, frame, extent, extent.along0, extent.along1)


def _frame(boxes: array[float], start: int, end: int) -> Frame:
    """Return the direction of a run: that of the upper edges of its characters, put end to end."""
    dx = sum(boxes[start * 8 + 2 : end * 8 : 8]) - sum(boxes[start * 8 : end * 8 : 8])
    dy = sum(boxes[start * 8 + 3 : end * 8 : 8]) - sum(boxes[start * 8 + 1 : end * 8 : 8])
    length = math.hypot(dx, dy)
    if length < 1e-6:
        return Frame(1.0, 0.0)
    ux, uy = dx / length, dy / length
    if abs(uy) < 1e-4:  # 32-bit corners are never quite level
        return Frame(math.copysign(1.0, ux), 0.0)
    if abs(ux) < 1e-4:
        return Frame(0.0, math.copysign(1.0, uy))
    return Frame(ux, uy)


def _continues(before: Line, line: Line) -> bool:
    """Tell whether a run goes on with the visual line before it, to the right or, in right-to-left scripts, to the left."""
    if not before.frame.same_way(line.frame) or not before.extent.beside(line.extent):
        return False
    gap = max(line.extent.along0 - before.extent.along1, before.extent.along0 - line.extent.along1)
    height = min(before.extent.height, line.extent.height)
    return -0.3 * height <= gap <= _JOIN_GAP * height
