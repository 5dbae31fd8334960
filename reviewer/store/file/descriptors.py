"""Reads a case's first bytes beside SQLite without taking its locks away.

On POSIX systems the locks that SQLite holds on a file are the process's, not the descriptor's: closing any other descriptor of
that file drops them all, and another program may then read or roll back what is half written (fcntl(2);
https://www.sqlite.org/howtocorrupt.html 2.2). SQLite minds that for its own descriptors. Ours is kept, one a file, for as long as
this process has a connection to it. What is known here is of the process, as the locks are, and so stands in the module.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

FileKey = tuple[int, int]
"""Device and inode: what locks belong to, whatever names a file has."""


@dataclass
class _Held:
    connections: int = 0
    descriptors: list[int] = field(default_factory=list)


_guard = threading.Lock()
_held: dict[FileKey, _Held] = {}


def connected(path: Path) -> FileKey:
    """Hear of a new connection to a file, before it takes its first lock; `disconnected` is told what this returns.

    Raises:
        OSError: The file is not there.

    """
    found = path.stat()
    key = found.st_dev, found.st_ino
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


def first_bytes(path: Path, count: int) -> bytes:
    """Return the first bytes of an ordinary file.

    Raises:
        OSError: It cannot be read.

    """
    if os.name != "posix":  # locks are a handle's there
        with path.open("rb") as file:
            return file.read(count)
    with _guard:
        found = path.stat()
        held = _held.get((found.st_dev, found.st_ino))
        if held is not None and held.descriptors:
            return os.pread(held.descriptors[0], count, 0)
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        opened = os.fstat(descriptor)  # another one, where the file was replaced in between
        held = _held.get((opened.st_dev, opened.st_ino))
        try:
            return os.pread(descriptor, count, 0)
        finally:
            if held is None:
                os.close(descriptor)
            else:
                held.descriptors.append(descriptor)
