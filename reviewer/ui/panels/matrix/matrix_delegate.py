"""Paints a cell of the matrix: glyphs with counts, a dot where there is nothing, the words of a gap."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_grid, row_rect, row_state
from reviewer.ui.controls.stance_paint import counts_width, paint_counts, present
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.matrix_model import CELL, MatrixModel

_PAD_PX = 12
_ICON_PX = 13
_LINE_PX = 16


class MatrixDelegate(QStyledItemDelegate):
    """Painted here, its words through QPainter.drawText alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        model = index.model()
        if not isinstance(model, MatrixModel):
            return
        rect, state = row_rect(option), row_state(option)
        chosen, is_total = bool(state & QStyle.StateFlag.State_Selected), index.row() == len(model.rows)
        painter.save()
        painter.fillRect(rect, self._theme.token("selected" if chosen else "window" if is_total else "base"))
        painter.setPen(self._theme.token("separator"))
        paint_grid(painter, rect)
        if chosen:
            painter.setPen(QPen(self._theme.token("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        said = index.data(CELL)
        if isinstance(said, str):
            self._paint_gap(painter, rect, said, warning=not is_total)
        elif isinstance(said, Mapping):
            self._paint_cell(painter, rect, said)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, said: Mapping[object, int]) -> None:
        counts = present(said)  # type: ignore[arg-type] # by stance, as the model hands them out
        if counts:
            left = rect.center().x() - counts_width(self._theme, counts) / 2
            paint_counts(painter, self._theme, left, rect.center().y(), counts)
            return
        painter.setPen(self._theme.token("disabled"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), "·")

    def _paint_gap(self, painter: QPainter, rect: QRectF, said: str, *, warning: bool) -> None:
        if not said:
            return
        token = self._theme.token("attention")
        left = rect.left() + _PAD_PX
        if warning:
            mark = QRectF(left, rect.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
            icons.paint(painter, "warning", mark, token)
            left += _ICON_PX + 8
        painter.setPen(token)
        painter.setFont(self._theme.font("second", bold=not warning))
        room = rect.right() - 8 - left
        lines = break_lines(said, painter.font(), room, most=2)
        top = rect.center().y() - _LINE_PX * len(lines) / 2
        draw_lines(painter, lines, QPointF(left, top), room, _LINE_PX)
