"""Owns which kinds of evidence records there are: their fields, their tables and columns, what a field may hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from reviewer.model.anchor import AnchorState
from reviewer.model.changes import RecordKind, Value
from reviewer.model.claim import ClaimKind, ElementPart
from reviewer.model.document import Publication, TextKind
from reviewer.model.stance import Stance
from reviewer.store.records import codecs
from reviewer.store.records.codecs import Columns
from reviewer.store.records.desk_kinds import DESK
from reviewer.store.records.field_types import choice, identifier, integer, matching, text
from reviewer.store.records.record_types import Field, Part, RecordType


class _AnchorKind(StrEnum):
    TEXT = "text"
    REGION = "region"


def _region(value: Value) -> Columns:
    return (None, None, None, None) if value is None else codecs.region_columns(str(value))


CASE = RecordType(RecordKind.CASE, "case", "cases", (*text("title", "desk_label", "created_at"),))

DOCUMENT = RecordType(
    RecordKind.DOCUMENT,
    "document",
    "documents",
    (
        matching("sha256", codecs.is_sha256),
        *text("name", "media_type"),
        *integer("size", "page_count"),
        choice("text", TextKind),
        *integer("position"),
        *text("added_at"),
        *integer("encrypted", "repaired", largest=1),
        *text("obtained_how", "obtained_from", "obtained_on", optional=True),
        choice("publication", Publication, optional=True),
        *integer("linked", optional=True, largest=1),
        matching("recognised", codecs.is_sha256, optional=True),
        identifier("version_of", optional=True),
        *text("dated", optional=True),
    ),
)

PASSAGE = RecordType(RecordKind.PASSAGE, "passage", "passages", (identifier("document"), *text("note", "created_at")))

ANCHOR = RecordType(
    RecordKind.ANCHOR,
    "anchor",
    "anchors",
    (
        identifier("passage"),
        matching("document_sha256", codecs.is_sha256),
        *integer("page"),
        *text("page_label"),
        choice("kind", _AnchorKind),
        choice("state", AnchorState),
        *text("quote", "quote_as_printed", "prefix", "suffix", optional=True),
        *integer("start_page", "start_offset", "end_page", "end_offset", optional=True),
        Field("region", ("region_x0", "region_y0", "region_x1", "region_y1"), _region, codecs.region_from_columns),
        *text("dhash", optional=True),
        matching("kept_from", codecs.is_kept_from, optional=True),
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
        *text("text"),
        *integer("position"),
        *text("created_at"),
        *text("speaker", "date", "channel", optional=True),
        choice("kind", ClaimKind),
        identifier("parent", optional=True),
        *text("note"),
        *integer("start_offset", "end_offset", optional=True),
        choice("part", ElementPart, optional=True),
        identifier("speaker_name", optional=True),
        *integer("ready", optional=True, largest=1),
    ),
)

LINK = RecordType(
    RecordKind.LINK,
    "link",
    "links",
    (identifier("passage"), identifier("claim"), choice("stance", Stance), *text("note", "created_at")),
)

COUNTERCHECK = RecordType(
    RecordKind.COUNTERCHECK,
    "countercheck",
    "counterchecks",
    (
        identifier("document"),
        *integer("page"),
        identifier("passage", optional=True),
        *text("reviewer", "created_at"),
    ),
)

WORD_CORRECTION = RecordType(
    *(RecordKind.WORD_CORRECTION, "corrected word", "word_corrections"),
    (
        identifier("document"),
        *integer("page"),
        matching("layer_sha256", codecs.is_sha256),
        *integer("start_offset", "end_offset"),
        *text("recognised", "corrected", "created_at"),
    ),
)

TEXT_CHOICE = RecordType(
    *(RecordKind.TEXT_CHOICE, "choice of text", "text_choices"),
    (identifier("document"), *integer("page"), *text("created_at")),
)

RECORDS: Mapping[RecordKind, RecordType] = {
    one.kind: one for one in (CASE, DOCUMENT, PASSAGE, ANCHOR, CLAIM, LINK, COUNTERCHECK, WORD_CORRECTION, TEXT_CHOICE, *DESK)
}
"""Every kind, owners before what hangs on them."""
