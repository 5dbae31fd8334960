"""Cuts the picture of a page into pieces that are painted one by one, where nobody can see it.

Whoever shows a PDF puts each picture onto whole pixels of its own, so beside an edge a row is doubled or lost: of letters that
makes others, 737 becomes /3/. So pieces end only within bands of one colour, which look the same with a row more or less.
"""

from __future__ import annotations

from collections.abc import Iterator

LEAST_PX = 300_000
"""Pixels of a piece, where the page has a band to end it: few, because Python's lock is held while Qt compresses a piece."""

BAND_ROWS = 10
"""Rows of one colour that make a band. At 300 pixels an inch, shown at 72, they are more than the two rows that may be lost."""

_SHARED_ROWS = 2
"""Rows of the band that both pieces have: no paper shows between them, whatever the colour."""


def pieces(pixels: memoryview, *, width: int, height: int) -> Iterator[range]:
    """Yield the rows of each piece, from top to bottom; a page without a band is one piece.

    Args:
        pixels: Four bytes a pixel, rows without gaps.
        width: Of the picture in pixels.
        height: Of the picture in pixels.

    """
    stride, top, band = 4 * width, 0, 0
    least = max(BAND_ROWS, LEAST_PX // max(1, width))
    before = b""
    for row in range(height):
        line = bytes(pixels[row * stride : (row + 1) * stride])
        plain = line == line[:4] * width
        band = 0 if not plain else band + 1 if line == before else 1
        before = line
        middle = row + 1 - BAND_ROWS // 2
        if band >= BAND_ROWS and middle - top >= least and middle < height - BAND_ROWS:
            yield range(top, middle + _SHARED_ROWS)
            top, band = middle, BAND_ROWS // 2
    yield range(top, height)
