"""A grid of equal cells: where each is, what keys and the mouse lead to, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.controls.cell_grid import CellGrid

CELL = QSize(100, 50)
MANY = 50_000


class Rows(QAbstractListModel):
    """Rows without anything in them; counts how often one is looked at."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.looked = 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        return 0 if parent.isValid() else self.count

    def data(self, _index: QModelIndex | QPersistentModelIndex, _role: int = 0) -> Any:
        self.looked += 1
        return None

    def index(
        self,
        row: int,
        column: int = 0,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008 - Qt's signature
    ) -> QModelIndex:
        self.looked += 1
        return super().index(row, column, parent)

    def show(self, count: int) -> None:
        self.beginResetModel()
        self.count = count
        self.endResetModel()


class Painted(QStyledItemDelegate):
    """Remembers which rows were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def paint(self, _painter: QPainter, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        self.rows.add(index.row())


class Made:
    """A grid of three columns and four rows in view."""

    def __init__(self, qtbot: Any, count: int) -> None:
        self.rows, self.painted = Rows(count), Painted()
        self.grid = CellGrid(CELL)
        qtbot.addWidget(self.grid)
        self.grid.setModel(self.rows)
        self.grid.setItemDelegate(self.painted)
        self.grid.setFrameShape(CellGrid.Shape.NoFrame)
        self.grid.set_cells(3, CELL)
        self.grid.resize(340, 200)
        with qtbot.waitExposed(self.grid):
            self.grid.show()
        self.grid.setFocus()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def go_to(self, row: int) -> None:
        self.grid.setCurrentIndex(self.rows.index(row))
        self.settle()

    def press(self, key: Qt.Key) -> int:
        QTest.keyClick(self.grid, key)
        self.settle()
        return self.grid.currentIndex().row()


def test_each_row_is_found_where_its_cell_is(qtbot: Any) -> None:
    made = Made(qtbot, 14)
    for row in range(14):
        cell = made.grid.visualRect(made.rows.index(row))
        assert cell.size() == CELL
        assert {made.grid.indexAt(at).row() for at in (cell.topLeft(), cell.center(), cell.bottomRight())} == {row}
    beside = [QPoint(302, 10), QPoint(-1, 10), QPoint(250, 210), QPoint(10, 260), QPoint(10, -1)]
    assert not any(made.grid.indexAt(at).isValid() for at in beside)


def test_only_cells_in_view_are_painted(qtbot: Any) -> None:
    made = Made(qtbot, 100)
    assert made.painted.rows == set(range(12))
    made.painted.rows.clear()
    made.grid.verticalScrollBar().setValue(75)
    made.settle()
    assert made.painted.rows == set(range(3, 18))


def test_what_many_rows_cost_is_what_is_in_view(qtbot: Any) -> None:
    made = Made(qtbot, 0)

    def looked(act: Any) -> int:
        made.rows.looked = 0
        act()
        made.settle()
        return made.rows.looked

    first, last = made.rows.index(0), made.rows.index(MANY - 1)
    assert looked(lambda: made.rows.show(MANY)) < 200
    first, last = made.rows.index(0), made.rows.index(MANY - 1)
    assert looked(lambda: made.rows.dataChanged.emit(first, last)) < 200
    assert looked(lambda: made.grid.resize(341, 210)) < 200
    assert looked(lambda: made.grid.set_cells(2, CELL)) < 200
    assert looked(lambda: made.go_to(MANY // 2)) < 200
    assert made.grid.visualRect(made.grid.currentIndex()).intersects(made.grid.viewport().rect())


def test_the_bar_reaches_as_far_as_there_are_rows(qtbot: Any) -> None:
    made = Made(qtbot, 12)
    assert made.grid.verticalScrollBar().maximum() == 0
    made.rows.show(13)
    made.settle()
    assert made.grid.verticalScrollBar().maximum() == 50
    made.grid.set_cells(1, CELL)
    assert made.grid.verticalScrollBar().maximum() == 13 * 50 - 200


@pytest.mark.parametrize(
    ("start", "key", "row"),
    [
        (4, Qt.Key.Key_Left, 3),
        (4, Qt.Key.Key_Right, 5),
        (4, Qt.Key.Key_Up, 1),
        (4, Qt.Key.Key_Down, 7),
        (0, Qt.Key.Key_Left, 0),
        (1, Qt.Key.Key_Up, 1),
        (4, Qt.Key.Key_Home, 0),
        (4, Qt.Key.Key_End, 39),
        (4, Qt.Key.Key_PageDown, 16),
        (20, Qt.Key.Key_PageUp, 8),
        (4, Qt.Key.Key_PageUp, 1),
        (35, Qt.Key.Key_PageDown, 38),
        (38, Qt.Key.Key_Down, 38),
        (39, Qt.Key.Key_Right, 39),
    ],
)
def test_keys_lead_from_cell_to_cell(qtbot: Any, start: int, key: Qt.Key, row: int) -> None:
    made = Made(qtbot, 40)
    made.go_to(start)
    assert made.press(key) == row
    assert made.grid.viewport().rect().contains(made.grid.visualRect(made.rows.index(row)))
    assert [one.row() for one in made.grid.selectedIndexes()] == [row]


def test_a_click_chooses_a_row(qtbot: Any) -> None:
    made = Made(qtbot, 40)
    made.grid.verticalScrollBar().setValue(100)
    clicked: list[int] = []
    made.grid.clicked.connect(lambda index: clicked.append(index.row()))
    QTest.mouseClick(made.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 60))
    assert clicked == [10]
    assert made.grid.currentIndex().row() == 10
    assert [one.row() for one in made.grid.selectedIndexes()] == [10]


@pytest.mark.parametrize(
    ("hint", "top"),
    [
        (QListView.ScrollHint.EnsureVisible, 150),
        (QListView.ScrollHint.PositionAtTop, 0),
        (QListView.ScrollHint.PositionAtBottom, 150),
        (QListView.ScrollHint.PositionAtCenter, 76),
    ],
)
def test_a_row_below_is_brought_to_where_it_is_wanted(qtbot: Any, hint: QListView.ScrollHint, top: int) -> None:
    made = Made(qtbot, 100)
    made.grid.scrollTo(made.rows.index(50), hint)
    assert made.grid.visualRect(made.rows.index(50)).top() == top


def test_a_row_in_view_stays_where_it_is(qtbot: Any) -> None:
    made = Made(qtbot, 100)
    made.grid.verticalScrollBar().setValue(60)
    made.grid.scrollTo(made.rows.index(9))
    assert made.grid.verticalScrollBar().value() == 60
    made.grid.scrollTo(made.rows.index(4))
    assert made.grid.verticalScrollBar().value() == 50


def test_an_empty_grid_takes_keys(qtbot: Any) -> None:
    made = Made(qtbot, 0)
    assert made.press(Qt.Key.Key_Down) == -1
