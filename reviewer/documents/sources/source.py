"""The bytes of one document, sealed and hashed, ready to be lent to worker processes.

Owns reading a file into memory that nobody can change any more: on Linux a sealed memfd, elsewhere plain bytes. Must not
look at what the bytes mean; only workers parse documents.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reviewer.documents.limits import MAX_SOURCE_BYTES
from reviewer.documents.sources import memory
from reviewer.documents.sources.file_stamp import FileStamp
from reviewer.documents.sources.regular_file import changed_meanwhile, open_regular, unreadable
from reviewer.errors import CancelledError, DocumentError
from reviewer.i18n import tr
from reviewer.model.ids import Sha256

if TYPE_CHECKING:
    from hashlib import _Hash

CHUNK = 4 * 1024 * 1024
"""Bytes read or handed on at a time, the size of a case file's rows."""


def is_large(size: int) -> bool:
    """Tell whether a document of so many bytes is too large to be kept in a case: it can only be linked."""
    return size > MAX_SOURCE_BYTES


def _never() -> bool:
    return False


class _Checksum:
    """The SHA-256 of bytes that never change: worked out once, for all handles on them."""

    def __init__(self, known: Sha256 | None) -> None:
        self._known = known
        self._lock = threading.Lock()

    @property
    def is_known(self) -> bool:
        return self._known is not None

    def of(self, source: Source) -> Sha256:
        """Return it; the bytes are only read where it is not known, from a handle of their own that nobody closes meanwhile."""
        with self._lock:
            if self._known is None:
                digest = _new_digest()
                with source.share() as own:
                    for chunk in own.chunks():
                        if source.is_closed:  # nobody wants it any more
                            raise ValueError("the source is closed")
                        digest.update(chunk)
                self._known = Sha256(digest.hexdigest())
            return self._known


class Source:
    """One document's bytes: unchangeable, hashed, shared without copying. Close it when no longer needed.

    Documents opened from it keep the bytes alive for themselves, so closing it early harms nobody.

    Attributes:
        size: In bytes.
        stamp: What the system said of the file they were read from; None where they come from elsewhere, or it was written to.

    """

    def __init__(
        self, *, checksum: _Checksum, size: int, fd: int | None, data: bytes | None, stamp: FileStamp | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._fd = fd
        self._checksum = checksum
        self.size = size
        self._data = data
        self.stamp = stamp

    @property
    def sha256(self) -> Sha256:
        """The checksum. Where it was put off, whoever asks first works it out, a second a GiB, and others wait for that.

        Raises:
            ValueError: It was put off, and the source is closed.

        """
        return self._checksum.of(self)

    @property
    def is_closed(self) -> bool:
        """Whether this handle was closed."""
        return self._fd is None and self._data is None

    @property
    def is_hashed(self) -> bool:
        """Whether the checksum is there at once."""
        return self._checksum.is_known

    @classmethod
    def from_path(cls, path: Path, *, cancelled: Callable[[], bool] = _never, hashed: bool = True) -> Self:
        """Read a file.

        Args:
            path: A regular file, or a link to one.
            cancelled: Asked between chunks.
            hashed: Whether the checksum is worked out while reading; otherwise when it is first asked for.

        Raises:
            DocumentError: It is not there, not readable, empty, a folder or device, or over 2 GiB.
            CancelledError: `cancelled` said so.

        """
        try:
            fd = open_regular(path)
        except OSError as error:
            raise unreadable(error) from error
        try:
            stamp = FileStamp.of(fd)
            made = cls.from_chunks(_read_chunks(fd, cancelled), size=stamp.size, hashed=hashed)
            made.stamp = stamp if FileStamp.of(fd) == stamp else None
        except OSError as error:
            raise unreadable(error) from error
        finally:
            os.close(fd)
        return made

    @classmethod
    def from_chunks(cls, chunks: Iterable[bytes], *, size: int, hashed: bool = True) -> Self:
        """Take bytes from elsewhere, such as a case file's rows.

        Args:
            chunks: The bytes, in order.
            size: How many are expected.
            hashed: Whether the checksum is worked out meanwhile; otherwise when it is first asked for.

        Raises:
            DocumentError: None came, or more than 2 GiB, or another number than expected.

        """
        if is_large(size):
            raise too_large()
        digest = _new_digest() if hashed else None
        fd = memory.create("document") if memory.AVAILABLE else None
        try:
            parts = []
            for chunk in _counted(chunks, size):
                if digest is not None:
                    digest.update(chunk)
                if fd is None:
                    parts.append(chunk)
                else:
                    _write_all(fd, chunk)
            if fd is not None:
                memory.seal(fd)
        except BaseException:
            if fd is not None:
                os.close(fd)
            raise
        checksum = _Checksum(None if digest is None else Sha256(digest.hexdigest()))
        return cls(checksum=checksum, size=size, fd=fd, data=b"".join(parts) if fd is None else None)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Take bytes already at hand.

        Raises:
            DocumentError: There are none, or more than 2 GiB.

        """
        return cls.from_chunks((data[at : at + CHUNK] for at in range(0, len(data), CHUNK)), size=len(data))

    @property
    def fd(self) -> int | None:
        """The sealed memory's descriptor, or None where the bytes are plain."""
        return self._fd

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """Yield the bytes in order, `size` at a time."""
        for at in range(0, self.size, size):
            if self._fd is not None:
                yield os.pread(self._fd, size, at)
            elif self._data is not None:
                yield self._data[at : at + size]
            else:
                raise ValueError("the source is closed")

    def share(self) -> Source:
        """Return another handle on the same bytes, to be closed by whoever asked for it.

        Raises:
            ValueError: The source is closed.
            OSError: There are no descriptors left.

        """
        with self._lock:  # a descriptor closed meanwhile may already be another document's
            if self.is_closed:
                raise ValueError("the source is closed")
            fd = None if self._fd is None else os.dup(self._fd)
            return Source(checksum=self._checksum, size=self.size, fd=fd, data=self._data, stamp=self.stamp)

    def close(self) -> None:
        """Let go of the bytes; harmless when done twice."""
        with self._lock:
            fd, self._fd, self._data = self._fd, None, None
        if fd is not None:
            os.close(fd)

    def __del__(self) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _new_digest() -> _Hash:
    import hashlib  # OpenSSL comes with it, and the first page needs no checksum

    return hashlib.sha256()


def _read_chunks(fd: int, cancelled: Callable[[], bool]) -> Iterator[bytes]:
    while chunk := os.read(fd, CHUNK):
        if cancelled():
            raise CancelledError(tr("Cancelled"))
        yield chunk


def _counted(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Hand chunks on, and make sure that they are as many bytes as were announced, and not none."""
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > size:
            break
        yield chunk
    if not taken:
        raise DocumentError(tr("The file is empty"), tr("Ask whether another copy exists. The original was not changed."))
    if taken != size:
        raise changed_meanwhile()


def _write_all(fd: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(fd, rest) :]


def too_large() -> DocumentError:
    """Return the error for a document that no case can keep."""
    return DocumentError(tr("The document is larger than 2 GiB"), tr("Split it, and add the parts that matter."))
