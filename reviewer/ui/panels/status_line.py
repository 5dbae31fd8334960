"""The line at the window's foot: counts, the place in the document with zoom and turn, passages, and whether all is saved.

What does not fit goes away in the order of how little it is missed.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from reviewer.i18n import tr, trn
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

HEIGHT_PX = 28


class StatusLine(QFrame):
    """The status line. `action_requested` carries the id of the action that a button stands for."""

    action_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT_PX)
        self.setProperty("surface", "window")
        self.setProperty("line", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        self.hint = ElidedLabel(theme, colour="text")
        self.hint.setFont(theme.font("second"))
        self.counts = self._words()
        row.addWidget(self.hint)
        row.addWidget(self.counts)
        row.addSpacing(12)
        row.addStretch(1)
        self._add_place(row)
        row.addSpacing(12)
        row.addStretch(2)
        self._add_passages(row)
        row.addSpacing(12)
        row.addStretch(1)
        self.saved = ElidedLabel(theme, colour="text_second")
        self.saved.setFont(theme.font("second"))
        row.addWidget(self.saved)
        self._wanted: dict[QWidget, bool] = {}
        self.show_hint("")
        self.show_counts("")
        self.show_place(None)

    def _add_place(self, row: QHBoxLayout) -> None:
        self.page = QToolButton()
        self.page.setFont(self._theme.font("second", bold=True))
        self.page.setProperty("words", True)
        labels.set_tooltip(self.page, tr("Go to page… (Ctrl+G)"))
        self.page.clicked.connect(lambda: self.action_requested.emit("page.go"))
        self.zoom_out = self._button("zoom-out", tr("Zoom out"), "page.zoom_out")
        self.zoom = self._words(role="body")
        self.zoom_in = self._button("zoom-in", tr("Zoom in"), "page.zoom_in")
        self.fit = self._button("fit-width", tr("Fit width"), "page.fit_width", words=True)
        self.turn = self._button("turn", tr("Turn the page"), "page.turn")
        self.invert = self._button("invert", tr("Invert for reading"), "page.invert")
        self.inverted = self._words(role="accent")
        self.inverted.setText(tr("Inverted for reading"))
        self._rule = QFrame()
        self._rule.setProperty("rule", True)
        self._rule.setFixedSize(1, 16)
        self.source = self._words()
        for one in (self.page, self.zoom_out, self.zoom, self.zoom_in, self.fit, self.turn, self.invert, self.inverted):
            row.addWidget(one)
        row.addSpacing(4)
        row.addWidget(self._rule)
        row.addSpacing(4)
        row.addWidget(self.source)

    def _add_passages(self, row: QHBoxLayout) -> None:
        self.here = self._words()
        self.previous = self._button("chevron-left", tr("Previous passage"), "passage.previous")
        self.nth = self._words()
        self.next = self._button("chevron-right", tr("Next passage"), "passage.next")
        for one in (self.here, self.previous, self.nth, self.next):
            row.addWidget(one)

    def _words(self, *, role: str = "second") -> QLabel:
        return labels.label(role=role, font=self._theme.font("second"))

    def show_hint(self, text: str) -> None:
        """Say at the left, in place of the counts, what the keys do at the moment; "" says nothing."""
        self.hint.set_text(text)
        self.hint.setVisible(bool(text))
        self._arrange()

    def show_counts(self, text: str) -> None:
        """Say how much is in the case, at the left."""
        self.counts.setText(text)

    def show_saved(self, text: str) -> None:
        """Say at the right whether everything is saved."""
        self.saved.set_text(text)

    def show_place(self, place: tuple[str, int, int] | None, *, picture: bool = False) -> None:
        """Say where the reader is: the page's label, its number from 1 and the number of pages; None hides all of the page's.

        A single `picture` has no pages: it is only called what it is.
        """
        if picture:
            self.page.setText(tr("Picture"))
            labels.name(self.page, tr("Picture"))
        elif place is not None:
            label, number, count = place
            bold = readable.label_words(label, number)
            words = f"{bold}  ({tr('{number} of {count}').format(number=number, count=count)})"
            self.page.setText(words.replace("&", "&&"))  # a label's ampersand is none of a shortcut's
            labels.name(self.page, readable.page_of_words(label, number, count))
        of_page = (self.page, self.zoom_out, self.zoom, self.zoom_in, self.fit, self.turn, self.invert, self._rule, self.source)
        for one in of_page:
            self._wanted[one] = place is not None
        if place is None:
            self._wanted[self.inverted] = False
            self.show_passages(0, None, 0)
        self._arrange()

    def show_zoom(self, zoom: float, mode: str) -> None:
        """Say the zoom, and show what a click on Fit does next."""
        self.zoom.setText(f"{round(zoom * 100)} %")
        labels.name(self.zoom, tr("Zoom {zoom} per cent").format(zoom=round(zoom * 100)))
        to_page = mode == "width"
        self.fit.set_icon("fit-page" if to_page else "fit-width")
        self.fit.set_text(tr("Fit page") if to_page else tr("Fit width"))

    def show_inverted(self, inverted: bool) -> None:
        """Say that the page is inverted, so that nobody takes it for the original."""
        self.invert.set_icon("invert", colour="accent" if inverted else "text_second")
        self._wanted[self.inverted] = inverted
        self._arrange()

    def show_source(self, text: str) -> None:
        """Say where the words on the page come from."""
        self.source.setText(text)

    def show_passages(self, on_page: int, nth: int | None, count: int) -> None:
        """Say how many passages are on the page, and which of the document's is chosen (from 1; None for none)."""
        self.here.setText(trn("{count} passage on this page", "{count} passages on this page", on_page).format(count=on_page))
        self.nth.setText(tr("{nth} of {count}").format(nth=nth or "–", count=count))
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
        """Show what is wanted and fits; what is missed least goes first."""
        for one, wanted in self._wanted.items():
            one.setVisible(wanted)
        dropped: tuple[QLabel | QWidget, ...] = (
            self.source,
            self._rule,
            self.here,
            self.inverted,
            self.counts,
            self.turn,
            self.invert,
            self.fit,
            self.nth,
            self.zoom,
            self.previous,
            self.next,
            self.saved,
        )
        self.counts.setVisible(not self.hint.text)
        self.saved.show()
        layout = self.layout()
        for one in dropped:
            if layout is None or layout.sizeHint().width() <= self.width():
                return
            one.hide()
