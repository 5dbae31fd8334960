"""Whether a view shows two pages side by side.

Owns the switch only; where pages then lie is the layout's.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.marks.passages import Passages


class Spreads(QObject):
    """The switch of one view. `changed` is emitted with what is so now."""

    changed = Signal(bool)

    def __init__(self, stage: Stage, passages: Passages) -> None:
        super().__init__(stage)
        self._stage = stage
        self._passages = passages

    @property
    def on(self) -> bool:
        """Whether two pages stand side by side, also in documents that are opened later."""
        return self._stage.spreads

    def set(self, on: bool) -> None:
        """Show two pages side by side, or one below the other."""
        if on != self.on:
            self._stage.set_spreads(on)
            self._passages.place_ticks()
            self.changed.emit(on)
