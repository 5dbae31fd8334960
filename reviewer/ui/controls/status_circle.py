"""The circle of an access status: the fuller, the further it went; revoked is struck, denied crossed. Colour means nothing."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from reviewer.model.access import AccessStatus

SIZE_PX = 12
_SPAN = 16
"""Parts of a degree in which Qt counts angles."""


def paint_status(painter: QPainter, status: AccessStatus, at: QPointF, colour: QColor) -> None:
    """Paint the circle with its upper left corner at a point, in logical pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(at.x() + 0.5, at.y() + 0.5, SIZE_PX - 1, SIZE_PX - 1)
    pen = QPen(colour, 1.35)
    if status in (AccessStatus.OFFERED, AccessStatus.REQUESTED):
        pen.setStyle(Qt.PenStyle.DotLine if status is AccessStatus.OFFERED else Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QBrush(colour) if status is AccessStatus.USED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect)
    if status is AccessStatus.GRANTED:
        painter.setBrush(QBrush(colour))
        painter.drawPie(rect, 90 * _SPAN, 180 * _SPAN)
    middle, reach = rect.center(), rect.width() / 2 * 0.7
    falling = QLineF(middle.x() - reach, middle.y() - reach, middle.x() + reach, middle.y() + reach)
    rising = QLineF(middle.x() - reach, middle.y() + reach, middle.x() + reach, middle.y() - reach)
    if status in (AccessStatus.REVOKED, AccessStatus.DENIED):
        painter.drawLine(rising)
    if status is AccessStatus.DENIED:
        painter.drawLine(falling)
    painter.restore()
