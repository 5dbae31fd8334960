"""The verdict of a claim or an element as a button, and beside or below it who set it and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.desk.standings import Standing
from reviewer.i18n import tr
from reviewer.model.stance import Stance
from reviewer.model.verdict import Verdict
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.verdict_words import standing_words, verdict_words

_STANCES = {
    Verdict.SUPPORTED: Stance.SUPPORTS,
    Verdict.CONTRADICTED: Stance.CONTRADICTS,
    Verdict.PARTLY: Stance.CONTRADICTS,
}
"""Whose glyph and colour a verdict has; the others have none."""


class VerdictLine(QWidget):
    """The line. `requested` says that the verdict is to be set."""

    requested = Signal()

    def __init__(self, theme: Theme, *, beside: bool) -> None:
        super().__init__()
        self._theme = theme
        self._standing: Standing | None = None
        self._elements = 0
        line = QHBoxLayout(self) if beside else QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10 if beside else 4)
        self.button = QPushButton()
        self.button.setProperty("small", True)
        self.button.clicked.connect(self.requested)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._said = labels.label(role="second", font=theme.font("second"), wrap=True)
        line.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag(0))
        theme.changed.connect(self._paint)

    def show_standing(self, standing: Standing, elements: int, *, writable: bool) -> None:
        """Show a verdict."""
        self._standing, self._elements = standing, elements
        words = verdict_words(standing.verdict)
        self.button.setText(words)
        self.button.setEnabled(writable)
        labels.name(self.button, tr("Verdict: {verdict}").format(verdict=words), tr("Enter sets another one"))
        said = standing_words(standing, elements)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._paint()

    def _paint(self) -> None:
        if self._standing is None:
            return
        stance = _STANCES.get(self._standing.verdict)
        if stance is None:
            self.button.setProperty("verdict", "")
            self.button.setIcon(icons.icon("chevron-down", self._theme.token("text_second")))
        else:
            style = self._theme.stance(stance)
            self.button.setProperty("verdict", stance.value)
            self.button.setIcon(icons.icon(style.icon, style.words))
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)
