"""A whole case at one moment, as an export draws on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.model.coverage import CaseCoverage
from reviewer.model.desk import Desk
from reviewer.model.document import Document
from reviewer.model.overview import CaseInfo, ClaimOverview, MarkedPassage


@dataclass(frozen=True, slots=True)
class CaseSnapshot:
    """Everything an export may draw on, read in one transaction. Documents in list order, passages in reading order.

    `coverage` is there only where it was asked for.
    """

    info: CaseInfo
    documents: tuple[Document, ...]
    claims: tuple[ClaimOverview, ...]
    passages: tuple[MarkedPassage, ...]
    desk: Desk = field(default_factory=Desk)
    coverage: CaseCoverage | None = None
