"""Workers over Unix sockets, the other side: the ends that the zygote and each worker hold.

Owns reading exactly as much as is wanted, and the descriptors that come with it. Modules named `channel_…` alone may import
`socket`, and only for `socketpair(AF_UNIX)` and the passing of descriptors.
"""

from __future__ import annotations

import os
import select
import socket
import struct
from collections import deque
from collections.abc import Iterable

FORKED = struct.Struct("<i")
"""The zygote's answer to a wish for a worker: its process id, or -1; the process's own descriptor comes with it."""

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


class ZygoteEnd:
    """The zygote's end of its control socket."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)

    def is_wished(self, within_s: float) -> bool:
        """Wait for a wish, or for the client to go, but no longer than this."""
        return bool(select.select([self._socket], [], [], within_s)[0])

    def next_wish(self) -> int | None:
        """Wait for a wish, and return the socket of the worker to be; None when the client is gone."""
        word, fds, _, _ = socket.recv_fds(self._socket, 1, 1)
        return fds[0] if word and fds else None

    def answer(self, pid: int) -> None:
        """Tell the client which process was forked, and lend it the process's descriptor where the system has such.

        A worker that is gone already is not named: its number may soon be another process's.
        """
        try:
            pidfd = os.pidfd_open(pid) if pid > 0 else -1
        except ProcessLookupError:
            pid = pidfd = -1
        except OSError:  # an older system
            pidfd = -1
        if pidfd < 0:
            self._socket.sendall(FORKED.pack(pid))
            return
        socket.send_fds(self._socket, [FORKED.pack(pid)], [pidfd])
        os.close(pidfd)

    def close(self) -> None:
        """Let go of the socket, in a worker that has no business with it."""
        self._socket.close()
