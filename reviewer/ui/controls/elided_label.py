"""A one-line label that shortens its text to the room it has. Painted plain, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.model.neutral import displayed
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class ElidedLabel(QWidget):
    """Shows one line of plain text, elided at the end (or in the middle), with the whole text as its tooltip."""

    def __init__(
        self, theme: Theme, text: str = "", *, colour: str = "text", middle: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._colour = colour
        self._room: tuple[str, ...] = ()
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_text(text)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text; line ends become spaces."""
        flat = " ".join(displayed(text).split())
        if flat == self._text:
            return
        self._text = flat
        self.setAccessibleName(flat)
        labels.set_tooltip(self, flat)
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: str) -> None:
        """Draw it in another of the theme's colours."""
        self._colour = colour
        self.update()

    def keep_room_for(self, *texts: str) -> None:
        """Ask for the width of the widest of these, so that nothing beside this moves when one follows another."""
        self._room = texts
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The whole text on one line."""
        metrics = self.fontMetrics()
        return QSize(max(metrics.horizontalAdvance(one) for one in (self._text, *self._room)) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.averageCharWidth() * 5), metrics.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self._theme.token(self._colour if self.isEnabled() else "disabled"))
        shown = self.fontMetrics().elidedText(self._text, self._mode, self.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), int(flags) | int(Qt.TextFlag.TextSingleLine), shown)
