"""What the window shows of a case: its records as read last, kept up to date from what was committed.

Owns the copies of rows that every panel draws from, so that all show the same moment. Reads through functions that run on the
reader thread; never writes and never waits.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.overview import CaseInfo, ClaimOverview, DocumentOverview, MarkedPassage
from reviewer.model.stance import Stance
from reviewer.store.reader import CaseReader
from reviewer.ui.case.counted_again import CountedAgain
from reviewer.ui.case.passage_index import PassageIndex, Place

STANCE_ORDER = (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT, Stance.STATES)
"""The order in which a claim's passages are listed: what speaks against it first."""


AT_ONCE = 500
"""Passages that are read before the first page is shown; more of them would keep it waiting."""


@dataclass(frozen=True, slots=True)
class CaseContents:
    """What one reading brought. A None says that this part was not asked for.

    Attributes:
        info: The case itself.
        documents: All documents in list order.
        claims: All claims in the order of their numbers.
        passages: Those asked for that exist.
        asked: The ids of the passages asked for, or of those found different; None when all were asked for.
        index: All of them in their orders, where the reading thread made these already.
        whole: False where the passages are yet to be read.

    """

    info: CaseInfo | None = None
    documents: tuple[DocumentOverview, ...] | None = None
    claims: tuple[ClaimOverview, ...] | None = None
    passages: tuple[MarkedPassage, ...] = ()
    asked: frozenset[str] | None = None
    index: PassageIndex | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """What one reading found different.

    Attributes:
        passages: Those that came, went or changed, their links and notes included, or whose claims are called otherwise.
        claims: Those that came, went or changed, or whose counts did.
        evidence: Those whose passages came, went or changed.
        documents: Whether documents came, went, changed their places or themselves; their counts alone are no such change.
        rearranged: Whether that is so of those that were there before: one that comes last changes nothing of the others.
        places: The pages (from 0) of documents that those passages touched before or touch now.

    """

    passages: frozenset[PassageId]
    claims: frozenset[ClaimId]
    evidence: frozenset[ClaimId]
    documents: bool
    rearranged: bool
    places: frozenset[tuple[DocumentId, int]]

    def pages(self, document: DocumentId) -> set[int]:
        """Return the pages of a document on which passages moved."""
        return {page for one, page in self.places if one == document}


def read_first(reader: CaseReader) -> CaseContents:
    """Read what the first page needs: everything, but passages only where they are few."""
    info = reader.info()
    documents = reader.documents()
    if sum(one.passages for one in documents) <= AT_ONCE:
        return read_all(reader, {})
    return CaseContents(info, documents, reader.claims(), asked=frozenset(), whole=False)


