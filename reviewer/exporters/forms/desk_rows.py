"""What a pack says of the claims desk, row by row: the page and the tables say the same because they ask here.

Owns how a passage is referred to: by its exhibit's number where the exhibit is in the pack, else as one that is not in it. What
has passages, none of which is in the pack, is told so: it neither looks unsourced nor as if the pack showed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewer.desk.access_table import AccessCell
from reviewer.desk.access_words import status_word, summary, unsourced_word, when
from reviewer.desk.date_spans import sort_key
from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.exporters.plan.exhibits import PlannedClaim, PlannedDocument
from reviewer.exporters.plan.wording import STANCES, counted
from reviewer.exporters.reading.rendered import Rendered
from reviewer.model.access import AccessFact
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.stance import Stance


class Source(StrEnum):
    """What a pack has of what says something."""

    HERE = "in this pack"
    PARTLY = "partly in this pack"
    AWAY = "not in this pack"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Cited:
    """What says something: the numbers of exhibits in the pack, and how many passages are not in it."""

    numbers: tuple[int, ...]
    away: int

    @property
    def source(self) -> Source:
        """What the pack has of it."""
        if self.numbers:
            return Source.PARTLY if self.away else Source.HERE
        return Source.AWAY if self.away else Source.UNSOURCED

    @property
    def away_words(self) -> str:
        """Say that passages are not in the pack; "" where all are."""
        return f"{counted(self.away, 'passage is', 'passages are')} not in this pack" if self.away else ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of an access cell: how far it went, when, and what says so."""

    fact: AccessFact
    status: str
    when: str
    cited: Cited
    disagrees: bool

    @property
    def unsourced(self) -> str:
        """The word for it where no passage says so."""
        return "" if self.fact.is_sourced else unsourced_word()


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell of the access table, and what it amounts to by what is in the pack."""

    actor: str
    permission: str
    facts: tuple[FactRow, ...]
    in_sum: str


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A row of the timeline; `source` is empty for what needs none, such as a document. `disagrees`: with another fact."""

    item: TimelineItem
    cited: Cited
    source: Source | None
    disagrees: bool


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The passages of a document on one claim, by stance in the order of the pack's columns, and their exhibits."""

    counts: Mapping[Stance, int]
    numbers: tuple[int, ...]

    @property
    def words(self) -> tuple[tuple[str, str, str, int], ...]:
        """The stances that there are: key, glyph, word and number."""
        return tuple((one.value, STANCES[one].glyph, STANCES[one].title, n) for one in STANCES if (n := self.counts.get(one, 0)))


class DeskRows:
    """Reads a plan's desk against what the documents gave."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered
        self._exhibits = {one.passage: one for one in rendered.plan.exhibits}

    def cited(self, passages: Iterable[PassageId]) -> Cited:
        """Return how passages are referred to."""
        exhibits = [self._exhibits.get(one) for one in passages]
        numbers = sorted(one.number for one in exhibits if one is not None and self._rendered.is_in(one))
        return Cited(tuple(numbers), len(exhibits) - len(numbers))

    def cells(self) -> Iterator[CellRow]:
        """Yield the cells of the access table, actor by actor."""
        for cell in self._rendered.plan.desk.access.cells:
            apart = {one.id for pair in cell.disagreeing for one in pair}
            facts = tuple(
                FactRow(one, status_word(one.status), when(one), self.cited(one.passages), one.id in apart) for one in cell.facts
            )
            yield CellRow(cell.actor.text, cell.permission.text, facts, _in_sum(cell, facts))

    def moments(self) -> Iterator[MomentRow]:
        """Yield the timeline by date, across its bands."""
        apart = {one.id for cell in self._rendered.plan.desk.access.cells for pair in cell.disagreeing for one in pair}
        for item in sorted(self._rendered.plan.desk.timeline.items, key=_by_date):
            cited = self.cited(item.passages)
            needs_one = item.kind in {TimelineKind.ACCESS, TimelineKind.EVENT} or item.passages
            yield MomentRow(item, cited, cited.source if needs_one else None, item.record in apart)

    def columns(self) -> tuple[PlannedDocument, ...]:
        """Return the documents with exhibits that are held against a claim."""
        held = {one.document for one in self._rendered.plan.exhibits if one.links}
        return tuple(one for one in self._rendered.plan.documents if one.id in held)

    def matrix(self) -> Iterator[tuple[PlannedClaim, Mapping[DocumentId, MatrixCell]]]:
        """Yield every claim and element with its cells; those without passages are missing."""
        for claim in self._rendered.plan.claims:
            counts: dict[DocumentId, dict[Stance, int]] = defaultdict(dict)
            numbers: dict[DocumentId, list[int]] = defaultdict(list)
            for stance, held in claim.groups:
                for one in held:
                    document = one.exhibit.document
                    counts[document][stance] = counts[document].get(stance, 0) + 1
                    if self._rendered.is_in(one.exhibit):
                        numbers[document].append(one.exhibit.number)
            yield claim, {each: MatrixCell(found, tuple(sorted(set(numbers[each])))) for each, found in counts.items()}


def _by_date(item: TimelineItem) -> tuple[object, ...]:
    first = item.begins or item.ends
    return sort_key(first.text if first else None), list(TimelineKind).index(item.kind), item.lane, item.title, item.record


def _in_sum(cell: AccessCell, facts: Iterable[FactRow]) -> str:
    """Return what a cell amounts to by the passages of the pack; what other passages say is named apart."""
    away = [one for one in facts if one.cited.source is Source.AWAY]
    if not away:
        return summary(cell)
    kept = tuple(one.fact for one in facts if one.cited.source is not Source.AWAY)
    if kept:
        said = summary(replace(cell, facts=kept))
    else:
        said = "No passage in this pack says anything of it." + (" These facts do not agree." if cell.disagreeing else "")
    return f"{said} By passages that are not in this pack: {', '.join(dict.fromkeys(one.status for one in away))}."
