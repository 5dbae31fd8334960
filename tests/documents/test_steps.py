"""Several requests as one future: in order, with errors passed on, and cancelled as one."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Generator
from concurrent.futures import Future
from typing import Any

import pytest

from reviewer.documents.dispatching import steps


def adding(*requests: Future[int]) -> Generator[Future[Any], Any, int]:
    total = 0
    for request in requests:
        total += yield request
    return total


def test_results_come_together() -> None:
    first, second = Future[int](), Future[int]()
    outcome = steps.run(adding(first, second))
    second.set_result(2)
    assert not outcome.done()
    first.set_result(1)
    assert outcome.result(0) == 3


def test_an_error_ends_the_steps_unless_they_handle_it() -> None:
    failed = Future[int]()
    outcome = steps.run(adding(failed, Future()))
    failed.set_exception(ValueError("no"))
    with pytest.raises(ValueError, match="no"):
        outcome.result(0)

    def handling() -> Generator[Future[Any], Any, str]:
        try:
            yield failed
        except ValueError:
            return "handled"
        return "not reached"

    assert steps.run(handling()).result(0) == "handled"


def test_an_error_before_the_first_request_is_told_too() -> None:
    def refusing() -> Generator[Future[Any], Any, int]:
        raise ValueError("at once")
        yield Future()

    with pytest.raises(ValueError, match="at once"):
        steps.run(refusing()).result(0)


def test_cancelling_cancels_what_is_at_hand_and_does_no_more() -> None:
    first = Future[int]()
    tidied = []

    def two() -> Generator[Future[Any], Any, int]:
        try:
            yield first
            raise AssertionError("went on")
        finally:
            tidied.append(True)

    outcome = steps.run(two())
    assert outcome.cancel()
    assert first.cancelled()
    assert tidied == [True]


def test_a_request_that_is_cancelled_elsewhere_fails_the_outcome() -> None:
    request = Future[int]()
    outcome = steps.run(adding(request))
    request.cancel()
    assert outcome.exception(0) is not None


def test_a_result_that_comes_after_the_cancelling_is_dropped() -> None:
    request = Future[int]()
    request.set_running_or_notify_cancel()
    outcome = steps.run(adding(request))
    assert outcome.cancel()
    request.set_result(1)
    assert outcome.cancelled()


def test_a_result_that_comes_too_late_is_let_go_of() -> None:
    request, dropped = Future[int](), list[str]()
    outcomes: list[Future[str]] = []

    def finishing() -> Generator[Future[Any], Any, str]:
        yield request
        outcomes[0].cancel()  # somebody else does, just before the end
        return "an open document"

    outcomes.append(steps.run(finishing(), unwanted=dropped.append))
    request.set_result(1)
    assert outcomes[0].cancelled()
    assert dropped == ["an open document"]


class Result:
    """Something large."""


def test_what_came_of_the_steps_is_held_by_nobody_but_who_asked() -> None:
    """It does not wait for the collector."""

    def asking(request: Future[Result]) -> Generator[Future[Any], Any, Result]:
        result: Result = yield request
        return result

    gc.disable()
    try:
        request: Future[Result] = Future()
        outcome = steps.run(asking(request))
        request.set_result(Result())
        alive = weakref.ref(outcome.result(0))
        del request
        assert alive() is not None
        del outcome
        assert alive() is None
    finally:
        gc.enable()
