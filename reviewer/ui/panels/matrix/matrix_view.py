"""The Matrix view: what each document says to each claim and element, the gaps named, and the passages of the chosen cell."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from reviewer.desk.matrix import Across, Matrix, matrix_of
from reviewer.i18n import tr, trn
from reviewer.model.ids import PassageId
from reviewer.model.snapshot import CaseSnapshot
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.titled_table import TitledTable
from reviewer.ui.look import labels
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.models.matrix_model import MatrixModel
from reviewer.ui.panels.late_view import DeskView
from reviewer.ui.panels.matrix.cell_list import CellList
from reviewer.ui.panels.matrix.matrix_bar import MatrixBar
from reviewer.ui.panels.matrix.matrix_delegate import MatrixDelegate

_COLUMN_PX, _GAPS_PX = 150, 250
_CLAIM_PX, _ELEMENT_PX = 48, 38
_HEADS_PX, _NARROW_PX = 320, 700
_LIST_PX = 170


class MatrixView(DeskView):
    """The view. The matrix is worked out on a thread of its own: a large case has twenty thousand links."""

    def __init__(self, parts: CaseParts, rows: DeskRows) -> None:
        super().__init__()
        self._parts, self._rows, self._theme = parts, rows, parts.theme
        self._asked = 0
        self.model = MatrixModel(self)
        self.bar = MatrixBar(self._theme)
        self.table = TitledTable(self._theme)
        self.table.setModel(self.model)
        self.table.setItemDelegate(MatrixDelegate(self._theme))
        self.table.setProperty("surface", "base")
        self.table.horizontalHeader().setDefaultSectionSize(_COLUMN_PX)
        labels.name(self.table, tr("Matrix"), tr("Enter goes to the passages of a cell"))
        self.list = CellList(self._theme)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.list)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([600, _LIST_PX])
        self.list.hide()
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self._empty_part())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(inside, 1)
        self._connect()

    def refresh(self) -> None:
        """Work the matrix out anew."""
        case = self._rows.snapshot()
        if case is None:
            return
        self._asked += 1
        work = partial(_worked_out, case, self.bar.across, self._parts.checks.covered.counterchecked)
        done = partial(self._on_worked_out, self._asked)
        self._parts.desk.tasks.deliver(self._parts.desk.session.job(work), done, self._parts.problems.report, owner=self)

    def take_focus(self) -> None:
        """Take the keyboard."""
        self.table.setFocus()

    def counts(self) -> str:
        """Return how much there is, and how much of it has gaps."""
        claims = sum(row.claim.claim.parent is None for row in self.model.matrix.rows)
        elements = len(self.model.matrix.rows) - claims
        loose = len(self._parts.desk.rows.loose_passages())
        parts = [
            trn("{count} claim", "{count} claims", claims).format(count=claims),
            trn("{count} element", "{count} elements", elements).format(count=elements),
            trn("{count} row has a gap", "{count} rows have a gap", self.model.gaps).format(count=self.model.gaps),
        ]
        if loose:
            parts.append(
                trn("{count} highlight without a claim", "{count} highlights without a claim", loose).format(count=loose)
            )
        return " · ".join(parts)

    def _empty_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        words = tr("Claims stand here against documents, once there is a claim: write down who said what in the Claims view.")
        sentence = labels.label(words, role="second", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setMaximumWidth(460)
        column.addWidget(sentence, 1, Qt.AlignmentFlag.AlignHCenter)
        return part

    def _connect(self) -> None:
        self.bar.chosen.connect(self._show)
        self.bar.across_chosen.connect(self.refresh)
        self.table.selectionModel().currentChanged.connect(lambda index, _before: self._show_cell(index))
        self.table.taken.connect(self._on_table_taken)
        self.list.read_requested.connect(self.read_requested)
        self.list.left.connect(self.table.setFocus)
        self.list.closed.connect(self._on_list_closed)

    def _on_worked_out(self, asked: int, matrix: Matrix) -> None:
        if asked == self._asked:
            self._show(matrix)

    def _show(self, matrix: Matrix | None = None) -> None:
        place = self.model.place(self.table.currentIndex())
        self.model.show_matrix(matrix or self.model.matrix, self.bar.choice)
        self._stack.setCurrentIndex(0 if self.model.matrix.rows else 1)
        self._fit()
        index = self.model.find(place[0].claim.claim.id, place[1].key) if place else QModelIndex()
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self._show_cell(self.table.currentIndex())
        self.changed.emit()

    def _fit(self) -> None:
        self.table.verticalHeader().setFixedWidth(_HEADS_PX if self.width() > _NARROW_PX else _HEADS_PX // 2)
        for row, one in enumerate(self.model.rows):
            self.table.setRowHeight(row, _CLAIM_PX if one.claim.claim.parent is None else _ELEMENT_PX)
        if self.model.rows:
            self.table.setColumnWidth(len(self.model.matrix.columns), _GAPS_PX)

    def _show_cell(self, index: QModelIndex) -> None:
        """List the passages of a cell while the list is open, or once there are some."""
        place = self.model.place(index)
        passages = self.model.matrix.passages.get((place[0].claim.claim.id, place[1].key), ()) if place else ()
        rows, wanted = self._parts.desk.rows, self.model.choice.stances
        found = []
        for passage, stance in passages:
            marked = rows.passages.get(PassageId(passage))
            if marked is None or stance not in wanted or place is None:
                continue
            link = next((one for one in marked.links if one.claim == place[0].claim.claim.id), None)
            found.append(PassageRow.of(marked, link, rows.document(marked.passage.document), 1))
        if place is not None:
            title = tr("{claim} in {document}").format(claim=place[0].claim.claim.text, document=place[1].title)
            self.list.show_rows(title, found)
        self.list.setVisible(bool(found) or self.list.isVisible())  # the table keeps its place while somebody walks through it

    def _on_table_taken(self, index: QModelIndex) -> None:
        place = self.model.place(index)
        if self.list.isVisible():
            self.list.list.setFocus()
        elif place is not None:
            self.claim_requested.emit(place[0].claim.claim.id)

    def _on_list_closed(self) -> None:
        self.list.hide()
        self.table.setFocus()


def _worked_out(case: CaseSnapshot, across: Across, checked: Collection[PassageId]) -> Matrix:
    return matrix_of(case, across=across, counterchecked=checked)
