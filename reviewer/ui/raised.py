"""Brings windows to the front, also when another process of the program asks for the case in one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from reviewer.services import raising
from reviewer.ui.main_window import MainWindow

LOOK_MS = 500
"""How often requests are looked for: one attempt to take away a small file for each window."""


class Requests(QObject):
    """Answers requests. Only the window that writes to a case does: a reader is not who has it."""

    def __init__(self, folder: Path, windows: Callable[[], tuple[MainWindow, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._windows = windows
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._on_looking_timeout)
        if raising.make_folder(folder):
            self._looking.start()

    def stop(self) -> None:
        """Look no longer: a timer that runs may only be deleted on the window's thread."""
        self._looking.stop()

    def _on_looking_timeout(self) -> None:
        for one in self._windows():
            case = one.case
            if case is not None and not case.session.read_only and raising.take(self._folder, case.session.path):
                raise_window(one)


def raise_window(window: MainWindow) -> None:
    """Show a window before all others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
