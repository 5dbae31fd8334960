"""Worker side: decoding one frame of an image into plain pixels, grey or RGB, upright and on white.

Owns which formats are taken, how large a picture read at once may be, which way up it is, and what becomes of depth, palettes,
inks and transparency; what a colour profile means is `colours`'s.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from typing import TypeVar

import pi_heif
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from reviewer.documents import limits
from reviewer.documents.parsing.image.colours import in_srgb
from reviewer.documents.parsing.image.pictures import SIDEWAYS, turned
from reviewer.documents.parsing.image.png_chunks import late_exif
from reviewer.documents.parsing.image.shared_bytes import as_file
from reviewer.documents.parsing.image.tiff_parts import tiff_frame
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

T = TypeVar("T")

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

_EXIF_ERRORS: tuple[type[Exception], ...] = (struct.error, *ERRORS)

PLUGINS = (
    *(PngImagePlugin, JpegImagePlugin, WebPImagePlugin, TiffImagePlugin, GifImagePlugin, BmpImagePlugin),
    *(Jpeg2KImagePlugin, PpmImagePlugin),
)
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "JPEG2000", "PPM", "HEIF")
_TYPES = {name: f"image/{name.lower()}" for name in FORMATS} | {
    "MPO": "image/jpeg",
    "HEIF": "image/heic",
    "JPEG2000": "image/jp2",
    "PPM": "image/x-portable-anymap",
}
_MAGIC = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF8", b"BM"),
    *(b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51\x00"),
)
PASSED_OVER = "something was passed over"
"""Among what is told of an opened image: that there is more beside its pixels than could be read."""
_TURN_TAG = 0x0112
_STRIP_ROWS = 512

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


def open_image(data: memoryview) -> ImageFile.ImageFile:
    """Open an image without decoding it.

    Raises:
        RefusedError: No plugin of ours takes it.

    """
    try:
        image = Image.open(as_file(data), formats=FORMATS)
    except ERRORS as error:
        if not looks_like_image(bytes(data[:16])):
            raise RefusedError(Status.NOT_A_DOCUMENT) from error
        image = _opened_without_words(data)
    late = late_exif(data) if image.format == "PNG" else None
    if late is not None:
        image.info.setdefault("exif", late)
    return image


def _opened_without_words(data: memoryview) -> ImageFile.ImageFile:
    """Open an image and pass over what is written beside its pixels, where that is more than Pillow takes, or damaged."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image = Image.open(as_file(data), formats=FORMATS)
    except ERRORS as error:
        raise RefusedError(Status.DAMAGED) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.info[PASSED_OVER] = True
    return image


def media_type(image: Image.Image) -> str:
    """Return the image's media type."""
    return _TYPES[image.format or ""]


def frame_sizes(image: Image.Image) -> tuple[list[tuple[int, int]], bool, bool]:
    """Return the upright size of each frame that is a page, whether there may be more that cannot be read, and whether it is all.

    All frames of a TIFF are pages, of anything else the first. A broken directory ends the chain: the frames before it are good.
    """
    sizes = [_upright_size(image)]
    while image.format == "TIFF":
        try:
            image.seek(len(sizes))
        except EOFError:
            break
        except ERRORS:
            return sizes, True, True
        if len(sizes) >= limits.MAX_IMAGE_FRAMES:
            return sizes, False, False
        sizes.append(_upright_size(image))
    return sizes, False, True


def _upright_size(image: Image.Image) -> tuple[int, int]:
    """Return a frame's size after the EXIF turn."""
    width, height = image.size
    if image.format not in _TURNED_ALREADY and exif_turn(image) >= SIDEWAYS:
        return height, width
    return width, height


def decode(data: memoryview, frame: int) -> tuple[Image.Image, bool]:
    """Return a frame's pixels as "L" or "RGB", and whether its end was missing.

    Raises:
        RefusedError: It is damaged or has too many pixels.

    """
    return tolerantly(lambda: _decode(data, frame))


