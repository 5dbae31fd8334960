"""Paints the view: canvas, pages, tiles or the nearest other zoom, marks, the selection.

Owns nothing but the order of painting, in device pixels of the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.i18n import tr
from reviewer.model.geometry import PageQuad, Point
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.gestures.tools import Draft, RegionDraft
from reviewer.ui.viewer.marks.frame import PageFrame, page_frame
from reviewer.ui.viewer.marks.hits import HitMarks
from reviewer.ui.viewer.marks.marked_tiles import MarkedTiles
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.palette import PagePalette, page_palette
from reviewer.ui.viewer.pixels.pixel_painter import page_area, paint_pixels, to_device_pixels
from reviewer.ui.viewer.pixels.supply import Supply
from reviewer.ui.viewer.pixels.tile import BYTES_A_PIXEL, Tile
from reviewer.ui.viewer.pixels.tiles import TileKey

INVERTED_AT_ONCE_PX = 1_000_000
"""Pixels that are inverted in one frame, at least one tile: about 7 ms of coloured ones, 2 ms of grey ones."""


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
        self._inverted_px, self._waits = 0, False

    def forget(self) -> None:
        """Keep nothing of the document that was painted."""
        self._marked.forget()

    def paint(self, painter: QPainter, camera: Camera, supply: Supply | None, scene: Scene, clip: QRectF) -> bool:
        """Paint the part `clip` (device pixels of the view); return whether another frame is needed to show everything."""
        to_device_pixels(painter, camera.dpr)
        painter.fillRect(clip.adjusted(-1, -1, 1, 1), self._theme.token("canvas"))
        if supply is None:
            return self._marked.end_frame()
        self._inverted_px, self._waits = 0, False
        colours = page_palette(scene.inverted)
        unpainted: set[int] = set()
        for page in camera.pages:
            where = page_frame(camera, page, clip)
            area = page_area(camera, page)
            if not area.adjusted(-60, 0, 60, 0).intersects(clip):
                unpainted.add(page)
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
            for ringed in (self._overlay.pointed, self._overlay.unseen):
                self._overlay.paint_ringed(painter, where, ringed, colours)
            if scene.caret is not None and scene.caret[0] == page:
                self._overlay.paint_caret(painter, where, scene.caret[1:], colours)
        behind = self._hits.end_frame()
        return self._marked.end_frame(unpainted) or behind or self._waits

    def _paint_page(
        self, painter: QPainter, camera: Camera, supply: Supply, where: PageFrame, *, marked: bool, inverted: bool
    ) -> None:
        def image(key: TileKey) -> QImage | None:
            tile = supply.cache.get(key)
            if tile is None or (inverted and not self._may_invert(tile)):
                return None
            found = self._marked.image(key, tile, where, inverted=inverted) if marked else tile.image(inverted=inverted)
            supply.cache.weigh(key, tile.size_bytes)
            return found

        paper, edge = page_palette(inverted).paper, self._theme.token("page_edge")
        paint_pixels(painter, camera, where.page, supply.cache, image, paper=paper, edge=edge)

    def _may_invert(self, tile: Tile) -> bool:
        """Tell whether a tile may be shown inverted now: a frame makes only so many, and the next frames the others."""
        if tile.is_inverted:
            return True
        pixels = tile.size_bytes // BYTES_A_PIXEL
        if self._inverted_px and self._inverted_px + pixels > INVERTED_AT_ONCE_PX:
            self._waits = True
            return False
        self._inverted_px += pixels
        return True

    def _say_heavy(self, painter: QPainter, room: QRectF, dpr: float, colours: PagePalette) -> None:
        font = self._theme.font("base")
        font.setPixelSize(round(13 * dpr))
        painter.setFont(font)
        painter.setPen(QColor(colours.hint))
        words = tr("This page is heavy. It is being drawn …")
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
