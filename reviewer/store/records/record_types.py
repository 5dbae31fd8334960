"""What a kind of evidence record is made of: fields as the journal names them, their columns, and numbered fields in part tables.

A field is one value in the journal and one or more columns in a table. Numbered fields ("quad 0", "layer 1") are rows of a part
table. Nothing here touches a database; `record_rows` does. Which kinds there are is `kinds`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.changes import RecordKind, Value
from reviewer.store.records.codecs import Columns

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_id(text: str) -> bool:
    """Tell whether it is a lower-case UUID."""
    return _UUID.fullmatch(text) is not None


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
        if not is_id(record):
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
