"""How wide the panes beside the page are, until somebody moves their edges. Pure."""

from __future__ import annotations

_LEFT_PX, _RIGHT_PX = (184, 248), (250, 320)
"""Least and most logical pixels of the side panes."""

_LEAST_MIDDLE_PX = 240

NARROW_PX, NARROWEST_PX = 940, 760
"""Below these widths the documents, and then the claims, fold by themselves."""


def pane_widths(width: int) -> tuple[int, int, int]:
    """Return how wide documents, page and claims are in a Read view of `width` logical pixels."""
    left = min(max(round(width * 0.18), _LEFT_PX[0]), _LEFT_PX[1])
    right = min(max(round(width * 0.24), _RIGHT_PX[0]), _RIGHT_PX[1])
    return left, max(width - left - right, _LEAST_MIDDLE_PX), right
