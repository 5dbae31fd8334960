"""Long work above the status line: what it is, how far it is with counts, and a way to cancel it, or to let it rest.

Hidden while there is none. A click on its buttons leaves the keyboard where it was: somebody goes on reading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks

_STEPS = 1000
"""Of the bar for each piece: one large file moves it too."""

CALM_MS = 700
"""How often the counts change at most: whoever reads should not see them flicker."""


QUIET_MS = 1000
"""How long nothing changes here after a page moved: that would draw the eye of whoever turns pages, and move the page itself."""


@dataclass(frozen=True, slots=True)
class Steering:
    """What work does that can be paused, called on the GUI thread.

    Attributes:
        pause: Given whether it is to rest now.
        cancel: It is cancelled; it may be resting.

    """

    pause: Callable[[bool], None]
    cancel: Callable[[], None]


class Job:
    """One piece of long work, told from its own thread.

    Attributes:
        cancelled: Set when the person pressed Cancel; may be looked at on any thread.

    """

    def __init__(self, tasks: Tasks, row: _Row) -> None:
        self._tasks = tasks
        self._row = row
        self.cancelled = threading.Event()
        row.cancel.clicked.connect(self._on_cancel_clicked)

    def tell(self, done: int, total: int, what: str, part: float = 0.0) -> None:
        """Say how far it is, `part` (0 to 1) of the one at work included. May be called on any thread."""
        self._tasks.dispatch(lambda: self._row.tell(done, total, what, part) if shiboken6.isValid(self._row) else None)

    def end(self) -> None:
        """Take it away, if its window has not gone; on the GUI thread."""
        if shiboken6.isValid(self._row):
            self._row.end()

    def _on_cancel_clicked(self) -> None:
        if self._row.is_over:
            return
        self.cancelled.set()
        self._row.leave_keyboard()
        self._row.cancel.setEnabled(False)
        self._row.what.set_text(tr("Cancelling …"))


class JobStrip(QFrame):
    """The rows of what is going on.

    Signals:
        ended: One of them is over.
        keyboard_left: A button that had the keyboard goes away, or can be pressed no more: it is for whatever is on show.

    """

    ended = Signal()
    keyboard_left = Signal()

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._theme = theme
        self.setProperty("surface", "window")
        self.setProperty("line", "top")
        self._losses: dict[Job, Callable[[], str]] = {}
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet_timeout)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 2, 12, 2)
        self._column.setSpacing(0)
        self.hide()

    def start(self, words: str, loss: Callable[[], str] | None = None, *, steering: Steering | None = None) -> Job:
        """Show a new piece of work. `loss` says in a sentence what would be lost if it were stopped now; nothing without it."""
        row = _Row(self._theme, words, self._quiet)
        if steering is not None:
            row.steer(steering)
        row.destroyed.connect(self._on_row_destroyed)
        self._column.addWidget(row)
        self.show()
        job = Job(self._tasks, row)
        if loss is not None:
            self._losses[job] = loss
        row.ended.connect(lambda: self._on_row_ended(job))
        row.keyboard_left.connect(self.keyboard_left)
        return job

    def hush(self) -> None:
        """Change nothing for a moment: a page has just moved."""
        self._quiet.start()

    def when_quiet(self, then: Callable[[], None]) -> None:
        """Do something that changes the window's foot: at once, or when no page has moved for a moment."""
        if self._quiet.isActive():
            self._quiet.timeout.connect(then, Qt.ConnectionType.SingleShotConnection)
        else:
            then()

    @property
    def is_busy(self) -> bool:
        """Whether anything is going on."""
        return any(not row.is_over for row in self._rows())

    @property
    def losses(self) -> tuple[str, ...]:
        """What would be lost if everything were stopped now; what the person cancelled is not missed."""
        return tuple(loss() for job, loss in self._losses.items() if not job.cancelled.is_set())

    def _rows(self) -> list[_Row]:
        """Return the rows that are seen, those among them whose work is over."""
        return self.findChildren(_Row)

    def _on_row_ended(self, job: Job) -> None:
        self._losses.pop(job, None)
        if not self._quiet.isActive():
            self._on_quiet_timeout()
        self.ended.emit()

    def _on_quiet_timeout(self) -> None:
        for row in self._rows():
            if row.is_over:
                row.leave()

    def _on_row_destroyed(self) -> None:
        self.setVisible(self._column.count() > 0)


