"""Where a hyperlink leads, in words: for the tooltip under the pointer, for the line at the foot, and for screen readers.

Owns the document's headings, which are asked for when a hyperlink to a place is first looked at. Follows nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from reviewer.documents.findings import Hyperlink, HyperlinkKind, OutlineItem
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.neutral import inserted, one_line
from reviewer.ui.look import readable
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.stage import Stage

HEAD_UNITS = 30.0
"""How far below the place that a hyperlink leads to a heading is still meant, in page units: files aim above the letters."""

TOP_UNITS = 150.0
"""What begins in so much of a page's top is meant by who leads to the page as a whole."""

MOST_CHARS = 120
"""Characters that an address or a heading has at most; longer ones are left out in the middle, where addresses tell least."""

_log = logger(__name__)


class HeadingSource(Protocol):
    """What is needed of an open document."""

    def outline(self) -> Future[tuple[OutlineItem, ...]]:
        """Return the table of contents."""


class Leading(QObject):
    """Says where the hyperlinks of one document lead. `changed` is emitted when its headings are known."""

    changed = Signal()

    def __init__(self, source: HeadingSource, tasks: Tasks, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._stage = source, tasks, stage
        self._asked = False
        self._items: Sequence[OutlineItem] = ()
        self._begins: list[tuple[int, float, int]] = []

    def place_words(self, found: Hyperlink) -> str:
        """Return a place in the document, "p. 2 (5 of 12), Terms of use", or what lies outside it, in one line."""
        if found.kind is not HyperlinkKind.PLACE:
            return _shortened(found.words) or outside_words(found.kind)
        heading = self._heading(found)
        words = self._page(found.page)
        return tr("{page}, {heading}").format(page=words, heading=inserted(heading)) if heading else words

    def told(self, found: Hyperlink) -> str:
        """Return all that is told of a hyperlink before it is followed: where it leads, and that nothing outside is opened."""
        if found.kind is not HyperlinkKind.PLACE:
            words = _shortened(found.words)
            offer = tr("A click shows it whole, to be copied.") if words else ""
            return "\n".join(one for one in (words, outside_words(found.kind), offer) if one)
        return "\n".join(one for one in (tr("To {page}").format(page=self._page(found.page)), self._heading(found)) if one)

    def _page(self, page: int) -> str:
        count, info = self._stage.layout.count, self._stage.layout.info(page) if page < self._stage.layout.count else None
        label = readable.label_words("" if info is None else info.label, page + 1)
        if info is not None and info.label and info.label != str(page + 1):
            return tr("{label} ({number} of {count})").format(label=label, number=page + 1, count=count)
        return label

    def _heading(self, found: Hyperlink) -> str:
        """Return the heading that a place stands under, as far as the document names any and they are known."""
        if not self._asked:
            self._asked = True
            self._tasks.deliver(self._source.outline(), self._on_outline_read, self._on_outline_failed, owner=self)
        y = 0.0 if found.point is None else found.point.y
        reach = TOP_UNITS if y < HEAD_UNITS else y + HEAD_UNITS
        at = bisect_right(self._begins, (found.page, reach, len(self._begins))) - 1
        return _shortened(self._items[self._begins[at][2]].title) if at >= 0 else ""

    def _on_outline_read(self, items: tuple[OutlineItem, ...]) -> None:
        self._items = items
        places = ((item.page, item.point.y if item.point else 0.0, at) for at, item in enumerate(items) if item.page is not None)
        self._begins = sorted(places)
        if items:
            self.changed.emit()

    def _on_outline_failed(self, error: BaseException) -> None:
        _log.info("the headings could not be read: %s", type(error).__name__)


def outside_words(kind: HyperlinkKind) -> str:
    """Say what lies outside the document, and that it stays there."""
    match kind:
        case HyperlinkKind.FILE:
            return tr("Another file. It is not opened from here.")
        case HyperlinkKind.PROGRAM:
            return tr("A program or another file. It is not started from here.")
        case HyperlinkKind.SCRIPT:
            return tr("A script. It is not run.")
        case _:
            return tr("An address outside the document. It is not opened from here.")


def _shortened(words: str) -> str:
    whole = one_line(words)
    return whole if len(whole) <= MOST_CHARS else f"{whole[: MOST_CHARS * 2 // 3]}…{whole[-MOST_CHARS // 3 :]}"
