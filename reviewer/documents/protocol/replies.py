"""What a worker answers: written as bytes on its side, and on ours read with every number held against a limit.

Owns the replies' layouts. The `read_…` functions are the border: whatever they return is checked, whatever does not fit is a
`ProtocolError`, upon which the worker is killed.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.documents import limits
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.documents.results import Crop, PlainTexts
from reviewer.model.document import PageInfo, PlainText
from reviewer.model.geometry import Matrix
from reviewer.model.text_layer import LayerKind

if TYPE_CHECKING:  # loaded with the first text: the first page's pixels are not kept waiting for it
    from reviewer.documents.text.page.page_text import PageText

MEDIA_TYPES = ("application/pdf", "image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp", "image/heic")
"""What can be opened; a worker names a type by its place in this list."""

LAYER_KINDS = (LayerKind.BORN_DIGITAL, LayerKind.OCR)
"""Which layers of text a document can bring; a worker names one by its place in this list."""

_OPENED = struct.Struct("<BBBBI")  # media type, encrypted, restricted, repaired, pages
_PAGE = struct.Struct("<ddH6d")  # width, height, rotation, page space to user space
_BYTE = struct.Struct("<B")
_WORDS = struct.Struct("<BBB")  # kind of layer, scan, unread
_COUNT = struct.Struct("<I")
_CROP = struct.Struct("<IIQ")  # width, height, difference hash
_RENDERED = struct.Struct("<III")  # width, height, stride
_EXTRACTOR = re.compile(r"[a-z]{1,16} [0-9][0-9a-z.+]{0,23}")
_EXTRACTOR_CHARS = 41

PAGE_RECORD_BYTES = _PAGE.size + 4 + 4 * limits.MAX_LABEL_CHARS
RENDERED_BYTES = _RENDERED.size
READY_BYTES = 4 + _EXTRACTOR_CHARS
OPENED_BYTES = _OPENED.size + PAGE_RECORD_BYTES
TEXT_BYTES = _BYTE.size + _COUNT.size + limits.MAX_PAGE_CHARS * (4 + 32)
PLAIN_TEXT_HEAD_BYTES = _BYTE.size
PLAIN_TEXT_RECORD_BYTES = _BYTE.size + _COUNT.size + 4 * limits.MAX_PAGE_CHARS
CROP_HEAD_BYTES = _CROP.size


def png_bytes(pixels: int) -> int:
    """Return the most bytes that a PNG of so many pixels has: three a pixel and one a row, a little more if nothing shrinks."""
    return 4 * pixels + pixels // 4 + 4096


@dataclass(frozen=True, slots=True)
class OpenedFacts:
    """What a worker found on opening a document, checked; `extractor` is what reads its texts, known from the worker's start."""

    media_type: str
    page_count: int
    encrypted: bool
    repaired: bool
    first_page: PageInfo
    extractor: str = ""
    restricted: bool = False


def write_ready(extractor: str) -> bytes:
    """Say that the worker has started, and what reads text in it."""
    return pack_text(extractor)


def read_ready(untrusted_payload: memoryview) -> str:
    """Return the extractor's name and version."""
    reader = Reader(untrusted_payload)
    extractor = reader.text(limit_chars=_EXTRACTOR_CHARS)
    reader.finish()
    if not _EXTRACTOR.fullmatch(extractor):
        raise ProtocolError("an extractor's name that is none")
    return extractor


def _write_page(page: PageInfo) -> bytes:
    to_user = page.to_user_space
    numbers = (to_user.a, to_user.b, to_user.c, to_user.d, to_user.e, to_user.f)
    return _PAGE.pack(page.width, page.height, page.rotation, *numbers) + pack_text(page.label)


def _read_page(reader: Reader, index: int) -> PageInfo:
    untrusted_width, untrusted_height, untrusted_rotation, *untrusted_matrix = reader.numbers(_PAGE)
    label = reader.text(limit_chars=limits.MAX_LABEL_CHARS)
    sides_fit = all(0 < side <= limits.MAX_PAGE_UNITS for side in (untrusted_width, untrusted_height))
    if not sides_fit or untrusted_rotation not in {0, 90, 180, 270} or not all(map(math.isfinite, untrusted_matrix)):
        raise ProtocolError("a page that cannot be")
    matrix = Matrix(*untrusted_matrix)
    if not math.isfinite(matrix.a * matrix.d - matrix.b * matrix.c) or matrix.a * matrix.d == matrix.b * matrix.c:
        raise ProtocolError("a page that is flattened")
    return PageInfo(index, label, untrusted_width, untrusted_height, untrusted_rotation, matrix)


