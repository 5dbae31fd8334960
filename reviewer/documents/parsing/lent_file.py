"""Worker side: a file outside the case, read where it lies by way of a descriptor that was lent.

Owns the stream that MuPDF reads it through, and telling whether the file was written to since it was hashed. Never sees a path.

MuPDF takes a stream on memory (which fails beyond 2 GiB: 1.28.2 crashes on a mapped file of 3 GiB), or on a file that it opens by
name. A stream on an empty file is therefore opened while a worker warms up, when names can still be opened, and the lent file is
put under its descriptor when it comes. MuPDF reads what it needs, some kilobytes at a time, and holds none of the rest; a file
that is cut short ends early and a disk that fails is an error, where mapped memory would have killed the process. After the
warm-up it takes dup3, fstat, lseek, read, pread64 and close, and no name.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from pymupdf import mupdf

from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status
from reviewer.documents.sources.file_stamp import FileStamp

_empty: list[tuple[Any, int]] = []
"""The stream made ahead with its descriptor; one a process, as a process opens one document."""


def make_ready() -> None:
    """Open the stream that a lent file will be read through. Only while files can be opened by name, in one thread."""
    expected = os.open(os.devnull, os.O_RDONLY)
    os.close(expected)
    stream = mupdf.fz_open_file(os.devnull)  # gets the lowest free number, which was just free (POSIX open)
    if os.path.samestat(os.fstat(expected), Path(os.devnull).stat()):
        _empty.append((stream, expected))


class LentFile:
    """The file of the one document that this process reads."""

    def __init__(self, fd: int, stamp: FileStamp) -> None:
        """Take the descriptor over."""
        self._fd = fd
        self._stamp = stamp
        self.require_unchanged()
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise RefusedError(Status.BAD_REQUEST)

    def head(self, count: int) -> bytes:
        """Return the first bytes."""
        return os.pread(self._fd, count, 0)

    def stream(self) -> Any:
        """Return the stream through which MuPDF reads the file; there is only one.

        Raises:
            RefusedError: It was taken already, or never made.

        """
        if not _empty:
            raise RefusedError(Status.BAD_REQUEST)
        stream, number = _empty.pop()
        os.dup2(self._fd, number, inheritable=False)  # MuPDF closes that one with its stream; ours stays for the stamp
        return stream

    def require_unchanged(self) -> None:
        """Make sure that everything read so far is of the bytes that were hashed.

        Raises:
            RefusedError: Somebody wrote to the file, or it cannot be asked for.

        """
        try:
            unchanged = FileStamp.of(self._fd) == self._stamp
        except OSError:
            unchanged = False
        if not unchanged:
            raise RefusedError(Status.FILE_CHANGED)
