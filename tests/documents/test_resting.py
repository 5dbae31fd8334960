"""Reading texts for the index waits while somebody turns pages, and goes on when they rest, or will not."""

from __future__ import annotations

import time

import pytest

from reviewer.documents.dispatching.resting import LONGEST_REST_S, REST_S, Rest


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made)
    return made


def turn(rest: Rest, clock: Clock, times: int, every_s: float = 0.4) -> None:
    for _ in range(times):
        clock.now += every_s
        rest.look()


def test_one_page_puts_nothing_off_though_it_is_drawn_in_parts(clock: Clock) -> None:
    rest = Rest()
    turn(rest, clock, 8, every_s=0.02)
    assert rest.left_s == 0


def test_turning_pages_puts_it_off_until_a_moment_after_the_last(clock: Clock) -> None:
    rest = Rest()
    turn(rest, clock, 3)
    assert rest.left_s == pytest.approx(REST_S)
    clock.now += REST_S / 2
    assert rest.left_s == pytest.approx(REST_S / 2)
    clock.now += REST_S
    assert rest.left_s == 0


def test_who_reads_each_page_puts_nothing_off(clock: Clock) -> None:
    rest = Rest()
    turn(rest, clock, 20, every_s=REST_S + 0.1)
    assert rest.left_s == 0


def test_after_a_long_while_the_work_goes_on_all_the_same(clock: Clock) -> None:
    rest = Rest()
    turn(rest, clock, int(LONGEST_REST_S / 0.4) + 2)
    assert rest.left_s == 0
    clock.now += REST_S + 0.1
    turn(rest, clock, 3)
    assert rest.left_s > 0, "a pause begins anew"
