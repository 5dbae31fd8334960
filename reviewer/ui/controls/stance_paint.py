"""Paints stances: the boxed glyph of a link and the row of glyphs with counts. Shape and number always say what colour says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from reviewer.model.stance import Stance
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme

COUNT_ORDER = (Stance.STATES, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
"""The order in which counts are shown."""

BOX_WIDTH_PX = 18
BOX_HEIGHT_PX = 16
_ICON_PX = 12
_GAP_PX = 12


def present(counts: Mapping[Stance, int] | Iterable[tuple[Stance, int]]) -> list[tuple[Stance, int]]:
    """Return the counts that are not zero, in the order they are shown."""
    found = dict(counts)
    return [(stance, found[stance]) for stance in COUNT_ORDER if found.get(stance)]


def counts_width(theme: Theme, counts: list[tuple[Stance, int]]) -> float:
    """Return how wide `paint_counts` paints, in logical pixels."""
    metrics = QFontMetricsF(theme.font("second", bold=True))
    widths = [_ICON_PX + 4 + metrics.horizontalAdvance(str(count)) for _, count in counts]
    return sum(widths) + _GAP_PX * max(0, len(widths) - 1)


def paint_counts(painter: QPainter, theme: Theme, left: float, middle: float, counts: list[tuple[Stance, int]]) -> None:
    """Paint glyphs with counts from `left`, centred on the line `middle`."""
    font = theme.font("second", bold=True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for stance, count in counts:
        style = theme.stance(stance)
        icons.paint(painter, style.icon, QRectF(left, middle - _ICON_PX / 2, _ICON_PX, _ICON_PX), style.words)
        left += _ICON_PX + 4
        width = metrics.horizontalAdvance(str(count))
        painter.setPen(style.words)
        painter.drawText(QRectF(left, middle - 10, width + 2, 20), int(Qt.AlignmentFlag.AlignVCenter), str(count))
        left += width + _GAP_PX


def paint_box(painter: QPainter, theme: Theme, top_left: QPointF, stance: Stance | None) -> None:
    """Paint the boxed glyph of a link, `BOX_WIDTH_PX` by `BOX_HEIGHT_PX`."""
    style = theme.stance(stance)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.mark, 1))
    painter.setBrush(style.tint)
    painter.drawRoundedRect(QRectF(top_left.x() + 0.5, top_left.y() + 0.5, BOX_WIDTH_PX - 1, BOX_HEIGHT_PX - 1), 3, 3)
    painter.restore()
    icons.paint(painter, style.icon, QRectF(top_left.x() + 3, top_left.y() + 2, _ICON_PX, _ICON_PX), style.words)
