"""The drawn timeline without anybody at it: what is seen of it, scrolling, zooming, painting. What lies where is the layout's.

It paints what is in view and no more. Rows are laid out anew when a day gets another width, once before the next painting.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.desk.timeline_layout import ROW_PX, Cluster, Layout, Plan, layout_of, plan_of, scale_of
from reviewer.desk.timeline_packing import Placed
from reviewer.desk.timeline_scale import MOST_PX_PER_DAY, Grain, ruler_of
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.timeline.frame_paint import RULER_PX, Frame, FramePainter
from reviewer.ui.panels.timeline.item_paint import ItemPainter, Seen

_NAMES_PX, _LEAST_NAMES_PX, _NAMES_SHARE = 196, 110, 0.22
_ZOOM_STEP = 1.25
_MARGIN_PX = 24.0


class ScaledView(QAbstractScrollArea):
    """The picture. `scale_changed` says that a day has another width now."""

    scale_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items, self._around = ItemPainter(theme), FramePainter(theme)
        self._plan: Plan = plan_of((), self._items.width_of)
        self._layout: Layout | None = None
        self._px_per_day = 0.0  # all dates in sight
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setSingleStep(int(ROW_PX))
        theme.changed.connect(self.viewport().update)

    @property
    def plan(self) -> Plan:
        """What is drawn."""
        return self._plan

    @property
    def laid_out(self) -> Layout:
        """Where everything lies."""
        if self._layout is None:
            width = self.body_width
            self._layout = layout_of(self._plan, scale_of(self._plan, width, self._px_per_day), width)
            self._fit_bars(self._layout)
        return self._layout

    @property
    def grain(self) -> Grain:
        """What the scale is ruled in."""
        return ruler_of(self.laid_out.scale, 0, 1).grain

    @property
    def coarsest_grain(self) -> Grain:
        """What the scale is ruled in with all dates in sight: it can be drawn no coarser."""
        return ruler_of(scale_of(self._plan, self.body_width), 0, 1).grain

    @property
    def names_width(self) -> float:
        """How wide the names of bands and lanes are."""
        return float(max(_LEAST_NAMES_PX, min(_NAMES_PX, int(self.viewport().width() * _NAMES_SHARE))))

    @property
    def body_width(self) -> float:
        """How much of the scale is seen at once."""
        return max(120.0, self.viewport().width() - self.names_width)

    @property
    def frame(self) -> Frame:
        """What of the layout is seen now."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Frame(self.viewport().width(), self.viewport().height(), self.names_width, across, down)

    def width_of(self, words: str) -> float:
        """Return how wide words beside something are."""
        return self._items.width_of(words)

    def set_plan(self, plan: Plan) -> None:
        """Show a newer state."""
        self._plan = plan
        self._forget_layout()

    def fit(self) -> None:
        """Have all dates in sight."""
        self._px_per_day = 0.0
        self._forget_layout()
        self.scale_changed.emit()

    def zoom_to(self, px_per_day: float, about: float | None = None) -> None:
        """Draw days so wide; what is at a place of the viewport stays there, else what is in the middle of the scale."""
        at = self.names_width + self.body_width / 2 if about is None else max(about, self.names_width)
        before = self.laid_out.scale
        day = before.day(at - self.frame.origin)
        self._px_per_day = min(px_per_day, MOST_PX_PER_DAY)
        if scale_of(self._plan, self.body_width, self._px_per_day).px_per_day > self._px_per_day:
            self._px_per_day = 0.0
        self._forget_layout()
        self.horizontalScrollBar().setValue(round(self.laid_out.scale.x(day) - (at - self.names_width)))
        self.scale_changed.emit()

    def step_zoom(self, steps: float, about: float | None = None) -> None:
        """Zoom in by steps, out where they are negative."""
        self.zoom_to(self.laid_out.scale.px_per_day * _ZOOM_STEP**steps, about)

    def pan(self, across: int, down: int = 0) -> None:
        """Move what is seen by logical pixels."""
        for bar, by in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + by)

    def reveal(self, placed: Placed) -> None:
        """Bring something into view, with its words where there is room for them."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        begin, end = placed.begin - _MARGIN_PX, placed.end + _MARGIN_PX
        if end - begin > self.body_width:
            begin, end = placed.left - _MARGIN_PX, placed.left + _MARGIN_PX
        if begin < across.value() or end > across.value() + self.body_width:
            across.setValue(round((begin + end - self.body_width) / 2))
        top, room = self.laid_out.rows[placed.row].top, self.viewport().height() - RULER_PX
        if top - ROW_PX < down.value():
            down.setValue(round(top - 2 * ROW_PX))
        elif top + 2 * ROW_PX > down.value() + room:
            down.setValue(round(top + 2 * ROW_PX - room))

    def at(self, x: float, y: float) -> Placed | None:
        """Return what is drawn at a place of the viewport, or what its words stand beside."""
        layout, frame = self.laid_out, self.frame
        if x < frame.names or y < RULER_PX:
            return None
        row = bisect_right(layout.rows, y - RULER_PX + frame.top, key=lambda one: one.top) - 1
        if row < 0 or y - RULER_PX + frame.top > layout.rows[row].top + ROW_PX:
            return None
        there = x - frame.origin
        return next((one for one in layout.rows[row].placed if one.begin - 4 <= there <= one.end + 4), None)

    def cluster_at(self, x: float) -> Cluster | None:
        """Return what cannot be told apart at a place of the viewport."""
        there = x - self.frame.origin
        return next((one for one in self.laid_out.clusters if one.left - 2 <= there <= one.right + 2), None)

    def paint_on(self, painter: QPainter, chosen: Placed | None, cluster: Cluster | None, *, focused: bool) -> None:
        """Paint what is in view."""
        layout, frame = self.laid_out, self.frame
        if not layout.bands:  # the case is still being read
            painter.fillRect(self.viewport().rect(), self._theme.token("base"))
            return
        seen = Seen(layout.scale, frame.origin, frame.names, frame.width)
        ruler = self._around.paint_below(painter, layout, frame, cluster)
        painter.setClipRect(QRectF(frame.names, RULER_PX, frame.width - frame.names, frame.height - RULER_PX))
        first = max(0, bisect_right(layout.rows, frame.top - ROW_PX, key=lambda one: one.top) - 1)
        for row in layout.rows[first:]:
            top = frame.y(row.top)
            if top > frame.height:
                break
            for one in row.between(frame.left, frame.left + self.body_width):
                self._items.paint(painter, one, top, seen)
        if chosen is not None:
            ring = self._items.rect(chosen, frame.y(layout.rows[chosen.row].top), seen).adjusted(-3, -3, 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.token("accent"), 2 if focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, 5, 5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setClipping(False)
        self._around.paint_above(painter, layout, frame, ruler)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self.viewport())
        self.paint_on(painter, None, None, focused=False)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override."""
        super().resizeEvent(event)
        self._forget_layout()
        if event.size().width() != event.oldSize().width():
            self.scale_changed.emit()

    def _forget_layout(self) -> None:
        self._layout = None
        self.viewport().update()

    def _fit_bars(self, layout: Layout) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        wide, high = layout.scale.width, layout.height
        for bar, whole, room in ((across, wide, self.body_width), (down, high, self.viewport().height() - RULER_PX)):
            bar.setPageStep(max(1, round(room)))
            bar.setRange(0, max(0, round(whole - room)))
