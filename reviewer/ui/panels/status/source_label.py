"""Says in the status line where the words of a page come from, whole or, where the window is narrow, in a word or two.

Owns its room, which is that of all it may say, so that nothing beside it moves.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from reviewer.ui.look import labels
from reviewer.ui.look.page_source import PageSource, widest
from reviewer.ui.panels.status.status_cell import keep_room


class SourceLabel:
    """What the label of the line says of the words; its tooltip says what that means."""

    def __init__(self, label: QLabel) -> None:
        self._said = PageSource()
        self._is_short = False
        self._label = label
        self.show_short(short=False)

    def say(self, source: PageSource) -> None:
        """Say something else."""
        if source != self._said:
            self._said = source
            labels.set_tooltip(self._label, source.meaning or source.words)
            labels.name(self._label, source.words)
            self._show()

    def show_short(self, *, short: bool) -> None:
        """Say it in a word or two, or whole."""
        self._is_short = short
        self._label.setMinimumWidth(0)
        keep_room(self._label, *(one.short if short else one.words for one in widest()))
        self._show()

    def _show(self) -> None:
        self._label.setText(self._said.short if self._is_short else self._said.words)
