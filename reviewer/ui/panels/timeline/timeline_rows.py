"""The list beside the timeline: what is too close to tell apart, in order, below the days on which it was."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.desk.date_spans import DateSpan
from reviewer.desk.date_words import spoken
from reviewer.desk.timeline_packing import Dated
from reviewer.desk.timeline_words import kind_word, told_whole, when_of
from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect, row_state
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD, Node, NodeModel
from reviewer.ui.panels.timeline.item_paint import KIND_ICONS

_HEAD_PX, _ROW_PX, _PAD_PX, _LINE_PX = 36, 46, 12, 18


class _Rows(NodeModel):
    def describe(self, record: object, role: int) -> object:
        """All of it in one line."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return displayed(told_whole(record.item)) if isinstance(record, Dated) else record

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Qt's override: days are no choice, and arrow keys pass over them."""
        if isinstance(self.record(index), Dated):
            return super().flags(index)
        return Qt.ItemFlag.ItemNeverHasChildren


class TimelineRows(QListView):
    """The list.

    Signals:
        chosen: The record of the row that somebody went to.
        taken: Enter was pressed on it, or it was double clicked.

    """

    chosen = Signal(str)
    taken = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = _Rows(self)
        self._shown: list[Dated] = []
        self._is_filling = False
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        labels.name(self, tr("At this place of the timeline"))
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, shown: Sequence[Dated], chosen: str) -> None:
        """Show some things by date, and one of them as the chosen one."""
        self._is_filling = True
        if list(shown) != self._shown:
            self._shown = list(shown)
            self.rows.replace(self._nodes(shown))
        self.setCurrentIndex(self.rows.index_of(chosen))
        self._is_filling = False

    def _nodes(self, shown: Sequence[Dated]) -> list[Node]:
        nodes: list[Node] = []
        day = None
        for one in shown:
            if (said := _day_words(one)) != day:
                day = said
                nodes.append(Node(f"day {len(nodes)} {said}", said))
            nodes.append(Node(one.item.record, one))
        return nodes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter takes the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, Dated) and not self._is_filling:
            self.chosen.emit(record.item.record)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(RECORD), Dated):
            self.taken.emit()


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override."""
        return QSize(100, _ROW_PX if isinstance(index.data(RECORD), Dated) else _HEAD_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record, rect = index.data(RECORD), row_rect(option)
        painter.save()
        if isinstance(record, Dated):
            paint_surface(painter, self._theme, option)
            self._paint_row(painter, rect, record, is_chosen=bool(row_state(option) & QStyle.StateFlag.State_Selected))
        else:
            painter.setPen(self._theme.token("text"))
            painter.setFont(self._theme.font("second", bold=True))
            lines = break_lines(str(record), painter.font(), rect.width() - 2 * _PAD_PX, most=1)
            draw_lines(painter, lines, rect.topLeft() + QPointF(_PAD_PX, 12), rect.width(), _LINE_PX)
        painter.setPen(self._theme.token("separator"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRectF, one: Dated, *, is_chosen: bool) -> None:
        item = one.item
        second = self._theme.token("text_second" if item.is_sourced else "attention")
        icons.paint(painter, KIND_ICONS[item.kind], QRectF(rect.left() + _PAD_PX, rect.top() + 8, 14, 14), second)
        left, room = rect.left() + _PAD_PX + 24, rect.width() - 2 * _PAD_PX - 24
        painter.setPen(self._theme.token("text"))
        painter.setFont(self._theme.font(bold=is_chosen))
        title = f"{item.lane}: {item.title}" if item.lane else item.title
        draw_lines(painter, break_lines(title[:300], painter.font(), room, most=1), QPointF(left, rect.top() + 5), room, _LINE_PX)
        painter.setPen(second)
        painter.setFont(self._theme.font("second"))
        said = f"{when_of(item)} · {kind_word(item.kind)}"
        said = QFontMetricsF(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, room)
        draw_lines(painter, [said], QPointF(left, rect.top() + 5 + _LINE_PX), room, _LINE_PX)


def _day_words(one: Dated) -> str:
    """Return the day above a row, with its weekday where it is one."""
    span = one.item.begins or one.item.ends
    if span is None:
        return ""
    return _weekday(span) if span.is_exact else spoken(span.text)


def _weekday(span: DateSpan) -> str:
    day = span.first
    if day is None:
        return spoken(span.text)
    said = tr("{weekday}, {day} {month} {year}")
    return said.format(weekday=calendar.day_name[day.weekday()], day=day.day, month=calendar.month_name[day.month], year=day.year)
