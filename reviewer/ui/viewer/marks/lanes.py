"""Lanes for underlines: passages that lie over each other are underlined one below the other.

Pure geometry in shown units, whose only bound is the number of lines: how high they are costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import frexp, ldexp

from reviewer.model.geometry import Rect

_STRIPE = 12.0
"""Shown units of the lowest stripes, each as high as a line of small type."""


class Lanes:
    """Hands out underline lanes: the lowest that no overlapping passage before has.

    Lines lie in stripes of the page at least as high as themselves, so that none lies in more than two: a case may say of one
    that it is as high as it likes.
    """

    def __init__(self) -> None:
        # by the stripes' size and number; what lies in one with its left and right edge
        self._taken: dict[int, dict[int, list[tuple[float, float, Rect, int]]]] = {}

    def free(self, rects: Sequence[Rect]) -> int:
        """Return the lowest lane that nothing has which lies over these."""
        used: set[int] = set()
        for one in rects:
            for size, stripes in self._taken.items():
                for stripe in _touched(one, size, stripes):
                    for x0, x1, other, lane in stripes.get(stripe, ()):
                        if x0 < one.x1 and x1 > one.x0 and lane not in used and cover(one, other):
                            used.add(lane)
        return next(number for number in range(len(used) + 1) if number not in used)

    def take(self, rects: Sequence[Rect], lane: int) -> None:
        """Let these have a lane."""
        for one in rects:
            size = max(0, frexp((one.y1 - one.y0) / _STRIPE)[1])
            stripes = self._taken.setdefault(size, {})
            for stripe in _stripes(one, size):
                stripes.setdefault(stripe, []).append((one.x0, one.x1, one, lane))


def _stripes(rect: Rect, size: int) -> range:
    """Return the numbers of the stripes of a size that a rectangle touches; each size is twice as high as the one before."""
    high = ldexp(_STRIPE, size)
    return range(int(rect.y0 // high), int(rect.y1 // high) + 1)


def _touched(rect: Rect, size: int, there: Collection[int]) -> Collection[int]:
    """Return those of the stripes that are there."""
    touched = _stripes(rect, size)
    return touched if len(touched) <= len(there) else [one for one in there if one in touched]


def cover(a: Rect, b: Rect) -> bool:
    """Tell whether two lines of text overlap by more than their edges."""
    if a.y1 <= b.y0 or b.y1 <= a.y0 or min(a.x1, b.x1) - max(a.x0, b.x0) <= 0.5:
        return False
    return min(a.y1, b.y1) - max(a.y0, b.y0) > 0.3 * min(a.y1 - a.y0, b.y1 - b.y0)
