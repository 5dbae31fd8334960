"""The hits on one page: where they stand, found and worked out a part a frame, and their tint.

A letter stands two thousand times on a page, so nothing is done anew for each hit in each frame: their rectangles are kept in
page space, in bands, and Qt moves and scales them. Knows one page's characters and what is looked for, not which hit is current.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QTransform

from reviewer.documents.text.page.lines import quad_of
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.visual_runs import extents_taken
from reviewer.documents.text.selecting.selection import select
from reviewer.looking.finder import Finder
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Quad
from reviewer.ui.viewer.marks.frame import PageFrame

MOST_TINTED = 10_000
"""Hits of one page that are tinted, 6 ms a frame: beyond that, words cannot be told from what is between them."""

_PIECE = 10_000
"""Characters that are searched at once, about 3 ms: more than a page has that people read, a twentieth of what one may have."""

_ACROSS = 2_000
"""Characters of the next piece that a hit may reach into: more than words to look for have, with what may part them."""

_BAND = 64.0
"""Page units of a band, of which all or nothing is painted."""

_LEVEL = 0.3
"""Page units by which corners may differ and still stand upright."""

Span = tuple[int, int]


class PageHits:
    """The hits on one page, in the order of its text."""

    def __init__(self, text: PageText, finder: Finder) -> None:
        self._text = text
        self._finder = finder
        self._searched = 0
        self._spans: list[Span] = []
        self._quads: list[tuple[Quad, ...]] = []
        self._tint = _Tint()

    def nth(self, wanted: int) -> int | None:
        """Return which hit (from 0) is meant by a number: the last one where there are not so many, None without any."""
        while len(self._spans) <= wanted and not self._is_searched:
            self._search_on()
        return min(wanted, len(self._spans) - 1) if self._spans else None

    def span(self, nth: int) -> tuple[TextPosition, TextPosition]:
        """Return where a hit that `nth` gave begins and ends."""
        start, end = self._spans[nth]
        return TextPosition(self._text.page, start), TextPosition(self._text.page, end)

    def quads(self, nth: int) -> tuple[Quad, ...]:
        """Return where a hit that `nth` gave is, a quad a line."""
        return self._quads[nth] if nth < len(self._quads) else _quads_of(self._text, *self._spans[nth])

    def all_quads(self) -> Sequence[tuple[Quad, ...]]:
        """Return where all hits are, worked out at once."""
        while not self._is_searched:
            self._search_on()
        self._place(len(self._spans))
        return self._quads

    def work_out(self, most: int) -> int:
        """Work out where the next hits are, at most so many; return what of that was spent, all of it while some work is left."""
        if not most or self._is_worked_out:
            return 0
        spent = 0
        if len(self._quads) == len(self._spans):
            self._search_on()
            spent = most // 2
        before = len(self._quads)
        self._place(most - spent)
        return spent + len(self._quads) - before if self._is_worked_out else most

    def paint(self, painter: QPainter, where: PageFrame, colour: QColor) -> None:
        """Tint the hits that are worked out; the painter is in device pixels of the view."""
        self._tint.paint(painter, where, colour)

    @property
    def _is_worked_out(self) -> bool:
        return len(self._quads) >= MOST_TINTED or (self._is_searched and len(self._quads) == len(self._spans))

    @property
    def _is_searched(self) -> bool:
        return self._searched >= len(self._text.text)

    def _search_on(self) -> None:
        """Search the next piece of the text, up to the end of a line."""
        text, first = self._text.text, self._searched
        stop = text.find("\n", first + _PIECE) + 1 or len(text)
        done = self._spans[-1][1] if self._spans else 0
        found = self._finder.spans(text[first : stop + _ACROSS])
        self._spans += [(first + a, first + b) for a, b in found if done <= first + a < stop]
        self._searched = stop

    def _place(self, most: int) -> None:
        for span in self._spans[len(self._quads) : len(self._quads) + most]:
            quads = _quads_of(self._text, *span)
            self._quads.append(quads)
            for one in quads:
                self._tint.add(one)


class _Tint:
    """Areas of one page, kept as Qt's own rectangles in page space."""

    def __init__(self) -> None:
        self._bands: dict[int, list[QRectF]] = {}
        self._turned: list[QPolygonF] = []
        self._last = QRectF()

    def add(self, quad: Quad) -> None:
        """Take one more area, without what the last one covers of it: twice tinted it would be darker there."""
        if not _is_level(quad):
            self._turned.append(QPolygonF([QPointF(one.x, one.y) for one in (quad.ul, quad.ur, quad.lr, quad.ll)]))
            return
        around = quad.rect
        rect = _beside(self._last, QRectF(around.x0, around.y0, around.width, around.height))
        self._bands.setdefault(int(rect.center().y() // _BAND), []).append(rect)
        self._last = rect

    def paint(self, painter: QPainter, where: PageFrame, colour: QColor) -> None:
        """Fill what may be seen within the frame's clip."""
        frame, to = where.frame, where.to_shown
        on_screen = QTransform(to.a, to.b, to.c, to.d, to.e, to.f)
        on_screen *= QTransform(frame.scale, 0, 0, frame.scale, frame.x, frame.y)
        back, can_go_back = on_screen.inverted()
        if not can_go_back:
            return
        seen = back.mapRect(where.clip)
        painter.save()
        painter.setTransform(on_screen, combine=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for band, rects in self._bands.items():
            if seen.top() < (band + 2) * _BAND and seen.bottom() > (band - 1) * _BAND:  # some reach beyond their band
                painter.drawRects(rects)
        for one in self._turned:
            painter.drawConvexPolygon(one)
        painter.restore()


def _quads_of(text: PageText, start: int, end: int) -> tuple[Quad, ...]:
    """Return where a span is on its page, a quad a line or more where words of two directions meet."""
    line = text.line_at(start)
    if line is not None and end <= line.end:  # nothing is left out within a line
        found = extents_taken(text.text, text.boxes, line, start, end)
        return tuple(quad_of(one, line.frame) for one in found if one.height > 0 and one.along1 > one.along0)
    chosen = select({text.page: text}, TextPosition(text.page, start), TextPosition(text.page, end))
    return tuple(one.quad for one in chosen.quads)


def _is_level(quad: Quad) -> bool:
    """Tell whether a quad's sides run along the page's."""
    flat = abs(quad.ul.y - quad.ur.y) < _LEVEL and abs(quad.ul.x - quad.ll.x) < _LEVEL
    return flat or (abs(quad.ul.x - quad.ur.x) < _LEVEL and abs(quad.ul.y - quad.ll.y) < _LEVEL)


def _beside(last: QRectF, rect: QRectF) -> QRectF:
    """Return a rectangle without the strip that another one covers of it."""
    common = rect.intersected(last)
    if common.isEmpty():
        return rect
    made = QRectF(rect)
    if common.height() <= common.width():
        if rect.center().y() >= last.center().y():
            made.setTop(common.bottom())
        else:
            made.setBottom(common.top())
    elif rect.center().x() >= last.center().x():
        made.setLeft(common.right())
    else:
        made.setRight(common.left())
    return made
