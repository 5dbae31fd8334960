"""Scrolling by keys and wheel: lines, pages, and zooming under the pointer.

Owns the step sizes and what is left over of fine wheel movements. Where it ends up is the stage's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.geometry.zooming import ZoomMode

LINE_PX = 48
"""Logical pixels of an arrow key."""

NOTCH = 120
"""What Qt reports for one notch of a wheel, in eighths of a degree."""

NOTCH_PX = 120
NOTCH_ZOOM = 1.2
KEPT_PX = 48
"""Logical pixels of the old view that Page Down leaves in view, so that the eye finds its line."""


class Scroller:
    """Moves the camera of one stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._rest_x = 0.0
        self._rest_y = 0.0

    def lines(self, number: int) -> None:
        """Scroll down by lines; up when negative."""
        self._stage.scroll_by(0, number * LINE_PX * self._stage.camera.dpr)

    def across(self, number: int) -> None:
        """Scroll to the right where pages are wider than the view, else go to the next page or spread; back when negative."""
        camera = self._stage.camera
        if self._stage.layout.width > camera.width:
            self._stage.scroll_by(number * LINE_PX * camera.dpr, 0)
        else:
            self._go_by(1 if number > 0 else -1)

    def pages(self, number: int) -> None:
        """Scroll by views; where whole pages are fitted, by pages or spreads."""
        camera = self._stage.camera
        if self._stage.zooming.mode is ZoomMode.PAGE:
            self._go_by(number)
        else:
            self._stage.scroll_by(0, number * max(camera.height // 2, camera.height - round(KEPT_PX * camera.dpr)))

    def _go_by(self, rows: int) -> None:
        if self._stage.layout.count:
            self._stage.go_to(self._stage.layout.stepped(self._stage.camera.current_page, rows), 0.0)

    def page_start(self) -> None:
        """Bring the upper edge of the page that is read into view."""
        self._stage.go_to(self._stage.camera.current_page, 0.0)

    def page_end(self) -> None:
        """Bring the lower edge of the page that is read into view."""
        camera, layout = self._stage.camera, self._stage.layout
        if layout.count:
            bottom = layout.rect(camera.current_page).bottom + layout.margin
            self._stage.scroll_to(camera.x, bottom - camera.height)

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl zoom under the pointer. Touchpads send parts of a notch, which add up."""
        keys = event.modifiers()
        dx, dy = event.angleDelta().x() / NOTCH, event.angleDelta().y() / NOTCH
        if keys & Qt.KeyboardModifier.ControlModifier:
            place = event.position()
            self._stage.set_zoom(self._stage.zooming.zoom * NOTCH_ZOOM**dy, ViewPoint(place.x(), place.y()))
        else:
            if keys & Qt.KeyboardModifier.ShiftModifier and not dx:
                dx, dy = dy, 0.0
            dpr = self._stage.camera.dpr
            x, y = self._rest_x - dx * NOTCH_PX * dpr, self._rest_y - dy * NOTCH_PX * dpr
            self._rest_x, self._rest_y = x - int(x), y - int(y)
            self._stage.scroll_by(int(x), int(y))
        event.accept()
