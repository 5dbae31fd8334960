"""What a click on a hyperlink does: go to a place in the document, or show in words what lies outside it.

Owns the sheet with those words, the tooltip that says it before a click, and the click that waits for a page's hyperlinks to be
read. Nothing outside the document is ever opened, fetched or started.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.model.geometry import Point, Rect
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.leading import Leading
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
    """Follows hyperlinks on one view. `learnt` is emitted when more is known of where they lead.

    Args:
        area: The view.
        stage: Where its pages are.
        theme: The window's colours.
        pointer: Tells of clicks, and shows the hand.
        go: Jumps to a page (from 0), or to a part of it in page space.

    """

    learnt = Signal()

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
        self._leading: Leading | None = None
        self._told: tuple[QPoint, Hyperlink, QRect, str] | None = None
        self._tips = _Tips(self, area)
        pointer.page_clicked.connect(self.follow_at)
        stage.moved.connect(self._on_stage_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: who presses a button or a key has begun something else, and is not taken away from it."""
        if event.type() in _BEGINNINGS:
            self._wait(None)
        return super().eventFilter(watched, event)

    def attach(self, hyperlinks: PageHyperlinks | None, leading: Leading | None) -> None:
        """Work on another document, or on none."""
        self._hyperlinks = self._pointer.aim.hyperlinks = hyperlinks
        self._leading, self._told = leading, None
        self._on_stage_moved()
        if hyperlinks is not None:
            hyperlinks.arrived.connect(self._on_arrived)
        if leading is not None:
            leading.changed.connect(self._on_leading_changed)

    def tell(self, event: QHelpEvent) -> bool:
        """Show where the hyperlink under the pointer leads, as a tooltip; False where there is none."""
        pointed = self._pointer.aim.hyperlink_at(QPointF(event.pos()))
        if pointed is None or self._leading is None:
            return False
        page, found = pointed
        self._show_tooltip(event.globalPos(), found, self._in_view(page, found), self._leading.told(found))
        return True

    def words_at(self, at: PagePoint | None) -> str:
        """Return where the hyperlink at a point of a page leads, in a line; "" where there is none, or none is known yet."""
        found = self.at(at)
        return "" if found is None or self._leading is None else self._leading.place_words(found)

    def at(self, at: PagePoint | None) -> Hyperlink | None:
        """Return the hyperlink at a point of a page, as far as it is known; those of the page are fetched from now on."""
        if at is None or self._hyperlinks is None:
            return None
        self._hyperlinks.want(at.page)
        return self._hyperlinks.at(at)

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

    def all_on(self, page: int) -> Iterator[tuple[Hyperlink, str]]:
        """Yield the hyperlinks of a page with where they lead, as far as they are known; they are fetched from now on."""
        if self._hyperlinks is not None and self._leading is not None:
            self._hyperlinks.want(page)
            for found in self._hyperlinks.on_page(page):
                yield found, self._leading.place_words(found)

    def _on_arrived(self, page: int) -> None:
        """Show the hand, and make up for a click that was quicker than the worker, unless something else was begun since."""
        if self.sender() is not self._hyperlinks:
            return
        self._pointer.refresh_cursor()
        self.learnt.emit()
        at = self._waiting
        if at is not None and at.page == page:
            self._wait(None)
            self.follow_at(at)

    def _on_leading_changed(self) -> None:
        """Name the heading as well where a tooltip has only named the page."""
        if self.sender() is not self._leading or self._leading is None:
            return
        if self._told is not None and labels.shows_tooltip(self._told[3]):
            at, found, where, _ = self._told
            self._show_tooltip(at, found, where, self._leading.told(found))
        self.learnt.emit()

    def _show_tooltip(self, at: QPoint, found: Hyperlink, where: QRect, words: str) -> None:
        self._told = at, found, where, words
        labels.show_tooltip(self._area.viewport(), at, words, where)

    def _in_view(self, page: int, found: Hyperlink) -> QRect:
        where = self._stage.camera.view_rect(page, found.rect)
        return QRectF(where.x0, where.y0, where.width, where.height).toAlignedRect()

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
        self._sheet.show_at(self._in_view(page, found), found)

    def _part_below(self, page: int, point: Point) -> Rect | None:
        """Return the part of a page from a point down as it is shown, however it is turned."""
        layout = self._stage.layout
        if page >= layout.count:
            return None
        matrix = layout.shown_matrix(page)
        shown = matrix.apply(point)
        below = matrix.inverse().apply_rect(Rect(shown.x, shown.y, shown.x + LINE_UNITS, shown.y + LINE_UNITS))
        return below.intersection(layout.page_rect(page)) or Rect(point.x, point.y, point.x, point.y)


class _Tips(QObject):
    """Lets the viewport's tooltip be that of the hyperlink under the pointer, where there is one."""

    def __init__(self, following: Following, area: QAbstractScrollArea) -> None:
        super().__init__(following)
        self._following = following
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._following.tell(event):
            return True
        return super().eventFilter(watched, event)
