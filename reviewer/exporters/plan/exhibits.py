"""What a pack holds, frozen: numbered exhibits, claims with their evidence, documents with the names they get, one moment.

Owns the allow-list: a field leaves the case only because a type of this module has it. Provenance, reviewers' names, notes on
claims and the times at which people worked have no place here and so cannot reach a file. Knows nothing of files or workers.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from reviewer.exporters.plan.choice import EVERYTHING, PackChoice
from reviewer.exporters.plan.desk import NO_DESK, PlannedDesk, PlannedStanding
from reviewer.model.anchor import Anchor
from reviewer.model.claim import ClaimKind, ElementPart
from reviewer.model.coverage import DocumentCoverage
from reviewer.model.ids import CaseId, ClaimId, DocumentId, LinkId, PassageId, Sha256
from reviewer.model.page import PageInfo
from reviewer.model.protection import Protection
from reviewer.model.stance import Stance

STANCE_ORDER = (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT, Stance.STATES)
"""How passages are grouped under a claim, in the window and in a pack."""


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

    @property
    def stances(self) -> tuple[Stance | None, ...]:
        """The stances it is held with, each once, in the order of its links; (None,) where it has no link."""
        return tuple(dict.fromkeys(one.stance for one in self.links)) or (None,)

    @property
    def views(self) -> tuple[tuple[int, Stance | None], ...]:
        """The pictures there are of it: one a page (from 0) and stance, so that its colour is right wherever it stands."""
        return tuple((page, stance) for stance in self.stances for page in self.anchor.pages)

    def crop_path(self, page: int, stance: Stance | None) -> str:
        """Return the payload path of the picture of this exhibit on a page (from 0), painted for a stance."""
        part = "" if page == self.anchor.pages[0] else f"-{self.anchor.pages.index(page) + 1}"
        colour = "" if stance is None or stance is self.stances[0] else f"-{stance.value}"
        return f"crops/exhibit-{self.number:04d}{part}{colour}.png"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exhibit as it stands under one claim."""

    exhibit: Exhibit
    link: ExhibitLink


@dataclass(frozen=True, slots=True)
class PlannedClaim:
    """A claim with its evidence grouped by stance, in `STANCE_ORDER`; groups without passages are left out.

    `counts` holds its own passages, `totals` those of its elements too, each once.
    `depth` is 0 for a claim, 1 for its elements; `part` is the question that an element answers.
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
    standing: PlannedStanding
    part: ElementPart | None = None


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document with the payload path of its annotated copy and its exhibits in reading order; a linked one has no copy.

    What follows `exhibits` is as the document itself says when it is opened for the pack, and empty before: what a case says of
    it could have been changed, and no journal would tell. `pages` holds those that exhibits touch, by page (from 0). `omitted`
    says that no copy was made since the document is protected, as was chosen. `coverage` is the case's word, where it was
    asked for.
    """

    id: DocumentId
    sha256: Sha256
    name: str
    pdf: str
    exhibits: tuple[Exhibit, ...]
    media_type: str = ""
    size: int = 0
    page_count: int = 0
    beyond: int = 0
    reduced: int = 1
    pages: Mapping[int, PageInfo] = field(default_factory=dict)
    protection: Protection = Protection.NONE
    omitted: bool = False
    coverage: DocumentCoverage | None = None

    @property
    def is_read(self) -> bool:
        """Whether the document was opened for the pack."""
        return self.page_count > 0

    @property
    def is_image(self) -> bool:
        """Whether the document is an image: its pages are measured in pixels."""
        return self.media_type.startswith("image/")

    def label(self, page: int) -> str:
        """Return a page's (from 0) own label, or "" where it has none or is not known."""
        info = self.pages.get(page)
        return info.label if info else ""

    def with_anchors(self, anchors: Mapping[int, Anchor]) -> PlannedDocument:
        """Return the document with other anchors for some of its exhibits, by exhibit number."""
        return replace(self, exhibits=tuple(replace(one, anchor=anchors.get(one.number, one.anchor)) for one in self.exhibits))

    def without(self, numbers: Container[int]) -> PlannedDocument:
        """Return the document without some of its exhibits."""
        return replace(self, exhibits=tuple(one for one in self.exhibits if one.number not in numbers))


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """Everything a pack is made from. Equal plans give equal bytes.

    `moment` is the time of the journal's head and the only time that a pack carries; `head` is the head's hash and `head_seq` its
    number. `uncited` counts the case's documents without passages, which are not among `documents` where only cited ones were
    chosen.
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
    choice: PackChoice = EVERYTHING
    uncited: int = 0
    desk: PlannedDesk = NO_DESK

    @property
    def unlinked(self) -> tuple[Exhibit, ...]:
        """The exhibits that are held against no claim."""
        return tuple(one for one in self.exhibits if not one.links)

    def as_read(self, documents: Iterable[PlannedDocument]) -> ExportPlan:
        """Return the plan with what documents said when they were opened, of themselves and of their exhibits."""
        read = {one.id: one for one in documents}
        exhibits = {exhibit.number: exhibit for one in read.values() for exhibit in one.exhibits}

        def renewed(exhibit: Exhibit) -> Exhibit:
            return exhibits.get(exhibit.number, exhibit)

        def with_evidence(claim: PlannedClaim) -> PlannedClaim:
            groups = (
                (stance, tuple(replace(one, exhibit=renewed(one.exhibit)) for one in held)) for stance, held in claim.groups
            )
            return replace(claim, groups=tuple(groups))

        return replace(
            self,
            claims=tuple(map(with_evidence, self.claims)),
            exhibits=tuple(map(renewed, self.exhibits)),
            documents=tuple(read.get(one.id, one) for one in self.documents),
        )

    def document(self, document: DocumentId) -> PlannedDocument:
        """Return a document by its id."""
        return next(one for one in self.documents if one.id == document)
