"""Workers over Unix sockets: forked by the zygote, with descriptors lent instead of bytes sent. The client's side, on Linux.

Owns the selector and each worker's socket. Modules named `channel_…` alone may import `socket`, and only for
`socketpair(AF_UNIX)` and the passing of descriptors.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Iterable, Sequence

from reviewer.documents.channels import descriptors
from reviewer.documents.channels.channel import READER, Event, WorkerKind
from reviewer.documents.channels.channel_unix_worker import ENDED, NEWS
from reviewer.documents.channels.channel_zygote import Zygote, start_zygote

HUNG_S = 30.0
"""Without an answer for so long the zygote counts as hung: it loads its parsers in a second, and forks in milliseconds."""

_READ_BYTES = 1024 * 1024
_EXIT_S = 5.0
_WAKE = "wake"
_ZYGOTE = "zygote"


class UnixChannel:
    """The client's end of one forked worker's socket."""

    def __init__(self, transport: UnixTransport, end: socket.socket) -> None:
        self.pid = 0
        self.ended_by = 0
        self.refused = False
        self.end = end
        self._transport = transport
        self._out: deque[tuple[memoryview, tuple[int, ...]]] = deque()
        self._pidfd = -1
        self._killed = False
        self.wished_at = time.monotonic()

    def send(self, parts: Iterable[bytes | memoryview], fds: Sequence[int] = ()) -> None:
        """Queue bytes, lend descriptors with the first of them, and send what goes at once."""
        lent = tuple(os.dup(fd) for fd in fds)
        for part in parts:
            self._out.append((memoryview(part), lent))
            lent = ()
        self.flush()

    def flush(self) -> None:
        """Send what the socket takes now; the rest goes when it can be written to again."""
        while self._out:
            part, fds = self._out.popleft()
            try:
                sent = socket.send_fds(self.end, [part], list(fds)) if fds else self.end.send(part)
            except BlockingIOError:
                self._out.appendleft((part, fds))
                break
            except OSError:  # the worker is gone, which reading will tell
                descriptors.close_all(fds)
                self.drop_unsent()
                break
            descriptors.close_all(fds)
            if sent < len(part):
                self._out.appendleft((part[sent:], ()))
        self._transport.watch(self, writing=bool(self._out))

    def drop_unsent(self) -> None:
        """Forget what was not sent, and close what was to be lent with it."""
        while self._out:
            descriptors.close_all(self._out.popleft()[1])

    def forked(self, pid: int, pidfd: int) -> None:
        """Take note of the process at the other end; one killed before it was known is ended now."""
        self.pid, self._pidfd, self.refused = max(0, pid), pidfd, pid < 0
        if self._killed:
            self._signal()

    def kill(self) -> None:
        """End the worker."""
        if not self._killed:
            self._killed = True
            self.drop_unsent()
            self._transport.forget(self)
            self.end.close()
            self._signal()
            self._transport.given_up(self)

    def _signal(self) -> None:
        """Kill by the process's own descriptor, which can never mean another process of the same number."""
        with contextlib.suppress(ProcessLookupError):
            if self._pidfd >= 0:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            elif self.pid > 0:
                os.kill(self.pid, signal.SIGKILL)
        if self._pidfd >= 0:
            self._transport.bury(self._pidfd)
            self._pidfd = -1


