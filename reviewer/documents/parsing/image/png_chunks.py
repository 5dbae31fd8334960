"""Worker side: the rows of a PNG's picture, unfiltered, from any row on that was passed before.

Owns the chunks, the zlib stream and the filters' need of the row before (PNG, third edition; RFC 1950). What the bytes of a row
mean is Pillow's. A place in the stream is kept every so many rows, so that a part is read without all that comes before it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

_MAGIC = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BYTEWISE = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
"""The mode of eight bits a sample that has so many bytes a pixel: filters know bytes, not samples."""
_BLOCK = 65_535
_TAKEN = 64 * 1024
MOST_CHUNKS = 500_000
"""What comes after so many is not looked at: writers put some kilobytes into each, and millions of empty ones take minutes."""

_LAST_FILTER = 4
_STEP = 64
_STREAM_BYTES = 48 * 1024


def chunks(data: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, place and length of each chunk that is there whole, and of a last one that is cut short."""
    at = len(_MAGIC)
    for _ in range(MOST_CHUNKS):
        if at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, at + 8, min(length, len(data) - at - 8)
        at += 12 + length


def late_exif(data: memoryview) -> bytes | None:
    """Return what a camera wrote behind the picture; Pillow would decode all of it to find that."""
    passed = False
    for kind, at, length in chunks(data):
        passed = passed or kind == b"IDAT"
        if passed and kind == b"eXIf":
            return bytes(data[at : at + length])
    return None


@dataclass
class _Place:
    """Where a run of rows begins: the decompressor before it, what it takes next, what it has left over, and the row before."""

    stream: Any
    chunk: int
    at: int
    rest: bytes
    above: bytes


class PngStream:
    """A PNG's rows in runs of `run` rows.

    Raises:
        ValueError: It is interlaced, or its pixels are of more than four bytes.

    """

    def __init__(self, data: memoryview, run: int) -> None:
        self._data = data
        self._chunks = [(at, length) for kind, at, length in chunks(data) if kind == b"IDAT"]
        width, height, depth, colours, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
        bits = _CHANNELS[colours] * depth
        self._bytes = max(1, bits // 8)
        self._row = (width * bits + 7) // 8
        if interlaced or self._bytes not in _BYTEWISE or not self._chunks:
            raise ValueError("rows that cannot be read by themselves")
        self.size = (width, height)
        self.mode = _BYTEWISE[self._bytes]
        self.run = run
        self.cut_short = False
        self._checked: set[int] = set()
        self._places = [_Place(zlib.decompressobj(), 0, 0, b"", bytes(self._row))]

    @property
    def held_bytes(self) -> int:
        """What the places that were passed take in memory."""
        one: int = _STREAM_BYTES + _TAKEN + self._row
        return len(self._places) * one

    def rows(self, number: int) -> Image.Image:
        """Return a run of rows, unfiltered, as an image of bytes in `mode`; rows that are missing are zero."""
        while len(self._places) <= number:
            self._read(len(self._places) - 1)
        return self._read(number)

    def _read(self, number: int) -> Image.Image:
        place = self._places[number]
        stream = place.stream.copy()
        count = min(self.run, self.size[1] - number * self.run)
        wanted = count * (self._row + 1)
        found, chunk, at, rest = self._inflated(stream, place, wanted)
        made = self._unfiltered(found.ljust(wanted, b"\0"), place.above)
        if number == len(self._places) - 1:
            last = made.crop((0, count, made.width, count + 1)).tobytes()
            self._places.append(_Place(stream, chunk, at, rest, last))
        return made.crop((0, 1, made.width, count + 1))

    def _inflated(self, stream: Any, place: _Place, wanted: int) -> tuple[bytes, int, int, bytes]:
        """Return so many bytes of the stream as far as it goes, and where it goes on."""
        out = bytearray()
        chunk, at, rest = place.chunk, place.at, place.rest
        try:
            while len(out) < wanted and not stream.eof:
                if not rest and chunk < len(self._chunks):
                    self._check(chunk)
                    start, length = self._chunks[chunk]
                    rest = bytes(self._data[start + at : start + min(at + _TAKEN, length)])
                    at += len(rest)
                    if at >= length:
                        chunk, at = chunk + 1, 0
                before = stream.copy()
                try:
                    got = stream.decompress(rest, wanted - len(out))
                except zlib.error:
                    out += _up_to_the_damage(before, rest, wanted - len(out))
                    raise
                if not got and not rest and chunk >= len(self._chunks):
                    break
                out += got
                rest = stream.unconsumed_tail
        except zlib.error:
            rest, chunk = b"", len(self._chunks)
        self.cut_short = self.cut_short or len(out) < wanted
        if not out and place is self._places[0]:
            raise OSError("nothing of the picture is there")
        return bytes(out), chunk, at, rest

    def _check(self, chunk: int) -> None:
        """Look once whether a chunk is as it was written: one with other bytes may be unpacked to wrong pixels without a word."""
        if chunk in self._checked:
            return
        self._checked.add(chunk)
        start, length = self._chunks[chunk]
        end = start + length
        if end + 4 <= len(self._data):
            (said,) = struct.unpack_from(">I", self._data, end)
            self.cut_short = self.cut_short or zlib.crc32(self._data[start:end], zlib.crc32(b"IDAT")) != said

    def _unfiltered(self, filtered: bytes, above: bytes) -> Image.Image:
        """Return rows without their filters, and the row above them first: Pillow takes them out of a stream of such rows."""
        one = self._row + 1
        wrong = next((at for at, kind in enumerate(filtered[::one]) if kind > _LAST_FILTER), None)
        if wrong is not None:  # what comes from there on is not the picture's
            self.cut_short = True
            filtered = filtered[: wrong * one].ljust(len(filtered), b"\0")
        count = len(filtered) // one
        stream = _stored(b"".join([b"\0", above, filtered]))
        return Image.frombytes(self.mode, (self._row // self._bytes, count + 1), stream, "zip", self.mode)


def _up_to_the_damage(stream: Any, rest: bytes, wanted: int) -> bytes:
    """Return what a piece of a stream gives before the place where it is damaged, to some hundred bytes."""
    out = bytearray()
    try:
        for at in range(0, len(rest), _STEP):
            out += stream.decompress(rest[at : at + _STEP], max(1, wanted - len(out)))
    except zlib.error:
        return bytes(out)
    return bytes(out)


def _stored(data: bytes) -> bytes:
    """Return a zlib stream of these bytes as they are: far faster made than by the compressor, even one that is told not to."""
    blocks: list[bytes | memoryview] = [b"\x78\x01"]
    view = memoryview(data)
    for at in range(0, len(data), _BLOCK):
        block = view[at : at + _BLOCK]
        blocks += [struct.pack("<BHH", at + _BLOCK >= len(data), len(block), len(block) ^ 0xFFFF), block]
    return b"".join([*blocks, struct.pack(">I", zlib.adler32(data))])
