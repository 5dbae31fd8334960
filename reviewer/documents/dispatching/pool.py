"""What lanes need of whoever gives them processes, and what is told to a lane of those that it was given.

Owns these two protocols; `dispatcher` fulfils the one and `lane` the other. Everything happens on the I/O thread.
"""

from __future__ import annotations

from typing import Protocol

from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.protocol.framing import Message


class Served(Protocol):
    """Who was given processes."""

    def heard(self, process: WorkerProcess, message: Message) -> None:
        """Take an answer, or the news that the process is ready."""

    def died(self, process: WorkerProcess) -> None:
        """Take note that a process ended by itself."""

    def overdue(self, process: WorkerProcess) -> None:
        """Take note that a process let its deadline pass, and end it."""

    def lied(self, process: WorkerProcess) -> None:
        """Take note that what a process says makes no sense, and end it."""

    def pump(self) -> None:
        """Go on with what was put off."""


class Pool(Protocol):
    """Where lanes get their processes."""

    @property
    def shares_memory(self) -> bool:
        """Whether descriptors can be lent to workers."""

    def take(self, lane: Served) -> WorkerProcess:
        """Return a process for this lane, possibly one that is still starting; OSError where none can be had."""

    def kill(self, process: WorkerProcess) -> None:
        """End a process."""

    def look(self) -> None:
        """Take note that pixels are wanted that somebody looks at."""

    def puts_off(self, lane: Served) -> bool:
        """Whether work that nobody waits for is put off for now; `pump` is called when it may be done."""
