"""Below the documents: the pages of the one on show as thumbnails, its table of contents, or its annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reviewer.documents.findings import OutlineItem
from reviewer.documents.open_document import OpenDocument
from reviewer.errors import ReviewerError
from reviewer.i18n import tr
from reviewer.model.page import PageInfo
from reviewer.services.annotations.reading_annotations import ListedAnnotation
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.page_model import OnPage, PageModel, PageRow
from reviewer.ui.panels.pages.annotation_list import AnnotationList
from reviewer.ui.panels.pages.outline_list import OutlineList
from reviewer.ui.panels.pages.thumbnails import ThumbnailList
from reviewer.ui.tasks import Tasks

_SWITCH_MARGIN_PX = 12
_WORD_MARGIN_PX = 12


class PagesPane(QWidget):
    """Pages | Outline, and Annotations where there are any.

    Signals:
        page_requested: A page, from 0.
        place_requested: Where an `OutlineItem` leads.

    """

    page_requested = Signal(int)
    place_requested = Signal(object)

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._document: OpenDocument | None = None
        self._outline_asked = False
        self._page = 0
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
        self._thumbs = ThumbnailList(theme, self.model)
        for signal in (self._thumbs.clicked, self._thumbs.activated):
            signal.connect(lambda index: self.page_requested.emit(index.row()))
        self._stack.addWidget(self._thumbs)
        self.outline = OutlineList(theme, self._page_words)
        self.outline.place_requested.connect(self.place_requested)
        self._stack.addWidget(self.outline)
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
        self._page = 0
        self.outline.clear()
        if self._stack.currentIndex() == 1:
            self._ask_outline()

    def open_part(self, part: str) -> bool:
        """Show a part ("pages", "outline", "annotations") and give it the keyboard; False where there are no annotations."""
        parts: dict[str, tuple[QPushButton, QWidget]] = {
            "pages": (self.pages_button, self._thumbs),
            "outline": (self.outline_button, self.outline.tree),
            "annotations": (self.annotations_button, self.annotations.list),
        }
        button, shown = parts[part]
        if not button.isVisibleTo(self):
            return False
        button.click()
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

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
        self._thumbs.set_inverted(inverted)

    def show_page(self, page: int) -> None:
        """Make a page (from 0) the current one."""
        self._page = page
        self._thumbs.show_page(page)
        self.outline.show_page(page)

    def show_in_view(self, pages: range) -> None:
        """Mark the pages (from 0) that can be seen, besides the current one."""
        self._thumbs.show_in_view(pages)

    def _segment(self, words: str, place: str) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setProperty("segment", place)
        return made

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        if index == 1:
            self._ask_outline()

    def _ask_outline(self) -> None:
        if self._document is None or self._outline_asked:
            return
        self._outline_asked = True
        asked = self._document
        read, failed = partial(self._on_outline_read, asked), partial(self._on_outline_failed, asked)
        self._tasks.deliver(asked.outline(), read, failed, owner=self)

    def _on_outline_read(self, document: OpenDocument, items: tuple[OutlineItem, ...]) -> None:
        if document is self._document:
            self.outline.show_items(items)
            self.outline.show_page(self._page)

    def _on_outline_failed(self, document: OpenDocument, error: BaseException) -> None:
        if document is self._document:
            said = tr("The outline could not be read.")
            self.outline.tell(f"{error.summary}. {error.hint}" if isinstance(error, ReviewerError) else said)

    def _page_words(self, page: int) -> str:
        row = self.model.index(page, 0).data(RECORD)
        return row.page.label or str(row.page.number) if isinstance(row, PageRow) else str(page + 1)
