"""One document's requests and the worker process that answers them, one at a time.

Owns healing: whatever happens to the process, the next request gets a fresh one with the same document opened again. A process
that only draws shows the first page and is then followed by one that does everything, which opens the document once more.
Used on the I/O thread only, except where a method says otherwise.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

from reviewer.documents import refusals
from reviewer.documents.dispatching.jobs import Job, JobQueue, Sending
from reviewer.documents.dispatching.pool import Pool
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.limits import CANCEL_GRACE_S, LONGEST_CANCEL_GRACE_S
from reviewer.documents.lockdown.controls import Held
from reviewer.documents.protocol.framing import DRAWING, IN_THE_BACKGROUND, OPENING, Kind, Message, ProtocolError, Status
from reviewer.errors import DocumentError
from reviewer.log import logger

_log = logger(__name__)

_ATTEMPTS = 2
"""A worker that died by itself (the system may have been short of memory) gets the same request once more."""

_STARTS = 4
"""How many processes in a row may end before they are ready: the one that forks them may just have been ended itself."""

CHEAP_OPENING_S = 0.1
"""A process that waits keeps some 20 MB: it is given back while work is put off where opening the document again takes less."""


class Lane:
    """The queue of one document.

    Args:
        pool: Gives and ends processes.
        opening: Makes the job that opens the document in a fresh process; None where there is no document.
        admit: Given what locks a process in, raises `DocumentError` where the document is not to be opened in such a one.

    """

    def __init__(
        self, pool: Pool, opening: Callable[[], Job] | None = None, admit: Callable[[Held], None] = lambda _held: None
    ) -> None:
        self._pool = pool
        self.admit = admit
        self.died_by_itself: Callable[[], None] = lambda: None  # called when a process that was ready ended unasked
        self._opening = opening
        self._queue = JobQueue()
        self._process: WorkerProcess | None = None
        self._successor: WorkerProcess | None = None
        self._opened = opening is None
        self._current: Job | None = None
        self._reopening: Job | None = None
        self._sending: Sending | None = None
        self._unwanted_since: float | None = None
        self._opening_s, self._failures = 0.0, 0
        self._closed = self._is_looked_at = False  # looked at, or only read for the index

    @property
    def worker_pid(self) -> int:
        """The process id of the worker at hand, 0 where there is none; from any thread."""
        process = self._process
        return 0 if process is None else process.channel.pid

    @property
    def is_closed(self) -> bool:
        """Whether no job will be done any more; from any thread."""
        return self._closed

    def submit(self, job: Job) -> None:
        """Queue a job."""
        if self._closed:
            job.fail(refusals.closed())
            return
        self._queue.push(job)
        self._is_looked_at |= job.kind is Kind.RENDER
        if job.kind is Kind.RENDER and job.priority >= Priority.NEIGHBOUR:  # the next page is often drawn already
            self._pool.look()
        self.pump()
        self.hurry()

    def hurry(self) -> None:
        """Give the worker little time for what nobody waits for any more, counted from then on, if something else waits.

        What is ended must be opened again: it gets as much time as that takes, or what was won would be lost again. A part of an
        image is not ended at all: most of the time goes into decoding, which the next part would begin anew.
        """
        current, process = self._current, self._process
        if current is None or process is None or not current.future.cancelled() or current.lasting:
            return
        if self._unwanted_since is None:
            self._unwanted_since = time.monotonic()
        if self._queue:
            process.end_by(self._unwanted_since + max(CANCEL_GRACE_S, min(self._opening_s, LONGEST_CANCEL_GRACE_S)))

    def close(self) -> None:
        """End the process and refuse what was not done."""
        self._closed = True
        self._end(refusals.closed())

    def pump(self) -> None:
        """Give the process something to do when it has nothing; work that was put off too."""
        while self._current is None and not self._closed:
            if self._successor is not None and (self._process is None or self._successor.ready):
                self._hand_over(self._successor)
            if not self._queue:
                return
            if self._queue.next_kind in IN_THE_BACKGROUND and self._pool.puts_off(self):  # nothing that comes after it is urgent
                if not self._is_looked_at and self._opening_s < CHEAP_OPENING_S:
                    self._let_go()
                return
            if self._process is None:
                self._process = self._take()
            if self._process is None or not self._process.ready:
                return
            job = self._queue.pop_of(DRAWING) if self._process.draws_only else self._queue.pop()
            if job is None:  # it only draws, and nothing else is to be drawn
                self._successor = self._successor or self._take()
                return
            self._ask(self._process, job)

    def _take(self) -> WorkerProcess | None:
        """Return a process; where none can be had everything fails."""
        try:
            return self._pool.take(self)
        except OSError as error:
            self._end(refusals.of_system(error, refusals.not_started()))
            return None

    def _hand_over(self, successor: WorkerProcess) -> None:
        """Go on with the process that does everything; the document is opened in it with the next job."""
        self._successor = None
        self._let_go()
        self._process = successor

    def _ask(self, process: WorkerProcess, job: Job) -> None:
        """Send a job, or first the one that opens the document again."""
        if not self._opened and job.kind not in OPENING and self._opening is not None:
            self._queue.push_back(job)
            job = self._reopening = self._opening()
        try:
            if job.kind in OPENING or job.kind is Kind.RECOGNISE:
                self.admit(process.held)
            sending = job.prepare(self._pool.shares_memory)
        except (OSError, DocumentError) as error:
            self._fail(job, error if isinstance(error, DocumentError) else refusals.error_of(Status.OUT_OF_MEMORY))
            return
        job.attempts += 1
        try:
            process.ask(job, sending)
        except OSError as error:  # nothing of it was sent
            self._fail(job, refusals.of_system(error, refusals.error_of(Status.OUT_OF_MEMORY)))
            return
        self._current, self._sending = job, sending

    def heard(self, process: WorkerProcess, message: Message) -> None:
        """Take an answer, or the news that the process is ready."""
        if process is self._successor:
            self.pump()
            return
        job, sending = self._take_current()
        if job is not None and sending is not None:
            if message.status is Status.OK:
                self._finish(process, job, sending, message)
            elif message.status is Status.DRAWS_ONLY and process.draws_only:
                self._let_go()
                self._again(job)
            else:
                if message.status is Status.OUT_OF_MEMORY:
                    self._let_go()  # what ran out of memory cannot be relied on any more
                self._fail(job, refusals.error_of(message.status))
        self.pump()

    def _finish(self, process: WorkerProcess, job: Job, sending: Sending, message: Message) -> None:
        try:
            result: Any = sending.read(message.payload, process.extractor)
        except Exception as error:  # noqa: BLE001 - a fault of ours must cost this one request, not all documents
            if not isinstance(error, ProtocolError):
                _log.error("an answer to %s could not be read: %s", job.kind.name, type(error).__name__)
            self._let_go()
            self._fail(job, refusals.lied())
            return
        self._failures = 0
        if job.kind in OPENING:
            self._opened, self._reopening = True, None
            self._opening_s = time.monotonic() - process.asked_at
        job.succeed(result)
        if process.draws_only and job.priority >= Priority.VIEW:
            with contextlib.suppress(OSError):  # it is early: somebody looks at the first page, so now there is time
                self._successor = self._successor or self._pool.take(self)

    def _again(self, job: Job) -> None:
        """Put back what a process was not able to do, for another one: that was no attempt."""
        job.attempts -= 1
        if job is self._reopening:
            self._reopening = None
        else:
            self._queue.push_back(job)

    def died(self, process: WorkerProcess) -> None:
        """Take note that a process ended by itself; it is given another try, and then no more."""
        if process is self._successor:
            self._lose_successor(process.failure())
            return
        started = self._process is not None and self._process.ready
        error = process.failure()
        self._process, self._opened = None, self._opening is None
        job, _ = self._take_current()
        if not started or (job is not None and job is self._reopening):
            self._reopening = None
            self._failures += 1
            if self._failures >= (_ATTEMPTS if started else _STARTS):
                self._end(error)
        elif job is not None:
            if job.attempts < _ATTEMPTS and not job.future.cancelled():
                self._queue.push_back(job)
            else:
                job.fail(error)
        if started:
            self.died_by_itself()
            if self._process is None and self._is_looked_at and not self._failures:
                self._process = self._take()  # it is there before somebody asks for the next page
        self.pump()

    def _lose_successor(self, error: DocumentError) -> None:
        """Take note that the process which was to follow never got ready: all is begun anew, as if there had been none."""
        job, _ = self._take_current()
        self._let_go()
        if job is not None:
            self._again(job)
        self._failures += 1
        if self._failures >= _STARTS:
            self._end(error)
        self.pump()

    def overdue(self, process: WorkerProcess) -> None:
        """Take note that a process let its deadline pass, and end it; one that did not even start is replaced."""
        if process is self._successor:
            self._lose_successor(refusals.not_started())
            return
        if self._process is not None and self._process.ready:
            self._stop(refusals.overdue())
            return
        self._let_go()
        self._failures += _STARTS // 2  # waiting for so long once more is enough
        if self._failures >= _STARTS:
            self._end(refusals.not_started())
        self.pump()

    def lied(self, process: WorkerProcess) -> None:
        """Take note that what a process says makes no sense, and end it."""
        if process is self._successor:
            self._lose_successor(refusals.not_started())
            return
        self._stop(refusals.lied())

    def _stop(self, error: DocumentError) -> None:
        """End the process; what it was doing has failed."""
        job, _ = self._take_current()
        self._let_go()
        if job is None:
            self._end(error)
        else:
            self._fail(job, error)
        self.pump()

    def _fail(self, job: Job, error: DocumentError) -> None:
        """Fail one job, or all of them when the document cannot even be opened again."""
        if job is self._reopening:
            self._end(error)
        else:
            job.fail(error)

    def _end(self, error: DocumentError) -> None:
        """Let go of the process and fail everything; a later job starts afresh."""
        job, _ = self._take_current()
        self._let_go()
        self._failures, self._reopening = 0, None
        for one in ([job] if job is not None else []) + self._queue.take_all():
            one.fail(error)

    def _let_go(self) -> None:
        ended = self._process, self._successor
        self._process = self._successor = None
        self._opened = self._opening is None
        for one in ended:
            if one is not None:
                self._pool.kill(one)

    def _take_current(self) -> tuple[Job | None, Sending | None]:
        job, sending = self._current, self._sending
        self._current = self._sending = self._unwanted_since = None
        return job, sending
