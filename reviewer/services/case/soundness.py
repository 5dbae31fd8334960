"""Whether a case that was opened may be written to: looked at in the background, waited for by its first change.

Owns the order of the two. What sound means is `store.check`'s; nothing here reads the case, and nothing stops it being read.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from reviewer.errors import CancelledError, CaseError
from reviewer.i18n import tr
from reviewer.services.case.looking_apart import look_apart
from reviewer.store.check import check_before_writing


class Soundness:
    """One look at one case, by whichever thread comes first; the other one waits for it or finds it done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._looking = threading.Lock()
        self._wanted = threading.Event()
        self._given_up = threading.Event()
        self._findings: tuple[str, ...] | None = None

    def look_ahead(self, leaving: Callable[[], bool], *, apart: bool = False) -> None:
        """Look before anybody needs to know. Given up when the case is being closed, unless a change waits for the outcome.

        Args:
            leaving: Tells whether the case is being closed.
            apart: Look in a process of its own: it takes long.

        """

        def unwanted() -> bool:
            return self._given_up.is_set() or (leaving() and not self._wanted.is_set())

        with self._looking, contextlib.suppress(CancelledError):
            if apart and self._findings is None:
                self._findings = look_apart(self._path, unwanted)
            self._look(unwanted)

    def give_up(self) -> None:
        """Let no change wait any longer: those that do, and those that come, are cancelled. Called on any thread."""
        self._given_up.set()

    def require(self) -> None:
        """Wait until the case was looked at.

        Raises:
            CaseError: It is damaged; nothing may be written to it.
            CancelledError: It was given up, and nothing was written.

        """
        self._wanted.set()
        with self._looking:
            found = self._look(self._given_up.is_set)
        if self._given_up.is_set():
            raise CancelledError(tr("Cancelled"))
        if found:
            raise CaseError(
                tr("The case “{name}” is damaged and was not changed: {finding}").format(name=self._path.name, finding=found[0]),
                tr("It can be read still. Go back to a backup or another copy; “reviewer check” says all that is wrong."),
            )

    def _look(self, cancelled: Callable[[], bool]) -> tuple[str, ...]:
        if self._findings is None:
            self._findings = check_before_writing(self._path, cancelled=cancelled)
        return self._findings
