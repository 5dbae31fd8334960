"""What the worker processes find in a document, as plain values: its words, where it leads, and pictures of its parts.

Must not import Qt, PyMuPDF or Pillow: exporters and views use these types alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from reviewer.model.document import PlainText
from reviewer.model.geometry import Point, Rect


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


class PixelFilter(IntEnum):
    """How the stream of an image in a PDF is compressed (ISO 32000-2 7.4)."""

    FLATE = 0
    """zlib, with a PNG predictor before each row (`/Predictor 15`)."""
    DCT = 1
    """Baseline JPEG."""


@dataclass(frozen=True, slots=True)
class CompressedPixels:
    """Pixels as the stream of an image in a PDF, eight bits a component.

    Attributes:
        width_px: Width in pixels.
        height_px: Height in pixels.
        components: 1 where they are grey, 3 where they have colours.
        filter: How the stream is compressed.
        stream: The bytes.

    """

    width_px: int
    height_px: int
    components: int
    filter: PixelFilter
    stream: bytes


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
