"""Asking a worker for the annotations of a run of pages, and reading its answer with every number held against a limit.

Owns this request and its reply, written and read. An answer may stop before the last page asked for where it would grow too
long; whoever asks goes on from there.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import ClassVar

from reviewer.documents import limits
from reviewer.documents.pdf_dates import iso_date
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind, ProtocolError
from reviewer.documents.protocol.requests import RunOfPages
from reviewer.model.annotation import Annotation, AnnotationKind, PageAnnotations, Remark
from reviewer.model.geometry import Point, Quad, Rect

KINDS = tuple(AnnotationKind)
"""A worker names a kind by its place in this list."""

_HEAD = struct.Struct("<IB")  # pages read, cut
_ANNOTATION = struct.Struct("<IBBBiHH4d")  # page, kind, ours, hidden, colour, quads, replies, rectangle
_NO_COLOUR = -1
_QUAD = struct.Struct("<8d")

REPLY_BYTES = _HEAD.size + limits.ANNOTATIONS_BYTES


class Annotations(RunOfPages):
    """Their annotations."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.ANNOTATIONS


def write_head(pages: int, *, cut: bool) -> bytes:
    """Write what goes before the annotations: how many pages were read, and whether something of them is missing."""
    return _HEAD.pack(pages, cut)


def write_annotation(one: Annotation) -> bytes:
    """Write one annotation; its dates as the file has them, for they are read on the other side."""
    rect = one.rect
    counts = (len(one.quads), len(one.replies))
    colour = _NO_COLOUR if one.colour is None else one.colour
    facts = (one.page, KINDS.index(one.kind), one.is_ours, one.hidden, colour)
    head = _ANNOTATION.pack(*facts, *counts, rect.x0, rect.y0, rect.x1, rect.y1)
    quads = b"".join(_QUAD.pack(*(part for point in quad.points for part in (point.x, point.y))) for quad in one.quads)
    return head + quads + pack_text(one.name) + b"".join(map(_write_remark, (one.remark, *one.replies)))


def _write_remark(remark: Remark) -> bytes:
    return pack_text(remark.author) + pack_text(remark.dated) + pack_text(remark.text)


def read_annotations(untrusted_payload: memoryview, *, first: int, count: int) -> PageAnnotations:
    """Check the annotations of at most `count` pages from `first` on: places that can be, in the order of the pages."""
    reader = Reader(untrusted_payload)
    untrusted_pages, cut = reader.numbers(_HEAD)
    if not 0 < untrusted_pages <= count:
        raise ProtocolError("annotations of pages that nobody asked for")
    found: list[Annotation] = []
    at = first
    while not reader.at_end:
        if len(found) >= untrusted_pages * limits.MAX_PAGE_ANNOTATIONS:
            raise ProtocolError("endless annotations")
        found.append(_read_annotation(reader))
        if not at <= found[-1].page < first + untrusted_pages:
            raise ProtocolError("an annotation of another page")
        at = found[-1].page
    return PageAnnotations(untrusted_pages, tuple(found), bool(cut))


def _read_annotation(reader: Reader) -> Annotation:
    untrusted_page, untrusted_kind, is_ours, hidden, untrusted_colour, *untrusted_rest = reader.numbers(_ANNOTATION)
    untrusted_quads, untrusted_replies, *untrusted_rect = untrusted_rest
    if not _NO_COLOUR <= untrusted_colour <= 0xFFFFFF:
        raise ProtocolError("a colour that there is not")
    if untrusted_kind >= len(KINDS) or untrusted_quads > limits.MAX_ANNOTATION_QUADS or untrusted_replies > limits.MAX_REPLIES:
        raise ProtocolError("an annotation that cannot be")
    kind, rect = KINDS[untrusted_kind], Rect(*_coordinates(untrusted_rect))
    if rect.x0 > rect.x1 or rect.y0 > rect.y1 or kind.marks_text != (untrusted_quads > 0):
        raise ProtocolError("an annotation that cannot be")
    quads = tuple(_read_quad(reader) for _ in range(untrusted_quads))
    name = _text(reader, limits.MAX_REMARK_NAME_CHARS)
    remark, *replies = (_read_remark(reader) for _ in range(1 + untrusted_replies))
    colour = None if untrusted_colour == _NO_COLOUR else untrusted_colour
    return Annotation(untrusted_page, kind, rect, quads, remark, tuple(replies), name, bool(is_ours), bool(hidden), colour)


def _read_quad(reader: Reader) -> Quad:
    xy = _coordinates(reader.numbers(_QUAD))
    return Quad(*(Point(x, y) for x, y in zip(xy[::2], xy[1::2], strict=True)))


def _coordinates(untrusted: Sequence[float]) -> tuple[float, ...]:
    if not all(math.isfinite(one) and abs(one) <= limits.MAX_COORDINATE for one in untrusted):
        raise ProtocolError("an annotation that lies nowhere")
    return tuple(untrusted)


def _read_remark(reader: Reader) -> Remark:
    author, dated = (_text(reader, limits.MAX_REMARK_NAME_CHARS) for _ in range(2))
    return Remark(author, dated, iso_date(dated), _text(reader, limits.MAX_REMARK_CHARS))


def _text(reader: Reader, limit_chars: int) -> str:
    text = reader.text(limit_chars=limit_chars)
    if "\0" in text:
        raise ProtocolError("a character that no text has")
    return text
