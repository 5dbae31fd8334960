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

    def first(self, page: int) -> int:
        """Return the first page (from 0) of a page's spread, where that can be seen as well; else the page itself."""
        layout, camera = self._stage.layout, self._stage.camera
        if page >= layout.count:
            return page
        first = layout.pages_in(layout.row_of(page))[0]
        return first if layout.rect(first).right > camera.x else page

    def beside(self, page: int) -> int | None:
        """Return the page at the right of one (from 0) in its spread, where that can be seen as well; else None."""
        layout, camera = self._stage.layout, self._stage.camera
        if page >= layout.count:
            return None
        last = layout.pages_in(layout.row_of(page))[-1]
        return last if last != page and layout.rect(last).x < camera.x + camera.width else None
