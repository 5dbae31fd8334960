"""What is asked of a worker about the words of a document and where they lead.

Owns these requests' layouts. The window writes them, the worker reads them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import Kind
from reviewer.documents.protocol.requests import RunOfPages


class PlainText(RunOfPages):
    """Their text, without boxes."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.PLAIN_TEXT


@dataclass(frozen=True, slots=True)
class OnePage:
    """What is asked of a page; a subclass says what."""

    page: int
    layout: ClassVar[struct.Struct] = struct.Struct("<I")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.layout.pack(self.page)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(cls.layout))


class Text(OnePage):
    """Its characters with their boxes."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.TEXT


class Unseen(OnePage):
    """Which of its words nobody can see on it."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.UNSEEN


class Hyperlinks(OnePage):
    """What leads somewhere on it."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.HYPERLINKS


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
