"""What a worker answers of words: written as bytes on its side, and on ours read with every number held against a limit.

As in `replies`: what the `read_…` functions return is checked, whatever does not fit is a `ProtocolError`.
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from collections.abc import Sequence

from reviewer.documents import limits
from reviewer.documents.findings import PlainTexts
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.document import PlainText
from reviewer.model.text_layer import LayerKind

LAYER_KINDS = (LayerKind.BORN_DIGITAL, LayerKind.OCR)
"""Which layers of text a document can bring; a worker names one by its place in this list."""

_BYTE = struct.Struct("<B")
_WORDS = struct.Struct("<BBB")  # kind of layer, scan, unread
_COUNT = struct.Struct("<I")
_SPAN = struct.Struct("<II")

TEXT_BYTES = _WORDS.size + _COUNT.size + limits.MAX_PAGE_CHARS * (4 + 32)
UNSEEN_BYTES = limits.MAX_PAGE_CHARS // 2 * _SPAN.size
PLAIN_TEXT_HEAD_BYTES = _BYTE.size
PLAIN_TEXT_RECORD_BYTES = _WORDS.size + _COUNT.size + 4 * limits.MAX_PAGE_CHARS


def write_text(text: PlainText, boxes: bytes) -> list[bytes]:
    """Write a page's characters and their boxes."""
    return [_write_words(text), boxes]


def read_text(untrusted_payload: memoryview, *, page: int, extractor: str) -> PageText:
    """Check a page's characters: as many boxes as code points, every corner a number on or near the page."""
    reader = Reader(untrusted_payload)
    words = _read_words(reader)
    raw = reader.rest()
    if len(raw) != 32 * len(words.text):
        raise ProtocolError("boxes and characters differ in number")
    boxes = array("f")
    boxes.frombytes(raw)
    if sys.byteorder == "big":
        boxes.byteswap()
    if boxes and not (
        max(boxes) <= limits.MAX_COORDINATE and min(boxes) >= -limits.MAX_COORDINATE and not math.isnan(sum(boxes))
    ):
        raise ProtocolError("characters that lie nowhere")
    return PageText(page, words.text, boxes, extractor, words.kind, words.is_scan, is_cut=words.is_unread)


def write_unseen(spans: Sequence[tuple[int, int]]) -> list[bytes]:
    """Write which words of a page nobody can see on it."""
    return [_SPAN.pack(*one) for one in spans]


def read_unseen(untrusted_payload: memoryview) -> tuple[tuple[int, int], ...]:
    """Check these spans: each within what a page's text may be, and behind the one before."""
    reader = Reader(untrusted_payload)
    found: list[tuple[int, int]] = []
    past = 0
    while not reader.at_end:
        start, end = reader.numbers(_SPAN)
        if not past <= start < end <= limits.MAX_PAGE_CHARS:
            raise ProtocolError("words that stand nowhere")
        found.append((start, end))
        past = end
    return tuple(found)


def write_plain_texts(pages: Sequence[PlainText], *, repaired: bool = False) -> list[bytes]:
    """Write the texts of pages."""
    return [_BYTE.pack(repaired), *map(_write_words, pages)]


def read_plain_texts(untrusted_payload: memoryview, *, count: int) -> PlainTexts:
    """Check the texts of exactly `count` pages."""
    reader = Reader(untrusted_payload)
    (repaired,) = reader.numbers(_BYTE)
    pages = tuple(_read_words(reader) for _ in range(count))
    reader.finish()
    return PlainTexts(pages, bool(repaired))


def _write_words(page: PlainText) -> bytes:
    return _WORDS.pack(LAYER_KINDS.index(page.kind), page.is_scan, page.is_unread) + pack_text(page.text)


def _read_words(reader: Reader) -> PlainText:
    """Check one page's text: what is selected in, searched and kept is held to the same limits, with boxes or without."""
    untrusted_kind, is_scan, is_unread = reader.numbers(_WORDS)
    text = reader.text(limit_chars=limits.MAX_PAGE_CHARS)
    if untrusted_kind >= len(LAYER_KINDS):
        raise ProtocolError("a kind of text that there is not")
    if text.count("\n") > limits.MAX_PAGE_LINES:
        raise ProtocolError("more lines than a page may have")
    if "\0" in text:
        raise ProtocolError("a character that no text has")
    return PlainText(text, LAYER_KINDS[untrusted_kind], bool(is_scan), bool(is_unread))
