"""Keeps what a person changed in the preferences, and how windows were left, and dresses the windows by it.

Owns that the disk is written on a thread of its own: another program may be writing the same file.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reviewer.ui.main_window import MainWindow
from reviewer.ui.program import Program


class PreferenceKeeper(QObject):
    """The preferences of all windows."""

    def __init__(self, program: Program, threads: ThreadPoolExecutor, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._settings = program.parts.settings
        self._threads = threads

    def change(self, values: dict[str, object]) -> None:
        """Keep preferences and dress the windows by them, also where they cannot be kept beyond this session."""

        def keep() -> None:
            self._settings.change(**values)
            if not self._settings.values.keep_recent:
                self._settings.forget_recent()

        def refused(error: BaseException) -> None:
            self._program.report(error)
            self._dress()

        self._program.tasks.deliver(self._threads.submit(keep), lambda _none: self._dress(), refused, owner=self)

    def keep_frame(self, window: MainWindow, panes: str) -> None:
        """Remember where a window is, and what was made of its panes, for the next one."""
        geometry = bytes(window.saveGeometry().toBase64().data()).decode()
        keeping = self._threads.submit(self._settings.change, window_geometry=geometry, panes=panes)
        self._program.tasks.deliver(keeping, lambda _none: None, self._program.report, owner=self)

    def _dress(self) -> None:
        for window in self._program.windows:
            if window.case is not None:
                window.case.session.reviewer = self._program.parts.reviewer
                window.case.recognition.follow_preferences()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._program.theme.apply(app, self._settings.values.theme)
