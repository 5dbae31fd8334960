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
    """The zygote's end of its control socket, and the workers that it has to bury."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._children: dict[int, tuple[int, int]] = {}  # by the process's own descriptor: its number, its socket

    def is_wished(self, within_s: float) -> bool:
        """Wait for a wish, or for the client to go, but no longer than this."""
        return self._wait(within_s)

    def next_wish(self) -> Wish | None:
        """Wait for a wish; None when the client is gone."""
        while not self._wait(None):
            continue
        word, fds, _, _ = socket.recv_fds(self._socket, 1, 1)
        return Wish(word, fds[0]) if word and fds else None

    def _wait(self, within_s: float | None) -> bool:
        """Wait until something happens, bury who died, and tell whether the client said something."""
        control = self._socket.fileno()
        ready = select.select([control, *self._children], [], [], within_s)[0]
        for one in ready:
            if one != control:
                self._bury(one)
        return control in ready

    def _bury(self, pidfd: int) -> None:
        """Tell the client what ended a worker, then let go of its socket: only now the client hears that nobody speaks there."""
        pid, fd = self._children.pop(pidfd)
        status = os.waitpid(pid, 0)[1]
        ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if ended_by not in {0, signal.SIGKILL}:
            self._socket.sendall(NEWS.pack(ENDED, pid, ended_by))
        os.close(pidfd)
        os.close(fd)

    def answer(self, pid: int, fd: int) -> None:
        """Tell the client which process was forked, and lend it the process's descriptor where the system has such.

        The process's socket stays open here too, until what ended the process has been told.
        """
        try:
            pidfd = os.pidfd_open(pid) if pid > 0 else -1
        except OSError:  # an older system, where nobody can be told what ended a process
            pidfd = -1
        if pidfd < 0:
            os.close(fd)
            self._socket.sendall(NEWS.pack(FORKED, pid, 0))
            return
        self._children[pidfd] = pid, fd
        socket.send_fds(self._socket, [NEWS.pack(FORKED, pid, 0)], [pidfd])

    def close(self) -> None:
        """Let go of everything, in a worker that has no business with it: other workers' sockets above all."""
        self._socket.close()
        for pidfd, (_, fd) in self._children.items():
            os.close(pidfd)
            os.close(fd)
        self._children.clear()