def write_opened(facts: OpenedFacts) -> bytes:
    """Write what was found on opening."""
    media_type = MEDIA_TYPES.index(facts.media_type)
    head = _OPENED.pack(media_type, facts.encrypted, facts.restricted, facts.repaired, facts.page_count)
    return head + _write_page(facts.first_page)


def read_opened(untrusted_payload: memoryview, *, extractor: str = "") -> OpenedFacts:
    """Check what was found on opening."""
    reader = Reader(untrusted_payload)
    untrusted_type, encrypted, restricted, repaired, untrusted_count = reader.numbers(_OPENED)
    first_page = _read_page(reader, 0)
    reader.finish()
    if untrusted_type >= len(MEDIA_TYPES) or not 0 < untrusted_count <= limits.MAX_PAGES:
        raise ProtocolError("a document that cannot be")
    media_type, flags = MEDIA_TYPES[untrusted_type], (bool(encrypted), bool(repaired))
    return OpenedFacts(media_type, untrusted_count, *flags, first_page, extractor, bool(restricted))


def write_pages(pages: Sequence[PageInfo]) -> bytes:
    """Write the geometry of pages."""
    return b"".join(map(_write_page, pages))


def read_pages(untrusted_payload: memoryview, *, first: int, count: int) -> tuple[PageInfo, ...]:
    """Check the geometry of exactly `count` pages."""
    reader = Reader(untrusted_payload)
    pages = tuple(_read_page(reader, index) for index in range(first, first + count))
    reader.finish()
    return pages


def write_rendered(width_px: int, height_px: int) -> bytes:
    """Say what was drawn; where nothing is shared the pixels follow."""
    return _RENDERED.pack(width_px, height_px, width_px * 4)


def read_rendered(untrusted_payload: memoryview, *, width_px: int, height_px: int, shared: bool) -> memoryview:
    """Check that what was asked for was drawn, and return the pixels where they are in the reply."""
    reader = Reader(untrusted_payload)
    if reader.numbers(_RENDERED) != (width_px, height_px, width_px * 4):
        raise ProtocolError("another picture than asked for")
    pixels = reader.rest()
    if len(pixels) != (0 if shared else width_px * height_px * 4):
        raise ProtocolError("a wrong number of pixels")
    return pixels


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
    from reviewer.documents.text.page.page_text import PageText  # only here: the first page's pixels are not kept waiting for it

    return PageText(page, words.text, boxes, extractor, words.kind, words.is_scan)


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


def write_crop(crop: Crop) -> list[bytes]:
    """Write a crop."""
    return [_CROP.pack(crop.width_px, crop.height_px, int(crop.dhash, 16)), crop.png]


def read_crop(untrusted_payload: memoryview, *, most_pixels: int) -> Crop:
    """Check a crop: it must be a PNG that says of itself the size it is said to have, and no larger than asked for."""
    reader = Reader(untrusted_payload)
    untrusted_width, untrusted_height, dhash = reader.numbers(_CROP)
    if not 0 < untrusted_width * untrusted_height <= most_pixels:
        raise ProtocolError("a picture larger than it may be")
    png = read_png(reader.rest(), width_px=untrusted_width, height_px=untrusted_height)
    return Crop(png, untrusted_width, untrusted_height, f"{dhash:016x}")


def read_png(untrusted_payload: memoryview, *, width_px: int, height_px: int) -> bytes:
    """Check that a picture is a PNG that says of itself that it has this size."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width_px, height_px)
    return read_file(untrusted_payload, magic=head)


def read_file(untrusted_payload: memoryview, *, magic: bytes) -> bytes:
    """Check that a file made by a worker starts as its kind does."""
    if bytes(untrusted_payload[: len(magic)]) != magic:
        raise ProtocolError("not the file it is said to be")
    return bytes(untrusted_payload)
