"""The list of claims without their elements, with all links counted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.models.evidence_model import ClaimRow, claim_sentence
from reviewer.ui.models.node_model import Node, NodeModel


class ClaimModel(NodeModel):
    """One row a claim; its record is a `ClaimRow`."""

    def show(self, rows: CaseRows) -> None:
        """Make the rows the claims of the case."""
        wanted = []
        for claim in rows.elements(None):
            counts = tuple(rows.counts(claim.claim.id).items())
            wanted.append(Node(claim.claim.id, ClaimRow(claim, counts, element=False)))
        self.patch(wanted)

    def describe(self, record: object, role: int) -> Any:
        """The claim as one sentence."""
        if isinstance(record, ClaimRow) and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return claim_sentence(record)
        return None
