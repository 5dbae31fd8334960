"""What a worker answers first of all: written as bytes on its side, and on ours read with every number held against a limit.

Owns these replies' layouts; `text_replies`, `made_replies` and `destinations` own the others, which are loaded with what asks.
The `read_…` functions are the border: whatever they return is checked, whatever does not fit is a `ProtocolError`, upon which
the worker is killed.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Sequence
from typing import NamedTuple

from reviewer.documents import limits
from reviewer.documents.lockdown.controls import ALL, Held
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.model.geometry import Matrix
from reviewer.model.page import PageInfo
from reviewer.model.protection import Protection

MEDIA_TYPES = (
    *("application/pdf", "image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp", "image/heic"),
    *("image/jp2", "image/x-portable-anymap"),
)
"""What can be opened; a worker names a type by its place in this list."""

REDUCTIONS = (1, 2, 4, 8)
"""By how much the resolution may be lower at which an image is shown."""

_READY = struct.Struct("<BB")  # draws only, what locks it in
_OPENED = struct.Struct("<BBBBBBII")  # media type, encrypted, restricted, repaired, undrawn, reduced, pages, pages in the file
_PAGE = struct.Struct("<ddH6d")  # width, height, rotation, page space to user space
_RENDERED = struct.Struct("<III")  # width, height, stride
_EXTRACTOR = re.compile(r"[a-z]{1,16} [0-9][0-9a-z.+]{0,23}( [A-Za-z0-9_]{1,32}-[0-9a-f]{8}){0,8}")
"""Name and version, and what recognises text names its languages, each with the beginning of its file's checksum."""
_EXTRACTOR_CHARS = 41 + 8 * 42

PAGE_RECORD_BYTES = _PAGE.size + 4 + 4 * limits.MAX_LABEL_CHARS
RENDERED_BYTES = _RENDERED.size
READY_BYTES = _READY.size + 4 + _EXTRACTOR_CHARS
OPENED_BYTES = _OPENED.size + PAGE_RECORD_BYTES


class OpenedFacts(NamedTuple):
    """What a worker found on opening a document, checked.

    Attributes:
        extractor: What reads its texts, known from the worker's start.
        beyond: How many pages the file has beyond those that are shown, which are no more than `limits` allow.
        undrawn: Whether the sizes of its pages are all that is left of them.
        reduced: By how much the resolution is lower at which it is shown: 1 where it is not.

    """

    media_type: str
    page_count: int
    encrypted: bool
    repaired: bool
    first_page: PageInfo
    extractor: str = ""
    restricted: bool = False
    beyond: int = 0
    undrawn: bool = False
    reduced: int = 1

    @property
    def protection(self) -> Protection:
        """What keeps readers from the document, or from doing with it as they like."""
        if self.encrypted:
            return Protection.PASSWORD
        return Protection.RESTRICTED if self.restricted else Protection.NONE


def write_ready(extractor: str, held: Held, *, draws_only: bool = False) -> bytes:
    """Say that the worker has started, what reads text in it, what locks it in, and whether it can do no more than draw yet."""
    return _READY.pack(draws_only, held) + pack_text(extractor)


def read_ready(untrusted_payload: memoryview) -> tuple[str, Held, bool]:
    """Return the extractor's name and version, what locks the worker in, and whether it only draws.

    Believed as it is: a worker that says so has seen no document yet.
    """
    reader = Reader(untrusted_payload)
    draws_only, held = reader.numbers(_READY)
    extractor = reader.text(limit_chars=_EXTRACTOR_CHARS)
    reader.finish()
    if not _EXTRACTOR.fullmatch(extractor):
        raise ProtocolError("an extractor's name that is none")
    return extractor, held & ALL, bool(draws_only)


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
    flags = (facts.encrypted, facts.restricted, facts.repaired, facts.undrawn, facts.reduced)
    head = _OPENED.pack(media_type, *flags, facts.page_count, min(facts.beyond, limits.MAX_PAGES_BEYOND))
    return head + _write_page(facts.first_page)


def read_opened(untrusted_payload: memoryview, *, extractor: str = "") -> OpenedFacts:
    """Check what was found on opening."""
    reader = Reader(untrusted_payload)
    untrusted_type, encrypted, restricted, repaired, undrawn, untrusted_reduced, *untrusted_counts = reader.numbers(_OPENED)
    untrusted_count, untrusted_beyond = untrusted_counts
    first_page = _read_page(reader, 0)
    reader.finish()
    is_counted = 0 < untrusted_count <= limits.MAX_PAGES and untrusted_beyond <= limits.MAX_PAGES_BEYOND
    if untrusted_type >= len(MEDIA_TYPES) or not is_counted or untrusted_reduced not in REDUCTIONS:
        raise ProtocolError("a document that cannot be")
    media_type, flags = MEDIA_TYPES[untrusted_type], (bool(encrypted), bool(repaired))
    found = OpenedFacts(media_type, untrusted_count, *flags, first_page, extractor, bool(restricted), untrusted_beyond)
    return found._replace(undrawn=bool(undrawn), reduced=untrusted_reduced)


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
