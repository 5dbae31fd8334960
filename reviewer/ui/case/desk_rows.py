"""What the window shows of the claims desk, and the whole case at one moment for the views that are made of it.

Read only while such a view is on show, and again whenever the case has changed: a dozen short queries on the reader thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from reviewer.model.desk import Desk
from reviewer.model.snapshot import CaseSnapshot
from reviewer.ui.case.case_desk import CaseDesk


class DeskRows(QObject):
    """The records of the claims desk. `changed` tells that they, or the rows of the case, are others now."""

    changed = Signal()

    def __init__(self, case_desk: CaseDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case_desk = case_desk
        self._watchers: set[QObject] = set()
        self._is_reading = self._is_stale = False
        self.desk = Desk()
        self.is_read = False
        case_desk.rows.refreshed.connect(self._on_rows_refreshed)
        case_desk.committed.connect(self._on_rows_refreshed)

    def watch(self, who: QObject, *, watching: bool) -> None:
        """Keep the records up to date for a view while it is on show."""
        if not watching:
            self._watchers.discard(who)
            return
        self._watchers.add(who)
        if not self.is_read or self._is_stale:
            self._read()

    def keep_shown(self, dialog: QDialog, show: Callable[[Desk], None]) -> None:
        """Have a dialog show the records as they are, until it is closed."""

        def tell() -> None:
            if self.is_read:
                show(self.desk)

        def end() -> None:
            self.watch(dialog, watching=False)
            self.changed.disconnect(told)

        told = self.changed.connect(tell)
        dialog.finished.connect(end)
        tell()
        self.watch(dialog, watching=True)

    def snapshot(self) -> CaseSnapshot | None:
        """Return the case as it is on show; None while it is not read yet. Passages are in no order."""
        rows = self._case_desk.rows
        if rows.info is None or not self.is_read or not self._case_desk.is_whole:
            return None
        documents = tuple(one.document for one in rows.documents)
        return CaseSnapshot(rows.info, documents, rows.claims, tuple(rows.passages.values()), self.desk)

    def _on_rows_refreshed(self) -> None:
        self._is_stale = True
        if self._watchers:
            self._read()

    def _read(self) -> None:
        """Read them; what changes meanwhile is read behind it."""
        if self._is_reading:
            return
        self._is_reading, self._is_stale = True, False
        asked = self._case_desk.session.read(lambda reader: reader.desk.load())
        self._case_desk.tasks.deliver(asked, self._on_read, self._on_read_failed, owner=self)

    def _on_read(self, desk: Desk) -> None:
        self._is_reading, self.is_read, self.desk = False, True, desk
        self.changed.emit()
        if self._is_stale and self._watchers:
            self._read()

    def _on_read_failed(self, error: BaseException) -> None:
        self._is_reading, self._is_stale = False, True
        self._case_desk.tasks.failed.emit(error)
