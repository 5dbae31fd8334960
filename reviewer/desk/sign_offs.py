"""Owns what a sign-off is bound to: one digest over a claim, its elements, links, passages and verdicts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable

from reviewer.model.anchor import Anchor
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview, MarkedPassage


def digest_of(claims: Iterable[ClaimOverview], passages: Iterable[MarkedPassage], desk: Desk, claim: ClaimId) -> str:
    """Return the SHA-256 over all that somebody who signs a claim off has judged.

    That is: what was said, by whom, when, where; the elements; which passages are tagged to either, with which stance and note;
    the words and places of these passages; the verdicts that count, with their reasons. Not: the order of claims, notes on
    passages, names of documents, how the window looks.
    """
    covered = [one.claim for one in claims if claim in {one.claim.id, one.claim.parent}]
    ids = {one.id for one in covered}
    said = [
        [one.id, one.text, one.speaker, one.speaker_name, one.date, one.channel, one.kind.value, one.part and one.part.value]
        for one in sorted(covered, key=lambda one: one.id)
    ]
    newest = {one.claim: one for one in desk.verdicts if one.claim in ids}
    verdicts = [[claim, one.verdict and one.verdict.value, one.reason] for claim, one in sorted(newest.items())]
    whole = [said, verdicts, sorted(_linked(passages, ids))]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _linked(passages: Iterable[MarkedPassage], claims: Collection[ClaimId]) -> Iterable[list[str]]:
    for marked in passages:
        for link in marked.links:
            if link.claim in claims:
                yield [link.id, link.claim, link.stance.value, link.note, marked.passage.id, *_place(marked.passage.anchor)]


def _place(anchor: Anchor) -> list[str]:
    quote = anchor.text.quote if anchor.text is not None else ""
    quads = " ".join(f"{one.page}:{tuple(map(tuple, one.quad.points))}" for one in anchor.quads)
    return [anchor.document_sha256, quote, quads]
