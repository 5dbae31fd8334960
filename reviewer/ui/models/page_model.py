"""The pages of a document for its thumbnails: labels, marks, and small pictures that come when they are first looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.results import Bitmap
from reviewer.i18n import tr
from reviewer.model.coverage import PageState
from reviewer.model.geometry import page_rotation
from reviewer.model.neutral import inserted, one_line
from reviewer.model.overview import MarkedPassage
from reviewer.model.page import PageInfo
from reviewer.model.stance import Stance
from reviewer.ui.look.pictures import image_of
from reviewer.ui.look.stance_lanes import Lanes, lanes
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.tasks import Tasks

EDGE_PX = 116
"""Logical pixels of a thumbnail's longer edge."""

_TOLD_EACH = 20
"""Pages whose change the view is told one by one; more are told as one stretch."""

_KEPT = 400
_AT_ONCE = 2


MARK_PX = 6
"""Logical pixels of the height of a passage's mark."""

Marks = tuple[tuple[float, Lanes], ...]
"""Where passages are on a page, from 0 (top) to 1, each place with its stances."""

OnPage = Callable[[int], Iterable[MarkedPassage]]
"""Returns the passages that touch a page (from 0)."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One thumbnail: page, picture when there is one, where passages are, from 0 (top) to 1, and what is known of its reading.

    `is_undrawn`: there will be none, for the page cannot be drawn.
    """

    page: PageInfo
    picture: QImage | None
    marks: Marks
    state: PageState | None = None
    is_undrawn: bool = False


class PageModel(QAbstractListModel):
    """One row a page. Pictures are asked for newest first, a few at a time, and only of pages that were painted."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._document: OpenDocument | None = None
        self._pages: tuple[PageInfo, ...] = ()
        self._on_page: OnPage = lambda _page: ()
        self.state_of: Callable[[int], PageState | None] = lambda _page: None
        self._marks: dict[int, Marks] = {}
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._wanted: list[int] = []
        self._busy: set[int] = set()
        self._failed: set[int] = set()
        self._round = 0
        self.ratio = 1.0

    def show(self, document: OpenDocument | None, pages: Sequence[PageInfo]) -> None:
        """Show a document's pages; of the one on show all pictures stay that are there."""
        if document is self._document and (document is None or tuple(pages) == self._pages):
            return
        self.beginResetModel()
        if document is self._document:
            self._pages = tuple(pages)
            self.endResetModel()
            return
        self._document, self._pages = document, tuple(pages)
        self._pictures.clear()
        self._wanted.clear()
        self._busy.clear()
        self._failed.clear()
        self._round += 1
        self.endResetModel()

    def show_marks(self, on_page: OnPage) -> None:
        """Take the document's passages from `on_page`, which is asked when a page is painted next."""
        self._on_page = on_page
        self._marks.clear()
        if self._pages:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._pages) - 1, 0))

    def marks(self, page: PageInfo) -> Marks:
        """Return where passages are on a page, worked out when it is first looked at."""
        found = self._marks.get(page.index)
        if found is None:
            near = MARK_PX * max(page.shown_size) / (EDGE_PX * (page.shown_size[1] or 1.0))
            found = self._marks[page.index] = tuple(lanes(_places_on(page, self._on_page(page.index)), near))
        return found

    def forget_marks(self, pages: Iterable[int]) -> None:
        """Ask anew what is on some pages (from 0)."""
        moved = set(pages)
        for page in moved:
            self._marks.pop(page, None)
        self.tell_changed(moved)

    def tell_changed(self, pages: Iterable[int] | None) -> None:
        """Show some pages (from 0) anew, or all."""
        moved = set(range(len(self._pages)) if pages is None else pages)
        there = [page for page in moved if page < len(self._pages)]  # the others are not in the list yet
        if len(there) > _TOLD_EACH:
            self.dataChanged.emit(self.index(min(there), 0), self.index(max(there), 0))
            return
        for page in there:
            self.dataChanged.emit(self.index(page, 0), self.index(page, 0))

    def try_again(self, page: int) -> None:
        """Ask once more for the picture of a page (from 0) that could not be drawn, as soon as it is looked at."""
        if page in self._failed:
            self._failed.discard(page)
            index = self.index(page, 0)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Qt's override."""
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt's override. Asking for a record asks for its picture."""
        if not index.isValid() or index.row() >= len(self._pages):
            return None
        page = self._pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(page.label) or str(page.number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(page)
        if role == RECORD:
            undrawn = page.index in self._failed
            return PageRow(page, self._picture(page.index), self.marks(page), self.state_of(page.index), undrawn)
        return None

    def _spoken(self, page: PageInfo) -> str:
        words, state = tr("Page {page}").format(page=inserted(page.label) or page.number), self.state_of(page.index)
        if state is not None and not state & PageState.OPENED:
            words = tr("{page}, not opened yet").format(page=words)
        if page.index in self._failed:
            words = tr("{page}, cannot be drawn").format(page=words)
        return tr("{page}, counterchecked").format(page=words) if state and state & PageState.COUNTERCHECKED else words

    def _picture(self, page: int) -> QImage | None:
        found = self._pictures.get(page)
        if found is not None:
            self._pictures.move_to_end(page)
        elif page not in self._busy and page not in self._failed:
            if page in self._wanted:
                self._wanted.remove(page)
            self._wanted.append(page)
            self._ask()
        return found

    def _ask(self) -> None:
        while self._wanted and len(self._busy) < _AT_ONCE and self._document is not None:
            page = self._wanted.pop()
            self._busy.add(page)
            width, height = self._pages[page].shown_size
            scale = EDGE_PX * self.ratio / max(width, height, 1.0)
            future = self._document.render(page, scale=scale, priority=Priority.THUMBNAIL)
            done, failed = partial(self._on_rendered, page, self._round), partial(self._on_refused, page, self._round)
            self._tasks.deliver(future, done, failed, owner=self)

    def _on_rendered(self, page: int, asked: int, bitmap: Bitmap) -> None:
        if asked != self._round:
            return
        self._pictures[page] = image_of(bitmap, ratio=self.ratio)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        index = self.index(page, 0)
        self.dataChanged.emit(index, index)
        self._go_on(page)

    def _on_refused(self, page: int, asked: int, _error: BaseException) -> None:
        """Have the sheet crossed out: why the page cannot be drawn is said in the page view."""
        if asked == self._round:
            self._failed.add(page)
            index = self.index(page, 0)
            self.dataChanged.emit(index, index)
            self._go_on(page)

    def _go_on(self, page: int) -> None:
        self._busy.discard(page)
        del self._wanted[:-24]
        self._ask()


def _places_on(page: PageInfo, passages: Iterable[MarkedPassage]) -> Iterator[tuple[float, Stance | None]]:
    """Yield where the upper edges of passages are on the page as shown, with each of their stances."""
    to_shown = page_rotation(page.width, page.height, page.rotation)
    height = page.shown_size[1] or 1.0
    for one in passages:
        quads = (to_shown.apply_quad(quad.quad) for quad in one.passage.anchor.quads if quad.page == page.index)
        top = min(point.y for quad in quads for point in quad.points)
        share = min(max(top / height, 0.0), 1.0)
        if not one.links:
            yield share, None
        yield from ((share, link.stance) for link in one.links)
