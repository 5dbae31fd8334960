"""Owns which kinds of evidence records there are: their fields, their tables and columns, what a field may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from reviewer.model.anchor import AnchorState
from reviewer.model.changes import RecordKind, Value
from reviewer.model.claim import ClaimKind
from reviewer.model.document import Publication, TextKind
from reviewer.model.stance import Stance
from reviewer.store.records import codecs
from reviewer.store.records.codecs import Columns
from reviewer.store.records.record_types import Field, Part, RecordType, is_id

_LARGEST_INTEGER = 2**63 - 1


def _plain(name: str, check: Callable[[Value], Value], *, optional: bool) -> Field:
    def split(value: Value) -> Columns:
        if value is None:
            if optional:
                return (None,)
            raise ValueError("missing")
        return (check(value),)

    return Field(name, (name,), split, _first)


def _first(columns: Sequence[object]) -> Value:
    one = columns[0]
    if one is None or isinstance(one, str | int | float):
        return one
    raise TypeError("neither text nor number")


def _text(*names: str, optional: bool = False) -> Iterable[Field]:
    def check(value: Value) -> Value:
        if not isinstance(value, str):
            raise TypeError("not a text")
        return value

    return [_plain(name, check, optional=optional) for name in names]


def _integer(*names: str, optional: bool = False, largest: int = _LARGEST_INTEGER) -> Iterable[Field]:
    def check(value: Value) -> Value:
        if not isinstance(value, int):
            raise TypeError("not a whole number")
        if not 0 <= value <= largest:
            raise ValueError("out of range")
        return int(value)

    return [_plain(name, check, optional=optional) for name in names]


def _choice(name: str, choices: type[StrEnum], *, optional: bool = False) -> Field:
    return _plain(name, lambda value: choices(str(value)).value, optional=optional)


def _matching(name: str, fits: Callable[[str], bool], *, optional: bool = False) -> Field:
    def check(value: Value) -> Value:
        if not isinstance(value, str) or not fits(value):
            raise ValueError("not in its form")
        return value

    return _plain(name, check, optional=optional)


def _identifier(name: str, *, optional: bool = False) -> Field:
    return _matching(name, is_id, optional=optional)


class _AnchorKind(StrEnum):
    TEXT = "text"
    REGION = "region"


def _region(value: Value) -> Columns:
    return (None, None, None, None) if value is None else codecs.region_columns(str(value))


CASE = RecordType(RecordKind.CASE, "case", "cases", (*_text("title", "desk_label", "created_at"),))

DOCUMENT = RecordType(
    RecordKind.DOCUMENT,
    "document",
    "documents",
    (
        _matching("sha256", codecs.is_sha256),
        *_text("name", "media_type"),
        *_integer("size", "page_count"),
        _choice("text", TextKind),
        *_integer("position"),
        *_text("added_at"),
        *_integer("encrypted", "repaired", largest=1),
        *_text("obtained_how", "obtained_from", "obtained_on", optional=True),
        _choice("publication", Publication, optional=True),
        *_integer("linked", optional=True, largest=1),
        _matching("recognised", codecs.is_sha256, optional=True),
        _identifier("version_of", optional=True),
    ),
)

PASSAGE = RecordType(RecordKind.PASSAGE, "passage", "passages", (_identifier("document"), *_text("note", "created_at")))

ANCHOR = RecordType(
    RecordKind.ANCHOR,
    "anchor",
    "anchors",
    (
        _identifier("passage"),
        _matching("document_sha256", codecs.is_sha256),
        *_integer("page"),
        *_text("page_label"),
        _choice("kind", _AnchorKind),
        _choice("state", AnchorState),
        *_text("quote", "quote_as_printed", "prefix", "suffix", optional=True),
        *_integer("start_page", "start_offset", "end_page", "end_offset", optional=True),
        Field("region", ("region_x0", "region_y0", "region_x1", "region_y1"), _region, codecs.region_from_columns),
        *_text("dhash", optional=True),
        _matching("kept_from", codecs.is_kept_from, optional=True),
    ),
    (
        Part(
            "quad",
            "anchor_quads",
            ("page", "ulx", "uly", "urx", "ury", "llx", "lly", "lrx", "lry"),
            codecs.quad_columns,
            codecs.quad_from_columns,
        ),
        Part("layer", "anchor_layers", ("page", "kind", "extractor", "sha256"), codecs.layer_columns, codecs.layer_from_columns),
    ),
    owner="anchor",
)

CLAIM = RecordType(
    RecordKind.CLAIM,
    "claim",
    "claims",
    (
        *_text("text"),
        *_integer("position"),
        *_text("created_at"),
        *_text("speaker", "date", "channel", optional=True),
        _choice("kind", ClaimKind),
        _identifier("parent", optional=True),
        *_text("note"),
    ),
)

LINK = RecordType(
    RecordKind.LINK,
    "link",
    "links",
    (_identifier("passage"), _identifier("claim"), _choice("stance", Stance), *_text("note", "created_at")),
)

COUNTERCHECK = RecordType(
    RecordKind.COUNTERCHECK,
    "countercheck",
    "counterchecks",
    (
        _identifier("document"),
        *_integer("page"),
        _identifier("passage", optional=True),
        *_text("reviewer", "created_at"),
    ),
)

WORD_CORRECTION = RecordType(
    *(RecordKind.WORD_CORRECTION, "corrected word", "word_corrections"),
    (
        _identifier("document"),
        *_integer("page"),
        _matching("layer_sha256", codecs.is_sha256),
        *_integer("start_offset", "end_offset"),
        *_text("recognised", "corrected", "created_at"),
    ),
)

TEXT_CHOICE = RecordType(
    *(RecordKind.TEXT_CHOICE, "choice of text", "text_choices"),
    (_identifier("document"), *_integer("page"), *_text("created_at")),
)

RECORDS: Mapping[RecordKind, RecordType] = {
    one.kind: one for one in (CASE, DOCUMENT, PASSAGE, ANCHOR, CLAIM, LINK, COUNTERCHECK, WORD_CORRECTION, TEXT_CHOICE)
}
"""Every kind, owners before what hangs on them."""
