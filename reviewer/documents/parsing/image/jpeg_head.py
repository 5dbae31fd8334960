"""Worker side: what a JPEG's headers say of how its samples are stored (ITU-T T.81 Annex B, T.871).

Pure, over bytes. Owns no decoding.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_NO_FRAMES = frozenset({0xC4, 0xC8, 0xCC})
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA})
_SCAN, _ADOBE, _JFIF = 0xDA, 0xEE, 0xE0
_HALF = [(2, 2), (1, 1), (1, 1)]


class JpegHead(NamedTuple):
    """What a JPEG's headers say.

    Attributes:
        size: Width and height.
        components: How many samples a pixel has.
        is_half: Of brightness and colours, the colours are stored at half the size.
        is_rgb: Red, green and blue are stored, which only the samples' names say.
        needs_all: Every pixel is told of by all of the file: it is progressive, or its samples stand in scans of their own.

    """

    size: tuple[int, int]
    components: int
    is_half: bool
    is_rgb: bool
    needs_all: bool


def jpeg_head(data: memoryview) -> JpegHead:
    """Return what the headers say.

    Raises:
        ValueError: They are not plainly built, or the samples are neither grey nor three colours of eight bits.

    """
    try:
        found = _jpeg_head(data)
    except (struct.error, IndexError) as error:
        raise ValueError("headers that are cut short") from error
    if found.components not in {1, 3} or 0 in found.size:
        raise ValueError("neither grey nor three colours")
    return found


def _jpeg_head(data: memoryview) -> JpegHead:
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
            head = _head(data, place, is_plain=jfif or adobe == 1, is_told=adobe >= 0)
            return head._replace(needs_all=head.needs_all or data[at + 4] < head.components)
        at += 2 + length
    raise ValueError("no marker")


def _head(data: memoryview, place: int, *, is_plain: bool, is_told: bool) -> JpegHead:
    """Return what the frame's header at a place says; `is_plain`: it is told that the colours are not red, green and blue."""
    depth, height, width, count = struct.unpack_from(">BHHB", data, place + 4)
    if not place or depth != 8:
        raise ValueError("no frame of eight bits")
    parts = [bytes(data[place + 10 + 3 * one : place + 13 + 3 * one]) for one in range(count)]
    coded = is_plain or (not is_told and [one[0] for one in parts] == [1, 2, 3])
    is_half = coded and [(one[1] >> 4, one[1] & 15) for one in parts] == _HALF
    is_rgb = not is_plain and not is_told and [one[:1] for one in parts] == [b"R", b"G", b"B"]
    return JpegHead((width, height), count, is_half, is_rgb, data[place + 1] in _PROGRESSIVE)
