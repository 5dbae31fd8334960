"""Owns how values of a case file are put into the sentences of a check: whatever they are, as one printable line."""

from __future__ import annotations

from reviewer.i18n import tr
from reviewer.model.changes import Value
from reviewer.store.records.record_types import RecordType


def differs(record_type: RecordType, record: str, name: str, row: Value, told: Value) -> str:
    """Say that a field of a record is not what the journal says."""
    return tr("The {word} {id} was changed outside this program: its “{field}” is {row}, the journal says {told}").format(
        word=record_type.word, id=plain(record), field=plain(name), row=_shown(row), told=_shown(told)
    )


def _shown(value: Value) -> str:
    if value is None:
        return tr("empty")
    text = plain(value)
    return tr("“{text}”").format(text=text if len(text) <= 60 else text[:59] + "…")


def plain(value: object) -> str:
    """Return a value of the file for a sentence: one line, only characters that can be printed."""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return "".join(one if one.isprintable() else " " for one in text)
