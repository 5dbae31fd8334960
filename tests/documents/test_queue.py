"""Who goes first in one document's queue, and what becomes of the cancelled."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.dispatching.jobs import Job, JobQueue, Sending
from reviewer.documents.protocol.framing import Kind


def job(priority: int = 0, *, draws: bool = False) -> Job:
    kind = Kind.RENDER if draws else Kind.TEXT
    return Job(kind, lambda _: Sending([], 0, lambda *_: None), 1.0, priority=priority, newest_first=draws)


def drained(queue: JobQueue) -> list[Job]:
    found = []
    while (one := queue.pop()) is not None:
        found.append(one)
    return found


def test_of_equal_priority_the_newest_picture_and_the_oldest_word_go_first() -> None:
    queue = JobQueue()
    pictures, words = [job(draws=True) for _ in range(3)], [job() for _ in range(3)]
    for picture, word in zip(pictures, words, strict=True):
        queue.push(picture)
        queue.push(word)
    assert drained(queue) == words + pictures[::-1]


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans(), st.booleans())))
def test_priority_comes_before_everything(asked: list[tuple[int, bool, bool]]) -> None:
    queue = JobQueue()
    jobs = []
    for priority, draws, cancelled in asked:
        one = job(priority, draws=draws)
        queue.push(one)
        if cancelled:
            one.future.cancel()
        else:
            jobs.append(one)
    found = drained(queue)
    assert sorted(map(id, found)) == sorted(map(id, jobs))
    assert [one.priority for one in found] == sorted((one.priority for one in jobs), reverse=True)
    assert not queue


def test_what_was_sent_in_vain_goes_before_all_others_of_its_priority() -> None:
    queue = JobQueue()
    urgent, like, failed = job(100), job(-5), job(-5)
    for one in (urgent, like):
        queue.push(one)
    queue.push_back(failed)
    assert drained(queue) == [urgent, failed, like]


def test_two_jobs_sent_in_vain_go_one_after_the_other_the_later_one_first() -> None:
    queue = JobQueue()
    first, second = job(), job()
    queue.push_back(first)
    queue.push_back(second)
    assert drained(queue) == [second, first]


def test_everything_waiting_can_be_taken_in_order() -> None:
    queue = JobQueue()
    low, high = job(1), job(2)
    queue.push(low)
    queue.push(high)
    assert queue.take_all() == [high, low]
    assert not queue


@pytest.mark.parametrize("cancelled", [True, False])
def test_a_result_that_nobody_wants_any_more_is_dropped(cancelled: bool) -> None:
    one = job()
    if cancelled:
        one.future.cancel()
    one.succeed(42)
    assert one.future.cancelled() == cancelled
    assert cancelled or one.future.result(0) == 42
    future: Future[int] = one.future
    assert future.done()
