"""The offline help (F1), as plain text, and the list of all keys."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer import paths
from reviewer.i18n import tr
from reviewer.ui.actions import Actions
from reviewer.ui.dialogs.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_KEYS_PX = 190
"""Where the words beside keys begin."""

_COLUMN = re.compile(r"(?<=\S) {2,}(?=\S)")


class HelpDialog(Sheet):
    """A page to read. Never modal: it can stay beside the work."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent=parent)
        self.setModal(False)
        page = _Page(text)
        page.setReadOnly(True)
        page.setFont(theme.font())
        page.setMinimumSize(320, 180)
        page.setTabStopDistance(_KEYS_PX)
        page.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        page.moveCursor(QTextCursor.MoveOperation.Start)
        labels.name(page, title)
        self.body.addWidget(page)
        page.setFocus()


class _Page(QPlainTextEdit):
    """As large as is good to read where the screen has room for it."""

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(640, 460)


def help_text() -> str:
    """Return the shipped help, its pages one after another; a sentence where none was shipped."""
    folder = paths.resource("help")
    pages = sorted((*folder.glob("*.txt"), *folder.glob("*.md"))) if folder.is_dir() else []
    if not pages:
        return tr("The help is not part of this installation. Ctrl+K lists everything the program can do.")
    return "\n\n".join(_COLUMN.sub("\t", one.read_text(encoding="utf-8").strip()) for one in pages)


def keys_text(actions: Actions) -> str:
    """Return every action that has keys, one a line."""
    lines = [tr("Ctrl+K lists every action by name, also those without keys."), ""]
    for spec in actions.specs():
        keys = actions.keys_words(spec.id)
        if keys:
            lines.append(f"{keys}\t{spec.text.rstrip('…')}")
    return "\n".join(lines)
