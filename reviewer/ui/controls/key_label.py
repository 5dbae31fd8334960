"""Shows a key or a chord as a small key cap."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy

from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


def key_label(theme: Theme, keys: str) -> QLabel:
    """Return a key cap for keys in portable words, such as "Ctrl+Shift+F"."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    made = labels.label(shown, role="key", font=theme.font("tag"))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
