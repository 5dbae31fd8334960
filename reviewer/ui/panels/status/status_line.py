"""The line at the window's foot: counts, the place in the document with zoom and turn, passages, and whether all is saved.

What does not fit goes away in the order of how little it is missed. What stays stands still: the place is in the middle whatever
is said beside it, and words that change have the room of the widest of them, so that a second click hits what the first one hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from reviewer.i18n import tr, trn
from reviewer.model.page import PageInfo
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels
from reviewer.ui.look.page_source import PageSource
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.status.place_button import PlaceButton
from reviewer.ui.panels.status.source_label import SourceLabel
from reviewer.ui.panels.status.status_cell import Cell, keep_button_room, keep_place, keep_room, upright_rule
from reviewer.ui.panels.status.zoom_menu import ZoomMenu, zoom_words

if TYPE_CHECKING:  # loaded when it is known, long after the first page
    from reviewer.ui.panels.status.isolation_chip import IsolationChip

HEIGHT_PX = 28
_MARGIN_PX = _GAP_PX = 12
_LEAST_COUNTS_PX, _WIDEST_ZOOM = 60, 8.88
_MOST_PASSAGES = 99  # so many have room beforehand: who marks one after the other sees nothing move


class StatusLine(QFrame):
    """The status line.

    Signals:
        action_requested: The id of the action that a button stands for.
        fit_requested: The id of the action for a fit that was chosen by name.
        zoom_requested: A zoom that was chosen or typed, 1.0 for 100 %.

    """

    action_requested = Signal(str)
    fit_requested = Signal(str)
    zoom_requested = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT_PX)
        self.setProperty("surface", "window")
        self.setProperty("line", "top")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        row.setSpacing(_GAP_PX)
        self._left, self._middle, self._right = Cell(), Cell(), Cell()
        for cell, stretch in ((self._left, 1), (self._middle, 0), (self._right, 1)):
            row.addWidget(cell, stretch)
        self.hint = self._elided("text")
        self.counts = self._elided("text_second")
        self._left.add(self.hint, self.counts)
        self._left.row.addStretch(1)
        self._add_place(self._middle)
        self._right.row.addStretch(1)
        self._add_passages(self._right)
        self._right.row.addSpacing(12)
        self.saved = self._elided("text_second")
        self.saved.keep_room_for(tr("Saving…"), tr("All changes saved"))
        self._right.add(self.saved)
        self.isolation: IsolationChip | None = None
        self._wanted: dict[QWidget, bool] = {}
        self._arranged: tuple[object, ...] = ()
        self._hints, self._zoom = ("", ""), (1.0, "")
        with self.saying():
            self.hint.hide()
            self.show_counts("")
            self.show_place(None)

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Have all that is said in the block find its place at once, when all of it is known."""
        self._is_said = False
        try:
            yield
        finally:
            self._is_said = True
            self._arrange()

    def _add_place(self, cell: Cell) -> None:
        self.page = PlaceButton(self._theme)
        self.page.clicked.connect(lambda: self.action_requested.emit("page.go"))
        self.zoom_out = self._button("zoom-out", tr("Zoom out"), "page.zoom_out")
        self.zoom = QToolButton()
        self.zoom.setFont(self._theme.font("second"))
        self.zoom.setProperty("words", True)
        labels.set_tooltip(self.zoom, tr("Choose or type a zoom…"))
        self.zoom.clicked.connect(self._on_zoom_clicked)
        self.zoom_in = self._button("zoom-in", tr("Zoom in"), "page.zoom_in")
        self.fit = self._button("fit-width", tr("Fit width"), "page.fit_width", words=True)
        self.pair = self._button("columns", tr("Two pages side by side"), "page.pair")
        self.turn = self._button("turn", tr("Turn the page"), "page.turn")
        self.invert = self._button("invert", tr("Invert for reading"), "page.invert")
        self.inverted = self._words(role="accent")
        self.inverted.setText(tr("Inverted"))
        labels.name(self.inverted, tr("Inverted for reading"))
        self._rule = upright_rule()
        self.source = self._words()
        self._source = SourceLabel(self.source)
        keep_button_room(self.fit, tr("Fit page"), tr("Fit width"))
        keep_button_room(self.zoom, zoom_words(_WIDEST_ZOOM))
        cell.add(self.page, self.zoom_out, self.zoom, self.zoom_in, self.fit, self.pair, self.turn, self.invert)
        cell.row.addSpacing(4)
        cell.add(self._rule)
        cell.row.addSpacing(4)
        cell.add(self.source, self.inverted)  # whose room is at the end, where none is missed while it is empty

    def _add_passages(self, cell: Cell) -> None:
        self.here = self._words()
        self.previous = self._button("chevron-left", tr("Previous passage"), "passage.previous")
        self.nth = self._words()
        self.nth.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next = self._button("chevron-right", tr("Next passage"), "passage.next")
        cell.add(self.here, self.previous, self.nth, self.next)

    def _elided(self, colour: str) -> ElidedLabel:
        made = ElidedLabel(self._theme, colour=colour)
        made.setFont(self._theme.font("second"))
        return made

    def _words(self, *, role: str = "second") -> QLabel:
        return labels.label(role=role, font=self._theme.font("second"))

    def show_hint(self, text: str, fewer: str = "") -> None:
        """Say at the left, in place of counts, what the keys do, or `fewer` words where it has no room; "" for nothing."""
        if self._hints == (text, fewer or text):
            return
        self._hints = text, fewer or text
        self.hint.set_text(text)
        self.hint.setVisible(bool(text))
        self._arrange()

    def show_counts(self, text: str) -> None:
        """Say how much is in the case, at the left."""
        self.counts.set_text(text)
        self._arrange()

    def show_saved(self, text: str) -> None:
        """Say at the right whether everything is saved."""
        self.saved.set_text(text)

    def show_isolation(self, chip: IsolationChip) -> None:
        """Say at the very right how well documents are isolated; said once, for that does not change."""
        self.isolation = chip
        self._right.add(chip)
        self._wanted[chip] = True
        self._arrange()

    def show_place(self, place: tuple[str, int, int] | None, *, picture: bool = False, pages: Sequence[PageInfo] = ()) -> None:
        """Say where the reader is: the page's label, its number from 1 and the number of pages; None hides all of the page's.

        A single `picture` has no pages: it is only called what it is. There is room for each of `pages`, as far as known.
        """
        if picture:
            self.page.show_picture()
        elif place is not None:
            self.page.show_page(*place, pages)
        for one in (self.page, self.zoom_out, self.zoom, self.zoom_in, self.fit, self.turn, self.invert, self._rule, self.source):
            self._wanted[one] = place is not None
        self._wanted[self.pair] = place is not None and place[2] > 1
        if place is None:
            self._wanted[self.inverted] = False
            self.show_passages(0, None, 0)
        self._arrange()

    def show_zoom(self, zoom: float, mode: str) -> None:
        """Say the zoom, and show what a click on Fit does next."""
        self._zoom = zoom, mode
        self.zoom.setText(zoom_words(zoom))
        labels.name(self.zoom, tr("Zoom {zoom} per cent").format(zoom=round(zoom * 100)))
        to_page = mode == "width"
        self.fit.set_icon("fit-page" if to_page else "fit-width")
        self.fit.set_text(tr("Fit page") if to_page else tr("Fit width"))

    def _on_zoom_clicked(self) -> None:
        menu = ZoomMenu(*self._zoom, self.zoom)
        menu.zoom_chosen.connect(self.zoom_requested)
        menu.action_chosen.connect(self.fit_requested)
        menu.popup(self.zoom.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def show_inverted(self, inverted: bool) -> None:
        """Say that the page is inverted, so that nobody takes it for the original."""
        self.invert.set_icon("invert", colour="accent" if inverted else "text_second")
        self._wanted[self.inverted] = inverted
        self._arrange()

    def show_paired(self, paired: bool) -> None:
        """Say whether two pages stand side by side."""
        self.pair.set_icon("columns", colour="accent" if paired else "text_second")

    def show_source(self, source: PageSource) -> None:
        """Say where the words on the page come from."""
        self._source.say(source)

    def show_passages(self, on_page: int, nth: int | None, count: int) -> None:
        """Say how many passages are on the page, and which of the document's is chosen (from 1; None for none)."""
        self.here.setText(trn("{count} passage on this page", "{count} passages on this page", on_page).format(count=on_page))
        words = tr("{nth} of {count}")
        self.nth.setText(words.format(nth=nth or "–", count=count))
        self.nth.setMinimumWidth(0)
        most = max(count, _MOST_PASSAGES)
        keep_room(self.nth, words.format(nth=most, count=most))
        self._wanted[self.here] = bool(on_page)
        for one in (self.previous, self.nth, self.next):
            self._wanted[one] = bool(count)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override."""
        super().resizeEvent(event)
        self._arrange()

    def _button(self, icon: str, text: str, action: str, *, words: bool = False) -> IconButton:
        made = IconButton(self._theme, icon, text, words=words)
        made.setFont(self._theme.font("second"))
        made.setFixedHeight(24)
        made.clicked.connect(lambda: self.action_requested.emit(action))
        return made

    def _arrange(self) -> None:
        """Show what is wanted and fits; what is missed least goes first, some of the hint last."""
        if not self._is_said or self._arranged == (measured := self._measured()):
            return
        self._arranged = measured
        for hint in dict.fromkeys(self._hints):
            self.hint.set_text(hint)
            self._drop()
            if self._spare_px() >= 0:
                break
        side = self._spare_px() // 2 + self._right.row.sizeHint().width()
        self.counts.setVisible(not self.hint.text and side >= _LEAST_COUNTS_PX)
        for cell in (self._left, self._middle, self._right):
            cell.updateGeometry()  # Qt goes by how wide a part was that was shown and hidden in one turn

    def _measured(self) -> tuple[object, ...]:
        """Return all that it depends on what is shown: pages are turned far more often than any of it changes."""
        parts = tuple((wanted, one.sizeHint().width()) for one, wanted in self._wanted.items())
        return self.width(), self._hints, self.saved.sizeHint().width(), parts

    def _drop(self) -> None:
        for one, wanted in self._wanted.items():
            one.setVisible(wanted)
        keep_place(self.inverted, kept=self._wanted.get(self.page, False))
        dropped: tuple[QWidget, ...] = (
            self.here,  # first, since it comes and goes from page to page
            self.inverted,
            self.pair,
            self.turn,
            self.invert,
            self.fit,
            self.nth,
            self.next,
            self.zoom,
            self._rule,
            self.source,  # in short: that a program read the words is missed more than buttons that have keys
            self.saved,
        )
        self.saved.show()
        self.counts.hide()
        self._source.show_short(short=False)
        if self.isolation is not None:
            self.isolation.show_words(True)
            if self.isolation.is_quiet and self._spare_px() < 0:  # else its words stay, and what is dropped is something else
                self.isolation.show_words(False)
        for one in dropped:
            if one is self.inverted and self._spare_px() < 0:
                self._source.show_short(short=True)
            if self._spare_px() >= 0:
                break
            for each in (self.previous, self.next) if one is self.next else (one,):  # who goes on wants to go back
                each.hide()
                keep_place(each, kept=False)
        left, middle, right = self._widths()
        centred = not self.hint.text or 2 * max(left, right) + middle <= self.width() - 2 * (_MARGIN_PX + _GAP_PX)
        for cell in (self._left, self._right):
            cell.give_way(to_middle=centred)
        self._row.setStretch(0, int(centred))  # else by stretches both sides would be alike, and the hint cut

    def _spare_px(self) -> int:
        """Return how much wider the line is than what is visible. What the keys do has its room, and the place moves for it."""
        left, middle, right = self._widths()
        return self.width() - 2 * (_MARGIN_PX + _GAP_PX) - middle - right - (max(left, right) if self.hint.text else right)

    def _widths(self) -> tuple[int, int, int]:
        """Return how wide left, middle and right are with what is visible in them."""
        return self._left.row.sizeHint().width(), self._middle.row.sizeHint().width(), self._right.row.sizeHint().width()
