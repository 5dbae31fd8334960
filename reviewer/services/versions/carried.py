"""What is known of a passage of an older version and its place in a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.documents.text.reanchoring.comparing import Comparison
from reviewer.model.anchor import Anchor, AnchorState
from reviewer.model.overview import MarkedPassage
from reviewer.model.spans import TextSpan

SURE = frozenset({AnchorState.EXACT, AnchorState.MOVED})
"""States that need no person."""


class Standing(StrEnum):
    """Where a passage of the older version is now."""

    WAITING = "waiting"
    CARRIED = "carried"
    KEPT = "kept"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class CarriedPassage:
    """A passage of an older version, and its place in a newer one.

    Attributes:
        marked: The passage, with its anchor in the older version.
        standing: Whether it was carried over, a person said that it stays, or it stands in a version that is neither of the two,
            as it went on from there; else it waits.
        state: How sure the place is.
        anchor: The place in the newer version; None where there is none.
        comparison: How the words differ there; None for regions, and where there is no place.
        others: Further places that fit as well.
        score: How much of the passage with its context agrees, 0 to 1.
        is_without_page: Whether the text of its page in the older version is not known any more, and what it kept decided alone.
        hidden: How many of its words nobody can see on the page of the newer version, though they are in its text: a black bar
            may lie over them.

    """

    marked: MarkedPassage
    standing: Standing
    state: AnchorState
    anchor: Anchor | None = None
    comparison: Comparison | None = None
    others: tuple[TextSpan, ...] = ()
    score: float = 0.0
    is_without_page: bool = False
    hidden: int = 0

    @property
    def is_safe(self) -> bool:
        """Whether it may be carried over without a person."""
        return self.standing is Standing.WAITING and self.state in SURE and self.anchor is not None
