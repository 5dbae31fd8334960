"""How a plan is made of a case: what an audience gets, which number each exhibit has, what stands under which claim.

The same case always gives the same plan. Reads a snapshot and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reviewer.errors import PackError, UsageError
from reviewer.exporters.plan.choice import EVERYTHING, PackChoice
from reviewer.exporters.plan.desk import PlannedStanding, desk_of, standings_of
from reviewer.exporters.plan.exhibits import (
    STANCE_ORDER,
    Evidence,
    Exhibit,
    ExhibitLink,
    ExportPlan,
    PlannedClaim,
    PlannedDocument,
)
from reviewer.exporters.plan.names import safe_name
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.model.reading_order import in_reading_order
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance

AUDIENCES = ("editor",)
"""Audiences that a pack can be made for."""


def build(
    snapshot: CaseSnapshot,
    *,
    audience: str,
    choice: PackChoice = EVERYTHING,
    counterchecked: Collection[PassageId] = frozenset(),
) -> ExportPlan:
    """Freeze what an audience gets of a case, and number its exhibits.

    Exhibits are numbered along the claims (elements after their claim), within a claim by stance and then in reading order;
    passages without a claim follow. The same case always gets the same numbers.

    Args:
        snapshot: The case.
        audience: For whom: one of `AUDIENCES`.
        choice: What goes in.
        counterchecked: Passages that a second person has checked; a pack says so, and not who.

    Raises:
        PackError: The audience is known but cannot be served yet.
        UsageError: There is no such audience.

    """
    _check_audience(audience)
    ordered = _reading_order(snapshot)
    exhibits = tuple(_number(ordered, snapshot.claims))
    info = snapshot.info
    cited = {one.document for one in exhibits}
    chosen = [one for one in snapshot.documents if one.id in cited or not choice.cited_only]
    return ExportPlan(
        audience=audience,
        case=info.id,
        title=info.title,
        desk_label=info.desk_label,
        moment=info.head_at,
        head=info.head,
        head_seq=info.head_seq,
        claims=tuple(_claims(snapshot.claims, exhibits, standings_of(snapshot, counterchecked))),
        exhibits=exhibits,
        documents=tuple(_with_coverage(_documents(chosen, ordered, exhibits), snapshot, choice)),
        choice=choice,
        uncited=sum(one.id not in cited for one in snapshot.documents),
        desk=desk_of(snapshot, chosen),
    )


def _check_audience(audience: str) -> None:
    if audience == "public":
        raise PackError(
            "A pack for the public cannot be made yet: redaction is not part of this version, and nothing goes out unredacted",
            "Export for the editor; what the public is to see has to be redacted first.",
        )
    if audience not in AUDIENCES:
        raise UsageError(f"There is no audience called “{audience}”", f"Audiences: {', '.join(AUDIENCES)}.")


def _reading_order(snapshot: CaseSnapshot) -> list[MarkedPassage]:
    place = {one.id: n for n, one in enumerate(snapshot.documents)}
    marked = {one.passage.id: one for one in snapshot.passages if one.passage.document in place}
    listed = sorted((one.passage for one in marked.values()), key=lambda one: place[one.document])
    return [marked[one.id] for one in in_reading_order(listed)]


def _number(ordered: Sequence[MarkedPassage], every: Sequence[ClaimOverview]) -> Iterator[Exhibit]:
    claims = {one.claim.id: one for one in every}
    rank = {claim: n for n, claim in enumerate(claims)}
    held: dict[tuple[ClaimId, Stance], list[MarkedPassage]] = defaultdict(list)
    for marked in ordered:
        for link in marked.links:
            held[link.claim, link.stance].append(marked)
    queue = [marked for claim in claims for stance in STANCE_ORDER for marked in held[claim, stance]]
    for number, marked in enumerate(dict.fromkeys([*queue, *ordered]), start=1):
        links = sorted((one for one in marked.links if one.claim in claims), key=lambda link: rank[link.claim])
        yield Exhibit(
            number=number,
            passage=marked.passage.id,
            document=marked.passage.document,
            anchor=marked.passage.anchor,
            note=marked.passage.note,
            links=tuple(
                ExhibitLink(
                    id=one.id,
                    claim=one.claim,
                    claim_number=claims[one.claim].number,
                    claim_text=claims[one.claim].claim.text,
                    stance=one.stance,
                    note=one.note,
                )
                for one in links
            ),
        )


def _claims(
    every: Sequence[ClaimOverview], exhibits: Sequence[Exhibit], stand: Mapping[ClaimId, PlannedStanding]
) -> Iterator[PlannedClaim]:
    held: dict[ClaimId, list[Evidence]] = defaultdict(list)
    for exhibit in exhibits:
        for link in exhibit.links:
            held[link.claim].append(Evidence(exhibit, link))
    known = {one.claim.id for one in every}
    totals = _totals(every, held)
    for overview in every:
        claim = overview.claim.id
        yield _claim(overview, known, held[claim], totals[claim], stand[claim])


def _totals(every: Sequence[ClaimOverview], held: Mapping[ClaimId, Sequence[Evidence]]) -> dict[ClaimId, Counter[Stance]]:
    """Return how many passages of each stance a claim has with its elements and theirs, which stand after it in `every`.

    One that speaks to several of them with one stance counts once.
    """
    spoken = {one.claim.id: {(each.link.stance, each.exhibit.passage) for each in held.get(one.claim.id, ())} for one in every}
    for one in reversed(every):
        if one.claim.parent in spoken:
            spoken[one.claim.parent] |= spoken[one.claim.id]
    return {claim: Counter(stance for stance, _ in found) for claim, found in spoken.items()}


def _claim(
    overview: ClaimOverview,
    known: set[ClaimId],
    held: Sequence[Evidence],
    with_elements: Mapping[Stance, int],
    standing: PlannedStanding,
) -> PlannedClaim:
    claim = overview.claim
    grouped = ((stance, tuple(one for one in held if one.link.stance is stance)) for stance in STANCE_ORDER)
    return PlannedClaim(
        id=claim.id,
        number=overview.number,
        depth=overview.number.count("."),
        parent=claim.parent if claim.parent in known else None,
        text=claim.text,
        speaker=claim.speaker,
        date=claim.date,
        channel=claim.channel,
        kind=claim.kind,
        counts={stance: sum(one.link.stance is stance for one in held) for stance in Stance},
        totals={stance: with_elements.get(stance, 0) for stance in Stance},
        groups=tuple((stance, found) for stance, found in grouped if found),
        standing=standing,
        part=claim.part,
    )


def _documents(
    chosen: Sequence[Document], ordered: Sequence[MarkedPassage], exhibits: Sequence[Exhibit]
) -> Iterator[PlannedDocument]:
    by_passage = {one.passage: one for one in exhibits}
    held: dict[DocumentId, list[Exhibit]] = defaultdict(list)
    for marked in ordered:
        held[marked.passage.document].append(by_passage[marked.passage.id])
    taken: set[str] = set()
    for n, document in enumerate(chosen, start=1):
        name = "" if document.linked else safe_name(document.name, ".pdf", fallback=f"document-{n:03d}", taken=taken)
        yield _document(document, pdf=name and f"documents/{name}", exhibits=held[document.id])


def _with_coverage(documents: Iterable[PlannedDocument], snapshot: CaseSnapshot, choice: PackChoice) -> Iterator[PlannedDocument]:
    """Yield documents with what people looked at in them, where that was asked for; of documents left out nothing is told."""
    known = {one.document.id: one for one in snapshot.coverage.documents} if choice.coverage and snapshot.coverage else {}
    return (replace(one, coverage=known.get(one.id)) for one in documents)


def _document(document: Document, *, pdf: str, exhibits: Iterable[Exhibit]) -> PlannedDocument:
    return PlannedDocument(
        id=document.id,
        sha256=document.sha256,
        name=document.name,
        pdf=pdf,
        exhibits=tuple(exhibits),
    )
