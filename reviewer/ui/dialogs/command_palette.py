"""Every action by name, with its keys (Ctrl+K)."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.ui.actions import Actions
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.look.theme import Theme


class CommandPalette(Chooser):
    """The list of actions; those that are off now stand at the end, greyed."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget) -> None:
        choices = []
        for spec in actions.specs():
            action = actions[spec.id]
            text = action.text().replace("&&", "&")
            after, enabled = actions.keys_words(spec.id), action.isEnabled()
            choices.append(Choice(spec.id, text, after=after, icon=spec.icon, enabled=enabled, also=spec.also))
        super().__init__(
            theme,
            title="",
            placeholder=tr("What do you want to do?"),
            choices=choices,
            nothing=tr("No action of that name"),
            parent=parent,
        )
        self._actions = actions
        self.taken.connect(self._on_self_taken)

    def open_over(self, window: QWidget) -> None:
        """Show it below the window's tool bar."""
        self.open_below(window.mapToGlobal(QPoint(window.width() // 2, 56)))

    def _on_self_taken(self, key: str) -> None:
        self._actions.trigger(key)
