"""What a pack holds of the claims desk, frozen: verdicts, gaps, access, timeline, corrections, replies, posts.

Owns the allow-list of that part, as `exhibits` does for the rest: who set a verdict, checked a link or approved a correction,
notes on facts and events, second lines and other names of somebody have no field here. Passages stand as ids; whether one is an
exhibit of the pack is known when its documents were read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from reviewer.desk.access_table import AccessCell, access_table_of
from reviewer.desk.matrix import Gap, matrix_of
from reviewer.desk.post_times import compared
from reviewer.desk.timeline import Timeline, timeline_of
from reviewer.model.access import AccessFact, Permission
from reviewer.model.document import Document, Provenance
from reviewer.model.ids import ClaimId, DocumentId, NameId, PassageId
from reviewer.model.names import Name
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class PlannedStanding:
    """How a claim or element stands: the verdict that counts, what follows by the rule, the reason where a person set it, and
    what it lacks, gravest first.
    """

    verdict: Verdict
    follows: Verdict
    is_set: bool
    reason: str
    has_elements: bool
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class PlannedAccess:
    """The access table: actors down, permissions across, with nothing of them but their names."""

    actors: tuple[Name, ...] = ()
    permissions: tuple[Permission, ...] = ()
    cells: tuple[AccessCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedCorrection:
    """An entry of the corrections ledger; `seq` is its entry in the journal: packs of an earlier one were made before it."""

    story: str
    version: str
    date: str
    changed: str
    seq: int
    claims: tuple[str, ...]
    passages: tuple[PassageId, ...]


@dataclass(frozen=True, slots=True)
class PlannedReply:
    """A question put to somebody; `answer_claim` is the number of the statement that answers it, `answer_document` a name."""

    claim: str
    asked: str
    asked_of: str
    asked_on: str | None
    deadline: str | None
    is_answered: bool
    answer: str
    answered_on: str | None
    answer_claim: str
    answer_document: str


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """What the picture of a post says, the exact time that its number tells, and a sentence where the two do not agree."""

    document: DocumentId
    page: int
    author: str
    handle: str
    text: str
    shown_time: str
    address: str
    exact_time: str
    mismatch: str


_NO_ACCESS = PlannedAccess()
_NO_TIMELINE = Timeline((), 0)


@dataclass(frozen=True, slots=True)
class PlannedDesk:
    """All of it, in the order in which the case has it."""

    access: PlannedAccess = _NO_ACCESS
    timeline: Timeline = _NO_TIMELINE
    corrections: tuple[PlannedCorrection, ...] = ()
    replies: tuple[PlannedReply, ...] = ()
    posts: tuple[PlannedPost, ...] = ()


NO_DESK = PlannedDesk()
"""Of a case in which nothing of the kind is written down."""


def desk_of(snapshot: CaseSnapshot, chosen: Sequence[Document]) -> PlannedDesk:
    """Return what a pack holds of a case's desk; of documents that are not `chosen` for it nothing is told."""
    desk = snapshot.desk
    numbers = {one.claim.id: one.number for one in snapshot.claims}
    names = {one.id: one.name for one in chosen}
    return PlannedDesk(
        access=_access(snapshot),
        timeline=timeline_of(replace(snapshot, documents=tuple(chosen))),
        corrections=tuple(
            PlannedCorrection(
                story=one.story,
                version=one.version,
                date=one.date,
                changed=one.changed,
                seq=one.seq,
                claims=tuple(numbers[claim] for claim in one.claims if claim in numbers),
                passages=one.passages,
            )
            for one in desk.corrections
        ),
        replies=tuple(_replies(snapshot, numbers, names)),
        posts=tuple(_posts(snapshot, names)),
    )


def standings_of(snapshot: CaseSnapshot, counterchecked: Collection[PassageId]) -> dict[ClaimId, PlannedStanding]:
    """Return how every claim and element stands.

    Sources are counted by document, and versions of one as one: that two documents came from the same hand is provenance, which
    no pack tells.
    """
    above = {one.claim.parent for one in snapshot.claims}
    blank = tuple(replace(one, provenance=Provenance()) for one in snapshot.documents)
    matrix = matrix_of(replace(snapshot, documents=blank), counterchecked=counterchecked)
    return {
        row.claim.claim.id: PlannedStanding(
            verdict=row.standing.verdict,
            follows=row.standing.follows,
            is_set=row.standing.set_by is not None,
            reason=row.standing.set_by.reason if row.standing.set_by is not None else "",
            has_elements=row.claim.claim.id in above,
            gaps=row.gaps,
        )
        for row in matrix.rows
    }


def _access(snapshot: CaseSnapshot) -> PlannedAccess:
    table = access_table_of(snapshot.desk)
    actors = {one.id: _bare_name(one) for one in table.actors}
    permissions = {one.id: one for one in table.permissions}
    return PlannedAccess(
        tuple(actors.values()),
        tuple(permissions.values()),
        tuple(_bare_cell(cell, actors[actor]) for (actor, _), cell in table.cells.items()),
    )


def _bare_cell(cell: AccessCell, actor: Name) -> AccessCell:
    facts = {one.id: _bare_fact(one) for one in cell.facts}
    pairs = tuple((facts[one.id], facts[other.id]) for one, other in cell.disagreeing)
    return AccessCell(actor, cell.permission, tuple(facts.values()), pairs)


def _bare_name(name: Name) -> Name:
    return Name(NameId(name.id), name.text, name.kind, note="", created_at="")


def _bare_fact(fact: AccessFact) -> AccessFact:
    return AccessFact(
        id=fact.id,
        actor=fact.actor,
        permission=fact.permission,
        status=fact.status,
        from_date=fact.from_date,
        to_date=fact.to_date,
        note="",
        created_at="",
        passages=fact.passages,
    )


def _replies(snapshot: CaseSnapshot, numbers: dict[ClaimId, str], names: dict[DocumentId, str]) -> Iterable[PlannedReply]:
    for one in snapshot.desk.replies:
        if one.claim in numbers:
            yield PlannedReply(
                claim=numbers[one.claim],
                asked=one.asked,
                asked_of=one.asked_of,
                asked_on=one.asked_on,
                deadline=one.deadline,
                is_answered=one.is_answered,
                answer=one.answer,
                answered_on=one.answered_on,
                answer_claim=numbers.get(one.answer_claim, "") if one.answer_claim else "",
                answer_document=names.get(one.answer_document, "") if one.answer_document else "",
            )


def _posts(snapshot: CaseSnapshot, names: dict[DocumentId, str]) -> Iterable[PlannedPost]:
    for one in snapshot.desk.posts:
        if one.document in names:
            exact = one.exact_time
            told = compared(one)
            yield PlannedPost(
                document=one.document,
                page=one.page,
                author=one.author,
                handle=one.handle,
                text=one.text,
                shown_time=one.shown_time,
                address=one.address,
                exact_time="" if exact is None else exact.strftime("%Y-%m-%d %H:%M:%S UTC"),
                mismatch=told.sentence if told.differs else "",
            )
