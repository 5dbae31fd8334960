"""The page that is read, as text for screen readers: its words, then its passages with stance, claim and note.

A child widget that holds the text and paints nothing: Qt's own text widget brings the whole accessible text interface, which
cannot be given to a widget from Python (an override of `QAccessibleInterface.interface_cast` crashes PySide6 6.9 as soon as a
screen reader asks). Made only while assistive technology is connected, so nobody else pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QImage, QPaintEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from reviewer.i18n import tr, trn
from reviewer.ui.viewer.marks.passages import described
from reviewer.ui.viewer.view_mark import ViewMark


class SpokenPage(QPlainTextEdit):
    """The words of one page, to be read and not to be seen."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        self.lower()
        self.show()

    def say(self, name: str, text: str, passages: Sequence[ViewMark]) -> None:
        """Hold a page's words and passages."""
        self.setAccessibleName(name)
        words = spoken(text, passages)
        if words != self.toPlainText():
            self.setPlainText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Fetch nothing: the text is a document's. For anything less than a picture Qt would look for a file itself."""
        return QImage(1, 1, QImage.Format.Format_RGB32)

    def canInsertFromMimeData(self, _source: QMimeData) -> bool:
        """Take nothing in."""
        return False


def wanted() -> bool:
    """Tell whether assistive technology is connected."""
    return QAccessible.isActive()


def spoken(text: str, passages: Sequence[ViewMark]) -> str:
    """Return what is read out of a page."""
    lines = [text.rstrip("\n")]
    if passages:
        lines += ["", trn("{n} passage on this page", "{n} passages on this page", len(passages)).format(n=len(passages))]
    for mark in passages:
        words = mark.words.replace("\n", " ") or tr("A region")
        lines.append(f"{described(mark).replace(chr(10), '. ')}: {words}")
    return "\n".join(lines)
