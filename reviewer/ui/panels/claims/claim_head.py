"""What stands above the columns of the Claims view: who said it, the sentence with its elements, the verdict, the note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from reviewer.desk.standings import Standing
from reviewer.i18n import tr
from reviewer.model.neutral import visible
from reviewer.model.overview import ClaimOverview
from reviewer.ui.controls import read_only
from reviewer.ui.dialogs.claim_dialog import kinds
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.claims.claim_sentence import Bracket, ClaimSentence
from reviewer.ui.panels.claims.verdict_line import VerdictLine


class ClaimHead(QFrame):
    """The head.

    Signals:
        wished: What is asked of the claim: "edit", "element", "verdict".
        element_wished: Words of the claim, as `Words`, are to be an element.
        element_chosen: The id of an element whose bracket was clicked.

    """

    wished = Signal(str)
    element_wished = Signal(object)
    element_chosen = Signal(str)

    def __init__(self, theme: Theme, *, writable: bool) -> None:
        super().__init__()
        self._theme, self._writable = theme, writable
        self.setProperty("surface", "base")
        self.setProperty("line", "bottom")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 14, 16, 16)
        inside.setSpacing(10)
        first = QHBoxLayout()
        self._who = labels.label(role="second", font=theme.font("second"), wrap=True, selectable=True)
        self._who.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self._who, 1)
        self.edit_button = self._button(tr("Edit claim"), "edit")
        self.element_button = self._button(tr("Add element"), "element")
        for one in (self.edit_button, self.element_button):
            first.addWidget(one)
        inside.addLayout(first)
        self.sentence = ClaimSentence(theme, writable=writable)
        self.sentence.element_wished.connect(self.element_wished)
        self.sentence.element_chosen.connect(self.element_chosen)
        inside.addWidget(self.sentence)
        self._nothing = labels.label(font=theme.font("claim", serif=True), wrap=True)
        self._nothing.setText(tr("No claim yet. Write down who said what, then mark the passages that speak to it."))
        inside.addWidget(self._nothing)
        self.verdict = VerdictLine(theme, beside=True)
        self.verdict.requested.connect(lambda: self.wished.emit("verdict"))
        inside.addWidget(self.verdict)
        self.note = labels.label(role="second", wrap=True, selectable=True)
        inside.addWidget(self.note)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that there is no claim."""
        self._who.setText("")
        for one in (self.sentence, self.verdict, self.note):
            one.hide()
        self._nothing.show()
        for button in (self.edit_button, self.element_button):
            button.setEnabled(False)

    def show_claim(self, claim: ClaimOverview, elements: Sequence[ClaimOverview], *, quoted: bool) -> None:
        """Show a claim; `quoted` where it is in the words that were said."""
        kind = kinds()[claim.claim.kind]
        parts = (tr("Claim {number}").format(number=claim.number), kind, readable.claim_words(claim))
        self._who.setText(" · ".join(part for part in parts if part))
        brackets = [
            Bracket(one.claim.id, one.claim.words, one.counts)
            for one in elements
            if one.claim.words is not None and one.claim.words.end <= len(claim.claim.text)
        ]
        self.sentence.show_claim(claim.claim.text, brackets, quoted=quoted)
        self.note.setText(visible(claim.claim.note))
        self.note.setVisible(bool(claim.claim.note))
        self._nothing.hide()
        self.sentence.show()
        for button in (self.edit_button, self.element_button):
            button.setEnabled(self._writable)

    def show_standing(self, standing: Standing | None, elements: int) -> None:
        """Show the claim's verdict; None while it is not known."""
        self.verdict.setVisible(standing is not None)
        if standing is not None:
            self.verdict.show_standing(standing, elements, writable=self._writable)

    def _button(self, words: str, wish: str) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("small", True)
        read_only.tell_at(made, words, writable=self._writable)
        made.clicked.connect(lambda: self.wished.emit(wish))
        return made