class UnixTransport:
    """Starts workers through a zygote, one that runs already where it is given, and waits for all of them in one place."""

    shares_memory = True
    is_quick = True

    def __init__(self, zygote: Zygote | None = None) -> None:
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._selector.register(self._wake_read, selectors.EVENT_READ, _WAKE)
        self._zygote: Zygote | None = None
        self._wishes: deque[tuple[bytes, socket.socket]] = deque()
        self._awaited: deque[UnixChannel] = deque()
        self._channels: set[UnixChannel] = set()
        self._dying: list[int] = []
        if zygote is not None:
            self._use(zygote)

    def start(self) -> None:
        """Start the zygote, which loads the parsers while the window does other things; one that runs is left alone."""
        if self._zygote is None:
            self._use(start_zygote())

    def _use(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self._selector.register(zygote.control, selectors.EVENT_READ, _ZYGOTE)

    def spawn(self, kind: WorkerKind = READER) -> UnixChannel:
        """Ask the zygote for a process; its end can be written to at once."""
        self.start()
        end, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        end.setblocking(False)
        channel = UnixChannel(self, end)
        self._awaited.append(channel)
        self._channels.add(channel)
        self._selector.register(end, selectors.EVENT_READ, channel)
        self._wishes.append((kind.word, its_end))
        self._send_wishes()
        return channel

    def _send_wishes(self) -> None:
        """Send the wishes that the zygote has room for; the rest goes when it has taken some."""
        if self._zygote is None:
            return
        control = self._zygote.control
        try:
            while self._wishes:
                what, its_end = self._wishes[0]
                socket.send_fds(control, [what], [its_end.fileno()])
                self._wishes.popleft()
                its_end.close()
        except BlockingIOError:
            self._selector.modify(control, selectors.EVENT_READ | selectors.EVENT_WRITE, _ZYGOTE)
        except OSError:  # it has just ended, which nobody has noticed yet
            self._lose_zygote()
        else:
            self._selector.modify(control, selectors.EVENT_READ, _ZYGOTE)

    def wait(self, timeout_s: float | None) -> Sequence[Event]:
        """Wait for workers' bytes and ends."""
        events: list[Event] = []
        for key, mask in self._selector.select(timeout_s):
            if key.data is _WAKE:
                os.read(self._wake_read, 4096)
            elif key.data is _ZYGOTE:
                if mask & selectors.EVENT_WRITE:
                    self._send_wishes()
                self._hear_zygote()
            elif key.data in self._channels:
                if mask & selectors.EVENT_WRITE:
                    key.data.flush()
                if mask & selectors.EVENT_READ and (event := self._read(key.data)) is not None:
                    events.append(event)
        return events

    def _read(self, channel: UnixChannel) -> Event | None:
        try:
            data = channel.end.recv(_READ_BYTES)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        if data:
            return Event(channel, data)
        self._hear_zygote()  # what ended it was told before its socket was closed
        channel.kill()
        return Event(channel, None)

    def _hear_zygote(self) -> None:
        """Take the zygote's answers, in the order they were asked for, and what ended a worker; without a zygote all end."""
        while self._zygote is not None:
            try:
                answer, fds, _, _ = socket.recv_fds(self._zygote.control, NEWS.size, 1)
            except BlockingIOError:
                return
            except OSError:
                answer, fds = b"", []
            if len(answer) < NEWS.size:
                descriptors.close_all(fds)
                self._lose_zygote()
                return
            what, pid, ended_by = NEWS.unpack(answer)
            if what == ENDED:
                descriptors.close_all(fds)
                for one in self._channels:
                    one.ended_by = ended_by if one.pid == pid else one.ended_by
            else:
                self._awaited.popleft().forked(pid, fds[0] if fds else -1)

    def _lose_zygote(self, *, at_once: bool = False) -> None:
        """Let go of a zygote that ended; the next `spawn` starts another. All sockets of workers end by themselves."""
        zygote, self._zygote = self._zygote, None
        self._awaited.clear()
        while self._wishes:
            self._wishes.popleft()[1].close()
        if zygote is not None:
            self._selector.unregister(zygote.control)
            zygote.end(at_once=at_once)

    def given_up(self, channel: UnixChannel) -> None:
        """Hear that a worker is not wanted any more; a zygote that had not even answered for so long does not any more."""
        if channel in self._awaited and time.monotonic() - channel.wished_at >= HUNG_S:
            self._lose_zygote(at_once=True)

    def watch(self, channel: UnixChannel, *, writing: bool) -> None:
        """Say whether there are bytes waiting to be sent."""
        if channel in self._channels:
            self._selector.modify(channel.end, selectors.EVENT_READ | (selectors.EVENT_WRITE if writing else 0), channel)

    def forget(self, channel: UnixChannel) -> None:
        """Stop listening to a channel."""
        if channel in self._channels:
            self._channels.discard(channel)
            self._selector.unregister(channel.end)

    def bury(self, pidfd: int) -> None:
        """Keep a killed process's descriptor until it is known to be gone."""
        self._dying = [fd for fd in self._dying if not descriptors.is_gone(fd, 0)]
        self._dying.append(pidfd)

    def wake(self) -> None:
        """Make `wait` return."""
        with contextlib.suppress(BlockingIOError):  # a full pipe wakes too
            os.write(self._wake_write, b"\0")

    def close(self) -> None:
        """Kill the workers, let the zygote end, and wait until all of them are gone."""
        self._hear_zygote()
        for channel in list(self._channels):
            channel.kill()
        self._lose_zygote()  # a worker not yet known to us dies with it
        for pidfd in self._dying:
            if not descriptors.is_gone(pidfd, _EXIT_S):
                os.close(pidfd)
        self._dying.clear()
        self._selector.close()
        os.close(self._wake_read)
        os.close(self._wake_write)
