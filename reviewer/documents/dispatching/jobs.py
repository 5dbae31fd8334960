"""Requests waiting for one document's worker: what to send, how to read the answer, and who goes first.

Owns the order of the queue and the settling of futures. Knows nothing of processes.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Container, Iterable, Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple

from reviewer.documents.protocol.framing import Kind


class Sending(NamedTuple):
    """One request on its way.

    Attributes:
        parts: The payload.
        limit: The most bytes its answer may have.
        read: Checks an answer's payload, with the name of the extractor, and returns the result.
        fds: Descriptors to lend.
        sent: Called once the descriptors have been lent.

    """

    parts: Iterable[bytes | memoryview]
    limit: int
    read: Callable[[memoryview, str], Any]
    fds: Sequence[int] = ()
    sent: Callable[[], None] = lambda: None


class Job:
    """A request with a future. Settle it once, on the I/O thread.

    Attributes:
        kind: What is asked.
        prepare: Makes the request anew each time it is sent; told whether memory can be shared.
        deadline_s: How long a worker may take.
        future: Whom to tell. It stays pending while the worker is at it, so that it can be cancelled at any time.
        priority: Higher goes first; see `Priority`.
        newest_first: Among equals the newest goes first, for what scrolls by; otherwise the oldest.
        lasting: What the worker works out for it stays for later requests: it is not ended when nobody waits any more.
        attempts: How often it has been sent.

    """

    __slots__ = ("attempts", "deadline_s", "future", "kind", "lasting", "newest_first", "prepare", "priority")

    def __init__(
        self,
        kind: Kind,
        prepare: Callable[[bool], Sending],
        deadline_s: float,
        *,
        priority: int = 0,
        newest_first: bool = False,
        lasting: bool = False,
    ) -> None:
        self.kind = kind
        self.prepare = prepare
        self.deadline_s = deadline_s
        self.future: Future[Any] = Future()
        self.priority = priority
        self.newest_first = newest_first
        self.lasting = lasting
        self.attempts = 0

    def succeed(self, result: Any) -> None:
        """Hand over the result, unless nobody wants it any more."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_result(result)

    def fail(self, error: Exception) -> None:
        """Hand over the error, unless nobody wants to know any more."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)


class JobQueue:
    """Jobs by priority; what was cancelled meanwhile is dropped when its turn comes."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int, Job]] = []
        self._serials = itertools.count(1)

    def push(self, job: Job) -> None:
        """Put a job where it belongs. Of equal priority, what is not drawn goes before what is."""
        serial = next(self._serials)
        heapq.heappush(self._heap, (-job.priority, int(job.newest_first), -serial if job.newest_first else serial, job))

    def push_back(self, job: Job) -> None:
        """Put a job that was sent in vain before all others of its priority: what is looked at does not wait for it."""
        heapq.heappush(self._heap, (-job.priority, -1, -next(self._serials), job))

    def pop(self) -> Job | None:
        """Take the job whose turn it is."""
        self._drop_cancelled()
        return heapq.heappop(self._heap)[3] if self._heap else None

    def pop_of(self, kinds: Container[Kind]) -> Job | None:
        """Take the first job of these kinds."""
        self._drop_cancelled()
        entry = min((one for one in self._heap if one[3].kind in kinds), key=lambda one: one[:3], default=None)
        if entry is None:
            return None
        self._heap.remove(entry)
        heapq.heapify(self._heap)
        return entry[3]

    @property
    def next_kind(self) -> Kind | None:
        """What the job asks whose turn it is."""
        self._drop_cancelled()
        return self._heap[0][3].kind if self._heap else None

    def __bool__(self) -> bool:
        self._drop_cancelled()
        return bool(self._heap)

    def take_all(self) -> list[Job]:
        """Empty the queue."""
        jobs = [entry[3] for entry in sorted(self._heap, key=lambda entry: entry[:3])]
        self._heap.clear()
        return jobs

    def _drop_cancelled(self) -> None:
        while self._heap and self._heap[0][3].future.cancelled():
            heapq.heappop(self._heap)[3].future.set_running_or_notify_cancel()


def is_of_use(future: Future[Any]) -> bool:
    """Tell whether a request that was made before need not be made again: it is on its way, or was answered."""
    return not future.cancelled() and not (future.done() and future.exception())
