"""Lines that a text has elsewhere than they stand on the page: footers and footnotes that come first, headers that come last.

Pure. Whoever passes over a page's end, or drags over it, goes by what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from reviewer.documents.text.page.column_notes import column_notes, headers_of
from reviewer.documents.text.page.lines import Line

_FEWEST_LINES = 5
"""Lines of a page from where on their order is a sign."""

_MOST_FOOTERS = 6
_FEWEST_OF_COLUMN = 3
"""Lines from where on they may be a column."""

_SLACK = 0.25
"""Heights of a line by which lines of one row may stand higher or lower."""


def stray_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the first lines of a page that stand below all that follow them, and the last ones that stand above all before them.

    Headers that come first, and footers that come last, are where they belong; behind and before them strays are looked for all
    the same. No more than half of a page strays, but for notes at the feet of columns (`column_notes`).
    """
    level = [one for one in lines if one.frame.same_way(lines[len(lines) // 2].frame)]
    down = [(one.extent.across0, one.extent.across1) for one in level]
    headers, footers = headers_of(level), _footers_of(level)
    down = down[: len(down) - footers]
    up = [(-foot, -top) for top, foot in reversed([(one.extent.across0, one.extent.across1) for one in level[headers:]])]
    first, last = _leading(down), _leading(up)
    backwards = level[::-1]
    strays = tuple(level[first[0] : first[1]]) or column_notes(level)
    return _of_columns(strays, level), _of_columns(tuple(backwards[last[0] : last[1]])[::-1], level)


def _footers_of(lines: Sequence[Line]) -> int:
    """Return how many of the last lines stand below all that comes before them."""
    feet = [0.0, *accumulate((one.extent.across1 for one in lines), max)]
    most = min(_MOST_FOOTERS, len(lines) // 3)
    tops = [*accumulate((one.extent.across0 for one in reversed(lines[len(lines) - most :])), min)]
    return max((count for count, top in enumerate(tops, 1) if top >= feet[len(lines) - count]), default=0)


def _of_columns(strays: tuple[Line, ...], lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return strays that stand over or under other lines; several that stand beside all of them are a column of text."""
    others = [one.extent for one in lines if one not in strays]
    if len(strays) < _FEWEST_OF_COLUMN or any(one.extent.shares_width(each) for one in strays for each in others):
        return strays
    return ()


def _leading(spans: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Return which of some lines, each with top and foot, come before all that they stand below; those in order, and few."""
    count = len(spans)
    lowest = [*accumulate((foot for _, foot in reversed(spans)), max)][::-1]  # of each line and all that follow
    highest = [*accumulate((top for top, _ in reversed(spans)), min)][::-1]
    start = 0
    while start < count - 1 and spans[start][1] <= highest[start + 1]:
        start += 1
    end, top = start, float("inf")
    for at in range(start, min(count - _FEWEST_LINES + 1, start + count // 2)):
        top = min(top, spans[at][0])
        if top >= lowest[at + 1]:
            end = at + 1
    inside = spans[start:end]
    in_order = all(below[0] >= above[0] - _SLACK * (above[1] - above[0]) for above, below in pairwise(inside))
    return (start, end) if in_order else (start, start)
