"""From a point on a page to a place in its text, and back: caret, character, word, line.

Pure geometry over `PageText`; what is selected from there is `selection`'s.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from reviewer.documents.text.page.direction import has_right_to_left, is_backward
from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.raised import without_marks
from reviewer.documents.text.page.visual_runs import span_along
from reviewer.documents.text.page.words import grapheme_start, word_around
from reviewer.model.geometry import Point

SLACK = 2.0
"""How far from a character, in page units, a point still counts as on it."""

_GUTTER = 3.0
"""Line heights that a point may lie beside a line and still plainly belong to it: half a wide gutter, or a margin."""
_ASIDE = 4.0
"""Farther aside, a step weighs as much as this many steps up or down: below the last line of a column means its end, even where
the next column is nearer."""
_LOOKED_AT = 5_000
"""Characters near a point that are looked at, where a hostile page has any number of them one upon the other."""
_BEYOND = 0.5
"""Line heights above the first or below the last line of a column from where on its start or end is meant."""


def caret_at(text: PageText, point: Point) -> int:
    """Return the offset between code points that is nearest to a point, 0 on a page without text.

    A point in the gutter or the margin belongs to the nearest line of its column; above a column it means its start, below it its
    end. A caret never stands inside what is read as one character, such as a letter and its accent.
    """
    line = line_near(text, point)
    return 0 if line is None else caret_on(text, line, point)


def caret_on(text: PageText, line: Line, point: Point) -> int:
    """Return the caret that a point means which belongs to a line."""
    if _is_below(line, point):
        return line.end
    if _is_above(line, point):
        return line.start
    return caret_in(text, line, line.frame.along(point.x, point.y))


def is_level_with(line: Line, point: Point) -> bool:
    """Tell whether a point that belongs to a line is on or beside it, and not above or below its column."""
    return not _is_above(line, point) and not _is_below(line, point)


def caret_edge(text: PageText, offset: int) -> tuple[Point, Point] | None:
    """Return the upper and the lower end of a caret at an offset, or None where the offset is on no line that is seen.

    It stands where the character after it begins, at the end of a line where the one before it ends.
    """
    line = text.line_at(offset)
    if line is None:
        return None
    along = caret_along(text, line, offset)
    return line.frame.point(along, line.extent.across0), line.frame.point(along, line.extent.across1)


def caret_along(text: PageText, line: Line, offset: int) -> float:
    """Return where a caret at an offset of a line stands along it."""
    after = offset < line.end and text.text[offset] != "\n"
    at = offset if after else offset - 1
    if at < line.start or text.text[at] == "\n":
        return line.extent.along0
    low, high = span_along(text.boxes, at, line.frame)
    return low if after == _forward_at(text, line, at) else high


def char_at(text: PageText, point: Point, slack: float = SLACK) -> int | None:
    """Return the code point whose box holds the point, or lies within `slack` page units of it; None where there is none."""
    best: tuple[float, int] | None = None
    left = _LOOKED_AT
    for line in text.lines:
        along, across = line.frame.along(point.x, point.y), line.frame.across(point.x, point.y)
        if max(line.extent.gap_along(along), line.extent.gap_across(across)) > slack:
            continue
        if left <= 0:
            break
        left -= line.end - line.start
        for offset in range(line.start, line.end):
            if text.text[offset] == "\n":
                continue
            gap = max(_interval_gap(span_along(text.boxes, offset, line.frame), along), line.extent.gap_across(across))
            if gap <= slack and (best is None or gap < best[0]):
                best = gap, offset
    return None if best is None else best[1]


def word_span(text: PageText, offset: int) -> tuple[int, int]:
    """Return start and end of the word at a code point.

    Apostrophes and hyphens inside belong to it, and so does its rest on the next line after a hyphen. Between words it is the
    white space or the single sign that stands there; past the end of the text it is empty. Footnote marks are words of their own.
    """
    return without_marks(text, word_around(text.text, offset), (offset, offset + 1))


def line_span(text: PageText, offset: int) -> tuple[int, int]:
    """Return start and end of the visual line at a code point, without its line end and without white space at its ends."""
    line = text.line_at(offset)
    if line is None:
        return offset, offset
    printed = text.text[line.start : line.end]
    return line.start + len(printed) - len(printed.lstrip()), line.start + len(printed.rstrip())


def line_near(text: PageText, point: Point) -> Line | None:
    """Return the line a point belongs to, None on a page without text.

    It is of the nearest column, of those that run like the line nearest to the point, and there the one at the point's height.
    """
    lines = text.lines
    if not lines:
        return None
    frame = min(lines, key=lambda line: _distance(line, point)).frame
    line = nearest_line((line for line in lines if line.frame.same_way(frame)), point)
    while (beyond := _gap_across(line, point)) > 0:
        above = line.frame.across(point.x, point.y) < line.extent.across0
        at = line.above if above else line.below
        if at is None or _gap_across(lines[at], point) >= beyond:
            break
        line = lines[at]
    return line


def nearest_line(lines: Iterable[Line], point: Point) -> Line:
    """Return that of some lines, which run the same way, to which a point belongs most: by its column, then by its own place."""
    return min(lines, key=lambda line: _cost(line, point))


def caret_in(text: PageText, line: Line, along: float) -> int:
    """Return the caret in a line that is nearest to a coordinate along it."""
    words = text.text[line.start : line.end]
    if has_right_to_left(words) and line.extent.gap_along(along) > 0:
        return line.end if (along < line.extent.along0) == begins_at_right(text, line) else line.start
    spans = {at: span_along(text.boxes, at, line.frame) for at, char in enumerate(words, line.start) if char != "\n"}
    nearest = min(spans, key=lambda offset: _interval_gap(spans[offset], along))
    low, high = spans[nearest]
    upper_half = along > (low + high) / 2
    caret = nearest + 1 if upper_half == _forward_at(text, line, nearest) else nearest
    return min(grapheme_start(text.text, caret), line.end)


def begins_at_right(text: PageText, line: Line) -> bool:
    """Tell whether a line is read from its right end to its left: its first character stands right of its last one."""
    words = text.text[line.start : line.end]
    first, last = len(words) - len(words.lstrip()), len(words.rstrip()) - 1
    if first >= last:
        return is_backward(words[max(last, 0)]) is True
    begin, end = (sum(span_along(text.boxes, line.start + at, line.frame)) for at in (first, last))
    return begin > end


def _gap_across(line: Line, point: Point) -> float:
    """Return how far above or below a line a point lies."""
    return line.extent.gap_across(line.frame.across(point.x, point.y))


def _is_above(line: Line, point: Point) -> bool:
    """Tell whether a point lies so far above the first line of a column that its start is meant."""
    return line.above is None and line.frame.across(point.x, point.y) < line.extent.across0 - _BEYOND * line.extent.height


def _is_below(line: Line, point: Point) -> bool:
    """Tell whether a point lies so far below the last line of a column that its end is meant."""
    return line.below is None and line.frame.across(point.x, point.y) > line.extent.across1 + _BEYOND * line.extent.height


def _distance(line: Line, point: Point) -> float:
    """Return how far a point lies from the characters of a line."""
    along, across = line.frame.along(point.x, point.y), line.frame.across(point.x, point.y)
    return math.hypot(line.extent.gap_along(along), line.extent.gap_across(across))


def _cost(line: Line, point: Point) -> tuple[float, float]:
    """Return how little a point belongs to a line: by its column first, by its own characters second."""
    along, across = line.frame.along(point.x, point.y), line.frame.across(point.x, point.y)
    aside, beyond = line.reach.gap_along(along), line.extent.gap_across(across)
    gutter = _GUTTER * line.extent.height
    return beyond + min(aside, gutter) + _ASIDE * max(0.0, aside - gutter), _distance(line, point)


def _forward_at(text: PageText, line: Line, offset: int) -> bool:
    """Tell whether the text runs with the line at a character; at a sign or a space, as its neighbours do."""
    backward = is_backward(text.text[offset]) if has_right_to_left(text.text[line.start : line.end]) else None
    if backward is not None:
        return not backward
    low, high = span_along(text.boxes, offset, line.frame)
    for one, sign in ((offset + 1, 1), (offset - 1, -1)):
        if not line.start <= one < line.end or text.text[one] == "\n":
            continue
        other_low, other_high = span_along(text.boxes, one, line.frame)
        step = (other_low + other_high - low - high) / 2 * sign
        if 0 < abs(step) <= 1.5 * (high - low + other_high - other_low):
            return step > 0
    return True


def _interval_gap(interval: tuple[float, float], value: float) -> float:
    """Return how far a value lies outside an interval."""
    return max(interval[0] - value, value - interval[1], 0.0)
