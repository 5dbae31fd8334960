"""Results come back on the window's thread, failures are told, and nothing reaches what is gone."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reviewer.ui.tasks import Tasks


def test_a_result_arrives_on_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    found: list[tuple[int, threading.Thread]] = []
    with ThreadPoolExecutor(1) as pool:
        tasks.deliver(pool.submit(lambda: 42), lambda value: found.append((value, threading.current_thread())))
        assert found == []
        qtbot.waitUntil(lambda: bool(found))
    assert found == [(42, threading.main_thread())]


def test_a_failure_goes_to_who_asked_or_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    failed: Future[None] = Future()
    failed.set_exception(ValueError("no"))
    caught: list[BaseException] = []
    tasks.deliver(failed, lambda _value: None, caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.deliver(failed, lambda _value: None)
    assert isinstance(told.args[0], ValueError)


def test_cancelled_work_and_deleted_owners_are_left_alone(tasks: Tasks, qtbot: QtBot) -> None:
    found: list[object] = []
    cancelled: Future[int] = Future()
    cancelled.cancel()
    tasks.deliver(cancelled, found.append, found.append)
    owner = QObject()
    late: Future[int] = Future()
    tasks.deliver(late, found.append, found.append, owner=owner)
    shiboken6.delete(owner)
    late.set_result(1)
    after: list[int] = []
    tasks.dispatch(lambda: after.append(1))
    qtbot.waitUntil(lambda: after == [1])
    assert found == []


def test_nothing_arrives_after_closing(tasks: Tasks, qtbot: QtBot) -> None:
    found: list[int] = []
    tasks.dispatch(lambda: found.append(1))
    tasks.close()
    qtbot.wait(1)
    assert found == []


class Result:
    """Something large."""


def test_a_result_that_was_handed_over_is_held_by_nobody(tasks: Tasks, qtbot: QtBot) -> None:
    """It does not wait for the collector, which leaves alone what was there when a case was read."""
    handed: list[str] = []
    future: Future[Result] = Future()
    result = Result()
    alive = weakref.ref(result)

    def take(_asked: Future[Result], found: Result) -> None:
        handed.append(type(found).__name__)

    gc.disable()
    try:
        tasks.deliver(future, partial(take, future))
        future.set_result(result)
        del future, result, take
        qtbot.waitUntil(lambda: bool(handed))
        assert alive() is None
    finally:
        gc.enable()
