"""A list of terms, one a line, and how often each stands in each document: sorted, copied, or saved for a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from threading import Event as Flag

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from reviewer.errors import CancelledError, ReviewerError
from reviewer.exporters.forms.table import defused
from reviewer.i18n import tr, trn
from reviewer.looking.query import written
from reviewer.model.neutral import one_line
from reviewer.model.searching import SearchFilter
from reviewer.services.search.term_table import Counted, TermTable, as_term, save_table, table_of, terms_in
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.file_dialog import choose_place
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_WIDTH_PX = 640

_MOST_ROWS = 5_000
"""Rows that are shown; the saved table has all."""


class TermsDialog(Sheet):
    """Counts a list of terms. `term_chosen` carries what to search for to see the term of the row that Enter was pressed on."""

    term_chosen = Signal(str)

    def __init__(
        self, theme: Theme, desk: CaseDesk, wanted: SearchFilter, *, tolerant: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tr("List of terms"), main=tr("Count hits"), close=tr("Close"), parent=parent)
        self._desk, self._wanted, self._tolerant = desk, wanted, tolerant
        self._table: TermTable | None = None
        self._closed = Flag()
        self.finished.connect(lambda _code: self._closed.set())
        self.setMinimumWidth(min(_WIDTH_PX, self.screen().availableSize().width() - 48))
        self.terms = QPlainTextEdit()
        self.terms.setTabChangesFocus(True)
        self.terms.setFixedHeight(100)
        hint = tr("Words of a line are counted where they stand together. Operators and begin* mean what they do in searches.")
        self.add_field(tr("Terms, one a line"), self.terms, hint=hint)
        self.rows = _Rows()
        self.rows.chosen.connect(self._on_row_chosen)
        self.told = self.add_text("")
        self.body.addWidget(self.rows)
        self.copy_button = QPushButton(tr("Copy table"))
        self.copy_button.clicked.connect(lambda: copy_text(self.rows.as_text()))
        self.save_button = QPushButton(tr("Save as CSV…"))
        self.save_button.clicked.connect(self._on_save_clicked)
        for at, one in enumerate((self.copy_button, self.save_button)):
            one.setEnabled(False)
            one.setAutoDefault(False)
            self.foot.insertWidget(at, one)
        self.terms.textChanged.connect(self._on_terms_changed)
        self._on_terms_changed()

    def accept(self) -> None:
        """Qt's override: the main button counts, and the sheet stays."""
        terms = terms_in(self.terms.toPlainText())
        if not terms:
            return
        self.main_button.setEnabled(False)
        self._tell_progress(0, len(terms))
        session, tasks = self._desk.session, self._desk.tasks

        def progress(done: int) -> None:
            tasks.dispatch(lambda: self._tell_progress(done, len(terms)))

        counting = session.job(
            lambda: table_of(
                lambda asked: session.read(asked, background=True).result(),
                terms,
                self._wanted,
                tolerant=self._tolerant,
                progress=progress,
                cancelled=lambda: self._closed.is_set() or session.closing.is_set(),
            )
        )
        tasks.deliver(counting, self._show, self._on_failed, owner=self)

    def _tell_progress(self, done: int, count: int) -> None:
        if not self._closed.is_set():
            self.told.setText(tr("Counting… {done} of {count}").format(done=done, count=count))

    def _on_terms_changed(self) -> None:
        self.main_button.setEnabled(bool(self.terms.toPlainText().strip()))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        self.told.setText(error.summary if isinstance(error, ReviewerError) else tr("The terms could not be searched for."))
        self._on_terms_changed()

    def _show(self, table: TermTable) -> None:
        self._table = table
        self._on_terms_changed()
        cut = self.rows.show_table(table)
        told = [_summary(table)]
        if table.is_cut:
            told.append(tr("Only the first terms were searched for."))
        if cut:
            told.append(tr("The table shows the first rows; what is saved has all."))
        self.told.setText(" ".join(told))
        for one in (self.copy_button, self.save_button):
            one.setEnabled(True)
        self.rows.setFocus()

    def _on_row_chosen(self, term: str) -> None:
        self.reject()
        node = as_term(term).node
        self.term_chosen.emit(term if node is None else written(node))

    def _on_save_clicked(self) -> None:
        proposed = self._desk.session.path.parent / tr("hits by document.csv")
        choose_place(self, tr("Save the table"), self._save, proposed=proposed, filters="CSV (*.csv)", ending=".csv")

    def _save(self, place: Path) -> None:
        if self._table is None:
            return
        table = self._table

        def told(error: BaseException) -> None:
            self.told.setText(error.summary if isinstance(error, ReviewerError) else str(error))

        def saved(_result: None) -> None:
            self.told.setText(tr("Saved as {name}.").format(name=place.name))

        self._desk.tasks.deliver(self._desk.session.job(lambda: save_table(table, place)), saved, told, owner=self)


