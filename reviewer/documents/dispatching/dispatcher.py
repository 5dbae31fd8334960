"""The one thread that talks to all workers: hands processes to lanes, passes on what is heard, and keeps the deadlines.

Owns the processes and the spare. Everything but `call`, `start` and `close` happens on its own thread.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable

from reviewer.documents.channels.channel import READER, TRIAL, Channel, Event, Transport, WorkerKind
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.dispatching.pool import Served
from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.dispatching.resting import Rest
from reviewer.documents.protocol.framing import ProtocolError

_JOIN_S = 15.0


class Dispatcher:
    """Runs lanes on worker processes.

    Args:
        transport: Starts processes and waits for them.
        spare: Whether a started process is kept ready for the next document, where starting one takes its time.

    """

    def __init__(self, transport: Transport, *, spare: bool) -> None:
        self._transport = transport
        self._keep_spare = spare and not transport.is_quick
        self._spare: WorkerProcess | None = None
        self._processes: dict[Channel, WorkerProcess] = {}
        self._served: dict[WorkerProcess, Served] = {}
        self._lanes: set[Lane] = set()
        self._rest = Rest()
        self._resting: set[Served] = set()
        self._calls: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._ending = False
        self._ended = False
        self._all_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="documents", daemon=True)

    def start(self) -> None:
        """Start the thread, and warm up; after the end nothing starts any more."""
        with self._lock:
            if self._ended:
                return
            with contextlib.suppress(OSError):  # the first document tries again, and is told
                self._transport.start()
            self._calls.append(self._top_up)
            self._thread.start()

    def call(self, what: Callable[[], None]) -> None:
        """Have something done on the thread, soon; after the end it is done here and now."""
        with self._lock:
            if not self._ended:
                self._calls.append(what)
                self._transport.wake()
                return
        if threading.current_thread() is not self._thread:
            self._all_closed.wait(_JOIN_S)
        what()

    def close(self) -> None:
        """End every process and the thread, and refuse what was not done. From any thread but its own."""
        self._ending = True
        with self._lock:
            if self._ended:
                return
            if not self._thread.is_alive():
                self._ended = True
                self._transport.close()
                self._all_closed.set()
                return
            self._transport.wake()
        self._thread.join(_JOIN_S)

    def add(self, lane: Lane) -> None:
        """Take a lane in."""
        self._lanes.add(lane)
        if self._ended:
            lane.close()

    def remove(self, lane: Lane) -> None:
        """Close a lane."""
        self._lanes.discard(lane)
        self._resting.discard(lane)
        lane.close()

    @property
    def shares_memory(self) -> bool:
        """Whether descriptors can be lent to workers."""
        return self._transport.shares_memory

    def take(self, lane: Served) -> WorkerProcess:
        """Give a lane the spare, or a process that is being started."""
        process, self._spare = self._spare or self._spawn(), None
        self._served[process] = lane
        self._calls.append(self._top_up)
        self._transport.wake()
        return process

    def take_trial(self, trial: Served) -> WorkerProcess:
        """Have a process started that tries what a worker could do; OSError where none can be had."""
        return self.take_of(TRIAL, trial)

    def take_of(self, kind: WorkerKind, lane: Served) -> WorkerProcess:
        """Have a process of another kind started, which is told its first words; OSError where none can be had."""
        process = self._spawn(kind)
        self._served[process] = lane
        if kind.first_words:
            process.channel.send([kind.first_words])
        return process

    def look(self) -> None:
        """Take note that a lane was asked for pixels that somebody looks at."""
        self._rest.look()

    def puts_off(self, lane: Served) -> bool:
        """Whether work that nobody waits for is put off for now; the lane is told when it may go on."""
        if not self._rest.left_s:
            return False
        self._resting.add(lane)
        return True

    def kill(self, process: WorkerProcess) -> None:
        """End a process."""
        self._processes.pop(process.channel, None)
        self._served.pop(process, None)
        process.channel.kill()

    def _spawn(self, kind: WorkerKind = READER) -> WorkerProcess:
        process = WorkerProcess(self._transport.spawn(kind))
        self._processes[process.channel] = process
        return process

    def _top_up(self) -> None:
        if self._keep_spare:
            self.make_ready()

    def make_ready(self) -> None:
        """Have a spare; without one the next document starts a little later, which is all that can go wrong."""
        if self._spare is None and not self._ending:
            try:
                self._spare = self._spawn()
            except OSError:
                self._spare = None

    def _run(self) -> None:
        try:
            while not self._ending:
                for event in self._transport.wait(self._time_left()):
                    self._take_event(event)
                while self._calls:
                    self._calls.popleft()()
                self._end_overdue()
                self._go_on()
        finally:
            self._shut_down()

    def _take_event(self, event: Event) -> None:
        process = self._processes.get(event.channel)
        if process is None:
            return
        if event.untrusted_data is None:
            self._lose(process)
            return
        try:
            message = process.hear(event.untrusted_data)
        except ProtocolError:
            self._forsake(process, lambda lane, it: lane.lied(it))
            return
        lane = self._served.get(process)
        if message is not None and lane is not None:
            lane.heard(process, message)

    def _lose(self, process: WorkerProcess) -> None:
        """Take note of a process that ended by itself."""
        lane = self._served.get(process)
        self.kill(process)
        if lane is not None:
            lane.died(process)
        else:
            self._spare = None

    def _forsake(self, process: WorkerProcess, tell: Callable[[Served, WorkerProcess], None]) -> None:
        """Have a process ended by the lane that it works for; a spare works for none."""
        lane = self._served.get(process)
        if lane is not None:
            tell(lane, process)
            return
        self._spare = None
        self.kill(process)

    def _time_left(self) -> float | None:
        """Return the seconds to the next deadline, 0 when there is something to do."""
        if self._calls:
            return 0.0
        now = time.monotonic()
        left = [one.deadline - now for one in self._processes.values() if one.deadline is not None]
        if self._resting:
            left.append(self._rest.left_s)
        return max(0.0, min(left)) if left else None

    def _go_on(self) -> None:
        """Have the lanes that rested do what they put off."""
        if self._resting and not self._rest.left_s:
            rested, self._resting = self._resting, set()
            for lane in rested:
                lane.pump()

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for process in list(self._processes.values()):
            if process.deadline is not None and process.deadline <= now:
                self._forsake(process, lambda lane, it: lane.overdue(it))

    def _shut_down(self) -> None:
        """Refuse everything that waits, and end every process."""
        with self._lock:
            self._ended = True
        for lane in list(self._lanes):
            lane.close()
        self._lanes.clear()
        while self._calls:
            self._calls.popleft()()
        self._transport.close()
        self._all_closed.set()
