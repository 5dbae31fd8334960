"""What is held of a claim or an element, and the rule by which a claim's verdict follows from those of its elements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import ClaimId


class Verdict(StrEnum):
    """What the documents make of a claim or an element."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    PARTLY = "partly"
    """Part of it is contradicted."""
    UNRESOLVED = "unresolved"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """A verdict that a person set: the newest one of a claim counts, those before it are its history.

    Attributes:
        id: Of the record.
        claim: The claim or element.
        verdict: None takes back what was set before: what follows from the rule counts again.
        reason: Why, in the person's words.
        reviewer: Who set it.
        at: When.

    """

    id: str
    claim: ClaimId
    verdict: Verdict | None
    reason: str
    reviewer: str
    at: str


def untold(*, has_evidence: bool) -> Verdict:
    """Return the verdict of an element, or a claim without any, of which nobody has set one.

    Passages never set a verdict by themselves: what they amount to is for a person to say.
    """
    return Verdict.UNRESOLVED if has_evidence else Verdict.NO_EVIDENCE


def of_elements(verdicts: Collection[Verdict]) -> Verdict:
    """Return the verdict of a claim that follows from those of its elements, of which there is at least one.

    - Contradicted: every element is.
    - Partly: an element is contradicted, or partly so, but not all.
    - Supported: every element is.
    - No evidence: there is none on any element.
    - Unresolved: all else, such as some supported and others open.

    So a document that contradicts one element alone never makes the claim read “contradicted”, nor another element.
    """
    found = frozenset(verdicts)
    if len(found) == 1:
        return next(iter(found))
    if found & {Verdict.CONTRADICTED, Verdict.PARTLY}:
        return Verdict.PARTLY
    return Verdict.UNRESOLVED