def _heads() -> list[str]:
    return [tr("Term"), tr("Document"), tr("Hits"), tr("Pages")]


_NUMBERS = 2, 3
"""The columns of numbers."""


def _summary(table: TermTable) -> str:
    """Return what was counted in all: on pages, and in what people marked and wrote."""
    terms = trn("{count} term", "{count} terms", len(table.terms)).format(count=len(table.terms))
    counted = [(document, one) for number in range(len(table.terms)) for document, _name, one in table.having(number)]
    on_pages = sum((one for document, one in counted if document is not None), Counted())
    others = sum(one.hits for document, one in counted if document is None)
    hits = trn("{count} hit", "{count} hits", on_pages.hits).format(count=on_pages.hits)
    pages = trn("{count} page", "{count} pages", on_pages.pages).format(count=on_pages.pages)
    told = tr("{terms}: {hits} on {pages}").format(terms=terms, hits=hits, pages=pages)
    return tr("{told}, and {count} in passages, notes and claims.").format(told=told, count=others) if others else f"{told}."


class _Rows(QTableWidget):
    """The table: a row a term and document, sorted by whichever column's head is clicked. `chosen` carries the row's term."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(0, len(_heads()))
        self.setHorizontalHeaderLabels(_heads())
        labels.name(self, tr("Hits by term and document"), tr("Enter shows the hits of a term"))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in _NUMBERS:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(120)
        self.cellDoubleClicked.connect(lambda row, _column: self._choose(row))

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(480, 220)

    def show_table(self, table: TermTable) -> bool:
        """Show a table; return whether it has more rows than are shown."""
        found: list[tuple[str, str, Counted]] = []
        for number, term in enumerate(table.terms):
            having = [(term, name, one) for _document, name, one in table.having(number)]
            found += having or [(term, "", Counted())]
        self.setSortingEnabled(False)
        self.setRowCount(min(len(found), _MOST_ROWS))
        for row, (term, name, counted) in enumerate(found[:_MOST_ROWS]):
            for column, words in enumerate((term, name)):
                item = QTableWidgetItem(one_line(words))
                item.setData(Qt.ItemDataRole.UserRole, words)
                self.setItem(row, column, item)
            for column, number in zip(_NUMBERS, (counted.hits, counted.pages), strict=True):
                count = QTableWidgetItem()
                count.setData(Qt.ItemDataRole.DisplayRole, number)
                count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, count)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as they were listed
        self.setSortingEnabled(True)
        if found:
            self.setCurrentCell(0, 0)
        return len(found) > _MOST_ROWS

    def as_text(self) -> str:
        """Return the rows as they are sorted, with tabs; no cell is one that a spreadsheet would run."""
        return "\n".join(["\t".join(_heads()), *("\t".join(self._cells(row)) for row in range(self.rowCount()))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter shows the hits of a term."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._choose(self.currentRow())
            return
        super().keyPressEvent(event)

    def _cells(self, row: int) -> list[str]:
        texts = [one.text() if one else "" for one in (self.item(row, column) for column in range(len(_heads())))]
        return [one if column in _NUMBERS else defused(one) for column, one in enumerate(texts)]

    def _choose(self, row: int) -> None:
        item = self.item(row, 0)
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
