"""The menu of the case button, made from the table of actions, with recent and untitled cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from reviewer.i18n import tr
from reviewer.ui.action_table import MENU, submenu_words
from reviewer.ui.actions import Actions

if TYPE_CHECKING:
    from reviewer.ui.application import Windows
    from reviewer.ui.main_window import MainWindow


class CaseMenu(QMenu):
    """The one menu of the window."""

    def __init__(self, actions: Actions, windows: Windows, window: MainWindow) -> None:
        super().__init__(window)
        self._windows = windows
        self._window = window
        self._recent = QMenu()
        words = submenu_words()
        below: dict[str, QMenu] = {}
        for name, ids in MENU:
            if name and name not in below:
                below[name] = self.addMenu(words[name])
            actions.fill(below[name] if name else self, ids)
        self._recent = below["recent"]
        self._recent.aboutToShow.connect(self._on_recent_about_to_show)
        self.aboutToShow.connect(window.refresh)

    def _on_recent_about_to_show(self) -> None:
        self._recent.clear()
        recent = [one for one in self._windows.parts.settings.recent if not self._windows.is_draft(one)]
        for path in recent:
            self._add(path, path.stem, str(path.parent))
        left_over = self._windows.left_over_drafts()
        if left_over and recent:
            self._recent.addSeparator()
        for path in left_over:
            self._add(path, path.stem, tr("untitled"))
        if not recent and not left_over:
            self._recent.addAction(tr("No recent cases")).setEnabled(False)

    def _add(self, path: Path, words: str, where: str) -> None:
        action = self._recent.addAction(f"{words}  ·  {where}".replace("&", "&&"))
        action.triggered.connect(lambda: self._windows.open_paths([path], self._window))
