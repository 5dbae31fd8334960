"""Keeps the window's shortcuts working while a text field has the keyboard.

Owns the few keys that a text field would take for itself by old custom (Ctrl+E goes to the end of the line there). Undo and redo
stay the field's own.
"""

from __future__ import annotations

from collections.abc import Collection

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class ShortcutKeeper(QObject):
    """Watches the field that has the keyboard in one window.

    Args:
        window: The window.
        keys: The shortcuts that go before what a field would do with them.

    """

    def __init__(self, window: QWidget, keys: Collection[QKeySequence]) -> None:
        super().__init__(window)
        self._window = window
        self._keys = frozenset(one.toString() for one in keys)
        self._field: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: say for the field that it does not want the key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_kept(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()).toString() in self._keys

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and shiboken6.isValid(self._field):
            self._field.removeEventFilter(self)
        is_field = isinstance(new, QLineEdit | QPlainTextEdit) and new.window() is self._window
        self._field = new if is_field else None
        if self._field is not None:
            self._field.installEventFilter(self)
