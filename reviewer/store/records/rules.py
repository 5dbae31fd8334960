"""Owns what must hold of a record as a whole, beyond what each field may hold; knows no database."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.changes import RecordKind, Value
from reviewer.store.records.record_types import RecordType, part_number

_TEXT_FIELDS = ("quote", "quote_as_printed", "prefix", "suffix", "start_page", "start_offset", "end_page", "end_offset")
_REGION_FIELDS = ("region", "dhash")

_SAYS = {
    RecordKind.WORD_CORRECTION: "corrected",
    RecordKind.CLAIM: "text",
    RecordKind.NAME: "name",
    RecordKind.ALIAS: "alias",
    RecordKind.PERMISSION: "permission",
    RecordKind.EVENT: "event",
    RecordKind.CORRECTION: "changed",
    RecordKind.REPLY: "asked",
}
"""The field without which a record says nothing."""
_OF_ONE = {RecordKind.CITATION: ("fact", "event", "name"), RecordKind.CORRECTED: ("claim", "passage")}
"""The fields of which exactly one is set."""


def check_whole(record_type: RecordType, fields: Mapping[str, Value]) -> None:
    """Refuse a record that could not be read back.

    Raises:
        CaseError: Numbered fields have gaps, an anchor is neither text nor region, a claim says nothing.

    """
    counts: dict[str, int] = {}
    for part in record_type.parts:
        numbers = {n for name, value in fields.items() if value is not None and (n := part_number(part, name)) is not None}
        counts[part.word] = len(numbers)
        if numbers != set(range(len(numbers))):
            raise _odd(record_type, tr("its fields “{word} n” do not count from 0 without gaps").format(word=part.word))
    if record_type.kind is RecordKind.ANCHOR:
        _check_anchor(record_type, fields, counts)
    said = _SAYS.get(record_type.kind)
    if said is not None and not str(fields[said]).strip():
        raise CaseError(tr("A {word} has to say something").format(word=record_type.word), tr("Nothing was changed."))
    alternatives = _OF_ONE.get(record_type.kind)
    if alternatives is not None and sum(fields[one] is not None for one in alternatives) != 1:
        raise _odd(record_type, tr("it belongs to one thing, and not to none or several"))
    if record_type.kind is RecordKind.CLAIM:
        _check_words(record_type, fields)


def _check_words(record_type: RecordType, fields: Mapping[str, Value]) -> None:
    start, end = fields["start_offset"], fields["end_offset"]
    if (start is None) != (end is None) or (isinstance(start, int) and isinstance(end, int) and not start < end):
        raise _odd(record_type, tr("its words have no beginning and end"))


def _check_anchor(record_type: RecordType, fields: Mapping[str, Value], counts: Mapping[str, int]) -> None:
    is_text = fields["kind"] == "text"
    wanted, unwanted = (_TEXT_FIELDS, _REGION_FIELDS) if is_text else (_REGION_FIELDS, _TEXT_FIELDS)
    for name in wanted:
        if fields[name] is None:
            raise _odd(record_type, tr("“{field}” is missing").format(field=name))
    for name in unwanted:
        if fields[name] is not None:
            raise _odd(record_type, tr("“{field}” does not belong to it").format(field=name))
    if counts["quad"] < 1:
        raise _odd(record_type, tr("“{field}” is missing").format(field="quad 0"))
    if is_text and counts["layer"] < 1:
        raise _odd(record_type, tr("“{field}” is missing").format(field="layer 0"))


def _odd(record_type: RecordType, reason: str) -> CaseError:
    summary = tr("This {word} cannot be kept: {reason}").format(word=record_type.word, reason=reason)
    return CaseError(summary, tr("Nothing was changed."))
