"""Worker side: rows of a picture that can only be decoded one after another, from the first on.

Owns what is kept of the rows that were passed, and going back to the start for those that are not. MuPDF's streams decode as
much as is asked for; Pillow would hold the whole picture.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pymupdf import mupdf

from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

KEPT_BYTES = 256 * 1024**2
"""Rows that are kept: 90 million pixels in colour, or all there may be in black and white."""


class Piece(NamedTuple):
    """A stretch of the rows that is coded by itself: how many bytes it decodes to, and a stream that decodes it."""

    length: int
    opened: Callable[[], mupdf.FzStream]


class RunningRows:
    """Rows of equal length, read in runs of `run` rows; those that are missing are `blank` bytes.

    Reading raises RefusedError where nothing of the first piece can be decoded.
    """

    def __init__(self, pieces: Sequence[Piece], row: int, run: int, blank: bytes) -> None:
        self.cut_short = False
        self._pieces, self._row, self._run_bytes, self._blank = pieces, row, row * run, blank
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        self._start()

    @property
    def held_bytes(self) -> int:
        """What the rows take that are kept."""
        return sum(map(len, self._kept.values()))

    def read(self, top: int, bottom: int) -> bytes:
        """Return some rows."""
        start, end = top * self._row, bottom * self._row
        parts = []
        for number in range(start // self._run_bytes, -(-end // self._run_bytes)):
            first = number * self._run_bytes
            parts.append(self._run(number)[max(0, start - first) : end - first])
        return b"".join(parts)

    def _run(self, number: int) -> bytes:
        if number not in self._kept:
            if number < self._next:
                self._start()
            while self._next <= number:
                self._kept[self._next] = self._taken(self._run_bytes)
                self._kept.move_to_end(self._next)
                self._next += 1
                while len(self._kept) > 1 and self.held_bytes > KEPT_BYTES:
                    self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]

    def _start(self) -> None:
        self._next = self._piece = self._left = 0
        self._stream: mupdf.FzStream | None = None

    def _taken(self, wanted: int) -> bytes:
        """Return the next bytes, out of as many pieces as they lie in; fewer at the end."""
        parts = []
        while wanted and (self._left or self._piece < len(self._pieces)):
            if self._stream is None:
                self._left, opened = self._pieces[self._piece]
                self._piece += 1
                self._stream = opened()
            count = min(wanted, self._left)
            found = _decoded(self._stream, count)
            if not found and not self._next:
                raise RefusedError(Status.PAGE_DAMAGED)  # nothing of the picture is there
            self.cut_short = self.cut_short or len(found) < count
            parts.append(found.ljust(count, self._blank))
            wanted, self._left = wanted - count, self._left - count
            if not self._left:
                self._stream = None
        return b"".join(parts)


def _decoded(stream: mupdf.FzStream, count: int) -> bytes:
    """Return the next bytes of a stream, fewer where it ends or is damaged."""
    buffer = mupdf.fz_new_buffer(count)
    mupdf.fz_resize_buffer(buffer, count)
    buffer.m_internal.len = mupdf.ll_fz_read(stream.m_internal, buffer.m_internal.data, count)
    return bytes(mupdf.fz_buffer_storage_memoryview(buffer))
