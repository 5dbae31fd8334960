"""Which page is read, and the place worth remembering once the view stands still.

Owns nothing but the last place told. Where the camera stands is the stage's.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from reviewer.model.overview import FIT_PAGE, FIT_WIDTH, ReadingPlace
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.geometry.zooming import ZoomMode

SETTLE_MS = 500

_GAP = 0.05
"""What counts as the gap above a page rather than the end of the one before, as a part of the page."""

_FITTED = {ZoomMode.WIDTH: FIT_WIDTH, ZoomMode.PAGE: FIT_PAGE}


class PlaceKeeper(QObject):
    """Tells where the reader is.

    Signals:
        moved: Another part of the pages is in view, or the same at another size.
        page_changed: The page that is read (from 0) and the number of pages.
        settled: A `ReadingPlace`, half a second after the last movement.

    """

    moved = Signal()
    page_changed = Signal(int, int)
    settled = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._told = (-1, -1)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        stage.moved.connect(self._on_stage_moved)

    def place(self) -> ReadingPlace | None:
        """Return the place at the view's upper edge. None without a document."""
        spot = self._stage.spot()
        if spot is None:
            return None
        zooming = self._stage.zooming
        return ReadingPlace(spot.page, max(0.0, spot.y), _FITTED.get(zooming.mode, zooming.zoom), spot.x)

    def restore(self, place: ReadingPlace) -> None:
        """Go back to a remembered place; a page that is not there any more is the last one."""
        if place.zoom > 0:
            self._stage.set_zoom(place.zoom)
        else:
            self._stage.set_mode(ZoomMode.PAGE if place.zoom == FIT_PAGE else ZoomMode.WIDTH)
        self._stage.go_to(place.page, place.offset, read=place.offset <= 0)
        layout, camera = self._stage.layout, self._stage.camera
        if place.across is not None and place.page < layout.count:
            x = layout.rect(place.page).x + place.across * layout.scale - camera.width / 2
            self._stage.scroll_to(round(x), camera.y)
        self._stage.rest()

    def pages_read(self) -> float:
        """Return how many pages lie above the view's upper edge, with the part of the one that it crosses."""
        spot = self._stage.spot()
        return 0.0 if spot is None else spot.page + spot.y / self._height(spot.page)

    def go_to_pages_read(self, pages: float) -> None:
        """Bring the view's upper edge to where so many pages lie above it, as far as there are pages."""
        count = self._stage.layout.count
        if count:
            page = min(max(int(pages + _GAP), 0), count - 1)  # a little above a page is the gap before it
            self._stage.go_to_exactly(page, (pages - page) * self._height(page))

    def forget(self) -> None:
        """Tell nothing more of the document before."""
        self._told = (-1, -1)
        self._timer.stop()

    def _height(self, page: int) -> float:
        """Return a shown page's height in page units."""
        return max(1.0, self._stage.layout.rect(page).height / self._stage.layout.scale)

    def _on_stage_moved(self) -> None:
        self.moved.emit()
        count = self._stage.layout.count
        now = (self._stage.camera.current_page, count)
        if count and now != self._told:
            self._told = now
            self.page_changed.emit(*now)
        if count:
            self._timer.start()

    def _on_timer_timeout(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:  # still dragging: nothing may change its size
            self._timer.start()
            return
        self._stage.rest()
        place = self.place()
        if place is not None:
            self.settled.emit(place)
