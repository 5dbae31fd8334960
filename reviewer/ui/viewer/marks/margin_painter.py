"""Paints what stands beside the text: bars, and margin marks with glyph and number.

Where they stand is `margin`'s. Paints in device pixels of the view.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from reviewer.ui.look import icons
from reviewer.ui.viewer.marks.frame import Frame, PageFrame
from reviewer.ui.viewer.marks.margin import Badge, Bar, bars
from reviewer.ui.viewer.marks.shown_marks import ShownMark
from reviewer.ui.viewer.palette import PagePalette

PENDING_SHARE = 0.5
RING_PX = 2


def paint_margin(
    painter: QPainter,
    where: PageFrame,
    near: Sequence[ShownMark],
    stacked: Sequence[Badge],
    *,
    chosen: str,
    colours: PagePalette,
    font: QFont,
) -> None:
    """Paint the bars of passages and those margin marks that are in view, those of the chosen passage ringed.

    `font` is that of the numbers, in logical pixels.
    """
    frame, clip = where.frame, where.clip
    sized = QFont(font)
    sized.setPixelSize(max(1, round(font.pixelSize() * frame.dpr)))
    for bar in bars(near, frame):
        _paint_bar(painter, bar, colours)
    for badge in stacked:
        if badge.rect.y1 >= clip.top() and badge.rect.y0 <= clip.bottom():
            _paint_badge(painter, badge, frame, colours, sized)
            if badge.mark.passage == chosen:
                _paint_ring(painter, badge, frame, colours)


def _paint_bar(painter: QPainter, bar: Bar, colours: PagePalette) -> None:
    rect = QRectF(round(bar.rect.x0), round(bar.rect.y0), round(bar.rect.width), round(bar.rect.height))
    colour = QColor(colours.stances[bar.mark.stance].mark)
    if bar.mark.pending:
        colour.setAlphaF(PENDING_SHARE)
    painter.fillRect(rect, colour)


def _paint_badge(painter: QPainter, badge: Badge, frame: Frame, colours: PagePalette, font: QFont) -> None:
    dpr = frame.dpr
    look = colours.stances[badge.stance]
    rect = QRectF(round(badge.rect.x0), round(badge.rect.y0), round(badge.rect.width), round(badge.rect.height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.mark, max(1.0, round(dpr)), Qt.PenStyle.DotLine if badge.mark.pending else Qt.PenStyle.SolidLine))
    painter.setBrush(colours.paper)
    half = max(1.0, round(dpr)) / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), 3 * dpr, 3 * dpr)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    name = f"stance-{badge.stance.value if badge.stance else 'plain'}"
    glyph_px = round(12 * dpr)
    x = rect.x() + round((rect.width() - glyph_px) / 2 if not badge.number else 5 * dpr)
    painter.drawImage(QPointF(x, rect.y() + (rect.height() - glyph_px) // 2), icons.image(name, look.words, edge_px=glyph_px))
    if badge.number:
        painter.setFont(font)
        painter.setPen(look.words)
        room = QRectF(x + glyph_px, rect.y(), rect.right() - x - glyph_px - 3 * dpr, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, badge.number)


def _paint_ring(painter: QPainter, badge: Badge, frame: Frame, colours: PagePalette) -> None:
    """Ring a margin mark just outside its edge: the next one below stands three pixels away."""
    wide = max(1.0, round(RING_PX * frame.dpr))
    half = wide / 2
    rect = QRectF(round(badge.rect.x0), round(badge.rect.y0), round(badge.rect.width), round(badge.rect.height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.accent, wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-half, -half, half, half), 4 * frame.dpr, 4 * frame.dpr)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
