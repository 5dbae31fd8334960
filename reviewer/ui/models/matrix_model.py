"""The matrix as Qt's model: claims and elements down, documents or sources across, the gaps last; a row of totals at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.desk.matrix import Matrix, MatrixColumn, MatrixRow, gap_words
from reviewer.i18n import tr, trn
from reviewer.model.neutral import displayed
from reviewer.model.stance import Stance
from reviewer.ui.controls.titled_table import HEAD, Head
from reviewer.ui.look import labels
from reviewer.ui.look.theme import stance_words

CELL = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a cell's counts, or a row's gaps, are handed out."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NOTHING = Matrix((), (), {}, {})


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """Which rows and counts are on show: elements too, only rows with gaps, disputed ones first, these stances."""

    elements: bool = True
    only_gaps: bool = False
    by_conflict: bool = False
    stances: frozenset[Stance] = frozenset(Stance)


class MatrixModel(QAbstractTableModel):
    """The matrix; replaced whole when its rows or columns change, else only repainted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = _NOTHING
        self.rows: tuple[MatrixRow, ...] = ()
        self._choice = MatrixChoice()
        self._totals: dict[str, dict[Stance, int]] = {}

    @property
    def choice(self) -> MatrixChoice:
        """What is on show."""
        return self._choice

    @property
    def gaps(self) -> int:
        """How many rows have a gap."""
        return sum(bool(row.gaps) for row in self.matrix.rows)

    def show_matrix(self, matrix: Matrix, choice: MatrixChoice) -> None:
        """Show a newer state, or another choice of it."""
        rows = matrix.by_conflict() if choice.by_conflict else matrix.rows
        rows = tuple(row for row in rows if self._is_chosen(row, choice))
        reshaped = [one.claim.claim for one in rows] != [one.claim.claim for one in self.rows] or (
            [(one.key, one.title) for one in matrix.columns] != [(one.key, one.title) for one in self.matrix.columns]
        )
        if reshaped:
            self.beginResetModel()
        self.matrix, self.rows, self._choice = matrix, rows, choice
        self._totals = _totals(matrix)
        if reshaped:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows), len(matrix.columns)))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows))

    def place(self, index: Index) -> tuple[MatrixRow, MatrixColumn] | None:
        """Return the row and the column of a cell with passages; None for the gaps, the totals, and nowhere."""
        if not index.isValid() or index.row() >= len(self.rows) or index.column() >= len(self.matrix.columns):
            return None
        return self.rows[index.row()], self.matrix.columns[index.column()]

    def find(self, claim: str, column: str) -> QModelIndex:
        """Return where a cell is; an index that is not valid where it is not."""
        row = next((at for at, one in enumerate(self.rows) if one.claim.claim.id == claim), None)
        across = next((at for at, one in enumerate(self.matrix.columns) if one.key == column), None)
        return QModelIndex() if row is None or across is None else self.index(row, across)

    def counts(self, index: Index) -> Mapping[Stance, int]:
        """Return the counts of a cell, or of a column in the row of totals."""
        if index.column() >= len(self.matrix.columns):
            return {}
        key = self.matrix.columns[index.column()].key
        if index.row() == len(self.rows):
            found = self._totals.get(key, {})
        else:
            found = dict(self.matrix.counts.get((self.rows[index.row()].claim.claim.id, key), {}))
        return {stance: count for stance, count in found.items() if stance in self._choice.stances}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's override."""
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's override."""
        return 0 if parent.isValid() or not self.rows else len(self.matrix.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's override."""
        if not index.isValid() or role not in (CELL, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.column() == len(self.matrix.columns):
            said = self._gaps_said(index.row())
            return labels.escaped(said) if role == Qt.ItemDataRole.ToolTipRole else said
        counts = self.counts(index)
        if role == CELL:
            return counts
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        column = self.matrix.columns[index.column()].title
        words = ", ".join(f"{stance_words(stance)} {count}" for stance, count in counts.items()) or tr("nothing")
        return displayed(f"{self._head(index.row()).words}, {column}: {words}")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's override."""
        if role not in (HEAD, Qt.ItemDataRole.AccessibleTextRole):
            return None
        head = self._column_head(section) if orientation == Qt.Orientation.Horizontal else self._head(section)
        return head if role == HEAD else displayed(head.words)

    def _head(self, section: int) -> Head:
        if section >= len(self.rows):
            return Head(tr("Passages per document"))
        claim = self.rows[section].claim
        is_element = claim.claim.parent is not None
        return Head(claim.claim.text, before="" if is_element else claim.number, is_bold=not is_element, depth=2 * is_element)

    def _column_head(self, section: int) -> Head:
        if section >= len(self.matrix.columns):
            return Head(tr("Gaps"))
        column = self.matrix.columns[section]
        count = len(column.documents)
        detail = "" if count == 1 else trn("{count} document", "{count} documents", count).format(count=count)
        return Head(column.title, detail, icon="document" if count == 1 else "documents")

    def _gaps_said(self, row: int) -> str:
        if row >= len(self.rows):
            return trn("{count} row has a gap", "{count} rows have a gap", self.gaps).format(count=self.gaps)
        return " · ".join(map(gap_words, self.rows[row].gaps))

    @staticmethod
    def _is_chosen(row: MatrixRow, choice: MatrixChoice) -> bool:
        if choice.only_gaps and not row.gaps:
            return False
        return choice.elements or row.claim.claim.parent is None


def _totals(matrix: Matrix) -> dict[str, dict[Stance, int]]:
    """Return how many passages of each stance a column has; one that speaks to several claims counts once a stance."""
    seen: dict[tuple[str, Stance], set[str]] = {}
    for (_, column), passages in matrix.passages.items():
        for passage, stance in passages:
            seen.setdefault((column, stance), set()).add(passage)
    found: dict[str, dict[Stance, int]] = {}
    for (column, stance), passages_of in seen.items():
        found.setdefault(column, {})[stance] = len(passages_of)
    return found
