"""Worker side: where the strips or tiles of one frame of a TIFF lie, and some of them as a small TIFF of their own.

Owns reading directories (TIFF 6.0; BigTIFF). Decodes nothing: Pillow hands libtiff the whole file for every frame, which takes a
second of each page of a long one, so it is given the frame alone, or the rows that are wanted of it.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image

from reviewer.documents import limits

_WIDTH, _HEIGHT, _DEPTHS, _COMPRESSION, _TURN, _PLANES = 256, 257, 258, 259, 274, 284
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES = 273, 278, 279
_TILE_WIDTH, _TILE_ROWS, _TILE_OFFSETS, _TILE_BYTES = 322, 323, 324, 325
_OLD_JPEG = 6
_KEPT = frozenset(
    {256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324, 325, 332, 333, 334, 338, 339}
    | {347, 529, 530, 531, 532, 34675}
)
"""Tags that say how pixels are coded and what they mean; what else a directory says may point anywhere."""

_TYPES = {1: "B", 3: "H", 4: "I", 16: "Q"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_MOST_ENTRIES = 4096


class _Value(NamedTuple):
    kind: int
    many: int
    raw: bytes


@dataclass(frozen=True)
class _Form:
    """How numbers are written: byte order, and whether offsets have 32 or 64 bits."""

    order: str
    big: bool

    @property
    def head(self) -> struct.Struct:
        return struct.Struct(self.order + ("2sHHHQ" if self.big else "2sHI"))

    @property
    def count(self) -> struct.Struct:
        return struct.Struct(self.order + ("Q" if self.big else "H"))

    @property
    def entry(self) -> struct.Struct:
        return struct.Struct(self.order + ("HHQ8s" if self.big else "HHI4s"))

    @property
    def offset(self) -> struct.Struct:
        return struct.Struct(self.order + ("Q" if self.big else "I"))


class TiffFrame:
    """One frame's pieces: rows of strips, or of tiles beside each other.

    Attributes:
        size: As stored, before the turn that the frame asks for.
        turn: That turn, as EXIF counts them.
        rows: Rows of pixels in a row of pieces.
        pieces: How many rows of pieces there are.
        tiled: Whether the pieces are tiles.

    """

    def __init__(self, data: memoryview, form: _Form, tags: Mapping[int, _Value]) -> None:
        self._data, self._form, self._tags = data, form, tags
        self.size = (self.number(_WIDTH), self.number(_HEIGHT))
        self.turn = self.number(_TURN, 1)
        if self.number(_PLANES, 1) != 1 or self.number(_COMPRESSION, 1) == _OLD_JPEG:
            raise ValueError("pieces that do not stand alone")
        width, height = self.size
        self.tiled = tiled = _TILE_OFFSETS in tags
        self._places, self._lengths = (_TILE_OFFSETS, _TILE_BYTES) if tiled else (_STRIP_OFFSETS, _STRIP_BYTES)
        self.rows = self.number(_TILE_ROWS) if tiled else min(height, self.number(_ROWS_PER_STRIP, height))
        if width <= 0 or height <= 0 or self.rows <= 0:
            raise ValueError("a frame without pieces")
        self.pieces = math.ceil(height / self.rows)
        self._across = math.ceil(width / self.number(_TILE_WIDTH)) if tiled else 1
        self._at = self._numbers(self._places)
        self._length = self._numbers(self._lengths)
        if len(self._at) != len(self._length) or len(self._at) != self.pieces * self._across:
            raise ValueError("a wrong number of pieces")
        if sum(self._length) > len(data):
            raise ValueError("more pieces than bytes")

    def packed(self, first: int = 0, past: int | None = None) -> list[memoryview]:
        """Return rows of pieces as they are packed, by default all."""
        chosen = slice(first * self._across, None if past is None else past * self._across)
        return [self._data[at : at + size] for at, size in zip(self._at[chosen], self._length[chosen], strict=True)]

    def alone(self) -> bytes:
        """Return a TIFF of this frame alone."""
        return self._file(0, self.pieces, {})

    def opened(self, first: int, past: int) -> Image.Image:
        """Open a TIFF of these rows of pieces, as stored."""
        height = min(self.size[1], past * self.rows) - first * self.rows
        return Image.open(io.BytesIO(self._file(first, past, {_HEIGHT: [height], _TURN: [1]})), formats=["TIFF"])

    def like(self) -> Image.Image:
        """Open a TIFF without the pixels, which says what they are."""
        return Image.open(io.BytesIO(self._file(0, self.pieces, {}, bare=True)), formats=["TIFF"])

    def _file(self, first: int, past: int, changed: Mapping[int, list[int]], *, bare: bool = False) -> bytes:
        pieces = [one[:0] if bare else one for one in self.packed(first, past)]
        lengths = [len(one) for one in pieces]
        tags = dict(self._tags) | {tag: self._written(numbers) for tag, numbers in changed.items()}
        tags[self._lengths] = self._written(lengths)
        tags[self._places] = self._written([0] * len(pieces))
        start = len(self._directory(tags))
        starts = [start + sum_ for sum_ in _sums(lengths)]
        tags[self._places] = self._written(starts)
        return b"".join([self._directory(tags), *pieces])

    def _directory(self, tags: Mapping[int, _Value]) -> bytes:
        """Return header and directory, with the values that do not fit into an entry behind it."""
        form = self._form
        inline = form.offset.size
        mark = b"II" if form.order == "<" else b"MM"
        head = form.head.pack(mark, 43, 8, 0, form.head.size) if form.big else form.head.pack(mark, 42, form.head.size)
        entries, outside = [], bytearray()
        after = len(head) + form.count.size + len(tags) * form.entry.size + inline
        for tag in sorted(tags):
            value = tags[tag]
            raw = value.raw
            if len(raw) > inline:
                raw = form.offset.pack(after + len(outside))
                outside += value.raw + bytes(len(value.raw) % 2)
            entries.append(form.entry.pack(tag, value.kind, value.many, raw.ljust(inline, b"\0")))
        return b"".join([head, form.count.pack(len(tags)), *entries, form.offset.pack(0), outside])

    def _written(self, numbers: list[int]) -> _Value:
        kind = 16 if self._form.big else 4
        return _Value(kind, len(numbers), struct.pack(f"{self._form.order}{len(numbers)}{_TYPES[kind]}", *numbers))

    def _numbers(self, tag: int) -> list[int]:
        value = self._tags[tag]
        return list(struct.unpack(f"{self._form.order}{value.many}{_TYPES[value.kind]}", value.raw))

    @property
    def depths(self) -> list[int]:
        """Bits a sample, of each (TIFF 6.0, BitsPerSample)."""
        return self._numbers(_DEPTHS) if _DEPTHS in self._tags else [1]

    def number(self, tag: int, default: int | None = None) -> int:
        """Return the first number that a tag says."""
        if tag not in self._tags and default is not None:
            return default
        return self._numbers(tag)[0]


def tiff_frame(data: memoryview, frame: int) -> TiffFrame | None:
    """Return where a frame's pieces lie; None where they do not stand alone, or the directory is not plainly built."""
    try:
        return _tiff_frame(data, frame)
    except (struct.error, LookupError, ValueError, OverflowError):
        return None


