"""What `index.html` says of the claims desk: verdicts, matrix, access, timeline, posts, replies and corrections, in words.

Owns what stands on the page of these; how it looks is `templates/desk.html.j2`. Rows are those of the tables (`desk_rows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reviewer.exporters.forms.desk_rows import CellRow, Cited, DeskRows, MatrixCell, MomentRow
from reviewer.exporters.plan.desk import PlannedCorrection, PlannedPost, PlannedReply
from reviewer.exporters.plan.exhibits import PlannedClaim, PlannedDocument
from reviewer.exporters.plan.wording import GAPS, PARTS, VERDICTS, date_words, page_words, verdict_words
from reviewer.exporters.reading.rendered import Rendered
from reviewer.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Stand:
    """The verdict of a claim or element in words: what it is, where it comes from, which question it answers, what it lacks."""

    key: str
    verdict: str
    origin: str
    part: str
    gaps: tuple[str, ...]


def stand_of(claim: PlannedClaim) -> Stand:
    """Return how a claim or element stands, in words."""
    held = claim.standing
    said = held.verdict
    colour = {Verdict.CONTRADICTED: "contradicts", Verdict.PARTLY: "contradicts", Verdict.SUPPORTED: "supports"}
    return Stand(
        key=colour.get(said, "context"),
        verdict=VERDICTS[said],
        origin=verdict_words(held),
        part=PARTS[claim.part] if claim.part else "",
        gaps=tuple(GAPS[one] for one in held.gaps if GAPS[one] != VERDICTS[said]),
    )


class DeskPage:
    """Hands the template what it shows; each part is empty where the case holds nothing of it."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered
        self._rows = DeskRows(rendered)
        self._desk = rendered.plan.desk

    @cached_property
    def columns(self) -> tuple[PlannedDocument, ...]:
        """The columns of the matrix."""
        return self._rows.columns()

    @property
    def matrix(self) -> list[tuple[PlannedClaim, Stand, list[MatrixCell | None]]]:
        """Its rows, with a cell a column."""
        return [(claim, stand_of(claim), [cells.get(one.id) for one in self.columns]) for claim, cells in self._rows.matrix()]

    @property
    def permissions(self) -> list[tuple[str, str]]:
        """The columns of the access table: name and second line."""
        return [(one.text, one.detail) for one in self._desk.access.permissions]

    @cached_property
    def access(self) -> list[tuple[str, list[CellRow]]]:
        """Its rows: an actor with a cell a permission."""
        cells, width = list(self._rows.cells()), len(self._desk.access.permissions)
        blocks = [cells[at : at + width] for at in range(0, len(cells), width)] if width else []
        return [(block[0].actor, block) for block in blocks]

    @property
    def unsourced(self) -> int:
        """How many facts no passage says."""
        return sum(not fact.is_sourced for cell in self._desk.access.cells for fact in cell.facts)

    @cached_property
    def timeline(self) -> list[tuple[str, MomentRow]]:
        """The timeline by date: when, in words, and the row."""
        return [(_when(one), one) for one in self._rows.moments()]

    @property
    def undated(self) -> int:
        """How many statements, facts and documents have no date."""
        return self._desk.timeline.undated

    @property
    def posts(self) -> list[tuple[str, str, PlannedPost]]:
        """Posts: the name of the picture, where in it, and what it says."""
        found = ((self._rendered.plan.document(one.document), one) for one in self._desk.posts)
        return [(document.name, page_words(document, one.page, one.page), one) for document, one in found]

    @property
    def replies(self) -> list[tuple[PlannedReply, str, str, str]]:
        """Questions: with when they were asked, by when an answer was due, and when it came."""
        return [(one, _date(one.asked_on), _date(one.deadline), _date(one.answered_on)) for one in self._desk.replies]

    @property
    def corrections(self) -> list[tuple[PlannedCorrection, str, Cited]]:
        """The ledger: an entry, its date, and the passages that it touches."""
        return [(one, date_words(one.date), self._rows.cited(one.passages)) for one in self._desk.corrections]


def _date(edtf: str | None) -> str:
    return date_words(edtf) if edtf else ""


def _when(row: MomentRow) -> str:
    begins, ends = row.item.begins, row.item.ends
    if begins and ends:
        return f"{date_words(begins.text)} – {date_words(ends.text)}"
    if ends:
        return f"until {date_words(ends.text)}"
    return date_words(begins.text) if begins else ""
