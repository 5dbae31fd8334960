"""Asks for the verdict of a claim or an element, and why; below it stands what was held before."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from reviewer.desk.standings import Standing
from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.model.overview import ClaimOverview
from reviewer.model.verdict import SetVerdict, Verdict
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.verdict_words import history_words, rule_words, verdict_words


class VerdictDialog(Sheet):
    """The dialog.

    Args:
        theme: Colours and fonts.
        claim: The claim or element.
        standing: Its verdict as it stands.
        history: What people set, the newest last.
        elements: How many elements it has.
        owner: The window.

    """

    def __init__(
        self,
        theme: Theme,
        claim: ClaimOverview,
        standing: Standing,
        history: tuple[SetVerdict, ...],
        *,
        elements: int,
        owner: QWidget | None = None,
    ) -> None:
        super().__init__(theme, tr("Verdict"), main=tr("Set verdict"), parent=owner)
        self._standing, self._has_elements = standing, elements > 0
        words = readable.shortened(claim.claim.text, 200)
        self.add_text(f"{claim.number}  {inserted(words)}", role="text")
        self._box = QComboBox()
        follows = verdict_words(standing.follows).lower()
        if elements:
            self._box.addItem(tr("As follows from the elements: {verdict}").format(verdict=follows), None)
        elif standing.set_by is not None:
            self._box.addItem(tr("None: {verdict}").format(verdict=follows), None)
        for one in Verdict:
            if one is not Verdict.NO_EVIDENCE or standing.follows is Verdict.NO_EVIDENCE:
                self._box.addItem(verdict_words(one), one)
        chosen = standing.set_by.verdict if standing.set_by is not None else None
        self._box.setCurrentIndex(max(0, self._box.findData(chosen)))
        self.add_field(tr("The documents make it"), self._box, hint=rule_words() if elements else "")
        self._reason = QPlainTextEdit(standing.set_by.reason if standing.set_by is not None else "")
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(84)
        self._why = self.add_field(tr("Why"), self._reason, hint=" ")
        if history:
            self.add_field(tr("Before"), self._list(history))
        self._box.currentIndexChanged.connect(self._on_fields_changed)
        self._reason.textChanged.connect(self._on_fields_changed)
        self._on_fields_changed()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict chosen; None for what follows."""
        found = self._box.currentData()
        return None if found is None else Verdict(found)

    @property
    def reason(self) -> str:
        """Why."""
        return self._reason.toPlainText().strip()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to be kept."""
        said = self._standing.set_by
        if self.verdict is None:
            return said is not None
        return said is None or (said.verdict, said.reason) != (self.verdict, self.reason)

    def _list(self, history: tuple[SetVerdict, ...]) -> QPlainTextEdit:
        shown = QPlainTextEdit("\n".join(history_words(history)))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setFixedHeight(min(24 + 20 * len(history), 120))
        return shown

    def _on_fields_changed(self) -> None:
        overrules = self._has_elements and self.verdict is not None and self.verdict is not self._standing.follows
        self._why.setText(tr("Something else follows from the elements, so a reason is needed.") if overrules else "")
        self._why.setVisible(overrules)
        self.main_button.setEnabled(self.is_changed and bool(self.reason or not overrules))
