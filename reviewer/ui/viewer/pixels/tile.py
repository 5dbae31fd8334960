"""One drawn tile: pixels from a worker wrapped as an image without copying, and their inverted form where it is wanted.

Owns the life of the shared memory: it stays mapped as long as the tile lives. Inverting is for reading on screen only.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QImage

from reviewer.documents.client import Bitmap
from reviewer.ui.viewer.pixels.tiles import TileKey, tile_rect

BYTES_A_PIXEL = 4


class Tile:
    """Pixels of a piece of a page.

    Raises:
        ValueError: The bitmap's buffer is smaller than its measures say.

    """

    def __init__(self, bitmap: Bitmap) -> None:
        if bitmap.stride < bitmap.width_px * BYTES_A_PIXEL or bitmap.buffer.nbytes < bitmap.stride * bitmap.height_px:
            raise ValueError("a bitmap smaller than it says")
        self._bitmap = bitmap
        self._plain = QImage(bitmap.buffer, bitmap.width_px, bitmap.height_px, bitmap.stride, QImage.Format.Format_RGB32)
        self._inverted: QImage | None = None

    @property
    def size_bytes(self) -> int:
        """What the tile takes in memory now: an inverted form is as large again."""
        return self._bitmap.stride * self._bitmap.height_px + (0 if self._inverted is None else self._inverted.sizeInBytes())

    @property
    def is_inverted(self) -> bool:
        """Whether the inverted form is there; making it takes most of a frame."""
        return self._inverted is not None

    def image(self, *, inverted: bool) -> QImage:
        """Return the pixels as drawn, or inverted: white paper becomes the dark one, black ink the pale one."""
        if not inverted:
            self._inverted = None
            return self._plain
        if self._inverted is None:
            self._inverted = _inverted(self._plain)
        return self._inverted


def plain_bytes(keys: Iterable[TileKey]) -> int:
    """Return what tiles take in memory, without inverted forms."""
    return sum(place.width * place.height * BYTES_A_PIXEL for place in map(tile_rect, keys))


def _inverted(plain: QImage) -> QImage:
    """Return a copy whose lightness runs from the inverted page's paper (where white was) to its ink (where black was)."""
    from reviewer.ui.look.inverting import inverted  # only here: the first page is not kept waiting for it
    from reviewer.ui.viewer.palette import page_palette

    colours = page_palette(inverted=True)
    return inverted(plain, colours.paper, colours.ink.toRgb())
