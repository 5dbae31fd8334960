"""Worker side: what is left of a damaged image, written anew so that it can be read as far as it goes.

Owns that for PNG, whose chunks are looked for where their lengths lead astray, for TIFF, whose directories are looked for where
nothing leads to them, and for JPEG 2000, whose code stream says all that its boxes say; and finding the size that a picture had
of which no more is left. Decodes nothing. What comes out is a guess, and whoever takes it says that the document is damaged.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = struct.Struct(">IIBBBBB")
_HEAD_AT = 16
_KNOWN = re.compile(rb"IDAT|IEND|PLTE|tRNS|iCCP|eXIf|tEXt|zTXt|iTXt|pHYs|gAMA|cHRM|sRGB|sBIT|bKGD|hIST|sPLT|tIME")
_FOLLOWS = struct.Struct(">I4s")
_MOST_CHUNKS = 500_000
_PALETTE_MOST = 768

_JP2 = b"\0\0\0\x0cjP  \r\n\x87\n"
_CODE_STREAM = b"\xff\x4f\xff\x51\x00"

_WIDTH_II, _WIDTH_MM = rb"\x00\x01[\x03\x04]\x00\x01\x00\x00\x00", rb"\x01\x00\x00[\x03\x04]\x00\x00\x00\x01"
_TIFFS = {b"II*\0": ("<", re.compile(_WIDTH_II)), b"MM\0*": (">", re.compile(_WIDTH_MM))}
"""The byte order that a TIFF begins with, and how the entry for the width of a frame begins in it."""
_ENTRY_BYTES, _MOST_ENTRIES, _ENTRIES_BEFORE = 12, 100, 2
_MOST_DIRECTORIES = 1_000

_SIZES = (
    ("image/png", b"\x89PNG", re.compile(rb"IHDR(....)(....)", re.DOTALL), ">I"),
    ("image/jpeg", b"\xff\xd8\xff", re.compile(rb"\xff[\xc0-\xc2]..\x08(?P<height>..)(..)[\x01\x03\x04]", re.DOTALL), ">H"),
    ("image/jp2", _JP2, re.compile(rb"ihdr(?P<height>....)(....)", re.DOTALL), ">I"),
    ("image/gif", b"GIF8", re.compile(rb"GIF8[79]a(..)(..)", re.DOTALL), "<H"),
    ("image/tiff", b"II*\0", re.compile(_WIDTH_II + rb"(....)\x01\x01[\x03\x04]\x00\x01\x00\x00\x00(....)", re.DOTALL), "<I"),
    (
        "image/tiff",
        b"MM\0*",
        re.compile(rb"\x01\x00\x00\x04\x00\x00\x00\x01(....)\x01\x01\x00\x04\x00\x00\x00\x01(....)", re.DOTALL),
        ">I",
    ),
)
"""Of a kind of picture: how it begins, where its width and height stand, the height first where it is named, and how they do."""


def salvaged(data: memoryview) -> bytes | memoryview | None:
    """Return what is left of an image as a file of its own; None where it is of another kind, or too little is left."""
    if bytes(data[: len(_PNG)]) == _PNG:
        return _png(data)
    if bytes(data[: len(_JP2)]) == _JP2:
        at = bytes(data).find(_CODE_STREAM)
        return data[at:] if at >= 0 else None
    return _tiff(data) if bytes(data[:4]) in _TIFFS else None


def said_size(data: memoryview) -> tuple[str, tuple[int, int]] | None:
    """Return the media type of a picture that cannot be opened, and the size that it says it had; None where it says none."""
    for media_type, beginning, place, form in _SIZES:
        found = place.search(data) if bytes(data[: len(beginning)]) == beginning else None
        if found is not None:
            first, second = (struct.unpack(form, found[side])[0] for side in (1, 2))
            return media_type, (second, first) if "height" in place.groupindex else (first, second)
    return None


def _png(data: memoryview) -> bytes | None:
    """Return a PNG of the head, the palette and the pixels that are found, without anything else."""
    if len(data) < _HEAD_AT + _HEAD.size:
        return None
    width, height, depth, colours, _, _, interlaced = _HEAD.unpack_from(data, _HEAD_AT)
    head = _HEAD.pack(width, height, depth, colours, 0, 0, interlaced)
    pixels: list[memoryview] = []
    palette: list[bytes] = []
    for kind, at, end in _pieces(data):
        if kind == b"IDAT":
            pixels.append(data[at:end])
        elif kind in {b"PLTE", b"tRNS"} and not pixels and end - at <= _PALETTE_MOST:
            palette.append(_chunk(kind, data[at : at + (end - at) // 3 * 3] if kind == b"PLTE" else data[at:end]))
    return b"".join([_PNG, _chunk(b"IHDR", head), *palette, _chunk(b"IDAT", *pixels), _chunk(b"IEND")])


def _pieces(data: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, beginning and end of what the chunks behind the head hold, however far their lengths are to be believed."""
    places = [found.start() for found in _KNOWN.finditer(data, _HEAD_AT + _HEAD.size)]
    past = 0
    for number, place in enumerate(places[:_MOST_CHUNKS]):
        if place < past:  # letters within what another one holds
            continue
        kind, at = bytes(data[place : place + 4]), place + 4
        (length,) = struct.unpack_from(">I", data, place - 4)
        if _is_followed(data, at + length + 4):
            end = at + length
        else:  # up to the length of the next, and its own checksum before that
            end = places[number + 1] - 8 if number + 1 < len(places) else len(data)
        past = end
        yield kind, at, max(at, end)


def _is_followed(data: memoryview, at: int) -> bool:
    """Tell whether a chunk begins there, or the file is over."""
    if at >= len(data):
        return at == len(data)
    return at + _FOLLOWS.size <= len(data) and _KNOWN.fullmatch(data[at + 4 : at + 8]) is not None


def _chunk(kind: bytes, *parts: bytes | memoryview) -> bytes:
    held = b"".join(parts)
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(held, zlib.crc32(kind)))


def _tiff(data: memoryview) -> bytes | None:
    """Return a TIFF whose directories, where any are found, are those that lie in it, one after the other."""
    order, width = _TIFFS[bytes(data[:4])]
    found: dict[int, int] = {}
    for entry in width.finditer(data):
        for before in range(_ENTRIES_BEFORE + 1):
            at = entry.start() - 2 - before * _ENTRY_BYTES
            end = _end_of_directory(data, at, order) if at >= 8 else None
            if end is not None:
                found[at] = end
                break
        if len(found) == _MOST_DIRECTORIES:
            break
    if not found:
        return None
    made = bytearray(data)
    places = [4, *found.values()]
    for place, at in zip(places, [*found, 0], strict=True):
        struct.pack_into(order + "I", made, place, at)
    return bytes(made)


def _end_of_directory(data: memoryview, at: int, order: str) -> int | None:
    """Return where the entries of a directory end that begins there; None where none does: tags come in their order."""
    (count,) = struct.unpack_from(order + "H", data, at)
    end = at + 2 + count * _ENTRY_BYTES
    if not _ENTRIES_BEFORE < count <= _MOST_ENTRIES or end + 4 > len(data):
        return None
    tags = [struct.unpack_from(order + "H", data, at + 2 + number * _ENTRY_BYTES)[0] for number in range(count)]
    return end if tags == sorted(set(tags)) else None
