"""Pixels compressed as a PDF holds an image: without loss where that stays small, as a JPEG where it does not.

Worker side, and meant for a worker that holds no document: what comes out was made of pixels alone. Same pixels, same bytes.
"""

from __future__ import annotations

import io

from PIL import Image

from reviewer.documents.findings import CompressedPixels, PixelFilter
from reviewer.documents.limits import MAX_COMPRESSED_PIXELS
from reviewer.documents.parsing.image.colours import is_grey
from reviewer.documents.parsing.image.png_chunks import chunks
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

JPEG_QUALITY = 88
"""Scans stay legible at their smallest letters; their grain takes three quarters of the room, whatever the quality."""

SMALL_BYTES = 200_000
"""So much of a page of plain text, drawn at 150 dots an inch, is kept without loss, whatever a JPEG of it would take."""

WORTH = 1.5
"""How many times the bytes of a JPEG is given to have no loss: letters keep their edges."""


def compressed(width_px: int, height_px: int, bgrx: memoryview) -> CompressedPixels:
    """Compress pixels of four bytes each: blue, green, red, and one that is passed over.

    Raises:
        RefusedError: There are too many, or not as many bytes as they need.

    """
    if not 0 < width_px * height_px <= MAX_COMPRESSED_PIXELS:
        raise RefusedError(Status.TOO_MANY_PIXELS)
    if len(bgrx) != width_px * height_px * 4:
        raise RefusedError(Status.BAD_REQUEST)
    picture = Image.frombuffer("RGB", (width_px, height_px), bytes(bgrx), "raw", "BGRX", 0, 1)
    if is_grey(picture):
        picture = picture.convert("L")
    components = len(picture.getbands())
    plain = _without_loss(picture)
    if len(plain) > SMALL_BYTES:
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        if len(plain) > WORTH * jpeg.tell():
            return CompressedPixels(width_px, height_px, components, PixelFilter.DCT, jpeg.getvalue())
    return CompressedPixels(width_px, height_px, components, PixelFilter.FLATE, plain)


def _without_loss(picture: Image.Image) -> bytes:
    """Return the stream of a PNG: rows with its predictors before them, which PDF knows too (ISO 32000-2 7.4.4.4)."""
    png = io.BytesIO()
    picture.save(png, "PNG", compress_level=6)
    written = memoryview(png.getbuffer())
    return b"".join(written[at : at + length] for kind, at, length in chunks(written) if kind == b"IDAT")
