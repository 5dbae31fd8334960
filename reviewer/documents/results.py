"""What the worker processes hand back, as plain values: pixels, crops, outline entries.

Owns the result types of `client`. Must not import Qt, PyMuPDF or Pillow: exporters and views use these types alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

from reviewer.model.document import PageInfo, PlainText
from reviewer.model.geometry import Point, Rect

__all__ = [
    "Bitmap",
    "Crop",
    "Hyperlink",
    "HyperlinkKind",
    "OutlineItem",
    "PixelRect",
    "PlainText",
    "PlainTexts",
    "shown_page_px",
]


@dataclass(frozen=True, slots=True)
class PixelRect:
    """A rectangle of whole pixels in the image space of one render: the page as displayed at that scale and turn.

    `x` and `y` may be negative or lie beyond the page: what is outside the page is white.
    """

    x: int
    y: int
    width: int
    height: int


def shown_page_px(page: PageInfo, scale: float, turn: int = 0) -> PixelRect:
    """Return the whole image space of a page: its size in pixels as displayed at `scale` pixels a unit, turned clockwise."""
    width, height = page.shown_size
    if turn % 180:
        width, height = height, width
    return PixelRect(0, 0, max(1, math.ceil(width * scale - 1e-6)), max(1, math.ceil(height * scale - 1e-6)))


@dataclass(frozen=True, slots=True, eq=False)
class Bitmap:
    """Rendered pixels, four bytes each in the order blue, green, red, 255 (`QImage.Format_RGB32` on little-endian machines).

    Attributes:
        width_px: Width in pixels.
        height_px: Height in pixels.
        stride: Bytes from one row to the next.
        buffer: The rows, top first; it keeps the shared memory it lies in mapped for as long as it lives.

    """

    width_px: int
    height_px: int
    stride: int
    buffer: memoryview


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture of a part of a page.

    Attributes:
        png: The picture, PNG without metadata.
        width_px: Its width in pixels.
        height_px: Its height in pixels.
        dhash: 64-bit difference hash of the crop without marks, as 16 lower-case hex digits.

    """

    png: bytes
    width_px: int
    height_px: int
    dhash: str


@dataclass(frozen=True, slots=True)
class PlainTexts:
    """The texts of some pages; `repaired`: whether by now the file is known to be damaged, as only reading may find out."""

    pages: tuple[PlainText, ...]
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One entry of a document's table of contents.

    Attributes:
        level: Depth, from 1.
        title: Its words, plain text from the document: never to be shown as rich text.
        page: Where it leads, from 0, or None where it leads out of the document or nowhere.
        point: The point that it leads to on its page, in page space; None for the page as a whole.

    """

    level: int
    title: str
    page: int | None
    point: Point | None = None


class HyperlinkKind(IntEnum):
    """What a hyperlink in a document leads to. Only places in the document itself are ever gone to."""

    PLACE = 0
    ADDRESS = 1
    FILE = 2
    PROGRAM = 3
    SCRIPT = 4


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A part of a page that leads somewhere.

    Attributes:
        rect: Where it lies, in page space.
        kind: What it leads to.
        words: The address, the file's name, or what would be started: the document's own words, untrusted; "" for a place.
        page: The page (from 0) of a place; -1 for all else.
        point: The point of a place on its page, in page space; None for the page as a whole, and for all else.

    """

    rect: Rect
    kind: HyperlinkKind
    words: str
    page: int = -1
    point: Point | None = None
