"""What the window shows of a case: its records as read last, kept up to date from what was committed.

Owns the copies of rows that every panel draws from, so that all show the same moment. Reads through functions that run on the
reader thread; never writes and never waits.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reviewer.model.changes import Changes, RecordKind
from reviewer.model.claim import Stance
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.overview import CaseInfo, ClaimOverview, DocumentOverview, MarkedPassage
from reviewer.store.reader import CaseReader

STANCE_ORDER = (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT, Stance.STATES)
"""The order in which a claim's passages are listed: what speaks against it first."""


@dataclass(frozen=True, slots=True)
class CaseContents:
    """What one reading brought. A None says that this part was not asked for.

    Attributes:
        info: The case itself.
        documents: All documents in list order.
        claims: All claims in the order of their numbers.
        passages: Those asked for that exist.
        asked: The ids of the passages asked for, or None when all were.

    """

    info: CaseInfo | None = None
    documents: tuple[DocumentOverview, ...] | None = None
    claims: tuple[ClaimOverview, ...] | None = None
    passages: tuple[MarkedPassage, ...] = ()
    asked: frozenset[str] | None = None


def read_all(reader: CaseReader) -> CaseContents:
    """Read everything that the window shows."""
    return CaseContents(reader.info(), reader.documents(), reader.claims(), reader.passages())


def read_changed(reader: CaseReader, changes: Changes, passages: frozenset[str]) -> CaseContents:
    """Read again what an intent may have changed; `passages` are the ids that `passages_touched` named."""
    kind = RecordKind
    counted = any(changes.touched(one) for one in (kind.DOCUMENT, kind.PASSAGE))
    weighed = any(changes.touched(one) for one in (kind.CLAIM, kind.LINK, kind.PASSAGE))
    found = (reader.passage(PassageId(one)) for one in sorted(passages))
    return CaseContents(
        reader.info(),
        reader.documents() if counted else None,
        reader.claims() if weighed else None,
        tuple(one for one in found if one is not None),
        passages,
    )


class CaseRows(QObject):
    """The records on show.

    Signals:
        info_changed: Title, desk label or the journal's head.
        documents_changed: A document came, went or changed, or its count of passages did.
        claims_changed: A claim came, went or changed, or its counts did.
        passages_changed: The ids (frozenset) of passages that came, went or changed, their links and notes included.
        refreshed: After all of these: everything shows one moment again.

    """

    info_changed = Signal()
    documents_changed = Signal()
    claims_changed = Signal()
    passages_changed = Signal(object)
    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.info: CaseInfo | None = None
        self.documents: tuple[DocumentOverview, ...] = ()
        self.claims: tuple[ClaimOverview, ...] = ()
        self.passages: dict[PassageId, MarkedPassage] = {}
        self._places: dict[PassageId, tuple[int, float, float]] = {}
        self._by_claim: dict[ClaimId, list[MarkedPassage]] | None = None
        self._by_document: dict[DocumentId, list[MarkedPassage]] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the case yet."""
        return not (self.documents or self.claims)

    def document(self, document: str) -> Document | None:
        """Return a document by id."""
        return next((one.document for one in self.documents if one.document.id == document), None)

    def claim(self, claim: str | None) -> ClaimOverview | None:
        """Return a claim by id."""
        return next((one for one in self.claims if one.claim.id == claim), None)

    def claim_numbered(self, number: str) -> ClaimOverview | None:
        """Return a claim by its number for people."""
        return next((one for one in self.claims if one.number == number), None)

    def elements(self, claim: ClaimId | None) -> tuple[ClaimOverview, ...]:
        """Return the elements of a claim in order; for None the claims themselves."""
        return tuple(one for one in self.claims if one.claim.parent == claim)

    def passages_in(self, document: DocumentId) -> tuple[MarkedPassage, ...]:
        """Return a document's passages in reading order."""
        if self._by_document is None:
            self._by_document = {}
            for one in sorted(self.passages.values(), key=self._place):
                self._by_document.setdefault(one.passage.document, []).append(one)
        return tuple(self._by_document.get(document, ()))

    def evidence(self, claim: ClaimId) -> tuple[MarkedPassage, ...]:
        """Return the passages linked to a claim: grouped by stance, then by document and place."""
        order = {one.document.id: at for at, one in enumerate(self.documents)}

        def place(one: MarkedPassage) -> tuple[object, ...]:
            stance = next(link.stance for link in one.links if link.claim == claim)
            return STANCE_ORDER.index(stance), order.get(one.passage.document, len(order)), self._place(one)

        return tuple(sorted(self._linked().get(claim, ()), key=place))

    def loose_passages(self) -> tuple[MarkedPassage, ...]:
        """Return the highlights that speak to no claim yet."""
        return tuple(one for item in self.documents for one in self.passages_in(item.document.id) if not one.links)

    def counts(self, claim: ClaimId) -> dict[Stance, int]:
        """Return a claim's links by stance, those of its elements included."""
        own = self.claim(claim)
        total = {stance: own.counts.get(stance, 0) if own else 0 for stance in Stance}
        for element in self.elements(claim):
            for stance, count in self.counts(element.claim.id).items():
                total[stance] += count
        return total

    def passages_touched(self, changes: Changes) -> frozenset[str]:
        """Return the passages whose marks an intent may have changed: their own, their anchors' and their links'."""
        found = set(changes.touched(RecordKind.PASSAGE))
        for one in changes.changes:
            if one.kind in (RecordKind.LINK, RecordKind.ANCHOR) and one.field == "passage":
                found.update(str(value) for value in (one.before, one.after) if value is not None)
        links, anchors = changes.touched(RecordKind.LINK), changes.touched(RecordKind.ANCHOR)
        for marked in self.passages.values():
            if marked.passage.anchor.id in anchors or any(link.id in links for link in marked.links):
                found.add(marked.passage.id)
        return frozenset(found)

    def take(self, contents: CaseContents) -> None:
        """Take over what was read and tell what is different."""
        if contents.info is not None and contents.info != self.info:
            self.info = contents.info
            self.info_changed.emit()
        moved = self._take_passages(contents)
        if contents.documents is not None and contents.documents != self.documents:
            self.documents = contents.documents
            self.documents_changed.emit()
        if contents.claims is not None and contents.claims != self.claims:
            self.claims = contents.claims
            self.claims_changed.emit()
        if moved:
            self.passages_changed.emit(frozenset(moved))
        self.refreshed.emit()

    def _place(self, marked: MarkedPassage) -> tuple[int, float, float]:
        """Return where a passage stands in its document, worked out once."""
        known = self._places.get(marked.passage.id)
        if known is None:
            known = self._places[marked.passage.id] = marked.passage.sort_key
        return known

    def _linked(self) -> dict[ClaimId, list[MarkedPassage]]:
        """Passages by claim, worked out once for every state of the case."""
        if self._by_claim is None:
            self._by_claim = {}
            for one in self.passages.values():
                for link in one.links:
                    self._by_claim.setdefault(link.claim, []).append(one)
        return self._by_claim

    def _take_passages(self, contents: CaseContents) -> set[PassageId]:
        fresh = {one.passage.id: one for one in contents.passages}
        asked = set(self.passages) | set(fresh) if contents.asked is None else {PassageId(one) for one in contents.asked}
        moved = {one for one in asked if self.passages.get(one) != fresh.get(one)}
        self._by_claim = self._by_document = None
        for one in moved:
            self._places.pop(one, None)
            if one in fresh:
                self.passages[one] = fresh[one]
            else:
                del self.passages[one]
        return moved
