"""Worker side: decoding one frame of an image into plain pixels, grey or RGB, upright and on white.

Owns which formats are taken, how large a picture may be, the EXIF turn, and what becomes of depth, palettes, inks and
transparency; what a colour profile means is `colours`'s.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pi_heif
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from reviewer.documents import limits
from reviewer.documents.parsing.colours import in_srgb
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ERRORS: tuple[type[Exception], ...] = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    RuntimeError,
)
"""What Pillow raises when an image is at fault."""

PLUGINS = (PngImagePlugin, JpegImagePlugin, WebPImagePlugin, TiffImagePlugin, GifImagePlugin, BmpImagePlugin)
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "HEIF")
_TYPES = {name: f"image/{name.lower()}" for name in FORMATS} | {"MPO": "image/jpeg", "HEIF": "image/heic"}
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF8", b"BM")
_TURN_TAG = 0x0112
_READ_BYTES = 64 * 1024
_STRIP_ROWS = 512
_SIDEWAYS = (5, 6, 7, 8)

_TURNED_ALREADY = ("TIFF", "HEIF")
"""Formats whose plugin makes the turn itself while it decodes."""
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")

pi_heif.register_heif_opener(thumbnails=False)
pi_heif.options.DECODE_THREADS = 1  # a worker has one thread, so that it can be locked away
Image.MAX_IMAGE_PIXELS = None  # Pillow would warn first and refuse at twice the limit; sizes are held against ours below


def looks_like_image(head: bytes) -> bool:
    """Tell from the first bytes whether this is one of the kinds taken, well or damaged."""
    if head[4:8] == b"ftyp":
        return head[8:12] in _HEIF_BRANDS
    return head.startswith(_MAGIC) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def open_image(data: memoryview) -> Image.Image:
    """Open an image without decoding it.

    Raises:
        RefusedError: No plugin of ours takes it.

    """
    try:
        return Image.open(io.BufferedReader(_View(data), _READ_BYTES), formats=FORMATS)
    except ERRORS as error:
        known = looks_like_image(bytes(data[:16]))
        raise RefusedError(Status.DAMAGED if known else Status.NOT_A_DOCUMENT) from error


def media_type(image: Image.Image) -> str:
    """Return the image's media type."""
    return _TYPES[image.format or ""]


def frame_sizes(image: Image.Image) -> tuple[list[tuple[int, int]], bool]:
    """Return the upright size of each frame that is a page, and whether there may be more that cannot be read.

    All frames of a TIFF are pages, of anything else the first. A broken directory ends the chain: the frames before it are good.

    Raises:
        RefusedError: There are too many.

    """
    sizes = [_upright_size(image)]
    while image.format == "TIFF":
        try:
            image.seek(len(sizes))
        except EOFError:
            break
        except ERRORS:
            return sizes, True
        if len(sizes) >= limits.MAX_IMAGE_FRAMES:
            raise RefusedError(Status.TOO_MANY_PAGES)
        sizes.append(_upright_size(image))
    return sizes, False


def _upright_size(image: Image.Image) -> tuple[int, int]:
    """Return a frame's size after the EXIF turn."""
    width, height = image.size
    if image.format not in _TURNED_ALREADY and image.getexif().get(_TURN_TAG) in _SIDEWAYS:
        return height, width
    return width, height


def decode(data: memoryview, frame: int) -> tuple[Image.Image, bool]:
    """Return a frame's pixels as "L" or "RGB", and whether its end was missing.

    Raises:
        RefusedError: It is damaged or has too many pixels.

    """
    try:
        return _decode(data, frame), False
    except ERRORS:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return _decode(data, frame), True
    except ERRORS as error:
        raise RefusedError(Status.PAGE_DAMAGED) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _decode(data: memoryview, frame: int) -> Image.Image:
    image = open_image(data)
    if frame:
        image.seek(frame)
    if image.width * image.height > limits.MAX_BITMAP_PIXELS:
        raise RefusedError(Status.TOO_MANY_PIXELS)
    image.load()
    plain = _plain(in_srgb(image))
    if image.format not in _TURNED_ALREADY:
        turn = image.getexif().get(_TURN_TAG, 1)
        plain = _turned(plain, turn)
    return plain


def _turned(image: Image.Image, turn: Any) -> Image.Image:
    """Turn pixels as the EXIF orientation says (EXIF 2.32, tag 274)."""
    ways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(ways[turn]) if turn in ways else image


def _plain(image: Image.Image) -> Image.Image:
    """Return grey or RGB pixels of eight bits, transparency laid on white."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.has_transparency_data:
        plain = Image.new("RGB", image.size, "white")
        for top in range(0, image.height, _STRIP_ROWS):  # a strip at a time: a large picture is not held three times
            strip = image.crop((0, top, image.width, min(top + _STRIP_ROWS, image.height))).convert("RGBA")
            plain.paste(strip, (0, top), strip)
        return plain
    if image.mode in {"1", "L"}:
        return image.convert("L")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale deeper grey to eight bits: by 256 what fits 16 bits, by its own range anything else."""
    grey = image.convert("F")
    low, high = grey.getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):
        raise ValueError("more than one channel")  # noqa: TRY004 -- a fault of the file, told like all others
    if image.mode.startswith("I;16") or (image.mode == "I" and low >= 0 and 255 < high <= 65535):
        return grey.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if 0 <= low <= high <= 255:
        return grey.convert("L")
    span = high - low
    if not 0 < span < float("inf"):
        raise ValueError("no range of brightness")
    return grey.point(lambda value: value * (255 / span) - low * 255 / span).convert("L")


class _View(io.RawIOBase):
    """A file-like face on bytes that are shared and must not be copied."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, (0, self._at, len(self._data))[whence] + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer).cast("B")
        taken = self._data[self._at : self._at + len(target)]
        target[: len(taken)] = taken
        self._at += len(taken)
        return len(taken)
