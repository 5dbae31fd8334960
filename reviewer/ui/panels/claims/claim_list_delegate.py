"""The Claims view's list: keys and menu of its claims, and how one is painted: number, text, who said it when, counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.controls import stance_paint
from reviewer.ui.controls.plain_lines import break_lines, count_lines, draw_lines, word_widths
from reviewer.ui.controls.row_heights import RowHeights
from reviewer.ui.controls.row_paint import paint_surface, row_rect, row_state
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import ClaimRow
from reviewer.ui.models.node_model import RECORD, NodeModel
from reviewer.ui.panels.claims.claim_menu import popup_claim_menu, wish_of

Index = QModelIndex | QPersistentModelIndex

_LEFT = 36
_RIGHT = 12
_LINES = 6


class ClaimList(QListView):
    """A list whose rows are as high as their words need at its width.

    `claim_wished` carries what is asked ("edit", "element", "remove", "up", "down") and the claim's id.
    """

    claim_wished = Signal(str, str)

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self._writable = writable

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: F2 edits, Delete removes, Alt+Up and Alt+Down move the current claim."""
        record, wish = self.currentIndex().data(RECORD), wish_of(event)
        if wish and isinstance(record, ClaimRow):
            self.claim_wished.emit(wish, record.claim.claim.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's override: the menu of the claim below the pointer, or of the current one when it was asked for by key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        record = index.data(RECORD)
        if isinstance(record, ClaimRow):
            self.setCurrentIndex(index)
            corner = self.visualRect(index).bottomLeft() + QPoint(_LEFT, 0)
            point = self.viewport().mapToGlobal(corner) if by_key else event.globalPos()
            popup_claim_menu(self, point, record.claim.claim, self.claim_wished.emit, writable=self._writable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: a list from top to bottom asks for heights anew only when its own height changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class ClaimListDelegate(QStyledItemDelegate):
    """Cards as high as their words need; the chosen one is bold."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._heights = RowHeights()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's override. Room is kept for the bold words, so that nothing moves when a claim is chosen."""
        width = self._view.viewport().width()
        model = self._view.model()
        record = model.record(index) if isinstance(model, NodeModel) else None
        if not isinstance(record, ClaimRow):
            return QSize(width, 0)
        return QSize(width, self._heights.get(index, record, (width,), lambda: self._height(record, width)))

    def _height(self, record: ClaimRow, width: int) -> int:
        lines = count_lines(record.claim.claim.text, word_widths(self._bold()), width - _LEFT - _RIGHT, most=_LINES)
        claim = record.claim.claim
        height = 12 + 20 * lines + (20 if claim.speaker or claim.date or claim.channel else 0)
        return height + (24 if stance_paint.present(record.counts) else 0) + 10

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        if not isinstance(record, ClaimRow):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        if index.row():
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self._theme.token("separator"))
        painter.setFont(self._theme.font(bold=bool(row_state(option) & QStyle.StateFlag.State_Selected)))
        painter.setPen(self._theme.token("text_second"))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(rect.left() + 2, rect.top() + 12, 26, 20), flags, record.claim.number)
        painter.setPen(self._theme.token("text"))
        room = rect.width() - _LEFT - _RIGHT
        y = rect.top() + 12
        y += draw_lines(painter, self._lines(record, rect.width()), QPointF(rect.left() + _LEFT, y), room, 20)
        second = readable.claim_words(record.claim)
        if second:
            painter.setFont(self._theme.font("second"))
            painter.setPen(self._theme.token("text_second"))
            shown = painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, int(room))
            middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
            painter.drawText(QRectF(rect.left() + _LEFT, y + 2, room, 16), middle, shown)
            y += 20
        stance_paint.paint_counts(painter, self._theme, rect.left() + _LEFT, y + 13, stance_paint.present(record.counts))
        painter.restore()

    def _bold(self) -> QFont:
        return self._theme.font(bold=True)

    def _lines(self, record: ClaimRow, width: float) -> list[str]:
        return break_lines(record.claim.claim.text, self._bold(), width - _LEFT - _RIGHT, most=_LINES)
