"""A list shown as a grid of equal cells, whose places are arithmetic: ten thousand rows cost no more than the few in view.

Qt's own grid goes through all rows whenever the list, any of its rows, or the room changes. Owns where cells are, and the scroll
bar; what is in them is the delegate's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QListView, QStyle, QStyleOptionViewItem, QWidget

_AnyIndex = QModelIndex | QPersistentModelIndex


class CellGrid(QListView):
    """A list of one selected row at a time, in as many columns as its cells leave room for.

    Args:
        cell: The size of a cell in logical pixels.
        parent: Qt's.

    """

    def __init__(self, cell: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = cell
        self._columns = 1
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def set_cells(self, columns: int, cell: QSize) -> bool:
        """Lay rows out in other cells; return whether they are other ones."""
        if (columns, cell) == (self._columns, self._cell):
            return False
        self._columns, self._cell = columns, cell
        self.updateGeometries()
        self.viewport().update()
        return True

    def doItemsLayout(self) -> None:
        """Qt's override: there is nothing to work out beforehand."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Qt's override: the scroll bar reaches as far as there are rows."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        rows = -(-self._count() // self._columns)
        bar.setSingleStep(self._cell.height())
        bar.setPageStep(room)
        bar.setRange(0, max(0, rows * self._cell.height() - room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: past the list's own layout."""
        QAbstractItemView.resizeEvent(self, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt's override: past the list's own layout."""
        QAbstractScrollArea.scrollContentsBy(self, dx, dy)

    def dataChanged(self, first: _AnyIndex, last: _AnyIndex, roles: Sequence[int] = ()) -> None:
        """Qt's override: what is in cells changes, never where they are."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def horizontalOffset(self) -> int:
        """Qt's override: no cell is ever beside the view."""
        return 0

    def verticalOffset(self) -> int:
        """Qt's override."""
        return self.verticalScrollBar().value()

    def visualRect(self, index: _AnyIndex) -> QRect:
        """Qt's override: where a row's cell is in the viewport, in view or not."""
        if not index.isValid():
            return QRect()
        down, across = divmod(index.row(), self._columns)
        width, height = self._cell.width(), self._cell.height()
        return QRect(across * width, down * height - self.verticalOffset(), width, height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Qt's override: the row whose cell is at a point of the viewport."""
        down, across = (point.y() + self.verticalOffset()) // self._cell.height(), point.x() // self._cell.width()
        if down < 0 or not 0 <= across < self._columns:
            return QModelIndex()
        return self.model().index(down * self._columns + across, 0)

    def scrollTo(self, index: _AnyIndex, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        """Qt's override: bring a row into view, or to where the hint says."""
        cell, room, flag = self.visualRect(index), self.viewport().height(), QListView.ScrollHint
        if cell.isNull():
            return
        by = 0
        if hint is flag.PositionAtCenter:
            by = cell.center().y() - room // 2
        elif hint is flag.PositionAtTop or (hint is flag.EnsureVisible and (cell.top() < 0 or cell.height() > room)):
            by = cell.top()
        elif hint is flag.PositionAtBottom or cell.bottom() >= room:
            by = cell.bottom() + 1 - room
        self.verticalScrollBar().setValue(self.verticalOffset() + by)

    def moveCursor(self, action: QListView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Qt's override: the row that a key leads to."""
        last, flag = self._count() - 1, QListView.CursorAction
        if last < 0:
            return QModelIndex()
        at = self.currentIndex().row()
        if at < 0 or action is flag.MoveHome:
            return self.model().index(0, 0)
        if action is flag.MoveEnd:
            return self.model().index(last, 0)
        screen = max(1, self.viewport().height() // self._cell.height()) * self._columns
        steps = {flag.MoveLeft: -1, flag.MovePrevious: -1, flag.MoveRight: 1, flag.MoveNext: 1}
        steps |= {flag.MoveUp: -self._columns, flag.MoveDown: self._columns, flag.MovePageUp: -screen, flag.MovePageDown: screen}
        step = steps[action]
        to = at + step
        while not 0 <= to <= last and abs(step) > self._columns:  # a screen less a row, and so on: the column is kept
            step -= self._columns if step > 0 else -self._columns
            to = at + step
        return self.model().index(to if 0 <= to <= last else at, 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Qt's override: the row under the pointer."""
        found = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(found, found) if found.isValid() else QItemSelection(), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Qt's override."""
        region = QRegion()
        for one in selection.indexes():
            region += self.visualRect(one)
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's override: the delegate paints the rows of which something is to be painted."""
        painter, clip = QPainter(self.viewport()), event.rect()
        first = (clip.top() + self.verticalOffset()) // self._cell.height() * self._columns
        stop = ((clip.bottom() + self.verticalOffset()) // self._cell.height() + 1) * self._columns
        under = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) if self.viewport().underMouse() else None
        for row in range(max(0, first), min(stop, self._count())):
            index = self.model().index(row, 0)
            self.itemDelegateForIndex(index).paint(painter, self._option(index, hovered=index == under), index)
        painter.end()

    def _option(self, index: QModelIndex, *, hovered: bool) -> QStyleOptionViewItem:
        option, flag = QStyleOptionViewItem(), QStyle.StateFlag
        self.initViewItemOption(option)
        untyped: Any = option  # the stubs of Qt do not know its attributes
        untyped.rect = self.visualRect(index)
        states = (
            (flag.State_Selected, self.selectionModel().isSelected(index)),
            (flag.State_HasFocus, self.hasFocus() and index == self.currentIndex()),
            (flag.State_MouseOver, hovered),
        )
        for state, holds in states:
            untyped.state = untyped.state | state if holds else untyped.state & ~state
        return option

    def _count(self) -> int:
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()
