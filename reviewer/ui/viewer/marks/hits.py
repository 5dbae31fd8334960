"""Words that were looked for, marked on the pages in view for as long as the reader looks: a quiet tint, the current one ringed.

Owns which pages are searched, as their characters come, and going to a hit, also before its page's characters have come; where
those of one page stand is `page_hits`'s. Nothing of it is kept in a case; what is looked for is told by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPainterPath, QPen

from reviewer.documents.text.page.page_text import PageText
from reviewer.looking.finder import Finder
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Quad, Rect
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.marks.frame import PageFrame
from reviewer.ui.viewer.marks.page_hits import PageHits
from reviewer.ui.viewer.marks.strokes import device_px, snapped
from reviewer.ui.viewer.palette import PagePalette

RING_PX = 2
KEPT_PAGES = 64
AT_ONCE = 100
"""Hits that are worked out in one frame: about 3 ms."""


class HitMarks(QObject):
    """The hits on the pages of one view.

    Args:
        stage: Scrolled to the hit that is gone to.
        text_of: Returns a page's characters if they are there.
        want: Asks for a page's characters; `text_arrived` is to be called when they have come.
        replaced: Tells that a page has other characters now.

    Signals:
        changed: The view looks different now.
        leaving: The reader is about to be taken away from where they are; whether for the first time in this search.

    """

    changed = Signal()
    leaving = Signal(bool)

    def __init__(
        self, stage: Stage, text_of: Callable[[int], PageText | None], want: Callable[[int], None], replaced: SignalInstance
    ) -> None:
        super().__init__(stage)
        self._stage = stage
        self._text_of = text_of
        self._want = want
        self._finder: Finder | None = None
        self._on_pages: dict[int, PageHits] = {}
        self._left = AT_ONCE
        self._current: tuple[int, int] | None = None
        self._on_the_way = False
        self._at_start = True
        replaced.connect(self._on_text_replaced)

    @property
    def on_show(self) -> bool:
        """Whether anything is looked for."""
        return self._finder is not None

    @property
    def current(self) -> tuple[int, int] | None:
        """The page (from 0) of the hit that was gone to last, and which of that page's it is, from 0."""
        return self._current

    def show(self, finder: Finder | None) -> None:
        """Mark what this finds, on every page that comes into view, in place of what was marked before; None for nothing."""
        self._finder = finder
        self._on_pages.clear()
        self._current = None
        self._on_the_way, self._at_start = False, True
        self.changed.emit()

    def go_to(self, page: int, nth: int) -> None:
        """Make the `nth` hit (from 0) of a page (from 0) the current one and bring it into view."""
        if self._finder is None:
            return
        at_start, self._at_start = self._at_start, False
        self.leaving.emit(at_start)
        self._current = page, nth
        self._on_the_way = True
        if self._text_of(page) is None:
            if page not in self._stage.camera.pages:
                self._stage.go_to(page, 0.0)
            self._want(page)
        self._arrive()
        self.changed.emit()

    @property
    def current_span(self) -> tuple[TextPosition, TextPosition] | None:
        """Where the current hit stands in the text; None where there is none, or its page is not in view."""
        if self._current is None or self._current[0] not in self._stage.camera.pages:
            return None
        found = self._found(self._current[0])
        nth = found.nth(self._current[1]) if found is not None else None
        return found.span(nth) if found is not None and nth is not None else None

    def quads(self, page: int) -> Sequence[tuple[Quad, ...]]:
        """Return where the hits on a page are, each with a quad a line; none while its characters are not there."""
        found = self._found(page)
        return () if found is None else found.all_quads()

    def _on_text_replaced(self, page: int, _text: PageText) -> None:
        """Drop the hits of a page that has another text now."""
        self._on_pages.pop(page, None)
        if self._current is not None and self._current[0] == page:
            self._current, self._on_the_way = None, False
        self.changed.emit()

    def text_arrived(self, page: int) -> None:
        """Mark the hits of a page whose characters have come, and go on to the one that is waited for there."""
        if self._finder is None:
            return
        self._on_pages.pop(page, None)
        self._arrive()
        self.changed.emit()

    def paint(self, painter: QPainter, where: PageFrame, colours: PagePalette) -> None:
        """Paint the hits of a page as far as they are worked out; the painter is in device pixels of the view."""
        found = self._found(where.page)
        if found is None:
            return
        self._left = max(0, self._left - found.work_out(self._left))
        found.paint(painter, where, colours.found)
        nth = found.nth(self._current[1]) if self._current is not None and self._current[0] == where.page else None
        if nth is not None:
            ringed = [where.to_shown.apply_quad(one) for one in found.quads(nth)]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.found_ring, device_px(RING_PX, where.frame)))
            ring, out = QPainterPath(), device_px(1, where.frame)
            ring.setFillRule(Qt.FillRule.WindingFill)
            for quad in ringed:
                ring.addRect(snapped(quad.rect, where.frame).adjusted(-2 * out, -out, 2 * out, out))
            painter.drawPath(ring.simplified())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def end_frame(self) -> bool:
        """Return whether another frame is needed to show the hits of all pages that were painted."""
        behind, self._left = not self._left, AT_ONCE
        return behind

    def _found(self, page: int) -> PageHits | None:
        """Return the hits of a page; None while its characters are not there."""
        found = self._on_pages.get(page)
        if found is None:
            text = self._text_of(page)
            if self._finder is None or text is None:
                return None
            if len(self._on_pages) >= KEPT_PAGES:
                self._on_pages.clear()
            found = self._on_pages[page] = PageHits(text, self._finder)
        return found

    def _arrive(self) -> None:
        if self._current is None or not self._on_the_way or self._text_of(self._current[0]) is None:
            return
        self._on_the_way = False
        page = self._current[0]
        found = self._found(page)
        nth = found.nth(self._current[1]) if found is not None else None
        quads = found.quads(nth) if found is not None and nth is not None else ()
        if quads:
            self._stage.show_rect(page, Rect.around_all([one.rect for one in quads]))
        elif page not in self._stage.camera.pages:
            self._stage.go_to(page, 0.0)
