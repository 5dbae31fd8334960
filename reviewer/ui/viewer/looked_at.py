"""Which pages can be looked at now: enough of them is in view, and it is drawn. Asked now and then, never while pages move."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.pixels.supply import Supply
from reviewer.ui.viewer.pixels.tiles import visible_tiles

ENOUGH = 0.5
"""The part of a page, or of the view, that a page must show to count as looked at."""


class LookedAt:
    """Tells it for one page view."""

    def __init__(self, stage: Stage, supply: Callable[[], Supply | None]) -> None:
        self._stage = stage
        self._supply = supply

    def pages(self) -> tuple[int, ...]:
        """Return the pages (from 0) of which half is in view, or that fill half of the view, once there is something to see."""
        camera, supply = self._stage.camera, self._supply()
        if supply is None or not camera.layout.count:
            return ()
        return tuple(page for page in camera.pages if _is_enough(camera, page) and _is_drawn(camera, page, supply))


def _is_enough(camera: Camera, page: int) -> bool:
    rect = camera.layout.rect(page)
    width = min(rect.x + rect.width, camera.x + camera.width) - max(rect.x, camera.x)
    height = min(rect.y + rect.height, camera.y + camera.height) - max(rect.y, camera.y)
    return max(0, width) * max(0, height) >= ENOUGH * min(rect.width * rect.height, camera.width * camera.height)


def _is_drawn(camera: Camera, page: int, supply: Supply) -> bool:
    return any(supply.has_pixels(key) for key in visible_tiles(camera, page))
