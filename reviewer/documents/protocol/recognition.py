"""What a process that recognises text is told and asked, and what it answers, checked.

Owns these layouts. It is told the languages before it is ready and locked in; from then on it gets pixels and nothing else. What
it answers is as hostile as what is on these pixels: every box must lie in the picture, every number within its limit.
"""

from __future__ import annotations

import math
import os
import struct
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from reviewer.documents import limits
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind, ProtocolError
from reviewer.model.recognised import MOST_CONFIDENT, UNTOLD

_COUNT = struct.Struct("<I")
_A_CHARACTER = 4 + 32 + 1

RECOGNISED_BYTES = _COUNT.size + limits.MAX_PAGE_CHARS * _A_CHARACTER

_SLACK = 1.0
"""Pixels by which a box may reach over the picture's edge: slanted lines are measured along their own direction."""


@dataclass(frozen=True, slots=True)
class Learn:
    """The languages to recognise text in, with their files, in the order in which they are tried.

    `built_in`: by the engine within PyMuPDF, though there may be a better one.
    """

    files: Mapping[str, Path]
    built_in: bool = False
    kind: ClassVar[Kind] = Kind.LEARN

    def pack(self) -> bytes:
        """Return the payload."""
        parts = [bytes([self.built_in]), _COUNT.pack(len(self.files))]
        for language, file in self.files.items():
            path = os.fsencode(file)
            parts += [pack_text(language), _COUNT.pack(len(path)), path]
        return b"".join(parts)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        files = {}
        built_in = bytes(reader.take(1)) != b"\0"
        (count,) = reader.numbers(_COUNT)
        for _ in range(count):
            language = reader.text(limit_chars=limits.MAX_PATH_BYTES)
            (length,) = reader.numbers(_COUNT)
            files[language] = Path(os.fsdecode(bytes(reader.take(length))))
        reader.finish()
        return cls(files, built_in)


@dataclass(frozen=True, slots=True)
class Recognise:
    """Recognise the text in pixels of four bytes each, blue, green, red and one that is passed over, row after row.

    `is_screen`: they are a screen's own, which has smaller letters than paper that was scanned.
    """

    width_px: int
    height_px: int
    is_screen: bool
    bgrx: memoryview
    kind: ClassVar[Kind] = Kind.RECOGNISE
    layout: ClassVar[struct.Struct] = struct.Struct("<IIB")

    def parts(self) -> list[bytes | memoryview]:
        """Return the payload in pieces, the pixels uncopied."""
        return [self.layout.pack(self.width_px, self.height_px, self.is_screen), self.bgrx]

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        width_px, height_px, is_screen = reader.numbers(cls.layout)
        return cls(width_px, height_px, bool(is_screen), reader.rest())


@dataclass(frozen=True, eq=False)
class Recognised:
    """What was recognised in a picture.

    Attributes:
        text: One "\\n" after each line, one space between words.
        boxes: Eight floats a code point, in pixels of the picture as it was given, as in `PageText.boxes`.
        confidences: One byte a code point: 0 to 100, or `UNTOLD`.

    """

    text: str
    boxes: array[float]
    confidences: bytes


def write_recognised(found: Recognised) -> list[bytes]:
    """Write what was recognised."""
    boxes = found.boxes
    if sys.byteorder == "big":
        boxes = array("f", boxes)
        boxes.byteswap()
    return [pack_text(found.text), boxes.tobytes(), found.confidences]


def read_recognised(untrusted_payload: memoryview, *, width_px: int, height_px: int) -> Recognised:
    """Check what was recognised in a picture of this size."""
    reader = Reader(untrusted_payload)
    text = reader.text(limit_chars=limits.MAX_PAGE_CHARS)
    untrusted_boxes = array("f")
    untrusted_boxes.frombytes(reader.take(32 * len(text)))
    untrusted_confidences = bytes(reader.take(len(text)))
    reader.finish()
    if sys.byteorder == "big":
        untrusted_boxes.byteswap()
    if text.count("\n") > limits.MAX_PAGE_LINES or "\0" in text:
        raise ProtocolError("a text that no page has")
    if any(MOST_CONFIDENT < one < UNTOLD for one in set(untrusted_confidences)):
        raise ProtocolError("more than sure")
    for first, most in ((0, width_px), (1, height_px)):
        places = untrusted_boxes[first::2]
        if places and not (min(places) >= -_SLACK and max(places) <= most + _SLACK and not math.isnan(sum(places))):
            raise ProtocolError("letters beside the picture")
    return Recognised(text, untrusted_boxes, untrusted_confidences)
