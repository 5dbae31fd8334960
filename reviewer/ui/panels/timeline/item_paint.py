"""Paints one thing of the timeline: a mark on its day, or a bar as far as its date reaches, with the words beside it.

Half filled is granted, full is used, hatched is the part of a date that is not exact; what is unsourced is dashed, in the colour
of gaps. Other statuses are told by their circles. An open end fades out: how long it was is not drawn.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

from reviewer.desk.timeline import TimelineKind
from reviewer.desk.timeline_layout import ROW_PX
from reviewer.desk.timeline_packing import BAR_PX, MARK_PX, OVER, RIGHT, SIGN_PX, TAIL_PX, Placed
from reviewer.desk.timeline_scale import TimeScale
from reviewer.model.access import AccessStatus
from reviewer.model.neutral import displayed
from reviewer.ui.controls.status_circle import SIZE_PX, paint_status
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme

KIND_ICONS = {
    TimelineKind.STATEMENT: "stance-states",
    TimelineKind.ACCESS: "lock",
    TimelineKind.DOCUMENT: "page",
    TimelineKind.EVENT: "event",
    TimelineKind.CORRECTION: "edit",
}
"""What stands for a kind in a mark and in a list."""

_ICON_PX, _TILE_PX = 10, 6
_MOST_KEPT = 20_000
_BEYOND_PX = 8.0
"""How far bars are painted beyond what is seen: their ends are cut there, and not at some thousand pixels."""


class Seen(NamedTuple):
    """What is seen of the scale: where its left end lies in the widget, and between which places things are painted."""

    scale: TimeScale
    origin: float
    left: float
    right: float


class ItemPainter:
    """Keeps what painting needs again: how wide words are, and shortened ones."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._words: dict[tuple[str, int], str] = {}
        self._widths: dict[str, float] = {}
        self._metrics = QFontMetricsF(theme.font("second"))
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Shorten words anew."""
        self._words.clear()
        self._widths.clear()
        self._metrics = QFontMetricsF(self._theme.font("second"))

    def width_of(self, words: str) -> float:
        """Return how wide words are."""
        found = self._widths.get(words)
        if found is None:
            if len(self._widths) > _MOST_KEPT:
                self._widths.clear()
            found = self._widths[words] = self._metrics.horizontalAdvance(displayed(words)) + 2
        return found

    def rect(self, placed: Placed, top: float, seen: Seen) -> QRectF:
        """Return where something is drawn, without its words."""
        left = max(placed.left + seen.origin, seen.left - _BEYOND_PX)
        right = min(placed.right + seen.origin, seen.right + _BEYOND_PX)
        height = MARK_PX if placed.dated.is_mark else BAR_PX
        return QRectF(left, top + (ROW_PX - height) / 2, max(1.0, right - left), height)

    def paint(self, painter: QPainter, placed: Placed, top: float, seen: Seen) -> None:
        """Paint it into the row whose upper edge is at `top`."""
        colour = self._theme.token("text_second" if placed.dated.item.is_sourced else "attention")
        if placed.dated.is_mark:
            self._paint_mark(painter, placed, top, seen, colour)
        else:
            self._paint_bar(painter, placed, top, seen, colour)
        self._paint_tails(painter, placed, top, seen, colour)
        self._paint_words(painter, placed, top, seen)

    def _paint_mark(self, painter: QPainter, placed: Placed, top: float, seen: Seen, colour: QColor) -> None:
        item = placed.dated.item
        left = placed.left + seen.origin
        square = QRectF(left, top + (ROW_PX - MARK_PX) / 2, MARK_PX, MARK_PX)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(self._theme.token("base"))
        if not item.is_sourced:
            self._dash(painter, square)
        elif item.status is None:
            painter.drawEllipse(square.adjusted(0.5, 0.5, -0.5, -0.5))
        inset = (MARK_PX - (SIZE_PX if item.status else _ICON_PX)) / 2
        if item.status is not None:
            paint_status(painter, item.status, square.topLeft() + QPointF(inset, inset), colour)
        else:
            icons.paint(painter, KIND_ICONS[item.kind], square.adjusted(inset, inset, -inset, -inset), colour)

    def _paint_bar(self, painter: QPainter, placed: Placed, top: float, seen: Seen, colour: QColor) -> None:
        item, extent = placed.dated.item, placed.dated.extent
        left = placed.left + (TAIL_PX if extent.opens_left else 0) + seen.origin
        right = placed.right - (TAIL_PX if extent.opens_right else 0) + seen.origin
        first, last = max(left, seen.left - _BEYOND_PX), min(right, seen.right + _BEYOND_PX)
        if last <= first:
            return
        whole = QRectF(first, top + (ROW_PX - BAR_PX) / 2, last - first, BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        sure_from = min(last, max(first, seen.scale.x(extent.sure_from) + seen.origin))
        sure_to = max(first, min(last, seen.scale.x(extent.sure_to) + seen.origin))
        if extent.sure_to <= extent.sure_from:
            sure_from = sure_to = last
        for begin, end in ((first, sure_from), (sure_to, last)):
            if end > begin:
                painter.fillRect(QRectF(begin, whole.top(), end - begin, BAR_PX), self._theme.token("base"))
                self._hatch(painter, QRectF(begin, whole.top(), end - begin, BAR_PX), colour, seen)
        sure = QRectF(sure_from, whole.top(), max(0.0, sure_to - sure_from), BAR_PX)
        if sure.width() > 0:
            self._fill(painter, sure, item.status, colour, is_sourced=item.is_sourced)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.SolidLine if item.is_sourced else Qt.PenStyle.DashLine))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if item.status is not None and item.status not in (AccessStatus.USED, AccessStatus.GRANTED):
            self._paint_circle(painter, whole, item.status, colour)

    def _fill(self, painter: QPainter, rect: QRectF, status: AccessStatus | None, colour: QColor, *, is_sourced: bool) -> None:
        painter.fillRect(rect, self._theme.token("base" if is_sourced else "attention_surface"))
        if status is AccessStatus.USED:
            painter.fillRect(rect, colour)
        elif status is AccessStatus.GRANTED:
            painter.fillRect(rect.adjusted(0, rect.height() / 2, 0, 0), colour)
        elif status is None:
            painter.fillRect(rect, self._theme.token("hover" if is_sourced else "attention_surface"))

    def _paint_circle(self, painter: QPainter, bar: QRectF, status: AccessStatus, colour: QColor) -> None:
        at = QPointF(bar.left() + 3, bar.center().y() - SIZE_PX / 2)
        if bar.width() < SIZE_PX + 6:
            at.setX(bar.center().x() - SIZE_PX / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.token("base"))
        painter.drawEllipse(QRectF(at.x() - 1.5, at.y() - 1.5, SIZE_PX + 3, SIZE_PX + 3))
        paint_status(painter, status, at, colour)

    def _dash(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self._theme.token("attention"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.token("attention_surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    def _hatch(self, painter: QPainter, rect: QRectF, colour: QColor, seen: Seen) -> None:
        brush = QBrush(_tile(colour, painter.device().devicePixelRatioF()))
        painter.setBrushOrigin(QPointF(seen.origin % _TILE_PX, rect.top()))
        painter.fillRect(rect, brush)

    def _paint_tails(self, painter: QPainter, placed: Placed, top: float, seen: Seen, colour: QColor) -> None:
        extent, middle = placed.dated.extent, top + ROW_PX / 2
        ends = ((extent.opens_left, placed.left, 1.0), (extent.opens_right, placed.right, -1.0))
        for is_open, tip, inwards in ends:
            x = tip + seen.origin
            if not is_open or not seen.left - TAIL_PX < x < seen.right + TAIL_PX:
                continue
            faded = QColor(colour)
            faded.setAlpha(70)
            fade = QLinearGradient(QPointF(x + inwards * TAIL_PX, 0), QPointF(x, 0))
            fade.setColorAt(0, colour)
            fade.setColorAt(1, faded)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QBrush(fade), 2))
            painter.drawLine(QPointF(x + inwards * (TAIL_PX - 1), middle), QPointF(x + inwards * 2, middle))
            painter.drawPolyline(
                QPolygonF(
                    [QPointF(x + inwards * 6, middle - 4), QPointF(x + inwards, middle), QPointF(x + inwards * 6, middle + 4)]
                )
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_words(self, painter: QPainter, placed: Placed, top: float, seen: Seen) -> None:
        dated = placed.dated
        left, width = placed.label_left + seen.origin, placed.label_width
        ends = placed.right + seen.origin
        begins = max(placed.left + seen.origin, seen.left)
        covers = placed.side == OVER
        if (covers and left < seen.left) or (placed.side == RIGHT and ends > seen.right and left > seen.right):
            left, covers = begins + 8, True  # the bar goes on beyond what is seen: its words stay in sight
        if covers and (min(ends, seen.right) - begins < min(width, 40.0)):
            return
        if covers:
            width = min(width, min(ends, seen.right) - left - 4)
            painter.fillRect(QRectF(left - 3, top + 5, width + 6, ROW_PX - 10), self._theme.token("base"))
        if left > seen.right or left + width < seen.left or width < 8:
            return
        if not dated.item.is_sourced:
            colour = self._theme.token("attention")
            icons.paint(painter, "warning", QRectF(left, top + (ROW_PX - 14) / 2, 14, 14), colour)
            left, width = left + SIGN_PX, width - SIGN_PX
            painter.setPen(colour)
        else:
            painter.setPen(self._theme.token("text"))
        painter.setFont(self._theme.font("second"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(left, top, width + 2, ROW_PX), flags, self._shortened(dated.label, width))

    def _shortened(self, words: str, width: float) -> str:
        key = words, int(width)
        found = self._words.get(key)
        if found is None:
            if len(self._words) > _MOST_KEPT:
                self._words.clear()
            found = self._metrics.elidedText(" ".join(displayed(words).split()), Qt.TextElideMode.ElideRight, width + 1)
            self._words[key] = found
        return found


def paint_sample(painter: QPainter, theme: Theme, name: str, rect: QRectF) -> None:
    """Paint what a legend explains: a bar that is "used" or "granted", what is "hatched", and what is "unsourced"."""
    colour = theme.token("attention" if name == "unsourced" else "text_second")
    if name == "used":
        painter.fillRect(rect, colour)
    elif name == "granted":
        painter.fillRect(rect, theme.token("base"))
        painter.fillRect(rect.adjusted(0, rect.height() / 2, 0, 0), colour)
    elif name == "hatched":
        painter.fillRect(rect, theme.token("base"))
        painter.fillRect(rect, QBrush(_tile(colour, painter.device().devicePixelRatioF())))
    else:
        painter.fillRect(rect, theme.token("attention_surface"))
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine if name == "unsourced" else Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


@lru_cache(maxsize=16)
def _tile_of(argb: int, ratio: float) -> QPixmap:
    edge = round(_TILE_PX * ratio)
    made = QPixmap(edge, edge)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(argb), ratio))
    for shift in (-edge, 0, edge):
        painter.drawLine(QPointF(shift, edge), QPointF(shift + edge, 0))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _tile(colour: QColor, ratio: float) -> QPixmap:
    return _tile_of(colour.rgba(), ratio)
