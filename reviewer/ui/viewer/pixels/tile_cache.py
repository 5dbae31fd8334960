"""Keeps drawn tiles, bounded in bytes: the least recently used go first. Finds the nearest other zoom of a page meanwhile.

Knows nothing of Qt or of what a tile is made of, and never asks for one to be drawn.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from typing import Generic, TypeVar

from reviewer.ui.viewer.pixels.tiles import TileKey

T = TypeVar("T")

DEFAULT_BYTES = 16 * 1024 * 1024
"""About four views of 1280 × 800; larger views ask for more."""


class TileCache(Generic[T]):
    """A store of tiles with a limit in bytes.

    Args:
        limit_bytes: What all tiles together may take. A single tile above it is kept until the next one comes.

    """

    def __init__(self, limit_bytes: int = DEFAULT_BYTES) -> None:
        self._limit = limit_bytes
        self._used = 0
        self._tiles: OrderedDict[TileKey, tuple[T, int]] = OrderedDict()
        self._levels: dict[int, dict[tuple[float, int], dict[TileKey, T]]] = {}

    @property
    def used_bytes(self) -> int:
        """What all tiles take now."""
        return self._used

    def set_limit(self, limit_bytes: int) -> None:
        """Change the limit; what no longer fits goes at once."""
        self._limit = limit_bytes
        self._shrink()

    def __len__(self) -> int:
        """Return the number of tiles."""
        return len(self._tiles)

    def __contains__(self, key: TileKey) -> bool:
        """Tell whether a tile is there, without counting that as a use."""
        return key in self._tiles

    def get(self, key: TileKey) -> T | None:
        """Return a tile and count it as used just now."""
        found = self._tiles.get(key)
        if found is None:
            return None
        self._tiles.move_to_end(key)
        return found[0]

    def put(self, key: TileKey, tile: T, size_bytes: int) -> None:
        """Keep a tile, dropping the longest unused ones beyond the limit."""
        self._drop(key)
        self._tiles[key] = (tile, size_bytes)
        self._levels.setdefault(key.page, {}).setdefault(key.level, {})[key] = tile
        self._used += size_bytes
        self._shrink()

    def weigh(self, key: TileKey, size_bytes: int) -> None:
        """Say what a tile takes by now, as one does that is shown inverted; others go if it is too much."""
        found = self._tiles.get(key)
        if found is not None and found[1] != size_bytes:
            self._tiles[key] = (found[0], size_bytes)
            self._used += size_bytes - found[1]
            self._shrink()

    def nearest(self, page: int, level: tuple[float, int]) -> Mapping[TileKey, T]:
        """Return the tiles of the page's drawing whose scale is nearest to a level's, of the same turn; empty without any.

        A larger drawing is preferred to a smaller one as far away: it is sharper. Counts as no use: painting with one does.
        """
        scale, turn = level
        levels = self._levels.get(page, {})
        others = [one for one in levels if one[1] == turn and one != level]
        if not others:
            return {}
        best = min(others, key=lambda one: abs(math.log(one[0] / scale)) - (1e-9 if one[0] > scale else 0.0))
        return levels[best]

    def clear(self) -> None:
        """Forget everything."""
        self._tiles.clear()
        self._levels.clear()
        self._used = 0

    def _shrink(self) -> None:
        while self._used > self._limit and len(self._tiles) > 1:
            self._drop(next(iter(self._tiles)))

    def _drop(self, key: TileKey) -> None:
        found = self._tiles.pop(key, None)
        if found is None:
            return
        self._used -= found[1]
        levels = self._levels[key.page]
        del levels[key.level][key]
        if not levels[key.level]:
            del levels[key.level]
        if not levels:
            del self._levels[key.page]
