"""Sign-offs as they stand: whether the claim is still what was signed, and otherwise what changed since, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.desk.sign_offs import digest_of
from reviewer.model.changes import Change, RecordKind
from reviewer.model.ids import ClaimId
from reviewer.model.overview import JournalEntry
from reviewer.model.review import SignOff
from reviewer.model.snapshot import CaseSnapshot
from reviewer.store.reader import CaseReader

_OF_CLAIM = {
    RecordKind.CLAIM: "parent",
    RecordKind.LINK: "claim",
    RecordKind.VERDICT: "claim",
    RecordKind.ANCHOR: "passage",
}
"""Kinds of records that a sign-off covers, and the field by which they belong to a claim or to a passage of it."""


@dataclass(frozen=True, slots=True)
class Since:
    """Something done since: what, by whom, when."""

    what: str
    reviewer: str
    at: str


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A sign-off; it `stands` while nothing that it covers is different. `since` says what was done to it, oldest first."""

    sign_off: SignOff
    stands: bool
    since: tuple[Since, ...] = ()


def signed_off(case: CaseReader) -> tuple[SignedOff, ...]:
    """Return all sign-offs of a case, as they stand. The journal is read from the oldest that does not stand on."""
    snapshot = case.snapshot()
    claims = {one.claim.id for one in snapshot.claims}
    fallen = {
        one.id
        for one in snapshot.desk.sign_offs
        if one.claim not in claims or digest_of(snapshot.claims, snapshot.passages, snapshot.desk, one.claim) != one.digest
    }
    entries = list(case.journal(_begin(case, fallen))) if fallen else []
    return tuple(
        SignedOff(one, one.id not in fallen, _since(snapshot, entries, one) if one.id in fallen else ())
        for one in snapshot.desk.sign_offs
    )


def _begin(case: CaseReader, fallen: Iterable[str]) -> int:
    return max(min((case.desk.made_in(one) for one in fallen), default=0) - 1, 0)


def _since(snapshot: CaseSnapshot, entries: Iterable[JournalEntry], sign_off: SignOff) -> tuple[Since, ...]:
    covered = _covered(snapshot, sign_off.claim)
    found: list[Since] = []
    is_after = False
    for entry in entries:
        if not is_after:
            is_after = any(one.record == sign_off.id and one.field == "id" and one.after is not None for one in entry.changes)
            continue
        if any(_concerns(one, covered) for one in entry.changes):
            found.append(Since(entry.intent, entry.reviewer, entry.at))
    return tuple(found)


def _covered(snapshot: CaseSnapshot, claim: ClaimId) -> set[str]:
    """Return the ids of a claim, its elements, and what is tagged to them now; what was, is met in the journal."""
    claims = {one.claim.id for one in snapshot.claims if claim in {one.claim.id, one.claim.parent}} | {claim}
    covered: set[str] = set(claims)
    for marked in snapshot.passages:
        links = [one.id for one in marked.links if one.claim in claims]
        if links:
            covered |= {*links, marked.passage.id, marked.passage.anchor.id}
    return covered


def _concerns(change: Change, covered: set[str]) -> bool:
    """Tell whether a change concerns what is covered; records that come to be named with it are covered from then on."""
    if change.kind not in _OF_CLAIM:
        return False
    named = change.field == _OF_CLAIM[change.kind] and bool({change.before, change.after} & covered)
    if named:
        covered.add(change.record)
    return named or change.record in covered
