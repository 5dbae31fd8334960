"""One thread that does one thing after another, what a person waits for before what goes on in the background.

Owns its thread and its two queues; knows nothing of cases. Jobs run in the order of asking within their queue.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    call: Callable[[], Any]
    brief: bool = False
    future: Future[Any] = field(default_factory=Future)

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.call()
        except BaseException as error:  # noqa: BLE001 - whatever it is belongs to the one who waits for the future
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


def _nothing() -> None:
    """End without a last call."""


class CallQueue:
    """A thread with an urgent and a background queue. Started at once; `close` waits for what was asked for."""

    def __init__(self, name: str) -> None:
        self._urgent: deque[_Job] = deque()
        self._background: deque[_Job] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, call: Callable[[], T], *, background: bool = False, brief: bool = False) -> Future[T]:
        """Queue a call and return its future.

        Args:
            call: What is to be done.
            background: After everything that is not.
            brief: It may also be done in the middle of a longer call, where that one lets it (`do_brief`).

        Raises:
            RuntimeError: The queue is closed.

        """
        job = _Job(call, brief)
        with self._wake:
            if self._closing:
                raise RuntimeError("the queue is closed")
            (self._background if background else self._urgent).append(job)
            self._wake.notify()
        return job.future

    def do_brief(self) -> None:
        """Do what a person waits for, in the middle of a call of this queue's thread, up to the first call that is not brief."""
        while True:
            with self._wake:
                if not self._urgent or not self._urgent[0].brief:
                    return
                job = self._urgent.popleft()
            job.run()

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Do what is queued, then `last` on the queue's thread, then end the thread. Calling it again does nothing.

        Raises:
            Exception: Whatever `last` raised.

        """
        ending = _Job(last or _nothing)
        with self._wake:
            if self._closing:
                return
            self._background.append(ending)
            self._closing = True
            self._wake.notify()
        self._thread.join()
        ending.future.result()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            job.run()

    def _next(self) -> _Job | None:
        with self._wake:
            while not self._urgent and not self._background:
                if self._closing:
                    return None
                self._wake.wait()
            return self._urgent.popleft() if self._urgent else self._background.popleft()
