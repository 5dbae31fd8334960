"""Brings results from other threads to the window's thread, and session events with them.

The window never waits: services return futures, and `Tasks.deliver` calls back on the GUI thread when one is done. Holds no
result and starts no thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from threading import get_ident
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

T = TypeVar("T")


class Tasks(QObject):
    """The bridge from futures and service threads to the GUI thread.

    Signals:
        failed: A delivered future failed and nobody had said what to do then; carries the exception.

    """

    failed = Signal(object)
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._window_thread = get_ident()
        self._posted.connect(self._on_self_posted)

    def dispatch(self, fn: Callable[[], None]) -> None:
        """Call `fn` on the GUI thread, soon. May be called from any thread; after `close` it does nothing."""
        if self._closed or not shiboken6.isValid(self):
            return
        if get_ident() == self._window_thread:  # where the signal would call at once: "queued" is one of the enums of `Qt`
            QTimer.singleShot(0, self, partial(self._on_self_posted, fn))
        else:
            self._posted.emit(fn)

    def deliver(
        self,
        future: Future[T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
        told_late: bool = False,
    ) -> None:
        """Hand a future's result to `done` on the GUI thread, or its exception to `failed`.

        A cancelled future is dropped silently, and so is everything once `owner` has been deleted; what fails then is told by the
        signal `failed` all the same if it is `told_late`.

        Args:
            future: What a service returned.
            done: Takes the result.
            failed: Takes the exception; without it the signal `failed` is emitted and the person is told.
            owner: The object that the callbacks belong to.
            told_late: Something of the person's was to be kept: whether that went wrong matters beyond the owner's life.

        """

        def finish() -> None:
            if future.cancelled():
                return
            error = future.exception(timeout=0)
            if owner is not None and not shiboken6.isValid(owner):
                if error is not None and told_late:
                    self.failed.emit(error)
                return
            if error is None:
                done(future.result(timeout=0))
            elif failed is not None:
                failed(error)
            else:
                self.failed.emit(error)

        waiting = [finish]  # taken out, or future and callback would hold each other, and the result with them
        future.add_done_callback(lambda _future: self.dispatch(waiting.pop()))

    def close(self) -> None:
        """Drop everything that is still on its way."""
        self._closed = True

    @Slot(object)
    def _on_self_posted(self, fn: Callable[[], None]) -> None:
        if not self._closed:
            fn()
