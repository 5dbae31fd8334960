"""The pixels that the worker processes hand back.

Owns the rectangle that is asked for and the bitmap that comes. Must not import Qt, PyMuPDF or Pillow: exporters and views use
these types alike.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from reviewer.model.page import PageInfo


class PixelRect(NamedTuple):
    """A rectangle of whole pixels in the image space of one render: the page as displayed at that scale and turn.

    `x` and `y` may be negative or lie beyond the page: what is outside the page is white.
    """

    x: int
    y: int
    width: int
    height: int


_NEGLECTED = 1e-3
"""Of a pixel, as MuPDF leaves it out (`fz_round_rect`)."""

LEAST_SIDE = 0.01
"""Page units: a damaged file may have pages of next to no size."""


def pixels_of(length: float, scale: float) -> int:
    """Return how many pixels a page's width or height takes at `scale` pixels a unit, what is begun of the last one included.

    Whoever lays out, draws or prints pages rounds here: else a page loses its last row, or has one that nobody draws.
    """
    return max(1, math.ceil(length * scale - _NEGLECTED))


def shown_page_px(page: PageInfo, scale: float, turn: int = 0) -> PixelRect:
    """Return the whole image space of a page: its size in pixels as displayed at `scale` pixels a unit, turned clockwise."""
    width, height = page.shown_size
    if turn % 180:
        width, height = height, width
    return PixelRect(0, 0, pixels_of(width, scale), pixels_of(height, scale))


def scale_within(page: PageInfo, wanted: float, most_pixels: int, longest_px: int) -> float:
    """Return the pixels a unit that are wanted, or as many as a page has in a picture of so many pixels and so long a side."""
    width, height = (max(side, LEAST_SIDE) for side in page.shown_size)
    scale: float = min(wanted, longest_px / max(width, height), (most_pixels / (width * height)) ** 0.5)
    while pixels_of(width, scale) * pixels_of(height, scale) > most_pixels:  # a begun pixel counts
        scale *= 0.999
    return scale


class Bitmap:
    """Rendered pixels, four bytes each in the order blue, green, red, 255 (`QImage.Format_RGB32` on little-endian machines).

    Attributes:
        width_px: Width in pixels.
        height_px: Height in pixels.
        stride: Bytes from one row to the next.
        buffer: The rows, top first; it keeps the shared memory it lies in mapped for as long as it lives.

    """

    __slots__ = ("buffer", "height_px", "stride", "width_px")

    def __init__(self, width_px: int, height_px: int, stride: int, buffer: memoryview) -> None:
        self.width_px = width_px
        self.height_px = height_px
        self.stride = stride
        self.buffer = buffer

    def packed(self) -> memoryview:
        """Return the rows without gaps between them, uncopied where there are none."""
        row = self.width_px * 4
        if self.stride == row:
            return self.buffer[: row * self.height_px]
        starts = range(0, self.stride * self.height_px, self.stride)
        return memoryview(b"".join(self.buffer[start : start + row] for start in starts))
