"""What leads somewhere on the pages that the pointer was over, fetched once a page and kept for a while.

Owns the fetching and the keeping; what a click does with it is decided elsewhere.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from reviewer.documents.findings import Hyperlink
from reviewer.log import logger
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.page_layout import PagePoint

KEPT_PAGES = 64

_log = logger(__name__)


class HyperlinkSource(Protocol):
    """What is needed of an open document."""

    def hyperlinks(self, page: int) -> Future[tuple[Hyperlink, ...]]:
        """Return what leads somewhere on a page, the topmost last."""


class PageHyperlinks(QObject):
    """What leads somewhere on one document's pages.

    Signals:
        arrived: It is known now for this page (from 0).

    """

    arrived = Signal(int)

    def __init__(self, source: HyperlinkSource, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._tasks = tasks
        self._known: OrderedDict[int, tuple[Hyperlink, ...]] = OrderedDict()
        self._pending: dict[int, Future[tuple[Hyperlink, ...]]] = {}

    def knows(self, page: int) -> bool:
        """Tell whether a page has been read, or cannot be."""
        return page in self._known

    def at(self, at: PagePoint) -> Hyperlink | None:
        """Return the topmost one at a point of a page, as far as that page is known."""
        return next((one for one in reversed(self._known.get(at.page, ())) if one.rect.contains(at.point)), None)

    def on_page(self, page: int) -> tuple[Hyperlink, ...]:
        """Return a page's, as far as they are known."""
        return self._known.get(page, ())

    def want(self, page: int) -> None:
        """Fetch a page's unless they are there or on their way."""
        if page in self._known:
            self._known.move_to_end(page)
        elif page not in self._pending:
            future = self._pending[page] = self._source.hyperlinks(page)
            self._tasks.deliver(future, partial(self._on_read, page), partial(self._on_failed, page), owner=self)

    def try_again(self, page: int) -> None:
        """Forget a page, which may have been unreadable; it is asked for when it is wanted next."""
        self._known.pop(page, None)

    def stop(self) -> None:
        """Cancel what is on its way, and forget what is there."""
        for future in self._pending.values():
            future.cancel()
        self._pending.clear()
        self._known.clear()

    def _on_read(self, page: int, found: tuple[Hyperlink, ...]) -> None:
        if self._pending.pop(page, None) is None:  # stopped meanwhile
            return
        self._known[page] = found
        while len(self._known) > KEPT_PAGES:
            self._known.popitem(last=False)
        self.arrived.emit(page)

    def _on_failed(self, page: int, error: BaseException) -> None:
        _log.info("what leads somewhere on page %d could not be read: %s", page, type(error).__name__)
        self._on_read(page, ())
