"""What the parts of the window's program that open and discard cases know of the rest of it; `application.Windows` has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from reviewer.services.parts import Parts
from reviewer.services.session import Session
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.tasks import Tasks


class Program(Protocol):
    """The program: its parts and its windows."""

    @property
    def parts(self) -> Parts:
        """The program's parts."""

    @property
    def theme(self) -> Theme:
        """Colours and fonts."""

    @property
    def tasks(self) -> Tasks:
        """The bridge from other threads."""

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """All windows, the oldest first."""

    def make(self) -> MainWindow:
        """Open another, empty window."""

    def with_case(self, path: Path) -> MainWindow | None:
        """Return the window that has a case open."""

    def open_paths(self, paths: Sequence[Path], window: MainWindow) -> None:
        """Open cases, and add everything else to a case."""

    def opened(self) -> None:
        """Hear that a case is in a window now."""

    def end(self, session: Session) -> None:
        """Close a case that no window shows."""

    def report(self, error: BaseException) -> None:
        """Tell of an error in the window that is used."""
