"""Paints a page's pixels where a camera sees it: its edge, its tiles, and the nearest other zoom where tiles are missing.

Owns nothing but that. Everything is in device pixels of the view, see `to_device_pixels`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tile_cache import TileCache
from reviewer.ui.viewer.pixels.tiles import TileKey, tile_rect, visible_tiles

ImageOf = Callable[[TileKey], QImage | None]
"""Returns what to paint for a tile; None where it is not drawn yet, or its picture is not made yet."""


def to_device_pixels(painter: QPainter, dpr: float) -> None:
    """Have a widget's painter count device pixels from a whole one on.

    At fractional screen scales a widget may begin in between, and every tile would be blurred.
    """
    painter.scale(1 / dpr, 1 / dpr)
    now = painter.deviceTransform()
    painter.translate(round(now.dx()) - now.dx(), round(now.dy()) - now.dy())


def fill(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """Fill a rectangle of whole device pixels.

    `QPainter.fillRect` has Qt's bindings make every enum of `Qt` to tell its forms apart: as long as a page takes to be drawn.
    """
    painter.drawImage(area, _swatch(colour.rgb()))


@lru_cache(8)
def _swatch(rgb: int) -> QImage:
    made = QImage(1, 1, QImage.Format.Format_RGB32)
    made.setPixel(0, 0, rgb)
    return made


def page_area(camera: Camera, page: int) -> QRectF:
    """Return where a page stands, in device pixels of the view."""
    where = camera.layout.rect(page)
    return QRectF(where.x - camera.x, where.y - camera.y, where.width, where.height)


def paint_pixels(
    painter: QPainter,
    camera: Camera,
    page: int,
    cache: TileCache[Tile],
    image: ImageOf,
    *,
    paper: QColor,
    edge: QColor,
) -> None:
    """Paint one page.

    Args:
        painter: Of the view, in device pixels.
        camera: What is in view.
        page: From 0.
        cache: The tiles that are drawn.
        image: What to paint for each.
        paper: The page before anything is drawn on it.
        edge: The line around it.

    """
    area = page_area(camera, page)
    _paint_edge(painter, area, max(1, round(camera.dpr)), edge)
    keys = list(visible_tiles(camera, page))
    missing = [one for one in keys if one not in cache]
    if missing:
        fill(painter, area, paper)
        _paint_nearest(painter, cache.nearest(page, missing[0].level), image, missing, area)
    for key in keys:
        found, place = image(key), tile_rect(key)
        if found is not None:
            painter.drawImage(QPointF(area.x() + place.x, area.y() + place.y), found)
        elif key in cache:
            fill(painter, QRectF(area.x() + place.x, area.y() + place.y, place.width, place.height), paper)


def _paint_nearest(
    painter: QPainter,
    others: Iterable[TileKey],
    image: ImageOf,
    missing: Sequence[TileKey],
    area: QRectF,
) -> None:
    """Draw the tiles of the nearest other zoom of a page where tiles are missing."""
    scaled = list(_scaled(others, area))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for hole in (QRectF(area.x() + r.x, area.y() + r.y, r.width, r.height) for r in map(tile_rect, missing)):
        for other, target in scaled:
            part = target.intersected(hole)
            found = None if part.isEmpty() else image(other)
            if found is not None:
                x, y = other.width / area.width(), other.height / area.height()
                left, top = (part.x() - target.x()) * x, (part.y() - target.y()) * y
                painter.drawImage(part, found, QRectF(left, top, part.width() * x, part.height() * y))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


def _scaled(others: Iterable[TileKey], area: QRectF) -> Iterator[tuple[TileKey, QRectF]]:
    """Yield tiles of another zoom with where they come to lie."""
    for other in list(others):
        across, down = area.width() / other.width, area.height() / other.height
        r = tile_rect(other)
        yield other, QRectF(area.x() + r.x * across, area.y() + r.y * down, r.width * across, r.height * down)


def _paint_edge(painter: QPainter, area: QRectF, line: int, colour: QColor) -> None:
    """Draw a line around a page, outside it."""
    width = area.width() + 2 * line
    fill(painter, QRectF(area.x() - line, area.y() - line, width, line), colour)
    fill(painter, QRectF(area.x() - line, area.bottom(), width, line), colour)
    fill(painter, QRectF(area.x() - line, area.y(), line, area.height()), colour)
    fill(painter, QRectF(area.right(), area.y(), line, area.height()), colour)
