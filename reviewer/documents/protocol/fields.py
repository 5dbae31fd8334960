"""Cutting payloads apart: numbers of fixed size, UTF-8 with a length before it, raw bytes.

Owns bounds checks, so that no reader of a payload ever trusts a length. Must not know any particular payload.
"""

from __future__ import annotations

import struct
from typing import Any

from reviewer.documents.protocol.framing import ProtocolError

_LENGTH = struct.Struct("<I")


def pack_text(text: str) -> bytes:
    """Return UTF-8 bytes with their number before them; what Unicode cannot carry (lone surrogates) becomes a question mark."""
    data = text.encode("utf-8", "replace")
    return _LENGTH.pack(len(data)) + data


class Reader:
    """Reads a payload from front to back; whatever does not fit is a `ProtocolError`."""

    def __init__(self, payload: bytes | memoryview) -> None:
        self._rest = memoryview(payload)

    @property
    def at_end(self) -> bool:
        """Whether everything has been read."""
        return not len(self._rest)

    def take(self, count: int) -> memoryview:
        """Return the next `count` bytes without copying them."""
        if count > len(self._rest):
            raise ProtocolError("a payload cut short")
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def numbers(self, layout: struct.Struct) -> tuple[Any, ...]:
        """Return the next numbers, laid out as `layout` says."""
        return layout.unpack(self.take(layout.size))

    def text(self, *, limit_chars: int) -> str:
        """Return a string of at most `limit_chars` code points."""
        (untrusted_length,) = self.numbers(_LENGTH)
        if untrusted_length > 4 * limit_chars:
            raise ProtocolError("a text longer than it may be")
        text = decode_utf8(self.take(untrusted_length))
        if len(text) > limit_chars:
            raise ProtocolError("a text longer than it may be")
        return text

    def rest(self) -> memoryview:
        """Return everything that is left."""
        return self.take(len(self._rest))

    def finish(self) -> None:
        """Make sure that nothing is left over."""
        if len(self._rest):
            raise ProtocolError("bytes left over")


def decode_utf8(untrusted_data: memoryview) -> str:
    """Return the text of strict UTF-8.

    Raises:
        ProtocolError: The bytes are not UTF-8.

    """
    try:
        return str(untrusted_data, "utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError("not UTF-8") from error
