"""Passages and the selection over a page: what is painted there, in which order.

Owns the arrangement of each page's marks until marks, texts or the page's turn change, and which passage is chosen or under the
pointer, or what else is ringed. How each looks is `mark_painter`'s and `margin_painter`'s; where a page stands is told by the
caller.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter

from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import PageQuad, Point, Quad, Rect
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.marks.frame import Frame, PageFrame
from reviewer.ui.viewer.marks.margin import LEAST_SCALE, Badge, badges
from reviewer.ui.viewer.marks.margin_painter import paint_margin
from reviewer.ui.viewer.marks.mark_index import MarkIndex
from reviewer.ui.viewer.marks.mark_painter import LINE_PX, RING_PX, paint_fill, paint_lines, paint_ring, paint_ring_around
from reviewer.ui.viewer.marks.shown_marks import Arrangement, ShownMark, show_marks
from reviewer.ui.viewer.marks.strokes import Stroke, device_px, edge, fill_area
from reviewer.ui.viewer.palette import PagePalette

CARET_PX = 2
"""Logical pixels of the caret's width, without its rim."""


class Overlay:
    """The marks of one document, painted page by page.

    Args:
        theme: For the type of the margin marks.
        text_of: Returns a page's characters if they are there.
        least_scale: Logical pixels a page unit below which margin marks are left out.

    """

    def __init__(self, theme: Theme, text_of: Callable[[int], PageText | None], *, least_scale: float = LEAST_SCALE) -> None:
        self._theme = theme
        self._least_scale = least_scale
        self._text_of = text_of
        self._shown: dict[int, list[ShownMark]] = {}
        self._known: dict[int, Arrangement] = {}
        self._stamps: dict[int, int] = {}
        self._badges: dict[int, tuple[Sequence[ShownMark], Frame, list[Badge]]] = {}
        self._newest = 0
        self._filled_by_file: Callable[[int], Collection[str]] = lambda _page: ()
        self._unfilled: dict[int, Collection[str]] = {}
        self.index = MarkIndex()
        self.chosen = ""
        self.hovered = ""
        self.pointed: tuple[PageQuad, ...] = ()
        self.unseen: tuple[PageQuad, ...] = ()

    def set_index(self, index: MarkIndex) -> None:
        """Show other marks."""
        self.index = index
        self.forget()

    def set_filled_by_file(self, filled: Callable[[int], Collection[str]]) -> None:
        """Leave unfilled those passages of a page which lie just where the file has a mark of its own.

        Their words lie in a colour already, and two over each other make them hard to read.
        """
        self._filled_by_file = filled
        self._unfilled.clear()

    def filling_changed(self, page: int) -> None:
        """Ask anew which passages of a page are left unfilled."""
        self._newest += 1
        self._unfilled.pop(page, None)
        self._stamps.pop(page, None)

    def forget(self) -> None:
        """Arrange all marks anew: pages were turned."""
        self._newest += 1
        self._unfilled.clear()
        self._shown.clear()
        self._known.clear()
        self._stamps.clear()
        self._badges.clear()

    def text_arrived(self, page: int) -> None:
        """Arrange a page's marks by its text."""
        self._known.pop(page, None)
        self.rearrange(page)

    def rearrange(self, page: int) -> None:
        """Arrange a page's marks anew: some of them changed."""
        self.filling_changed(page)
        self._shown.pop(page, None)
        self._badges.pop(page, None)

    def stamp(self, page: int) -> int:
        """Return a number that changes whenever the page's kept passages may look different."""
        return self._stamps.setdefault(page, self._newest)

    def shown(self, where: PageFrame) -> Sequence[ShownMark]:
        """Return a page's marks as arranged."""
        marks = self.index.on_page(where.page)
        if not marks:
            return ()
        if where.page not in self._shown:
            width = where.frame.width / where.frame.scale
            text, known = self._text_of(where.page), self._known.setdefault(where.page, Arrangement())
            self._shown[where.page] = show_marks(marks, where.page, where.to_shown, width, text, known=known)
        return self._shown[where.page]

    def is_arranged(self, page: int) -> bool:
        """Tell whether `shown` costs nothing for a page: with hundreds of passages it takes most of a frame."""
        return page in self._shown or not self.index.on_page(page)

    def badges(self, where: PageFrame) -> list[Badge]:
        """Return a page's margin marks, for pointing at them; worked out once for each place where the page stands."""
        shown = self.shown(where)
        before = self._badges.get(where.page)
        if before is not None and before[0] is shown and before[1] == where.frame:
            return before[2]
        made = badges(shown, where.frame, least_scale=self._least_scale)
        self._badges[where.page] = shown, where.frame, made
        return made

    def paint_kept(self, painter: QPainter, where: PageFrame, colours: PagePalette) -> None:
        """Paint the passages in the case over the text; the painter is in device pixels of what the frame stands in."""
        for step in self.kept_steps(where, colours):
            step(painter)

    def kept_steps(self, where: PageFrame, colours: PagePalette) -> Iterator[Callable[[QPainter], None]]:
        """Yield the steps of `paint_kept`, each a small part of a millisecond."""
        kept = [one for one in self.shown(where) if not one.mark.pending and _reaches(one, where)]
        if kept and where.page not in self._unfilled:
            self._unfilled[where.page] = self._filled_by_file(where.page)
        unfilled = self._unfilled.get(where.page, ())
        filled = [one for one in kept if one.mark.passage not in unfilled]
        for paint, marks in ((paint_fill, filled), (paint_lines, kept)):
            for one in marks:
                yield partial(paint, one=one, frame=where.frame, colours=colours)

    def paint_rest(self, painter: QPainter, where: PageFrame, colours: PagePalette) -> None:
        """Paint what changes by the moment: pending passages, the one under the pointer, the chosen one; and the margin."""
        near = [one for one in self.shown(where) if _reaches(one, where)]
        for one in near:
            if one.mark.pending:
                paint_fill(painter, one, where.frame, colours)
                paint_lines(painter, one, where.frame, colours)
            elif one.mark.passage == self.hovered:
                paint_fill(painter, one, where.frame, colours)
            if one.mark.passage == self.chosen:
                paint_ring(painter, one, where.frame, colours)
        if near:
            font = self._theme.font("tag", bold=True)
            paint_margin(painter, where, near, self.badges(where), chosen=self.chosen, colours=colours, font=font)

    def paint_ringed(self, painter: QPainter, where: PageFrame, ringed: Sequence[PageQuad], colours: PagePalette) -> None:
        """Ring what is no passage: where somebody was led to, and words that cannot be seen."""
        quads = [where.to_shown.apply_quad(one.quad) for one in ringed if one.page == where.page]
        if quads:
            paint_ring_around(painter, quads, (device_px(RING_PX, where.frame),) * 2, where.frame, colours)

    def paint_selection(self, painter: QPainter, where: PageFrame, quads: Sequence[Quad], colours: PagePalette) -> None:
        """Paint what is selected on a page."""
        fill_area(painter, [where.to_shown.apply_quad(one) for one in quads], where.frame, colours.selection)

    def paint_band(self, painter: QPainter, where: PageFrame, rect: Rect, colours: PagePalette) -> None:
        """Paint a selected rectangle: its surface lightly, its edge in the accent colour."""
        band = Quad.of_rect(where.to_shown.apply_rect(rect))
        surface = QColor(colours.selection)
        surface.setAlphaF(surface.alphaF() / 2)
        fill_area(painter, [band], where.frame, surface)
        edge(painter, band, where.frame, Stroke(colours.paper, device_px(LINE_PX + 1, where.frame)))  # seen on a dark picture too
        edge(painter, band, where.frame, Stroke(colours.accent, device_px(LINE_PX, where.frame)))

    def paint_caret(self, painter: QPainter, where: PageFrame, ends: tuple[Point, Point], colours: PagePalette) -> None:
        """Paint the caret between two points in page space: dark words and light ones lie beside it, so it has a rim."""
        upper, lower = (where.to_shown.apply(one) for one in ends)
        line = QLineF(
            round(where.frame.across(upper.x)),
            round(where.frame.down(upper.y)),
            round(where.frame.across(lower.x)),
            round(where.frame.down(lower.y)),
        )
        for colour, width in ((colours.paper, CARET_PX + 2), (colours.accent, CARET_PX)):
            painter.setPen(Stroke(colour, device_px(width, where.frame)).pen)
            painter.drawLine(line)


def _reaches(one: ShownMark, where: PageFrame) -> bool:
    slack = 40 * where.frame.dpr
    top, bottom = min(bar.top for bar in one.bars), max(bar.bottom for bar in one.bars)
    return where.frame.down(top) - slack <= where.clip.bottom() and where.frame.down(bottom) + slack >= where.clip.top()
