"""What goes into a pack, decided once and frozen: numbered exhibits, documents with the names they get, one moment.

Owns the allow-list: a field leaves the case only because a type of this module has it. Provenance, reviewers' names, notes on
claims and the times at which people worked have no place here and so cannot reach a file. Knows nothing of files or workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.errors import PackError, UsageError
from reviewer.exporters.names import safe_name
from reviewer.model.anchor import Anchor
from reviewer.model.claim import ClaimKind, Stance
from reviewer.model.document import Document, PageInfo
from reviewer.model.ids import CaseId, ClaimId, DocumentId, LinkId, PassageId, Sha256
from reviewer.model.overview import CaseSnapshot, ClaimOverview, MarkedPassage

STANCE_ORDER = (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT, Stance.STATES)
"""How passages are grouped under a claim, in the window and in a pack."""

AUDIENCES = ("editor",)
"""Audiences that a pack can be made for."""


@dataclass(frozen=True, slots=True)
class ExhibitLink:
    """One claim that an exhibit is held against."""

    id: LinkId
    claim: ClaimId
    claim_number: str
    claim_text: str
    stance: Stance
    note: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A passage with its number in the pack (from 1) and its links, in the order of the claims."""

    number: int
    passage: PassageId
    document: DocumentId
    anchor: Anchor
    note: str
    links: tuple[ExhibitLink, ...]

    def crop_path(self, page: int) -> str:
        """Return the payload path of the picture of this exhibit on a page (from 0)."""
        first = self.anchor.pages[0] if self.anchor.pages else page
        part = "" if page == first else f"-{self.anchor.pages.index(page) + 1}"
        return f"crops/exhibit-{self.number:04d}{part}.png"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exhibit as it stands under one claim."""

    exhibit: Exhibit
    link: ExhibitLink


@dataclass(frozen=True, slots=True)
class PlannedClaim:
    """A claim with its evidence grouped by stance, in `STANCE_ORDER`; groups without passages are left out.

    `counts` holds its own links, `totals` those of its elements too. `depth` is 0 for a claim, 1 for its elements.
    """

    id: ClaimId
    number: str
    depth: int
    parent: ClaimId | None
    text: str
    speaker: str | None
    date: str | None
    channel: str | None
    kind: ClaimKind
    counts: Mapping[Stance, int]
    totals: Mapping[Stance, int]
    groups: tuple[tuple[Stance, tuple[Evidence, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document with the payload path of its annotated copy and its exhibits in reading order."""

    id: DocumentId
    sha256: Sha256
    name: str
    media_type: str
    size: int
    page_count: int
    pdf: str
    pages: Mapping[int, PageInfo]
    exhibits: tuple[Exhibit, ...]

    @property
    def is_image(self) -> bool:
        """Whether the document is an image: its pages are measured in pixels."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """Everything a pack is made from. Equal plans give equal bytes.

    `moment` is the time of the journal's head and the only time that a pack carries; `head` is the head's hash and `head_seq` its
    number.
    """

    audience: str
    case: CaseId
    title: str
    desk_label: str
    moment: str
    head: str
    head_seq: int
    claims: tuple[PlannedClaim, ...]
    exhibits: tuple[Exhibit, ...]
    documents: tuple[PlannedDocument, ...]

    @property
    def unlinked(self) -> tuple[Exhibit, ...]:
        """The exhibits that are held against no claim."""
        return tuple(one for one in self.exhibits if not one.links)

    def document(self, document: DocumentId) -> PlannedDocument:
        """Return a document by its id."""
        return next(one for one in self.documents if one.id == document)


def build(snapshot: CaseSnapshot, *, audience: str) -> ExportPlan:
    """Freeze what an audience gets of a case, and number its exhibits.

    Exhibits are numbered along the claims (elements after their claim), within a claim by stance and then in reading order;
    passages without a claim follow. The same case always gets the same numbers.

    Raises:
        PackError: The audience is known but cannot be served yet.
        UsageError: There is no such audience.

    """
    _check_audience(audience)
    exhibits = {one.passage: one for one in _number(snapshot)}
    claims = tuple(_claim(one, snapshot.claims, exhibits) for one in snapshot.claims)
    documents = tuple(_documents(snapshot, exhibits.values()))
    info = snapshot.info
    return ExportPlan(
        audience=audience,
        case=info.id,
        title=info.title,
        desk_label=info.desk_label,
        moment=info.head_at,
        head=info.head,
        head_seq=info.head_seq,
        claims=claims,
        exhibits=tuple(exhibits.values()),
        documents=documents,
    )


def _check_audience(audience: str) -> None:
    if audience == "public":
        raise PackError(
            "A pack for the public cannot be made yet: redaction is not part of this version, and nothing goes out unredacted",
            "Export for the editor, and publish from there by hand.",
        )
    if audience not in AUDIENCES:
        raise UsageError(f"There is no audience called “{audience}”", f"Audiences: {', '.join(AUDIENCES)}.")


def _reading_order(snapshot: CaseSnapshot) -> list[MarkedPassage]:
    place = {one.id: n for n, one in enumerate(snapshot.documents)}

    def key(marked: MarkedPassage) -> tuple[int, int, float, float, str]:
        passage = marked.passage
        where = passage.sort_key if passage.anchor.quads else (passage.anchor.page, 0.0, 0.0)
        return place[passage.document], *where, passage.id

    return sorted((one for one in snapshot.passages if one.passage.document in place), key=key)


def _number(snapshot: CaseSnapshot) -> Iterator[Exhibit]:
    ordered = _reading_order(snapshot)
    claims = {one.claim.id: one for one in snapshot.claims}
    rank = {claim: n for n, claim in enumerate(claims)}
    queue: list[MarkedPassage] = []
    for claim in claims:
        for stance in STANCE_ORDER:
            queue += [one for one in ordered if any(link.claim == claim and link.stance is stance for link in one.links)]
    queue += ordered
    for number, marked in enumerate(dict.fromkeys(queue), start=1):
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


def _claim(overview: ClaimOverview, every: tuple[ClaimOverview, ...], exhibits: Mapping[PassageId, Exhibit]) -> PlannedClaim:
    claim = overview.claim
    held = [Evidence(exhibit, link) for exhibit in exhibits.values() for link in exhibit.links if link.claim == claim.id]
    grouped = ((stance, tuple(one for one in held if one.link.stance is stance)) for stance in STANCE_ORDER)
    family = _family(claim.id, every)
    counted = [link.stance for exhibit in exhibits.values() for link in exhibit.links if link.claim in family]
    return PlannedClaim(
        id=claim.id,
        number=overview.number,
        depth=overview.number.count("."),
        parent=claim.parent,
        text=claim.text,
        speaker=claim.speaker,
        date=claim.date,
        channel=claim.channel,
        kind=claim.kind,
        counts={stance: sum(one.link.stance is stance for one in held) for stance in Stance},
        totals={stance: counted.count(stance) for stance in Stance},
        groups=tuple((stance, found) for stance, found in grouped if found),
    )


def _family(claim: ClaimId, every: tuple[ClaimOverview, ...]) -> set[ClaimId]:
    """Return a claim with its elements and theirs."""
    family = {claim}
    grew = True
    while grew:
        more = {one.claim.id for one in every if one.claim.parent in family} - family
        family |= more
        grew = bool(more)
    return family


def _documents(snapshot: CaseSnapshot, exhibits: Iterable[Exhibit]) -> Iterator[PlannedDocument]:
    every = list(exhibits)
    order = {marked.passage.id: n for n, marked in enumerate(_reading_order(snapshot))}
    taken: set[str] = set()
    for n, document in enumerate(snapshot.documents, start=1):
        name = safe_name(document.name, ".pdf", fallback=f"document-{n:03d}", taken=taken)
        yield _document(
            document,
            pdf=f"documents/{name}",
            pages=snapshot.pages.get(document.id, ()),
            exhibits=sorted((one for one in every if one.document == document.id), key=lambda one: order[one.passage]),
        )


def _document(document: Document, *, pdf: str, pages: Iterable[PageInfo], exhibits: Iterable[Exhibit]) -> PlannedDocument:
    return PlannedDocument(
        id=document.id,
        sha256=document.sha256,
        name=document.name,
        media_type=document.media_type,
        size=document.size,
        page_count=document.page_count,
        pdf=pdf,
        pages={one.index: one for one in pages},
        exhibits=tuple(exhibits),
    )
