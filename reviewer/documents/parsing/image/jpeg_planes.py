"""Worker side: a large JPEG as planes of a byte a sample, of which its rows are put together as they are wanted.

Owns which JPEGs can be taken apart so (ITU-T T.81, T.871). Where colours are stored at half the size, as they mostly are, the
planes are those of the file, brightness and two of colour, and take three eighths of what Pillow has for decoded colours.
Elsewhere they are red, green and blue, which MuPDF hands over row by row where there is no room for four bytes a pixel.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from PIL import Image
from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.image.shared_bytes import as_file
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

_FORMATS = ["JPEG", "MPO"]
_NO_FRAMES = frozenset({0xC4, 0xC8, 0xCC})
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA})
_SCAN, _ADOBE, _JFIF = 0xDA, 0xEE, 0xE0
_HALF = [(2, 2), (1, 1), (1, 1)]
_COEFFICIENT_BYTES = 2
_PILLOW_BYTES = 4
_BESIDE_BYTES = 256 * 1024**2
"""Left for the small copy and the bands."""

_READ_PIXELS = 1_000_000
_MARGIN = 2
"""Rows of colour beside those that are wanted which still count, where they are stretched."""


class JpegPlanes:
    """The planes of one JPEG, decoded when pixels are first wanted.

    Raises:
        ValueError: It has four inks, or its headers are not plainly built.
        RefusedError: The planes would take too much memory.

    """

    def __init__(self, data: memoryview) -> None:
        self._data = data
        try:
            head = _headers(data)
        except (struct.error, IndexError) as error:
            raise ValueError("headers that are cut short") from error
        self.size = head.size
        width, height = head.size
        if head.components not in {1, 3} or width == 0 or height == 0:
            raise ValueError("neither grey nor three colours")
        self._is_grey = head.components == 1
        self._planes: list[Image.Image] = []
        self.held_bytes = 0
        room = limits.IMAGE_BYTES - _BESIDE_BYTES
        samples = width * height * (2 if self._is_grey else 3 if head.is_half else 6) // 2
        coefficients = samples * _COEFFICIENT_BYTES if head.is_progressive else 0
        if samples + coefficients > room:
            raise RefusedError(Status.TOO_MANY_PIXELS)
        self._fits_at_once = width * height * (_PILLOW_BYTES + 3) + coefficients <= room
        # twice through a progressive one takes longer than the memory is worth that it would save
        self._is_half = head.is_half and not (head.is_progressive and self._fits_at_once)

    def reduced(self, level: int) -> Image.Image:
        """Return the whole picture shrunk by a power of two up to three, which a JPEG's coding makes cheap."""
        return self._drafted(None, 1 << level)

    def rows(self, top: int, bottom: int) -> Image.Image:
        """Return some rows in the colours that the file's numbers stand for, "L" or "RGB"."""
        if not self._planes:
            self._planes = self._decoded()
            self.held_bytes = sum(one.width * one.height for one in self._planes)
        box = (0, top, self.size[0], bottom)
        if self._is_grey:
            return self._planes[0].crop(box)
        if not self._is_half:
            return Image.merge("RGB", [one.crop(box) for one in self._planes])
        colours = [self._stretched(one, top, bottom) for one in self._planes[1:]]
        return Image.merge("YCbCr", [self._planes[0].crop(box), *colours]).convert("RGB")

    def _stretched(self, plane: Image.Image, top: int, bottom: int) -> Image.Image:
        """Return rows of a plane of half the size at full size."""
        low, high = max(0, top // 2 - _MARGIN), min(plane.height, (bottom + 1) // 2 + _MARGIN)
        part = plane.crop((0, low, plane.width, high))
        width = self.size[0]
        box = (0, top / 2 - low, width / 2, bottom / 2 - low)
        return part.resize((width, bottom - top), Image.Resampling.BILINEAR, box=box)

    def _decoded(self) -> list[Image.Image]:
        if self._is_grey:
            return [self._drafted("L", 1)]
        if not self._is_half:
            # all at once where there is room for that beside the planes: Pillow is twice as fast as MuPDF
            return list(self._drafted(None, 1).split()) if self._fits_at_once else self._by_rows()
        halves = self._drafted("YCbCr", 2)
        colours = [halves.getchannel("Cb"), halves.getchannel("Cr")]
        del halves
        return [self._drafted("L", 1), *colours]

    def _drafted(self, mode: str | None, shrunk: int) -> Image.Image:
        image = Image.open(as_file(self._data), formats=_FORMATS)
        image.draft(mode, (self.size[0] // shrunk, self.size[1] // shrunk))
        image.load()
        return image

    def _by_rows(self) -> list[Image.Image]:
        """Return the three planes of colours, filled some rows at a time."""
        width, height = self.size
        planes = [Image.new("L", self.size) for _ in range(3)]
        source = mupdf.fz_open_memory(mupdf.python_buffer_data(self._data), len(self._data))
        stream = mupdf.fz_open_dctd(source, -1, 0, 0, mupdf.FzStream())
        run = max(1, _READ_PIXELS // width)
        buffer = mupdf.fz_new_buffer(run * width * 3)
        mupdf.fz_resize_buffer(buffer, run * width * 3)
        for top in range(0, height, run):
            rows = min(run, height - top)
            count = mupdf.ll_fz_read(stream.m_internal, buffer.m_internal.data, rows * width * 3)
            buffer.m_internal.len = count
            raw = bytes(mupdf.fz_buffer_storage_memoryview(buffer)).ljust(rows * width * 3, b"\0")
            for plane, part in zip(planes, Image.frombytes("RGB", (width, rows), raw).split(), strict=True):
                plane.paste(part, (0, top))
        return planes


class _Head(NamedTuple):
    """What a JPEG's headers say; `is_half`: of brightness and colours, the colours are stored at half the size."""

    size: tuple[int, int]
    components: int
    is_half: bool
    is_progressive: bool


def _headers(data: memoryview) -> _Head:
    at, jfif, adobe, place = 2, False, -1, 0
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker == _JFIF and bytes(data[at + 4 : at + 9]) == b"JFIF\0":
            jfif = True
        elif marker == _ADOBE and bytes(data[at + 4 : at + 9]) == b"Adobe":
            adobe = data[at + 15]
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAMES:
            if place:
                raise ValueError("more than one frame")
            place = at
        elif marker == _SCAN:
            return _head(data, place, is_plain=jfif or adobe == 1, is_told=adobe >= 0)
        at += 2 + length
    raise ValueError("no marker")


def _head(data: memoryview, place: int, *, is_plain: bool, is_told: bool) -> _Head:
    """Return what the frame's header at a place says; `is_plain`: it is told that the colours are not red, green and blue."""
    depth, height, width, count = struct.unpack_from(">BHHB", data, place + 4)
    if not place or depth != 8:
        raise ValueError("no frame of eight bits")
    parts = [bytes(data[place + 10 + 3 * one : place + 13 + 3 * one]) for one in range(count)]
    coded = is_plain or (not is_told and [one[0] for one in parts] == [1, 2, 3])
    is_half = coded and [(one[1] >> 4, one[1] & 15) for one in parts] == _HALF
    return _Head((width, height), count, is_half, data[place + 1] in _PROGRESSIVE)
