"""Events: what happened when, that is neither a statement nor a fact of access."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.ids import EventId, PassageId


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        id: Of the record.
        text: What, in a few words.
        date: When (EDTF, an interval where it lasted).
        note: A note on it.
        created_at: When it was written down.
        passages: What says so; an event without any is unsourced.

    """

    id: EventId
    text: str
    date: str
    note: str
    created_at: str
    passages: tuple[PassageId, ...] = ()
