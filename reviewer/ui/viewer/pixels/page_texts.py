"""The characters of the pages in view, fetched once a page and kept for a while.

Owns the fetching and the keeping; what is made of the characters (carets, words, selections) is `documents.text`'s.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container, Iterable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from reviewer.documents.text.page.page_text import PageText
from reviewer.log import logger
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.page_layout import PagePoint

KEPT_PAGES = 64
"""Pages whose characters are kept besides those held on to: about 100 KB each."""

_log = logger(__name__)


class TextSource(Protocol):
    """What is needed of an open document."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""

    def text(self, page: int) -> Future[PageText]:
        """Return a page's characters with their boxes."""


class PageTexts(QObject):
    """The texts of one document's pages.

    Signals:
        arrived: The text of this page (from 0) is there, or it is known now that it has none.
        replaced: This page (from 0) has another text now than this one, which was there: nothing counted in it holds any more.

    """

    arrived = Signal(int)
    replaced = Signal(int, object)

    def __init__(self, source: TextSource, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._tasks = tasks
        self._texts: OrderedDict[int, PageText] = OrderedDict()
        self._pending: dict[int, Future[PageText]] = {}
        self._in_passing: set[int] = set()
        self._unreadable: set[int] = set()
        self._held: range = range(0)

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return self._source.page_count

    @property
    def known(self) -> Mapping[int, PageText]:
        """The texts that are there, by page."""
        return self._texts

    def get(self, page: int) -> PageText | None:
        """Return a page's text if it is there."""
        found = self._texts.get(page)
        if found is not None:
            self._texts.move_to_end(page)
        return found

    def has_words(self, page: int) -> bool | None:
        """Tell whether a page has words; None while that is not known."""
        if page in self._unreadable:
            return False
        found = self._texts.get(page)
        return None if found is None else bool(found.text.strip())

    def has_words_at(self, at: PagePoint) -> bool | None:
        """Tell whether words are meant by a point of a page, and not a picture; None while that is not known."""
        found = self._texts.get(at.page)
        return self.has_words(at.page) if found is None else found.has_words_at(at.point)

    def want(self, pages: Iterable[int]) -> None:
        """Fetch the texts of these pages unless they are there or on their way."""
        for page in pages:
            self._ask(page)
            self._in_passing.discard(page)

    def look(self, pages: Iterable[int], near: Container[int]) -> None:
        """Fetch the texts of these pages for a view, and give up those that were fetched for an earlier one and are not near."""
        for page in [one for one in self._in_passing if one not in near and one not in self._held]:
            self._in_passing.discard(page)
            self._pending.pop(page).cancel()
        for page in pages:
            if self._ask(page):
                self._in_passing.add(page)

    def hold(self, pages: range) -> None:
        """Keep these pages' texts, and fetch what is missing, until another range is held: a selection spans them."""
        self._held = pages
        self.want(pages)

    def try_again(self, page: int) -> None:
        """Forget that a page could not be read; it is asked for when it is wanted next."""
        self._unreadable.discard(page)

    def renew(self, page: int) -> bool:
        """Forget a page's text, for it has another one now; tell whether it was there or on its way."""
        self._unreadable.discard(page)
        self._in_passing.discard(page)
        pending = self._pending.pop(page, None)
        if pending is not None:
            pending.cancel()
        text = self._texts.pop(page, None)
        if text is not None:
            self.replaced.emit(page, text)
        if page in self._held:
            self._ask(page)
        return text is not None or pending is not None

    def stop(self) -> None:
        """Cancel what is on its way, and forget what is there: whatever still holds this object holds no texts."""
        for future in self._pending.values():
            future.cancel()
        self._pending.clear()
        self._in_passing.clear()
        self._texts.clear()
        self._held = range(0)

    def _ask(self, page: int) -> bool:
        if page in self._texts or page in self._pending or page in self._unreadable:
            return False
        future = self._pending[page] = self._source.text(page)
        told = partial(self._on_text_read, page, future), partial(self._on_text_failed, page, future)
        self._tasks.deliver(future, *told, owner=self)
        return True

    def _on_text_read(self, page: int, asked: Future[PageText], text: PageText) -> None:
        if self._pending.get(page) is not asked:  # stopped, given up or asked anew meanwhile, for the page has another text
            return
        del self._pending[page]
        self._in_passing.discard(page)
        self._texts[page] = text
        free = [one for one in self._texts if one not in self._held]
        for old in free[: max(0, len(free) - KEPT_PAGES)]:
            del self._texts[old]
        self.arrived.emit(page)

    def _on_text_failed(self, page: int, asked: Future[PageText], error: BaseException) -> None:
        if self._pending.get(page) is not asked:
            return
        del self._pending[page]
        self._in_passing.discard(page)
        self._unreadable.add(page)
        _log.info("the text of page %d could not be read: %s", page, type(error).__name__)
        self.arrived.emit(page)
