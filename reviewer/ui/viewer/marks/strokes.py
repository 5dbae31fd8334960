"""The strokes that marks are made of: areas, rules with ticks, and edges, snapped to whole device pixels where they are upright.

Knows nothing of passages or stances, only of quads in shown units and where their page stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from reviewer.model.geometry import Quad, Rect
from reviewer.ui.viewer.marks.frame import Frame

_UPRIGHT = 0.3
"""Shown units by which corners may differ and still stand upright."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a rule is drawn: `width` and `drop` (below the text) in device pixels."""

    colour: QColor
    width: int
    drop: int = 0
    dashed: bool = False

    @property
    def pen(self) -> QPen:
        """The pen for lines of any direction."""
        style = Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine
        return QPen(self.colour, self.width, style, Qt.PenCapStyle.FlatCap)


def device_px(logical: float, frame: Frame) -> int:
    """Return logical pixels as whole device pixels, at least one."""
    return max(1, round(logical * frame.dpr))


def is_upright(quad: Quad) -> bool:
    """Tell whether a quad's text runs level from left to right as shown."""
    return (
        abs(quad.ul.y - quad.ur.y) < _UPRIGHT
        and abs(quad.ul.x - quad.ll.x) < _UPRIGHT
        and quad.ul.x < quad.ur.x
        and quad.ul.y < quad.ll.y
    )


def snapped(rect: Rect, frame: Frame) -> QRectF:
    """Return a rectangle in whole device pixels."""
    x0, y0 = round(frame.across(rect.x0)), round(frame.down(rect.y0))
    return QRectF(x0, y0, max(1, round(frame.across(rect.x1)) - x0), max(1, round(frame.down(rect.y1)) - y0))


def area(quads: Sequence[Quad], frame: Frame) -> QPainterPath:
    """Return quads as one area: where lines overlap it is filled once."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for quad in quads:
        if is_upright(quad):
            path.addRect(snapped(quad.rect, frame))
        else:
            corners = [QPointF(frame.across(p.x), frame.down(p.y)) for p in (quad.ul, quad.ur, quad.lr, quad.ll)]
            path.addPolygon(QPolygonF(corners))
            path.closeSubpath()
    return path


def fill_area(painter: QPainter, quads: Sequence[Quad], frame: Frame, colour: QColor) -> None:
    """Fill quads as one area. Upright ones that do not overlap are filled one by one, which is several times as fast."""
    if all(is_upright(one) for one in quads):
        rects = [snapped(one.rect, frame) for one in quads]
        if not any(a.intersects(b) for a, b in itertools.pairwise(rects)):
            for rect in rects:
                painter.fillRect(rect, colour)
            return
    painter.fillPath(area(quads, frame), colour)


def edge(painter: QPainter, quad: Quad, frame: Frame, stroke: Stroke) -> None:
    """Draw the edge of an upright rectangle, inwards; dashed ones and turned ones are stroked along their middle."""
    if stroke.dashed or not is_upright(quad):
        painter.setPen(stroke.pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(area([quad], frame))
        return
    rect, line, colour = snapped(quad.rect, frame), stroke.width, stroke.colour
    painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), line), colour)
    painter.fillRect(QRectF(rect.x(), rect.bottom() - line, rect.width(), line), colour)
    painter.fillRect(QRectF(rect.x(), rect.y(), line, rect.height()), colour)
    painter.fillRect(QRectF(rect.right() - line, rect.y(), line, rect.height()), colour)


def rule(painter: QPainter, quad: Quad, frame: Frame, stroke: Stroke, ticks: tuple[bool, bool]) -> None:
    """Underline a line of text, with ticks at its left and right end where wanted."""
    if is_upright(quad) and not stroke.dashed:
        _rule_upright(painter, snapped(quad.rect, frame), stroke, ticks)
    else:
        _rule_any_way(painter, quad, frame, stroke, ticks)


def _rule_upright(painter: QPainter, rect: QRectF, stroke: Stroke, ticks: tuple[bool, bool]) -> None:
    bottom = rect.bottom() + stroke.drop
    painter.fillRect(QRectF(rect.x(), bottom, rect.width(), stroke.width), stroke.colour)
    height = bottom + stroke.width - rect.y()
    if ticks[0]:  # ticks stand outside, so that they cover no letter
        painter.fillRect(QRectF(rect.x() - stroke.width, rect.y(), stroke.width, height), stroke.colour)
    if ticks[1]:
        painter.fillRect(QRectF(rect.right(), rect.y(), stroke.width, height), stroke.colour)


def _rule_any_way(painter: QPainter, quad: Quad, frame: Frame, stroke: Stroke, ticks: tuple[bool, bool]) -> None:
    ul, ur, ll, lr = (QPointF(frame.across(p.x), frame.down(p.y)) for p in quad.points)
    height = max(1e-6, ((ll.x() - ul.x()) ** 2 + (ll.y() - ul.y()) ** 2) ** 0.5)
    down = (ll - ul) * ((stroke.drop + stroke.width / 2) / height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(stroke.pen)
    painter.drawLine(ll + down, lr + down)
    length = max(1e-6, ((ur.x() - ul.x()) ** 2 + (ur.y() - ul.y()) ** 2) ** 0.5)
    along = (ur - ul) * (stroke.width / 2 / length)
    if ticks[0]:
        painter.drawLine(ul - along, ll + down - along)
    if ticks[1]:
        painter.drawLine(ur + along, lr + down + along)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
