"""Which lines of a page stand over one another in a column, and how wide their columns are at each.

Pure geometry over lines as `lines` found them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reviewer.documents.text.page.lines import Line

_COLUMN_GAP = 1.6
"""Widest gap from line to line within a column, in line heights."""
_BESIDE = 64
"""Lines at one height that a line is compared with: a table has fewer columns, a hostile page must not cost more."""
_NEIGHBOURS = 3
"""Lines of the column above and below that a short line is taken to be as wide as."""


def in_columns(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with the reach of their columns: as wide as their neighbours, but never into a line beside them."""
    above = [_above(lines, index) for index in range(len(lines))]
    below = {over: index for index, over in reversed(list(enumerate(above))) if over is not None}
    out = []
    for index, line in enumerate(lines):
        reach0, reach1 = line.extent.along0, line.extent.along1
        for near in _near(above, below, index):
            reach0, reach1 = min(reach0, lines[near].extent.along0), max(reach1, lines[near].extent.along1)
        out.append(replace(line, reach0=reach0, reach1=reach1, above=above[index], below=below.get(index)))
    return tuple(_kept_apart(out))


def _follows(before: Line, line: Line) -> bool:
    """Tell whether a line stands under the one before it in the same column."""
    if line.extent.across0 + line.extent.across1 <= before.extent.across0 + before.extent.across1:
        return False
    if before.extent.beside(line.extent) or not before.frame.same_way(line.frame):
        return False
    gap = line.extent.across0 - before.extent.across1
    common = min(before.extent.along1, line.extent.along1) - max(before.extent.along0, line.extent.along0)
    return gap <= _COLUMN_GAP * max(before.extent.height, line.extent.height) and common > 0


def _above(lines: Sequence[Line], index: int) -> int | None:
    """Return the index of the line over one in its column, None for its first.

    It need not be the line read before: where a table is read row by row, the other cells of both rows are read in between.
    """
    line, row = lines[index], None
    for before in range(index - 1, max(index - 1 - _BESIDE, -1), -1):
        one = lines[before]
        if _follows(one, line):
            return before
        if one.extent.beside(line.extent) or not one.frame.same_way(line.frame):
            continue
        row = row or one.extent
        if not one.extent.beside(row):
            return None
    return None


def _near(above: Sequence[int | None], below: Mapping[int, int], index: int) -> Iterator[int]:
    """Yield the indices of the nearest neighbours of a line in the same column."""
    for step in (above.__getitem__, below.get):
        at: int | None = step(index)
        for _ in range(_NEIGHBOURS):
            if at is None:
                break
            yield at
            at = step(at)


def _kept_apart(lines: list[Line]) -> list[Line]:
    """Cut every reach where another line of the same direction stands at the same height."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].extent.across0)
    reach0 = [line.reach0 for line in lines]
    reach1 = [line.reach1 for line in lines]
    for place, index in enumerate(order):
        one = lines[index]
        for other_index in order[place + 1 : place + 1 + _BESIDE]:
            other = lines[other_index]
            if other.extent.across0 >= one.extent.across1:
                break
            if not one.frame.same_way(other.frame):
                continue
            left, right = (index, other_index) if one.extent.along0 <= other.extent.along0 else (other_index, index)
            reach1[left] = min(reach1[left], max(lines[left].extent.along1, lines[right].extent.along0))
            reach0[right] = max(reach0[right], min(lines[right].extent.along0, lines[left].extent.along1))
    return [replace(line, reach0=reach0[at], reach1=reach1[at]) for at, line in enumerate(lines)]
