"""A tree (or list) of records that is patched, not reset, so that selection, scroll place and open branches stay.

Owns the bookkeeping between nodes and Qt's indexes. What a node shows is told by `describe`, which subclasses write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex

RECORD = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a node's record is handed to delegates and panels."""


@dataclass(eq=False, slots=True)
class Node:
    """One row.

    Attributes:
        key: Unique in the whole model; says that a row is the same one as before.
        record: What it shows.
        children: The rows below it, as far as they have been made.
        row: Where it stood among its neighbours when that was last asked for.
        below: Makes them, at least one, when they are first asked for: most branches are never opened. None once they are made.

    """

    key: str
    record: object
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    number: int = 0
    row: int = 0
    below: Callable[[], list[Node]] | None = None


class NodeModel(QAbstractItemModel):
    """A one-column model of nodes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("", None)
        self._by_number: dict[int, Node] = {0: self._root}
        self._by_key: dict[str, Node] = {}
        self._last_number = 0

    def describe(self, record: object, role: int) -> Any:
        """Return what `data` answers for a record; subclasses override it. Strings are shown as plain text."""
        del record, role
        return None

    def patch(self, wanted: Sequence[Node]) -> None:
        """Make the rows those of `wanted` with the fewest insertions, moves, removals and changes.

        A node of the model among them stands for itself: it and all below it stay as they are.
        """
        self._patch_children(self._root, wanted)

    def replace(self, wanted: Sequence[Node]) -> None:
        """Make the rows those of `wanted`, which have nothing to do with those before: nothing stays, and Qt is told once."""
        self.beginResetModel()
        self._by_number, self._by_key = {0: self._root}, {}
        self._root.children = list(wanted)
        for one in wanted:
            self._adopt(one, self._root)
        self.endResetModel()

    def node(self, index: Index) -> Node | None:
        """Return the node of an index, or None for no index."""
        return self._by_number.get(index.internalId()) if index.row() >= 0 else None

    def record(self, index: Index) -> object:
        """Return the record of an index, or None."""
        node = self.node(index)
        return node.record if node else None

    def node_of(self, key: str) -> Node | None:
        """Return the node of a key, or None where there is none or it has not been made."""
        return self._by_key.get(key)

    def index_of(self, key: str) -> QModelIndex:
        """Return where a key stands, or no index, as `node_of` does."""
        node = self._by_key.get(key)
        return self._index_of_node(node) if node else QModelIndex()

    def nodes(self, below: Node | None = None) -> Iterator[Node]:
        """Yield every node that has been made, depth first."""
        todo = [iter((below or self._root).children)]
        while todo:
            one = next(todo[-1], None)
            if one is None:
                todo.pop()
            else:
                yield one
                todo.append(iter(one.children))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """Qt's override."""
        children = self._children(self._above(parent))
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008 - Qt overloads QObject.parent
        """Qt's override."""
        node = self.node(child)
        return self._index_of_node(node.parent) if node and node.parent else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Qt's override."""
        return len(self._children(self._above(parent))) if parent.column() <= 0 else 0

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's signature
        """Qt's override: makes none of them."""
        node = self._above(parent)
        return node.below is not None or bool(node.children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008 - Qt's signature
        """Qt's override."""
        return 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt's override."""
        node = self.node(index)
        if node is None:
            return None
        return node.record if role == RECORD else self.describe(node.record, role)

    def _above(self, parent: Index) -> Node:
        return self._by_number[parent.internalId() if parent.row() >= 0 else 0]

    def _children(self, node: Node) -> list[Node]:
        """Return the rows below a row, made now where they were not."""
        if node.below is not None:
            make, node.below = node.below, None
            node.children = make()
            for one in node.children:
                self._adopt(one, node)
        return node.children

    def _index_of_node(self, node: Node) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        siblings = node.parent.children
        if node.row >= len(siblings) or siblings[node.row] is not node:
            node.row = siblings.index(node)
        return self.createIndex(node.row, 0, node.number)

    def _patch_children(self, above: Node, wanted: Sequence[Node]) -> None:
        keys = {one.key for one in wanted}
        for row in range(len(above.children) - 1, -1, -1):
            if above.children[row].key not in keys:
                self._remove(above, row)
        for row, target in enumerate(wanted):
            here = next((at for at in range(row, len(above.children)) if above.children[at].key == target.key), None)
            if here is None:
                self._insert(above, row, target)
                continue
            if here != row:
                parent = self._index_of_node(above)
                self.beginMoveRows(parent, here, here, parent, row)
                above.children.insert(row, above.children.pop(here))
                self.endMoveRows()
            node = above.children[row]
            if node is target:
                continue
            if node.record != target.record:
                node.record = target.record
                index = self._index_of_node(node)
                self.dataChanged.emit(index, index)
            self._patch_below(node, target)

    def _patch_below(self, node: Node, target: Node) -> None:
        """Make what is below a row what is wanted; what nobody has asked for stays unmade."""
        if node.below is not None and target.below is not None:
            node.below = target.below
            return
        node.below = None
        wanted = target.below() if target.below is not None else target.children
        if node.children:
            self._patch_children(node, wanted)
        elif wanted:
            self._fill(node, wanted)

    def _fill(self, above: Node, nodes: Sequence[Node]) -> None:
        """Put rows below a row that has none; Qt is told once."""
        self.beginInsertRows(self._index_of_node(above), 0, len(nodes) - 1)
        above.children = list(nodes)
        for one in nodes:
            self._adopt(one, above)
        self.endInsertRows()

    def _insert(self, above: Node, row: int, node: Node) -> None:
        self.beginInsertRows(self._index_of_node(above), row, row)
        above.children.insert(row, node)
        self._adopt(node, above)
        self.endInsertRows()

    def _adopt(self, node: Node, above: Node) -> None:
        """Enter a node and all below it; Qt is told of the uppermost alone."""
        node.parent = above
        for one in (node, *self.nodes(node)):
            self._last_number += 1
            one.number = self._last_number
            self._by_number[one.number] = one
            self._by_key[one.key] = one
            for below in one.children:
                below.parent = one

    def _remove(self, above: Node, row: int) -> None:
        self.beginRemoveRows(self._index_of_node(above), row, row)
        node = above.children.pop(row)
        for one in (node, *self.nodes(node)):
            self._by_number.pop(one.number, None)
            if self._by_key.get(one.key) is one:
                del self._by_key[one.key]
        self.endRemoveRows()
