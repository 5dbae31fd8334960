"""Paints the view: canvas, pages, tiles or the nearest other zoom, marks, the selection.

Owns nothing but the order of painting. It paints in device pixels of the view, whose origin it moves onto a whole device pixel:
at fractional screen scales a widget may begin in between, and every tile would be blurred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.i18n import tr
from reviewer.model.geometry import PageQuad, Point
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.gestures.tools import Draft, RegionDraft
from reviewer.ui.viewer.marks.frame import PageFrame, page_area, page_frame
from reviewer.ui.viewer.marks.hits import HitMarks
from reviewer.ui.viewer.marks.marked_tiles import MarkedTiles
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.palette import PagePalette, page_palette
from reviewer.ui.viewer.pixels.supply import Supply, visible_tiles
from reviewer.ui.viewer.pixels.tiles import TileKey, tile_rect


@dataclass
class Scene:
    """All that is painted besides the pages themselves; `caret` is a page and the caret's upper and lower end in page space."""

    inverted: bool = False
    draft: Draft | None = None
    quads: Sequence[PageQuad] = field(default=())
    caret: tuple[int, Point, Point] | None = None


class PagePainter:
    """Paints what a camera sees.

    Args:
        theme: The window's colours, for the canvas and the pages' edges.
        overlay: Paints marks and selections.
        hits: Paints words that were looked for.

    """

    def __init__(self, theme: Theme, overlay: Overlay, hits: HitMarks) -> None:
        self._theme = theme
        self._hits = hits
        self._overlay = overlay
        self._marked = MarkedTiles(overlay)

    def paint(self, painter: QPainter, camera: Camera, supply: Supply | None, scene: Scene, clip: QRectF) -> bool:
        """Paint the part `clip` (device pixels of the view); return whether another frame is needed to show everything."""
        _to_device_pixels(painter, camera.dpr)
        painter.fillRect(clip.adjusted(-1, -1, 1, 1), self._theme.token("canvas"))
        if supply is None:
            return False
        colours = page_palette(scene.inverted)
        for page in camera.pages:
            where = page_frame(camera, page, clip)
            area = page_area(camera, page)
            if not area.adjusted(-60, 0, 60, 0).intersects(clip):
                continue
            marked = self._marked.wanted(page)
            arranged = self._overlay.is_arranged(page)
            self._paint_page(painter, camera, supply, where, marked=marked, inverted=scene.inverted)
            if page in supply.heavy:
                self._say_heavy(painter, area.intersected(clip), camera.dpr, colours)
            self._hits.paint(painter, where, colours)
            quads = [one.quad for one in scene.quads if one.page == page]
            if quads and isinstance(scene.draft, RegionDraft):
                self._overlay.paint_band(painter, where, scene.draft.rect, colours)
            elif quads:
                self._overlay.paint_selection(painter, where, quads, colours)
            if not marked:
                self._overlay.paint_kept(painter, where, colours)
            if arranged or not marked:  # arranging many was enough for one frame
                self._overlay.paint_rest(painter, where, colours)
            if scene.caret is not None and scene.caret[0] == page:
                self._overlay.paint_caret(painter, where, scene.caret[1:], colours)
        behind = self._hits.end_frame()
        return self._marked.end_frame() or behind

    def _paint_page(
        self, painter: QPainter, camera: Camera, supply: Supply, where: PageFrame, *, marked: bool, inverted: bool
    ) -> None:
        def image(key: TileKey) -> QImage | None:
            tile = supply.cache.get(key)
            if tile is None or not marked:
                return None if tile is None else tile.image(inverted=inverted)
            return self._marked.image(key, tile, where, inverted=inverted)

        area = page_area(camera, where.page)
        _paint_edge(painter, area, max(1, round(camera.dpr)), self._theme.token("page_edge"))
        keys = list(visible_tiles(camera, where.page))
        missing = [one for one in keys if one not in supply.cache]
        if missing:
            painter.fillRect(area, page_palette(inverted).paper)
            others = supply.cache.nearest(where.page, missing[0].level)
            _paint_nearest(painter, others, image, missing, area)
        for key in keys:
            found = image(key)
            if found is not None:
                place = tile_rect(key)
                painter.drawImage(QPointF(area.x() + place.x, area.y() + place.y), found)

    def _say_heavy(self, painter: QPainter, room: QRectF, dpr: float, colours: PagePalette) -> None:
        font = self._theme.font("base")
        font.setPixelSize(round(13 * dpr))
        painter.setFont(font)
        painter.setPen(QColor(colours.hint))
        words = tr("This page is heavy. It is being drawn …")
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _to_device_pixels(painter: QPainter, dpr: float) -> None:
    painter.scale(1 / dpr, 1 / dpr)
    now = painter.deviceTransform()
    painter.translate(round(now.dx()) - now.dx(), round(now.dy()) - now.dy())


def _paint_nearest(
    painter: QPainter,
    others: Iterable[TileKey],
    image: Callable[[TileKey], QImage | None],
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
    painter.fillRect(QRectF(area.x() - line, area.y() - line, width, line), colour)
    painter.fillRect(QRectF(area.x() - line, area.bottom(), width, line), colour)
    painter.fillRect(QRectF(area.x() - line, area.y(), line, area.height()), colour)
    painter.fillRect(QRectF(area.right(), area.y(), line, area.height()), colour)
