"""The client's side of a trial: a process that is started, asked once how well it is isolated, and ended.

Owns that conversation. Used on the I/O thread, except that anybody may wait for the result.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from reviewer.documents import limits, refusals
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.isolation import FOUND_BYTES, Isolation, read_found
from reviewer.documents.protocol.framing import Kind, Message, ProtocolError, Status

if TYPE_CHECKING:
    from reviewer.documents.dispatching.dispatcher import Dispatcher
    from reviewer.documents.dispatching.process import WorkerProcess


class Trial:
    """One trial; fulfils `pool.Served`.

    Attributes:
        found: What it finds; fails with `WorkerError` where it could not be made.

    """

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.found: Future[Isolation] = Future()
        self._dispatcher = dispatcher
        self._asked = False

    def start(self) -> None:
        """Have the process started."""
        try:
            self._dispatcher.take_trial(self)
        except OSError:
            self._fail()

    def heard(self, process: WorkerProcess, message: Message) -> None:
        """Ask once the process is ready, and take the answer."""
        if not self._asked:
            self._asked = True
            sending = Sending((), FOUND_BYTES, lambda payload, _: read_found(payload))
            process.ask(Job(Kind.PROBE, lambda _: sending, limits.TRIAL_DEADLINE_S), sending)
            return
        self._dispatcher.kill(process)
        try:
            found = read_found(message.payload) if message.status is Status.OK else None
        except ProtocolError:
            found = None
        if found is None:
            self._fail()
        elif not self.found.done():
            self.found.set_result(found)

    def died(self, process: WorkerProcess) -> None:
        """Take note that nothing was found out."""
        self._dispatcher.kill(process)
        self._fail()

    overdue = lied = died

    def pump(self) -> None:
        """Nothing is ever put off."""

    def _fail(self) -> None:
        if not self.found.done():
            self.found.set_exception(refusals.not_started())
