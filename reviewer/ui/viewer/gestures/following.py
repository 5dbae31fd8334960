"""What a click on a hyperlink does: go to a place in the document, or show in words what lies outside it.

Owns the sheet with those words, and the click that waits for a page's hyperlinks to be read. Nothing outside the document is ever
opened, fetched or started.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.model.geometry import Point, Rect
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.pointer import Pointer
from reviewer.ui.viewer.pixels.page_hyperlinks import PageHyperlinks

if TYPE_CHECKING:
    from reviewer.ui.viewer.gestures.address_sheet import AddressSheet

LINE_UNITS = 12.0
"""How much below the point that a hyperlink leads to is to be seen, in page units: about a line."""

_BEGINNINGS = frozenset(
    (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.KeyPress, QEvent.Type.FocusOut, QEvent.Type.Hide)
)


class Following(QObject):
    """Follows hyperlinks on one view.

    Args:
        area: The view.
        stage: Where its pages are.
        theme: The window's colours.
        pointer: Tells of clicks, and shows the hand.
        go: Jumps to a page (from 0), or to a part of it in page space.

    """

    def __init__(
        self,
        area: QAbstractScrollArea,
        stage: Stage,
        theme: Theme,
        pointer: Pointer,
        go: Callable[[int, Rect | None], None],
    ) -> None:
        super().__init__(area)
        self._area, self._stage, self._theme, self._pointer, self._go = area, stage, theme, pointer, go
        self._hyperlinks: PageHyperlinks | None = None
        self._waiting: PagePoint | None = None
        self._sheet: AddressSheet | None = None
        pointer.page_clicked.connect(self.follow_at)
        stage.moved.connect(self._on_stage_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: who presses a button or a key has begun something else, and is not taken away from it."""
        if event.type() in _BEGINNINGS:
            self._wait(None)
        return super().eventFilter(watched, event)

    def attach(self, hyperlinks: PageHyperlinks | None) -> None:
        """Work on another document, or on none."""
        self._hyperlinks = self._pointer.aim.hyperlinks = hyperlinks
        self._on_stage_moved()
        if hyperlinks is not None:
            hyperlinks.arrived.connect(self._on_arrived)

    def follow_at(self, at: PagePoint) -> None:
        """Follow what leads somewhere at a point of a page, as soon as it is known; nothing happens where nothing does."""
        links = self._hyperlinks
        if links is None:
            return
        if not links.knows(at.page):
            self._wait(at)
            links.want(at.page)
        elif (found := links.at(at)) is not None:
            self._follow(found, at.page)

    def _on_arrived(self, page: int) -> None:
        """Show the hand, and make up for a click that was quicker than the worker, unless something else was begun since."""
        if self.sender() is not self._hyperlinks:
            return
        self._pointer.refresh_cursor()
        at = self._waiting
        if at is not None and at.page == page:
            self._wait(None)
            self.follow_at(at)

    def _wait(self, at: PagePoint | None) -> None:
        """Wait with a click for its page's hyperlinks, or for nothing; what is begun meanwhile is looked for only then."""
        self._waiting = at
        for one in (self._area, self._area.viewport()):
            one.removeEventFilter(self)
            if at is not None:
                one.installEventFilter(self)  # before all others, which may keep an event to themselves

    def _on_stage_moved(self) -> None:
        if self._waiting is not None:
            self._wait(None)
        if self._sheet is not None:
            self._sheet.leave()

    def _follow(self, found: Hyperlink, page: int) -> None:
        if found.kind is HyperlinkKind.PLACE:
            self._go(found.page, None if found.point is None else self._part_below(found.page, found.point))
            return
        if self._sheet is None:
            from reviewer.ui.viewer.gestures.address_sheet import AddressSheet  # not needed before the first such click

            self._sheet = AddressSheet(self._theme, self._area)
        where = self._stage.camera.view_rect(page, found.rect)
        self._sheet.show_at(QRectF(where.x0, where.y0, where.width, where.height).toRect(), found)

    def _part_below(self, page: int, point: Point) -> Rect | None:
        """Return the part of a page from a point down as it is shown, however it is turned."""
        layout = self._stage.layout
        if page >= layout.count:
            return None
        matrix = layout.shown_matrix(page)
        shown = matrix.apply(point)
        below = matrix.inverse().apply_rect(Rect(shown.x, shown.y, shown.x + LINE_UNITS, shown.y + LINE_UNITS))
        return below.intersection(layout.page_rect(page)) or Rect(point.x, point.y, point.x, point.y)
