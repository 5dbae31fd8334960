"""What an undo or a redo was about, and so where it leads: a passage on its page, or a claim. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.model.changes import Changes, RecordKind
from reviewer.model.ids import ClaimId, DocumentId
from reviewer.model.overview import MarkedPassage


@dataclass(frozen=True, slots=True)
class WentBack:
    """The place of a change that was taken back or done again.

    Attributes:
        passage: The passage as it was or is, of several the one that is read first; None where only claims were changed.
        claim: The claim to show, for an element that went the claim above; for a passage the claim that it was tagged to, taken
            off or weighed otherwise for; None where there is none any more.
        document: The document that came back, whose passages came with it; None where none did.

    """

    passage: MarkedPassage | None
    claim: ClaimId | None
    document: DocumentId | None = None


def is_about_claims(changes: Changes) -> bool:
    """Tell whether claims were changed, and passages at most because their claims came or went."""
    passages = changes.touched(RecordKind.PASSAGE) or changes.touched(RecordKind.ANCHOR)
    return bool(changes.touched(RecordKind.CLAIM)) and not passages


def returned_document(changes: Changes) -> DocumentId | None:
    """Return the document that came back, the first of several."""
    return next(map(DocumentId, changes.made(RecordKind.DOCUMENT)), None)


def first_read(passages: Iterable[MarkedPassage]) -> MarkedPassage | None:
    """Return the passage that is read first, of several documents in no order."""

    def place(marked: MarkedPassage) -> tuple[int, int, float]:
        anchor = marked.passage.anchor
        top = min((one.quad.rect.y0 for one in anchor.quads if one.page == anchor.page), default=0.0)
        return anchor.page, anchor.text.start.offset if anchor.text is not None else -1, top

    return min(passages, key=place, default=None)


def changed_claim(changes: Changes) -> str | None:
    """Return the claim a change was about: of claims that came or went together the one above the others."""
    whole = changes.made(RecordKind.CLAIM) or changes.removed(RecordKind.CLAIM)
    concerned = whole or tuple(one.record for one in changes.changes if one.kind is RecordKind.CLAIM)
    above = _parents(changes)
    return next((one for one in concerned if above.get(one) not in whole), None)


def claim_to_show(changes: Changes) -> ClaimId | None:
    """Return `changed_claim`, or where it went the claim that it was an element of."""
    claim = changed_claim(changes)
    if claim in changes.removed(RecordKind.CLAIM):
        claim = _parents(changes).get(claim or "")
    return ClaimId(claim) if claim else None


def weighed_claim(changes: Changes, passage: MarkedPassage) -> ClaimId | None:
    """Return the claim for which a passage was tagged, taken off or weighed otherwise; None where the passage itself changed."""
    if changes.touched(RecordKind.PASSAGE) or changes.touched(RecordKind.ANCHOR):
        return None
    named = [one for one in changes.changes if one.kind is RecordKind.LINK and one.field == "claim"]
    linked = [link.claim for link in passage.links if link.id in changes.touched(RecordKind.LINK)]
    return next((ClaimId(str(one.after or one.before)) for one in named), linked[0] if linked else None)


def _parents(changes: Changes) -> dict[str, str]:
    fields = (one for one in changes.changes if one.kind is RecordKind.CLAIM and one.field == "parent")
    return {one.record: str(one.after or one.before) for one in fields if one.after or one.before}
