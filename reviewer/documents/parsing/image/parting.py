"""Worker side: choosing how a frame of an image is held: whole where it is small, else in bands, else not at all.

Owns that choice, and for each format that can be read in bands what its numbers mean.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from functools import partial

from PIL import Image, ImageFile

from reviewer.documents import limits
from reviewer.documents.parsing.image.bands import BAND_PIXELS, BandedPicture, Bands
from reviewer.documents.parsing.image.frames import decode, exif_turn, open_image, plain, tolerantly
from reviewer.documents.parsing.image.jpeg_head import jpeg_head
from reviewer.documents.parsing.image.jpeg_planes import JpegPlanes, drafted
from reviewer.documents.parsing.image.jpeg_rows import JpegRows
from reviewer.documents.parsing.image.pictures import Picture, ReducedPicture, WholePicture, turned
from reviewer.documents.parsing.image.png_chunks import PngStream
from reviewer.documents.parsing.image.strip_rows import StripRows
from reviewer.documents.parsing.image.tiff_parts import TiffFrame, tiff_frame
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

WHOLE_PIXELS = 32_000_000
"""Up to so many pixels a frame is held whole: at most 170 MB with its smaller copies."""

_LONGEST_ROW = 4_000_000
"""Pixels of the longest row of which bands are made."""

_DRAFTS = (2, 4, 8)
"""By how much a JPEG's coding lets it be decoded smaller (ITU-T T.81: from the first of the 8 × 8 numbers of a block on)."""

_EIGHT = 8
"""Rows that become one of the small copy of the largest image."""

_NOT_BY_RANGE = ("1", "L", "P", "LA", "RGB", "RGBA", "RGBX", "CMYK", "I;16", "I;16B", "I;16L", "I;16N")
"""Modes of which every pixel means the same whatever others there are."""


def open_picture(data: memoryview, frame: int, size: tuple[int, int]) -> Picture:
    """Return a frame that has that size, ready for parts to be cut out of it.

    Raises:
        RefusedError: It is damaged or too large.

    """
    if size[0] * size[1] > limits.MAX_IMAGE_PIXELS:
        return _reduced(data, size)
    if size[0] * size[1] > WHOLE_PIXELS and max(size) <= _LONGEST_ROW:
        bands = _bands(data, frame)
        if bands is not None:
            return BandedPicture(bands)
    decoded, cut_short = decode(data, frame)
    return WholePicture(decoded, cut_short=cut_short)


def _reduced(data: memoryview, size: tuple[int, int]) -> ReducedPicture:
    """Return a JPEG of more pixels than are read at a lower resolution, at which its coding lets it be decoded.

    Raises:
        RefusedError: It is of another kind, or is one that is decoded from all of it.

    """
    image = open_image(data)
    try:
        if image.format not in {"JPEG", "MPO"} or jpeg_head(data).needs_all:
            raise RefusedError(Status.TOO_MANY_PIXELS)
    except (ValueError, LookupError, struct.error) as error:  # its headers are not plainly built
        raise RefusedError(Status.TOO_MANY_PIXELS) from error
    by = next((one for one in _DRAFTS if math.prod(size) <= limits.MAX_BITMAP_PIXELS * one * one), None)
    if by is None:
        raise RefusedError(Status.TOO_MANY_PIXELS)
    turn = exif_turn(image)
    copy, cut_short = tolerantly(lambda: turned(plain(drafted(data, None, image.size, by)), turn))
    return ReducedPicture(copy, size, by, cut_short=cut_short)


def _bands(data: memoryview, frame: int) -> Bands | None:
    """Return a frame's rows, or None where it has to be read as a whole."""
    image = open_image(data)
    try:
        if image.format == "PNG":
            return PngBands(data, image)
        if image.format in {"JPEG", "MPO"}:
            return JpegBands(data, image)
        found = tiff_frame(data, frame) if image.format == "TIFF" else None
        return None if found is None else _tiff_bands(found)
    except (ValueError, LookupError, struct.error, OverflowError):  # not built plainly enough to be read in parts
        return None


