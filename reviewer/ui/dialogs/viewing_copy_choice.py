"""Asks whether the words that were recognised on a document's pages go into its viewing copy."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QWidget

from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


class ViewingCopyChoice(Sheet):
    """Pictures alone, unless somebody chooses otherwise."""

    def __init__(self, theme: Theme, name: str, pages: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Make a viewing copy"), main=tr("Choose a place…"), parent=parent)
        said = trn(
            "This program recognised words on {count} page of {name}. The copy holds pictures of its pages.",
            "This program recognised words on {count} pages of {name}. The copy holds pictures of its pages.",
            pages,
        )
        self.add_text(said.format(count=pages, name=inserted(name)), role="body")
        self.body.addSpacing(8)
        self.alone = QRadioButton(tr("Pictures alone"))
        self.alone.setChecked(True)
        self.with_words = QRadioButton(tr("Pictures, and the recognised words unseen over them"))
        for button, hint in (
            (self.alone, tr("Nobody can search it or copy from it.")),
            (
                self.with_words,
                tr("It can be searched and copied from. Words put right by hand are in it so, the document’s own words never."),
            ),
        ):
            self.body.addWidget(button)
            self.add_text(hint, role="hint")
        self.alone.setFocus()
