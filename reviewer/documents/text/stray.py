"""Lines that a text has elsewhere than they stand on the page: a footer that comes first, a header that comes last.

Pure. Whoever passes over a page's end, or drags over it, goes by what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.documents.text.lines import Line

_FEWEST_LINES = 5
"""Lines of a page from where on their order is a sign."""


def stray_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return a first line that stands below all others of its page, and a last one that stands above them."""
    if len(lines) < _FEWEST_LINES:
        return ()
    level = [one for one in lines if one.frame.same_way(lines[1].frame)]
    tops, bottoms = sorted(one.extent.across0 for one in level), sorted(one.extent.across1 for one in level)
    found = []
    if level[0] is lines[0] and lines[0].extent.across0 >= bottoms[-2]:
        found.append(lines[0])
    if level[-1] is lines[-1] and lines[-1].extent.across1 <= tops[1]:
        found.append(lines[-1])
    return tuple(found)
