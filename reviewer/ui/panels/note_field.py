"""The field for a passage's note. It keeps what is typed by itself: 800 ms after the last key, on leaving, and on closing.

Until then Ctrl+Z undoes typing; afterwards it belongs to the case. One visit to the field is one undo step.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer.model.ids import PassageId

COMMIT_MS = 800
"""Milliseconds after the last key until what is typed is kept."""


class NoteField(QPlainTextEdit):
    """A plain text field bound to one passage at a time.

    Signals:
        committed: The passage's id, the note, and a name for the visit, the same for everything that is one undo step.
        typing_changed: Whether something is typed that is not kept yet.

    """

    committed = Signal(str, str, str)
    typing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage: PassageId | None = None
        self._kept = ""
        self._visit = 0
        self._typing = False
        self.setTabChangesFocus(True)
        self._timer = QTimer(self, singleShot=True, interval=COMMIT_MS)
        self._timer.timeout.connect(self.commit)
        self.textChanged.connect(self._on_self_text_changed)

    @property
    def passage(self) -> PassageId | None:
        """The passage whose note it shows."""
        return self._passage

    def show_note(self, passage: PassageId | None, note: str) -> None:
        """Show a passage's note. What is typed for another one is kept first; for the same one typing goes on undisturbed."""
        if passage == self._passage:
            if self._typing or note == self._kept:
                return
        else:
            self.commit()
            self._visit += 1
        self._passage, self._kept = passage, note
        self.blockSignals(True)
        self.setPlainText(note)
        self.blockSignals(False)
        self.setEnabled(passage is not None)

    def commit(self) -> None:
        """Keep what is typed, now."""
        self._timer.stop()
        text = self.toPlainText()
        if self._passage is not None and text != self._kept:
            self._kept = text
            self.document().clearUndoRedoStacks()
            self.committed.emit(self._passage, text, f"note {self._passage} {self._visit}")
        self._set_typing(False)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt's override: files dropped here are for the window, not for the note."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's override: a visit begins."""
        super().focusInEvent(event)
        self._visit += 1

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's override: leaving keeps what is typed."""
        super().focusOutEvent(event)
        self.commit()

    def event(self, event: QEvent) -> bool:
        """Qt's override: Ctrl+Z and its like belong to the case while there is no typing to undo."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def _on_self_text_changed(self) -> None:
        if self._passage is None:
            return
        self._set_typing(self.toPlainText() != self._kept)
        self._timer.start()

    def _set_typing(self, typing: bool) -> None:
        if typing != self._typing:
            self._typing = typing
            self.typing_changed.emit(typing)
