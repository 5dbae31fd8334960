"""Coverage: of each document which pages were opened, only found, marked and counterchecked, by anybody or by one reviewer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.model.coverage import CaseCoverage, DocumentCoverage, PageState, numbers_of
from reviewer.model.neutral import inserted
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.coverage_rows import CoverageRows
from reviewer.ui.look.theme import Theme

_MOST_RUNS = 24
"""Runs of unopened pages that are named."""


class CoverageDialog(Sheet):
    """The sheet. `page_wanted` carries a document's id and a page (from 0) of it that nobody has opened."""

    page_wanted = Signal(str, int)

    def __init__(self, theme: Theme, desk: CaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Coverage"), main=tr("Read the first unopened page"), close=tr("Close"), parent=parent)
        self._desk = desk
        self._asked = 0
        self._has_names = False
        self.setMinimumWidth(540)
        self.by = QComboBox()
        self.by.addItem(tr("Anybody"), None)
        self.by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add_field(tr("Opened, marked and counterchecked by"), self.by)
        self.told = self.add_text(tr("Counting…"), role="text")
        self.rows = CoverageRows(theme)
        self.rows.chosen.connect(self._read)
        self.rows.stood.connect(self._on_rows_stood)
        self.body.addWidget(self.rows, 1)
        self.unopened = self.add_text("", selectable=True)
        self.add_text(tr("This stays in the case. No pack carries it; a copy of the case does."), role="hint")
        self.copy_button = QPushButton(tr("Copy table"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda: copy_text(self.rows.as_text()))
        self.foot.insertWidget(0, self.copy_button)
        self.main_button.setEnabled(False)
        self.by.currentIndexChanged.connect(self._ask)
        self._ask()

    def accept(self) -> None:
        """Qt's override: the main button reads on where the row is."""
        if self.rows.current is not None:
            self._read(self.rows.current)

    def _ask(self) -> None:
        by = self.by.currentData()
        self._asked += 1
        asked = self._asked
        reading = self._desk.session.read(lambda reader: reader.coverage.of_case(by))
        self._desk.tasks.deliver(reading, lambda found: self._show(asked, found), owner=self)

    def _show(self, asked: int, found: CaseCoverage) -> None:
        if asked != self._asked:
            return
        if not self._has_names:
            self._has_names = True
            self.by.blockSignals(True)
            for name in found.reviewers:
                self.by.addItem(inserted(name), name)
            self.by.blockSignals(False)
        self.rows.show_documents(found.documents)
        opened, pages = found.count(PageState.OPENED), found.page_count
        checked, marked = found.count(PageState.COUNTERCHECKED), found.count(PageState.MARKED)
        words = tr("{opened} of {pages} pages opened, {marked} marked, {checked} counterchecked.")
        self.told.setText(words.format(opened=opened, pages=pages, marked=marked, checked=checked))
        self._on_rows_stood()

    def _on_rows_stood(self) -> None:
        """Say of the document that the list stands on which pages were not opened."""
        one = self.rows.current
        self.main_button.setEnabled(one is not None and bool(one.unopened))
        if one is None:
            self.unopened.setText("")
        elif not one.unopened:
            self.unopened.setText(tr("Every page of {name} has been opened.").format(name=inserted(one.document.name)))
        else:
            pages = numbers_of(one.unopened, most=_MOST_RUNS)
            by_one = self.by.currentData() is not None
            words = tr("Not opened by them in {name}: {pages}") if by_one else tr("Not opened in {name}: {pages}")
            self.unopened.setText(words.format(name=inserted(one.document.name), pages=pages))

    def _read(self, one: DocumentCoverage) -> None:
        self.done(int(self.DialogCode.Accepted))
        self.page_wanted.emit(one.document.id, next(iter(one.unopened), 0))
