"""What every list row of the window has in common: its surface, the bar of the selected one, the ring of the focused one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reviewer.ui.look.theme import Theme

BAR_PX = 3
"""Width of the bar left of a selected row."""


def row_rect(option: QStyleOptionViewItem) -> QRectF:
    """Return a row's rectangle (the stubs of Qt do not know that attribute)."""
    untyped: Any = option
    return QRectF(untyped.rect)


def row_state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Return a row's state (the stubs of Qt do not know that attribute)."""
    untyped: Any = option
    state: QStyle.StateFlag = untyped.state
    return state


def paint_surface(
    painter: QPainter, theme: Theme, option: QStyleOptionViewItem, *, hover: bool = True, marked: bool | None = None
) -> None:
    """Paint a row's surface, bar and ring as its state asks; surface and bar as `marked` says where that is given."""
    flag, state = QStyle.StateFlag, row_state(option)
    rect = row_rect(option)
    if marked if marked is not None else state & flag.State_Selected:
        painter.fillRect(rect, theme.token("selected"))
        painter.fillRect(QRectF(rect.left(), rect.top(), BAR_PX, rect.height()), theme.token("accent"))
    elif hover and state & flag.State_MouseOver:
        painter.fillRect(rect, theme.token("hover"))
    if state & flag.State_HasFocus:
        painter.setPen(QPen(theme.token("accent"), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def paint_grid(painter: QPainter, rect: QRectF) -> None:
    """Paint the lines below and right of a table's cell with the painter's pen."""
    right, bottom = rect.right() - 1, rect.bottom() - 1
    painter.drawLine(QPointF(rect.left(), bottom), QPointF(right, bottom))
    painter.drawLine(QPointF(right, rect.top()), QPointF(right, bottom))
