"""What can be asked of a worker, and how each request is written as bytes and read again.

Owns the requests' layouts. The window writes them, the worker reads them; neither side's parsers are imported here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from reviewer.documents.file_stamp import FileStamp
from reviewer.documents.limits import MAX_HTML_BYTES, MAX_MARKS_BYTES, MAX_PASSWORD_BYTES
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind
from reviewer.documents.results import PixelRect
from reviewer.model.geometry import Rect


class Request(Protocol):
    """Something asked of a worker."""

    kind: ClassVar[Kind]

    def pack(self) -> bytes:
        """Return the payload."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open the document; its bytes come as a descriptor of sealed memory, or follow the payload where `inline`."""

    size: int
    password: str | None
    inline: bool
    kind: ClassVar[Kind] = Kind.OPEN
    layout: ClassVar[struct.Struct] = struct.Struct("<QBB")

    def pack(self) -> bytes:
        """Return the payload without the document."""
        return self.layout.pack(self.size, self.inline, self.password is not None) + pack_text(self.password or "")

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload; inline bytes are left in the reader."""
        size, inline, has_password = reader.numbers(cls.layout)
        password = reader.text(limit_chars=MAX_PASSWORD_BYTES)
        return cls(size, password if has_password else None, bool(inline))


@dataclass(frozen=True, slots=True)
class OpenLinked:
    """Open the document in a file that others may write to; it comes as a descriptor, with its stamp when it was hashed."""

    stamp: FileStamp
    password: str | None
    kind: ClassVar[Kind] = Kind.OPEN_LINKED
    layout: ClassVar[struct.Struct] = struct.Struct("<QQQqqB")

    def pack(self) -> bytes:
        """Return the payload."""
        one = self.stamp
        numbers = (one.device, one.inode, one.size, one.modified_ns, one.changed_ns)
        return self.layout.pack(*numbers, self.password is not None) + pack_text(self.password or "")

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        *numbers, has_password = reader.numbers(cls.layout)
        password = reader.text(limit_chars=MAX_PASSWORD_BYTES)
        reader.finish()
        return cls(FileStamp(*numbers), password if has_password else None)


@dataclass(frozen=True, slots=True)
class Pages:
    """The geometry of `count` pages from `first` on."""

    first: int
    count: int
    kind: ClassVar[Kind] = Kind.PAGES
    layout: ClassVar[struct.Struct] = struct.Struct("<II")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.first, self.count)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


@dataclass(frozen=True, slots=True)
class PlainText:
    """The text of `count` pages from `first` on, without boxes."""

    first: int
    count: int
    kind: ClassVar[Kind] = Kind.PLAIN_TEXT
    layout: ClassVar[struct.Struct] = struct.Struct("<II")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.first, self.count)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


@dataclass(frozen=True, slots=True)
class Render:
    """Draw `clip` of a page; the pixels go into shared memory that comes as a descriptor, or into the reply."""

    page: int
    scale: float
    turn: int
    clip: PixelRect
    shared: bool
    kind: ClassVar[Kind] = Kind.RENDER
    layout: ClassVar[struct.Struct] = struct.Struct("<IdHiiIIB")

    def pack(self) -> bytes:
        """Return the payload."""
        clip = self.clip
        return self.layout.pack(self.page, self.scale, self.turn, clip.x, clip.y, clip.width, clip.height, self.shared)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        page, scale, turn, x, y, width, height, shared = reader.numbers(cls.layout)
        return cls(page, scale, turn, PixelRect(x, y, width, height), bool(shared))


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of a page with their boxes."""

    page: int
    kind: ClassVar[Kind] = Kind.TEXT
    layout: ClassVar[struct.Struct] = struct.Struct("<I")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.page)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


@dataclass(frozen=True, slots=True)
class Hyperlinks:
    """What leads somewhere on a page."""

    page: int
    kind: ClassVar[Kind] = Kind.HYPERLINKS
    layout: ClassVar[struct.Struct] = struct.Struct("<I")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.page)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


@dataclass(frozen=True, slots=True)
class Outline:
    """The table of contents."""

    kind: ClassVar[Kind] = Kind.OUTLINE

    def pack(self) -> bytes:
        """Return the payload, which is empty."""
        return b""

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        reader.finish()
        return cls()


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
