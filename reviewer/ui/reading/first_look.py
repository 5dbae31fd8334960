"""The first page of a file, on show before the case that the file is added to is there: the Read view's stand-in at the start.

Owns the file's document and what shows it, first its pixels alone, then a page view, until the Read view takes them over with the
place, zoom and selection they have by then. Loads as little as it can: everything else is loaded while a person already reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.documents.client import OpenDocument, Source
from reviewer.documents.first_file import FirstFile
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.page import PageInfo
from reviewer.ui.look.theme import Theme
from reviewer.ui.reading.pane_widths import KeptPanes, pane_widths, panes_shown
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.first_page import FirstPage

if TYPE_CHECKING:  # loaded once the first page is on the screen
    from reviewer.ui.viewer.page_view import PageView

TABS_PX = 36
"""Logical pixels of the row of tabs above a page."""

PATIENCE_MS = 1500
"""How long the rest of the program waits for the first page."""

BREATH_MS = 60
"""How long it waits after it, so that the page is on the screen before anything else is loaded."""

TILES_MS = 50
"""How long the pixels stay after the view has the first of its own: the others in view follow at once."""

_log = logger(__name__)


class Taken(NamedTuple):
    """What is taken over from a first look.

    Attributes:
        path: The file.
        source: Its bytes; closed by whoever takes over.
        opened: The document; likewise.
        view: The page view it is on show in.
        pages: The geometry of the pages, as far as it is known.

    """

    path: Path
    source: Source
    opened: OpenDocument
    view: PageView
    pages: Sequence[PageInfo]


class FirstLook(QWidget):
    """Page and empty panes, where the Read view will have them.

    Attributes:
        page: The first page's pixels; None once the view is on show.
        view: The page view; None before `grow`.

    Signals:
        settled: The first page is drawn, or will not be for now: the rest of the program may be loaded.

    """

    settled = Signal()

    def __init__(self, file: FirstFile, theme: Theme, tasks: Tasks, kept: KeptPanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._path = file.path
        self._tasks = tasks
        self._found: tuple[Source, OpenDocument] | None = None
        self._pages: Sequence[PageInfo] = ()
        self._is_settled = False
        self._is_wanted = True
        self._is_loaded = False
        self._theme = theme
        self.page: FirstPage | None = FirstPage(tasks, theme)
        self.page.shown.connect(self._on_page_shown)
        self.view: PageView | None = None
        (self._left, self._left_column), (self._right, self._right_column) = _pane(), _pane()
        self._head, self._head_row = _head()
        self._is_named = False
        self._column = QVBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self._left)
        row.addWidget(self._middle(self.page), 1)
        row.addWidget(self._right)
        QTimer.singleShot(PATIENCE_MS, self, self._settle)
        self._follow(file.opening)

    def take_focus(self) -> None:
        """Give the keyboard to the page, also while there is nothing of it to be seen yet."""
        if self.page is not None:
            self.page.setFocus()

    def take(self) -> Taken | None:
        """Hand over the page view and the document; None where there is none (yet), or its checksum is not to be had."""
        self._is_wanted = False
        if self._found is None or not self._found[0].is_hashed:
            return None
        view = self.view or self._grown(self._found[1])
        source, opened = self._found
        self._found = None
        self._drop_page()
        view.setParent(None)
        return Taken(self._path, source, opened, view, self._pages)

    def grow(self) -> None:
        """Put a page view in the place of the pixels, where there is a document (yet); called when all of it is loaded."""
        self._is_loaded = True
        if self._found is not None and self.view is None:
            self._grown(self._found[1])

    def discard(self) -> None:
        """Close the document that nobody took over, now or when it comes."""
        self._is_wanted = False
        self._drop_page()
        if self._found is not None:
            if self.view is not None:
                self.view.close_document()
            for one in self._found:
                one.close()
            self._found = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: panes as wide as those of the Read view."""
        super().resizeEvent(event)
        left, _, right = pane_widths(self.width(), self._kept)
        self._left.setFixedWidth(left)
        self._right.setFixedWidth(right)
        for pane, shown in zip((self._left, self._right), panes_shown(self.width(), self._kept), strict=True):
            pane.setVisible(shown)

    def _follow(self, opening: Future[tuple[Source, OpenDocument]]) -> None:
        """Show what is being opened, when it is there; a file that cannot be opened is told of when it is added to the case."""

        def opened(found: tuple[Source, OpenDocument]) -> None:
            if shiboken6.isValid(self) and self._is_wanted:
                self._on_opened(found)
            else:
                for one in found:
                    one.close()

        def refused(error: BaseException) -> None:
            if shiboken6.isValid(self):
                self._on_refused(error)

        self._tasks.deliver(opening, opened, refused)

    def _middle(self, page: QWidget) -> QWidget:
        middle, column = QWidget(), self._column
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(page, 1)
        return middle

    def _on_opened(self, found: tuple[Source, OpenDocument]) -> None:
        self._found = found
        self._pages = (found[1].first_page,)
        if self._is_loaded:
            self._grown(found[1])
        elif self.page is not None:
            self.page.open(found[1])

    def _grown(self, opened: OpenDocument) -> PageView:
        """Make the page view, under the pixels until it has its own, and hand it the keys that were pressed meanwhile."""
        from reviewer.ui.viewer.page_view import PageView

        view = self.view = PageView(self._tasks, self._theme)
        view.page_shown.connect(self._on_view_page_shown)
        if self.page is not None:
            self._column.replaceWidget(self.page, view)
            self.page.raise_()
        else:
            self._column.addWidget(view, 1)
        view.show()
        self._column.activate()
        view.open(opened, self._pages, is_image=opened.media_type.startswith("image/"))
        self._tasks.deliver(opened.pages(), partial(self._on_pages_read, opened), self._on_refused, owner=self)
        view.setFocus()
        if self.page is not None:
            self.page.stop()
            for event in self.page.held_keys:
                QApplication.sendEvent(view, event)
            self.page.held_keys.clear()
        return view

    def _drop_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.stop()
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _on_refused(self, error: BaseException) -> None:
        _log.info("no first look: %s", type(error).__name__)
        self._settle()

    def _name_parts(self) -> None:
        """Say what is where, now that the page is on the screen: letters of Qt's own take as long to load as a page to draw."""
        from reviewer.ui.look import labels
        from reviewer.ui.panels.pane_head import PaneHead

        if self._is_named:
            return
        self._is_named = True
        self._left_column.insertWidget(0, PaneHead(self._theme, tr("Documents")))
        self._right_column.insertWidget(0, PaneHead(self._theme, tr("Claims")))
        self._head_row.addWidget(labels.label(self._path.name, font=self._theme.font(bold=True)))

    def _on_page_shown(self) -> None:
        if not self._is_named:
            self._name_parts()
            QTimer.singleShot(BREATH_MS, self, self._settle)

    def _on_view_page_shown(self, _page: int) -> None:
        QTimer.singleShot(TILES_MS, self, self._drop_page)

    def _on_pages_read(self, opened: OpenDocument, pages: Sequence[PageInfo]) -> None:
        if self._found is not None and self._found[1] is opened and self.view is not None:
            self._pages = pages
            self.view.extend_pages(pages)

    def _settle(self) -> None:
        if not self._is_settled:
            self._is_settled = True
            self._name_parts()
            self.settled.emit()


def _pane() -> tuple[QWidget, QVBoxLayout]:
    """Return an empty pane, and where its head goes."""
    made = QWidget()
    made.setProperty("surface", "pane")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    return made, column


def _head() -> tuple[QFrame, QHBoxLayout]:
    """Return the row of tabs, and where a name goes."""
    made = QFrame()
    made.setFixedHeight(TABS_PX)
    made.setProperty("surface", "window")
    made.setProperty("line", "bottom")
    row = QHBoxLayout(made)
    row.setContentsMargins(14, 0, 8, 0)
    return made, row
