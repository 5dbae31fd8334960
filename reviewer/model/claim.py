"""Claims (who said what, when), their elements, and links from passages with a stance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import ClaimId, LinkId, NameId, PassageId
from reviewer.model.stance import Stance


class ClaimKind(StrEnum):
    """What sort of statement a claim is."""

    STATEMENT = "statement"
    DENIAL = "denial"
    ADMISSION = "admission"
    CORRECTION = "correction"


class ElementPart(StrEnum):
    """Which question to a statement an element answers."""

    WHO = "who"
    DID_WHAT = "did_what"
    TO_WHAT = "to_what"
    WHEN = "when"
    HEDGE = "hedge"


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of an element stand in the text of its claim: code points, `end` behind the last one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement held against the documents, or, with a `parent`, one element of it.

    Attributes:
        id: Of the record.
        text: What was said, word for word where it is a quote; of an element, its words.
        position: Orders claims under the same parent, from 0.
        created_at: When it was written down.
        speaker: Who said it, as it is written there.
        date: When, EDTF as stored ("2018-12", "2018-12-19~").
        channel: Where.
        kind: What sort of statement it is.
        parent: The claim that this is an element of.
        note: A note on it.
        words: Of an element: where its words stand in the claim; None where they do not stand there.
        part: Of an element: which question it answers; None where nobody has said.
        speaker_name: The name, among those of the case, of who said it.
        is_ready: Somebody marked it ready to be published.

    """

    id: ClaimId
    text: str
    position: int
    created_at: str
    speaker: str | None = None
    date: str | None = None
    channel: str | None = None
    kind: ClaimKind = ClaimKind.STATEMENT
    parent: ClaimId | None = None
    note: str = ""
    words: Words | None = None
    part: ElementPart | None = None
    speaker_name: NameId | None = None
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A passage held against a claim with a stance and a note."""

    id: LinkId
    passage: PassageId
    claim: ClaimId
    stance: Stance
    note: str
    created_at: str
