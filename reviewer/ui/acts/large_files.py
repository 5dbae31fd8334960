"""Asks whether large files of an import are linked, while the import goes on with the others."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.services.adding.large_files import LargeFile
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.large_files_dialog import LargeFilesDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks


class LargeFiles(QObject):
    """A `LinkChoice` for the imports of one window."""

    def __init__(self, tasks: Tasks, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.hint = tr("Add it again to link it instead, or split it, and add the parts that matter.")
        self._tasks = tasks
        self._theme = theme
        self._over = over
        self._guard = threading.Lock()  # imports ask on their own threads
        self._closed = False
        self._waiting: set[Future[bool]] = set()

    def ask(self, files: Sequence[LargeFile], /) -> Future[bool]:
        """Open the dialog, soon, and return; never called on the GUI thread."""
        answer: Future[bool] = Future()
        with self._guard:
            self._waiting.add(answer)
            closed = self._closed
        if closed:
            self._settle(answer, link=False)
        else:
            self._tasks.dispatch(lambda: self._show(files, answer))
        return answer

    def close(self) -> None:
        """Nobody answers any more: nothing is linked."""
        with self._guard:
            self._closed = True
            waiting = tuple(self._waiting)
        for one in waiting:
            self._settle(one, link=False)

    def _show(self, files: Sequence[LargeFile], answer: Future[bool]) -> None:
        if answer.done():
            return
        dialog = LargeFilesDialog(self._theme, files, self._over)
        answer.add_done_callback(lambda _answer: self._tasks.dispatch(lambda: _dismiss(dialog)))
        dialog.accepted.connect(lambda: self._settle(answer, link=True))
        dialog.rejected.connect(lambda: self._settle(answer, link=False))
        show_once(dialog)

    def _settle(self, answer: Future[bool], *, link: bool) -> None:
        with self._guard:
            is_first = answer in self._waiting
            self._waiting.discard(answer)
        if is_first and answer.set_running_or_notify_cancel():
            answer.set_result(link)


def _dismiss(dialog: LargeFilesDialog) -> None:
    """Close a question that was answered, or that nobody wants answered any more."""
    if shiboken6.isValid(dialog):
        dialog.reject()
