"""The drawing that stands for documents: a page with a marked line before another page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.ui.look.theme import Theme


class SheetsPicture(QWidget):
    """48 by 60 logical pixels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(48, 60)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both pages."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.token("page_edge"), 1.8))
        painter.drawPolyline([QPointF(8, 1), QPointF(34, 1), QPointF(46, 13), QPointF(46, 44)])
        painter.setPen(QPen(self._theme.token("accent"), 1.8))
        painter.setBrush(self._theme.token("base"))
        painter.drawPolygon([QPointF(2, 9), QPointF(28, 9), QPointF(40, 21), QPointF(40, 58), QPointF(2, 58)])
        painter.drawPolyline([QPointF(28, 9), QPointF(28, 21), QPointF(40, 21)])
        painter.setPen(QPen(self._theme.stance(None).mark, 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(10, 37), QPointF(32, 37))
        painter.setPen(QPen(self._theme.token("text_second"), 1.8, c=Qt.PenCapStyle.RoundCap))
        for y, right in ((30, 26), (37, 32), (44, 20)):
            painter.drawLine(QPointF(9, y), QPointF(right, y))
