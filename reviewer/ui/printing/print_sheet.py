"""Asks which pages of the document on show are printed and how, and whether on a printer or as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.model.page import PageInfo
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.printing.order import OWN_SIZE, PrintWish
from reviewer.ui.printing.page_ranges import pages_named, runs

_MANY = 9
"""Pages from which on the example of what can be typed names pages that are there."""

_MOST_RUNS = 4
"""Runs of pages that are spelled out below the field."""


@dataclass(frozen=True, slots=True)
class Printable:
    """What the sheet knows of the document.

    Attributes:
        name: Its name.
        pages: All of its pages.
        current: The page that is read, from 0.
        passages: How many it has in the case.
        case_title: The case's title; "" where it has none of its own.
        forbidden: Whether its author forbids printing or the like.

    """

    name: str
    pages: Sequence[PageInfo]
    current: int
    passages: int
    case_title: str
    forbidden: bool


class PrintSheet(Sheet):
    """Stays until it is told that there is a place or a printer (`done_with`).

    Signals:
        printer_wanted: A printer is to be chosen.
        pdf_wanted: A place for a PDF is to be chosen.

    """

    printer_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, theme: Theme, what: Printable, last: PrintWish | None, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Print"), main=tr("Choose printer…"), parent=parent)
        self.setMinimumWidth(480)
        self._what = what
        self._last = last or PrintWish((), paper=usual_paper())
        self.add_text(inserted(what.name))
        if what.forbidden:
            self.add_text(
                tr("The document forbids copying, printing or the like. It can be printed all the same."), role="attention"
            )
        self._add_pages()
        self._add_looks()
        self._add_paper()
        self._told = self.add_text("", role="attention")
        self._told.hide()
        self.pdf_button = QPushButton(tr("Save as PDF…"))
        self.pdf_button.clicked.connect(self.pdf_wanted)
        labels.name(self.pdf_button, self.pdf_button.text(), _as_pictures())
        labels.set_tooltip(self.pdf_button, _as_pictures())
        self.foot.insertWidget(self.foot.indexOf(self.main_button), self.pdf_button)
        self._on_pages_changed()
        self.all_button.setFocus()

    @property
    def wish(self) -> PrintWish:
        """What was chosen."""
        return PrintWish(
            self._chosen()[0],
            passages=self.passages_box.isChecked() and self.passages_box.isEnabled(),
            foot=self.foot_box.isChecked(),
            case_named=self.case_box.isChecked() and self.case_box.isEnabled(),
            enlarge=self.enlarge_box.isChecked(),
            paper=str(self.paper.currentData()),
        )

    @property
    def kept(self) -> PrintWish:
        """What the next document is asked with first: all but the pages, and what this document has no use for as it was."""
        passages = self.passages_box.isChecked() if self._what.passages else self._last.passages
        return replace(self.wish, pages=(), passages=passages, case_named=self.case_box.isChecked())

    def accept(self) -> None:
        """Qt's override: the main button leads on to the printers, and the sheet stays."""
        if self.main_button.isEnabled():
            self.printer_wanted.emit()

    def done_with(self) -> None:
        """Close: there is a printer, or a place."""
        super().accept()

    def tell(self, words: str) -> None:
        """Say why it does not go on yet."""
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def _add_pages(self) -> None:
        count, page = len(self._what.pages), self._what.pages[self._what.current]
        self.all_button = QRadioButton(trn("{count} page", "All {count} pages", count).format(count=count))
        which = readable.label_words(page.label, page.number)
        self.this_button = QRadioButton(tr("This page: {page}").format(page=which).replace("&", "&&"))
        self.some_button = QRadioButton(tr("Pages"))
        self.some = QLineEdit()
        self._some_hint = labels.label(role="hint", font=self.theme.font("second"), wrap=True)
        group = QButtonGroup(self)
        self._heading(tr("Pages"))
        for one in (self.all_button, self.this_button, self.some_button):
            group.addButton(one)
        self.body.addWidget(self.all_button)
        self.body.addWidget(self.this_button)
        row = QHBoxLayout()
        row.addWidget(self.some_button)
        row.addWidget(self.some, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._some_hint)
        labels.name(self.some, tr("Pages by label or number"))
        self.all_button.setChecked(True)
        for widget in (self.this_button, self.some_button, self.some, self._some_hint):
            widget.setVisible(count > 1)
        self.some.textEdited.connect(lambda: self.some_button.setChecked(True))
        self.some.textChanged.connect(self._on_pages_changed)
        group.buttonToggled.connect(self._on_pages_changed)
        self.some_button.clicked.connect(self.some.setFocus)

    def _add_looks(self) -> None:
        self._heading(tr("On the paper"))
        count, last = self._what.passages, self._last
        words = trn("The passage marked in the case", "The {count} passages marked in the case", count).format(count=count)
        self.passages_box = QCheckBox(words if count else tr("Passages marked in the case: there are none"))
        self.passages_box.setEnabled(count > 0)
        self.passages_box.setChecked(last.passages and count > 0)
        self.foot_box = QCheckBox(tr("A line at the foot: document, page, checksum"))
        self.foot_box.setChecked(last.foot)
        title = self._what.case_title
        self.case_box = QCheckBox(tr("In it, “Printed from” and the case’s title"))
        self.case_box.setChecked(last.case_named and bool(title))
        self.enlarge_box = QCheckBox(tr("Enlarge small pages to fill the sheet"))
        self.enlarge_box.setChecked(last.enlarge)
        for one in (self.passages_box, self.foot_box):
            self.body.addWidget(one)
        row = QHBoxLayout()
        row.addSpacing(28)
        row.addWidget(self.case_box, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.enlarge_box)
        self.case_box.setVisible(bool(title))
        self.case_box.setEnabled(self.foot_box.isChecked())
        self.foot_box.toggled.connect(self.case_box.setEnabled)

    def _add_paper(self) -> None:
        self.paper = QComboBox()
        for key, words in (
            ("A4", "A4"),
            ("Letter", "Letter"),
            ("Legal", "Legal"),
            ("A3", "A3"),
            (OWN_SIZE, tr("As large as each page")),
        ):
            self.paper.addItem(words, key)
        self.paper.setCurrentIndex(max(0, self.paper.findData(self._last.paper)))
        printers = tr("A printer’s paper is chosen with the printer.")
        self.add_field(tr("Paper of a PDF"), self.paper, hint=f"{printers}\n{_as_pictures()}")

    def _heading(self, text: str) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(labels.label(text, font=self.theme.font("second", bold=True)))

    def _chosen(self) -> tuple[tuple[int, ...], str]:
        if self.this_button.isChecked():
            return (self._what.current,), ""
        if self.some_button.isChecked():
            return pages_named(self._what.pages, self.some.text())
        return tuple(range(len(self._what.pages))), ""

    def _on_pages_changed(self) -> None:
        """Say below the field what it means, and go on only where it means something."""
        chosen, wrong = self._chosen()
        last = len(self._what.pages)
        labelled = any(one.label not in {"", str(one.number)} for one in self._what.pages)
        words = tr("Labels such as iv, or numbers from 1 to {count}: 3, iv–2, 7–") if labelled else ""
        plain = tr("Numbers from 1 to {count}: 3, 5–7, 9–") if last >= _MANY else tr("Numbers from 1 to {count}: 2, or 1–{count}")
        hint = (words or plain).format(count=last)
        if self.some_button.isChecked() and self.some.text().strip():
            hint = wrong or self._meant(chosen)
        self._some_hint.setText(hint)
        self._some_hint.setProperty("role", "attention" if wrong and self.some.text().strip() else "hint")
        self._some_hint.style().unpolish(self._some_hint)
        self._some_hint.style().polish(self._some_hint)
        labels.name(self.some, self.some.accessibleName(), hint)
        for one in (self.main_button, self.pdf_button):
            one.setEnabled(bool(chosen))

    def _meant(self, chosen: Sequence[int]) -> str:
        """Return how many pages were named, and which of the document's they are where labels say it otherwise."""
        count = trn("{count} page", "{count} pages", len(chosen)).format(count=len(chosen))
        pages = self._what.pages
        if all(one.label in {"", str(one.number)} for one in pages):
            return count
        found = runs(chosen)
        spelled = [f"{first + 1}–{last + 1}" if last > first else str(first + 1) for first, last in found[:_MOST_RUNS]]
        more = " …" if len(found) > _MOST_RUNS else ""
        return tr("{pages}: counted from the first, {numbers} of {count}").format(
            pages=count, numbers=", ".join(spelled) + more, count=len(pages)
        )


def _as_pictures() -> str:
    """Return what nobody should find out from the file."""
    return tr("In the PDF, pages are pictures: their text can be read, but not selected or searched.")


def usual_paper() -> str:
    """Return the paper that is usual where the person lives."""
    american = QLocale.MeasurementSystem.ImperialUSSystem
    return "Letter" if QLocale.system().measurementSystem() == american else "A4"
