"""Worker side: a document's bytes as the files that Pillow wants to read, without copying them.

Owns nothing but that face.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_READ_BYTES = 64 * 1024


class _View(io.RawIOBase):
    """A file-like face on bytes that are shared and must not be copied."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, (0, self._at, len(self._data))[whence] + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer).cast("B")
        taken = self._data[self._at : self._at + len(target)]
        target[: len(taken)] = taken
        self._at += len(taken)
        return len(taken)


def as_file(data: memoryview) -> io.BufferedReader:
    """Return a file of these bytes."""
    return io.BufferedReader(_View(data), _READ_BYTES)