def tolerantly(read: Callable[[], T]) -> tuple[T, bool]:
    """Return what is read of an image, and whether that went only as far as its bytes go.

    Raises:
        RefusedError: It is damaged, or refused by `read`.

    """
    try:
        return read(), False
    except ERRORS:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return read(), True
    except ERRORS as error:
        raise RefusedError(Status.PAGE_DAMAGED) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def open_frame(data: memoryview, frame: int) -> Image.Image:
    """Open a frame without decoding it; one of a TIFF by itself, where that can be done."""
    if data[:2] in {b"II", b"MM"}:
        found = tiff_frame(data, frame)
        if found is not None:
            return Image.open(io.BytesIO(found.alone()), formats=["TIFF"])
    image = open_image(data)
    if frame:
        image.seek(frame)
    return image


def exif_turn(image: Image.Image) -> int:
    """Return how an image is to be turned that was opened but not decoded, as EXIF counts it: 1 where it is upright.

    A picture is not refused for what a camera or a program wrote beside it: EXIF that cannot be read turns nothing.
    """
    try:
        found = Image.Image.getexif(image).get(_TURN_TAG)  # a PNG's own would decode it
    except _EXIF_ERRORS:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _decode(data: memoryview, frame: int) -> Image.Image:
    image = open_frame(data, frame)
    if image.width * image.height > limits.MAX_BITMAP_PIXELS:
        raise RefusedError(Status.TOO_MANY_PIXELS)
    turn = 1 if image.format in _TURNED_ALREADY else exif_turn(image)
    image.load()
    if ImageFile.LOAD_TRUNCATED_IMAGES and _is_one_colour(image):
        raise OSError("nothing of the picture is there")
    return turned(plain(image), turn)


def _is_one_colour(image: Image.Image) -> bool:
    """Tell whether all pixels are the same: what a picture is filled with of which nothing could be read."""
    found = image.getextrema()
    return all(low == high for low, high in (found if isinstance(found[0], tuple) else (found,)))


def plain(image: Image.Image) -> Image.Image:
    """Return the pixels of a loaded image as "L" or "RGB": in the colours of its profile, eight bits, and on white."""
    return _plain(in_srgb(image))


def _plain(image: Image.Image) -> Image.Image:
    """Return grey or RGB pixels of eight bits, transparency laid on white."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.has_transparency_data:
        made = Image.new("RGB", image.size, "white")
        for number, strip in enumerate(one.convert("RGBA") for one in _strips(image)):
            made.paste(strip, (0, number * _STRIP_ROWS), strip)
        return made
    if image.mode in {"1", "L"}:
        return image.convert("L")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale deeper grey to eight bits: by 256 what fits 16 bits, by its own range anything else."""
    low, high = 0.0, 65535.0
    sixteen = image.mode.startswith("I;16")
    if not sixteen:
        ranges = [_range(strip) for strip in _strips(image)]
        low, high = min(one[0] for one in ranges), max(one[1] for one in ranges)
        sixteen = image.mode == "I" and low >= 0 and 255 < high <= 65535
    factor, offset = (1 / 257, 0.5) if sixteen else (1.0, 0.0)
    if not sixteen and not 0 <= low <= high <= 255:
        span = high - low
        if not 0 < span < float("inf"):
            raise ValueError("no range of brightness")
        factor, offset = 255 / span, -low * 255 / span
    made = Image.new("L", image.size)
    for number, strip in enumerate(_strips(image)):
        scaled = strip.convert("F").point(lambda value: value * factor + offset)
        made.paste(scaled.convert("L"), (0, number * _STRIP_ROWS))
    return made


def _strips(image: Image.Image) -> Iterator[Image.Image]:
    """Yield an image strip by strip: a large picture is not held several times."""
    for top in range(0, image.height, _STRIP_ROWS):
        yield image.crop((0, top, image.width, min(top + _STRIP_ROWS, image.height)))


def _range(strip: Image.Image) -> tuple[float, float]:
    low, high = strip.convert("F").getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):
        raise ValueError("more than one channel")  # noqa: TRY004 -- a fault of the file, told like all others
    return low, high
