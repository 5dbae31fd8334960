"""A queue of calls: in order, the person first, and nothing lost at the end."""

from __future__ import annotations

from threading import Event

import pytest

from reviewer.services.case.call_queue import CallQueue


def test_what_a_person_waits_for_goes_before_the_background() -> None:
    queue, gate, order = CallQueue("test"), Event(), list[str]()
    queue.submit(gate.wait)
    queue.submit(lambda: order.append("background"), background=True)
    queue.submit(lambda: order.append("first"))
    last = queue.submit(lambda: order.append("second"))
    gate.set()
    last.result(10)
    queue.close()
    assert order == ["first", "second", "background"]


def test_closing_does_what_is_queued_and_then_the_last_call() -> None:
    queue, gate, order = CallQueue("test"), Event(), list[str]()
    queue.submit(gate.wait)
    queue.submit(lambda: order.append("queued"), background=True)
    gate.set()
    queue.close(lambda: order.append("last"))
    assert order == ["queued", "last"]
    with pytest.raises(RuntimeError, match="closed"):
        queue.submit(order.clear)
    queue.close()


def test_what_fails_reaches_the_one_who_waits_and_nobody_else() -> None:
    queue = CallQueue("test")
    with pytest.raises(ZeroDivisionError):
        queue.submit(lambda: 1 / 0).result(10)
    assert queue.submit(lambda: 7).result(10) == 7
    queue.close()


def test_a_cancelled_call_is_not_made() -> None:
    queue, gate, made = CallQueue("test"), Event(), list[int]()
    queue.submit(gate.wait)
    waiting = queue.submit(lambda: made.append(1))
    assert waiting.cancel()
    gate.set()
    queue.close()
    assert made == []


def test_a_long_call_lets_brief_ones_of_a_person_be_done_in_its_middle_and_in_order() -> None:
    queue, order = CallQueue("test"), list[str]()
    asked = Event()

    def long() -> None:
        order.append("begins")
        asked.wait(10)
        queue.do_brief()
        order.append("ends")

    queue.submit(long)
    queue.submit(lambda: order.append("background"), background=True)
    queue.submit(lambda: order.append("brief"), brief=True)
    failing = queue.submit(lambda: 1 / 0, brief=True)
    queue.submit(lambda: order.append("another long one"))
    last = queue.submit(lambda: order.append("brief, but behind it"), brief=True)
    asked.set()
    last.result(10)
    queue.close()
    assert order == ["begins", "brief", "ends", "another long one", "brief, but behind it", "background"]
    with pytest.raises(ZeroDivisionError):
        failing.result(0)
