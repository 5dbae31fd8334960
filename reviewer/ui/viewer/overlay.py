"""Paints passages and the selection over a page: fill, underline, ticks, bars and margin marks.

Owns how marks look, and the arrangement of each page's marks until marks, texts or the page's turn change. It paints in device
pixels with whole-pixel edges; where a page stands is told by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reviewer.documents.text import PageText
from reviewer.model.geometry import Matrix, Quad, Rect
from reviewer.ui import icons
from reviewer.ui.theme import Theme
from reviewer.ui.viewer.margin import Badge, Bar, Frame, badges, bars
from reviewer.ui.viewer.mark_index import MarkIndex
from reviewer.ui.viewer.palette import PagePalette
from reviewer.ui.viewer.shown_marks import ShownMark, show_marks
from reviewer.ui.viewer.strokes import Stroke, area, device_px, edge, rule, snapped

LINE_PX = 2
LANE_PX = 3
"""How much lower the underline of an overlapping passage lies."""

FINE_PX = 13
"""Text lower than this many logical pixels takes lines of half the width."""

RING_PX = 3
PENDING_SHARE = 0.5
"""A pending passage's fill, as a part of what it will be."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """Where a page stands: `frame` in the view, `to_shown` from page space to shown units, `clip` what needs painting."""

    page: int
    frame: Frame
    to_shown: Matrix
    clip: QRectF


