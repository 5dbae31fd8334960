"""Paints what stays in view around the timeline: the ruler above, the names of bands and lanes at its left, lines below."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from reviewer.desk.timeline import TimelineKind
from reviewer.desk.timeline_layout import ROW_PX, Band, Cluster, Layout
from reviewer.desk.timeline_scale import Ruler, Tick, ruler_of
from reviewer.desk.timeline_words import kind_word
from reviewer.i18n import tr
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.look.theme import Theme

RULER_PX = 36
_MOST_BANDED = 0.25
"""Of what is seen of the scale: with more of it in bands, only the chosen one is drawn."""
_PAD_PX, _LINE_PX, _TITLE_PX = 12, 18, 40


class Frame(NamedTuple):
    """What of the layout is seen: the size of the widget, of the names at its left, and how far it is scrolled."""

    width: float
    height: float
    names: float
    left: float
    top: float

    @property
    def origin(self) -> float:
        """Where the left end of the scale lies in the widget."""
        return self.names - self.left

    def y(self, top: float) -> float:
        """Return where a place of the layout lies in the widget."""
        return top + RULER_PX - self.top


class FramePainter:
    """Paints with the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint_below(self, painter: QPainter, layout: Layout, frame: Frame, chosen: Cluster | None) -> Ruler:
        """Paint the surface, what is too close to tell apart, and the lines of the scale; return what is ruled on it."""
        body = QRectF(frame.names, RULER_PX, frame.width - frame.names, frame.height - RULER_PX)
        painter.fillRect(body, self._theme.token("base"))
        ruler = ruler_of(layout.scale, frame.left, frame.left + body.width())
        painter.setPen(self._theme.token("separator"))
        for one in ruler.ticks:
            x = round(layout.scale.x(one.first) + frame.origin)
            if frame.names <= x <= frame.width:
                painter.drawLine(QPointF(x, RULER_PX), QPointF(x, frame.height))
        first = bisect_left(layout.clusters, frame.left, key=lambda one: one.right)
        last = bisect_left(layout.clusters, frame.left + body.width(), key=lambda one: one.left)
        seen = layout.clusters[first:last]
        if sum(cluster.right - cluster.left for cluster in seen) > _MOST_BANDED * body.width():
            seen = [cluster for cluster in seen if cluster == chosen]  # where nothing can be told apart, bands tell nothing
        for cluster in seen:
            self._paint_cluster(painter, cluster, frame, is_chosen=cluster == chosen)
        for band in layout.bands:
            y = round(frame.y(band.bottom))
            if RULER_PX < y < frame.height:
                painter.setPen(self._theme.token("separator"))
                painter.drawLine(QPointF(0, y), QPointF(frame.width, y))
        return ruler

    def paint_above(self, painter: QPainter, layout: Layout, frame: Frame, ruler: Ruler) -> None:
        """Paint the ruler and the names, over whatever reaches below them."""
        painter.fillRect(QRectF(0, 0, frame.names, frame.height), self._theme.token("pane"))
        for band in layout.bands:
            if frame.y(band.bottom) > RULER_PX and frame.y(band.top) < frame.height:
                self._paint_names(painter, band, frame)
        painter.fillRect(QRectF(0, 0, frame.width, RULER_PX), self._theme.token("window"))
        painter.setPen(self._theme.token("separator"))
        painter.drawLine(QPointF(0, RULER_PX - 1), QPointF(frame.width, RULER_PX - 1))
        painter.drawLine(QPointF(frame.names - 1, 0), QPointF(frame.names - 1, frame.height))
        painter.setClipRect(QRectF(frame.names, 0, frame.width - frame.names, RULER_PX))
        upper = RULER_PX / 2 - 1 if ruler.groups else RULER_PX - 1.0
        for one in ruler.groups:
            self._paint_tick(painter, one, layout, frame, (1.0, upper), is_bold=True)
        for one in ruler.ticks:
            where = (upper, RULER_PX - 1 - upper) if ruler.groups else (0.0, upper)
            self._paint_tick(painter, one, layout, frame, where, is_bold=not ruler.groups)
        painter.setClipping(False)

    def _paint_cluster(self, painter: QPainter, one: Cluster, frame: Frame, *, is_chosen: bool) -> None:
        rect = QRectF(one.left + frame.origin, RULER_PX, one.right - one.left, frame.height - RULER_PX)
        painter.fillRect(rect, self._theme.token("selected" if is_chosen else "hover"))
        painter.setPen(self._theme.token("accent" if is_chosen else "page_edge"))
        for x in (rect.left(), rect.right()):
            painter.drawLine(QPointF(round(x), rect.top()), QPointF(round(x), rect.bottom()))

    def _paint_tick(
        self, painter: QPainter, one: Tick, layout: Layout, frame: Frame, where: tuple[float, float], *, is_bold: bool
    ) -> None:
        """Write on a tick, in the middle of what is seen of it, or at its beginning where it is the first of several."""
        left, right = layout.scale.x(one.first) + frame.origin, layout.scale.x(one.last) + frame.origin
        painter.setPen(self._theme.token("separator"))
        painter.drawLine(QPointF(round(left), where[0] + where[1] - 6), QPointF(round(left), where[0] + where[1]))
        painter.setFont(self._theme.font("second", bold=is_bold))
        painter.setPen(self._theme.token("text" if is_bold else "text_second"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(one.words)
        seen = max(left, frame.names), min(right, frame.width)
        if right - left < wide or seen[1] - seen[0] < wide + 2:
            return
        rect = QRectF(seen[0], where[0], seen[1] - seen[0], where[1])
        aligned = Qt.AlignmentFlag.AlignHCenter if one.is_one else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(0 if one.is_one else 4, 0, 0, 0), int(aligned | Qt.AlignmentFlag.AlignVCenter), one.words)

    def _paint_names(self, painter: QPainter, band: Band, frame: Frame) -> None:
        room = frame.names - 2 * _PAD_PX
        painter.setFont(self._theme.font("second"))
        painter.setPen(self._theme.token("text"))
        for lane in band.lanes:
            top = frame.y(lane.top)
            if lane.name and -ROW_PX < top < frame.height:
                lines = break_lines(lane.name, painter.font(), room - 8, most=1)
                draw_lines(painter, lines, QPointF(_PAD_PX + 8, top + (ROW_PX - _LINE_PX) / 2), room - 8, _LINE_PX)
        begins, ends = frame.y(band.top), frame.y(band.bottom)
        top = max(begins, min(float(RULER_PX), ends - _TITLE_PX))
        if top > begins:
            painter.fillRect(QRectF(0, top, frame.names, _TITLE_PX), self._theme.token("pane"))
        painter.setFont(self._theme.font(bold=True))
        title = break_lines(kind_word(band.kind), painter.font(), room, most=1)
        draw_lines(painter, title, QPointF(_PAD_PX, top + 8), room, _LINE_PX)
        painter.setFont(self._theme.font("second"))
        painter.setPen(self._theme.token("text_second"))
        said = tr("{count}, when written or published") if band.kind is TimelineKind.DOCUMENT else "{count}"
        lines = break_lines(said.format(count=f"{band.holds:,}"), painter.font(), room, most=1)
        draw_lines(painter, lines, QPointF(_PAD_PX, top + 8 + _LINE_PX), room, _LINE_PX)
        painter.setPen(self._theme.token("separator"))
        painter.drawLine(QPointF(0, round(ends)), QPointF(frame.names, round(ends)))