def _tiff_bands(frame: TiffFrame) -> Bands | None:
    """Return a TIFF's rows, if its pieces are small enough or can be unpacked row by row."""
    width, height = frame.size
    with frame.like() as image:
        if width * frame.rows <= 2 * BAND_PIXELS or (width * height > limits.MAX_BITMAP_PIXELS >= 2 * width * frame.rows):
            return TiffBands(frame) if image.mode in _NOT_BY_RANGE else None
        return StripRows(frame, image)


class _Tolerant:
    """Bands that take note when the end of their picture is missing."""

    cut_short = False
    held_bytes = 0
    run = 1

    def reduced(self, level: int) -> Image.Image | None:  # noqa: ARG002 -- the protocol's signature
        """There is no cheaper way to a small copy than through the rows."""
        return None

    def _tried(self, read: Callable[[], Image.Image]) -> Image.Image:
        made, cut_short = tolerantly(read)
        self.cut_short = self.cut_short or cut_short
        return made


class PngBands(_Tolerant):
    """The rows of a PNG."""

    def __init__(self, data: memoryview, image: ImageFile.ImageFile) -> None:
        self.size, self.turn = image.size, exif_turn(image)
        self.run = max(_EIGHT, BAND_PIXELS // image.width // _EIGHT * _EIGHT)
        self._stream = PngStream(data, self.run)
        self._image = image
        self._raw_mode = str(image.tile[0].args)

    @property
    def held_bytes(self) -> int:  # type: ignore[override]
        """What is held to go on from where rows were read before."""
        return self._stream.held_bytes

    def read(self, top: int, bottom: int) -> Image.Image:
        """Return rows, their bytes read as the picture's header says."""
        first = top // self.run
        made = Image.new("L", (1, 1))
        for number in range(first, math.ceil(bottom / self.run)):
            band = plain(self._meant(self._tried(partial(self._stream.rows, number))))
            if number == first:
                made = Image.new(band.mode, (band.width, bottom - top)) if bottom - top != band.height else band
            if made is not band:
                made.paste(band, (0, number * self.run - top))
        self.cut_short = self.cut_short or self._stream.cut_short
        return made

    def _meant(self, rows: Image.Image) -> Image.Image:
        """Return rows of bytes as the pixels that they stand for."""
        mode = self._image.mode
        if not rows.mode == mode == self._raw_mode:
            rows = Image.frombytes(mode, (self.size[0], rows.height), rows.tobytes(), "raw", self._raw_mode)
        rows.info = dict(self._image.info)
        if self._image.palette is not None:
            rows.palette = self._image.palette.copy()
            rows.load()
        return rows


class JpegBands(_Tolerant):
    """The rows of a JPEG."""

    def __init__(self, data: memoryview, image: ImageFile.ImageFile) -> None:
        self.turn = exif_turn(image)
        self._data = data
        self._profile = image.info.get("icc_profile")
        self.size = image.size
        whole = image.width * image.height <= limits.MAX_BITMAP_PIXELS
        self._source = JpegPlanes(data) if whole else JpegRows(data)

    @property
    def held_bytes(self) -> int:  # type: ignore[override]
        """What the samples take in memory."""
        return self._source.held_bytes

    def read(self, top: int, bottom: int) -> Image.Image:
        """Return rows, made of the samples."""
        rows = self._tried(lambda: self._source.rows(top, bottom))
        rows.info["icc_profile"] = self._profile
        return plain(rows)

    def reduced(self, level: int) -> Image.Image:
        """Return the whole shrunk."""
        return self._tried(lambda: plain(drafted(self._data, None, self.size, 1 << level)))


class TiffBands(_Tolerant):
    """The rows of a TIFF, of strips or tiles that are decoded by themselves."""

    def __init__(self, frame: TiffFrame) -> None:
        self._frame = frame
        self.size, self.turn, self.run = frame.size, frame.turn, frame.rows

    def read(self, top: int, bottom: int) -> Image.Image:
        """Return rows out of the pieces that they lie in."""
        return self._tried(lambda: self._read(top, bottom))

    def _read(self, top: int, bottom: int) -> Image.Image:
        run = self.run
        first = top // run
        with self._frame.opened(first, math.ceil(bottom / run)) as image:
            image.load()
            return plain(image.crop((0, top - first * run, self.size[0], bottom - first * run)))
