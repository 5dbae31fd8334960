"""Owns the kinds of evidence records: their fields as the journal names them, their tables and columns, what a field may hold.

A field is one value in the journal and one or more columns in a table. Numbered fields ("quad 0", "layer 1") are rows of a part
table. Nothing here touches a database; `record_rows` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.anchor import AnchorState
from reviewer.model.changes import RecordKind, Value
from reviewer.model.claim import ClaimKind
from reviewer.model.document import Publication, TextKind
from reviewer.model.stance import Stance
from reviewer.store.records import codecs
from reviewer.store.records.codecs import Columns

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its name, its columns, and how a value becomes columns and back.

    `split` raises ValueError or TypeError for a value that the field cannot hold.
    """

    name: str
    columns: tuple[str, ...]
    split: Callable[[Value], Columns]
    join: Callable[[Sequence[object]], Value]


@dataclass(frozen=True, slots=True)
class Part:
    """Fields named "`word` n", n from 0 without gaps: rows (owner, n, columns…) of `table`."""

    word: str
    table: str
    columns: tuple[str, ...]
    split: Callable[[str], Columns]
    join: Callable[[Sequence[object]], Value]


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of evidence record.

    Attributes:
        kind: Its name in the journal.
        word: What it is called in a sentence.
        table: Its table, whose key is `id`.
        fields: In the order in which the journal names them.
        parts: Numbered fields, after the others.
        owner: The column of the part tables that holds the record's id.

    """

    kind: RecordKind
    word: str
    table: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...] = ()
    owner: str = ""

    def normalised(self, fields: Mapping[str, Value], *, complete: bool) -> dict[str, Value]:
        """Return the fields in journal order and in their one spelling.

        Args:
            fields: By name.
            complete: Take a field that is not given as None, as for a new record.

        Raises:
            CaseError: A name is unknown, or a field cannot hold its value.

        """
        found: dict[str, Value] = {}
        rest = dict(fields)
        for field in self.fields:
            if field.name in rest or complete:
                found[field.name] = self._one(field.name, rest.pop(field.name, None), field.split, field.join)
        for part in self.parts:
            for name in sorted((one for one in rest if part_number(part, one) is not None), key=lambda one: _number(part, one)):
                value = rest.pop(name)
                found[name] = None if value is None else self._one(name, str(value), part.split, part.join)
        if rest:
            raise CaseError(tr("A {word} has no field “{field}”").format(word=self.word, field=next(iter(rest))))
        return found

    def _one(self, name: str, value: Value, split: Callable[..., Columns], join: Callable[..., Value]) -> Value:
        try:
            if isinstance(value, str):
                value.encode("utf-8")  # refuses lone surrogates, which no UTF-8 file can hold
            return join(split(value))
        except (ValueError, TypeError) as error:
            shown = tr("nothing") if value is None else f"“{_shown(value)}”"
            raise CaseError(
                tr("The field “{field}” of a {word} cannot hold {value}").format(field=name, word=self.word, value=shown),
                tr("Nothing was changed."),
            ) from error

    def check_id(self, record: str) -> None:
        """Refuse an id that is no lower-case UUID."""
        if not _UUID.fullmatch(record):
            raise CaseError(tr("“{id}” is not the id of a {word}").format(id=_shown(record), word=self.word))

    def part_of(self, name: str) -> tuple[Part, int] | None:
        """Return the part and number that a field name means, or None for an ordinary field."""
        for part in self.parts:
            n = part_number(part, name)
            if n is not None:
                return part, n
        return None


def part_number(part: Part, name: str) -> int | None:
    """Return n where `name` is "`part.word` n" in its one spelling."""
    word, _, digits = name.partition(" ")
    if word != part.word or not digits.isascii() or not digits.isdigit() or str(int(digits)) != digits:
        return None
    return int(digits)


def _number(part: Part, name: str) -> int:
    n = part_number(part, name)
    return 0 if n is None else n


def _shown(value: Value) -> str:
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= 40 else text[:39] + "…"


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
    return _matching(name, lambda text: _UUID.fullmatch(text) is not None, optional=optional)


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
    one.kind: one for one in (CASE, DOCUMENT, PASSAGE, ANCHOR, CLAIM, LINK, WORD_CORRECTION, TEXT_CHOICE)
}
"""Every kind, owners before what hangs on them."""
