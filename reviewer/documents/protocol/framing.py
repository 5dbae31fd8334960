"""Framing between the window's process and a worker: fixed-size headers, raw bytes, nothing that runs code when it is read.

A message is one or more frames of one kind and serial number; every frame but the last has `FLAG_MORE` set. Requests and
replies are framed alike; a reply's status is in its last frame's header. Owns header, kinds, status codes and reassembly;
knows nothing of what the payloads mean (`requests`, `replies`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from reviewer.documents.limits import FRAME_BYTES

HEADER = struct.Struct("<HBBIIHH")
"""Magic, kind, flags, serial, payload length, status, zero."""

MAGIC = 0x5256
FLAG_MORE = 1


class Kind(IntEnum):
    """What is asked; `READY` is the one message that a worker sends unasked, once, when it has started."""

    READY = 0
    OPEN = 1
    PAGES = 2
    RENDER = 3
    TEXT = 4
    PLAIN_TEXT = 5
    OUTLINE = 6
    CROP = 7
    COPY = 8
    TYPESET = 9
    PICTURE = 10
    OPEN_LINKED = 11
    HYPERLINKS = 12
    ANNOTATIONS = 13
    FILE_FACTS = 14
    ATTACHED_SUM = 15
    ATTACHED_BYTES = 16
    COMPRESS = 17
    PROBE = 18
    LEARN = 19
    RECOGNISE = 20
    UNSEEN = 21


OPENING = frozenset({Kind.OPEN, Kind.OPEN_LINKED})
"""What comes before everything else that is asked of a document."""

DRAWING = frozenset({Kind.OPEN, Kind.PAGES, Kind.RENDER})
"""What a worker that only draws can do; it answers `Status.DRAWS_ONLY` to all else, and to opening what is no plain PDF."""


IN_THE_BACKGROUND = frozenset({Kind.PLAIN_TEXT, Kind.ANNOTATIONS, Kind.FILE_FACTS, Kind.ATTACHED_SUM, Kind.RECOGNISE})
"""What nobody waits for: it is put off while somebody turns pages."""


class Status(IntEnum):
    """How a request ended. Codes only: the parsers' own messages carry words of the document and go nowhere."""

    OK = 0
    NOT_A_DOCUMENT = 1
    DAMAGED = 2
    EMPTY = 3
    NO_PAGES = 4
    PASSWORD_NEEDED = 5
    PASSWORD_WRONG = 6
    UNKNOWN_ENCRYPTION = 7
    TOO_MANY_PIXELS = 8
    NO_SUCH_PAGE = 9
    PAGE_DAMAGED = 10
    OUT_OF_MEMORY = 11
    BAD_REQUEST = 12
    FAILED = 13
    TOO_MUCH_TEXT = 14
    FILE_CHANGED = 15
    LARGE_IMAGE = 16
    DRAWS_ONLY = 17
    ATTACHED_TOO_LARGE = 18
    ATTACHED_DAMAGED = 19
    NO_TRAINED_DATA = 20
    PICTURE_LOST = 21
    OUTLINE_TOO_DEEP = 22


class ProtocolError(Exception):
    """The other side's bytes are not what was agreed: a lying or broken worker, which is to be killed."""


class Frame(NamedTuple):
    """A header's fields, checked for form but not for sense."""

    kind: int
    more: bool
    serial: int
    length: int
    status: int


class Message(NamedTuple):
    """A whole message; the payload of a reply is hostile until `replies` has read it."""

    kind: Kind
    serial: int
    status: Status
    payload: memoryview


def frames(
    kind: Kind, serial: int, parts: Iterable[bytes | memoryview], status: Status = Status.OK
) -> Iterator[bytes | memoryview]:
    """Yield the bytes of one message: headers and payload pieces, in order, nothing copied that is larger than a header.

    Args:
        kind: What is asked or answered.
        serial: The request's number.
        parts: The payload, in as many pieces as is convenient.
        status: For replies.

    """
    held: memoryview | None = None
    for part in parts:
        rest = memoryview(part).cast("B") if len(part) else None
        while rest is not None and len(rest):
            if held is not None:
                yield HEADER.pack(MAGIC, kind, FLAG_MORE, serial, len(held), status, 0)
                yield held
            held, rest = rest[:FRAME_BYTES], rest[FRAME_BYTES:]
    yield HEADER.pack(MAGIC, kind, 0, serial, 0 if held is None else len(held), status, 0)
    if held is not None:
        yield held


def read_header(untrusted_header: bytes | bytearray | memoryview) -> Frame:
    """Return a header's fields.

    Raises:
        ProtocolError: It is no header of ours, or announces more than a frame may hold.

    """
    magic, kind, flags, serial, untrusted_length, status, zero = HEADER.unpack(untrusted_header)
    if magic != MAGIC or zero or flags & ~FLAG_MORE or untrusted_length > FRAME_BYTES:
        raise ProtocolError("bad header")
    return Frame(kind, bool(flags & FLAG_MORE), serial, untrusted_length, status)


class Assembler:
    """Puts one expected reply together from bytes as they arrive, however they are cut."""

    def __init__(self) -> None:
        self._header = bytearray()
        self._frame: Frame | None = None
        self._missing = 0
        self._body = bytearray()
        self._expected: tuple[Kind, int, int] | None = None

    def expect(self, kind: Kind, serial: int, limit: int) -> None:
        """Say which reply comes next, and how many bytes its payload may have in all."""
        self._expected = (kind, serial, limit)

    def feed(self, untrusted_data: bytes | memoryview) -> Message | None:
        """Take bytes, and return the reply once it is complete.

        Raises:
            ProtocolError: Nothing was asked, or this is not the answer to it, or it is too long.

        """
        rest = memoryview(untrusted_data)
        message: Message | None = None
        while rest:
            if message is not None or self._expected is None:
                raise ProtocolError("bytes that nobody asked for")
            if self._frame is None:
                taken = HEADER.size - len(self._header)
                self._header += rest[:taken]
                rest = rest[taken:]
                if len(self._header) < HEADER.size:
                    return None
                self._begin_frame(self._expected)
            taken = min(self._missing, len(rest))
            self._body += rest[:taken]
            self._missing -= taken
            rest = rest[taken:]
            if not self._missing:
                message = self._end_frame()
        return message

    def _begin_frame(self, expected: tuple[Kind, int, int]) -> None:
        """Check a complete header against what was asked."""
        kind, serial, limit = expected
        frame = read_header(self._header)
        self._header.clear()
        if frame.kind != kind or frame.serial != serial:
            raise ProtocolError("an answer to something else")
        if len(self._body) + frame.length > limit:
            raise ProtocolError("an answer longer than it may be")
        if frame.more and not frame.length:
            raise ProtocolError("an empty frame with more to come")
        self._frame, self._missing = frame, frame.length

    def _end_frame(self) -> Message | None:
        """Return the message when this was its last frame."""
        frame, expected = self._frame, self._expected
        self._frame = None
        if frame is None or expected is None or frame.more:
            return None
        body, self._body, self._expected = self._body, bytearray(), None
        try:
            status = Status(frame.status)
        except ValueError as error:
            raise ProtocolError("an unknown status") from error
        if status is not Status.OK and body:
            raise ProtocolError("an error with a payload")
        return Message(expected[0], frame.serial, status, memoryview(body))
