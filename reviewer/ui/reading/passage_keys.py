"""The keys that are for the chosen passage, pressed on a page where no text is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from reviewer.model.ids import PassageId
from reviewer.ui.reading.passage_menu import PassageMenu
from reviewer.ui.reading.tagging import Tagging
from reviewer.ui.viewer.gestures.letter_keys import latin_key
from reviewer.ui.viewer.gestures.selection_bar import KEYS
from reviewer.ui.viewer.page_view import PageView

_STANCES = {Qt.Key(ord(letter)): stance for letter, stance in KEYS if stance is not None}


class PassageKeys(QObject):
    """An event filter on page views. Dialogs that a key opens stand over `over`, which owns this."""

    def __init__(self, tagging: Tagging, menu: PassageMenu, over: QWidget) -> None:
        super().__init__(over)
        self._tagging = tagging
        self._menu = menu
        self._over = over

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: where no text is selected, keys on a page are for the chosen passage."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, PageView):
            passage = watched.selected_passage
            if passage and not watched.has_selection and self._is_for_passage(event, PassageId(passage)):
                return True
        return super().eventFilter(watched, event)

    def _is_for_passage(self, event: QKeyEvent, passage: PassageId) -> bool:
        """Copy a passage with its citation (Ctrl+C), tag it to a claim (Alt+1 … Alt+9), or say how it bears on it (S C O T).

        Tells whether it was one of these.
        """
        if event.matches(QKeySequence.StandardKey.Copy):
            self._menu.cite(passage)
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._tagging.link_numbered(passage, event.key() - Qt.Key.Key_0)
            return True
        stance = _STANCES.get(latin_key(event))
        if stance is not None and held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
            self._tagging.weigh(self._over, passage, stance, pick_claim=held == Qt.KeyboardModifier.ShiftModifier)
            return True
        return False