def frames_beyond(data: memoryview, shown: int) -> int:
    """Return how many frames come after the first ones that are shown, as far as they are counted and no frame comes twice."""
    form, at = _first_directory(data)
    seen: set[int] = set()
    while at and at not in seen and len(seen) < limits.MAX_FRAMES_COUNTED:
        seen.add(at)
        try:
            at = _next_directory(data, form, at)
        except struct.error:
            break
    return max(0, len(seen) - shown)


def _first_directory(data: memoryview) -> tuple[_Form, int]:
    order = {b"II": "<", b"MM": ">"}[bytes(data[:2])]
    (magic,) = struct.unpack_from(order + "H", data, 2)
    if magic not in {42, 43}:
        raise ValueError("no TIFF")
    form = _Form(order, big=magic == 43)
    return form, form.head.unpack_from(data)[-1]


def _next_directory(data: memoryview, form: _Form, at: int) -> int:
    (count,) = form.count.unpack_from(data, at)
    following: int = form.offset.unpack_from(data, at + form.count.size + count * form.entry.size)[0]
    return following


def _tiff_frame(data: memoryview, frame: int) -> TiffFrame:
    form, at = _first_directory(data)
    for _ in range(frame):
        at = _next_directory(data, form, at)
    return TiffFrame(data, form, _tags(data, form, at))


def _tags(data: memoryview, form: _Form, at: int) -> dict[int, _Value]:
    (count,) = form.count.unpack_from(data, at)
    if not 0 < count <= _MOST_ENTRIES:
        raise ValueError("no directory")
    tags = {}
    for number in range(count):
        tag, kind, values, field = form.entry.unpack_from(data, at + form.count.size + number * form.entry.size)
        if tag not in _KEPT:
            continue
        size = _SIZES[kind] * values
        if size <= len(field):
            raw = field[:size]
        else:
            (place,) = form.offset.unpack(field)
            raw = bytes(data[place : place + size])
        if len(raw) != size:
            raise ValueError("a value that is not there")
        tags[tag] = _Value(kind, values, raw)
    return tags


def _sums(lengths: list[int]) -> list[int]:
    """Return what comes before each piece."""
    before, found = 0, []
    for one in lengths:
        found.append(before)
        before += one
    return found
