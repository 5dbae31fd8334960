"""Claims (who said what, when), their elements, and links from passages with a stance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import ClaimId, LinkId, PassageId
from reviewer.model.stance import Stance


class ClaimKind(StrEnum):
    """What sort of statement a claim is."""

    STATEMENT = "statement"
    DENIAL = "denial"
    ADMISSION = "admission"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement held against the documents, or, with a `parent`, one element of it.

    `date` is EDTF as stored ("2018-12", "2018-12-19~"); `position` orders claims under the same parent from 0.
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


@dataclass(frozen=True, slots=True)
class Link:
    """A passage held against a claim with a stance and a note."""

    id: LinkId
    passage: PassageId
    claim: ClaimId
    stance: Stance
    note: str
    created_at: str
