"""Asks a second person why they dispute a stance, or what they remark on it."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer.i18n import tr
from reviewer.model.review import Opinion
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


class OpinionDialog(Sheet):
    """The dialog; `said` is the passage with its stance in words."""

    def __init__(self, theme: Theme, opinion: Opinion, said: str, *, owner: QWidget | None = None) -> None:
        is_dispute = opinion is Opinion.DISPUTE
        title, main = (tr("Dispute this stance"), tr("Dispute")) if is_dispute else (tr("Comment on this stance"), tr("Comment"))
        super().__init__(theme, title, main=main, parent=owner)
        self.add_text(said, role="text")
        self._words = QPlainTextEdit()
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(84)
        self.add_field(tr("Why") if is_dispute else tr("Comment"), self._words)
        self._words.textChanged.connect(self._on_words_changed)
        self._on_words_changed()

    @property
    def comment(self) -> str:
        """What was written."""
        return self._words.toPlainText().strip()

    def _on_words_changed(self) -> None:
        self.main_button.setEnabled(bool(self.comment))
