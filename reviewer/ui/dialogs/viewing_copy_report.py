"""Says what a viewing copy is, and what the document holds that is not in it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.i18n import page_numbers, tr, trn
from reviewer.model.document import Document
from reviewer.model.neutral import inserted
from reviewer.services.copies.viewing_copies import DPI, ViewingCopy
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels, readable
from reviewer.ui.look.dropped_words import dropped_rows
from reviewer.ui.look.theme import Theme


class ViewingCopyReport(Sheet):
    """The report; it can be copied, and leads to the folder by `folder_button`."""

    def __init__(self, theme: Theme, document: Document, made: ViewingCopy, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Viewing copy made"), parent=parent)
        self.widen_for_checksum()
        self._lines: list[str] = []
        self.body.addWidget(labels.label(made.path.name, font=theme.font(bold=True), wrap=True, selectable=True))
        self.body.addSpacing(6)
        said = tr("Viewing copy of {name}: {file}")
        self._lines.append(said.format(name=inserted(document.name), file=inserted(made.path.name)))
        pages = trn("{count} page", "{count} pages", made.page_count).format(count=made.page_count)
        self._pair(tr("Size"), f"{readable.size_words(made.size)}, {pages}")
        self.add_checksum(made.sha256)
        self._lines.append(f"SHA-256: {made.sha256}")
        self._pair(tr("In it"), _in_it(document, made.least_dpi))
        if made.word_pages:
            self._pair(tr("Words"), _words_in_it(made.word_pages))
        if made.corrected_pages:
            self._pair(tr("Corrections"), _corrections_in_it(made.corrected_pages))
        if made.crossed_out:
            self._pair(tr("Crossed out"), _crossed_out_words(made.crossed_out))
        self.body.addSpacing(6)
        heading = tr("Not in it")
        self.body.addWidget(labels.label(heading, font=theme.font("second", bold=True)))
        self._lines.append(f"{heading}:")
        rows = list(dropped_rows(made.dropped))
        for name, words in rows:
            self._pair(name, words)
        if document.is_picture and not rows:
            self._pair(tr("Beside the pixels"), tr("Whatever a camera or a program wrote there, such as place, time and device"))
        elif not rows and not made.dropped.cut:
            self._say(tr("The document holds nothing but its pages, so nothing was dropped."))
        if made.dropped.cut:
            self._say(tr("There may be more: some of the file could not be read. None of that is in the copy either."))
        self.body.addSpacing(6)
        self._say(
            tr(
                "Whatever can be seen on the pages can be seen in the copy, names and notes in the margin included. "
                "Look through it before you pass it on."
            )
        )
        self.copy_button = QPushButton(tr("Copy report"))
        self.copy_button.clicked.connect(lambda: copy_text("\n".join(self._lines)))
        self.folder_button = QPushButton(tr("Open folder"))
        self.foot.insertWidget(0, self.copy_button)
        self.foot.insertWidget(1, self.folder_button)

    def _pair(self, name: str, words: str) -> None:
        self.add_pair(name, words)
        self._lines.append(f"{name}: {words}")

    def _say(self, words: str) -> None:
        self.add_text(words, role="hint")
        self._lines.append(words)


def _in_it(document: Document, least_dpi: int) -> str:
    if document.is_picture:
        return tr("The picture's pixels, and nothing else")
    if least_dpi < DPI:
        said = tr("A picture of each page with all that it shows, {dpi} dots an inch, of large pages fewer, down to {least}")
        return said.format(dpi=DPI, least=least_dpi)
    return tr("A picture of each page, {dpi} dots an inch, with everything that the page shows").format(dpi=DPI)


def _words_in_it(pages: int) -> str:
    return trn(
        "What this program recognised in the picture of {count} page lies unseen over it, and can be searched and copied",
        "What this program recognised in the pictures of {count} pages lies unseen over them, and can be searched and copied",
        pages,
    ).format(count=pages)


def _corrections_in_it(pages: int) -> str:
    return trn(
        "On {count} page the words are as a person put them right",
        "On {count} pages the words are as a person put them right",
        pages,
    ).format(count=pages)


def _crossed_out_words(numbers: tuple[int, ...]) -> str:
    pages = page_numbers([number - 1 for number in numbers])
    return trn("Page {pages} could not be drawn", "Pages {pages} could not be drawn", len(numbers)).format(pages=pages)
