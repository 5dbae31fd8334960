"""Claims with their elements and passages as a tree, patched from what the case holds now.

Rows: claims; below each its own passages, grouped by stance, then its elements with theirs; last the highlights that speak to no
claim yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from reviewer.i18n import tr, trn
from reviewer.model.claim import Link, Stance
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.ui.case.case_rows import STANCE_ORDER, CaseRows
from reviewer.ui.look import readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.models.node_model import Node, NodeModel

LOOSE = "loose"
"""The key of the row above the highlights without a claim."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim or an element, with its links counted, those of its elements included."""

    claim: ClaimOverview
    counts: tuple[tuple[Stance, int], ...]
    element: bool


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage under a claim (`link`), or without one. `depth` is 1 under a claim, 2 under an element."""

    marked: MarkedPassage
    link: Link | None
    document_name: str
    depth: int


@dataclass(frozen=True, slots=True)
class LooseRow:
    """The heading above the highlights without a claim."""

    count: int


class EvidenceModel(NodeModel):
    """The tree of the claims pane."""

    def show(self, rows: CaseRows) -> None:
        """Make the tree what the case holds."""
        wanted = [self._claim_node(rows, claim, element=False) for claim in rows.elements(None)]
        loose = rows.loose_passages()
        if loose:
            children = [self._passage_node(rows, one, None, 1) for one in loose]
            wanted.append(Node(LOOSE, LooseRow(len(loose)), children))
        self.patch(wanted)

    def describe(self, record: object, role: int) -> Any:
        """One sentence a row, for screen readers and for copying."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(record, ClaimRow):
            return claim_sentence(record)
        if isinstance(record, PassageRow):
            stance = stance_words(record.link.stance) if record.link else tr("Highlight")
            place = f"{record.document_name}, {readable.page_words(record.marked.passage.anchor)}"
            return f"{stance}: {readable.quote_words(record.marked)} {place}"
        if isinstance(record, LooseRow):
            return tr("Without a claim: {count}").format(count=record.count)
        return None

    def _claim_node(self, rows: CaseRows, claim: ClaimOverview, *, element: bool) -> Node:
        identity = claim.claim.id
        counts = tuple(rows.counts(identity).items())
        depth = 2 if element else 1
        children = []
        for one in rows.evidence(identity):
            link = next(link for link in one.links if link.claim == identity)
            children.append(self._passage_node(rows, one, link, depth))
        if not element:
            children += [self._claim_node(rows, below, element=True) for below in rows.elements(identity)]
        return Node(identity, ClaimRow(claim, counts, element), children)

    @staticmethod
    def _passage_node(rows: CaseRows, marked: MarkedPassage, link: Link | None, depth: int) -> Node:
        document = rows.document(marked.passage.document)
        name = document.name if document else ""
        key = link.id if link else f"{LOOSE} {marked.passage.id}"
        return Node(key, PassageRow(marked, link, name, depth))


def claim_sentence(row: ClaimRow) -> str:
    """Return a claim with all its pane shows as one sentence."""
    kind = tr("Element") if row.element else tr("Claim")
    parts = [f"{kind} {row.claim.number}: {row.claim.claim.text}", readable.claim_words(row.claim)]
    counts = dict(row.counts)
    for stance in STANCE_ORDER:
        if counts.get(stance):
            count = trn("{count} passage", "{count} passages", counts[stance]).format(count=counts[stance])
            parts.append(f"{stance_words(stance)}: {count}")
    return ". ".join(part for part in parts if part)
