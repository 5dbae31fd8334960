"""Notes at the feet of several columns that a text has before all of them, as gazettes and journals are set.

Pure geometry. They stand below what their own columns have, not below everything that is read later.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from statistics import median

from reviewer.documents.text.page.lines import Extent, Line

_SMALLER = 0.93
"""Part of the height of the text's lines that notes have at most."""
_FEWEST, _FEWEST_ABOVE = 2, 3
"""Lines of notes, and lines of a column over its notes: a title over a sidebar is less."""
_MOST_HEADERS = 6
_MOST_SHARE = 0.6
"""Part of a page's lines that notes may be."""
_SLACK = 0.25
"""Heights of a line by which the last one of a column may reach into its notes."""


def column_notes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the notes that come first in the text, behind headers; none where they are not surely notes.

    A column that is set smaller and comes before another one is none: nothing that is read later stands above it.
    """
    if len(lines) < _FEWEST + _FEWEST_ABOVE:
        return ()
    lines = [one for one in lines if one.frame.same_way(lines[len(lines) // 2].frame)]
    usual = median(one.extent.height for one in lines[len(lines) // 2 :])
    start = end = headers_of(lines)
    while end < len(lines) and _is_small(lines, end, _SMALLER * usual):
        end += 1
    if not _FEWEST <= end - start <= _MOST_SHARE * len(lines):
        return ()
    notes, later = lines[start:end], [one.extent for one in lines[end:]]
    return tuple(notes) if all(_is_foot(column, later) for column in columns_of(notes)) else ()


def headers_of(lines: Sequence[Line]) -> int:
    """Return how many of the first lines stand above all that follow."""
    tops = [one.extent.across0 for one in lines]
    most = min(_MOST_HEADERS, len(lines) // 3)
    feet = [0.0, *accumulate((one.extent.across1 for one in lines[:most]), max)]
    return max(at for at, foot in enumerate(feet) if not at or foot <= min(tops[at:]))


def _is_small(lines: Sequence[Line], at: int, most: float) -> bool:
    """Tell whether a line is small, or higher only for the raised mark of its note: then the line under it is."""
    line, below = lines[at].extent, lines[at + 1].extent if at + 1 < len(lines) else None
    if line.height <= most or below is None:
        return line.height <= most
    return below.height <= most and line.shares_width(below) and 0 <= below.across0 - line.across0 <= 2 * line.height


def columns_of(lines: Sequence[Line]) -> list[Extent]:
    """Return the rectangles around the lines of each column."""
    found: list[Extent] = []
    for line in lines:
        at = next((n for n, one in enumerate(found) if one.shares_width(line.extent)), None)
        if at is None:
            found.append(line.extent)
        else:
            found[at] = found[at].union(line.extent)
    return found


def _is_foot(notes: Extent, later: Sequence[Extent]) -> bool:
    """Tell whether notes stand below all that their column has, and it has something."""
    column = [one for one in later if notes.shares_width(one)]
    above = sum(one.across1 <= notes.across0 + _SLACK * one.height for one in column)
    below = sum(one.across0 >= notes.across1 for one in column)  # feet of the page
    return above >= _FEWEST_ABOVE and above + below == len(column) and 2 * below <= above
