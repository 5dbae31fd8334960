"""The cases that a person may go on with: recent ones, and untitled ones of earlier sessions.

Owns which of them are offered, in the menu and in an empty window. Opening and discarding them is the business of others.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from reviewer.ui.left_drafts import LeftDrafts
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.recent_cases import RecentCase
from reviewer.ui.program import Program


class KnownCases(QObject):
    """What windows offer to go on with."""

    def __init__(self, program: Program, drafts: LeftDrafts, threads: ThreadPoolExecutor, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._drafts = drafts
        self._threads = threads

    def listed(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return the recent cases and the untitled ones that no window has open."""
        return self.named(), self._drafts.left_over()

    def named(self) -> tuple[Path, ...]:
        """Return the recent cases that have a name and are still there, newest first."""
        parts = self._program.parts
        return tuple(one for one in parts.settings.recent if not parts.is_draft(one))

    def show_in(self, window: MainWindow) -> None:
        """Show the recent cases in a window without a case, soon: a folder in a network takes its time to say what is there."""
        self._program.tasks.deliver(self._threads.submit(self._looked_at), window.empty.show_recent, owner=window)

    def _looked_at(self) -> tuple[RecentCase, ...]:
        return tuple(RecentCase(one, _changed(one)) for one in self.named())


def _changed(path: Path) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
    except (OSError, OverflowError, ValueError):  # gone meanwhile, or a time that no calendar has
        return ""
