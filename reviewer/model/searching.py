"""What a search over a case is narrowed to, and what it brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import ClaimId, DocumentId
from reviewer.model.overview import SearchHit
from reviewer.model.stance import Stance


class HitKind(StrEnum):
    """What can be found."""

    PAGE = "page"
    QUOTE = "quote"
    NOTE = "note"
    CLAIM = "claim"
    MISREAD = "misread"
    """A word as it was recognised, where a person put it right."""
    DESK = "desk"
    """A name, an access fact, an event, a correction, a question put to somebody, a post, or the reason of a verdict."""


class TextSource(StrEnum):
    """Where the words of a page or of a quote come from."""

    SET = "set"
    RECOGNISED = "recognised"


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is wanted of what is found; what is empty or None does not narrow.

    Attributes:
        kinds: Of these kinds.
        documents: In these documents.
        source: Pages and quotes whose words are set, or recognised.
        stance: Passages with this stance, and what is noted on them.
        claim: This claim and its elements, their notes, and their passages.
        reviewer: Passages and claims that this person made, and notes that they wrote.
        unopened: Only what stands on pages that nobody has opened.

    """

    kinds: frozenset[HitKind] = frozenset()
    documents: frozenset[DocumentId] = frozenset()
    source: TextSource | None = None
    stance: Stance | None = None
    claim: ClaimId | None = None
    reviewer: str | None = None
    unopened: bool = False


EVERYTHING = SearchFilter()


@dataclass(frozen=True, slots=True)
class FoundHits:
    """What a search brought.

    Attributes:
        hits: The best, or those that were asked for, in order.
        counts: How many there are in each document in all, by kind; under None claims and what is noted on them.
        is_ranked: Whether the best come first; of very many the first in the case do.
        spellings: Other spellings that were looked for in recognised text, as they stand there.

    """

    hits: tuple[SearchHit, ...] = ()
    counts: Mapping[DocumentId | None, Mapping[HitKind, int]] | None = None
    is_ranked: bool = True
    spellings: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(count for each in (self.counts or {}).values() for count in each.values())

    @property
    def totals(self) -> Mapping[HitKind, int]:
        """How many there are of each kind."""
        return {kind: sum(each.get(kind, 0) for each in (self.counts or {}).values()) for kind in HitKind}
