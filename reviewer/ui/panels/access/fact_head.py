"""One fact above its passages: circle, status, dates, and its menu. Enter edits it, Delete removes it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.desk.access_words import status_word, told, unsourced_word, when
from reviewer.i18n import tr
from reviewer.model.access import AccessFact
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.status_circle import SIZE_PX, paint_status
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_HEIGHT_PX = 26
_TEXT_PX = SIZE_PX + 12


class FactHead(QWidget):
    """The line. `wished` carries "edit", "cite" or "remove" and the fact's id."""

    wished = Signal(str, str)

    def __init__(self, theme: Theme, fact: AccessFact, *, writable: bool) -> None:
        super().__init__()
        self._theme, self._fact, self._writable = theme, fact, writable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_HEIGHT_PX)
        labels.name(self, told(fact), tr("Enter edits it, C links a passage, Delete removes it") if writable else "")
        labels.set_tooltip(self, told(fact))

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(200, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self)
        token = self._theme.token("text" if self._fact.is_sourced else "attention")
        paint_status(painter, self._fact.status, QPointF(4, (self.height() - SIZE_PX) / 2), token)
        painter.setPen(token)
        painter.setFont(self._theme.font(bold=True))
        word = status_word(self._fact.status)
        draw_lines(painter, [word], QPointF(_TEXT_PX, 0), self.width(), self.height())
        left = _TEXT_PX + painter.fontMetrics().horizontalAdvance(word) + 8
        painter.setFont(self._theme.font("second"))
        painter.setPen(self._theme.token("text_second") if self._fact.is_sourced else token)
        said = " · ".join(part for part in (when(self._fact), "" if self._fact.is_sourced else unsourced_word()) if part)
        room = self.width() - left - 4
        draw_lines(painter, break_lines(said, painter.font(), room, most=1), QPointF(left, 0), room, self.height())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.token("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override."""
        wishes = {Qt.Key.Key_Return: "edit", Qt.Key.Key_Enter: "edit", Qt.Key.Key_Delete: "remove", Qt.Key.Key_C: "cite"}
        wish = wishes.get(Qt.Key(event.key()))
        if wish is None or not self._writable:
            super().keyPressEvent(event)
        else:
            self.wished.emit(wish, self._fact.id)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Qt's override."""
        if self._writable:
            self.wished.emit("edit", self._fact.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's override."""
        self.setFocus()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for wish, words in (("edit", tr("Edit…")), ("cite", tr("Link a passage…")), ("remove", tr("Remove"))):
            act = menu.addAction(words)
            act.setEnabled(self._writable)
            act.triggered.connect(lambda _checked=False, wish=wish: self.wished.emit(wish, self._fact.id))
        menu.popup(event.globalPos())

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Qt's override: the ring."""
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """Qt's override."""
        self.update()
