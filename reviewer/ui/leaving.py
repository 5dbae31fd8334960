"""Closing a window while work goes on that would be lost: says what is done and what is not, and asks how to go on.

Saving is never asked about. Owns the question and the waiting; the work, and what closing means, belong to others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.error_strip import Truth
from reviewer.ui.controls.sheet import Sheet, show_once
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.status.job_strip import JobStrip
from reviewer.ui.problems import Problems


class LeavingDialog(Sheet):
    """Accepted means: go on, and close when it is done. `stop_button` means: stop, and close now."""

    def __init__(self, theme: Theme, losses: Sequence[str], parent: QWidget) -> None:
        super().__init__(theme, tr("Work is still going on"), main=tr("Go on and close when done"), parent=parent)
        for one in losses:
            self.add_text(one, role="body")
        self.add_text(tr("What is not done yet does not go on by itself next time."))
        self.stop_button = QPushButton(tr("Stop and close"))
        self.foot.insertWidget(self.foot.indexOf(self.main_button), self.stop_button)


class Leaving(QObject):
    """Whether a window may close now.

    Attributes:
        waited: The person wished that the work be done first, so an untitled case is worth keeping.

    """

    def __init__(self, theme: Theme, jobs: JobStrip, problems: Problems, window: QWidget, vanishes: Callable[[], bool]) -> None:
        """`vanishes` tells whether an untitled case would not be kept."""
        super().__init__(window)
        self._theme = theme
        self._jobs = jobs
        self._problems = problems
        self._window = window
        self._vanishes = vanishes
        self._dialog: LeavingDialog | None = None
        self._waiting = self._stopping = False
        self.waited = False
        jobs.ended.connect(self._on_jobs_ended)

    def may_close(self) -> bool:
        """Tell whether nothing would be lost, or the person said so; else ask."""
        losses = self._jobs.losses
        if self._stopping or not losses:
            return True
        if self._dialog is None:
            vanishing = tr("If you stop, this untitled case is not kept, with what is in: it holds no passage and no claim yet.")
            self._ask([*losses, vanishing] if self._vanishes() else losses)
        return False

    def _ask(self, losses: Sequence[str]) -> None:
        dialog = self._dialog = LeavingDialog(self._theme, losses, self._window)
        dialog.stop_button.clicked.connect(self._on_stop_clicked)
        dialog.finished.connect(self._on_dialog_finished)
        show_once(dialog)

    def _on_stop_clicked(self) -> None:
        self._stopping = True
        if self._dialog is not None:
            self._dialog.reject()
        self._window.close()

    def _on_dialog_finished(self, result: int) -> None:
        self._dialog = None
        if self._stopping:
            return
        self._wait(waiting=result == QDialog.DialogCode.Accepted)

    def _wait(self, *, waiting: bool) -> None:
        strip = self._problems.strip
        self._waiting = self.waited = waiting
        if waiting:
            strip.tell(
                tr("This window closes when the work is done."),
                action=tr("Keep it open"),
                then=lambda: self._wait(waiting=False),
                closable=False,
                about=Truth.LEAVING,
            )
            self._on_jobs_ended()
        else:
            strip.take_back(Truth.LEAVING)

    def _on_jobs_ended(self) -> None:
        if self._waiting and not self._jobs.losses:
            QTimer.singleShot(0, self, self._close)  # after the report on what became of the work

    def _close(self) -> None:
        """Close, once what the person has to be told was read."""
        told = next((one for one in self._window.findChildren(QDialog) if one.isVisible()), None)
        if told is not None:
            told.finished.connect(self._on_jobs_ended)
        elif self._waiting and not self._jobs.losses:
            self._window.close()
