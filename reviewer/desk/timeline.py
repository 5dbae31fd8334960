"""Owns the timeline: statements, access, documents, events and corrections with the time that each covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reviewer.desk.access_table import access_table_of
from reviewer.desk.access_words import told
from reviewer.desk.date_spans import DateSpan, sort_key, span_of
from reviewer.i18n import tr
from reviewer.model.access import AccessStatus
from reviewer.model.ids import ClaimId, DocumentId, NameId, PassageId
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance


class TimelineKind(StrEnum):
    """What is drawn in one band."""

    STATEMENT = "statement"
    ACCESS = "access"
    DOCUMENT = "document"
    EVENT = "event"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something with a date.

    Attributes:
        kind: Its band.
        record: The id of the record.
        lane: What it is drawn beside in its band, such as “Lumenreel · read”; "" where it has a line of its own.
        title: In a few words.
        begins: When it was, or began; None where only its end is known.
        ends: When it ended; None for what happened at one time, or goes on as far as is known.
        is_sourced: Whether a passage says it; statements, documents and corrections are what they are.
        status: Of an access fact.
        actor: Whose statement or access it is, among the names of the case.
        claims: The claims that it belongs to.
        passages: What says it, the first one to be opened.
        document: The document to be opened where no passage says it.

    """

    kind: TimelineKind
    record: str
    lane: str
    title: str
    begins: DateSpan | None
    ends: DateSpan | None = None
    is_sourced: bool = True
    status: AccessStatus | None = None
    actor: NameId | None = None
    claims: tuple[ClaimId, ...] = ()
    passages: tuple[PassageId, ...] = ()
    document: DocumentId | None = None

    @property
    def is_exact(self) -> bool:
        """Whether every date of it is one day."""
        return all(one.is_exact for one in (self.begins, self.ends) if one is not None)


@dataclass(frozen=True)
class Timeline:
    """What has a date, by band and date, and how much has none.

    Attributes:
        items: In the order in which they are drawn.
        undated: How many statements, facts and documents have no date.

    """

    items: tuple[TimelineItem, ...]
    undated: int


def timeline_of(case: CaseSnapshot, *, actor: NameId | None = None, claim: ClaimId | None = None) -> Timeline:
    """Return the timeline of a case, or what of it concerns one actor or one claim (with its elements)."""
    every = (*_statements(case), *_access(case), *_documents(case), *_events(case), *_corrections(case))
    claims = {claim} | {one.claim.id for one in case.claims if one.claim.parent == claim} if claim is not None else None
    linked = {one.passage.id for one in case.passages if claims is not None and any(link.claim in claims for link in one.links)}
    found = []
    for one in every:
        if actor is not None and one.actor != actor:
            continue
        if claims is not None and not (claims.intersection(one.claims) or linked.intersection(one.passages)):
            continue
        found.append(one)
    dated = [one for one in found if one.begins is not None or one.ends is not None]
    return Timeline(tuple(sorted(dated, key=_order)), len(found) - len(dated))


def _order(one: TimelineItem) -> tuple[object, ...]:
    first = one.begins or one.ends
    return list(TimelineKind).index(one.kind), one.lane, sort_key(first.text if first else None), one.title, one.record


def _statements(case: CaseSnapshot) -> Iterable[TimelineItem]:
    names = case.desk.names_by_id
    stated: dict[ClaimId, list[PassageId]] = {}
    for marked in case.passages:
        for link in marked.links:
            if link.stance is Stance.STATES:
                stated.setdefault(link.claim, []).append(marked.passage.id)
    for one in case.claims:
        claim = one.claim
        if claim.parent is not None:
            continue
        name = names.get(claim.speaker_name) if claim.speaker_name is not None else None
        speaker = claim.speaker if name is None else name.text
        title = f"{speaker}: {claim.text}" if speaker else claim.text
        yield TimelineItem(
            *(TimelineKind.STATEMENT, claim.id, "", title, _when(claim.date)),
            actor=claim.speaker_name,
            claims=(claim.id,),
            passages=tuple(stated.get(claim.id, ())),
        )


def _access(case: CaseSnapshot) -> Iterable[TimelineItem]:
    claims_of: dict[PassageId, tuple[ClaimId, ...]] = {
        one.passage.id: tuple(link.claim for link in one.links) for one in case.passages if one.links
    }
    for cell in access_table_of(case.desk).cells.values():
        lane = tr("{actor} · {permission}").format(actor=cell.actor.text, permission=cell.permission.text)
        for fact in cell.facts:
            yield TimelineItem(
                *(TimelineKind.ACCESS, fact.id, lane, told(fact), _when(fact.from_date), _when(fact.to_date)),
                is_sourced=fact.is_sourced,
                status=fact.status,
                actor=fact.actor,
                claims=tuple(dict.fromkeys(claim for one in fact.passages for claim in claims_of.get(one, ()))),
                passages=fact.passages,
            )


def _documents(case: CaseSnapshot) -> Iterable[TimelineItem]:
    for one in case.documents:
        yield TimelineItem(TimelineKind.DOCUMENT, one.id, "", one.name, _when(one.dated), document=one.id)


def _events(case: CaseSnapshot) -> Iterable[TimelineItem]:
    for one in case.desk.events:
        yield TimelineItem(
            *(TimelineKind.EVENT, one.id, "", one.text, _when(one.date)), is_sourced=bool(one.passages), passages=one.passages
        )


def _corrections(case: CaseSnapshot) -> Iterable[TimelineItem]:
    for one in case.desk.corrections:
        title = f"{one.story} {one.version}".strip() + f": {one.changed}"
        yield TimelineItem(
            *(TimelineKind.CORRECTION, one.id, "", title, _when(one.date)), claims=one.claims, passages=one.passages
        )


def _when(date: str | None) -> DateSpan | None:
    return span_of(date) if date else None
