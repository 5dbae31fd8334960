"""Untitled cases of earlier sessions that no window has open, and how one is discarded after asking.

Owns that question. Which cases there are, and deleting them, is the business of `services.drafts`; `known_cases` offers them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.services import drafts
from reviewer.ui.controls.sheet import Sheet, show_once
from reviewer.ui.look import readable
from reviewer.ui.main_window import MainWindow
from reviewer.ui.program import Program


class LeftDrafts(QObject):
    """What windows do with untitled cases that none of them has open. `changed` says that there are others now."""

    changed = Signal()

    def __init__(self, program: Program, threads: ThreadPoolExecutor, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._parts = program.parts
        self._tasks = program.tasks
        self._threads = threads

    def left_over(self) -> tuple[Path, ...]:
        """Return the untitled cases of earlier sessions that no window has open."""
        return tuple(one for one in drafts.left_over(self._parts.drafts) if self._program.with_case(one) is None)

    def discard(self, path: Path, window: MainWindow) -> None:
        """Say what an untitled case holds, ask, and delete it."""
        there = self._program.with_case(path)
        if there is not None:
            where = tr("It is open in this window") if there is window else tr("It is open in another window")
            self._tell(window, CaseError(where, tr("Close it first, if you do not want to keep it.")))
            return
        looking = self._threads.submit(drafts.holding, path)

        def ask(found: drafts.Holding) -> None:
            holds = readable.holds_words(found.documents, found.claims, found.passages)
            self._ask(path, window, holds, tr("Last changed {moment}").format(moment=readable.moment_words(found.changed_at)))

        def ask_blindly(error: BaseException) -> None:
            self._ask(path, window, tr("What it holds cannot be read."), str(error))

        self._tasks.deliver(looking, ask, ask_blindly, owner=window)

    def _ask(self, path: Path, window: MainWindow, *holds: str) -> None:
        question = tr("Discard “{name}”?").format(name=drafts.title(path))
        dialog = Sheet(self._program.theme, question, main=tr("Discard"), final=True, parent=window)
        for one in holds:
            dialog.add_text(one, role="body")
        dialog.add_text(tr("Its documents, passages and notes are deleted. This cannot be undone."))
        dialog.add_text(tr("The files that its documents were copied from stay where they are."))
        dialog.accepted.connect(lambda: self._delete(path, window))
        show_once(dialog)

    def _delete(self, path: Path, window: MainWindow) -> None:
        discarding = partial(drafts.discard_left_over, path, self._parts.reviewer, self._parts.clock())
        self._tasks.deliver(
            self._threads.submit(discarding), lambda _none: self.changed.emit(), partial(self._tell, window), owner=window
        )

    @staticmethod
    def _tell(window: MainWindow, error: BaseException) -> None:
        window.problems.dialog(tr("The case was not discarded"), error)
