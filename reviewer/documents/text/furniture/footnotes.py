"""The footnotes of a page: what stands smaller below its text, and is read between that text and the next page's.

Pure. A sentence that goes on over the page does not mean them. Only what is surely footnotes counts: smaller than the text above,
from a raised mark or a line of dashes down to the foot of the page. What stands smaller above that is the rest of a note from the
page before where it is set as the notes are, close upon them and apart from the text; else it may be a quotation that the
sentence does mean, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Self

from reviewer.documents.text.page.column_notes import columns_of
from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.margin import Span
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.raised import begins_with_mark, calls_for, leading_mark, mark_alone
from reviewer.model.text_layer import LayerKind

_RULE = re.compile(r"[-_\u2010-\u2015\u2500]{3,}")
"""The line above notes where it is set as characters."""

_SMALLER = 0.94
"""Part of the height of the text above that a line of a footnote has at most; a note of 11 points below 12 is 0.917."""

_MARK_ALONE = 0.7
"""Part of the height of footnotes that their marks have at most."""

_FEWEST_ABOVE = 3
"""Lines of text above the notes that tell how high text is."""

_ASKED = 16
"""Characters of a line that are asked for their height."""

_SAME = 0.03
"""Part of their height by which lines of one size differ."""

_EDGE = 0.25
"""Part of their height by which lines of one left edge differ."""

_APART = 0.3
"""Part of their height by which notes stand farther from the text above than its lines from each other."""

_MOST_OF_NOTE = 20
"""Lines that are left of a note with blacked-out words at most."""

_WIDEST = 2.5
"""Steps between lines of the text, of which one may be as wide at most for a quotation to be near."""

_MOST_SECTIONS = 50
"""Quotations with figures that are looked at: a page of nothing else has thousands."""

_LEADING = 1.6
"""Heights from the foot of one of their lines to that of the next at most."""


def footnotes(text: PageText, left_out: Sequence[Span], *, loosely: bool = False) -> Span | None:
    """Return start and end of a page's footnotes with their last line end, None where there surely are none.

    Args:
        text: The page.
        left_out: What is no part of the text: running lines, line numbers.
        loosely: Whether any small figures above them, or at the foot of a page without any, count too, and quotations with
            figures.

    """
    if text.kind is LayerKind.OCR:  # recognised letters are of many sizes
        return None
    lines = [one for one in text.lines if not any(low <= one.start < high for low, high in left_out)]
    if len(lines) <= _FEWEST_ABOVE:
        return None
    heights = [_height(text, one) for one in lines]
    limit, small = _SMALLER * _text_height(lines, heights), len(lines)
    while small and heights[small - 1] <= limit and lines[small - 1].frame.same_way(lines[-1].frame):
        small -= 1
    begins = _first_note(text, lines, small, loosely=loosely)
    marks = _MARK_ALONE * limit
    at = _with_marks_alone(text, lines[small:], heights[small:], begins - small, marks, loosely=loosely) + small
    if _FEWEST_ABOVE < at < len(lines):
        at -= _rest_before(lines[:at], lines[at:], {one.start: height for one, height in zip(lines, heights, strict=True)})
    while at and _is_rule(text, lines[at - 1]):
        at -= 1
    notes = lines[at:]
    if not notes or at < _FEWEST_ABOVE or not _below(lines[:at], notes):
        return None
    return notes[0].start, min(notes[-1].end + 1, len(text.text))


def begins_note(text: PageText, line: Line) -> bool:
    """Tell whether a line of footnotes begins one of them, or is the line above them all."""
    return begins_with_mark(text, line) or bool(mark_alone(text, line)) or _is_rule(text, line)


def _first_note(text: PageText, lines: Sequence[Line], small: int, *, loosely: bool) -> int:
    """Return which of the small lines, from number `small` on, begins the notes; how many lines there are where none does."""
    at = small
    for _ in range(_MOST_SECTIONS):
        while at < len(lines) and not (begins_with_mark(text, lines[at]) or _is_rule(text, lines[at])):
            at += 1
        quoted = 0 if loosely or at == len(lines) or _is_rule(text, lines[at]) else _quoted(text, lines, small, at)
        if not quoted:
            break
        at += quoted
    return at


def _quoted(text: PageText, lines: Sequence[Line], small: int, at: int) -> int:
    """Return how many lines from number `at` on are no notes but what the text quotes, such as sections of a law with figures.

    The text, which ends before number `small`, calls neither for these nor for the next figure, and goes on with them: they stand
    as near as its own lines, and all of them are set in.
    """
    first = lines[at]
    own = [one for one in lines[:at] if one.frame.same_way(first.frame) and one.extent.shares_width(first.extent)]
    rows = [_Row.of(row) for row in _rows_upwards([one for one in own if one.start < lines[small].start])]
    below = [_Row.of(row) for row in _rows_upwards(lines[at:])]
    steps = [low.foot - high.foot for low, high in pairwise(rows)]
    size, block = _height(text, first), [below.pop()]
    if len(rows) < _FEWEST_ABOVE:
        return 0
    if not 0 < block[0].foot - own[-1].extent.across1 <= min(max(steps), _WIDEST * median(steps)):
        return 0
    while below and 0 < below[-1].foot - block[-1].foot <= _LEADING * size:
        block.append(below.pop())
    if min(row.left for row in block) < median(row.left for row in rows) + size:
        return 0
    marks = {leading_mark(text, one) for row in block for one in row.lines if begins_note(text, one)}
    marks |= {str(int(mark) + 1) for mark in marks if mark.isdecimal()}
    is_called = any(calls_for(text, mark, first.start) for mark in marks if mark)
    return 0 if is_called else sum(len(row.lines) for row in block)


def _with_marks_alone(
    text: PageText, small: Sequence[Line], heights: Sequence[float], at: int, highest: float, *, loosely: bool
) -> int:
    """Return with which of some small lines the notes begin that are known from number `at` on.

    Above them there may be more whose words are blacked out, all or some: the mark is left, and perhaps words beside or below it.
    """
    while at:
        row = at - 1
        while row and small[row].same_row(small[row - 1]):
            row -= 1
        below = small[at] if at < len(small) else None
        first = max(0, at - _MOST_OF_NOTE) if below else row  # with no note below, figures of a table may be all there is
        alone = (one for one in range(at - 1, first - 1, -1) if heights[one] <= highest)
        marks = (one for one in alone if _is_note_alone(text, small[one], below))
        found = next(marks, row if loosely and mark_alone(text, small[row]) else None)
        if found is None:
            return at
        at = found
    return at


def _rest_before(above: Sequence[Line], notes: Sequence[Line], heights: Mapping[int, float]) -> int:
    """Return how many lines above some notes are the rest of one that began on the page before.

    They have the size of the notes, and their edge or the text's, and stand close upon them and apart from the text: a quotation
    is set in.

    Args:
        above: All lines above the notes, in order.
        notes: The notes.
        heights: How high most characters of each line are, by its first code point.

    """
    sizes = [heights[one.start] for one in notes]
    size = median(one for one in sizes if one > _MARK_ALONE * max(sizes))
    edges = (median(one.extent.along0 for one in above), min(one.extent.along0 for one in notes))
    rows = [_Row.of(row) for row in _rows_upwards(above)]
    count, foot = 0, notes[0].extent.across1
    for row in rows:
        is_like = all(abs(heights[one.start] - size) <= _SAME * size for one in row.lines)
        is_at_edge = any(abs(row.left - one) <= _EDGE * size for one in edges)
        if not (is_like and is_at_edge and 0 < foot - row.foot <= _LEADING * size):
            break
        count, foot = count + 1, row.foot
    if not count or len(rows) - count < _FEWEST_ABOVE:
        return 0
    gaps = [max(0.0, low.top - high.foot) for low, high in pairwise(rows[count:])]
    stands_apart = rows[count - 1].top - rows[count].foot >= median(gaps) + _APART * size
    return sum(len(row.lines) for row in rows[:count]) if stands_apart else 0


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines side by side, and where they begin and end across, and begin along."""

    lines: list[Line]
    top: float
    foot: float
    left: float

    @classmethod
    def of(cls, lines: list[Line]) -> Self:
        """Return it for some lines."""
        tops, feet = [one.extent.across0 for one in lines], [one.extent.across1 for one in lines]
        return cls(lines, min(tops), max(feet), min(one.extent.along0 for one in lines))


