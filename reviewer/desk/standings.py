"""Owns what counts of every claim and element: a person's verdict, or what follows from the elements and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance
from reviewer.model.verdict import SetVerdict, Verdict, of_elements, untold


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict of a claim or an element as it stands.

    Attributes:
        verdict: What counts.
        follows: What follows from the elements, or from there being evidence or none.
        set_by: The person's verdict that counts, where one was set and not taken back.

    """

    verdict: Verdict
    follows: Verdict
    set_by: SetVerdict | None = None

    @property
    def is_overruled(self) -> bool:
        """Whether a person holds something else than what follows."""
        return self.set_by is not None and self.verdict is not self.follows


EVIDENCE = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
"""Where a claim is stated says nothing about whether it is true."""


def standings(claims: Sequence[ClaimOverview], desk: Desk) -> Mapping[ClaimId, Standing]:
    """Return the verdict of every claim and element; elements before the claims that follow from them."""
    newest = {one.claim: one for one in desk.verdicts}
    below: dict[ClaimId, list[ClaimId]] = {}
    found: dict[ClaimId, Standing] = {}
    for one in reversed(claims):  # in tree order, so that elements come before their claim
        claim = one.claim
        elements = [found[each].verdict for each in below.get(claim.id, ())]
        has_evidence = any(one.counts.get(stance, 0) for stance in EVIDENCE)
        follows = of_elements(elements) if elements else untold(has_evidence=has_evidence)
        if elements and follows is Verdict.NO_EVIDENCE and has_evidence:
            follows = Verdict.UNRESOLVED
        said = newest.get(claim.id)
        set_by = said if said is not None and said.verdict is not None else None
        found[claim.id] = Standing(follows if set_by is None or set_by.verdict is None else set_by.verdict, follows, set_by)
        if claim.parent is not None:
            below.setdefault(claim.parent, []).append(claim.id)
    return found
