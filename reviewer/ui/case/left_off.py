"""Keeps how the case was left in this window, and brings it back when the case is opened the next time.

Owns when that is kept: a moment after something changed, so that a killed program has lost little, and at the end. What is kept
and where is `settings.case_views`' business; no word of it is in the case.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.settings.case_views import CaseView
from reviewer.settings.preferences import Settings
from reviewer.ui.case.case_desk import CaseDesk

SETTLE_MS = 1000
"""How long after the last change the view is kept."""


class LeftOff(QObject):
    """How the case was left and is left.

    Signals:
        known: The `CaseView` of the last time; empty for a case that was never open here.

    """

    known = Signal(object)

    def __init__(self, settings: Settings, desk: CaseDesk, look: Callable[[], CaseView], parent: QObject | None = None) -> None:
        """Ask `look` how the case is on show, whenever that is to be kept."""
        super().__init__(parent)
        self._settings = settings
        self._desk = desk
        self._look = look
        self._kept: CaseView | None = None
        self._closed = False
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self.keep)

    def ask(self) -> None:
        """Find out how the case was left; `known` says it."""
        case = self._case
        reading = self._desk.session.job(lambda: self._settings.case_view(case))
        self._desk.tasks.deliver(reading, self._on_read, owner=self)

    def touch(self) -> None:
        """Something may be different from what was kept."""
        if self._kept is not None:
            self._soon.start()

    def keep(self) -> None:
        """Keep now what is different. Nothing is kept before it is known how the case was left."""
        self._soon.stop()
        now = self._look()
        if self._kept is None or now == self._kept or self._desk.session.closing.is_set():
            return
        self._kept = now
        case = self._case
        writing = self._desk.session.job(lambda: self._settings.keep_case_view(case, now))
        self._desk.tasks.deliver(writing, lambda _none: None, owner=self)

    def close(self) -> None:
        """Keep it for the last time; what was asked before is not told any more."""
        self.keep()
        self._closed = True

    @property
    def _case(self) -> str:
        return self._desk.rows.info.id if self._desk.rows.info else ""

    def _on_read(self, view: CaseView) -> None:
        if self._closed:
            return
        self._kept = view
        self.known.emit(view)
