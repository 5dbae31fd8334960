"""Where a page stands in what is painted: its corner and scale, and the way to it from page space.

Owns two small values for painting and pointing alike. Device pixels of the view, or of one tile.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from reviewer.model.geometry import Matrix
from reviewer.ui.viewer.geometry.camera import Camera


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page stands in the view: its upper left corner, width and scale, all in device pixels."""

    x: float
    y: float
    width: float
    scale: float
    dpr: float

    def across(self, x: float) -> float:
        """Return where a shown unit from the page's left edge stands."""
        return self.x + x * self.scale

    def down(self, y: float) -> float:
        """Return where a shown unit from the page's upper edge stands."""
        return self.y + y * self.scale


@dataclass(frozen=True, slots=True)
class PageFrame:
    """Where a page stands: `frame` in the view, `to_shown` from page space to shown units, `clip` what needs painting."""

    page: int
    frame: Frame
    to_shown: Matrix
    clip: QRectF


def page_frame(camera: Camera, page: int, clip: QRectF) -> PageFrame:
    """Return what the overlay needs to know of a page in view."""
    layout = camera.layout
    where = layout.rect(page)
    frame = Frame(where.x - camera.x, where.y - camera.y, where.width, layout.scale, camera.dpr)
    to_shown = layout.matrix(page).then(
        Matrix(1 / layout.scale, 0, 0, 1 / layout.scale, -where.x / layout.scale, -where.y / layout.scale)
    )
    return PageFrame(page, frame, to_shown, clip)
