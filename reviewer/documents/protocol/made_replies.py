"""What a worker answers that it made, checked: crops, copies, and pages and pictures of our own HTML.

As in `replies`: what the `read_…` functions return is checked, whatever does not fit is a `ProtocolError`.
"""

from __future__ import annotations

import struct

from reviewer.documents.findings import CompressedPixels, Crop, PixelFilter
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import ProtocolError

_CROP = struct.Struct("<IIQ")  # width, height, difference hash

CROP_HEAD_BYTES = _CROP.size

_COMPRESSED = struct.Struct("<BB")  # components, filter

COMPRESSED_HEAD_BYTES = _COMPRESSED.size

_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_DEFLATE = 8
"""The method in the first byte of what zlib made; the first two are a multiple of 31 (RFC 1950)."""


def png_bytes(pixels: int) -> int:
    """Return the most bytes that a PNG of so many pixels has: three a pixel and one a row, a little more if nothing shrinks."""
    return 4 * pixels + pixels // 4 + 4096


def write_crop(crop: Crop) -> list[bytes]:
    """Write a crop."""
    return [_CROP.pack(crop.width_px, crop.height_px, int(crop.dhash, 16)), crop.png]


def read_crop(untrusted_payload: memoryview, *, most_pixels: int) -> Crop:
    """Check a crop: it must be a PNG that says of itself the size it is said to have, and no larger than asked for."""
    reader = Reader(untrusted_payload)
    untrusted_width, untrusted_height, dhash = reader.numbers(_CROP)
    if not 0 < untrusted_width * untrusted_height <= most_pixels:
        raise ProtocolError("a picture larger than it may be")
    png = read_png(reader.rest(), width_px=untrusted_width, height_px=untrusted_height)
    return Crop(png, untrusted_width, untrusted_height, f"{dhash:016x}")


def read_png(untrusted_payload: memoryview, *, width_px: int, height_px: int) -> bytes:
    """Check that a picture is a PNG that says of itself that it has this size."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width_px, height_px)
    return read_file(untrusted_payload, magic=head)


def read_file(untrusted_payload: memoryview, *, magic: bytes) -> bytes:
    """Check that a file made by a worker starts as its kind does."""
    if bytes(untrusted_payload[: len(magic)]) != magic:
        raise ProtocolError("not the file it is said to be")
    return bytes(untrusted_payload)


def write_compressed(made: CompressedPixels) -> list[bytes]:
    """Write compressed pixels."""
    return [_COMPRESSED.pack(made.components, made.filter), made.stream]


def read_compressed(untrusted_payload: memoryview, *, width_px: int, height_px: int) -> CompressedPixels:
    """Check compressed pixels: a JPEG must look like one, and how many components it has must be a number that there is."""
    reader = Reader(untrusted_payload)
    untrusted_components, untrusted_filter = reader.numbers(_COMPRESSED)
    stream = bytes(reader.rest())
    if untrusted_components not in {1, 3} or untrusted_filter not in {one.value for one in PixelFilter} or not stream:
        raise ProtocolError("not the pixels they are said to be")
    kind = PixelFilter(untrusted_filter)
    if kind is PixelFilter.DCT and not (stream.startswith(_JPEG) and stream.endswith(_JPEG_END)):
        raise ProtocolError("no JPEG")
    if kind is PixelFilter.FLATE and (stream[0] & 0x0F != _DEFLATE or int.from_bytes(stream[:2]) % 31):
        raise ProtocolError("nothing that zlib made")
    return CompressedPixels(width_px, height_px, untrusted_components, kind, stream)
