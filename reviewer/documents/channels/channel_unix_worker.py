"""Workers over Unix sockets, the other side: the ends that the zygote and each worker hold.

Owns reading exactly as much as is wanted, and the descriptors that come with it. Modules named `channel_…` alone may import
`socket`, and only for `socketpair(AF_UNIX)` and the passing of descriptors.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

NEWS = struct.Struct("<Bii")
"""What the zygote says: `FORKED` or `ENDED`, a process id, a signal."""

FORKED, ENDED = 1, 2
"""The answer to a wish: which process it is (-1: none), whose own descriptor comes with it. And: a worker was ended by a signal
that was not the client's."""

_MOST_FDS = 4


class SocketEnd:
    """A worker's end of its socket."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._fds: deque[int] = deque()

    def receive(self, count: int) -> bytes:
        """Return exactly `count` bytes, waiting for them."""
        parts: list[bytes] = []
        while count:
            part, fds, _, _ = socket.recv_fds(self._socket, count, _MOST_FDS)
            self._fds.extend(fds)
            if not part:
                raise EOFError("the client is gone")
            parts.append(part)
            count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def send(self, parts: Iterable[bytes | memoryview]) -> None:
        """Send bytes, waiting as long as it takes."""
        for part in parts:
            self._socket.sendall(part)

    def take_fd(self) -> int:
        """Return the oldest descriptor that was lent and not taken yet."""
        if not self._fds:
            raise LookupError("no descriptor came")
        return self._fds.popleft()

    def begin(self, deadline_s: float) -> None:
        """Do nothing: a forked worker dies with its parent, stuck or not."""


class Wish(NamedTuple):
    """What the client wants forked (the word of a `channel.WorkerKind`), and the socket that the process will speak through."""

    what: bytes
    fd: int


class ZygoteEnd:
    """The zygote's end of its control socket, and the workers that it has to bury.

    A worker takes one descriptor here, its socket's. That one died is heard by a signal, which comes out of a pipe.
    """

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._children: dict[int, int] = {}  # a process's socket by its number
        self._deaths, self._told = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.siginterrupt(signal.SIGCHLD, False)  # else what loads parsers just then could be cut short
        signal.set_wakeup_fd(self._told, warn_on_full_buffer=False)
        self._room = os.dup(fd)
        """Given up for a moment where a descriptor is wanted, so that one who wishes can always be answered."""

    def is_wished(self, within_s: float) -> bool:
        """Wait for a wish, or for the client to go, but no longer than this."""
        return self._wait(within_s)

    def next_wish(self) -> Wish | None:
        """Wait for a wish that there is room for; None when the client is gone."""
        while True:
            while not self._wait(None):
                continue
            self._give_room()
            word, fds, _, _ = socket.recv_fds(self._socket, 1, 1)
            if not word:
                return None
            if self._has_room() and fds:
                return Wish(word, fds[0])
            self._refuse(fds)

    def _wait(self, within_s: float | None) -> bool:
        """Wait until something happens, bury who died, and tell whether the client said something."""
        control = self._socket.fileno()
        waiting = select.poll()  # select(2) knows no descriptor beyond 1,023
        waiting.register(control, select.POLLIN)
        waiting.register(self._deaths, select.POLLIN)
        ready = [fd for fd, _ in waiting.poll(None if within_s is None else within_s * 1000)]
        if self._deaths in ready:
            os.read(self._deaths, 4096)
            self._bury()
        return control in ready

    def _bury(self) -> None:
        """Tell the client what ended workers, then let go of their sockets: only now it hears that nobody speaks there."""
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            if ended_by not in {0, signal.SIGKILL}:
                self._socket.sendall(NEWS.pack(ENDED, pid, ended_by))
            os.close(self._children.pop(pid))

    def answer(self, pid: int, fd: int) -> None:
        """Tell the client which process was forked, and lend it the process's descriptor where the system has such.

        The process's socket stays open here too, until what ended the process has been told.
        """
        if pid <= 0:
            self._refuse([fd])
            return
        self._children[pid] = fd
        self._give_room()
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:  # an older system
            self._socket.sendall(NEWS.pack(FORKED, pid, 0))
        else:
            socket.send_fds(self._socket, [NEWS.pack(FORKED, pid, 0)], [pidfd])
            os.close(pidfd)
        self._has_room()

    def _refuse(self, fds: Iterable[int]) -> None:
        """Tell the client that there is no process for it, and only then close the socket that it waits at."""
        self._socket.sendall(NEWS.pack(FORKED, -1, 0))
        for fd in fds:
            os.close(fd)
        self._has_room()

    def _give_room(self) -> None:
        if self._room >= 0:
            os.close(self._room)
            self._room = -1

    def _has_room(self) -> bool:
        """Keep one descriptor to be given up; tell whether there is one."""
        if self._room < 0:
            with suppress(OSError):
                self._room = os.dup(self._socket.fileno())
        return self._room >= 0

    def close(self) -> None:
        """Let go of everything, in a worker that has no business with it: other workers' sockets above all."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._socket.close()
        self._give_room()
        for fd in (self._deaths, self._told, *self._children.values()):
            os.close(fd)
        self._children.clear()
