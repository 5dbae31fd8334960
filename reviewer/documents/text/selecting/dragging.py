"""What a drag takes: what lies under it, and not what reads like its ends.

Pure geometry. Within a row, that is what stands side by side at one height in one line or in several far apart, a drag takes what
lies between its ends; over several rows the rest of the first, the beginning of the last, and what is read in between. Carets
cannot say so where words of two directions meet, for one place on paper is two places in the text there, and a caret beside a
word belongs to whatever line is nearest. So characters are asked where they stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from reviewer.documents.text.page.direction import has_right_to_left
from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.visual_runs import span_along
from reviewer.documents.text.page.words import grapheme_start
from reviewer.documents.text.selecting.passing import body_of, drawn_along, level_with, lies_beside, passes_lines
from reviewer.documents.text.selecting.pointing import begins_at_right, caret_on, is_level_with, line_near, nearest_line
from reviewer.model.geometry import Point

_STOPS = ".,\u00b7\u2026"
_SAME_HEIGHT = 0.5
"""Line heights by which lines of columns that end together may differ."""


def dragged(text: PageText, one: Point, other: Point) -> tuple[int, int]:
    """Return the ends, first that of the first point, of the least text with all that a drag between two points was over.

    White space and full stops alone do not count, nor lines far from the drag: where there is nothing else, both ends are the
    same. What is read between two words is taken with them, even where it stands elsewhere.
    """
    here, there = _end(text, one, other), _end(text, other, one)
    if here is None or there is None:
        return 0, 0
    there = _in_order(text, here, there)
    forward = here.caret <= there.caret
    if not any(passes_lines(text, one, other, end.line) for end in (here, there)):
        return there.caret, there.caret
    if here.is_level and there.is_level and here.line.same_row(there.line):
        low, high = sorted(here.line.frame.along(point.x, point.y) for point in (one, other))
        crossed = _crossed(text, here.line, there.line, low, high)
        spans = [span for line in crossed for span in _taken(text, line, low, high)]
        spans = [span for span in spans if not _is_margin_number(text, span)] or spans or [(there.caret, there.caret)]
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
    elif forward:
        start, end = _outer(text, here, first=True), _outer(text, there, first=False)
    else:
        start, end = _outer(text, there, first=True), _outer(text, here, first=False)
    if not any(map(_is_said, text.text[start:end])):
        return there.caret, there.caret
    return (start, end) if forward else (end, start)


def _is_said(char: str) -> bool:
    """Tell whether a character says anything: white space does not, nor full stops between words that are blacked out."""
    return char not in _STOPS and not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"}


def outer_end(text: PageText, point: Point, *, first: bool) -> int:
    """Return where begins what a drag to later pages takes of its first page, or where ends what it takes of its last one.

    On blank paper below all that a page says, or above it, a drag has been over none of it, whichever column be nearest.
    """
    line = _line_meant(text, point)
    if line is None:
        return 0
    body, stands = [one for one in body_of(text) if one.frame.same_way(line.frame)], line.frame.across(point.x, point.y)
    if first and all(one.extent.across1 <= stands for one in body):
        return max((one.end for one in body), default=0)
    if not first and all(one.extent.across0 >= stands for one in body):
        return min((one.start for one in body), default=0)
    return _outer(text, _at(text, line, point), first=first)


def _line_meant(text: PageText, point: Point, other: Point | None = None) -> Line | None:
    """Return the line that an end of a drag means; None on a page without text.

    Footers and notes that come first in the text, headers that come last, and the numbers of lines are meant where both ends are
    in them: all of the page may be read between them and any other line. A drag that was drawn along one line means that line,
    though another one be nearer to where it ends.
    """
    if other is not None and (along := drawn_along(text, point, other)) is not None:
        return along
    line = line_near(text, point)
    if line is None or (line not in text.stray_lines and line not in text.number_lines):
        return line
    beside = None if other is None else line_near(text, other)
    if any(line in some and beside in some for some in (*text.strays, text.number_lines)):
        return line
    return nearest_line((one for one in body_of(text) if one.frame.same_way(line.frame)), point)


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a drag: its point, the line and the caret that it means, and whether it is on or beside that line."""

    point: Point
    line: Line
    caret: int
    is_level: bool


def _at(text: PageText, line: Line, point: Point) -> _End:
    return _End(point, line, caret_on(text, line, point), is_level_with(line, point))


def _end(text: PageText, point: Point, other: Point) -> _End | None:
    """Return the end of a drag at a point, which came from or goes to another point; None on a page without text.

    Who lets go on blank paper above a column has come from above and means what was passed, though the column be nearer: all that
    is read before it would be taken too. So is it below a column on the way up.
    """
    line = _line_meant(text, point, other)
    if line is None:
        return None
    line = _of_own_column(text, line, point, other)
    if is_level_with(line, point):
        return _at(text, line, point)
    frame = line.frame
    came, stands = frame.across(other.x, other.y), frame.across(point.x, point.y)
    is_above = stands < line.extent.across0
    if came == stands or is_above != (came < stands):
        return _at(text, line, point)
    low, high = sorted((came, stands))
    passed = [
        one for one in body_of(text) if one.frame.same_way(frame) and one.extent.across1 > low and one.extent.across0 < high
    ]
    if not passed:
        return _at(text, line, point)
    least = min(one.extent.gap_across(stands) for one in passed)
    last = [one for one in passed if one.extent.gap_across(stands) <= least + _SAME_HEIGHT * one.extent.height]
    nearest = nearest_line(last, point)
    return _End(point, nearest, nearest.end if is_above else nearest.start, is_level=False)


