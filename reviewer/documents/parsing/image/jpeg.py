"""A JPEG's picture without what was written beside it: EXIF, GPS, XMP, thumbnails, comments, colour profiles, trailers.

Pure, over bytes (ITU-T T.81 Annex B). Owns no decoding: a stream that is not plainly built is refused, and
the caller encodes anew.
"""

from __future__ import annotations

import struct

_START_OF_SCAN, _END = 0xDA, 0xD9
_JFIF, _ADOBE = 0xE0, 0xEE
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive Huffman frames: what PDF's DCTDecode takes."""
_TABLES = frozenset({0xC4, 0xDB, 0xDD})
_SOFT_LIMIT = 65_500
"""Longest side, in pixels."""


def bare_jpeg(data: bytes) -> tuple[bytes, int, int, int] | None:
    """Return the stream with nothing but the picture, its width and height in pixels and its number of components.

    None where it is not a Huffman-coded JPEG of 8 bits with one or three components, or is cut short.
    """
    try:
        return _bare(data)
    except (IndexError, ValueError, struct.error):
        return None


def _bare(data: bytes) -> tuple[bytes, int, int, int] | None:
    if data[:2] != b"\xff\xd8":
        return None
    out = bytearray(data[:2])
    at = 2
    frame: tuple[int, int, int] | None = None
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1  # fill bytes
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == _END:
            return (bytes(out + b"\xff\xd9"), *frame) if frame else None
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        at += 2 + length
        if marker in _FRAMES:
            frame = _frame(segment)
            if frame is None:
                return None
        elif 0xC0 <= marker <= 0xCF and marker not in _TABLES:
            return None  # lossless, hierarchical or arithmetic-coded
        if marker == _START_OF_SCAN:
            end = _scan_end(data, at)
            segment += data[at:end]
            at = end
        out += _kept(marker, segment)


def _frame(segment: bytes) -> tuple[int, int, int] | None:
    """Return width, height and components of a frame header, None where PDF or this program does not take it."""
    bits, height, width, components = struct.unpack_from(">BHHB", segment, 4)
    if bits != 8 or components not in {1, 3} or not 0 < width <= _SOFT_LIMIT or not 0 < height <= _SOFT_LIMIT:
        return None
    return width, height, components


def _kept(marker: int, segment: bytes) -> bytes:
    """Return what is kept of a segment: tables, frames and scans whole; of the rest only what tells how colours are coded."""
    if marker == _JFIF and segment[4:9] == b"JFIF\0":
        return b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    if marker == _ADOBE and segment[4:9] == b"Adobe":
        return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + segment[15:16]
    return segment if marker in _TABLES or marker in _FRAMES or marker == _START_OF_SCAN else b""


def _scan_end(data: bytes, at: int) -> int:
    """Return where the entropy-coded data from `at` on ends: before the next marker that is no restart marker."""
    while True:
        at = data.index(b"\xff", at)
        follower = data[at + 1]
        if follower != 0 and not 0xD0 <= follower <= 0xD7 and follower != 0xFF:
            return at
        at += 1 if follower == 0xFF else 2
