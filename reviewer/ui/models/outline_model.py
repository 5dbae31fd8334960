"""A document's table of contents as a tree. Its titles are the document's words and shown plain."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from reviewer.documents.findings import OutlineItem
from reviewer.model.neutral import one_line
from reviewer.ui.look import labels
from reviewer.ui.models.node_model import Node, NodeModel

_TOP_UNITS = 150.0
"""What leads into so much of a page's top, in page units, is where that page begins."""


class OutlineModel(NodeModel):
    """One row an entry; its record is an `OutlineItem`, its key says where it stands among all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[OutlineItem] = ()
        self._begins: list[tuple[int, float, int]] = []

    def show(self, items: Sequence[OutlineItem]) -> None:
        """Make the tree that of those entries, in place of the one before; what is below an entry when that is opened."""
        self._items = items
        places = ((item.page, item.point.y if item.point else 0.0, at) for at, item in enumerate(items) if item.page is not None)
        self._begins = sorted(places)
        self.replace(self._rows(0, len(items)))

    def reading(self, page: int) -> QModelIndex:
        """Return the entry that is read where a page (from 0) begins; one that begins near its top counts already.

        Where that has not been made, the nearest one above it is returned.
        """
        found = bisect_right(self._begins, (page, _TOP_UNITS, len(self._begins))) - 1
        at = self._begins[found][2] if found >= 0 else None
        while at is not None and self.node_of(str(at)) is None:
            at = self._entry_above(at)
        return self.index_of(str(at))

    def _rows(self, first: int, past: int) -> list[Node]:
        """Return those entries of a part that stand below no other of it, each with a way to those below itself."""
        starts: list[int] = []
        for at in range(first, past):
            if not starts or self._items[at].level <= self._items[starts[-1]].level:
                starts.append(at)
        ends = (*starts[1:], past)[: len(starts)]
        return [
            Node(str(at), self._items[at], below=partial(self._rows, at + 1, end) if end > at + 1 else None)
            for at, end in zip(starts, ends, strict=True)
        ]

    def _entry_above(self, at: int) -> int | None:
        """Return which entry stands over one, or None."""
        level = self._items[at].level
        return next((one for one in range(at - 1, -1, -1) if self._items[one].level < level), None)

    def describe(self, record: object, role: int) -> Any:
        """The title; plain in the tooltip too."""
        if not isinstance(record, OutlineItem):
            return None
        title = one_line(record.title)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return title
        return labels.escaped(title) if role == Qt.ItemDataRole.ToolTipRole else None
