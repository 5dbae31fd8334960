"""The bytes of a document too large for a case, where they lie: hashed, but in a file that somebody may write to.

Owns reading such a file once to know its checksum, and lending it to worker processes: each gets a descriptor with a place of its
own in the file, for reading only, and never a path. Must not look at what the bytes mean.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Self

from reviewer.documents.sources.file_stamp import FileStamp
from reviewer.documents.sources.regular_file import changed_meanwhile, open_regular, unreadable
from reviewer.documents.sources.source import CHUNK, Source
from reviewer.errors import CancelledError, DocumentError
from reviewer.i18n import tr
from reviewer.model.ids import Sha256


def _untold(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def _never() -> bool:
    return False


class FoundFile:
    """A file that was opened and of whose bytes nothing is known yet. Close it when no longer needed."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self.stamp = FileStamp.of(fd)

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open a file.

        Raises:
            DocumentError: It is not there, not readable, empty, a folder or a device.

        """
        try:
            fd = open_regular(path)
        except OSError as error:
            raise unreadable(error) from error
        try:
            found = cls(fd)
        except OSError as error:
            os.close(fd)
            raise unreadable(error) from error
        if not found.stamp.size:
            found.close()
            raise DocumentError(tr("The file is empty"), tr("Ask whether another copy exists. The original was not changed."))
        return found

    def hash(self, told: Callable[[int, int], None] = _untold, cancelled: Callable[[], bool] = _never) -> Sha256:
        """Read the whole file and return its checksum.

        Args:
            told: Called with the bytes read and the bytes in all, every 4 MiB.
            cancelled: Asked as often.

        Raises:
            DocumentError: It cannot be read, or was written to meanwhile.
            CancelledError: `cancelled` said so.

        """
        digest, buffer, at = hashlib.sha256(), memoryview(bytearray(CHUNK)), 0
        try:
            with FileIO(self._fd, closefd=False) as file:
                file.seek(0)
                while at <= self.stamp.size and (count := file.readinto(buffer)):  # it may grow faster than it is read
                    digest.update(buffer[:count])
                    at += count
                    told(min(at, self.stamp.size), self.stamp.size)
                    if cancelled():
                        raise CancelledError(tr("Cancelled"))
            unchanged = FileStamp.of(self._fd) == self.stamp
        except OSError as error:
            raise unreadable(error) from error
        if not unchanged or at != self.stamp.size:
            raise changed_meanwhile()
        return Sha256(digest.hexdigest())

    def as_source(self, sha256: Sha256) -> LinkedSource:
        """Return the file as the bytes of a document whose checksum is known to be this.

        Raises:
            DocumentError: There are no descriptors left.

        """
        try:
            return LinkedSource(sha256=sha256, stamp=self.stamp, fd=os.dup(self._fd))
        except OSError as error:
            raise unreadable(error) from error

    def close(self) -> None:
        """Let go of the file."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class LinkedSource:
    """One document's bytes in a file outside the case. Close it when no longer needed.

    They had this checksum while the file had this stamp. Whoever reads them has to hold the stamp against the file afterwards.
    """

    def __init__(self, *, sha256: Sha256, stamp: FileStamp, fd: int) -> None:
        self._lock = threading.Lock()
        self._fd = fd
        self.sha256 = sha256
        self.stamp = stamp

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.stamp.size

    def lend(self) -> int:
        """Return a new descriptor for reading, to be closed by the caller, whose place in the file is nobody else's.

        A copy of our own descriptor would share its place with every other copy, and readers in several processes would move it
        under each other's hands. Opened by way of the descriptor it is the same file, whatever lies at its path by now.

        Raises:
            ValueError: The source is closed.
            OSError: There are no descriptors left, or the file may not be read any more.

        """
        with self._lock:
            return os.open(f"/proc/self/fd/{self._open_fd()}", os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY)

    def share(self) -> LinkedSource:
        """Return another handle on the same file, to be closed by whoever asked for it.

        Raises:
            ValueError: The source is closed.
            OSError: There are no descriptors left.

        """
        with self._lock:
            return LinkedSource(sha256=self.sha256, stamp=self.stamp, fd=os.dup(self._open_fd()))

    def _open_fd(self) -> int:
        if self._fd < 0:
            raise ValueError("the source is closed")
        return self._fd

    def close(self) -> None:
        """Let go of the file; harmless when done twice."""
        with self._lock:
            fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __del__(self) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


AnySource = Source | LinkedSource
"""A document's bytes, sealed in memory or in a file outside."""
