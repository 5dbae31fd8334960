"""Facts about what changed: what an intent did, field by field; the journal, undo and the views all live on these."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int | float | None
"""What one field of a record can hold."""


class RecordKind(StrEnum):
    """Kinds of evidence records. Their fields' changes are journalled and can be undone."""

    CASE = "case"
    DOCUMENT = "document"
    PASSAGE = "passage"
    ANCHOR = "anchor"
    CLAIM = "claim"
    LINK = "link"
    COUNTERCHECK = "countercheck"
    WORD_CORRECTION = "word_correction"
    TEXT_CHOICE = "text_choice"
    VERDICT = "verdict"
    LINK_REVIEW = "link_review"
    SIGN_OFF = "sign_off"
    REPLY = "reply"
    NAME = "name"
    ALIAS = "alias"
    PERMISSION = "permission"
    FACT = "fact"
    EVENT = "event"
    CITATION = "citation"
    CORRECTION = "correction"
    CORRECTED = "corrected"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record, before and after. A record's `id` field appears when it is made and goes to None when removed."""

    kind: RecordKind
    record: str
    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Changes:
    """What one journal entry did.

    Attributes:
        seq: The entry's number in the journal.
        intent: What the person did, in a few words for the Undo menu ("Highlight passage").
        changes: Every field changed, in order.
        undoes: The entry that this one undoes, where it is an undo.
        redoes: The entry that this one does again, where it is a redo.

    """

    seq: int
    intent: str
    changes: tuple[Change, ...]
    undoes: int | None = None
    redoes: int | None = None
    _index: dict[RecordKind, frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for kind in RecordKind:
            found = frozenset(one.record for one in self.changes if one.kind is kind)
            if found:
                self._index[kind] = found

    def touched(self, kind: RecordKind) -> frozenset[str]:
        """Return the ids of the records of a kind that were made, changed or removed."""
        return self._index.get(kind, frozenset())

    def made(self, kind: RecordKind) -> tuple[str, ...]:
        """Return the ids of records that came to be, in order."""
        return tuple(one.record for one in self.changes if one.kind is kind and one.field == "id" and one.after is not None)

    def removed(self, kind: RecordKind) -> tuple[str, ...]:
        """Return the ids of records that went, in order."""
        return tuple(one.record for one in self.changes if one.kind is kind and one.field == "id" and one.after is None)
