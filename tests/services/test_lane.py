"""Lanes: in order, the person first, and nothing lost at the end."""

from __future__ import annotations

from threading import Event

import pytest

from reviewer.services.lane import Lane


def test_what_a_person_waits_for_goes_before_the_background() -> None:
    lane, gate, order = Lane("test"), Event(), list[str]()
    lane.submit(gate.wait)
    lane.submit(lambda: order.append("background"), background=True)
    lane.submit(lambda: order.append("first"))
    last = lane.submit(lambda: order.append("second"))
    gate.set()
    last.result(10)
    lane.close()
    assert order == ["first", "second", "background"]


def test_closing_does_what_is_queued_and_then_the_last_call() -> None:
    lane, gate, order = Lane("test"), Event(), list[str]()
    lane.submit(gate.wait)
    lane.submit(lambda: order.append("queued"), background=True)
    gate.set()
    lane.close(lambda: order.append("last"))
    assert order == ["queued", "last"]
    with pytest.raises(RuntimeError, match="closed"):
        lane.submit(order.clear)
    lane.close()


def test_what_fails_reaches_the_one_who_waits_and_nobody_else() -> None:
    lane = Lane("test")
    with pytest.raises(ZeroDivisionError):
        lane.submit(lambda: 1 / 0).result(10)
    assert lane.submit(lambda: 7).result(10) == 7
    lane.close()


def test_a_cancelled_call_is_not_made() -> None:
    lane, gate, made = Lane("test"), Event(), list[int]()
    lane.submit(gate.wait)
    waiting = lane.submit(lambda: made.append(1))
    assert waiting.cancel()
    gate.set()
    lane.close()
    assert made == []
