"""Hands what is typed into the note to the case, and tells the field what became of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from reviewer.model.changes import Changes
from reviewer.model.ids import PassageId
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.panels.claims.note_field import NoteField


class NoteKeeping(QObject):
    """Between the note field and the case. The person is told once that notes cannot be kept, not with every try."""

    def __init__(self, parts: CaseParts, note: NoteField) -> None:
        super().__init__(note)
        self._parts = parts
        self._note = note
        self._is_told = False
        note.committed.connect(self._on_note_committed)

    def _on_note_committed(self, passage: str, note: str, visit: str) -> None:
        one = PassageId(passage)
        asked = self._parts.wishes.set_note(one, note, visit)
        done, failed = partial(self._on_kept, one), partial(self._on_refused, one)
        self._parts.desk.tasks.deliver(asked, done, failed, owner=self, told_late=True)

    def _on_kept(self, passage: PassageId, changes: Changes) -> None:
        self._is_told = False
        self._note.kept(passage, changes.seq)

    def _on_refused(self, passage: PassageId, error: BaseException) -> None:
        gone = passage not in self._parts.desk.rows.passages
        if gone or not self._is_told:
            self._parts.problems.report(error)
        self._is_told = not gone
        self._note.refused(passage, for_good=gone)
