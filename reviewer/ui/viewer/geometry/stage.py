"""Which part of which pages stands in the view: layout, zoom and scroll bars kept in step.

Owns the camera and every movement of it. What is in view stays in view when sizes arrive, the window changes or the zoom does. It
paints nothing and asks for no pixels: `moved` tells those who do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.geometry import fitting, into_view, spots
from reviewer.ui.viewer.geometry.arrangements import Arrangement, Arrangements
from reviewer.ui.viewer.geometry.bars import Bars
from reviewer.ui.viewer.geometry.camera import Camera, ViewPoint
from reviewer.ui.viewer.geometry.page_layout import PageLayout
from reviewer.ui.viewer.geometry.spots import Held, Spot
from reviewer.ui.viewer.geometry.zooming import Zooming, ZoomMode


class Stage(QObject):
    """The camera over one document's pages.

    Attributes:
        zooming: The zoom and its mode.
        spreads: Whether two pages stand side by side, in this document and those that follow.
        begins_right: Whether a page is read from its right edge on.

    Signals:
        moved: Another part of the content is in view, or the same at another size.
        zoom_changed: The zoom and how it is kept.

    """

    moved = Signal()
    zoom_changed = Signal(float, str)

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._bars = Bars(area)
        self._layout = PageLayout((), 0)
        self.zooming = Zooming()
        self._camera = Camera(self._layout, 0, 0, 1, 1)
        self.spreads = False
        self._fitted_to: fitting.Room | None = None
        self._read: int | None = None
        self._ways = Arrangements()
        self.begins_right: Callable[[int], bool] = lambda _page: False

    @property
    def camera(self) -> Camera:
        """What is in view."""
        return self._camera

    @property
    def layout(self) -> PageLayout:
        """Where all pages lie."""
        return self._layout

    def open(self, pages: Sequence[PageInfo], count: int, *, is_image: bool, turn: int = 0) -> None:
        """Show the beginning of another document, turned by `turn` degrees; `count` 0 empties the view."""
        self.zooming = Zooming(is_image=is_image)
        self._layout = PageLayout(pages, count, dpr=self._bars.dpr, spreads=self.spreads)
        self._layout.set_turn(turn)
        self._read, self._ways = None, Arrangements()
        if count:
            self._fit(0)
        if is_image and self.zooming.zoom > 1.0:  # a small image is not blown up
            self.zooming.set_free(1.0)
        self._arrange(None)
        self._tell_zoom()

    def extend(self, pages: Sequence[PageInfo]) -> None:
        """Take true sizes; what is in view stays where it is."""
        spot = self.spot()
        self._layout.take(pages)
        self._refit(spot)

    def resized(self) -> None:
        """Follow a change of the view's size or of its screen's scale: what stood in the middle across stands there again."""
        if self._bars.moving:  # a scroll bar came or went while laying out, which sees to it
            return
        spot = self.spot()
        spot = spot and spot._replace(at=ViewPoint(self._bars.view_px[0] / 2 / self._bars.dpr, spot.at.y))
        if self._bars.room == self._fitted_to:  # a bar came or went: fitted to what is in view now, it might come for ever
            with self._ways.undisturbed(self._arrangement):
                self._arrange(spot)
        else:
            self._refit(spot)

    def set_zoom(self, zoom: float, about: ViewPoint | None = None) -> None:
        """Zoom about a point of the view, its middle by default."""
        spot = self.spot(about or self._camera.middle)
        self.zooming.set_free(zoom)
        self._arrange(spot)
        self._tell_zoom()

    def zoom_in(self) -> None:
        """Zoom to the next larger step."""
        self.set_zoom(self.zooming.larger())

    def zoom_out(self) -> None:
        """Zoom to the next smaller step."""
        self.set_zoom(self.zooming.smaller())

    def set_mode(self, mode: ZoomMode) -> None:
        """Fit pages to the view, from now on. A page that is fitted as a whole is shown as a whole."""
        page, spot = self._camera.current_page, spots.spot_read(self._camera)
        self.zooming.mode = mode
        self._refit(spot, always=True)
        if mode is ZoomMode.PAGE:
            self.go_to(page, 0.0)

    def turn(self, degrees: int) -> None:
        """Turn all pages clockwise; what is read stays in view, and after a full turn where it was."""
        if not self._layout.count:
            return
        held = self._ways.leave(self._arrangement(), partial(spots.hold_read, self._camera))
        self._layout.set_turn(self._layout.turn + degrees)
        if not self._come_back():
            self._fit(held.spot.page)
            self._lay_out()
            self._put(spots.spot_of(self._layout, held), read=held.spot.page)
        self._ways.reach(self._arrangement())
        self._tell_zoom()

    def set_spreads(self, spreads: bool) -> None:
        """Put two pages side by side, or each below the other; what is read stays in view, and is where it was when put back."""
        spot, read, page, self.spreads = self.spot(), spots.spot_read(self._camera), self._camera.current_page, spreads
        if spot is None or read is None:
            self._layout.set_spreads(spreads)
            return
        self._ways.leave(self._arrangement(not spreads), partial(spots.hold_read, self._camera))
        top = page if self._layout.row_of(page) == self._layout.row_of(spot.page) else spot.page
        self._layout.set_spreads(spreads)
        if not self._come_back():
            self._fit(read.page)
            self._arrange(read)
            if self.zooming.mode is ZoomMode.PAGE or spot.y <= 0:
                self.go_to(top if spot.y <= 0 else page, 0.0)
        self._ways.reach(self._arrangement())
        self._tell_zoom()

    def hold(self, at: ViewPoint | None = None) -> Held | None:
        """Return what stands at a point of the view, by default its upper edge, to be brought back there; None without pages."""
        spot = self.spot(at)
        return None if spot is None else spots.hold(self._camera, spot, self.zooming.zoom)

    def bring_back(self, held: Held) -> None:
        """Bring something to where it stood in the view, at the size it had if pages are fitted, as far as the content goes."""
        if held.spot.page < self._layout.count:
            if self.zooming.mode is not ZoomMode.FREE and self.zooming.zoom != held.zoom:
                self.zooming.zoom = held.zoom
                self._lay_out()
                self._follow(held.current)
                self._tell_zoom()
            self._put(spots.spot_of(self._layout, held), read=held.read)

    def rest(self) -> None:
        """Fit the page that is read, where the view has come to rest on one that is too large or much smaller than the view.

        What stands under the reader's eyes stays there. Not done while pages move, since everything would change its size then.
        """
        if not self._layout.count:
            return
        spot = spots.spot_under_the_eyes(self._camera)
        if not self._follow(spot.page):
            return
        y = spots.content_of(self._layout, spot).y - spot.at.y * self._camera.dpr
        self._go(self._across_to(spot.page), round(y), read=spot.page)

    def go_to(self, page: int, offset: float, *, read: bool = True) -> None:
        """Bring the point `offset` shown units below a page's top to the upper edge of the view.

        A page that is wider than the view is shown from where it is read from. That page is the one that is `read`, until
        somebody scrolls.
        """
        if not self._layout.count:
            return
        page = min(max(page, 0), self._layout.count - 1)
        self._follow(page)
        y = self._layout.rect(page).y + round(offset * self._layout.scale) - (self._layout.margin if offset <= 0 else 0)
        self._go(self._across_to(page), y, read=page if read else None)

    def go_to_exactly(self, page: int, offset: float) -> None:
        """Bring the point `offset` shown units below a page's top, or above it, to the upper edge of the view."""
        self.scroll_to(self._camera.x, round(spots.content_of(self._layout, Spot(page, 0.0, offset, ViewPoint(0, 0))).y))

    def go_to_end(self) -> None:
        """Bring the end of the last page into view."""
        if self._layout.count:
            page = self._layout.count - 1
            self._follow(page)
            self._go(self._across_to(page), self._layout.height, read=page)

    def show_rect(self, page: int, rect: Rect) -> None:
        """Bring a rectangle in page space into view, unless all of it is there already; its page is read then."""
        before, part = self._camera, self._layout.matrix(page).apply_rect(rect)
        if into_view.shown(before, part) != (before.x, before.y) and self._follow(page):
            part = self._layout.matrix(page).apply_rect(rect)
            before = before._replace(x=self._across_to(page), y=-before.height)
        self._go(*into_view.shown(before, part), read=page)

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
        self._go(x, y, read=self._read if (x, y) == (self._camera.x, self._camera.y) else None)

    def look(self) -> None:
        """Take the camera's place from the scroll bars, which somebody moved."""
        if not self._bars.moving:
            self._look(None)

    def spot(self, at: ViewPoint | None = None) -> Spot | None:
        """Return what stands at a point of the view, by default its upper edge; None without pages."""
        return spots.spot_at(self._camera, at)

    def _arrangement(self, spreads: bool | None = None) -> Arrangement:
        camera, paired = self._camera, self.spreads if spreads is None else spreads
        size = camera.width, camera.height
        return Arrangement(self._layout.turn, paired, camera.x, camera.y, size, self.zooming.zoom, camera.read)

    def _come_back(self) -> bool:
        """Stand as the view did when pages were laid out as they are now; False where they were not."""
        found = self._ways.passed(self._layout.turn, self.spreads)
        if found is not None:
            self.zooming.zoom = found.zoom
            self._lay_out()
            self._go(found.x, found.y, read=found.read)
        return found is not None

    def _tell_zoom(self) -> None:
        self.zoom_changed.emit(self.zooming.zoom, str(self.zooming.mode))

    def _refit(self, spot: Spot | None, *, always: bool = False) -> None:
        before = self.zooming.zoom
        if spot is not None:
            self._fit(self._camera.current_page)
        self._arrange(spot)
        if always or self.zooming.zoom != before:
            self._tell_zoom()

    def _fit(self, page: int) -> None:
        """Work out the zoom of the mode for a page."""
        self._fitted_to = room = self._bars.room
        self.zooming.zoom = fitting.fitting(self.zooming, self._layout, page, room)

    def _follow(self, page: int) -> bool:
        """Fit a page if it needs that, and lay out anew; tell whether it did."""
        zoom = fitting.followed(self.zooming, self._layout, page, self._bars.room)
        if zoom == self.zooming.zoom:
            return False
        self.zooming.zoom, self._fitted_to = zoom, self._bars.room
        self._lay_out()
        self._tell_zoom()
        return True

    def _across_to(self, page: int) -> int:
        """Return where the view must begin across to have a page in it, moved as little as does that."""
        right = self.begins_right(page)
        return into_view.across(self._layout, page, self._camera.x, self._bars.view_px[0], from_right=right)

    def _arrange(self, spot: Spot | None) -> None:
        """Lay out anew and bring a spot back to where it stood in the view."""
        self._lay_out()
        if spot is not None:
            self._put(spot, read=self._read)
        else:
            self._go(self._bars.middle, 0, read=None)

    def _lay_out(self) -> None:
        self._bars.lay_out(self._layout, self.zooming.scale(self._bars.dpr))

    def _put(self, spot: Spot, *, read: int | None) -> None:
        found, dpr = spots.content_of(self._layout, spot), self._layout.dpr
        self._go(round(found.x - spot.at.x * dpr), round(found.y - spot.at.y * dpr), read=read)

    def _go(self, x: int, y: int, *, read: int | None) -> None:
        self._bars.move(x, y)
        self._look(read)

    def _look(self, read: int | None) -> None:
        self._read = read
        self._camera = Camera(self._layout, *self._bars.corner(self._layout), *self._bars.view_px, read)
        self.moved.emit()
