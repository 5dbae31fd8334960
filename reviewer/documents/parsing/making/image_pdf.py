"""An image document as a PDF of its frames, for annotated copies.

Worker side. A frame of W × H pixels becomes a page of 0.75·W × 0.75·H points (96 pixels an inch). A JPEG's own stream is taken
over without encoding it again, turned by the page's content where EXIF says so, but bare: no metadata reaches the copy.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pymupdf
from PIL import Image

from reviewer.documents.parsing.image.colours import is_grey, means_srgb
from reviewer.documents.parsing.image.jpeg import bare_jpeg
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.geometry import Matrix
from reviewer.model.page import PageInfo

POINTS_A_PIXEL = 0.75
LONGEST_PT = 14_400.0
"""Longest side of a page that viewers accept, in points (ISO 32000-1 Annex C); larger images are scaled down to it."""
_STRIP_PIXELS = 32_000_000
_PACKED_FAST = 3
"""How hard zlib tries: with 6 a billion bytes take minutes."""

UNDRAWN_WORDS = "This page of the original is damaged, and could not be drawn."
_LARGEST_PT = 12.0
_UNDRAWN = frozenset({Status.PAGE_DAMAGED, Status.PICTURE_LOST, Status.TOO_MANY_PIXELS})
"""What keeps one frame from being drawn, and no other."""

_EXIF_ORIENTATION = 0x0112
_TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""EXIF orientation (CIPA DC-008 4.6.4) as a transform of the unit square that PDF paints an image into."""


def image_to_user_space(info: PageInfo) -> Matrix:
    """Return the transform from a frame's pixels to the user space of its page in `image_pdf`."""
    points = _points_a_pixel(info)
    return Matrix(points, 0, 0, -points, 0, info.height * points)


def image_pdf(opened: Opened) -> pymupdf.Document:
    """Return a new PDF with a page for every frame; the caller closes it."""
    made = pymupdf.open()
    for frame in range(opened.page_count):
        info = opened.page_info(frame)
        points = _points_a_pixel(info)
        width, height = info.width * points, info.height * points
        page = made.new_page(width=width, height=height)
        try:
            xref, turn = _image(made, opened, frame)
        except RefusedError as error:
            if error.status not in _UNDRAWN:
                raise
            _cross_out(made, page.xref, width, height)
        else:
            _fill(made, page.xref, xref, Matrix(*turn).then(Matrix(width, 0, 0, height, 0, 0)))
    return made


def _points_a_pixel(info: PageInfo) -> float:
    return min(POINTS_A_PIXEL, LONGEST_PT / max(info.width, info.height))


def _fill(made: pymupdf.Document, page_xref: int, image_xref: int, place: Matrix) -> None:
    """Make the image the page's content, the unit square going to `place`."""
    numbers = " ".join(f"{part:.6f}" for part in (place.a, place.b, place.c, place.d, place.e, place.f))
    content = made.get_new_xref()
    made.update_object(content, "<< >>")
    made.update_stream(content, f"q {numbers} cm /Im Do Q".encode("ascii"), new=True, compress=False)
    made.xref_set_key(page_xref, "Contents", f"{content} 0 R")
    made.xref_set_key(page_xref, "Resources", f"<< /XObject << /Im {image_xref} 0 R >> >>")


