"""The client's view of one worker process: has it started, what was it asked, until when must it answer.

Owns one process's conversation and the checks of its form. Used on the I/O thread only.
"""

from __future__ import annotations

import signal
import time

from reviewer.documents import limits, refusals
from reviewer.documents.channels.channel import Channel
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.lockdown.controls import NOTHING
from reviewer.documents.protocol import replies
from reviewer.documents.protocol.framing import Assembler, Kind, Message, frames
from reviewer.errors import WorkerError
from reviewer.log import logger

_log = logger(__name__)

_SIGSYS = int(getattr(signal, "SIGSYS", -1))


class WorkerProcess:
    """One worker process. Whom it works for is the dispatcher's to know.

    Attributes:
        ready: Whether it has said that it is.
        extractor: What reads text in it, with its version.
        draws_only: Whether it can do no more than what is in `framing.DRAWING`.
        held: What locks it in.

    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.ready = False
        self.extractor = ""
        self.draws_only = False
        self.held = NOTHING
        self.asked_at = 0.0
        self.deadline: float | None = time.monotonic() + limits.START_DEADLINE_S
        self._assembler = Assembler()
        self._assembler.expect(Kind.READY, 0, replies.READY_BYTES)
        self._serial, self._doing = 0, "START"

    def ask(self, job: Job, sending: Sending) -> None:
        """Send a request; the process must be ready and have nothing to do.

        Raises:
            OSError: There are no descriptors left to lend.

        """
        self._serial += 1
        try:
            self.channel.send(frames(job.kind, self._serial, sending.parts), sending.fds)
        finally:
            sending.sent()
        self._assembler.expect(job.kind, self._serial, sending.limit)
        self.asked_at, self._doing = time.monotonic(), job.kind.name
        self.deadline = self.asked_at + job.deadline_s

    def hear(self, untrusted_data: bytes) -> Message | None:
        """Take bytes; return the answer once it is complete. The first thing heard is that the process is ready.

        Raises:
            ProtocolError: The worker lies.

        """
        message = self._assembler.feed(untrusted_data)
        if message is None:
            return None
        self.deadline = None
        if not self.ready:
            self.extractor, self.held, self.draws_only = replies.read_ready(message.payload)
            self.ready = True
        return message

    def failure(self) -> WorkerError:
        """Return what is told of it when it ended by itself. For which system call its sandbox ended it, nobody is told."""
        if not self.ready:
            return refusals.no_room() if self.channel.refused else refusals.not_started()
        if self.channel.ended_by != _SIGSYS:
            return refusals.died()
        _log.warning("worker-stopped-by-its-sandbox %s", self._doing)
        return refusals.stopped()

    def end_by(self, moment: float) -> None:
        """Bring the deadline forward, to a moment of the monotonic clock."""
        if self.deadline is not None:
            self.deadline = min(self.deadline, moment)
