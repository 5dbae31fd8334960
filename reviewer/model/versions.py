"""What is known of documents that may be versions of each other: sketches of them, and how alike two are."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from reviewer.model.ids import DocumentId, Sha256


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a document is known again by, in a few numbers.

    Attributes:
        sha256: The document's bytes.
        made_of: What it was made of: another reading of the document has another one.
        shingles: How many runs of words its text has; 0 where it has too little text.
        hashes: The smallest of their hashes.
        picture: Its first page as hexadecimal digits, "" where that could not be drawn.

    """

    sha256: Sha256
    made_of: str
    shingles: int
    hashes: Set[int]
    picture: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that seems to be a version of an older one: `likeness` of their words, 0 to 1; None where pictures are alike."""

    newer: DocumentId
    older: DocumentId
    likeness: float | None
