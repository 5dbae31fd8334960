"""Owns the matrix: claims and elements down, documents or sources across, passages by stance in the cells, and the gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.desk.sources import sources_of
from reviewer.desk.standings import EVIDENCE, Standing, standings
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, DocumentId, LinkId, PassageId
from reviewer.model.overview import ClaimOverview
from reviewer.model.review import Opinion
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance

Cell = tuple[ClaimId, str]
"""A claim, and the key of a column."""


_VERDICTS = frozenset({Opinion.AGREE, Opinion.DISPUTE})
"""A comment changes nothing of what somebody held before."""


class Gap(StrEnum):
    """What a claim or an element lacks."""

    NO_EVIDENCE = "no_evidence"
    ONE_SOURCE = "one_source"
    UNCHECKED = "unchecked"


class Across(StrEnum):
    """What the columns are."""

    DOCUMENTS = "documents"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A claim or an element.

    Attributes:
        claim: The claim, with its number and its own links counted.
        standing: Its verdict.
        gaps: What it lacks, gravest first. A claim with elements lacks what they lack, and is asked for none itself.
        conflict: How many passages speak for and how many against it: the smaller number, then the number against.

    """

    claim: ClaimOverview
    standing: Standing
    gaps: tuple[Gap, ...]
    conflict: tuple[int, int]


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A document, or all documents of one source: `key` names it, `title` is for people."""

    key: str
    title: str
    documents: tuple[DocumentId, ...]


@dataclass(frozen=True)
class Matrix:
    """The matrix of a case.

    Attributes:
        rows: In the order of the claims.
        columns: In the order of the documents.
        counts: Passages by stance; cells without any are missing.
        passages: The passages of each such cell with their links, in reading order.

    """

    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    counts: Mapping[Cell, Mapping[Stance, int]]
    passages: Mapping[Cell, tuple[tuple[PassageId, Stance], ...]]

    def by_conflict(self) -> tuple[MatrixRow, ...]:
        """Return the rows with what is disputed first: elements stay below their claim, which counts with them."""
        blocks: list[list[MatrixRow]] = []
        for row in self.rows:
            if row.claim.claim.parent is None:
                blocks.append([])
            if blocks:
                blocks[-1].append(row)
        blocks.sort(key=lambda block: max(one.conflict for one in block), reverse=True)
        return tuple(row for block in blocks for row in block)


def gap_words(gap: Gap) -> str:
    """Say what is lacking."""
    return {
        Gap.NO_EVIDENCE: tr("No evidence"),
        Gap.ONE_SOURCE: tr("One source only"),
        Gap.UNCHECKED: tr("Not checked by a second person"),
    }[gap]


def matrix_of(
    case: CaseSnapshot, *, across: Across = Across.DOCUMENTS, counterchecked: Collection[PassageId] = frozenset()
) -> Matrix:
    """Return the matrix of a case.

    Args:
        case: The case.
        across: What the columns are.
        counterchecked: Passages that a second person has checked.

    """
    sources = sources_of(case.documents)
    key_of = {one.id: one.id if across is Across.DOCUMENTS else sources[one.id] for one in case.documents}
    counts: dict[Cell, dict[Stance, int]] = {}
    passages: dict[Cell, list[tuple[PassageId, Stance]]] = {}
    told_by: dict[ClaimId, set[str]] = {}
    checked: set[ClaimId] = set()
    agreed = _agreed(case)
    for marked in case.passages:
        document = marked.passage.document
        for link in marked.links:
            cell = link.claim, key_of.get(document, document)
            of_stance = counts.setdefault(cell, {})
            of_stance[link.stance] = of_stance.get(link.stance, 0) + 1
            passages.setdefault(cell, []).append((marked.passage.id, link.stance))
            if link.stance in EVIDENCE:
                told_by.setdefault(link.claim, set()).add(sources.get(document, document))
                if link.id in agreed or marked.passage.id in counterchecked:
                    checked.add(link.claim)
    rows = _rows(case.claims, standings(case.claims, case.desk), told_by, checked)
    columns = _columns(case.documents, key_of, across)
    return Matrix(tuple(rows), columns, counts, {cell: tuple(found) for cell, found in passages.items()})


def _agreed(case: CaseSnapshot) -> Collection[LinkId]:
    """Return the links that a second person agrees with, as they are now, and nobody disputes: each by their newest word."""
    newest = {(one.link, one.reviewer): one for one in case.desk.link_reviews if one.stands and one.opinion in _VERDICTS}
    disputed = {one.link for one in newest.values() if one.opinion is Opinion.DISPUTE}
    return {one.link for one in newest.values()} - disputed


def _rows(
    claims: Sequence[ClaimOverview],
    verdicts: Mapping[ClaimId, Standing],
    told_by: Mapping[ClaimId, Collection[str]],
    checked: Collection[ClaimId],
) -> Iterable[MatrixRow]:
    parents = {one.claim.parent for one in claims}
    for one in claims:
        told = told_by.get(one.claim.id, ())
        gaps: list[Gap] = []
        if not told:
            gaps += [] if one.claim.id in parents else [Gap.NO_EVIDENCE]
        else:
            gaps += [Gap.ONE_SOURCE] if len(told) == 1 else []
            gaps += [] if one.claim.id in checked else [Gap.UNCHECKED]
        against, for_it = one.counts.get(Stance.CONTRADICTS, 0), one.counts.get(Stance.SUPPORTS, 0)
        yield MatrixRow(one, verdicts[one.claim.id], tuple(gaps), (min(against, for_it), against))


def _columns(documents: Sequence[Document], key_of: Mapping[DocumentId, str], across: Across) -> tuple[MatrixColumn, ...]:
    grouped: dict[str, list[Document]] = {}
    for one in documents:
        grouped.setdefault(key_of[one.id], []).append(one)
    columns = []
    for key, members in grouped.items():
        first = members[0]
        title = first.name
        if across is Across.SOURCES and first.provenance.obtained_from:
            title = first.provenance.obtained_from
        columns.append(MatrixColumn(key, title, tuple(one.id for one in members)))
    return tuple(columns)
