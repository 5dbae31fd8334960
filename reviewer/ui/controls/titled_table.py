"""A table whose rows and columns have heads of two lines that stay in view, painted in the program's dress.

Owns the heads and the keys. What stands in the cells is the delegate's, what the heads say is the model's (`HEAD`).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme

HEAD = int(Qt.ItemDataRole.UserRole) + 2
"""The role under which a model's `headerData` hands out a `Head`."""

_PAD_PX = 12
_LINE_PX = 18
_ICON_PX = 14


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says.

    Attributes:
        title: In one or two lines.
        detail: A second line, smaller; "" for none.
        before: A number before the title.
        icon: The name of a drawing before the title.
        is_bold: Whether the title is bold.
        depth: How far the title is indented: 1 for an element below its claim.

    """

    title: str
    detail: str = ""
    before: str = ""
    icon: str = ""
    is_bold: bool = True
    depth: int = 0

    @property
    def words(self) -> str:
        """All of it in one line, for tooltips and screen readers."""
        return " · ".join(part for part in (f"{self.before} {self.title}".strip(), self.detail) if part)


class TitledTable(QTableView):
    """The table. `taken` carries the index that Enter or a double click takes."""

    taken = Signal(QModelIndex)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHorizontalHeader(_Heads(theme, Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(theme, Qt.Orientation.Vertical, self))
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self.taken)
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter takes the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class _Heads(QHeaderView):
    """The heads of the rows or of the columns."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._is_row = orientation == Qt.Orientation.Vertical
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Qt's override: two lines high; rows' heads are as wide as their owner makes them."""
        return QSize(200, 0) if self._is_row else QSize(0, 48)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Qt's override."""
        painter.save()
        painter.fillRect(rect, self._theme.token("pane" if self._is_row else "window"))
        painter.setPen(self._theme.token("separator"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        head = self.model().headerData(logicalIndex, self.orientation(), HEAD) if self.model() is not None else None
        if isinstance(head, Head):
            self._paint_head(painter, QRectF(rect), head)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRectF, head: Head) -> None:
        left, token = rect.left() + _PAD_PX + 16 * head.depth, self._theme.token("text")
        painter.setPen(token)
        painter.setFont(self._theme.font(bold=head.is_bold))
        if head.before:
            painter.drawText(QRectF(left, rect.top() + 8, 24, _LINE_PX), Qt.AlignmentFlag.AlignLeft, head.before)
            left += 24
        if head.icon:
            drawn = icons.icon(head.icon, self._theme.token("text_second"))
            drawn.paint(painter, int(left), int(rect.top()) + 9, _ICON_PX, _ICON_PX)
            left += _ICON_PX + 6
        room = rect.right() - 8 - left
        most = max(1, int((rect.height() - 12) // _LINE_PX) - bool(head.detail))
        lines = break_lines(head.title, painter.font(), room, most=most)
        used = draw_lines(painter, lines, QPointF(left, rect.top() + 6), room, _LINE_PX)
        if head.detail:
            painter.setPen(self._theme.token("text_second"))
            painter.setFont(self._theme.font("second"))
            said = break_lines(head.detail, painter.font(), room, most=1)
            draw_lines(painter, said, QPointF(left, rect.top() + 6 + used), room, _LINE_PX)
