"""Which files this process holds locks on, and how such a file is looked at without taking the locks away.

On POSIX systems the locks that SQLite holds on a file are the process's, not the descriptor's: closing any other descriptor of
that file drops them all, and another program may then read or roll back what is half written (fcntl(2);
https://www.sqlite.org/howtocorrupt.html 2.2). SQLite minds that for its own descriptors. So the store reads a case's first bytes
here, and no document is read from a case that is open. What is known here is of the process, as the locks are, and so stands in
the module.
"""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

FileKey = tuple[int, int]
"""Device and inode: what locks belong to, whatever names a file has."""


class _Held:
    def __init__(self) -> None:
        self.connections = 0
        self.descriptors: list[int] = []


_guard = threading.Lock()
_held: dict[FileKey, _Held] = {}


def connected(path: Path) -> FileKey:
    """Hear of a new connection to a file, before it takes its first lock; `disconnected` is told what this returns.

    Raises:
        OSError: The file is not there.

    """
    key = _key(path.stat())
    with _guard:
        _held.setdefault(key, _Held()).connections += 1
    return key


def disconnected(key: FileKey) -> None:
    """Hear that a connection is closed; with the last one of a file our descriptor goes too."""
    with _guard:
        held = _held[key]
        held.connections -= 1
        if held.connections == 0:
            del _held[key]
            for one in held.descriptors:
                os.close(one)


class HeldFileError(OSError):
    """The file is one that this process has a connection to."""


def open_unheld(path: Path) -> int:
    """Open a file for reading, never waiting for a pipe's writer, and return a descriptor, which the caller closes.

    Raises:
        HeldFileError: Closing it would drop locks; it was not opened, or is kept.
        OSError: It is not there, or cannot be read.

    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    with _guard:
        if _key(path.stat()) in _held:
            raise HeldFileError(errno.EBUSY, "a case that is open", str(path))
        descriptor = os.open(path, flags)
        held = _held.get(_key(os.fstat(descriptor)))
        if held is None:
            return descriptor
        held.descriptors.append(descriptor)  # it took the place of another file in this moment
    raise HeldFileError(errno.EBUSY, "a case that is open", str(path))


def _key(found: os.stat_result) -> FileKey:
    return found.st_dev, found.st_ino


def first_bytes(path: Path, count: int) -> bytes:
    """Return the first bytes of an ordinary file.

    Raises:
        OSError: It cannot be read.

    """
    if os.name != "posix":  # locks are a handle's there
        with path.open("rb") as file:
            return file.read(count)
    with _guard:
        held = _held.get(_key(path.stat()))
        if held is not None and held.descriptors:
            return os.pread(held.descriptors[0], count, 0)
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        held = _held.get(_key(os.fstat(descriptor)))  # of another file, where it was replaced in between
        try:
            return os.pread(descriptor, count, 0)
        finally:
            if held is None:
                os.close(descriptor)
            else:
                held.descriptors.append(descriptor)
