"""The bytes of one entry of a .zip, unpacked in pieces: as many as the directory says, and nothing behind them.

Programs stop where the packed bytes say that they end, or where the directory does, or at the next mark that they know; what lies
between is seen by some. So all three must be one place, which `zipfile` does not look at.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

BLOCK = 1 << 16
"""Bytes that are read at once."""


class Unpacked(io.RawIOBase):
    """The bytes of an entry, which must be as many as the directory says, end where the entry ends, and have its CRC-32."""

    def __init__(self, whole: IO[bytes], entry: zipfile.ZipInfo, begins: int) -> None:
        super().__init__()
        self._whole = whole
        self._at, self._end = begins, begins + entry.compress_size
        self._left, self._wanted_crc, self._crc = entry.file_size, entry.CRC, 0
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
        self._ready = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as a step gives; 0 at the end.

        Raises:
            zipfile.BadZipFile: It is not what the directory says.

        """
        while not self._ready and (self._at < self._end or self._has_more()):
            self._ready = self._step(len(buffer))
        if not self._ready and self._inflate is not None and not self._inflate.eof:
            self._ready = self._inflate.decompress(b"", len(buffer))  # of a long run the last bytes may wait inside
        if not self._ready:
            self._check_end()
            return 0
        taken, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(taken)] = taken
        self._crc = zlib.crc32(taken, self._crc)
        self._left -= len(taken)
        if self._left < 0:
            raise zipfile.BadZipFile("more is packed than the directory says")
        return len(taken)

    def _has_more(self) -> bool:
        return self._inflate is not None and not self._inflate.eof and bool(self._inflate.unconsumed_tail)

    def _step(self, most: int) -> bytes:
        """Return the next bytes, if the next block brings any."""
        tail = self._inflate.unconsumed_tail if self._inflate is not None else b""
        if not tail:
            self._whole.seek(self._at)
            tail = self._whole.read(min(BLOCK, self._end - self._at))
            if not tail:
                raise zipfile.BadZipFile("the file is cut short")
            self._at += len(tail)
        if self._inflate is None:
            return tail
        if self._inflate.eof:
            raise zipfile.BadZipFile("something is packed behind its end")
        return self._inflate.decompress(tail, most)

    def _check_end(self) -> None:
        if self._inflate is not None and (not self._inflate.eof or self._inflate.unused_data):
            raise zipfile.BadZipFile("something is packed behind its end, or the end is missing")
        if self._left or self._crc != self._wanted_crc:
            raise zipfile.BadZipFile("size or CRC-32 are not what the directory says")
