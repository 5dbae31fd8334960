"""What the client needs of a way to worker processes, and what a worker needs of the way back.

Owns the two protocols that `channel_unix` and `channel_pipe` fulfil. Knows neither sockets nor pipes. Imports next to nothing:
what reads documents is started before anything else is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class WorkerKind(NamedTuple):
    """What a process is for, and what it must be told before it can say that it is ready.

    Attributes:
        word: One byte, which whoever starts the process is told.
        first_words: What it then hears first: whole frames, none for most.

    """

    word: bytes
    first_words: bytes = b""


READER = WorkerKind(b"W")
"""Reads documents."""

TRIAL = WorkerKind(b"T")
"""Tries what a worker could do."""

RECOGNISES = b"R"
"""The word of a process that recognises text in pictures: its first words say in which languages."""


class Channel(Protocol):
    """The client's end towards one worker process. Used on the client's I/O thread only."""

    pid: int
    """The worker's process id; 0 until it is known."""

    ended_by: int
    """The signal that ended the worker, 0 where it was none; known where its end is told, as far as the system tells."""

    refused: bool
    """Whether the system had no room for the worker, so that there never was one."""

    def send(self, parts: Iterable[bytes | memoryview], fds: Sequence[int] = ()) -> None:
        """Send bytes, and lend descriptors with the first of them; never waits. A dead worker shows as a `Closed` event."""

    def kill(self) -> None:
        """End the worker process at once, whatever it is doing."""


class Event(NamedTuple):
    """Something came from a worker: bytes, or None when it is gone."""

    channel: Channel
    untrusted_data: bytes | None


class Transport(Protocol):
    """Starts worker processes and waits for what they say. Used on the client's I/O thread, except `start` and `wake`."""

    shares_memory: bool
    """Whether descriptors can be lent; otherwise bytes are sent."""

    is_quick: bool
    """Whether a process is there within milliseconds, so that none need be kept ready: each takes some 15 MB."""

    def start(self) -> None:
        """Begin whatever makes later workers quick to start; returns at once."""

    def spawn(self, kind: WorkerKind = READER) -> Channel:
        """Start a process. What it must be told first, whoever asked for it sends.

        Raises:
            OSError: The system does not allow it.

        """

    def wait(self, timeout_s: float | None) -> Sequence[Event]:
        """Wait for events, a `wake`, or the end of the time."""

    def wake(self) -> None:
        """Make `wait` return; from any thread, never waits."""

    def close(self) -> None:
        """End and reap every process that was started."""


class WorkerEnd(Protocol):
    """A worker's end of its channel. Waiting is all right here: a worker has nothing else to do."""

    def receive(self, count: int) -> bytes:
        """Return exactly `count` bytes.

        Raises:
            EOFError: The client is gone.

        """

    def send(self, parts: Iterable[bytes | memoryview]) -> None:
        """Send bytes.

        Raises:
            OSError: The client is gone.

        """

    def take_fd(self) -> int:
        """Return the descriptor lent with the last bytes received; the caller closes it.

        Raises:
            LookupError: None was lent.

        """

    def begin(self, deadline_s: float) -> None:
        """Say that a request begins, for ends that must guard against being stuck alone."""
