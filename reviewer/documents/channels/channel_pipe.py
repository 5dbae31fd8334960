"""Workers over pipes: one plain subprocess a document, all bytes inline. Works on every system; the client's side.

Owns the threads that read and write pipes, since not every system can wait for several pipes at once.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from reviewer.documents.channels import launch
from reviewer.documents.channels.channel import READER, RECOGNISES, TRIAL, Event, WorkerKind

_READ_BYTES = 1024 * 1024
_AHEAD = 8
"""Pieces read ahead of what the client has looked at: a worker that floods its pipe has to wait."""

_EXIT_S = 5.0
_PROGRAMS = {TRIAL.word: ("trial",), RECOGNISES: ("recognise",)}


class PipeChannel:
    """The client's end of one worker's pipes, with a thread for each direction."""

    def __init__(self, process: subprocess.Popen[bytes], events: queue.SimpleQueue[Event | None]) -> None:
        self.pid = process.pid
        self.ended_by = 0
        self.refused = False
        self._process = process
        self._events = events
        self._killed = False
        self._free = threading.Semaphore(_AHEAD)
        self._unsent: queue.SimpleQueue[Iterable[bytes | memoryview] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._write)]
        for thread in self._threads:
            thread.start()

    def send(self, parts: Iterable[bytes | memoryview], fds: Sequence[int] = ()) -> None:
        """Queue bytes for the writing thread."""
        if fds:
            raise ValueError("pipes carry no descriptors")
        self._unsent.put(parts)

    def kill(self) -> None:
        """End the worker."""
        self._killed = True
        self._process.kill()
        self._unsent.put(None)
        self._free.release()

    def looked_at(self) -> None:
        """Say that one piece has been taken from the queue of events."""
        self._free.release()

    @property
    def is_alive(self) -> bool:
        """Whether process or threads are still there."""
        return any(thread.is_alive() for thread in self._threads)

    def reaped(self) -> None:
        """Wait until process and threads are gone."""
        self._process.wait(_EXIT_S)
        for thread in self._threads:
            thread.join(_EXIT_S)

    def _read(self) -> None:
        """Hand on what the worker says until it has nothing more to say, then wait for its end."""
        pipe = self._process.stdout
        if pipe is None:
            return
        with pipe:
            while data := pipe.read(_READ_BYTES):
                self._free.acquire()
                if self._killed:
                    break
                self._events.put(Event(self, data))
        self._unsent.put(None)
        self.ended_by = max(0, -self._process.wait())
        self._events.put(Event(self, None))

    def _write(self) -> None:
        """Write what was queued; that a worker is gone shows when reading."""
        pipe = self._process.stdin
        if pipe is None:
            return
        with contextlib.suppress(OSError), pipe:
            while (parts := self._unsent.get()) is not None:
                for part in parts:
                    rest = memoryview(part)
                    while rest:
                        rest = rest[pipe.write(rest) :]


class PipeTransport:
    """Starts plain subprocesses and waits for what their reading threads put into one queue."""

    shares_memory = False
    is_quick = False

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._channels: list[PipeChannel] = []

    def start(self) -> None:
        """Do nothing: there is nothing to prepare."""

    def spawn(self, kind: WorkerKind = READER) -> PipeChannel:
        """Start a process; it loads its parsers by itself."""
        windows = sys.platform == "win32"
        process = subprocess.Popen(  # noqa: S603 -- our own program
            launch.command("pipe", *_PROGRAMS.get(kind.word, ())),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=launch.environment(),
            cwd=Path(sys.executable).anchor,
            bufsize=0,
            start_new_session=not windows,  # the terminal's Ctrl-C is for the window
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._channels = [one for one in self._channels if one.is_alive]
        channel = PipeChannel(process, self._events)
        self._channels.append(channel)
        return channel

    def wait(self, timeout_s: float | None) -> Sequence[Event]:
        """Wait for workers' bytes and ends."""
        events: list[Event] = []
        try:
            event = self._events.get(timeout=timeout_s)
            while True:
                if event is not None:
                    events.append(event)
                    if event.untrusted_data is not None and isinstance(event.channel, PipeChannel):
                        event.channel.looked_at()
                event = self._events.get_nowait()
        except queue.Empty:
            return events

    def wake(self) -> None:
        """Make `wait` return."""
        self._events.put(None)

    def close(self) -> None:
        """Kill every worker and wait until it is gone."""
        for channel in self._channels:
            channel.kill()
        for channel in self._channels:
            channel.reaped()
        self._channels.clear()
