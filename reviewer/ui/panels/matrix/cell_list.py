"""The passages of a cell of the matrix, a line each: stance, quote, place, note. Enter or a double click reads one in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.controls.stance_paint import BOX_HEIGHT_PX, BOX_WIDTH_PX, paint_box
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.models.node_model import RECORD, Node, NodeModel

_ROW_PX = 44
_HEAD_PX = 40


class _Rows(NodeModel):
    def describe(self, record: object, role: int) -> object:
        """Stance, quote and place, for screen readers."""
        if isinstance(record, PassageRow) and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            stance = stance_words(record.link.stance if record.link else None)
            place = readable.place_words(record.document_name, record.page)
            return displayed(f"{stance}: {readable.quote_words(record.marked)} {place}. {_note(record)}")
        return None


class CellList(QFrame):
    """A head and the list.

    Signals:
        read_requested: The id of a passage to be shown on its page.
        left: The keyboard is to go back to the table.
        closed: The list is not wanted any more.

    """

    read_requested = Signal(str)
    left = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "base")
        self.setProperty("line", "top")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        self._title = ElidedLabel(theme)
        self._title.setFont(theme.font(bold=True))
        self._title.setFixedHeight(_HEAD_PX)
        head.addWidget(self._title, 1)
        close = IconButton(theme, "close", tr("Close the list"))
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        self._model = _Rows(self)
        self.list = _List(theme)
        self.list.setModel(self._model)
        self.list.read_requested.connect(self.read_requested)
        self.list.left.connect(self.left)
        column.addWidget(self.list, 1)

    def show_rows(self, title: str, rows: Sequence[PassageRow]) -> None:
        """Show the passages of a cell."""
        self._title.set_text(title)
        chosen = self.list.currentIndex().row()
        self._model.patch([Node(f"{at} {one.marked.passage.id}", one) for at, one in enumerate(rows)])
        if rows:
            self.list.setCurrentIndex(self._model.index(min(max(chosen, 0), len(rows) - 1), 0))


class _List(QListView):
    read_requested = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(theme, self))
        self.setProperty("surface", "base")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        labels.name(self, tr("Passages of the cell"), tr("Enter reads one in its document"))
        self.doubleClicked.connect(self._read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._read(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _read(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, PassageRow):
            self.read_requested.emit(record.marked.passage.id)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override."""
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        if not isinstance(record, PassageRow):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        middle = QPointF(rect.left() + 18, rect.center().y() - BOX_HEIGHT_PX / 2)
        paint_box(painter, self._theme, middle, record.link.stance if record.link else None)
        left = rect.left() + 18 + BOX_WIDTH_PX + 12
        room = rect.width() - left - 16
        shares = (0.5, 0.24, 0.26) if rect.width() > 700 else (0.68, 0.32, 0.0)
        painter.setPen(self._theme.token("text"))
        painter.setFont(self._theme.font(serif=True))
        left = self._line(painter, rect, left, room * shares[0], readable.quote_words(record.marked))
        painter.setFont(self._theme.font())
        left = self._line(painter, rect, left, room * shares[1], readable.place_words(record.document_name, record.page))
        painter.setPen(self._theme.token("text_second"))
        painter.setFont(self._theme.font("second"))
        self._line(painter, rect, left, room * shares[2], _note(record))
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, rect: QRectF, left: float, width: float, text: str) -> float:
        lines = break_lines(text, painter.font(), width - 16, most=1) if width > 40 else []
        draw_lines(painter, lines, QPointF(left, rect.top()), width - 16, rect.height())
        return left + width


def _note(row: PassageRow) -> str:
    return (row.link.note if row.link else "") or row.marked.passage.note
