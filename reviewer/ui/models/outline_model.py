"""A document's table of contents as a tree. Its titles are the document's words and shown plain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from reviewer.documents.results import OutlineItem
from reviewer.model.neutral import one_line
from reviewer.ui.look import labels
from reviewer.ui.models.node_model import Node, NodeModel


class OutlineModel(NodeModel):
    """One row an entry; its record is an `OutlineItem`."""

    def show(self, items: Sequence[OutlineItem]) -> None:
        """Make the tree that of those entries, in place of the one before."""
        self.patch([])
        top: list[Node] = []
        above: list[tuple[int, Node]] = []
        for at, item in enumerate(items):
            node = Node(str(at), item)
            while above and above[-1][0] >= item.level:
                above.pop()
            (above[-1][1].children if above else top).append(node)
            above.append((item.level, node))
        self.patch(top)

    def describe(self, record: object, role: int) -> Any:
        """The title; plain in the tooltip too."""
        if not isinstance(record, OutlineItem):
            return None
        title = one_line(record.title)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return title
        return labels.escaped(title) if role == Qt.ItemDataRole.ToolTipRole else None
