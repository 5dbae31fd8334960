"""What a worker is asked to make: crops, annotated copies, and pages and pictures of our own HTML.

Owns these requests' layouts. The window writes them, the worker reads them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.documents.limits import MAX_HTML_BYTES, MAX_MARKS_BYTES
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind
from reviewer.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class CropOut:
    """Cut a picture out of a page; `marks` as `marks.encode` wrote them."""

    page: int
    rect: Rect
    scale: float
    marks: bytes
    kind: ClassVar[Kind] = Kind.CROP
    layout: ClassVar[struct.Struct] = struct.Struct("<Iddddd")

    def pack(self) -> bytes:
        """Return the payload."""
        rect = self.rect
        return self.layout.pack(self.page, rect.x0, rect.y0, rect.x1, rect.y1, self.scale) + self.marks

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        page, x0, y0, x1, y1, scale = reader.numbers(cls.layout)
        return cls(page, Rect(x0, y0, x1, y1), scale, bytes(reader.rest()))


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """Write the whole document again with marks as annotations; `marks` as `marks.encode` wrote them."""

    moment: str
    title: str
    marks: bytes
    kind: ClassVar[Kind] = Kind.COPY

    def pack(self) -> bytes:
        """Return the payload."""
        return pack_text(self.moment) + pack_text(self.title) + self.marks

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        moment = reader.text(limit_chars=MAX_MARKS_BYTES)
        title = reader.text(limit_chars=MAX_MARKS_BYTES)
        return cls(moment, title, bytes(reader.rest()))


@dataclass(frozen=True, slots=True)
class Typeset:
    """Make a PDF of our own HTML; sizes in points."""

    html: str
    width_pt: float
    height_pt: float
    margin_pt: float
    kind: ClassVar[Kind] = Kind.TYPESET
    layout: ClassVar[struct.Struct] = struct.Struct("<ddd")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.width_pt, self.height_pt, self.margin_pt) + pack_text(self.html)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        width_pt, height_pt, margin_pt = reader.numbers(cls.layout)
        return cls(reader.text(limit_chars=MAX_HTML_BYTES), width_pt, height_pt, margin_pt)


@dataclass(frozen=True, slots=True)
class Picture:
    """Make a PNG of our own HTML."""

    html: str
    width_px: int
    height_px: int
    kind: ClassVar[Kind] = Kind.PICTURE
    layout: ClassVar[struct.Struct] = struct.Struct("<II")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.width_px, self.height_px) + pack_text(self.html)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        width_px, height_px = reader.numbers(cls.layout)
        return cls(reader.text(limit_chars=MAX_HTML_BYTES), width_px, height_px)


@dataclass(frozen=True, slots=True)
class CompressPixels:
    """Compress pixels of four bytes each, blue, green, red and one that is passed over, row after row without gaps."""

    width_px: int
    height_px: int
    bgrx: memoryview
    kind: ClassVar[Kind] = Kind.COMPRESS
    layout: ClassVar[struct.Struct] = struct.Struct("<II")

    def parts(self) -> list[bytes | memoryview]:
        """Return the payload in pieces, the pixels uncopied."""
        return [self.layout.pack(self.width_px, self.height_px), self.bgrx]

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        width_px, height_px = reader.numbers(cls.layout)
        return cls(width_px, height_px, reader.rest())