class _Row(QWidget):
    """Words, bar, count, Cancel. `ended` says that the work is over; `is_over` goes on saying it while the row is still seen."""

    ended = Signal()
    keyboard_left = Signal()

    def __init__(self, theme: Theme, words: str, quiet: QTimer) -> None:
        super().__init__()
        self._quiet = quiet
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(labels.label(words, font=theme.font("second", bold=True)))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        labels.name(self.bar, words)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        self.count = labels.label(role="second", font=theme.font("second"))
        row.addWidget(self.count)
        self.what = ElidedLabel(theme, colour="text_second", middle=True)
        self.what.setFont(theme.font("second"))
        row.addWidget(self.what, 1)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setProperty("small", True)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        labels.name(self.cancel, tr("Cancel: {words}").format(words=words))
        row.addWidget(self.cancel)
        self.is_over = False
        self._words = words
        self._news: tuple[int, int, str, float] | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._on_calm_timeout)

    def tell(self, done: int, total: int, what: str, part: float) -> None:
        """Show how far it is, now or, shortly after the last time, a little later."""
        if self.is_over:
            return
        self._news = done, total, what, part
        if not self._calm.isActive():
            self._on_calm_timeout()

    def steer(self, steering: Steering) -> None:
        """Have a button that lets the work rest and go on."""
        pause = QPushButton(tr("Pause"))
        pause.setProperty("small", True)
        pause.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        pause.setCheckable(True)
        labels.name(pause, tr("Pause: {words}").format(words=self._words))
        going_on = tr("Go on")
        pause.setMinimumWidth(max(pause.sizeHint().width(), pause.fontMetrics().horizontalAdvance(going_on) + 24))

        def on_toggled(resting: bool) -> None:
            pause.setText(going_on if resting else tr("Pause"))
            labels.name(pause, (tr("Go on: {words}") if resting else tr("Pause: {words}")).format(words=self._words))
            self.what.set_text(tr("Paused") if resting else "")
            steering.pause(resting)

        def on_cancelled() -> None:
            self.leave_keyboard()
            pause.setEnabled(False)
            steering.cancel()

        pause.toggled.connect(on_toggled)
        self.cancel.clicked.connect(on_cancelled)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.count() - 1, pause)

    def _on_calm_timeout(self) -> None:
        if self._quiet.isActive():
            self._calm.start()
            return
        news, self._news = self._news, None
        if news is not None and not self.is_over:
            self._show(*news)
            self._calm.start()

    def _show(self, done: int, total: int, what: str, part: float) -> None:
        is_begun = done > 0 or part > 0  # until then it moves by itself: the first piece may take long
        self.bar.setRange(0, max(total, 0) * _STEPS if is_begun else 0)
        self.bar.setValue(round((done + min(max(part, 0.0), 1.0)) * _STEPS))
        self.count.setText(tr("{done} of {total}").format(done=done, total=total) if total > 1 else "")
        if self.cancel.isEnabled():
            self.what.set_text(what)

    def end(self) -> None:
        """Be over; what is shown stays until `leave`."""
        self.is_over = True
        self.ended.emit()

    def leave_keyboard(self) -> None:
        """Let go of the keyboard, where it is here: Qt would give it to whatever comes next in the window."""
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.keyboard_left.emit()

    def leave(self) -> None:
        """Go away."""
        self.leave_keyboard()
        self._calm.stop()
        self.hide()
        self.setParent(None)
        self.deleteLater()
