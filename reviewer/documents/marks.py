"""What is painted for a passage: the `Mark` that stamping and cropping need, its colours, and its bytes on the way to a worker.

Owns the one table of stance colours on paper and the framing of marks. Must not touch a document, Qt or a parser: the window, the
exporters and the worker all read it. The frame is fixed-size little-endian headers and UTF-8, no pickle and no JSON.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reviewer.model.geometry import PageQuad, Point, Quad
from reviewer.model.stance import Stance


@dataclass(frozen=True, slots=True)
class MarkColour:
    """How a stance looks on a light page.

    Attributes:
        red: 0 to 255, of the underline and of a region's border.
        green: 0 to 255.
        blue: 0 to 255.
        fill: Share of the colour in the fill, 0.0 to 1.0, multiplied onto the page.

    """

    red: int
    green: int
    blue: int
    fill: float

    @property
    def hex(self) -> str:
        """The colour as `#RRGGBB`."""
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green, blue, 0 to 255 each."""
        return self.red, self.green, self.blue

    @property
    def unit(self) -> tuple[float, float, float]:
        """Red, green, blue, 0.0 to 1.0 each."""
        return self.red / 255, self.green / 255, self.blue / 255

    @property
    def filled(self) -> tuple[int, int, int]:
        """The fill's opaque colour on white paper: what multiplying a page with it takes."""
        red, green, blue = (round(255 - (255 - part) * self.fill) for part in self.rgb)
        return red, green, blue


MARK_COLOURS: Mapping[Stance | None, MarkColour] = MappingProxyType(
    {
        Stance.SUPPORTS: MarkColour(0x00, 0x72, 0xB2, 0.20),
        Stance.CONTRADICTS: MarkColour(0xD5, 0x5E, 0x00, 0.24),
        Stance.CONTEXT: MarkColour(0x8A, 0x8A, 0x8A, 0.26),
        Stance.STATES: MarkColour(0xCC, 0x79, 0xA7, 0.30),
        None: MarkColour(0xF0, 0xC4, 0x00, 0.42),
    }
)
"""Colours of marks on paper by stance (Okabe and Ito's set for the colour-blind); None is a plain highlight."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage as it is painted into a copy or a crop.

    Attributes:
        id: The passage's UUID; becomes the annotation's `/NM`.
        quads: Where it lies, in page space; a region has one upright quad.
        stance: Decides the colour; None is a plain highlight.
        region: A rectangle rather than text.
        contents: Text of the note in the annotation, such as claim and stance.
        subject: Short subject of the annotation.
        author: The case's desk label, never a person's name.

    """

    id: str
    quads: tuple[PageQuad, ...]
    stance: Stance | None = None
    region: bool = False
    contents: str = ""
    subject: str = ""
    author: str = ""

    @property
    def colour(self) -> MarkColour:
        """The colour of the mark's stance."""
        return MARK_COLOURS[self.stance]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages touched, in order, from 0."""
        return tuple(sorted({one.page for one in self.quads}))

    def quads_on(self, page: int) -> tuple[Quad, ...]:
        """Return the quads on one page, in order."""
        return tuple(one.quad for one in self.quads if one.page == page)


_COUNT = struct.Struct("<I")
_HEAD = struct.Struct("<BBI")  # stance, region, number of quads
_QUAD = struct.Struct("<I8d")  # page, then x and y of upper left, upper right, lower left, lower right
_STANCES: tuple[Stance | None, ...] = (None, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT, Stance.STATES)
_WORDS = ("id", "contents", "subject", "author")


def encode(marks: Sequence[Mark]) -> bytes:
    """Return the marks as bytes for the worker: a count, then each mark's head, words and quads."""
    out = bytearray(_COUNT.pack(len(marks)))
    for mark in marks:
        out += _HEAD.pack(_STANCES.index(mark.stance), mark.region, len(mark.quads))
        for name in _WORDS:
            word = getattr(mark, name).encode("utf-8", "surrogatepass")
            out += _COUNT.pack(len(word)) + word
        for one in mark.quads:
            out += _QUAD.pack(one.page, *(part for point in one.quad.points for part in (point.x, point.y)))
    return bytes(out)


def decode(data: bytes) -> tuple[Mark, ...]:
    """Return the marks that `encode` wrote.

    Raises:
        ValueError: The bytes are cut short, too long, or no marks at all.

    """
    try:
        marks, end = _decode(memoryview(data))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError("not a frame of marks") from error
    if end != len(data):
        raise ValueError("bytes left over after the marks")
    return marks


def _decode(data: memoryview) -> tuple[tuple[Mark, ...], int]:
    """Return the marks and where they end."""
    (count,) = _COUNT.unpack_from(data, 0)
    at = _COUNT.size
    marks = []
    for _ in range(count):
        stance, region, quad_count = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        words = {}
        for name in _WORDS:
            (length,) = _COUNT.unpack_from(data, at)
            at += _COUNT.size
            if at + length > len(data):
                raise IndexError(name)
            words[name] = bytes(data[at : at + length]).decode("utf-8", "surrogatepass")
            at += length
        quads = []
        for _ in range(quad_count):
            page, *xy = _QUAD.unpack_from(data, at)
            at += _QUAD.size
            quads.append(PageQuad(page, Quad(*(Point(x, y) for x, y in zip(xy[::2], xy[1::2], strict=True)))))
        marks.append(Mark(quads=tuple(quads), stance=_STANCES[stance], region=bool(region), **words))
    return tuple(marks), at
