"""The offline help (F1), as plain text, and the list of all keys."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from reviewer import paths
from reviewer.i18n import tr
from reviewer.ui.actions import Actions
from reviewer.ui.controls.sheet import Sheet
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
        page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        labels.name(page, title)
        self._page = page
        self.body.addLayout(self._finding(page, headings_of(text)))
        self.body.addSpacing(8)
        self.body.addWidget(page)
        page.setFocus()

    def _finding(self, page: _Page, headings: list[str]) -> QHBoxLayout:
        """Return what leads to a place in a long text: its headings, and words to be found."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.contents = QComboBox()
        self.contents.addItems(list(map(str.capitalize, headings)))
        self.contents.setVisible(len(headings) > 1)
        labels.name(self.contents, tr("Contents"))
        self.contents.activated.connect(lambda at: page.go_to(headings[at]))
        row.addWidget(self.contents)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Find in this text"))
        labels.name(self.words, tr("Find in this text"))
        self.words.textEdited.connect(page.find_from_start)
        row.addWidget(self.words, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.words.setFocus)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter finds the next place, from where words are typed."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.words.hasFocus():
            self._page.find_next(self.words.text())
            return
        super().keyPressEvent(event)


class _Page(QPlainTextEdit):
    """As large as is good to read where the screen has room for it."""

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(640, 460)

    def go_to(self, heading: str) -> None:
        """Show a heading at the top."""
        self.moveCursor(QTextCursor.MoveOperation.End)  # from there a line is brought to the top
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(self.toPlainText().split("\n").index(heading))))

    def find_from_start(self, words: str) -> None:
        """Show the first place of words."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next(words)

    def find_next(self, words: str) -> None:
        """Show the next place of words, after the last one the first."""
        if words and not self.find(words):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(words)


def headings_of(text: str) -> list[str]:
    """Return the headings of a text: lines in capital letters alone."""
    return [one for one in text.splitlines() if one.isupper() and len(one) > 1 and "\t" not in one]


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
