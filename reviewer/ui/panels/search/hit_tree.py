"""The rows of what was found: how they are walked by keys, and how they look."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from reviewer.i18n import tr
from reviewer.looking.finder import Finder
from reviewer.model.neutral import one_line
from reviewer.ui.controls.plain_lines import break_lines, draw_lines, paint_found
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.hit_model import HitGroup, HitRow, MoreHits
from reviewer.ui.models.node_model import RECORD


class HitTree(QTreeView):
    """Rows of hits; the heads of groups are no rows to stand on, and are always open."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "base")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        labels.name(self, tr("Search results"))
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)

    def below_hit(self, index: QPersistentModelIndex) -> QModelIndex:
        """Return the next row to stand on below a hit; none below the last."""
        below = self.indexBelow(index)
        if isinstance(below.data(RECORD), HitGroup):
            below = self.indexBelow(below)
        return below

    def rows_in_view(self) -> Iterator[QModelIndex]:
        """Yield the rows that can be seen, from above."""
        index, height = self.indexAt(QPoint(1, 1)), self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < height:
            yield index
            index = self.indexBelow(index)

    def moveCursor(self, action: QTreeView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Qt's override: over the heads of groups to the next hit; above the first one there is only that."""
        found = super().moveCursor(action, modifiers)
        if not isinstance(found.data(RECORD), HitGroup):
            return found
        upwards = action in (self.CursorAction.MoveUp, self.CursorAction.MovePrevious, self.CursorAction.MovePageUp)
        beside = self.indexAbove(found) if upwards else self.indexBelow(found)
        if action in (self.CursorAction.MoveLeft, self.CursorAction.MoveRight):
            return self.currentIndex()
        return beside if beside.isValid() else self.indexBelow(found)


class HitDelegate(QStyledItemDelegate):
    """Paints a group's name, or a hit: place at the left, words beside it."""

    _PLACE_PX = 120

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.finder = Finder(())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override."""
        width = self._view.viewport().width()
        record = index.data(RECORD)
        lines = len(self._lines(record, width)) if isinstance(record, HitRow) else 0
        if isinstance(record, HitRow) and not record.hit.is_exact:
            lines = max(lines, 2)
        return QSize(width, 8 + 20 * lines + 6 if lines else 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        painter.save()
        rect = row_rect(option)
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        if isinstance(record, HitGroup):
            painter.setFont(self._theme.font(bold=True))
            painter.setPen(self._theme.token("text"))
            shown = painter.fontMetrics().elidedText(
                one_line(record.title), Qt.TextElideMode.ElideMiddle, int(rect.width() - 280)
            )
            painter.drawText(rect.adjusted(24, 8, -24, 0), middle, shown)
            left = painter.fontMetrics().horizontalAdvance(shown) + 34
            painter.setFont(self._theme.font("second"))
            painter.setPen(self._theme.token("text_second"))
            painter.drawText(rect.adjusted(left, 8, -24, 0), middle, record.counts)
        elif isinstance(record, HitRow):
            paint_surface(painter, self._theme, option)
            painter.setFont(self._theme.font("second"))
            painter.setPen(self._theme.token("text_second"))
            painter.drawText(QRectF(rect.left() + 24, rect.top() + 8, self._PLACE_PX - 12, 20), middle, record.place)
            if not record.hit.is_exact:
                painter.setPen(self._theme.token("attention"))
                painter.drawText(QRectF(rect.left() + 24, rect.top() + 28, self._PLACE_PX - 12, 20), middle, tr("misread?"))
            painter.setFont(self._font(record))
            painter.setPen(self._theme.token("text"))
            start = rect.left() + 24 + self._PLACE_PX
            lines = self._lines(record, rect.width())
            tint = self._theme.token("page_selection")
            paint_found(painter, lines, self.finder.spans, QPointF(start, rect.top() + 8), tint=tint, line_px=20)
            draw_lines(painter, lines, QPointF(start, rect.top() + 8), rect.right() - start - 24, 20)
        elif isinstance(record, MoreHits):
            paint_surface(painter, self._theme, option)
            painter.setFont(self._theme.font("second"))
            painter.setPen(self._theme.token("accent"))
            painter.drawText(rect.adjusted(24, 0, -24, 0), middle, record.words)
        painter.restore()

    def _font(self, record: HitRow) -> QFont:
        return self._theme.font(serif=record.hit.kind in ("page", "quote"))

    def _lines(self, record: HitRow, width: float) -> list[str]:
        return break_lines(record.hit.snippet, self._font(record), width - 48 - self._PLACE_PX, most=3)
