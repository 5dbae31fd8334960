"""A table of records in a dialog: arrows stand on a row, Enter takes it, and it stays there when the rows are shown anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from reviewer.model.neutral import one_line
from reviewer.ui.look import labels

_ID = Qt.ItemDataRole.UserRole


class RecordTable(QTableWidget):
    """The table.

    Signals:
        taken: Enter, or a double click: the record's id.
        stood: It stands on another row, or the rows are others: the record's id, "" where there is none.
        edit_wished: F2: the record's id.
        removal_wished: Delete: the record's id.

    Args:
        heads: Of the columns.
        name: For screen readers.
        described: What Enter does.
        wide: The column that takes what room there is.

    """

    taken = Signal(str)
    stood = Signal(str)
    edit_wished = Signal(str)
    removal_wished = Signal(str)

    def __init__(self, heads: Sequence[str], *, name: str, described: str, wide: int) -> None:
        super().__init__(0, len(heads))
        self._wide = wide
        self.setHorizontalHeaderLabels(list(heads))
        labels.name(self, name, described)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(96)
        self.itemSelectionChanged.connect(lambda: self.stood.emit(self.current))
        self.cellDoubleClicked.connect(lambda _row, _column: self._take())

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(620, 200)

    @property
    def current(self) -> str:
        """The id of the record that it stands on; "" for none."""
        item = self.item(self.currentRow(), 0)
        return str(item.data(_ID)) if item is not None else ""

    def show_records(self, rows: Sequence[tuple[str, Sequence[str]]], *, last: bool = False) -> None:
        """Show records by id and cells; it stands where it stood, else on the first row, or on the last."""
        stood = self.current
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, (identity, cells) in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(one_line(words))
                item.setData(_ID, identity)
                self.setItem(row, column, item)
        ids = [identity for identity, _ in rows]
        if rows:
            self.setCurrentCell(ids.index(stood) if stood in ids else len(rows) - 1 if last else 0, 0)
        self.blockSignals(False)
        self.stood.emit(self.current)

    def stand_on(self, identity: str) -> None:
        """Stand on a record, where it is there."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(_ID) == identity:
                self.setCurrentCell(row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter takes the record, F2 and Delete ask for it to be changed and removed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_F2 and self.current:
            self.edit_wished.emit(self.current)
        elif event.key() == Qt.Key.Key_Delete and self.current:
            self.removal_wished.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if self.current:
            self.taken.emit(self.current)
