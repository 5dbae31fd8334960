"""Heights of rows, kept while what they show stays: a view asks for all of them whenever one row comes or goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

_MOST = 20_000


class RowHeights:
    """The heights worked out so far, by row (as `NodeModel` numbers them)."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, tuple[object, ...], int]] = {}

    def get(
        self, index: QModelIndex | QPersistentModelIndex, record: object, depends: tuple[object, ...], work_out: Callable[[], int]
    ) -> int:
        """Return a row's height in logical pixels, worked out anew where its record or what it `depends` on is another."""
        number = index.internalId()
        known = self._known.get(number)
        if known is not None and known[0] is record and known[1] == depends:
            return known[2]
        if len(self._known) >= _MOST:
            self._known.clear()
        height = work_out()
        self._known[number] = record, depends, height
        return height
