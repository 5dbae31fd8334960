"""Results that take several requests one after another, as one future.

Owns running a generator that yields futures: each is waited for without blocking a thread. Cancelling the outcome cancels the
request at hand and does none of the later ones.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, Future
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def _nothing(_result: object) -> None:
    """Let go of a result that holds nothing."""


def run(steps: Generator[Future[Any], Any, T], *, unwanted: Callable[[T], None] = _nothing) -> Future[T]:
    """Start the steps, and return the future of what they return.

    Args:
        steps: Yields the requests to wait for, and returns the result.
        unwanted: Takes a result that came when the future had just been cancelled: what it holds must be let go.

    """
    return _Run(steps, unwanted).outcome


class _Run(Generic[T]):
    """One run of steps."""

    def __init__(self, steps: Generator[Future[Any], Any, T], unwanted: Callable[[T], None]) -> None:
        self.outcome: Future[T] = Future()
        self._unwanted = unwanted
        self._steps = steps
        self._at_hand: Future[Any] | None = None
        told = weakref.WeakMethod(self._on_outcome_done)  # the request at hand holds the run, not the outcome that it makes
        self.outcome.add_done_callback(lambda outcome: _call(told, outcome))
        self._go_on(lambda: next(steps))

    def _go_on(self, resume: Callable[[], Future[Any]]) -> None:
        """Run to the next request or to the end."""
        try:
            request = resume()
        except StopIteration as end:
            if self.outcome.set_running_or_notify_cancel():
                self.outcome.set_result(end.value)
            else:
                self._unwanted(end.value)
        except BaseException as error:
            if self.outcome.set_running_or_notify_cancel():
                self.outcome.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            self._at_hand = request
            if self.outcome.cancelled():
                request.cancel()
            request.add_done_callback(self._on_request_done)

    def _on_request_done(self, request: Future[Any]) -> None:
        self._at_hand = None
        if self.outcome.cancelled():
            self._steps.close()
            self.outcome.set_running_or_notify_cancel()
        elif request.cancelled():
            self._go_on(lambda: self._steps.throw(CancelledError()))
        elif (error := request.exception()) is not None:
            self._go_on(lambda: self._steps.throw(error))
        else:
            self._go_on(lambda: self._steps.send(request.result()))

    def _on_outcome_done(self, outcome: Future[T]) -> None:
        at_hand = self._at_hand
        if outcome.cancelled() and at_hand is not None:
            at_hand.cancel()


def _call(method: weakref.WeakMethod[Any], outcome: Future[Any]) -> None:
    found = method()
    if found is not None:
        found(outcome)
