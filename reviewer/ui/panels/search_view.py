"""The Search view: hits grouped by document, each with its words around it. Enter or a click lands on it.

What is found follows the case: when documents, passages or claims moved, it is searched anew as soon as somebody looks.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.i18n import tr, trn
from reviewer.looking.finder import Finder
from reviewer.looking.typed_query import understood
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import one_line
from reviewer.model.overview import SearchHit
from reviewer.services.finding import finder_of
from reviewer.services.query_words import said
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.case.case_rows import Moved
from reviewer.ui.controls.plain_lines import break_lines, draw_lines, paint_found
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.hit_model import HitGroup, HitModel, HitRow, counted_words
from reviewer.ui.models.node_model import RECORD

MOST = 200
"""Hits shown at most."""

Found = tuple[tuple[SearchHit, ...], dict[tuple[DocumentId, int], str], str, str]
"""Hits, the labels of their pages, what was not searched, in words, and the words as beginnings where that finds more, or ""."""


class SearchView(QWidget):
    """The results of the last search. `hit_taken` carries the `SearchHit` that was chosen."""

    hit_taken = Signal(object)

    def __init__(self, theme: Theme, desk: CaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = self._shown = ""
        self._awaited = 0
        self._asked_from: QWidget | None = None
        self._stale = False
        desk.rows.refreshed.connect(self._on_rows_refreshed)
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("surface", "pane")
        head.setProperty("line", "bottom")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(24, 12, 24, 12)
        self.summary = labels.label(font=theme.font("heading", bold=True), wrap=True)
        inside.addWidget(self.summary)
        self.unsearched = labels.label(role="attention", font=theme.font("second"), wrap=True)
        self.unsearched.hide()
        inside.addWidget(self.unsearched)
        column.addWidget(head)
        self._model = HitModel(self)
        self.tree = _HitTree()
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setProperty("surface", "base")
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setMouseTracking(True)
        self.tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.tree.setModel(self._model)
        self._delegate = _HitDelegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        labels.name(self.tree, tr("Search results"))
        self.tree.clicked.connect(self._take)
        self.tree.activated.connect(self._take)
        column.addWidget(self.tree, 1)
        self.show_hint()

    @property
    def query(self) -> str:
        """What the results that are shown were found by: the words asked for last may still be on their way, or have failed."""
        return self._shown

    def show_hint(self) -> None:
        """Say what to do while nothing was searched for."""
        self.summary.setText(
            tr("Type words into the search field and press Enter: pages, quotes, notes and claims are searched.")
        )

    def search(self, query: str) -> None:
        """Search the case and show what is found; for the same words once more, the rows stay as they are found again.

        What is found gets the keyboard, unless it went elsewhere meanwhile; where nothing is, it stays with the words.
        """
        again, self._asked = query == self._asked, query
        self._asked_from = self.window().focusWidget()
        self._search(again=again)

    def _search(self, *, again: bool) -> None:
        """Search for what was asked; `again` means that the case has changed since."""
        query, self._stale = self._asked, False
        self._awaited += 1

        def find(reader: CaseReader) -> Found:
            hits = reader.search(query, limit=MOST)
            documents = {hit.document for hit in hits if hit.document is not None}
            page_labels = {(one, page.index): page.label for one in documents for page in reader.pages(one) if page.label}
            return hits, page_labels, unsearched_words(reader), reader.begins_more(query)

        def found(result: Found) -> None:
            self._awaited -= 1
            if query == self._asked:
                self._show(result, again=again)
            self._catch_up()

        def failed(error: BaseException) -> None:
            self._awaited -= 1
            self._desk.tasks.failed.emit(error)

        self._desk.tasks.deliver(self._desk.session.read(find), found, failed, owner=self)

    def _catch_up(self) -> None:
        """Search anew what has changed, one search at a time."""
        if self._stale and self._asked and not self._awaited and self.isVisible():
            self._search(again=True)

    def _on_rows_refreshed(self, moved: Moved) -> None:
        if moved.documents or moved.passages or moved.claims:
            self._stale = True
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: what changed meanwhile is seen now."""
        super().showEvent(event)
        self._catch_up()

    def take_focus(self) -> None:
        """Give the keyboard to the results, where there are any."""
        if self._model.rowCount():
            self.tree.setFocus()

    def _show(self, found: Found, *, again: bool) -> None:
        query, (hits, page_labels, unsearched, begun) = self._asked, found
        self._shown = query
        self.unsearched.setText(unsearched)
        self.unsearched.setVisible(bool(unsearched))
        pictures = {one.document.id for one in self._desk.rows.documents if one.document.is_picture}
        self._model.show(hits, page_labels, pictures=pictures, anew=not again)
        self._delegate.finder = finder_of(query)
        self.tree.expandAll()
        if not hits:
            told = tr("Nothing found for {words}.").format(words=said(understood(query), query))
            self.summary.setText(f"{told} {_other_way(begun)}".strip())
            return
        told = tr("The best for {words}: {counts}") if len(hits) == MOST else tr("{counts} with {words}")
        told = told.format(counts=counted_words(hits), words=said(understood(query), query))
        self.summary.setText(f"{told}. {_other_way(begun)}" if begun else told)
        if not again or not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self._model.index(0, 0, self._model.index(0, 0)))
        field, self._asked_from = self._asked_from, None
        types_on = isinstance(field, QLineEdit) and field.text().strip() != query
        if field is not None and field is self.window().focusWidget() and not types_on:
            self.tree.setFocus()

    def _take(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, HitRow):
            self.hit_taken.emit(record.hit)


