"""Paints a cell of the access table: a line a fact with its circle and dates, dashed where a fact is unsourced."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.desk.access_table import AccessCell
from reviewer.desk.access_words import status_word, unsourced_word, when
from reviewer.i18n import tr
from reviewer.model.access import AccessFact
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_grid, row_rect, row_state
from reviewer.ui.controls.status_circle import SIZE_PX, paint_status
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.access_model import CELL

_PAD_PX = 12
_LINE_PX = 18
_GAP_PX = 6
_INDENT_PX = SIZE_PX + 10


class AccessDelegate(QStyledItemDelegate):
    """Painted here, its words through QPainter.drawText alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        cell = index.data(CELL)
        if not isinstance(cell, AccessCell):
            return
        rect, state = row_rect(option), row_state(option)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, self._theme.token("selected" if chosen else "base"))
        painter.setPen(self._theme.token("separator"))
        paint_grid(painter, rect)
        if cell.is_unsourced:
            self._paint_unsourced(painter, rect, chosen=chosen)
        if chosen:
            painter.setPen(QPen(self._theme.token("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        self._paint_facts(painter, rect, cell)
        painter.restore()

    def height_of(self, cell: AccessCell, width_px: float) -> int:
        """Return how high a cell has to be for all that it says."""
        if not cell.facts:
            return _PAD_PX * 2 + _LINE_PX
        room = width_px - 2 * _PAD_PX - _INDENT_PX
        lines = [1 + len(break_lines(when(one), self._theme.font("second"), room)) + (not one.is_sourced) for one in cell.facts]
        disagree = _LINE_PX + _GAP_PX if cell.disagreeing else 0
        return 2 * _PAD_PX + sum(lines) * _LINE_PX + (len(lines) - 1) * _GAP_PX + disagree

    def _paint_unsourced(self, painter: QPainter, rect: QRectF, *, chosen: bool) -> None:
        pen = QPen(self._theme.token("attention"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if chosen else self._theme.token("attention_surface"))
        painter.drawRoundedRect(rect.adjusted(4, 4, -5, -5), 3, 3)

    def _paint_facts(self, painter: QPainter, rect: QRectF, cell: AccessCell) -> None:
        at = QPointF(rect.left() + _PAD_PX, rect.top() + _PAD_PX - 2)
        room = rect.width() - 2 * _PAD_PX
        if not cell.facts:
            painter.setPen(self._theme.token("hint"))
            painter.setFont(self._theme.font("second"))
            draw_lines(painter, break_lines(tr("nothing recorded"), painter.font(), room, most=1), at, room, _LINE_PX)
            return
        for one in cell.facts:
            at.setY(at.y() + self._paint_fact(painter, at, room, one) + _GAP_PX)
        if cell.disagreeing:
            self._paint_warning(painter, at, room, tr("do not agree"))

    def _paint_fact(self, painter: QPainter, at: QPointF, room: float, fact: AccessFact) -> float:
        token = self._theme.token("text" if fact.is_sourced else "attention")
        paint_status(painter, fact.status, QPointF(at.x(), at.y() + (_LINE_PX - SIZE_PX) / 2), token)
        beside, left = QPointF(at.x() + _INDENT_PX, at.y()), room - _INDENT_PX
        painter.setPen(token)
        painter.setFont(self._theme.font())
        used = draw_lines(painter, break_lines(status_word(fact.status), painter.font(), left, most=1), beside, left, _LINE_PX)
        painter.setFont(self._theme.font("second"))
        painter.setPen(self._theme.token("text_second") if fact.is_sourced else token)
        lines = break_lines(when(fact), painter.font(), left)
        used += draw_lines(painter, lines, QPointF(beside.x(), at.y() + used), left, _LINE_PX)
        if not fact.is_sourced:
            self._paint_warning(painter, QPointF(at.x(), at.y() + used), room, unsourced_word())
            used += _LINE_PX
        return used

    def _paint_warning(self, painter: QPainter, at: QPointF, room: float, words: str) -> None:
        token = self._theme.token("attention")
        icons.icon("warning", token).paint(painter, int(at.x()), int(at.y()) + 3, SIZE_PX, SIZE_PX)
        painter.setPen(token)
        painter.setFont(self._theme.font("second", bold=True))
        said = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room - _INDENT_PX)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(at.x() + _INDENT_PX, at.y(), room - _INDENT_PX, _LINE_PX), flags, said)