class Overlay:
    """The marks of one document, painted page by page.

    Args:
        theme: For the type of the margin marks.
        text_of: Returns a page's characters if they are there.

    """

    def __init__(self, theme: Theme, text_of: Callable[[int], PageText | None]) -> None:
        self._theme = theme
        self._text_of = text_of
        self._shown: dict[int, list[ShownMark]] = {}
        self.index = MarkIndex()
        self.chosen = ""
        self.hovered = ""

    def set_index(self, index: MarkIndex) -> None:
        """Show other marks."""
        self.index = index
        self._shown.clear()

    def forget(self, page: int | None = None) -> None:
        """Arrange a page's marks anew, or all: its text has come, or pages were turned."""
        if page is None:
            self._shown.clear()
        else:
            self._shown.pop(page, None)

    def shown(self, where: PageFrame) -> Sequence[ShownMark]:
        """Return a page's marks as arranged."""
        marks = self.index.on_page(where.page)
        if not marks:
            return ()
        if where.page not in self._shown:
            width = where.frame.width / where.frame.scale
            self._shown[where.page] = show_marks(marks, where.page, where.to_shown, width, self._text_of(where.page))
        return self._shown[where.page]

    def badges(self, where: PageFrame) -> list[Badge]:
        """Return a page's margin marks, for pointing at them."""
        return badges(self.shown(where), where.frame)

    def paint(self, painter: QPainter, where: PageFrame, colours: PagePalette) -> None:
        """Paint a page's marks; the painter is in device pixels of the view."""
        shown = self.shown(where)
        if not shown:
            return
        near = [one for one in shown if _reaches(one, where)]
        for one in near:
            self._paint_fill(painter, one, where.frame, colours)
        for one in near:
            self._paint_lines(painter, one, where.frame, colours)
            if self.chosen and one.mark.passage == self.chosen:
                _paint_ring(painter, one, where.frame, colours)
        for bar in bars(near, where.frame):
            _paint_bar(painter, bar, colours)
        for badge in badges(shown, where.frame):
            self._paint_badge(painter, badge, where.frame, colours)

    def paint_selection(self, painter: QPainter, where: PageFrame, quads: Sequence[Quad], colours: PagePalette) -> None:
        """Paint what is selected on a page."""
        path = area([where.to_shown.apply_quad(one) for one in quads], where.frame)
        painter.setCompositionMode(colours.under_selection)
        painter.fillPath(path, colours.selection)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def paint_band(self, painter: QPainter, where: PageFrame, rect: Rect, colours: PagePalette) -> None:
        """Paint a selected rectangle: its surface lightly, its edge in the accent colour."""
        band = Quad.of_rect(where.to_shown.apply_rect(rect))
        surface = QColor(colours.accent)
        surface.setAlphaF(0.12)
        painter.fillPath(area([band], where.frame), surface)
        edge(painter, band, where.frame, Stroke(colours.accent, device_px(LINE_PX, where.frame)))

    def _paint_fill(self, painter: QPainter, one: ShownMark, frame: Frame, colours: PagePalette) -> None:
        fill = QColor(colours.stances[one.mark.stance].fill)
        if one.mark.pending:
            fill.setAlphaF(fill.alphaF() * PENDING_SHARE)
        elif self.hovered and one.mark.passage == self.hovered:
            fill.setAlphaF(min(1.0, fill.alphaF() * 1.6))
        if one.mark.region:
            fill.setAlphaF(fill.alphaF() * 0.6)
        painter.setCompositionMode(colours.over_text)
        painter.fillPath(area(one.quads, frame), fill)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_lines(self, painter: QPainter, one: ShownMark, frame: Frame, colours: PagePalette) -> None:
        colour = colours.stances[one.mark.stance].mark
        fine = _is_fine(one, frame)
        line, lane = (1, LANE_PX - 1) if fine and not one.mark.region else (LINE_PX, LANE_PX)
        # the rule begins within the fill: closely set lines leave no room below
        drop = device_px(lane, frame) * one.lane - device_px(1, frame)
        stroke = Stroke(colour, device_px(line, frame), drop, one.mark.pending)
        if one.mark.region:
            if not one.mark.pending:
                edge(painter, one.quads[0], frame, _halo(stroke, frame, colours))
            edge(painter, one.quads[0], frame, stroke)
            return
        last = len(one.quads) - 1
        for number, quad in enumerate(one.quads):
            starts, stops = one.begins and number == 0, one.ends and number == last
            rule(painter, quad, frame, stroke, (stops, starts) if one.from_right else (starts, stops))

    def _paint_badge(self, painter: QPainter, badge: Badge, frame: Frame, colours: PagePalette) -> None:
        dpr = frame.dpr
        look = colours.stances[badge.stance]
        rect = QRectF(round(badge.rect.x0), round(badge.rect.y0), round(badge.rect.width), round(badge.rect.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(look.mark, max(1.0, round(dpr)), Qt.PenStyle.DotLine if badge.mark.pending else Qt.PenStyle.SolidLine)
        )
        painter.setBrush(colours.paper)
        half = max(1.0, round(dpr)) / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), 3 * dpr, 3 * dpr)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        name = f"stance-{badge.stance.value if badge.stance else 'plain'}"
        glyph_px = round(12 * dpr)
        x = rect.x() + round((rect.width() - glyph_px) / 2 if not badge.number else 5 * dpr)
        painter.drawPixmap(
            QPointF(x, rect.y() + (rect.height() - glyph_px) // 2), icons.pixmap(name, look.words, size_px=glyph_px)
        )
        if badge.number:
            font = self._theme.font("tag", bold=True)
            font.setPixelSize(round(11 * dpr))
            painter.setFont(font)
            painter.setPen(look.words)
            room = QRectF(x + glyph_px, rect.y(), rect.right() - x - glyph_px - 3 * dpr, rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, badge.number)


def _halo(stroke: Stroke, frame: Frame, colours: PagePalette) -> Stroke:
    """Return a pale stroke that shows inside another one: over a picture no colour can be told from all of its colours."""
    pale = QColor(colours.paper)
    pale.setAlphaF(0.7)
    return Stroke(pale, stroke.width + device_px(1, frame))


def _is_fine(one: ShownMark, frame: Frame) -> bool:
    """Tell whether the text is so small on the screen that full lines would strike through its neighbours."""
    quad = one.quads[0]
    height = max(abs(quad.ll.y - quad.ul.y), abs(quad.ll.x - quad.ul.x))
    return height * frame.scale / frame.dpr < FINE_PX


def _reaches(one: ShownMark, where: PageFrame) -> bool:
    slack = 40 * where.frame.dpr
    return (
        where.frame.down(one.bar[0]) - slack <= where.clip.bottom() and where.frame.down(one.bar[1]) + slack >= where.clip.top()
    )


def _paint_ring(painter: QPainter, one: ShownMark, frame: Frame, colours: PagePalette) -> None:
    path = QPainterPath()
    out = device_px(RING_PX, frame) + device_px(LANE_PX, frame) * one.lane
    for quad in one.quads:
        path.addRect(snapped(quad.rect, frame).adjusted(-out, -out, out, out))
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours.accent, device_px(LINE_PX, frame), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path.simplified())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_bar(painter: QPainter, bar: Bar, colours: PagePalette) -> None:
    rect = QRectF(round(bar.rect.x0), round(bar.rect.y0), round(bar.rect.width), round(bar.rect.height))
    colour = QColor(colours.stances[bar.mark.stance].mark)
    if bar.mark.pending:
        colour.setAlphaF(PENDING_SHARE)
    painter.fillRect(rect, colour)