def _cross_out(made: pymupdf.Document, page_xref: int, width: float, height: float) -> None:
    """Put a cross and a sentence on a page whose frame cannot be drawn: a blank one would look like one that was."""
    size = min(_LARGEST_PT, width / len(UNDRAWN_WORDS))
    lines = f"0 0 m {width:.3f} {height:.3f} l S 0 {height:.3f} m {width:.3f} 0 l S 0 0 {width:.3f} {height:.3f} re S"
    words = f"BT /F {size:.3f} Tf {size:.3f} {height - 2 * size:.3f} Td ({UNDRAWN_WORDS}) Tj ET"
    font, content = made.get_new_xref(), made.get_new_xref()
    made.update_object(font, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    made.update_object(content, "<< >>")
    made.update_stream(content, f"q 0.6 G 1 w {lines} Q {words}".encode("ascii"), new=True, compress=False)
    made.xref_set_key(page_xref, "Contents", f"{content} 0 R")
    made.xref_set_key(page_xref, "Resources", f"<< /Font << /F {font} 0 R >> >>")


def _image(made: pymupdf.Document, opened: Opened, frame: int) -> tuple[int, tuple[int, ...]]:
    """Write a frame as an image and return its object's number and the turn it must be painted with."""
    if opened.media_type == "image/jpeg" and opened.page_count == 1 and not opened.undrawn:
        bare = bare_jpeg(bytes(opened.data)) if _means_srgb(opened) else None  # the copy brings no profile
        turn = _TURNS.get(_orientation(opened), _TURNS[1])
        if bare is not None and _fits(bare[1:3], opened.page_info(frame), turned=turn[0] == 0):
            stream, width, height, components = bare
            return _write_image(made, stream, (width, height), components, "/DCTDecode"), turn
    return _write_pixels(made, opened, frame), _TURNS[1]


def _write_pixels(made: pymupdf.Document, opened: Opened, frame: int) -> int:
    """Write a frame's pixels, without loss; a large one's strip by strip, so that only what is compressed is held of it."""
    whole = shown_page_px(opened.page_info(frame), 1.0)
    rows = max(1, _STRIP_PIXELS // whole.width)
    strips = [PixelRect(0, top, whole.width, min(rows, whole.height - top)) for top in range(0, whole.height, rows)]
    if len(strips) == 1:
        picture = opened.page_image(frame, 1.0).convert("RGB")
        if is_grey(picture):
            picture = picture.convert("L")
        return _write_image(made, picture.tobytes(), picture.size, len(picture.getbands()), None)
    stream = _packed(opened, frame, strips, grey=True)
    grey = stream is not None
    stream = stream or _packed(opened, frame, strips, grey=False) or b""
    return _write_image(made, stream, (whole.width, whole.height), 1 if grey else 3, "/FlateDecode")


def _packed(opened: Opened, frame: int, strips: Sequence[PixelRect], *, grey: bool) -> bytes | None:
    """Return a frame's pixels compressed, as grey or in colours; None where they should be grey and are not."""
    packer = zlib.compressobj(_PACKED_FAST)
    packed = []
    for strip in strips:
        picture = opened.page_image(frame, 1.0, strip).convert("RGB")
        if grey and not is_grey(picture):
            return None
        packed.append(packer.compress((picture.convert("L") if grey else picture).tobytes()))
    return b"".join([*packed, packer.flush()])


def _means_srgb(opened: Opened) -> bool:
    with Image.open(io.BytesIO(opened.data), formats=["JPEG", "MPO"]) as image:
        return means_srgb(image)


def _orientation(opened: Opened) -> int:
    """Return the EXIF orientation, 1 where there is none."""
    with Image.open(io.BytesIO(opened.data), formats=["JPEG", "MPO"]) as image:
        found = image.getexif().get(_EXIF_ORIENTATION, 1)
    return found if isinstance(found, int) else 1


def _fits(size: tuple[int, int], info: PageInfo, *, turned: bool) -> bool:
    """Tell whether a stream's picture has the size of the frame as shown."""
    width, height = size[::-1] if turned else size
    return (width, height) == (round(info.width), round(info.height))


def _write_image(made: pymupdf.Document, stream: bytes, size: tuple[int, int], components: int, encoded: str | None) -> int:
    """Write an image object of 8 bits a component; `encoded` names the filter the stream is in already."""
    xref: int = made.get_new_xref()
    space = "/DeviceGray" if components == 1 else "/DeviceRGB"
    made.update_object(
        xref,
        f"<< /Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} /ColorSpace {space} /BitsPerComponent 8 >>",
    )
    made.update_stream(xref, stream, new=True, compress=encoded is None)
    if encoded is not None:
        made.xref_set_key(xref, "Filter", encoded)
    return xref
