"""What leads somewhere on the pages that the pointer was over, fetched once a page and kept for a while.

Owns which one lies at a point; what a click does with it is decided elsewhere.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject

from reviewer.documents.findings import Hyperlink
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.pixels.page_findings import PageFindings


class HyperlinkSource(Protocol):
    """What is needed of an open document."""

    def hyperlinks(self, page: int) -> Future[tuple[Hyperlink, ...]]:
        """Return what leads somewhere on a page, the topmost last."""


class PageHyperlinks(PageFindings[Hyperlink]):
    """What leads somewhere on one document's pages."""

    def __init__(self, source: HyperlinkSource, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(source.hyperlinks, tasks, "what leads somewhere", parent)

    def at(self, at: PagePoint) -> Hyperlink | None:
        """Return the topmost one at a point of a page, as far as that page is known."""
        return next((one for one in reversed(self.on_page(at.page)) if one.rect.contains(at.point)), None)
