"""The field for a passage's note. It keeps what is typed by itself: 800 ms after the last key, on leaving, and on closing.

Until then Ctrl+Z undoes typing; afterwards it belongs to the case. Who types without a pause has it kept every few seconds too.
One visit to the field is one undo step. What was asked to be kept stands here until the case says it too: rows that were read
before are passed over, and what was refused is asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer.model.ids import PassageId

COMMIT_MS = 800
"""Milliseconds after the last key until what is typed is kept."""

LONGEST_MS = 2_500
"""Milliseconds for which what is typed may stand in the field alone, however fast one key follows the other."""

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)

RETRY_MS = 5_000
"""Milliseconds until what could not be kept is asked for again."""


@dataclass(slots=True)
class _Asked:
    """A note that was asked to be kept and that the rows do not show yet; `seq` is the number of its journal entry."""

    text: str
    visit: str
    under_way: int = 0
    seq: int = 0
    refused: bool = False


class NoteField(QPlainTextEdit):
    """A plain text field bound to one passage at a time.

    Signals:
        committed: The passage's id, the note, and a name for the visit, the same for everything that is one undo step. Whoever
            listens says with `kept` or `refused` what became of it.
        typing_changed: Whether something is typed that is not kept yet.
        left: Escape was pressed: what is typed is kept, and the keyboard is wanted where it was before.

    """

    committed = Signal(str, str, str)
    typing_changed = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage: PassageId | None = None
        self._kept = ""
        self._visit = 0
        self._typing = False
        self._asked: dict[PassageId, _Asked] = {}
        self.setTabChangesFocus(True)
        self._timer = QTimer(self, singleShot=True, interval=COMMIT_MS)
        self._timer.timeout.connect(self.commit)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._longest.timeout.connect(self._keep)
        self._again = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._again.timeout.connect(self.retry)
        self.textChanged.connect(self._on_self_text_changed)

    @property
    def passage(self) -> PassageId | None:
        """The passage whose note it shows."""
        return self._passage

    def show_note(self, passage: PassageId | None, note: str, head: int = 0) -> None:
        """Show a passage's note as it was when the journal's newest entry was `head`.

        What is typed for another one is kept first. For the same one typing goes on undisturbed, and so does what was asked to be
        kept after that entry.
        """
        same = passage == self._passage
        if not same:
            self.commit()
            self._visit += 1
        asked = self._asked.get(passage) if passage is not None else None
        if asked is not None and passage is not None and not asked.under_way and not asked.refused and head >= asked.seq:
            asked = None
            del self._asked[passage]
        if same and (asked is not None or self._timer.isActive() or note == self._kept):
            return
        self._passage, self._kept = passage, note if asked is None else asked.text
        self._put(self._kept, at=self.textCursor().position() if same else 0)
        self.setEnabled(passage is not None)

    def commit(self) -> None:
        """Keep what is typed, now; from here on Ctrl+Z belongs to the case."""
        self._timer.stop()
        self._keep()
        self.document().clearUndoRedoStacks()

    def retry(self) -> None:
        """Ask once more for what was refused."""
        for passage, asked in list(self._asked.items()):
            if asked.refused:
                self._ask(passage, asked.text, asked.visit)

    def kept(self, passage: PassageId, seq: int) -> None:
        """What was asked is in the case, as entry `seq` of its journal."""
        asked = self._asked.get(passage)
        if asked is not None:
            asked.under_way -= 1
            asked.seq, asked.refused = max(asked.seq, seq), False
            self._tell()

    def refused(self, passage: PassageId, *, for_good: bool) -> None:
        """What was asked is not in the case; unless that is so for good, it is asked for again."""
        asked = self._asked.get(passage)
        if asked is None:
            return
        asked.under_way -= 1
        if for_good:
            del self._asked[passage]
        elif asked.under_way == 0:
            asked.refused = True
            self._again.start()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Escape leaves the field."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.commit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt's override: files dropped here are for the window, not for the note."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's override: a visit begins."""
        super().focusInEvent(event)
        self._visit += 1
        if event.reason() in _BY_KEYS:  # who comes with the mouse says where
            self.moveCursor(QTextCursor.MoveOperation.End)

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
        self._timer.start()
        if not self._longest.isActive():
            self._longest.start()
        self._tell()

    def _keep(self) -> None:
        self._longest.stop()
        text = self.toPlainText()
        if self._passage is not None and text != self._kept:
            self._kept = text
            self._ask(self._passage, text, f"note {self._passage} {self._visit}")
        self._tell()

    def _ask(self, passage: PassageId, text: str, visit: str) -> None:
        asked = self._asked.setdefault(passage, _Asked(text, visit))
        asked.text, asked.visit, asked.refused = text, visit, False
        asked.under_way += 1
        self.committed.emit(passage, text, visit)

    def _put(self, text: str, *, at: int) -> None:
        self.blockSignals(True)
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.blockSignals(False)

    def _tell(self) -> None:
        typing = self.toPlainText() != self._kept or any(one.refused for one in self._asked.values())
        if typing != self._typing:
            self._typing = typing
            self.typing_changed.emit(typing)
