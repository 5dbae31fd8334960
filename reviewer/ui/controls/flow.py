"""A row of controls that goes on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays its items from left to right, in as many lines as it takes."""

    def __init__(self, parent: QWidget | None = None, *, across: int = 8, down: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across, self._down = across, down
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's override."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's override."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's override."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Qt's override."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt's override: it takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt's override."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's override."""
        return self._lay(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Qt's override."""
        super().setGeometry(rect)
        self._lay(rect, moving=True)

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Qt's override: as wide as its widest item."""
        found = QSize()
        for one in self._items:
            if not one.isEmpty():
                found = found.expandedTo(one.minimumSize())
        return found

    def _lay(self, rect: QRect, *, moving: bool) -> int:
        """Return how high the lines are together; items stand in the middle of their line."""
        y = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            y += self._down if number else 0
            height = max(size.height() for _, size in line)
            x = rect.x()
            for one, size in line:
                if moving:
                    one.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._across
            y += height
        return y - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for one in self._items:
            if one.isEmpty():
                continue
            wanted = one.sizeHint()
            size = QSize(min(wanted.width(), max(width, one.minimumSize().width())), wanted.height())
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((one, size))
            left -= size.width() + self._across
        return lines
