"""Tiles with the passages painted into them, for pages with many: painting hundreds anew in each frame would take too long.

Owns those copies, only for tiles that are on the screen. Pages with few passages have none: painting these directly is as fast.
A frame does only so much of the work; until a copy is finished its tile shows what it showed before.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from reviewer.ui.viewer.marks.frame import Frame, PageFrame
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.palette import page_palette
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tiles import TileKey, tile_rect

FEW = 24
"""Up to so many passages on a page are painted directly."""

STEPS = 100
"""How much is painted into copies in one frame: about 5 ms."""

_Stamp = tuple[Tile, int, bool]


@dataclass
class _UnderWay:
    """A copy that is being painted."""

    stamp: _Stamp
    image: QImage
    steps: Iterator[Callable[[QPainter], None]]


class MarkedTiles:
    """Copies of tiles with passages in them."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._finished: dict[TileKey, tuple[_Stamp, QImage]] = {}
        self._under_way: dict[TileKey, _UnderWay] = {}
        self._used: set[TileKey] = set()
        self._left = STEPS
        self._behind = False

    def wanted(self, page: int) -> bool:
        """Tell whether a page has so many passages that its tiles are kept with them."""
        return len(self._overlay.index.on_page(page)) > FEW

    def image(self, key: TileKey, tile: Tile, where: PageFrame, *, inverted: bool) -> QImage:
        """Return a tile's pixels with the passages in the case painted over them, as far as they are finished."""
        self._used.add(key)
        stamp = (tile, self._overlay.stamp(key.page), inverted)
        found = self._finished.get(key)
        if found is not None and found[0] == stamp:
            return found[1]
        made = self._go_on(key, stamp, where)
        if made is not None:
            self._finished[key] = (stamp, made)
            return made
        self._behind = True
        return found[1] if found is not None else tile.image(inverted=inverted)

    def forget(self) -> None:
        """Drop all copies: another document is shown."""
        self._finished.clear()
        self._under_way.clear()

    def end_frame(self, unpainted: Collection[int] = ()) -> bool:
        """Drop the copies that nobody sees any more; return whether another frame is needed for those not finished.

        Args:
            unpainted: Pages in view that this frame left as they were on the screen: their copies stay.

        """
        self._finished = {key: one for key, one in self._finished.items() if key in self._used or key.page in unpainted}
        self._under_way = {key: one for key, one in self._under_way.items() if key in self._used or key.page in unpainted}
        behind, self._behind, self._left, self._used = self._behind, False, STEPS, set()
        return behind

    def _go_on(self, key: TileKey, stamp: _Stamp, where: PageFrame) -> QImage | None:
        """Paint some more of a copy; return it once it is finished."""
        if not self._overlay.is_arranged(key.page):
            self._overlay.shown(where)
            self._left = 0  # that was enough for one frame
        if not self._left:
            return None
        one = self._under_way.get(key)
        if one is None or one.stamp != stamp:
            one = self._under_way[key] = self._begun(key, stamp, where)
        painter = QPainter(one.image)
        for step in itertools.islice(one.steps, self._left):
            step(painter)
            self._left -= 1
        painter.end()
        if not self._left:
            return None
        del self._under_way[key]
        return one.image

    def _begun(self, key: TileKey, stamp: _Stamp, where: PageFrame) -> _UnderWay:
        tile, _, inverted = stamp
        place = tile_rect(key)
        frame = Frame(-place.x, -place.y, key.width, key.scale, where.frame.dpr)
        on_tile = PageFrame(key.page, frame, where.to_shown, QRectF(0, 0, place.width, place.height))
        steps = self._overlay.kept_steps(on_tile, page_palette(inverted))
        return _UnderWay(stamp, tile.image(inverted=inverted).copy(), steps)
