"""Shows beside the page what is known of the reading: opened pages in the list of documents and in the small pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject

from reviewer.ui.case.covered import Covered
from reviewer.ui.panels.documents.documents_pane import DocumentsPane
from reviewer.ui.panels.pages.pages_pane import PagesPane
from reviewer.ui.reading.document_tab import DocumentTab


class CoveredPages(QObject):
    """Keeps both true. `changed` is called when more is known of the document on show."""

    def __init__(
        self, covered: Covered, documents: DocumentsPane, pages: PagesPane, changed: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._covered = covered
        self._pages, self._changed = pages, changed
        self._document = ""
        covered.counted.connect(lambda: documents.show_opened(covered.counts))
        covered.changed.connect(self._on_covered_changed)

    def show(self, tab: DocumentTab | None) -> None:
        """Show the pages of another tab."""
        self._document = (tab and tab.document) or ""
        self._pages.model.state_of = partial(self._covered.state, self._document)

    def _on_covered_changed(self, document: str, pages: Iterable[int] | None) -> None:
        if document == self._document:
            self._pages.model.tell_changed(pages)
            self._changed()
