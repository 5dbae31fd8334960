"""What is asked of a worker before all else: to open a document, and how its pages measure and look.

Owns these requests' layouts; `linked_request`, `text_requests` and `made_requests` own the others, which are loaded when they are
first asked. The window writes them, the worker reads them; neither side's parsers are imported here. They are plain classes:
making them, and loading what makes data classes, takes as long at every start as a page takes to be drawn.
"""

from __future__ import annotations

import struct
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


class Open:
    """Open the document; its bytes come as a descriptor of sealed memory, or follow the payload where `inline`."""

    kind: ClassVar[Kind] = Kind.OPEN
    layout: ClassVar[struct.Struct] = struct.Struct("<QBB")

    def __init__(self, size: int, password: str | None, inline: bool) -> None:
        self.size = size
        self.password = password
        self.inline = inline

    def pack(self) -> bytes:
        """Return the payload without the document."""
        return self.layout.pack(self.size, self.inline, self.password is not None) + pack_text(self.password or "")

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload; inline bytes are left in the reader."""
        size, inline, has_password = reader.numbers(cls.layout)
        password = reader.text(limit_chars=MAX_PASSWORD_BYTES)
        return cls(size, password if has_password else None, bool(inline))


class RunOfPages:
    """What is asked of `count` pages from `first` on; a subclass says what."""

    layout: ClassVar[struct.Struct] = struct.Struct("<II")

    def __init__(self, first: int, count: int) -> None:
        self.first = first
        self.count = count

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.first, self.count)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


class Pages(RunOfPages):
    """Their geometry."""

    kind: ClassVar[Kind] = Kind.PAGES


class Render:
    """Draw `clip` of a page; the pixels go into shared memory that comes as a descriptor, or into the reply."""

    kind: ClassVar[Kind] = Kind.RENDER
    layout: ClassVar[struct.Struct] = struct.Struct("<IdHiiIIB")

    def __init__(self, page: int, scale: float, turn: int, clip: PixelRect, shared: bool) -> None:
        self.page = page
        self.scale = scale
        self.turn = turn
        self.clip = clip
        self.shared = shared

    def pack(self) -> bytes:
        """Return the payload."""
        clip = self.clip
        return self.layout.pack(self.page, self.scale, self.turn, clip.x, clip.y, clip.width, clip.height, self.shared)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        page, scale, turn, x, y, width, height, shared = reader.numbers(cls.layout)
        return cls(page, scale, turn, PixelRect(x, y, width, height), bool(shared))
