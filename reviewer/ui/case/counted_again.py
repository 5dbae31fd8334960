"""Passages that a claim's number would count more than once: they speak to it and to elements of it, or to several of them.

Worked out once for all claims, and anew when such a passage or the order of claims changes: few passages do, and every commit
asks for the numbers of all claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.model.stance import Stance
from reviewer.ui.case.passage_index import PassageIndex

Parents = Mapping[ClaimId, ClaimId | None]


class CountedAgain:
    """The passages to take off, for each claim and stance."""

    def __init__(self) -> None:
        self._found: Counter[tuple[ClaimId, Stance]] = Counter()
        self._claims: Sequence[ClaimOverview] = ()
        self._seen: tuple[PassageIndex | None, int] = None, 0

    def find(self, claims: Sequence[ClaimOverview], index: PassageIndex) -> Mapping[tuple[ClaimId, Stance], int]:
        """Return how often passages of a stance are counted again for a claim."""
        if self._seen != (index, index.changes_again) or self._claims is not claims:
            self._seen, self._claims = (index, index.changes_again), claims
            parents = {one.claim.id: one.claim.parent for one in claims}
            self._found = Counter(one for marked in index.linked_again for one in _again(marked, parents))
        return self._found


def _again(marked: MarkedPassage, parents: Parents) -> Iterator[tuple[ClaimId, Stance]]:
    """Yield claim and stance for each time that a passage is counted there once more."""
    counted: set[tuple[ClaimId, Stance]] = set()
    for link in marked.links:
        for claim in _with_those_above(link.claim, parents):
            if (claim, link.stance) in counted:
                yield claim, link.stance
            counted.add((claim, link.stance))


def _with_those_above(claim: ClaimId | None, parents: Parents) -> Iterator[ClaimId]:
    """Yield a claim and those that it is an element of; a case that was changed may let them go round in a ring."""
    seen: set[ClaimId] = set()
    while claim is not None and claim not in seen:
        seen.add(claim)
        yield claim
        claim = parents.get(claim)
