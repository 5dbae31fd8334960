"""Documents given to a window whose case is still on its way: kept for it, and missed if the window is closed meanwhile.

Owns their row among what goes on, which an import takes over from. Opens no case and reads no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reviewer.i18n import tr
from reviewer.services.events import ImportProgress
from reviewer.ui.dialogs.import_report import loss_words
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.job_strip import Job


class GivenDocuments:
    """What was given to one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._paths: list[Path] = []
        self._job: Job | None = None

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep more of them. From the first on, closing the window asks as it does during an import."""
        self._paths += paths
        if self._job is None and self._paths:
            self._job = self._window.jobs.start(tr("Adding documents"), self._loss_words)

    def hand_over(self, target: MainWindow) -> None:
        """Add them to the case in a window, unless the person cancelled that."""
        wanted = self._not_cancelled(target)
        if target.case is not None and wanted:
            target.case.documents.add(wanted)
        elif target.case is not None:
            target.case.read.tabs.drop_previews()
        self.end()  # now that the import has a row of its own: a window that waits to be closed goes on waiting

    def take(self) -> Sequence[Path]:
        """Return them, to be given to another case, unless the person cancelled that."""
        return self._not_cancelled(self._window)

    def end(self) -> None:
        """Keep them no longer."""
        if self._job is not None:
            self._job.end()

    def _not_cancelled(self, window: MainWindow) -> Sequence[Path]:
        if self._job is None or not self._job.cancelled.is_set():
            return self._paths
        window.problems.toast(tr("Cancelled. Nothing was added."))
        return ()

    def _loss_words(self) -> str:
        return loss_words((), ImportProgress(0, 0, None, left=tuple(self._paths)))