def _of_own_column(text: PageText, line: Line, point: Point, other: Point) -> Line:
    """Return the line that a point in a gutter means: that of the column which the drag is in, though another one be nearer.

    Who begins or lets go a little beside a column has not been over the next one, and would get all that is read from here to
    there.
    """
    if not lies_beside(line, point) or line in text.stray_lines or line in text.number_lines:
        return line
    theirs = level_with(text, other, line)
    return next(
        (one for one in (line, *level_with(text, point, line)) if any(one.extent.shares_width(each.extent) for each in theirs)),
        line,
    )


def _in_order(text: PageText, here: _End, there: _End) -> _End:
    """Return the second end of a drag, or the last line in its way where it went down a column to what is read before, or up to
    what is read after.

    Footnotes that come first in a page's text stand below it all the same: who drags into them, or a little too far, means the
    lines that were passed, and not all that is read from the notes up to the first one.
    """
    frame, line = here.line.frame, here.line
    came, stands = (frame.across(one.x, one.y) for one in (here.point, there.point))
    down, later = stands > came, there.line.start > line.start
    if (
        there.line is line
        or down is later
        or not there.line.frame.same_way(frame)
        or not there.line.extent.shares_width(line.extent)
    ):
        return there
    low, high = sorted((came, stands))
    passed = [
        one
        for one in body_of(text)
        if one.frame.same_way(frame)
        and low < (one.extent.across0 + one.extent.across1) / 2 < high
        and (one.start > line.start) is down
        and one.extent.shares_width(line.extent)
    ]
    last = max(passed, key=lambda one: one.extent.across0 if down else -one.extent.across1, default=line)
    return _End(there.point, last, last.end if down else last.start, is_level=False)


def _outer(text: PageText, end: _End, *, first: bool) -> int:
    """Return where begins what a drag over several rows takes of its first line, or where ends what it takes of its last one.

    Of the first line that is all between the point and the line's end, of the last one all between its beginning and the point.
    A raised mark at either end may be read behind the words of its line.
    """
    line, point = end.line, end.point
    if not end.is_level:
        return end.caret
    if not has_right_to_left(text.text[line.start : line.end]):
        beside = [one for one in _read_beside(text, line) if (one.extent.along0 > line.extent.along0) == first]
        return min([end.caret, *(one.start for one in beside)]) if first else max([end.caret, *(one.end for one in beside)])
    along = line.frame.along(point.x, point.y)
    low, high = (-inf, along) if begins_at_right(text, line) == first else (along, inf)
    start, stop = next(_taken(text, line, low, high), (line.end, line.start))
    return start if first else stop


def _read_beside(text: PageText, line: Line) -> list[Line]:
    """Return the lines that are read just before and after one though they stand beside it, as a raised mark beside its words."""
    at = text.line_number(line.start)
    near = [text.lines[one] for one in (at - 1, at + 1) if 0 <= one < len(text.lines)]
    return [
        one for one in near if one.same_row(line) and not one.extent.shares_width(line.extent) and one not in text.number_lines
    ]


def _crossed(text: PageText, here: Line, there: Line, low: float, high: float) -> list[Line]:
    """Return the lines of a row that reach into a part of it: those of its ends, and those between that lie upon no other."""
    if here is there:
        return [here]
    found = [here, there]
    reaching = (line for line in text.lines if line.extent.along0 < high and line.extent.along1 > low and line.same_row(here))
    for line in sorted(reaching, key=lambda line: line.extent.along0):
        if not any(line.extent.shares_width(known.extent) for known in (here, there, found[-1])):
            found.append(line)
    return found


def _is_margin_number(text: PageText, span: tuple[int, int]) -> bool:
    """Tell whether it is the number of a line at the margin, which may be read far from its line."""
    return any(start <= span[0] and span[1] <= end for start, end in text.margin_numbers)


def _taken(text: PageText, line: Line, low: float, high: float) -> Iterator[tuple[int, int]]:
    """Yield start and end of the least part of a line with all its characters of which the middle lies in an interval, if any."""
    if low <= line.extent.along0 and line.extent.along1 <= high:
        yield line.start, line.end
        return
    found = [
        offset
        for offset in range(line.start, line.end)
        if not text.text[offset].isspace() and 2 * low <= sum(span_along(text.boxes, offset, line.frame)) < 2 * high
    ]
    if not found:
        return
    start, end = found[0], found[-1] + 1
    while start > line.start and grapheme_start(text.text, start) != start:
        start -= 1
    yield start, min(grapheme_start(text.text, end), line.end)
