"""What a second person says of a link, and a claim that somebody has signed off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import ClaimId, LinkId


class Opinion(StrEnum):
    """What a second person holds of a link: that the passage has this stance to the claim."""

    AGREE = "agree"
    DISPUTE = "dispute"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class LinkReview:
    """A second person's word on a link.

    Attributes:
        id: Of the record.
        link: Which link.
        opinion: What they hold of it.
        comment: Why, in their words.
        reviewer: Who.
        at: When.
        stands: Whether passage, link and note are still as they were then.

    """

    id: str
    link: LinkId
    opinion: Opinion
    comment: str
    reviewer: str
    at: str
    stands: bool = True


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody's word that a claim is right as it stands: its words, elements, links, passages and verdicts.

    Attributes:
        id: Of the record.
        claim: Which claim; its elements are meant with it.
        digest: SHA-256 over all that it was said of.
        reviewer: Who.
        at: When.

    """

    id: str
    claim: ClaimId
    digest: str
    reviewer: str
    at: str
