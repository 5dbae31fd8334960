"""Claims with their elements and passages as a tree, patched from what the case holds now.

Rows: claims; below each its own passages, grouped by stance, then its elements with theirs; last the highlights that speak to no
claim yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from reviewer.i18n import tr, trn
from reviewer.model.claim import Link
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, PassageId
from reviewer.model.neutral import inserted
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import STANCE_ORDER, CaseRows, Moved
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.models.node_model import Node, NodeModel
from reviewer.ui.models.portions import MoreRow, Portions

LOOSE = "loose"
"""The key of the row above the highlights without a claim."""

NOTHING_MOVED = Moved(frozenset(), frozenset(), frozenset(), documents=False, rearranged=False, places=frozenset())


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim or an element, with its links counted, those of its elements included."""

    claim: ClaimOverview
    counts: tuple[tuple[Stance, int], ...]
    element: bool


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage under a claim (`link`), or without one, of a document that may be a single `picture`.

    `depth` is 1 under a claim, 2 under an element. `review` is what second persons say of the link.
    """

    marked: MarkedPassage
    link: Link | None
    document_name: str
    depth: int
    picture: bool = False
    review: str = ""

    @classmethod
    def of(cls, marked: MarkedPassage, link: Link | None, document: Document | None, depth: int) -> PassageRow:
        """Return the row of a passage in a document."""
        name, picture = (document.name, document.is_picture) if document else ("", False)
        return cls(marked, link, name, depth, picture)

    @property
    def page(self) -> str:
        """The page in words; "" in a single picture."""
        return readable.page_words(self.marked.passage.anchor, picture=self.picture)

    @property
    def remark(self) -> str:
        """What is remarked behind the page: that a program recognised the words, or that they changed; mostly ""."""
        return readable.remark_words(self.marked.passage.anchor)


@dataclass(frozen=True, slots=True)
class LooseRow:
    """The heading above the highlights without a claim."""

    count: int


class EvidenceModel(NodeModel):
    """The tree of the claims pane. What is below a card is made when it is asked for, from what the case holds then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: CaseRows | None = None
        self._portions = Portions()

    def show(self, rows: CaseRows, moved: Moved | None = None) -> None:
        """Make the tree what the case holds; where it is known what `moved`, the other rows are left as they are."""
        self._rows = rows
        known = moved if moved is not None and not moved.rearranged else None
        wanted = [self._claim_node(rows, claim, known) for claim in rows.elements(None)]
        loose = self._loose_node(rows, known)
        self.patch([*wanted, loose] if loose is not None else wanted)

    def index_of_claim(self, claim: str) -> QModelIndex:
        """Return where a claim or an element stands, or no index."""
        found = self._rows.claim(claim) if self._rows else None
        if found is not None and found.claim.parent is not None:
            self.rowCount(self.index_of(found.claim.parent))
        return self.index_of(claim)

    def index_of_passage(self, marked: MarkedPassage) -> QModelIndex:
        """Return where a passage stands below its first claim, or among those without one, or no index."""
        for link in marked.links:
            self.rowCount(self.index_of_claim(link.claim))
            index = self._reached(link.claim, link.id, marked)
            if index.isValid():
                return index
        if not marked.links:
            self.rowCount(self.index_of(LOOSE))
        return self._reached(LOOSE, _loose_key(marked.passage.id), marked)

    def show_more(self, row: MoreRow) -> QModelIndex:
        """Let the rows come that a row stands for, a portion of them; return the nearest of them."""
        found = self._passages_of(row.card)
        at = self._portions.widen(row, len(found))
        self._refill(row.card)
        return self.index_of(self._key_of(row.card, found[at])) if 0 <= at < len(found) else QModelIndex()

    def _reached(self, card: str, key: str, marked: MarkedPassage) -> QModelIndex:
        """Return where a passage's row stands, which comes now where its card is long and shows others."""
        node = self.node_of(card)
        if self.node_of(key) is None and node is not None and any(isinstance(one.record, MoreRow) for one in node.children):
            found = self._passages_of(card)
            at = next((at for at, one in enumerate(found) if one.passage.id == marked.passage.id), None)
            if at is not None:
                self._portions.reach(card, at, len(found))
                self._refill(card)
        return self.index_of(key)

    def _passages_of(self, card: str) -> tuple[MarkedPassage, ...]:
        if self._rows is None:
            return ()
        return self._rows.loose_passages() if card == LOOSE else self._rows.evidence(ClaimId(card))

    def _refill(self, card: str) -> None:
        """Show other rows of a card's passages; those that stay are the same ones."""
        rows, node, claim = self._rows, self.node_of(card), self._rows.claim(card) if self._rows else None
        if rows is None or node is None or node.below is not None:
            return
        if card == LOOSE:
            wanted = self._loose_nodes(rows, NOTHING_MOVED)
        else:
            depth = 2 if claim is not None and claim.claim.parent is not None else 1
            wanted = self._passage_nodes(rows, ClaimId(card), depth, NOTHING_MOVED)
        self._patch_children(node, [*wanted, *(one for one in node.children if isinstance(one.record, ClaimRow))])

    @staticmethod
    def _key_of(card: str, marked: MarkedPassage) -> str:
        return _loose_key(marked.passage.id) if card == LOOSE else next(one.id for one in marked.links if one.claim == card)

    def describe(self, record: object, role: int) -> Any:
        """One sentence a row, for screen readers and for copying; a tooltip where its words need a warning."""
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(record, PassageRow) and record.remark:
            return labels.escaped(readable.advice_words(record.marked.passage.anchor))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(record, ClaimRow):
            return claim_sentence(record)
        if isinstance(record, PassageRow):
            stance = stance_words(record.link.stance) if record.link else tr("Highlight")
            parts = readable.place_words(record.document_name, record.page), record.remark
            return f"{stance}: {readable.quote_words(record.marked)} {', '.join(filter(None, parts))}"
        if isinstance(record, LooseRow):
            return tr("Without a claim: {count}").format(count=record.count)
        return more_words(record) if isinstance(record, MoreRow) else None

    def _claim_node(self, rows: CaseRows, claim: ClaimOverview, moved: Moved | None) -> Node:
        """Return a claim's or an element's row with what is below it: the one that is there, where nothing of it moved."""
        identity = claim.claim.id
        element = claim.claim.parent is not None
        there = self._made_node(claim)
        elements = () if element else rows.elements(identity)
        if there is not None and moved is not None:
            concerned = {identity, *(one.claim.id for one in elements)}
            below = {one.key for one in there.children if isinstance(one.record, ClaimRow)}
            if below == {one.claim.id for one in elements} and concerned.isdisjoint(moved.claims | moved.evidence):
                return there
        row = ClaimRow(claim, tuple(rows.counts(identity).items()), element)
        has_any = bool(elements) or rows.index.has_linked(identity)
        known = moved if there is not None else None
        return Node(identity, row, below=partial(self._nodes_below, rows, claim, known) if has_any else None)

    def _nodes_below(self, rows: CaseRows, claim: ClaimOverview, moved: Moved | None) -> list[Node]:
        """Return the rows of a claim's passages and elements."""
        identity = claim.claim.id
        there = self._made_node(claim) if moved is not None else None
        if there is not None and moved is not None and identity not in moved.evidence:
            passages = [one for one in there.children if isinstance(one.record, PassageRow | MoreRow)]
        else:
            passages = self._passage_nodes(rows, identity, 2 if claim.claim.parent is not None else 1, moved)
        return [*passages, *(self._claim_node(rows, one, moved) for one in rows.elements(identity))]

    def _made_node(self, claim: ClaimOverview) -> Node | None:
        """Return a claim's row, where it stands below what it belongs to now and what is below itself has been made."""
        there = self.node_of(claim.claim.id)
        if there is not None and there.below is not None:
            return None
        above = there.parent.key if there is not None and there.parent is not None else ""
        return there if above == (claim.claim.parent or "") else None

    def _passage_nodes(self, rows: CaseRows, claim: ClaimId, depth: int, moved: Moved | None) -> list[Node]:
        def node(one: MarkedPassage) -> Node:
            return self._passage_node(rows, one, next(link for link in one.links if link.claim == claim), depth, moved)

        return self._in_portions(claim, rows.evidence(claim), node)

    def _in_portions(self, card: str, found: Sequence[MarkedPassage], node: Callable[[MarkedPassage], Node]) -> list[Node]:
        """Return the rows of a card's passages that are there, and rows in place of the others."""
        start, stop = self._portions.span(card, len(found))
        made = [node(one) for one in found[start:stop]]
        if start:
            made.insert(0, Node(f"{card} earlier", MoreRow(start, card, earlier=True)))
        if stop < len(found):
            made.append(Node(f"{card} later", MoreRow(len(found) - stop, card, earlier=False)))
        return made

    def _loose_node(self, rows: CaseRows, moved: Moved | None) -> Node | None:
        there = self.node_of(LOOSE)
        known = moved if there is not None and there.below is None else None
        count = rows.index.count_loose()
        same = there is not None and isinstance(there.record, LooseRow) and there.record.count == count
        if known is not None and same and not any(self._is_loose(rows, one) for one in known.passages):
            return there
        return Node(LOOSE, LooseRow(count), below=partial(self._loose_nodes, rows, known)) if count else None

    def _loose_nodes(self, rows: CaseRows, moved: Moved | None) -> list[Node]:
        return self._in_portions(LOOSE, rows.loose_passages(), lambda one: self._passage_node(rows, one, None, 1, moved))

    def _is_loose(self, rows: CaseRows, passage: PassageId) -> bool:
        """Tell whether a passage speaks to no claim, or did not when the tree was made."""
        marked = rows.passages.get(passage)
        return self.node_of(_loose_key(passage)) is not None or (marked is not None and not marked.links)

    def _passage_node(self, rows: CaseRows, marked: MarkedPassage, link: Link | None, depth: int, moved: Moved | None) -> Node:
        """Return a passage's row: the one that is there, where it did not move."""
        key = link.id if link else _loose_key(marked.passage.id)
        if moved is not None and marked.passage.id not in moved.passages:
            there = self.node_of(key)
            if there is not None and isinstance(there.record, PassageRow) and there.record.depth == depth:
                return there
        document = rows.document(marked.passage.document)
        return Node(key, PassageRow.of(marked, link, document, depth))


def more_words(row: MoreRow) -> str:
    """Return what a row says that stands for others."""
    if row.earlier:
        return trn("{count} earlier passage", "{count} earlier passages", row.count).format(count=row.count)
    return trn("{count} more passage", "{count} more passages", row.count).format(count=row.count)


def _loose_key(passage: PassageId) -> str:
    return f"{LOOSE} {passage}"


def claim_sentence(row: ClaimRow) -> str:
    """Return a claim with all its pane shows as one sentence."""
    kind = tr("Element") if row.element else tr("Claim")
    parts = [f"{kind} {row.claim.number}: {inserted(row.claim.claim.text)}", readable.claim_words(row.claim)]
    counts = dict(row.counts)
    for stance in STANCE_ORDER:
        if counts.get(stance):
            count = trn("{count} passage", "{count} passages", counts[stance]).format(count=counts[stance])
            parts.append(f"{stance_words(stance)}: {count}")
    return ". ".join(part for part in parts if part)