def _other_way(begun: str) -> str:
    """Say that the words find more where they are only the beginnings of words; "" where they do not."""
    return tr("Whole words are found; {beginnings} would find more.").format(beginnings=said(understood(begun))) if begun else ""


def unsearched_words(reader: CaseReader) -> str:
    """Say what no search can find anything in, for it has no words; "" where everything was searched."""
    counts = reader.unsearched_pages()
    missing = {document: one.wordless for document, one in counts.items()}
    scans, unread = sum(one.scanned for one in counts.values()), sum(one.unread for one in counts.values())
    images = documents = pages = 0
    for one in (overview.document for overview in reader.documents()):
        if one.is_image and missing.get(one.id) == one.page_count:
            images += 1
        elif missing.get(one.id) == one.page_count:
            documents += 1
        else:
            pages += missing.get(one.id, 0)
    parts = (
        (images, trn("{count} image has no text: not searched", "{count} images have no text: not searched", images)),
        (documents, trn("{count} document has no text: not searched", "{count} documents have no text: not searched", documents)),
        (pages, trn("{count} page has no text: not searched", "{count} pages have no text: not searched", pages)),
        (unread, trn("{count} page could not be read: not searched", "{count} pages could not be read: not searched", unread)),
        (
            scans,
            trn(
                "{count} page is a picture: only the few words stamped on it were searched",
                "{count} pages are pictures: only the few words stamped on them were searched",
                scans,
            ),
        ),
    )
    return " · ".join(words.format(count=count) for count, words in parts if count)


class _HitTree(QTreeView):
    """Rows of hits; the heads of groups are no rows to stand on, and are always open."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)

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


class _HitDelegate(QStyledItemDelegate):
    """Paints a group's name, or a hit: place at the left, words beside it."""

    _PLACE_PX = 120

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.finder = Finder(())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        record = index.data(RECORD)
        lines = len(self._lines(record, width)) if isinstance(record, HitRow) else 0
        return QSize(width, 8 + 20 * lines + 6 if lines else 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
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
            painter.setFont(self._font(record))
            painter.setPen(self._theme.token("text"))
            start = rect.left() + 24 + self._PLACE_PX
            lines = self._lines(record, rect.width())
            tint = self._theme.token("page_selection")
            paint_found(painter, lines, self.finder.spans, QPointF(start, rect.top() + 8), tint=tint, line_px=20)
            draw_lines(painter, lines, QPointF(start, rect.top() + 8), rect.right() - start - 24, 20)
        painter.restore()

    def _font(self, record: HitRow) -> QFont:
        return self._theme.font(serif=record.hit.kind in ("page", "quote"))

    def _lines(self, record: HitRow, width: float) -> list[str]:
        return break_lines(record.hit.snippet, self._font(record), width - 48 - self._PLACE_PX, most=3)
