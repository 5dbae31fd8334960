"""Lines of justified text that have gaps wider than a space: one line all the same, where no column ends there.

Pure geometry. What tells a wide space from the gap between two columns is the text above and below: it goes on over a space, and
stops at a column's edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewer.documents.text.page.lines import Line

_WIDEST_GAP = 4.0
"""Widest gap within a line, in line heights."""
_LEADING = 1.0
"""White between a line and the one above it, in line heights, up to which they are of one text."""
_LONGEST = 2_000
"""Code points of a line: what is looked for in a line is looked for in all of it."""
_NEAR = 8
"""Lines read before and behind a gap among which those above and below it are looked for."""


def over_wide_gaps(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, in reading order, with those that are parts of one put together."""
    out: list[Line] = []
    for at, line in enumerate(lines):
        if out and _is_next(out[-1], line) and _runs_on(out[-1], line, [*out[-1 - _NEAR : -1], *lines[at + 1 : at + 1 + _NEAR]]):
            out[-1] = replace(out[-1], end=line.end, extent=out[-1].extent.union(line.extent), reach1=line.reach1)
        else:
            out.append(line)
    return out


def _is_next(before: Line, line: Line) -> bool:
    """Tell whether a line goes on to the right of the one read before it, behind a gap that one line may have."""
    if line.end - before.start > _LONGEST or not before.same_row(line):
        return False
    height = min(before.extent.height, line.extent.height)
    alike = max(before.extent.height, line.extent.height) <= 1.25 * height
    return alike and 0 < line.extent.along0 - before.extent.along1 <= _WIDEST_GAP * height


def _runs_on(before: Line, line: Line, near: Iterable[Line]) -> bool:
    """Tell whether the text above or below a gap goes on over it, and nowhere stops at it."""
    low, high = before.extent.along1, line.extent.along0
    rows: dict[bool, list[Line]] = {True: [], False: []}
    for one in near:
        if one.frame.same_way(line.frame) and not one.same_row(line):
            is_above = one.extent.across0 < line.extent.across0
            white = line.extent.across0 - one.extent.across1 if is_above else one.extent.across0 - line.extent.across1
            if white <= _LEADING * line.extent.height:
                rows[is_above].append(one)
    covered = [any(one.extent.along0 < low and one.extent.along1 > high for one in row) for row in rows.values()]
    parted = [
        not over and any(one.extent.along1 <= high for one in row) and any(one.extent.along0 >= low for one in row)
        for over, row in zip(covered, rows.values(), strict=True)
    ]
    return any(covered) and not any(parted)
