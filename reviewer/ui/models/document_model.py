"""The list of documents: name, pages, passages. Sorted and filtered by `DocumentOrder` on top of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from reviewer.model.document import LinkedFileTrouble
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted, one_line
from reviewer.model.overview import DocumentOverview
from reviewer.ui.look import labels, readable
from reviewer.ui.models.node_model import RECORD, Node, NodeModel

SORTS = ("added", "name", "passages")
"""Ways to sort: as added to the case, by name, most passages first."""


TROUBLE, OPENED = RECORD + 1, RECORD + 2
"""The roles under which what is wrong with a linked document's file, and how many pages were opened, is handed to the delegate;
None where nothing is wrong, or that is not known."""


class DocumentModel(NodeModel):
    """One row a document; its record is a `DocumentOverview`.

    Attributes:
        troubles: What is wrong with the files of linked documents.
        opened: How many pages of documents somebody has opened, as far as that is known.

    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.troubles: Mapping[DocumentId, LinkedFileTrouble] = {}
        self.opened: Mapping[DocumentId, int] = {}

    def show(self, documents: tuple[DocumentOverview, ...]) -> None:
        """Make the rows those documents."""
        self.patch([Node(one.document.id, one) for one in documents])

    def describe(self, record: object, role: int) -> Any:
        """Name for display; name and second line for screen readers and the tooltip."""
        if not isinstance(record, DocumentOverview):
            return None
        document = record.document
        trouble, opened = self.troubles.get(document.id), self.opened.get(document.id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(document.name)
            case _ if role in (TROUBLE, OPENED):
                return trouble if role == TROUBLE else opened
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{inserted(document.name)}, {readable.document_words(document, record.passages, trouble, opened or None)}"
            case Qt.ItemDataRole.ToolTipRole:
                return labels.escaped(
                    f"{one_line(document.name)}\n{readable.size_words(document.size)} · sha256 {document.sha256[:8]}…"
                )
            case _:
                return None


class DocumentOrder(QSortFilterProxyModel):
    """Shows the documents whose name contains the filter's words, in the chosen order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sort = "added"
        self._words: list[str] = []
        self.only_unopened = False
        self.sort(0)

    @property
    def chosen(self) -> str:
        """The way of sorting in use."""
        return self._sort

    def set_sort(self, sort: str) -> None:
        """Sort by one of `SORTS`, or as added."""
        self._sort = sort if sort in SORTS else SORTS[0]
        self.invalidate()

    def set_filter(self, text: str) -> None:
        """Show only documents whose names contain every word, upper or lower case alike."""
        self._words = text.casefold().split()
        self.invalidateFilter()

    def set_only_unopened(self, wanted: bool) -> None:
        """Show only documents with pages that nobody has opened, as far as is known, or all."""
        self.only_unopened = wanted
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Qt's override."""
        index = self.sourceModel().index(row, 0, parent)
        record, opened = index.data(RECORD), index.data(OPENED)
        if not isinstance(record, DocumentOverview):
            return True
        if self.only_unopened and opened is not None and opened >= record.document.page_count:
            return False
        name = record.document.name.casefold()
        return all(word in name for word in self._words)

    def lessThan(self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex) -> bool:
        """Qt's override."""
        one, two = left.data(RECORD), right.data(RECORD)
        if not isinstance(one, DocumentOverview) or not isinstance(two, DocumentOverview):
            return False
        return self._key(one, left.row()) < self._key(two, right.row())

    def _key(self, one: DocumentOverview, row: int) -> tuple[object, ...]:
        match self._sort:
            case "name":
                return one.document.name.casefold(), row
            case "passages":
                return -one.passages, row
            case _:
                return (row,)
