"""The cases that a person may go on with: recent ones, and untitled ones of earlier sessions.

Owns which of them are offered, in the menu and in an empty window, and takes one off that list. Opening and discarding them is
the business of others.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from reviewer.services import drafts
from reviewer.ui.left_drafts import LeftDrafts
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.recent_cases import CaseState, RecentCase
from reviewer.ui.program import Program


class KnownCases(QObject):
    """What windows offer to go on with."""

    def __init__(self, program: Program, untitled: LeftDrafts, threads: ThreadPoolExecutor, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._drafts = untitled
        self._threads = threads
        untitled.changed.connect(self.show_everywhere)

    def listed(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return the recent cases and the untitled ones that no window has open."""
        return self.named(), self._drafts.left_over()

    def named(self) -> tuple[Path, ...]:
        """Return the recent cases that have a name and are still there, newest first."""
        parts = self._program.parts
        return tuple(one for one in parts.settings.recent if not parts.is_draft(one))

    def show_in(self, window: MainWindow) -> None:
        """Show the cases to go on with in an empty window, soon: a folder in a network takes its time to say what is there."""
        open_here = {one.case.session.path.resolve() for one in self._program.windows if one.case is not None}
        looking = self._threads.submit(self._looked_at, open_here)
        self._program.tasks.deliver(looking, window.empty.show_recent, owner=window)

    def take_off(self, window: MainWindow, path: Path) -> None:
        """Take a recent case off the list, or discard an untitled one, which is nowhere else, after asking."""
        if self._program.parts.is_draft(path):
            self._drafts.discard(path, window)
            return
        try:
            self._program.parts.settings.forget_case(path)
        except OSError as error:
            self._program.report(error)
        self.show_everywhere()

    def show_everywhere(self) -> None:
        """Show the cases anew in all empty windows."""
        for one in self._program.windows:
            if one.case is None:
                self.show_in(one)

    def _looked_at(self, open_here: set[Path]) -> tuple[RecentCase, ...]:
        """Return recent cases in the order in which they were used, and each untitled one before those that are older."""
        parts = self._program.parts
        found = [_seen(one) for one in parts.settings.remembered if not parts.is_draft(one)]
        for path in drafts.left_over(parts.drafts):
            if path.resolve() not in open_here:
                draft = RecentCase(path, _changed(path), CaseState.UNTITLED)
                older = (at for at, one in enumerate(found) if one.changed and one.changed <= draft.changed)
                found.insert(next(older, len(found)), draft)
        return tuple(found)


def _seen(path: Path) -> RecentCase:
    changed = _changed(path)
    return RecentCase(path, changed, CaseState.NAMED if changed else CaseState.MISSING)


def _changed(path: Path) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
    except (OSError, OverflowError, ValueError):  # gone meanwhile, or a time that no calendar has
        return ""
