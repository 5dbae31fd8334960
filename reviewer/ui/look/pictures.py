"""Turns pixels from a worker into pictures for widgets, and paints passages over them. No files, no formats: pixels only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from reviewer.documents.results import Bitmap
from reviewer.model.geometry import Quad, page_rotation
from reviewer.model.page import PageInfo
from reviewer.ui.look.theme import StanceStyle


def image_of(bitmap: Bitmap, *, ratio: float = 1.0) -> QImage:
    """Return a picture of its own; the shared memory of the bitmap is free again afterwards."""
    shared = QImage(bitmap.buffer, bitmap.width_px, bitmap.height_px, bitmap.stride, QImage.Format.Format_RGB32)
    own = shared.copy()
    own.setDevicePixelRatio(ratio)
    return own


def paint_quads(
    image: QImage,
    page: PageInfo,
    quads: Sequence[Quad],
    style: StanceStyle,
    *,
    scale: float,
    left_px: float,
    top_px: float,
    region: bool,
) -> None:
    """Paint a passage onto a picture of a part of its page, as the page view does: a fill and a line below; a region its edge.

    Args:
        image: Painted on; its device pixel ratio is not looked at.
        page: The page.
        quads: The passage's quads on that page, in page space.
        style: The stance's look.
        scale: Pixels a page unit.
        left_px: Of the picture in the page as displayed, in pixels.
        top_px: Likewise.
        region: A frame instead of fill and line.

    """
    turned = page_rotation(page.width, page.height, page.rotation)
    ratio = image.devicePixelRatio()
    image.setDevicePixelRatio(1.0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = QColor(style.mark)
    fill.setAlphaF(style.fill)
    pen = QPen(style.mark, max(1.5, 1.6 * ratio))
    for quad in quads:
        corners = [turned.apply(one) for one in (quad.ul, quad.ur, quad.lr, quad.ll)]
        points = [QPointF(one.x * scale - left_px, one.y * scale - top_px) for one in corners]
        if region:  # and no fill: thin ink and handwriting would be hard to see
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF(points))
            continue
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(points))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(pen)
        painter.drawLine(points[3], points[2])
    painter.end()
    image.setDevicePixelRatio(ratio)


def below_each_other(images: Sequence[QImage], gap_px: int, *, ground: QColor, edge: QColor) -> QImage:
    """Return parts of several pages as one picture: each in the middle of its width, and between two where their pages end.

    Args:
        images: From top to bottom, all of one device pixel ratio.
        gap_px: Between two of them, in logical pixels.
        ground: What is seen between two pages.
        edge: The line at which a page ends.

    """
    ratio = images[0].devicePixelRatio()
    gap, width = round(gap_px * ratio), max(one.width() for one in images)
    made = QImage(width, sum(one.height() for one in images) + gap * (len(images) - 1), QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    line, top = max(1, round(ratio)), 0
    for image in images:
        if top:
            painter.fillRect(0, top, width, gap, edge)
            painter.fillRect(0, top + line, width, gap - 2 * line, ground)
            top += gap
        pixels = image.copy()
        pixels.setDevicePixelRatio(1.0)
        painter.drawImage((width - image.width()) // 2, top, pixels)
        top += image.height()
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
