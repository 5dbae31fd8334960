"""A document's table of contents as a tree: where each entry leads, and which one is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.documents import limits
from reviewer.documents.findings import OutlineItem
from reviewer.i18n import tr
from reviewer.model.neutral import inserted, one_line
from reviewer.ui.controls.plain_lines import break_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD, Index
from reviewer.ui.models.outline_model import OutlineModel

PageWords = Callable[[int], str]
"""Returns what a page (from 0) is called."""

_ROW_PX = 28
_LEFT_PX, _RIGHT_PX = 8, 12
_MARK_PX = 16
"""Edge of the mark that opens and closes a branch."""

_LINE_PX = 17
"""How much a second line adds to a row."""

MOST_WRAPPED = 500
"""Of a longer table of contents every title has one line: a tree asks for the height of each row that is open."""

_STEP_PX = 14
_DEEPEST = 6
"""Deeper branches are not moved further to the right: their words need the room."""


class OutlineList(QWidget):
    """The tree, or a sentence where a document has none. `place_requested` carries the `OutlineItem` that was taken."""

    place_requested = Signal(object)

    def __init__(self, theme: Theme, page_words: PageWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.told = labels.label("", role="hint", wrap=True)
        self.told.setContentsMargins(12, 4, 12, 4)
        self.told.hide()
        column.addWidget(self.told)
        self.model = OutlineModel(self)
        self.tree = _Tree(theme, self.model, page_words)
        self.tree.clicked.connect(self._on_tree_taken)
        self.tree.activated.connect(self._on_tree_taken)
        column.addWidget(self.tree, 1)

    def clear(self) -> None:
        """Show nothing: what the document has is not known yet."""
        self.tell("")

    def show_items(self, items: Sequence[OutlineItem]) -> None:
        """Show a table of contents; where one entry stands over all others it is open."""
        self.tree.set_wrapped(len(items) <= MOST_WRAPPED)
        self.model.show(items)
        self.told.setText(_remark(items))
        self.told.setVisible(bool(self.told.text()))
        if self.model.rowCount() == 1:
            self.tree.expand(self.model.index(0, 0))

    def tell(self, sentence: str) -> None:
        """Show a sentence and no headings."""
        self.model.show([])
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def show_page(self, page: int) -> None:
        """Stand on the entry that a page (from 0) belongs to. One that leads to that page stays, whichever it is."""
        record = self.tree.currentIndex().data(RECORD)
        if isinstance(record, OutlineItem) and record.page == page:
            return
        index = self.model.reading(page)
        while index.parent().isValid() and not self._is_in_sight(index):
            index = index.parent()
        self.tree.setCurrentIndex(index)

    def _is_in_sight(self, index: QModelIndex) -> bool:
        above = index.parent()
        while above.isValid():
            if not self.tree.isExpanded(above):
                return False
            above = above.parent()
        return True

    def _on_tree_taken(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, OutlineItem) and record.page is not None:
            self.place_requested.emit(record)


def _remark(items: Sequence[OutlineItem]) -> str:
    """Return what there is to know of a table of contents besides its headings."""
    if not items:
        return tr("This document has no outline.")
    if len(items) < limits.MAX_OUTLINE_ITEMS:
        return ""
    return tr("Only the first {count} headings are shown.").format(count=f"{limits.MAX_OUTLINE_ITEMS:,}")


class _Tree(QTreeView):
    """Rows of one or two lines; a click on the mark before an entry opens or closes what is below it."""

    def __init__(self, theme: Theme, model: OutlineModel, page_words: PageWords) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self._delegate = _Delegate(theme, self, page_words)
        self.setItemDelegate(self._delegate)
        labels.name(self, tr("Outline"))
        theme.changed.connect(self.viewport().update)

    def set_wrapped(self, wrapped: bool) -> None:
        """Give long titles a second line, or none."""
        self._delegate.most_lines = 2 if wrapped else 1
        self.setUniformRowHeights(not wrapped)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: where titles break follows from the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's override: the mark opens and closes, without going anywhere."""
        if not self._on_mark(event):
            super().mousePressEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        self.setExpanded(index, not self.isExpanded(index))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's override: nothing more happens on the mark."""
        if not self._on_mark(event):
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a second click on the mark is a click."""
        if self._on_mark(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _on_mark(self, event: QMouseEvent) -> bool:
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not self.model().hasChildren(index) or not index.isValid():
            return False
        return self._delegate.mark_rect(index).adjusted(-_LEFT_PX, -6, 2, 6).contains(event.position())


class _Delegate(QStyledItemDelegate):
    """Paints the mark, the title and the page. Titles are the document's words: drawn by QPainter.drawText, always plain.

    Attributes:
        most_lines: What does not fit on so many lines is cut at its end: titles tell themselves apart by how they begin.

    """

    def __init__(self, theme: Theme, view: QTreeView, page_words: PageWords) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._page_words = page_words
        self.most_lines = 2

    def mark_rect(self, index: Index) -> QRectF:
        """Return where the mark that opens and closes an entry is, in the view's coordinates."""
        row = QRectF(self._view.visualRect(index.sibling(index.row(), 0)))
        return self._mark_in(row, index)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override: as wide as the view, as high as the title needs."""
        width = self._view.viewport().width()
        lines = 1 if self.most_lines == 1 else max(1, len(self._lines(QRectF(0, 0, width, _ROW_PX), index)))
        return QSize(width, self._line_height() + (lines - 1) * _LINE_PX)

    def _line_height(self) -> int:
        return max(_ROW_PX, round(QFontMetricsF(self._theme.font("second")).height()) + 10)

    def _lines(self, row: QRectF, index: Index) -> list[str]:
        """Return the title as it is shown in a row."""
        words, room = one_line(str(index.data() or "")), self._words_in(row, index).width()
        return break_lines(words, self._theme.font("second"), room, most=self.most_lines)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Qt's override: the whole title as a tooltip only where it is cut."""
        shown = " ".join(self._lines(row_rect(option), index))
        if not shown.endswith("…"):
            return False
        return super().helpEvent(event, view, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        if not isinstance(record, OutlineItem):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        if index.model().hasChildren(index):
            name = "chevron-down" if self._view.isExpanded(index) else "chevron-right"
            icons.paint(painter, name, self._mark_in(rect, index), self._theme.token("text_second"))
        painter.setFont(self._theme.font("second"))
        first = QRectF(rect.left(), rect.top(), rect.width(), self._line_height())
        painter.setPen(self._theme.token("text_second"))
        single = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        page = first.adjusted(0, 0, -_RIGHT_PX, 0)
        painter.drawText(page, single | int(Qt.AlignmentFlag.AlignRight), self._page(index))
        painter.setPen(self._theme.token("text" if record.page is not None else "text_second"))
        room = self._words_in(first, index)
        for line in self._lines(rect, index):
            painter.drawText(room, single, line)
            room.translate(0, _LINE_PX)
        painter.restore()

    def _page(self, index: Index) -> str:
        record = index.data(RECORD)
        page = record.page if isinstance(record, OutlineItem) else None
        return "" if page is None else inserted(self._page_words(page))

    def _words_in(self, row: QRectF, index: Index) -> QRectF:
        taken = QFontMetricsF(self._theme.font("second")).horizontalAdvance(self._page(index))
        left = self._mark_in(row, index).right() + 4
        return QRectF(left, row.top(), max(0.0, row.right() - _RIGHT_PX - taken - 8 - left), row.height())

    def _mark_in(self, row: QRectF, index: Index) -> QRectF:
        depth, above = 0, index.parent()
        while above.isValid() and depth < _DEEPEST:
            depth, above = depth + 1, above.parent()
        corner = QPointF(row.left() + _LEFT_PX + depth * _STEP_PX, row.top() + (self._line_height() - _MARK_PX) / 2)
        return QRectF(corner.x(), corner.y(), _MARK_PX, _MARK_PX)
