"""What is asked of a worker before all else: to open a document, and how its pages measure and look.

Owns these requests' layouts; `linked_request`, `text_requests` and `made_requests` own the others, which are loaded when they are
first asked. The window writes them, the worker reads them; neither side's parsers are imported here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from reviewer.documents.limits import MAX_PASSWORD_BYTES
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind
from reviewer.documents.results import PixelRect


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
class RunOfPages:
    """What is asked of `count` pages from `first` on; a subclass says what."""

    first: int
    count: int
    layout: ClassVar[struct.Struct] = struct.Struct("<II")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.first, self.count)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


class Pages(RunOfPages):
    """Their geometry."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.PAGES


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
