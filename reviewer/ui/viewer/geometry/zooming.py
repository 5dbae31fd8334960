"""How large pages are shown: steps, limits, fitting, and the scale that follows from them.

Owns the zoom and its mode; knows nothing of widgets. 100 % is 96 logical pixels an inch for pages (1 point = 4/3 px) and one
device pixel a pixel for images.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import StrEnum

POINT_PX = 96 / 72
"""Logical pixels a point at 100 %."""

STEPS = (0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
"""What Ctrl+Plus and Ctrl+Minus step through."""

FLOOR = 0.01
"""The least zoom that fitting may come to, for very large images."""

_NEAR = 0.004


class ZoomMode(StrEnum):
    """What keeps the zoom when the window changes."""

    FREE = "free"
    WIDTH = "width"
    PAGE = "page"


class Zooming:
    """The zoom of one view.

    Args:
        is_image: Whether the page unit is a pixel rather than a point.

    """

    def __init__(self, *, is_image: bool = False) -> None:
        self.is_image = is_image
        self.zoom = 1.0
        self.mode = ZoomMode.WIDTH

    def scale(self, dpr: float) -> float:
        """Return device pixels a page unit."""
        return self.zoom if self.is_image else self.zoom * POINT_PX * dpr

    def set_free(self, zoom: float) -> None:
        """Take a zoom, kept within the steps' ends."""
        self.mode = ZoomMode.FREE
        self.zoom = min(max(zoom, STEPS[0]), STEPS[-1])

    def fitting(self, size: tuple[float, float], view_px: tuple[int, int], dpr: float) -> float:
        """Return the zoom of the mode for a page of `size` units in `view_px` device pixels (margins taken off); free stays."""
        if self.mode is ZoomMode.FREE:
            return self.zoom
        unit = 1.0 if self.is_image else POINT_PX * dpr
        across = view_px[0] / (size[0] * unit)
        down = view_px[1] / (size[1] * unit)
        return min(max(across if self.mode is ZoomMode.WIDTH else min(across, down), FLOOR), STEPS[-1])

    def larger(self) -> float:
        """Return the next larger step."""
        at = bisect_right(STEPS, self.zoom + _NEAR)
        return STEPS[min(at, len(STEPS) - 1)]

    def smaller(self) -> float:
        """Return the next smaller step."""
        at = bisect_left(STEPS, self.zoom - _NEAR) - 1
        return STEPS[max(at, 0)]
