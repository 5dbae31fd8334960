"""Two pages beside each other between two side panes are too small to read in a narrow window: a way out is offered."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.ui.problems import Problems
from reviewer.ui.reading.document_tabs import DocumentTabs
from reviewer.ui.reading.panes import Panes

ENOUGH_PX = 900
"""Logical pixels in which two pages can be read beside each other."""


class RoomOffer(QObject):
    """Offers to fold the side panes away, once a window."""

    def __init__(self, panes: Panes, tabs: DocumentTabs, problems: Problems) -> None:
        super().__init__(panes)
        self._panes = panes
        self._tabs = tabs
        self._problems = problems
        self._is_told = False

    def look(self, two: bool) -> None:
        """Offer room where there are `two` pages or documents beside each other now, and too little of it."""
        if not two or self._is_told or not self._in_the_way() or self._tabs.width() >= ENOUGH_PX:
            return
        self._is_told = True
        told = tr("Two pages have little room here. F9 and F10 fold the panes beside them away and bring them back.")
        self._problems.toast(told, action=tr("Fold away"), then=self._fold)

    def _fold(self) -> None:
        for one in self._in_the_way():
            self._panes.fold(one)

    def _in_the_way(self) -> list[QWidget]:
        return [one for one in (self._panes.left, self._panes.claims) if one.isVisible()]
