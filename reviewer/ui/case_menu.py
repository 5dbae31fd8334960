"""The menu of the case button, made from the table of actions, with recent and untitled cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.services import drafts
from reviewer.ui.action_table import MENU, submenu_words
from reviewer.ui.actions import Actions
from reviewer.ui.controls import read_only
from reviewer.ui.look import readable

ListCases = Callable[[], tuple[tuple[Path, ...], tuple[Path, ...]]]
"""Returns the recent cases, and the untitled ones that no window has open."""


class CaseMenu(QMenu):
    """The one menu of the window. `case_chosen` carries the path of a recent or untitled case."""

    case_chosen = Signal(object)

    def __init__(self, actions: Actions, list_cases: ListCases, parent: QWidget) -> None:
        super().__init__(parent)
        self._list_cases = list_cases
        words = submenu_words()
        below: dict[str, QMenu] = {}
        for name, ids in MENU:
            if name and name not in below:
                below[name] = self.addMenu(words[name])
            actions.fill(below[name] if name else self, ids)
        why = read_only.tell_in_menu(self)
        why.setVisible(False)
        actions.situation_changed.connect(lambda: why.setVisible(actions.situation.case_open and not actions.situation.writable))
        self._recent = below["recent"]
        self._recent.aboutToShow.connect(self._on_recent_about_to_show)

    def _on_recent_about_to_show(self) -> None:
        self._recent.clear()
        recent, left_over = self._list_cases()
        for path in recent:
            self._add(path, inserted(path.stem), readable.path_words(path.parent))
        if left_over and recent:
            self._recent.addSeparator()
        for path in left_over:
            self._add(path, drafts.title(path), tr("not named yet"))
        if not recent and not left_over:
            self._recent.addAction(tr("No recent cases")).setEnabled(False)

    def _add(self, path: Path, words: str, where: str) -> None:
        action = self._recent.addAction(f"{words}  ·  {where}".replace("&", "&&"))
        action.triggered.connect(lambda: self.case_chosen.emit(path))
