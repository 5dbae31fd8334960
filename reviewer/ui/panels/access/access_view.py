"""The Access view: the table of who had which permission and how far it went, and beside it what the chosen cell rests on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from reviewer.desk.access_table import AccessTable, access_table_of
from reviewer.i18n import tr, trn
from reviewer.model.access import AccessStatus
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crops import Crops
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.titled_table import TitledTable
from reviewer.ui.look import labels
from reviewer.ui.models.access_model import AccessModel
from reviewer.ui.panels.access.access_delegate import AccessDelegate
from reviewer.ui.panels.access.access_pane import WIDTH_PX, AccessPane
from reviewer.ui.panels.access.status_legend import StatusLegend
from reviewer.ui.panels.late_view import DeskView

_COLUMN_PX, _HEAD_PX = 176, 136


class AccessView(DeskView):
    """The view.

    Signals:
        add_requested: A fact is to be added, for an actor and a permission ("" where none is chosen).
        fact_wished: What is asked of a fact ("edit", "cite", "remove"), and its id.
        uncite_requested: A fact and a passage that is not to say it any more.

    """

    add_requested = Signal(str, str)
    fact_wished = Signal(str, str)
    uncite_requested = Signal(str, str)

    def __init__(self, parts: CaseParts, rows: DeskRows, crops: Crops) -> None:
        super().__init__()
        self._parts, self._rows, self._theme = parts, rows, parts.theme
        self._asked = 0
        self._is_known = False  # the first table is worked out after the view is on show
        self._writable = not parts.desk.read_only
        self.model = AccessModel(self)
        self.table = TitledTable(self._theme)
        self.table.setModel(self.model)
        self._delegate = AccessDelegate(self._theme)
        self.table.setItemDelegate(self._delegate)
        self.table.setProperty("surface", "base")
        labels.name(self.table, tr("Access table"), tr("Enter goes to the facts of a cell, Insert adds one"))
        self.pane = AccessPane(self._theme, parts.desk.rows, crops, writable=self._writable)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left_part())
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        self._splitter = splitter
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(splitter)
        self._connect()
        self._fit()

    def refresh(self) -> None:
        """Work the table out anew, on a thread of its own: a cell may have thousands of facts."""
        self._asked += 1
        work, done = partial(access_table_of, self._rows.desk), partial(self._on_worked_out, self._asked)
        self._parts.desk.tasks.deliver(self._parts.desk.session.job(work), done, self._parts.problems.report, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: in a narrow window the table keeps more than half."""
        super().resizeEvent(event)
        beside = min(WIDTH_PX, event.size().width() * 2 // 5)
        self._splitter.setSizes([event.size().width() - beside, beside])

    def take_focus(self) -> None:
        """Take the keyboard."""
        (self._first if self._is_known and not self.model.table.fact_count else self.table).setFocus()

    def counts(self) -> str:
        """Return how much there is, and what is not to be forgotten."""
        table = self.model.table
        parts = (
            trn("{count} actor", "{count} actors", len(table.actors)).format(count=len(table.actors)),
            trn("{count} permission", "{count} permissions", len(table.permissions)).format(count=len(table.permissions)),
            trn("{count} fact", "{count} facts", table.fact_count).format(count=table.fact_count),
            tr("Granted is not used; possible is not granted"),
        )
        return " · ".join(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Insert adds a fact, Escape leads from the pane back to the table."""
        if event.key() == Qt.Key.Key_Insert and self._writable:
            self._add()
        elif event.key() == Qt.Key.Key_Escape and not self.table.hasFocus() and self.model.table.fact_count:
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def _left_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._legend = StatusLegend(self._theme, tuple(AccessStatus))
        column.addWidget(self._legend)
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty_part())
        column.addWidget(inside, 1)
        return part

    def _empty_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.addStretch(2)
        words = tr("Who could do what with whose data? Each fact says how far it went, when, and by which passage.")
        sentence = labels.label(words, role="second", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sentence.setMaximumWidth(460)
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        self._first = QPushButton(tr("Add the first fact"))
        self._first.setProperty("main", True)
        self._first.setEnabled(self._writable)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return part

    def _connect(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.table.taken.connect(lambda _index: self.pane.take_focus())
        self._first.clicked.connect(self._add)
        self.pane.add_requested.connect(self._add)
        self.pane.fact_wished.connect(self.fact_wished)
        self.pane.uncite_requested.connect(self.uncite_requested)
        self.pane.read_requested.connect(self.read_requested)
        self.pane.claim_requested.connect(self.claim_requested)
        self._theme.changed.connect(self._fit)

    def _on_worked_out(self, asked: int, table: AccessTable) -> None:
        if asked != self._asked:
            return
        self._show(table)
        if not self._is_known:
            self._is_known = True
            if self.table.hasFocus():
                self.take_focus()

    def _show(self, table: AccessTable) -> None:
        chosen = self.pane.cell
        self.model.show_table(table)
        self._stack.setCurrentIndex(0 if table.fact_count else 1)
        self._legend.show_unsourced(table.unsourced)
        self._fit()
        index = self.model.find(chosen.actor.id, chosen.permission.id) if chosen else self.model.index(0, 0)
        if index.isValid():
            self.table.setCurrentIndex(index)
        self.pane.show_cell(self.model.cell(self.table.currentIndex()))
        self.pane.setVisible(bool(table.fact_count))
        self.changed.emit()

    def _add(self) -> None:
        cell = self.pane.cell
        self.add_requested.emit(cell.actor.text if cell else "", cell.permission.text if cell else "")

    def _on_current_changed(self, index: QModelIndex) -> None:
        self.pane.show_cell(self.model.cell(index))

    def _fit(self) -> None:
        """Make rows as high as their fullest cell needs."""
        table = self.model.table
        self.table.verticalHeader().setFixedWidth(_HEAD_PX)
        height = partial(self._delegate.height_of, width_px=_COLUMN_PX)
        for column in range(len(table.permissions)):
            self.table.setColumnWidth(column, _COLUMN_PX)
        for row, actor in enumerate(table.actors):
            cells = (table.cells[actor.id, one.id] for one in table.permissions)
            self.table.setRowHeight(row, max(64, *map(height, cells)) if table.permissions else 64)
