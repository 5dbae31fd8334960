"""Asks for passwords of encrypted documents: for the window at once, for an import from its own thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.ui.case.opening import Answer
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.dialogs.sheet import show_once
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks


class Passwords(QObject):
    """A `PasswordSource` for imports, and the window's way to ask. Keeps no password."""

    takes_time = True

    def __init__(self, tasks: Tasks, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._tasks = tasks
        self._theme = theme
        self._over = over
        self._guard = threading.Lock()  # imports ask on their own threads
        self._closed = False
        self._waiting: set[threading.Event] = set()

    def ask_later(self, name: str, attempt: int, answer: Answer) -> None:
        """Open the dialog and return; `answer` is called with the password, or with None when it was skipped."""
        if self._closed:
            answer(None)
            return
        dialog = PasswordDialog(self._theme, name, attempt, self._over)
        dialog.accepted.connect(lambda: answer(dialog.password))
        dialog.rejected.connect(lambda: answer(None))
        show_once(dialog)

    def ask(self, name: str, attempt: int) -> str | None:
        """Ask and wait for the answer; never called on the GUI thread."""
        answered = threading.Event()
        found: list[str | None] = [None]

        def answer(password: str | None) -> None:
            found[0] = password
            answered.set()

        with self._guard:
            if self._closed:
                return None
            self._waiting.add(answered)
        self._tasks.dispatch(lambda: self.ask_later(name, attempt, answer))
        answered.wait()
        with self._guard:
            self._waiting.discard(answered)
        return found[0]

    def close(self) -> None:
        """Nobody answers any more: let waiting threads go on without a password."""
        with self._guard:
            self._closed = True
            waiting = tuple(self._waiting)
        for one in waiting:
            one.set()
