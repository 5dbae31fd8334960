"""What is found out about single pages when somebody needs it: fetched once a page, and kept for a while.

Owns the fetching and the keeping; what it is, and what is done with it, is decided elsewhere.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from reviewer.log import logger
from reviewer.ui.tasks import Tasks

KEPT_PAGES = 64

T = TypeVar("T")

_log = logger(__name__)


class PageFindings(QObject, Generic[T]):
    """What is found on one document's pages.

    Args:
        ask: Asks for a page's (from 0).
        tasks: Brings it home.
        what: What it is, for the log.

    Signals:
        arrived: It is known now for this page (from 0), or that it cannot be known.

    """

    arrived = Signal(int)

    def __init__(
        self, ask: Callable[[int], Future[tuple[T, ...]]], tasks: Tasks, what: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._tasks = tasks
        self._what = what
        self._known: OrderedDict[int, tuple[T, ...]] = OrderedDict()
        self._pending: dict[int, Future[tuple[T, ...]]] = {}

    def knows(self, page: int) -> bool:
        """Tell whether a page has been read, or cannot be."""
        return page in self._known

    def on_page(self, page: int) -> tuple[T, ...]:
        """Return a page's, as far as they are known."""
        return self._known.get(page, ())

    def want(self, page: int) -> None:
        """Fetch a page's unless they are there or on their way."""
        if page in self._known:
            self._known.move_to_end(page)
        elif page not in self._pending:
            future = self._pending[page] = self._ask(page)
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

    def _on_read(self, page: int, found: tuple[T, ...]) -> None:
        if self._pending.pop(page, None) is None:  # stopped meanwhile
            return
        self._known[page] = found
        while len(self._known) > KEPT_PAGES:
            self._known.popitem(last=False)
        self.arrived.emit(page)

    def _on_failed(self, page: int, error: BaseException) -> None:
        _log.info("%s on page %d could not be read: %s", self._what, page, type(error).__name__)
        self._on_read(page, ())
