"""Has it found out, once a run, how well documents are isolated, and shows it in every window.

Owns when that is: some seconds after the first window has all it needs, for the first page has the processor until then.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from reviewer.documents.isolation import Isolation
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.main_window import MainWindow
from reviewer.ui.program import Program

_log = logger(__name__)

WAIT_MS = 4000
"""After the first window was furnished, which comes after its first page: whoever opens a document looks at that first."""

ATTEMPTS = 2
"""How often it is tried where it cannot be."""


class IsolationKeeper(QObject):
    """What is known of the isolation."""

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._found: Isolation | None = None
        self._attempts = 0
        self._can_be_tried = False  # though it could not be so far
        QTimer.singleShot(WAIT_MS, self, self._try)

    def show_in(self, window: MainWindow) -> None:
        """Show in a window what is known; where that is nothing yet, it comes by itself."""
        if self._found is not None:
            window.jobs.when_quiet(partial(self._say_in, window, self._found))  # whoever turns pages sees nothing else change

    def _say_in(self, window: MainWindow, found: Isolation) -> None:
        from reviewer.ui.panels.status.isolation_chip import IsolationChip

        chip = window.status.isolation
        if chip is not None:
            with window.status.saying():
                chip.tell(found.state)
            return
        chip = IsolationChip(self._program.theme, found.state)
        chip.clicked.connect(partial(self.show_details, window))
        window.status.show_isolation(chip)

    def _try(self) -> None:
        self._attempts += 1
        trying = self._program.parts.workers.try_isolation()
        self._program.tasks.deliver(trying, self._on_found, self._on_failed, owner=self)

    def _on_failed(self, error: BaseException) -> None:
        _log.info("isolation-not-tried %s", type(error).__name__)
        if self._attempts < ATTEMPTS:  # the process that forks the others may just have been ended
            QTimer.singleShot(WAIT_MS, self, self._try)
        else:
            self._tell(Isolation(), can_be_tried=True)

    def _on_found(self, found: Isolation) -> None:
        self._tell(found, can_be_tried=False)

    def _tell(self, found: Isolation, *, can_be_tried: bool) -> None:
        self._found, self._can_be_tried = found, can_be_tried
        for window in self._program.windows:
            if window.is_furnished:
                self.show_in(window)

    def show_details(self, window: MainWindow) -> None:
        """Say what was tried, once that is known; before that a trial would delay what is being opened."""
        from reviewer.ui.dialogs.isolation_dialog import IsolationDialog

        if self._found is not None:
            dialog = IsolationDialog(self._program.theme, self._found, window, can_be_tried=self._can_be_tried)
            dialog.accepted.connect(partial(self._try_again, window))
            show_once(dialog)
        else:
            window.problems.toast(tr("Not tried yet: that is done some seconds after the start."))

    def _try_again(self, window: MainWindow) -> None:
        """Try once more because somebody asks, and say to them what came of it."""
        window.problems.toast(tr("Trying how well documents are isolated…"))

        def found(isolation: Isolation) -> None:
            self._on_found(isolation)
            self.show_details(window)

        def failed(error: BaseException) -> None:
            _log.info("isolation-not-tried %s", type(error).__name__)
            self.show_details(window)

        self._program.tasks.deliver(self._program.parts.workers.try_isolation(), found, failed, owner=window)
