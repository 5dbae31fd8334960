"""Tiles with the passages painted into them, for pages with many: painting hundreds anew in each frame would take too long.

Owns those copies, only for tiles that were painted last. Pages with few passages have none: painting these directly is as fast.
At most one copy is made in a frame, so that no frame takes long; until its turn comes a tile shows what it showed before.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from reviewer.ui.viewer.marks.frame import Frame, PageFrame
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.palette import page_palette
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tiles import TileKey, tile_rect

FEW = 24
"""Up to so many passages on a page are painted directly."""


class MarkedTiles:
    """Copies of tiles with passages in them."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._images: dict[TileKey, tuple[tuple[Tile, int, bool], QImage]] = {}
        self._used: set[TileKey] = set()
        self._made = 0
        self._behind = False

    def wanted(self, page: int) -> bool:
        """Tell whether a page has so many passages that its tiles are kept with them."""
        return len(self._overlay.index.on_page(page)) > FEW

    def image(self, key: TileKey, tile: Tile, where: PageFrame, *, inverted: bool) -> QImage:
        """Return a tile's pixels with the passages in the case painted over them."""
        self._used.add(key)
        stamp = (tile, self._overlay.stamp(key.page), inverted)
        found = self._images.get(key)
        if found is not None and found[0] == stamp:
            return found[1]
        if self._made:
            self._behind = True
            return found[1] if found is not None else tile.image(inverted=inverted)
        self._made += 1
        image = tile.image(inverted=inverted).copy()
        place = tile_rect(key)
        frame = Frame(-place.x, -place.y, key.width, key.scale, where.frame.dpr)
        painter = QPainter(image)
        on_tile = PageFrame(key.page, frame, where.to_shown, QRectF(0, 0, place.width, place.height))
        self._overlay.paint_kept(painter, on_tile, page_palette(inverted))
        painter.end()
        self._images[key] = (stamp, image)
        return image

    def end_frame(self) -> bool:
        """Drop the copies that this frame did not use; return whether another frame is needed for those still to be made."""
        self._images = {key: one for key, one in self._images.items() if key in self._used}
        behind, self._behind, self._made, self._used = self._behind, False, 0, set()
        return behind
