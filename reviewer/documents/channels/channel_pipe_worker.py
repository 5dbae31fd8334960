"""Workers over pipes, the worker's side: requests on standard input, answers on standard output.

Owns moving the pipes out of the way of anything that prints, and not outliving the client even when stuck.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Iterable
from typing import Self

_READ_BYTES = 1024 * 1024


class PipeEnd:
    """A worker's end of two pipes."""

    def __init__(self, requests_fd: int, answers_fd: int, nothing_fd: int) -> None:
        self._requests_fd = requests_fd
        self._answers_fd = answers_fd
        self._nothing_fd = nothing_fd

    @classmethod
    def of_this_process(cls) -> Self:
        """Take standard input and output over, and put nothing in their place: whatever prints must not reach the client."""
        requests, answers = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        if sys.platform == "win32":
            import msvcrt

            msvcrt.setmode(requests, os.O_BINARY)
            msvcrt.setmode(answers, os.O_BINARY)
        return cls(requests, answers, nothing)

    def receive(self, count: int) -> bytes:
        """Return exactly `count` bytes, waiting for them as long as it takes."""
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        else:
            faulthandler.cancel_dump_traceback_later()
        parts: list[bytes] = []
        while count:
            part = os.read(self._requests_fd, min(count, _READ_BYTES))
            if not part:
                raise EOFError("the client is gone")
            parts.append(part)
            count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def send(self, parts: Iterable[bytes | memoryview]) -> None:
        """Send bytes, waiting as long as it takes."""
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(self._answers_fd, rest) :]

    def take_fd(self) -> int:
        """There are none: bytes come with the request."""
        raise LookupError("no descriptor came")

    def begin(self, deadline_s: float) -> None:
        """End this process by itself when the request takes far too long: nobody may be left to kill it.

        The watchdog needs no Python to run, so a parser that hangs does not hold it up: it is the system's own alarm, or where
        there is none (Windows) a thread.
        """
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, deadline_s)
            return
        faulthandler.dump_traceback_later(deadline_s, exit=True, file=self._nothing_fd)
