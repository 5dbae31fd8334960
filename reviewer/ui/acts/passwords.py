"""Asks for passwords of encrypted documents: for the window at once, for an import from its own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.services.passwords import PasswordSource
from reviewer.ui.case.opening import Answer
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.dialogs.sheet import show_once
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks


class Passwords(QObject):
    """The window's way to ask. Keeps no password."""

    def __init__(self, tasks: Tasks, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._tasks = tasks
        self._theme = theme
        self._over = over
        self._guard = threading.Lock()  # imports ask on their own threads
        self._closed = False
        self._waiting: set[threading.Event] = set()

    def ask_later(self, name: str, attempt: int, answer: Answer, skip_others: Callable[[], None] | None = None) -> None:
        """Open the dialog and return; `answer` is called with the password, or with None when it was skipped.

        With `skip_others` the person may skip the other locked documents too, which is what is called then.
        """
        if self._closed:
            answer(None)
            return
        dialog = PasswordDialog(self._theme, name, attempt, self._over, among_others=skip_others is not None)

        def skip() -> None:
            if skip_others is not None and dialog.skip_others.isChecked():
                skip_others()
            answer(None)

        dialog.accepted.connect(lambda: answer(dialog.password))
        dialog.rejected.connect(skip)
        show_once(dialog)

    def of_import(self) -> PasswordSource:
        """Return who is asked by one import."""
        return _OfImport(self)

    def wait(self, name: str, attempt: int, skip_others: Callable[[], None] | None) -> str | None:
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
        self._tasks.dispatch(lambda: self.ask_later(name, attempt, answer, skip_others))
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


class _OfImport:
    """Asks for the passwords of one import; from the second locked document on, all that are left can be skipped."""

    takes_time = True

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords
        self._skipping = threading.Event()
        self._first = ""

    def ask(self, name: str, attempt: int, /) -> str | None:
        """Ask and wait; called on the thread of the import."""
        if self._skipping.is_set():
            return None
        self._first = self._first or name
        return self._passwords.wait(name, attempt, self._skipping.set if name != self._first else None)