def read_all(reader: CaseReader, before: Mapping[PassageId, MarkedPassage]) -> CaseContents:
    """Read everything that the window shows; of the passages only those that are not as they were in `before`, if it has any.

    Nothing is collected meanwhile, nor is what was read looked at by later collections: that is a case's worth of records
    without a cycle among them, and each such collection would hold up the window.
    """
    gc.disable()
    try:
        info = reader.info()  # first: what is written while the rest is read must not count as shown
        passages = reader.passages()
        if before:
            fresh = {one.passage.id: one for one in passages}
            moved = frozenset(one for one in before.keys() | fresh.keys() if before.get(one) != fresh.get(one))
            found = tuple(one for one in passages if one.passage.id in moved)
            return CaseContents(info, reader.documents(), reader.claims(), found, moved)
        index = PassageIndex()
        for one in passages:
            index.put(one)
        index.arrange()
        return CaseContents(info, reader.documents(), reader.claims(), passages, index=index)
    finally:
        gc.freeze()  # until a case is closed, when `MainWindow.detach` takes it back
        gc.enable()


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
        passages_changed: The `passages` of a `Moved`.
        refreshed: After all of these, with a `Moved`: everything shows one moment again.

    """

    info_changed = Signal()
    documents_changed = Signal()
    claims_changed = Signal()
    passages_changed = Signal(object)
    refreshed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.info: CaseInfo | None = None
        self.documents: tuple[DocumentOverview, ...] = ()
        self.claims: tuple[ClaimOverview, ...] = ()
        self.index = PassageIndex()
        self._counted_again = CountedAgain()
        self._claims: dict[ClaimId, ClaimOverview] = {}
        self._below: dict[ClaimId | None, list[ClaimOverview]] = {}
        self._documents: dict[DocumentId, tuple[int, Document]] = {}

    @property
    def passages(self) -> Mapping[PassageId, MarkedPassage]:
        """The passages by id."""
        return self.index.by_id

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the case yet."""
        return not (self.documents or self.claims)

    def document(self, document: str) -> Document | None:
        """Return a document by id."""
        found = self._documents.get(DocumentId(document))
        return found[1] if found else None

    def claim(self, claim: str | None) -> ClaimOverview | None:
        """Return a claim by id."""
        return self._claims.get(ClaimId(claim)) if claim is not None else None

    def claim_numbered(self, number: str) -> ClaimOverview | None:
        """Return a claim by its number for people."""
        return next((one for one in self.claims if one.number == number), None)

    def elements(self, claim: ClaimId | None) -> tuple[ClaimOverview, ...]:
        """Return the elements of a claim in order; for None the claims themselves."""
        return tuple(self._below.get(claim, ()))

    def passages_in(self, document: DocumentId) -> tuple[MarkedPassage, ...]:
        """Return a document's passages in reading order."""
        return self.index.in_document(document)

    def evidence(self, claim: ClaimId) -> tuple[MarkedPassage, ...]:
        """Return the passages linked to a claim: grouped by stance, then by document and place."""

        def place(one: MarkedPassage) -> tuple[object, ...]:
            link = one.links[0] if len(one.links) == 1 else next(link for link in one.links if link.claim == claim)
            return STANCE_ORDER.index(link.stance), *self._standing(one)

        return self.index.evidence(claim, place)

    def loose_passages(self) -> tuple[MarkedPassage, ...]:
        """Return the highlights that speak to no claim yet."""
        return self.index.evidence(None, self._standing)

    def counts(self, claim: ClaimId) -> dict[Stance, int]:
        """Return how many passages of each stance a claim has with its elements; what speaks to several of them counts once."""
        total = dict.fromkeys(Stance, 0)
        family = {claim}  # a case that was changed may nest elements deeper than calls can follow, or in a ring
        left = [claim]
        while left:
            one = left.pop()
            own = self.claim(one)
            for stance, count in own.counts.items() if own else ():
                total[stance] += count
            below = [element.claim.id for element in self.elements(one) if element.claim.id not in family]
            family.update(below)
            left += below
        again = self._counted_again.find(self.claims, self.index)
        return {stance: count - again.get((claim, stance), 0) for stance, count in total.items()}

    def passages_touched(self, changes: Changes) -> frozenset[str]:
        """Return the passages whose marks an intent may have changed: their own, their anchors' and their links'."""
        found = set(changes.touched(RecordKind.PASSAGE))
        for one in changes.changes:
            if one.kind in (RecordKind.LINK, RecordKind.ANCHOR) and one.field == "passage":
                found.update(str(value) for value in (one.before, one.after) if value is not None)
        for record in changes.touched(RecordKind.LINK) | changes.touched(RecordKind.ANCHOR):
            owner = self.index.owner(record)
            if owner is not None:
                found.add(owner)
        return frozenset(found)

    def take(self, contents: CaseContents) -> None:
        """Take over what was read and tell what is different."""
        if contents.info is not None and contents.info != self.info:
            self.info = contents.info
            self.info_changed.emit()
        moved, evidence, places = self._take_passages(contents)
        known = self._documents
        documents = self._take_documents(contents.documents)
        rearranged = any(self._documents.get(one) != was for one, was in known.items())
        claims, renamed = self._take_claims(contents.claims)
        moved.update(one.passage.id for claim in renamed for one in self.index.linked(claim))
        if moved:
            self.passages_changed.emit(frozenset(moved))
        passages, places_now = frozenset(moved), frozenset(places)
        self.refreshed.emit(Moved(passages, frozenset(claims), frozenset(evidence), documents, rearranged, places_now))

    def _standing(self, marked: MarkedPassage) -> tuple[int, Place]:
        """Return a passage's place in the order of documents and pages."""
        document = self._documents.get(marked.passage.document)
        return document[0] if document else len(self._documents), self.index.place(marked.passage.id)

    def _take_passages(self, contents: CaseContents) -> tuple[set[PassageId], set[ClaimId], set[tuple[DocumentId, int]]]:
        """Return the passages that are different now, the claims that they speak or spoke to, and the pages they touch."""
        if contents.index is not None and not self.passages:  # a first reading
            self.index = contents.index
            return set(self.index.by_id), set(self.index.claims), set(self.index.pages)
        fresh = {one.passage.id: one for one in contents.passages}
        asked = set(self.passages) | set(fresh) if contents.asked is None else {PassageId(one) for one in contents.asked}
        moved = {one for one in asked if self.passages.get(one) != fresh.get(one)}
        evidence: set[ClaimId] = set()
        places: set[tuple[DocumentId, int]] = set()
        for identity in moved:
            for one in (self.passages.get(identity), fresh.get(identity)):
                if one is not None:
                    evidence.update(link.claim for link in one.links)
                    places.update((one.passage.document, page) for page in one.passage.anchor.pages)
            if identity in fresh:
                self.index.put(fresh[identity])
            else:
                self.index.drop(identity)
        return moved, evidence, places

    def _take_documents(self, documents: tuple[DocumentOverview, ...] | None) -> bool:
        """Tell whether the documents are others, or in another order."""
        if documents is None or documents == self.documents:
            return False
        before, self.documents = self._documents, documents
        self._documents = {one.document.id: (at, one.document) for at, one in enumerate(documents)}
        self.index.forget_evidence()
        self.documents_changed.emit()
        return self._documents != before

    def _take_claims(self, claims: tuple[ClaimOverview, ...] | None) -> tuple[set[ClaimId], set[ClaimId]]:
        """Return the claims that are different now, and those of them that are called otherwise."""
        if claims is None or claims == self.claims:
            return set(), set()
        before, self.claims = self._claims, claims
        self._claims = {one.claim.id: one for one in claims}
        self._below = {}
        for one in claims:
            self._below.setdefault(one.claim.parent, []).append(one)
        moved = {one for one in before.keys() | self._claims.keys() if before.get(one) != self._claims.get(one)}
        renamed = {one for one in moved if _name(before.get(one)) != _name(self._claims.get(one))}
        self.claims_changed.emit()
        return moved, renamed


def _name(claim: ClaimOverview | None) -> tuple[str, str] | None:
    return (claim.number, claim.claim.text) if claim is not None else None
