"""Turns the case's passages into what the page view draws. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.model.geometry import PageQuad
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.look import readable
from reviewer.ui.viewer.view_mark import ViewMark


class DocumentMarks:
    """A document's passages in reading order, as the case has them when this is made; `make` may be called on any thread."""

    def __init__(self, rows: CaseRows, document: DocumentId) -> None:
        self._rows = rows
        self._document = document
        self._held = self._holds_now()

    def make(self) -> tuple[ViewMark, ...]:
        """Return what the page view draws."""
        passages, _ = self._held
        return tuple(_view_mark(self._rows, one) for one in passages)

    @property
    def is_current(self) -> bool:
        """Whether the case still holds the same: what was made meanwhile can be shown."""
        return self._held == self._holds_now()

    def _holds_now(self) -> tuple[tuple[MarkedPassage, ...], tuple[ClaimOverview, ...]]:
        return self._rows.passages_in(self._document), self._rows.claims


def changed_marks(rows: CaseRows, document: DocumentId, passages: Iterable[str]) -> dict[str, ViewMark | None]:
    """Return what some passages look like now in a document; None for those that are not there."""
    found = ((one, rows.passages.get(PassageId(one))) for one in passages)
    return {
        one: _view_mark(rows, marked) if marked is not None and marked.passage.document == document else None
        for one, marked in found
    }


def pending_mark(identity: str, quads: tuple[PageQuad, ...], stance: Stance | None, number: str, *, region: bool) -> ViewMark:
    """Return the mark of a passage that is asked for and not kept yet."""
    entries = ((stance, number),) if stance is not None else ()
    return ViewMark(PassageId(identity), quads, region=region, entries=entries, pending=True)


def claim_label(claim: ClaimOverview) -> str:
    """Return a claim in a few words for the bar at a selection: "2 · Not aware of …", "1.1 · ever" for an element."""
    return f"{claim.number} · {readable.shortened(claim.claim.text, 28)}"


def _view_mark(rows: CaseRows, marked: MarkedPassage) -> ViewMark:
    passage = marked.passage
    found = [(link.stance, rows.claim(link.claim)) for link in marked.links]
    entries = tuple((stance, claim.number if claim else "") for stance, claim in found)
    said = tuple(claim.claim.text if claim else "" for _, claim in found)
    region = passage.anchor.region is not None
    text = passage.anchor.text
    start = text.start.offset if text is not None and text.start.page == passage.anchor.quads[0].page else None
    quads, words = passage.anchor.quads, passage.quote or ""
    return ViewMark(passage.id, quads, region, entries, passage.note, words=words, start=start, claims=said)
