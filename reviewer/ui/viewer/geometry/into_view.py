"""Where a view must begin to show a part of the content. Pure: numbers in, numbers out, all in device pixels."""

from __future__ import annotations

from reviewer.model.geometry import Rect
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.geometry.page_layout import PageLayout

PASSAGE_SHARE = 0.3
"""Where a passage that is gone to comes to stand, as a part of the view's height."""


def shown(camera: Camera, part: Rect) -> tuple[int, int]:
    """Return where the view begins to show a part of the content at a good height; where it is if all of that is in view."""
    edge = camera.layout.margin
    x, y = camera.x, camera.y
    if part.y0 < camera.y or part.y1 > camera.y + camera.height:
        y = round(part.y0 - camera.height * PASSAGE_SHARE)
        if part.height > camera.height * (1 - PASSAGE_SHARE) - edge:
            y = round(part.y0) - edge
    if part.x0 < camera.x or part.x1 > camera.x + camera.width:
        x = round(min(part.x0 - edge, (part.x0 + part.x1 - camera.width) / 2))
    return x, y


def followed(camera: Camera, part: Rect) -> tuple[int, int]:
    """Return where the view begins when it moves as little as shows a part of the content with some room around it."""
    room = 2 * camera.layout.margin
    x = moved(camera.x, camera.width, part.x0 - room, part.x1 + room)
    y = moved(camera.y, camera.height, part.y0 - room, part.y1 + room)
    return x, y


def across(layout: PageLayout, page: int, at: int, width: int, *, from_right: bool) -> int:
    """Return where a view of some width, which begins at `at` now, must begin to show a page, moved as little as does that.

    What is wider than the view is shown from where it is read from.
    """
    where, margin = layout.rect(page), layout.margin
    low, high = where.x - margin, where.right + margin
    if layout.width <= width or (at <= low and high <= at + width):
        return at
    if where.width > width:
        return high - width if from_right else low
    return moved(at, width, low, high) if layout.spine else (low + high - width) // 2


def moved(at: int, length: int, low: float, high: float) -> int:
    """Return where a view of some length must begin to show an interval, from its lower end where it is longer."""
    if high > at + length:
        at = round(high) - length
    return min(at, round(low))
