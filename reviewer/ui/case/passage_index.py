"""The passages of a case by document, page and claim, each change costing what it touches and never the whole case.

Owns these orders alone; whoever reads the case says what came, went or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.reading_order import first_page, on_page

Place = tuple[int, int]
"""Where a passage stands in its document: the page (from 0) on which it begins, and how many are read before it there."""


class PassageIndex:
    """Passages and where they stand.

    Attributes:
        changes_again: Grows with each change of a passage that speaks, or spoke, to more than one claim.

    """

    def __init__(self) -> None:
        self._by_id: dict[PassageId, MarkedPassage] = {}
        self._beginning: dict[DocumentId, dict[int, dict[PassageId, None]]] = {}
        self._orders: dict[tuple[DocumentId, int], dict[PassageId, int]] = {}
        self._pages: dict[tuple[DocumentId, int], dict[PassageId, None]] = {}
        self._claims: dict[ClaimId, dict[PassageId, None]] = {}
        self._evidence: dict[ClaimId | None, tuple[MarkedPassage, ...]] = {}
        self._loose: dict[PassageId, None] = {}
        self._several: dict[PassageId, None] = {}
        self.changes_again = 0
        self._owners: dict[str, PassageId] = {}

    @property
    def by_id(self) -> Mapping[PassageId, MarkedPassage]:
        """Every passage."""
        return self._by_id

    @property
    def claims(self) -> Iterable[ClaimId]:
        """The claims that passages speak to, or spoke to."""
        return self._claims.keys()

    @property
    def pages(self) -> Iterable[tuple[DocumentId, int]]:
        """The pages (from 0) of documents that passages touch, or touched."""
        return self._pages.keys()

    @property
    def loose(self) -> Iterable[MarkedPassage]:
        """Return the passages that speak to no claim, in no order."""
        return (self._by_id[one] for one in self._loose)

    @property
    def linked_again(self) -> Iterable[MarkedPassage]:
        """Return the passages that speak to more than one claim, in no order."""
        return (self._by_id[one] for one in self._several)

    def put(self, marked: MarkedPassage) -> None:
        """Add a passage, or take a newer state of it."""
        passage = marked.passage
        self.drop(passage.id)
        self._by_id[passage.id] = marked
        begins = first_page(passage)
        self._beginning.setdefault(passage.document, {}).setdefault(begins, {})[passage.id] = None
        self._orders.pop((passage.document, begins), None)
        for page in passage.anchor.pages:
            self._pages.setdefault((passage.document, page), {})[passage.id] = None
        self._forget_evidence(marked)
        for link in marked.links:
            self._claims.setdefault(link.claim, {})[passage.id] = None
            self._owners[link.id] = passage.id
        if not marked.links:
            self._loose[passage.id] = None
        if len(marked.links) > 1:
            self._several[passage.id] = None
            self.changes_again += 1
        self._owners[passage.anchor.id] = passage.id

    def drop(self, identity: PassageId) -> None:
        """Forget a passage; one that is not there is none."""
        marked = self._by_id.pop(identity, None)
        if marked is None:
            return
        passage = marked.passage
        begins = first_page(passage)
        beginning = self._beginning[passage.document]
        del beginning[begins][identity]
        if not beginning[begins]:
            del beginning[begins]
        self._orders.pop((passage.document, begins), None)
        for page in passage.anchor.pages:
            self._pages[passage.document, page].pop(identity, None)
        self._forget_evidence(marked)
        for link in marked.links:
            self._claims[link.claim].pop(identity, None)
            self._owners.pop(link.id, None)
        self._loose.pop(identity, None)
        if identity in self._several:
            del self._several[identity]
            self.changes_again += 1
        self._owners.pop(passage.anchor.id, None)

    def arrange(self) -> None:
        """Work out every page's reading order now, on a thread that nobody waits for."""
        for document, begun in self._beginning.items():
            for page in begun:
                self._order(document, page)

    def owner(self, record: str) -> PassageId | None:
        """Return the passage that a link or an anchor belongs to."""
        return self._owners.get(record)

    def place(self, passage: PassageId) -> Place:
        """Return where a passage stands in its document."""
        found = self._by_id[passage].passage
        begins = first_page(found)
        return begins, self._order(found.document, begins)[passage]

    def in_document(self, document: DocumentId) -> tuple[MarkedPassage, ...]:
        """Return a document's passages in reading order."""
        return tuple(self._by_id[one] for page in self._begun(document) for one in self._order(document, page))

    def on_page(self, document: DocumentId, page: int) -> tuple[MarkedPassage, ...]:
        """Return the passages that touch a page (from 0), in no order."""
        return tuple(self._by_id[one] for one in self._pages.get((document, page), ()))

    def count(self, document: DocumentId, page: int | None = None) -> int:
        """Return how many passages a document has, or one page (from 0) of it."""
        if page is None:
            return sum(map(len, self._beginning.get(document, {}).values()))
        return len(self._pages.get((document, page), ()))

    def number(self, passage: PassageId) -> int | None:
        """Return which of its document's passages one is in reading order, from 1; None for one that is not there."""
        marked = self._by_id.get(passage)
        if marked is None:
            return None
        page, before = self.place(passage)
        beginning = self._beginning[marked.passage.document]
        return sum(len(ids) for earlier, ids in beginning.items() if earlier < page) + before + 1

    def linked(self, claim: ClaimId) -> tuple[MarkedPassage, ...]:
        """Return the passages that speak to a claim, in no order."""
        return tuple(self._by_id[one] for one in self._claims.get(claim, ()))

    def evidence(self, claim: ClaimId | None, place: Callable[[MarkedPassage], tuple[object, ...]]) -> tuple[MarkedPassage, ...]:
        """Return the passages that speak to a claim, or for None to no claim, in the order of their places.

        The order is kept until one of them changes, or `forget_evidence`: of thousands it takes tens of milliseconds.
        """
        if claim not in self._evidence:
            self._evidence[claim] = tuple(sorted(self.loose if claim is None else self.linked(claim), key=place))
        return self._evidence[claim]

    def forget_evidence(self) -> None:
        """Forget these orders: documents stand otherwise now."""
        self._evidence.clear()

    def _forget_evidence(self, marked: MarkedPassage) -> None:
        for claim in (None, *(link.claim for link in marked.links)):
            self._evidence.pop(claim, None)

    def has_linked(self, claim: ClaimId) -> bool:
        """Tell whether any passage speaks to a claim."""
        return bool(self._claims.get(claim))

    def count_loose(self) -> int:
        """Return how many passages speak to no claim."""
        return len(self._loose)

    def count_linked(self, claims: Iterable[ClaimId]) -> int:
        """Return how many passages speak to any of some claims."""
        return len(set(chain.from_iterable(self._claims.get(one, ()) for one in claims)))

    def _begun(self, document: DocumentId) -> Iterator[int]:
        """Yield the pages of a document on which passages begin, in order."""
        yield from sorted(self._beginning.get(document, ()))

    def _order(self, document: DocumentId, page: int) -> dict[PassageId, int]:
        """Return the passages that begin on a page in reading order, numbered from 0: sorted when first asked for."""
        found = self._orders.get((document, page))
        if found is None:
            ids = self._beginning[document][page]
            ordered = on_page(self._by_id[one].passage for one in ids)
            found = self._orders[document, page] = {one.id: at for at, one in enumerate(ordered)}
        return found