def _rows_upwards(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines that follow each other in a row together, the last row first."""
    rows: list[list[Line]] = []
    for line in reversed(lines):
        if rows and rows[-1][-1].same_row(line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_rule(text: PageText, line: Line) -> bool:
    return _RULE.fullmatch(text.text[line.start : line.end].strip()) is not None


def _is_note_alone(text: PageText, line: Line, below: Line | None) -> bool:
    """Tell whether a line is the mark of a footnote whose words are blacked out, and no figure of a table.

    The note below it begins with the next mark at the same edge; where there is none, the text above calls for it.
    """
    mark = mark_alone(text, line)
    if not mark.isdecimal():
        return False
    if below is None:
        return calls_for(text, mark, line.start)
    edge, height = abs(below.extent.along0 - line.extent.along0), below.extent.height
    return edge <= height / 2 and leading_mark(text, below) == str(int(mark) + 1)


def _height(text: PageText, line: Line) -> float:
    """Return how high most characters of a line are: a mark that is raised makes the line as a whole higher."""
    step = max(1, (line.end - line.start) // _ASKED)
    found = []
    for offset in range(line.start, line.end, step):
        if not text.text[offset].isspace():
            points = text.quad(offset).points
            across = [line.frame.across(one.x, one.y) for one in points]
            found.append(max(across) - min(across))
    return median(found) if found else line.extent.height


def _text_height(lines: Sequence[Line], heights: Sequence[float]) -> float:
    """Return how high the text is: of the heights of which there is much, the one that comes first.

    A page may have more words in its notes than above them.
    """
    weights: dict[float, int] = {}
    for one, height in zip(lines, heights, strict=True):
        known = next((other for other in weights if abs(other - height) <= _SAME * other), height)
        weights[known] = weights.get(known, 0) + one.end - one.start
    common = [height for height, weight in weights.items() if weight >= max(weights.values()) / 4]
    first = median(heights[: max(_FEWEST_ABOVE, len(heights) // 4)])
    return min(common, key=lambda height: abs(height - first))


def _below(above: Sequence[Line], notes: Sequence[Line]) -> bool:
    """Tell whether notes stand below the text that is read before them, as displayed.

    In columns it is that of their own column: what another one has, its notes among it, stands level with them.
    """
    level = [one.extent for one in above if one.frame.same_way(notes[0].frame)]
    if not level:
        return False
    for column in columns_of(notes):
        own = [one for one in level if column.shares_width(one)]
        if max(one.across0 for one in (own if len(own) >= _FEWEST_ABOVE else level)) >= column.across0:
            return False
    return True
