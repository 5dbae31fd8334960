"""What is asked of a worker about the words of a document and where they lead.

Owns these requests' layouts. The window writes them, the worker reads them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import Kind


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
