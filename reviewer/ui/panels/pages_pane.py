"""Below the documents: the pages of the one on show as thumbnails, its table of contents, or its annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.documents.open_document import OpenDocument
from reviewer.documents.results import OutlineItem
from reviewer.i18n import tr
from reviewer.model.document import PageInfo
from reviewer.model.neutral import one_line
from reviewer.services.reading_annotations import ListedAnnotation
from reviewer.ui.controls.row_paint import row_rect, row_state
from reviewer.ui.look import labels
from reviewer.ui.look.pictures import inverted_image
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.outline_model import OutlineModel
from reviewer.ui.models.page_model import EDGE_PX, OnPage, PageModel, PageRow
from reviewer.ui.panels.annotation_list import AnnotationList
from reviewer.ui.tasks import Tasks

_INVERTED_KEPT = 120
_RING_PX = 6
"""Room at both sides of a page for the ring of the chosen one."""

_INSET_PX = 6
"""With that room a wide page begins where everything else in the pane does."""

_LEAST_COLUMN_PX = 100
_SWITCH_MARGIN_PX = 12
_WORD_MARGIN_PX = 12


class PagesPane(QWidget):
    """Pages | Outline, and Annotations where there are any. `page_requested` carries a page from 0."""

    page_requested = Signal(int)

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._document: OpenDocument | None = None
        self._outline_asked = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        switch = QHBoxLayout()
        switch.setContentsMargins(_SWITCH_MARGIN_PX, 0, _SWITCH_MARGIN_PX, 0)
        switch.setSpacing(0)
        self.pages_button = self._segment(tr("Pages"), "first")
        self.outline_button = self._segment(tr("Outline"), "last")
        self.pages_button.setChecked(True)
        self.pages_button.clicked.connect(lambda: self._show(0))
        self.outline_button.clicked.connect(lambda: self._show(1))
        switch.addWidget(self.pages_button)
        switch.addWidget(self.outline_button)
        self.annotations_button = self._segment(tr("Annotations"), "last")
        self.annotations_button.clicked.connect(lambda: self._show(2))
        labels.name(self.annotations_button, tr("Annotations"))
        labels.set_tooltip(self.annotations_button, tr("Annotations made with other programs"))
        self.annotations_button.hide()
        switch.addWidget(self.annotations_button)
        column.addLayout(switch)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.model = PageModel(tasks, self)
        self._thumbs = self._thumb_list(theme)
        self._stack.addWidget(self._thumbs)
        self._stack.addWidget(self._outline_part(theme))
        self.annotations = AnnotationList(theme)
        self._stack.addWidget(self.annotations)

    def show_document(self, document: OpenDocument | None, pages: Sequence[PageInfo]) -> None:
        """Show a document's pages and contents; of the one on show only what is new."""
        is_other = document is not self._document
        self._document = document
        self.model.ratio = self.devicePixelRatioF()
        self.model.show(document, pages)
        if not is_other:
            return
        self._outline_asked = False
        self._outline.show([])
        self._no_outline.hide()
        if self._stack.currentIndex() == 1:
            self._ask_outline()

    def show_marks(self, on_page: OnPage) -> None:
        """Show where passages are, as `on_page` tells of each page."""
        self.model.show_marks(on_page)

    def forget_marks(self, pages: Iterable[int]) -> None:
        """Show anew where passages are on some pages (from 0)."""
        self.model.forget_marks(pages)

    def show_annotations(
        self, listed: Sequence[ListedAnnotation], page_labels: Sequence[str], trouble: str, *, to_come: bool = False
    ) -> None:
        """Show the annotations known by now. Their place is there while there are any, or it is looked at and some may come."""
        self.annotations.show_annotations(listed, page_labels, to_come=to_come)
        self.annotations.tell(trouble)
        shown = bool(listed or trouble) or (to_come and self._stack.currentWidget() is self.annotations)
        if shown != self.annotations_button.isVisibleTo(self):
            self.annotations_button.setVisible(shown)
            self.outline_button.setProperty("segment", "middle" if shown else "last")
            self.outline_button.style().polish(self.outline_button)
            self._name_annotations()
        if not shown and self._stack.currentWidget() is self.annotations:
            self.pages_button.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: a narrow pane has no room for a long word."""
        super().resizeEvent(event)
        self._name_annotations()

    def _name_annotations(self) -> None:
        whole = tr("Annotations")
        taken = sum(one.sizeHint().width() for one in (self.pages_button, self.outline_button)) + 2 * _SWITCH_MARGIN_PX
        wanted = self.annotations_button.fontMetrics().horizontalAdvance(whole) + _WORD_MARGIN_PX
        self.annotations_button.setText(whole if taken + wanted <= self.width() else tr("Annot."))

    def set_inverted(self, inverted: bool) -> None:
        """Show the pages as the page view does."""
        self._thumb_delegate.inverted = inverted
        self._thumbs.viewport().update()

    def show_page(self, page: int) -> None:
        """Make a page (from 0) the current one."""
        index = self.model.index(page, 0)
        if index.isValid() and index != self._thumbs.currentIndex():
            self._thumbs.setCurrentIndex(index)
            self._thumbs.show_current_soon()

    def _segment(self, words: str, place: str) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setProperty("segment", place)
        return made

    def _thumb_list(self, theme: Theme) -> _ThumbList:
        made = _ThumbList()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setViewMode(QListView.ViewMode.IconMode)
        made.setMovement(QListView.Movement.Static)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setSpacing(0)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setModel(self.model)
        self._thumb_delegate = _ThumbDelegate(theme, made)
        made.setItemDelegate(self._thumb_delegate)
        labels.name(made, tr("Pages"))
        made.clicked.connect(lambda index: self.page_requested.emit(index.row()))
        made.activated.connect(lambda index: self.page_requested.emit(index.row()))
        return made

    def _outline_part(self, theme: Theme) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self._no_outline = labels.label(tr("This document has no outline."), role="hint", wrap=True)
        self._no_outline.setContentsMargins(12, 4, 12, 4)
        self._no_outline.hide()
        column.addWidget(self._no_outline)
        self._outline = OutlineModel(self)
        tree = QTreeView()
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setHeaderHidden(True)
        tree.setIndentation(14)
        tree.setModel(self._outline)
        tree.setFont(theme.font("second"))
        labels.name(tree, tr("Outline"))
        tree.clicked.connect(self._on_outline_taken)
        tree.activated.connect(self._on_outline_taken)
        column.addWidget(tree, 1)
        return part

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        if index == 1:
            self._ask_outline()

    def _ask_outline(self) -> None:
        if self._document is None or self._outline_asked:
            return
        self._outline_asked = True
        asked = self._document
        self._tasks.deliver(asked.outline(), lambda items: self._on_outline_read(asked, items), owner=self)

    def _on_outline_read(self, document: OpenDocument, items: tuple[OutlineItem, ...]) -> None:
        if document is self._document:
            self._outline.show(items)
            self._no_outline.setVisible(not items)

    def _on_outline_taken(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, OutlineItem) and record.page is not None:
            self.page_requested.emit(record.page)


class _ThumbList(QListView):
    """A grid with as many columns as fit beside its scroll bar, whether that is shown or not.

    Were the room without a bar used, a grid that fits without one would need one, and the other way round, for ever.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setViewportMargins(_INSET_PX, 0, 0, 0)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(lambda: self.scrollTo(self.currentIndex()))

    def show_current_soon(self) -> None:
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() - _INSET_PX - self._bar_px() - 4
        columns = max(1, room // _LEAST_COLUMN_PX)
        size = QSize(room // columns, EDGE_PX + 36)
        if size != self.gridSize():
            self.setGridSize(size)
            self._soon.start()
        super().resizeEvent(event)

    def _bar_px(self) -> int:
        # Qt lays out beside what the style says, which need not be what the bar takes.
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return max(extent, self.verticalScrollBar().sizeHint().width())


class _ThumbDelegate(QStyledItemDelegate):
    """Paints a small page, the places of its passages, and its label."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.inverted = False
        self._inverted_pictures: dict[int, QImage] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        record = index.data(RECORD)
        if not isinstance(record, PageRow):
            return
        painter.save()
        rect = row_rect(option)
        width, height = record.page.shown_size
        scale = min(EDGE_PX / max(width, height, 1.0), (rect.width() - 2 * _RING_PX) / max(width, 1.0))
        sheet = QRectF(0, 0, max(8.0, width * scale), max(8.0, height * scale))
        sheet.moveCenter(QRectF(rect.left(), rect.top() + 6, rect.width(), EDGE_PX).center())
        painter.fillRect(sheet, self._theme.token("page_inverted" if self.inverted else "base"))
        picture = self._picture(record)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, picture)
        chosen = bool(row_state(option) & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(self._theme.token("accent" if chosen else "page_edge"), 2 if chosen else 1))
        painter.drawRect(sheet.adjusted(-2, -2, 2, 2) if chosen else sheet)
        for place, stance in record.marks:
            mark = QRectF(sheet.left() + 2, sheet.top() + place * sheet.height(), 3, 6)
            painter.fillRect(mark, self._theme.stance(stance).mark)
        painter.setFont(self._theme.font("tag", bold=chosen))
        painter.setPen(self._theme.token("text" if chosen else "text_second"))
        below = QRectF(rect.left(), rect.top() + EDGE_PX + 12, rect.width(), 18)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), one_line(record.page.label) or str(record.page.number))
        painter.restore()

    def _picture(self, record: PageRow) -> QImage | None:
        if record.picture is None or not self.inverted:
            return record.picture
        key = record.picture.cacheKey()
        if key not in self._inverted_pictures:
            if len(self._inverted_pictures) > _INVERTED_KEPT:
                self._inverted_pictures.clear()
            dark, light = self._theme.token("page_inverted"), self._theme.token("page_inverted_text")
            self._inverted_pictures[key] = inverted_image(record.picture, dark, light)
        return self._inverted_pictures[key]
