"""What a gesture or a command marked, before it is a passage: a span of text or a rectangle, in page space."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.model.anchor import LayerRef, TextPosition
from reviewer.model.geometry import Rect
from reviewer.model.ids import ClaimId, DocumentId
from reviewer.model.stance import Stance


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Text from `start` up to, not including, `end`; it may cross page ends.

    `quote` are the words that it was found by, or that were seen to be marked; "" where they are not known. They tell what is
    meant of headers, line numbers and footnotes between its ends. `layers` are the texts of its pages that start and end were
    counted in, where that may be long ago: a passage is not made of places in a text that is used no more.
    """

    document: DocumentId
    start: TextPosition
    end: TextPosition
    quote: str = ""
    layers: tuple[LayerRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RegionSpan:
    """A rectangle on page `page` (from 0), in page space."""

    document: DocumentId
    page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class MarkRequest:
    """A person's wish to keep a span as a passage.

    Attributes:
        span: What was marked.
        stance: How it relates to the claim; None for a plain highlight.
        claim: The claim; None takes the claim last used.
        pick_claim: Ask for the claim first.

    """

    span: TextSpan | RegionSpan
    stance: Stance | None = None
    claim: ClaimId | None = None
    pick_claim: bool = False
