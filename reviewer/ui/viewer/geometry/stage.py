"""Which part of which pages stands in the view: layout, zoom and scroll bars kept in step.

Owns the camera and every movement of it. What is in view stays in view when sizes arrive, the window changes or the zoom does. It
paints nothing and asks for no pixels: `moved` tells those who do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.model.geometry import Point, Rect
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.geometry import into_view
from reviewer.ui.viewer.geometry.camera import Camera, ViewPoint
from reviewer.ui.viewer.geometry.page_layout import ContentPoint, PageLayout, PagePoint
from reviewer.ui.viewer.geometry.spots import Held, Spot
from reviewer.ui.viewer.geometry.zooming import Zooming, ZoomMode


class Stage(QObject):
    """The camera over one document's pages.

    Signals:
        moved: Another part of the content is in view, or the same at another size.
        zoom_changed: The zoom and how it is kept.

    """

    moved = Signal()
    zoom_changed = Signal(float, str)

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._layout = PageLayout((), 0)
        self._zooming = Zooming()
        self._camera = Camera(self._layout, 0, 0, 1, 1)
        self._arranging = False
        self._spreads = False
        self._fitted_to = (0, 0, 0.0)

    @property
    def camera(self) -> Camera:
        """What is in view."""
        return self._camera

    @property
    def layout(self) -> PageLayout:
        """Where all pages lie."""
        return self._layout

    @property
    def zooming(self) -> Zooming:
        """The zoom and its mode."""
        return self._zooming

    @property
    def spreads(self) -> bool:
        """Whether two pages stand side by side, in this document and those that follow."""
        return self._spreads

    def open(self, pages: Sequence[PageInfo], count: int, *, is_image: bool, turn: int = 0) -> None:
        """Show the beginning of another document, turned by `turn` degrees; `count` 0 empties the view."""
        self._zooming = Zooming(is_image=is_image)
        self._layout = PageLayout(pages, count, dpr=self._area.devicePixelRatioF(), spreads=self._spreads)
        self._layout.set_turn(turn)
        if count:
            self._fit(0)
        if is_image and self._zooming.zoom > 1.0:  # a small image is not blown up
            self._zooming.set_free(1.0)
        self._arrange(None)
        self.zoom_changed.emit(self._zooming.zoom, str(self._zooming.mode))

    def extend(self, pages: Sequence[PageInfo]) -> None:
        """Take true sizes; what is in view stays where it is."""
        spot = self.spot()
        self._layout.take(pages)
        self._refit(spot)

    def resized(self) -> None:
        """Follow a change of the view's size or of its screen's scale: what stood in the middle across stands there again."""
        if self._arranging:  # a scroll bar came or went while laying out, which sees to it
            return
        spot = self.spot()
        spot = spot and replace(spot, at=ViewPoint(self._area.viewport().width() / 2, spot.at.y))
        if self._room() == self._fitted_to:  # a bar came or went: fitted to what is in view now, it might come for ever
            self._arrange(spot)
        else:
            self._refit(spot)

    def set_zoom(self, zoom: float, about: ViewPoint | None = None) -> None:
        """Zoom about a point of the view, its middle by default."""
        spot = self.spot(about or self._middle())
        self._zooming.set_free(zoom)
        self._arrange(spot)
        self.zoom_changed.emit(self._zooming.zoom, str(self._zooming.mode))

    def zoom_in(self) -> None:
        """Zoom to the next larger step."""
        self.set_zoom(self._zooming.larger())

    def zoom_out(self) -> None:
        """Zoom to the next smaller step."""
        self.set_zoom(self._zooming.smaller())

    def set_mode(self, mode: ZoomMode) -> None:
        """Fit pages to the view, from now on. A page that is fitted as a whole is shown as a whole."""
        page, spot = self._camera.current_page, self._spot_read()
        self._zooming.mode = mode
        self._refit(spot, always=True)
        if mode is ZoomMode.PAGE:
            self.go_to(page, 0.0)

    def turn(self, degrees: int) -> None:
        """Turn all pages clockwise; what is read stays in view."""
        middle = self._middle()
        held = self.hold(ViewPoint(middle.x, middle.y * 2 / 3))
        if held is None:
            return
        self._layout.set_turn(self._layout.turn + degrees)
        self._fit(held.spot.page)
        self._arrange(self._spot_of(held))
        self.zoom_changed.emit(self._zooming.zoom, str(self._zooming.mode))

    def set_spreads(self, spreads: bool) -> None:
        """Put two pages side by side, or each below the other; what is read stays in view."""
        spot, read, page, self._spreads = self.spot(), self._spot_read(), self._camera.current_page, spreads
        self._layout.set_spreads(spreads)
        if spot is None or read is None:
            return
        self._fit(read.page)
        self._arrange(read)
        self.zoom_changed.emit(self._zooming.zoom, str(self._zooming.mode))
        if self._zooming.mode is ZoomMode.PAGE or spot.y <= 0:
            self.go_to(spot.page if spot.y <= 0 else page, 0.0)

    def hold(self, at: ViewPoint | None = None) -> Held | None:
        """Return what stands at a point of the view, by default its upper edge, to be brought back there; None without pages."""
        spot = self.spot(at)
        if spot is None:
            return None
        point = self._layout.shown_matrix(spot.page).inverse().apply(Point(spot.x, spot.y))
        return Held(spot, point, self._layout.turn)

    def bring_back(self, held: Held) -> None:
        """Bring something to where it stood in the view, as far as the content goes."""
        if held.spot.page < self._layout.count:
            spot = self._spot_of(held)
            found = self._spot_content(spot)
            self.scroll_to(round(found.x - spot.at.x * self._camera.dpr), round(found.y - spot.at.y * self._camera.dpr))

    def go_to(self, page: int, offset: float) -> None:
        """Bring the point `offset` shown units below a page's top to the upper edge of the view."""
        if not self._layout.count:
            return
        page = min(max(page, 0), self._layout.count - 1)
        y = self._layout.rect(page).y + round(offset * self._layout.scale) - (self._layout.margin if offset <= 0 else 0)
        self.scroll_to(self._across_to(page), y)

    def go_to_exactly(self, page: int, offset: float) -> None:
        """Bring the point `offset` shown units below a page's top, or above it, to the upper edge of the view."""
        y = self._spot_content(Spot(page, 0.0, offset, ViewPoint(0.0, 0.0))).y
        self.scroll_to(self._camera.x, round(y))

    def _across_to(self, page: int) -> int:
        """Return where the view must begin across to have a page of a spread in it, moved as little as does that."""
        camera, where, margin = self._camera, self._layout.rect(page), self._layout.margin
        if not self._layout.spine or self._layout.width <= camera.width:
            return camera.x
        return into_view.moved(camera.x, camera.width, where.x - margin, where.right + margin)

    def show_rect(self, page: int, rect: Rect) -> None:
        """Bring a rectangle in page space into view, unless all of it is there already."""
        x, y = into_view.shown(self._camera, self._layout.matrix(page).apply_rect(rect))
        self.scroll_to(x, y)

    def follow(self, page: int, rect: Rect) -> None:
        """Scroll as little as brings a rectangle in page space into view, with some room around it."""
        x, y = into_view.followed(self._camera, self._layout.matrix(page).apply_rect(rect))
        if (x, y) != (self._camera.x, self._camera.y):
            self.scroll_to(x, y)

    def scroll_by(self, dx: float, dy: float) -> None:
        """Scroll by device pixels."""
        self.scroll_to(self._camera.x + round(dx), self._camera.y + round(dy))

    def scroll_to(self, x: int, y: int) -> None:
        """Bring a content point, in device pixels, to the view's upper left corner, as far as the content goes."""
        self._arranging = True
        for bar, value in ((self._area.horizontalScrollBar(), x), (self._area.verticalScrollBar(), y)):
            bar.setValue(min(max(value, bar.minimum()), bar.maximum()))  # Qt takes no number that is too large for an int
        self._arranging = False
        self.look()

    def look(self) -> None:
        """Take the camera's place from the scroll bars."""
        if self._arranging:
            return
        width, height = self._view_px()
        x, y = self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value()
        if self._layout.width < width:
            x = -((width - self._layout.width) // 2)
        if self._layout.height < height:
            y = -((height - self._layout.height) // 2)
        self._camera = Camera(self._layout, x, y, width, height)
        self.moved.emit()

    def spot(self, at: ViewPoint | None = None) -> Spot | None:
        """Return what stands at a point of the view, by default its upper edge; None without pages."""
        if not self._layout.count:
            return None
        point = at or ViewPoint(self._camera.width / 2 / self._camera.dpr, 0.0)
        content = self._camera.to_content(point)
        across = content.x if at is not None else self._camera.x + self._camera.width / 3  # of a spread, the page that is read
        page = self._layout.page_at(content.y, across)
        row = self._layout.pages_in(self._layout.row_of(page))
        if all(content.y >= self._layout.rect(one).bottom - 1 for one in row):  # edges are rounded, and may be a pixel off
            below = self._layout.rect(self._layout.stepped(page, 1)).y
            page = self._layout.page_at(below, across)  # in a gap, what is read comes below
        where = self._layout.rect(page)
        scale = self._layout.scale
        return Spot(page, (content.x - where.x) / scale, (content.y - where.y) / scale, point)

    def page_at(self, at: ViewPoint) -> PagePoint | None:
        """Return the point of the page under a point of the view, or None beside the pages."""
        return self._camera.page_point(at)

    def _spot_read(self) -> Spot | None:
        """Return the top of the page that is read where that is in view below another one; else what `spot` does."""
        spot, page = self.spot(), self._camera.current_page
        if spot is None or self._layout.row_of(page) <= self._layout.row_of(spot.page):
            return spot
        return Spot(page, spot.x, 0.0, ViewPoint(spot.at.x, (self._layout.rect(page).y - self._camera.y) / self._camera.dpr))

    def _middle(self) -> ViewPoint:
        return ViewPoint(self._camera.width / 2 / self._camera.dpr, self._camera.height / 2 / self._camera.dpr)

    def _refit(self, spot: Spot | None, *, always: bool = False) -> None:
        before = self._zooming.zoom
        if spot is not None:
            self._fit(spot.page if spot.y >= 0 else self._camera.current_page)
        self._arrange(spot)
        if always or self._zooming.zoom != before:
            self.zoom_changed.emit(self._zooming.zoom, str(self._zooming.mode))

    def _fit(self, page: int) -> None:
        """Work out the zoom of the mode for a page."""
        self._fitted_to = width, height, dpr = self._room()
        margins, spine = 2 * self._layout.margin, self._layout.spine
        self._zooming.fit(self._layout.row_size(page), (max(1, width - margins - spine), max(1, height - margins)), dpr)

    def _arrange(self, spot: Spot | None) -> None:
        """Lay out anew and bring a spot back to where it stood in the view."""
        dpr = self._area.devicePixelRatioF()
        self._layout.set_scale(self._zooming.scale(dpr), dpr)
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        self._arranging = True
        for _ in range(2):  # the second time where a scroll bar came or went
            width, height = self._view_px()
            across.setRange(0, max(0, self._layout.width - width))
            down.setRange(0, max(0, self._layout.height - height))
            if (width, height) == self._view_px():
                break
        across.setPageStep(width)
        down.setPageStep(height)
        if spot is None:
            across.setValue(across.maximum() // 2)
            down.setValue(0)
        else:
            found = self._spot_content(spot)
            across.setValue(round(found.x - spot.at.x * dpr))
            down.setValue(round(found.y - spot.at.y * dpr))
        self._arranging = False
        self.look()

    def _view_px(self) -> tuple[int, int]:
        viewport, dpr = self._area.viewport(), self._area.devicePixelRatioF()
        return round(viewport.width() * dpr), round(viewport.height() * dpr)

    def _room(self) -> tuple[int, int, float]:
        """Return the width and height that pages are fitted to, the horizontal bar's room included, and the screen's scale."""
        dpr = self._area.devicePixelRatioF()
        return self._view_px()[0], round(self._area.contentsRect().height() * dpr), dpr

    def _spot_of(self, held: Held) -> Spot:
        if held.turn == self._layout.turn:
            return held.spot
        shown = self._layout.shown_matrix(held.spot.page).apply(held.point)
        return Spot(held.spot.page, shown.x, shown.y, held.spot.at)

    def _spot_content(self, spot: Spot) -> ContentPoint:
        where, scale = self._layout.rect(spot.page), self._layout.scale
        # above the page lies canvas, whose width does not follow the zoom
        y = where.y + spot.y * scale if spot.y >= 0 else where.y - min(self._layout.margin, -spot.y * scale)
        found = Point(where.x + spot.x * scale, y)
        return ContentPoint(found.x, found.y)
