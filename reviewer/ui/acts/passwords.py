"""Asks about documents, for the window at once, for an import from its own thread: passwords, and reading without isolation."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.services.passwords import PasswordSource
from reviewer.ui.case.opening import Answer
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks

T = TypeVar("T")


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
        nobody: str | None = None
        return self._wait(lambda answer: self.ask_later(name, attempt, answer, skip_others), otherwise=nobody)

    def _wait(self, ask: Callable[[Callable[[T], None]], None], *, otherwise: T) -> T:
        answered = threading.Event()
        found = [otherwise]

        def answer(given: T) -> None:
            found[0] = given
            answered.set()

        with self._guard:
            if self._closed:
                return otherwise
            self._waiting.add(answered)
        self._tasks.dispatch(lambda: ask(answer))
        answered.wait()
        with self._guard:
            self._waiting.discard(answered)
        return found[0]

    def ask_anyway_later(self, name: str, answer: Callable[[bool], None]) -> None:
        """Ask whether a document is to be read although too little isolates it, and return; `answer` hears of it."""
        from reviewer.ui.dialogs.isolation_dialog import OpenAnywayDialog

        if self._closed:
            answer(False)
            return
        dialog = OpenAnywayDialog(self._theme, name, self._over)
        dialog.finished.connect(lambda result: answer(result == OpenAnywayDialog.DialogCode.Accepted))
        show_once(dialog)

    def wait_anyway(self, name: str) -> bool:
        """Ask the same and wait for the answer; never called on the GUI thread."""
        return self._wait(lambda answer: self.ask_anyway_later(name, answer), otherwise=False)

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

    def reads_anyway(self, name: str, /) -> bool:
        """Ask and wait, for each document."""
        return self._passwords.wait_anyway(name)
