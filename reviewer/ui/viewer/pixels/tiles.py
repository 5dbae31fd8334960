"""How a page is cut into tiles: few pieces of at most a megapixel, each drawn quickly and kept or dropped alone.

Pure arithmetic on device pixels; a tile's key says everything that its pixels depend on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reviewer.ui.viewer.geometry.camera import Camera

TILE_PX = 1024
"""The longest edge of a tile, in device pixels."""


@dataclass(frozen=True, slots=True)
class TileKey:
    """What the pixels of a tile depend on.

    `scale` is device pixels a page unit, rounded: zoom and device pixel ratio in one. `turn` is the view's own turn in degrees.
    `width` and `height` are the whole page in device pixels. `exact` is the scale to draw at, and tells no tiles apart: rounding
    moves what stands far down a page by a part of a pixel, and its pixels would not be those that MuPDF makes.
    """

    page: int
    scale: float
    turn: int
    width: int
    height: int
    col: int
    row: int
    exact: float = field(default=0.0, compare=False)

    @property
    def level(self) -> tuple[float, int]:
        """What all tiles of one drawing of the page have in common."""
        return self.scale, self.turn


class TileRect(NamedTuple):
    """A tile's place on its page, in device pixels from the page's upper left corner."""

    x: int
    y: int
    width: int
    height: int


def rounded_scale(scale: float) -> float:
    """Return the scale as it stands in keys, so that the same zoom always makes the same key."""
    return round(scale, 6)


def _edge(length: int) -> tuple[int, int]:
    """Return how many tiles a length takes, and the length of each but the last."""
    parts = max(1, math.ceil(length / TILE_PX))
    return parts, math.ceil(length / parts)


def tile_rect(key: TileKey) -> TileRect:
    """Return where a tile lies on its page."""
    _, wide = _edge(key.width)
    _, high = _edge(key.height)
    x, y = key.col * wide, key.row * high
    return TileRect(x, y, min(wide, key.width - x), min(high, key.height - y))


def tiles_in(page: int, scale: float, turn: int, size: tuple[int, int], window: tuple[int, int, int, int]) -> Iterator[TileKey]:
    """Yield the keys of the tiles that meet a window, top to bottom.

    Args:
        page: From 0.
        scale: Device pixels a page unit.
        turn: The view's own turn in degrees.
        size: Width and height of the page in device pixels.
        window: x0, y0, x1, y1 on the page in device pixels, x1 and y1 exclusive.

    """
    width, height = size
    cols, wide = _edge(width)
    rows, high = _edge(height)
    x0, y0, x1, y1 = max(0, window[0]), max(0, window[1]), min(width, window[2]), min(height, window[3])
    if x0 >= x1 or y0 >= y1:
        return
    rounded = rounded_scale(scale)
    for row in range(y0 // high, min(rows, (y1 - 1) // high + 1)):
        for col in range(x0 // wide, min(cols, (x1 - 1) // wide + 1)):
            yield TileKey(page, rounded, turn, width, height, col, row, exact=scale)


def visible_tiles(camera: Camera, page: int) -> Iterator[TileKey]:
    """Yield the tiles of a page that are in view, top to bottom."""
    layout = camera.layout
    where = layout.rect(page)
    window = (camera.x - where.x, camera.y - where.y, camera.x + camera.width - where.x, camera.y + camera.height - where.y)
    return tiles_in(page, layout.scale, layout.turn, (where.width, where.height), window)
