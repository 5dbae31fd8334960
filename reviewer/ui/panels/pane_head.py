"""The head of a pane: its name in bold, a count where it helps, and its few buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

HEIGHT_PX = 40


class PaneHead(QFrame):
    """Forty pixels with a name."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT_PX)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(4)
        self.title = labels.label(title, font=theme.font(bold=True))
        self._row.addWidget(self.title)
        self.count = labels.label(role="second")
        self._row.addSpacing(4)
        self._row.addWidget(self.count)
        self._row.addStretch(1)

    def add_button(self, icon: str, text: str) -> IconButton:
        """Add a button at the right end."""
        made = IconButton(self._theme, icon, text)
        self._row.addWidget(made)
        return made
