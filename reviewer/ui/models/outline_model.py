"""A document's table of contents as a tree. Its titles are the document's words and shown plain."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from reviewer.documents.results import OutlineItem
from reviewer.model.neutral import one_line
from reviewer.ui.look import labels
from reviewer.ui.models.node_model import Node, NodeModel

_TOP_UNITS = 150.0
"""What leads into so much of a page's top, in page units, is where that page begins."""


class OutlineModel(NodeModel):
    """One row an entry; its record is an `OutlineItem`, its key says where it stands among all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begins: list[tuple[int, float, int]] = []

    def show(self, items: Sequence[OutlineItem]) -> None:
        """Make the tree that of those entries, in place of the one before."""
        self.patch([])
        places = ((item.page, item.point.y if item.point else 0.0, at) for at, item in enumerate(items) if item.page is not None)
        self._begins = sorted(places)
        top: list[Node] = []
        above: list[tuple[int, Node]] = []
        for at, item in enumerate(items):
            node = Node(str(at), item)
            while above and above[-1][0] >= item.level:
                above.pop()
            (above[-1][1].children if above else top).append(node)
            above.append((item.level, node))
        self.patch(top)

    def reading(self, page: int) -> str | None:
        """Return the key of the entry that is read where a page (from 0) begins; one that begins near its top counts already."""
        at = bisect_right(self._begins, (page, _TOP_UNITS, len(self._begins))) - 1
        return str(self._begins[at][2]) if at >= 0 else None

    def describe(self, record: object, role: int) -> Any:
        """The title; plain in the tooltip too."""
        if not isinstance(record, OutlineItem):
            return None
        title = one_line(record.title)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return title
        return labels.escaped(title) if role == Qt.ItemDataRole.ToolTipRole else None
