"""Says at the window's foot how well documents are isolated: quietly where they are, and not to be missed where they are not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.documents.isolation import State
from reviewer.i18n import tr
from reviewer.services import isolation_words
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class IsolationChip(IconButton):
    """A button with the state in words; a click asks for the details."""

    def __init__(self, theme: Theme, state: State, parent: QWidget | None = None) -> None:
        super().__init__(theme, "lock", "", words=True, size_px=14, parent=parent)
        self.setFont(theme.font("second"))
        self.setFixedHeight(24)
        self.is_quiet = True
        self.tell(state)

    def tell(self, state: State) -> None:
        """Say a state, perhaps another one than before: what could not be tried may have been tried again."""
        self.is_quiet = state is State.ISOLATED
        words = isolation_words.short(state)
        self.set_icon("lock" if self.is_quiet else "warning", colour="text_second" if self.is_quiet else "attention")
        self.set_text(words, tooltip=isolation_words.meaning(state))
        self.setProperty("role", "second" if self.is_quiet else "attention")
        self.style().polish(self)  # what it is dressed by may have changed
        labels.name(self, tr("Documents: {state}. Show details").format(state=words))

    def show_words(self, shown: bool) -> None:
        """Show the state in words, or where there is no room for them its icon alone; it says the same on a click."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly)
