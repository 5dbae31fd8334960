"""The access table as Qt's model: actors down, permissions across, a cell's facts under one role."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.desk.access_table import AccessCell, AccessTable
from reviewer.desk.access_words import summary, told
from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.titled_table import HEAD, Head

CELL = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a cell is handed out."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class AccessModel(QAbstractTableModel):
    """The table; replaced whole when it changes shape, and cell by cell when it does not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = AccessTable((), (), {})

    def show_table(self, table: AccessTable) -> None:
        """Show a newer state of the table."""
        if (table.actors, table.permissions) != (self.table.actors, self.table.permissions):
            self.beginResetModel()
            self.table = table
            self.endResetModel()
            return
        before, self.table = self.table, table
        for key, cell in table.cells.items():
            if before.cells.get(key) != cell:
                index = self._index_of(cell)
                self.dataChanged.emit(index, index)

    def cell(self, index: Index) -> AccessCell | None:
        """Return the cell at a place."""
        if not index.isValid():
            return None
        actor, permission = self.table.actors[index.row()], self.table.permissions[index.column()]
        return self.table.cells[actor.id, permission.id]

    def find(self, actor: str, permission: str) -> QModelIndex:
        """Return where the cell of an actor and a permission is; an index that is not valid where it is not."""
        rows: list[str] = [one.id for one in self.table.actors]
        columns: list[str] = [one.id for one in self.table.permissions]
        if actor not in rows or permission not in columns:
            return QModelIndex()
        return self.index(rows.index(actor), columns.index(permission))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's override."""
        return 0 if parent.isValid() else len(self.table.actors)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's override."""
        return 0 if parent.isValid() else len(self.table.permissions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's override."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = "; ".join(told(one) for one in cell.facts) or tr("nothing recorded")
            return displayed(f"{cell.actor.text}, {cell.permission.text}: {said}. {summary(cell)}")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's override."""
        if orientation == Qt.Orientation.Horizontal:
            column = self.table.permissions[section]
            head = Head(column.text, column.detail)
        else:
            actor = self.table.actors[section]
            head = Head(actor.text, actor.note.partition("\n")[0])
        if role == HEAD:
            return head
        return displayed(head.words) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _index_of(self, cell: AccessCell) -> QModelIndex:
        return self.find(cell.actor.id, cell.permission.id)
