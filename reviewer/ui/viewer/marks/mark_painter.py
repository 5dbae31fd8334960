"""Paints one passage over a page's text: fill, underline, ticks, and the ring of the chosen one.

Owns how a passage looks there. Paints in device pixels of whatever the frame says: the view, or one tile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reviewer.model.geometry import Quad
from reviewer.ui.viewer.marks.frame import Frame
from reviewer.ui.viewer.marks.shown_marks import ShownMark
from reviewer.ui.viewer.marks.strokes import Stroke, device_px, edge, fill_area, rule, snapped
from reviewer.ui.viewer.palette import PagePalette

LINE_PX = 2
LANE_PX = 3
"""How much lower the underline of an overlapping passage lies."""

GAP_SHARE = 0.2
"""How far below a line of text underlines go at most, of its height: further down they would strike out the next one."""

FINE_PX = 13
"""Text lower than this many logical pixels takes lines of half the width."""

RING_PX = 3
PENDING_SHARE = 0.5
"""A pending passage's fill, as a part of what it will be."""

REGION_SHARE = 0.6
"""A region's fill, as a part of that of text: what is in it is a picture."""


def paint_fill(painter: QPainter, one: ShownMark, frame: Frame, colours: PagePalette) -> None:
    """Fill the passage's area with its stance's colour, mixed with the page."""
    fill = QColor(colours.stances[one.mark.stance].fill)
    share = (PENDING_SHARE if one.mark.pending else 1.0) * (REGION_SHARE if one.mark.region else 1.0)
    fill.setAlphaF(fill.alphaF() * share)
    painter.setCompositionMode(colours.over_text)
    fill_area(painter, one.quads, frame, fill)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def paint_lines(painter: QPainter, one: ShownMark, frame: Frame, colours: PagePalette) -> None:
    """Draw the passage's underline and ticks, or a region's edge; dashed while pending."""
    colour = colours.stances[one.mark.stance].mark
    fine = _is_fine(one, frame) and not one.mark.region
    line, lane = (1, LANE_PX - 1) if fine else (LINE_PX, LANE_PX)
    step = device_px(lane, frame)
    room = max(step, round(GAP_SHARE * _height_px(one, frame)))
    # the rule begins within the fill: closely set lines leave no room below
    drop = min(step * one.lane, room) - device_px(1, frame)
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


def paint_ring(painter: QPainter, one: ShownMark, frame: Frame, colours: PagePalette) -> None:
    """Draw the accent ring around the chosen passage.

    Over and under its lines it keeps to the gap before the next ones: across them it would strike words out.
    """
    out = device_px(1 if one.mark.region else RING_PX, frame)
    over = out if one.mark.region else device_px(1, frame)
    paint_ring_around(painter, one.quads, (out, over), frame, colours)


def paint_ring_around(painter: QPainter, quads: Sequence[Quad], out: tuple[int, int], frame: Frame, colours: PagePalette) -> None:
    """Draw the accent ring around quads in shown units, `out` device pixels beside their text, and over and under it."""
    path = QPainterPath()
    is_level = not quads or abs(quads[0].ur.y - quads[0].ul.y) <= abs(quads[0].ur.x - quads[0].ul.x)
    across, down = out if is_level else out[::-1]
    for rect in _ring_rects([snapped(quad.rect, frame) for quad in quads], across, down, within=out[0]):
        path.addRect(rect)
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours.accent, device_px(LINE_PX, frame), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path.simplified())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _ring_rects(lines: Sequence[QRectF], across: int, down: int, *, within: int) -> Iterator[QRectF]:
    """Yield the lines of a passage widened by so much, but between two lines `within`, and only to the middle of the gap.

    The ring follows the passage's shape there, and never runs through the words beside its first or its last line.
    """
    for at, rect in enumerate(lines):
        above = lines[at - 1] if at and lines[at - 1].center().y() < rect.top() else None
        below = lines[at + 1] if at + 1 < len(lines) and lines[at + 1].center().y() > rect.bottom() else None
        top = rect.top() - down if above is None else max(rect.top() - within, _between(above, rect))
        bottom = rect.bottom() + down if below is None else min(rect.bottom() + within, _between(rect, below))
        yield QRectF(rect.left() - across, top, rect.width() + 2 * across, bottom - top)


def _between(upper: QRectF, lower: QRectF) -> float:
    return round((upper.bottom() + lower.top()) / 2)


def _halo(stroke: Stroke, frame: Frame, colours: PagePalette) -> Stroke:
    """Return a pale stroke that shows inside another one: over a picture no colour can be told from all of its colours."""
    pale = QColor(colours.paper)
    pale.setAlphaF(0.7)
    return Stroke(pale, stroke.width + device_px(1, frame))


def _is_fine(one: ShownMark, frame: Frame) -> bool:
    """Tell whether the text is so small on the screen that full lines would strike through its neighbours."""
    return _height_px(one, frame) / frame.dpr < FINE_PX


def _height_px(one: ShownMark, frame: Frame) -> float:
    """Return how high a passage's first line is, in device pixels."""
    quad = one.quads[0]
    return max(abs(quad.ll.y - quad.ul.y), abs(quad.ll.x - quad.ul.x)) * frame.scale
