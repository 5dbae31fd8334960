"""Owns whether two pictures of the same size show the same, pixel by pixel, but for what another encoding does to them. Pure.

Sure rather than clever: what an encoder leaves behind is small beside the contrast around it; a changed comma is not. A picture
that was compressed harder, or drawn by other means, is not the same here, and a person compares it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

from reviewer.documents.results import Bitmap

MOST_PIXELS = 4_000_000
"""Of a picture that is compared: a second of the processor."""

_CELL = 8
"""Pixels across and down of what an encoder packs together."""

_NOISE = 0.25
"""Of the contrast around it, by how much a pixel may differ. Letters in JPEG of quality 80 differ by up to a fifth; a comma that
was made a full stop in the smallest letters that can be read, nine pixels high, by two fifths."""

_LEAST = 8
"""Shades, of 256, which no eye sees."""

_TINTS = 10
"""Shades by which the mean red or blue of four cells may differ: their edges are encoded at half the size."""


@dataclass(frozen=True, slots=True)
class _Cell:
    low: int
    high: int
    differing: int


def show_the_same(one: Bitmap, other: Bitmap) -> bool:
    """Tell whether two pictures show the same, whatever an encoder did to one of them; neither may have been shrunk for it."""
    width, height = one.width_px, one.height_px
    if (width, height) != (other.width_px, other.height_px) or width * height > MOST_PIXELS:
        return False
    shades = [tuple(bytes(picture.packed()[channel::4]) for picture in (one, other)) for channel in (1, 0, 2)]
    (green, other_green), *tints = shades
    rows = [
        [
            _cell(green, other_green, width, (x, min(x + _CELL, width)), range(y, min(y + _CELL, height)))
            for x in range(0, width, _CELL)
        ]
        for y in range(0, height, _CELL)
    ]
    if not all(_is_noise(rows, x, y) for y, row in enumerate(rows) for x in range(len(row))):
        return False
    return all(_are_tints_alike(a, b, width, height) for a, b in tints)


def _cell(one: bytes, other: bytes, width: int, across: tuple[int, int], down: range) -> _Cell:
    left, right = across
    first = b"".join(one[y * width + left : y * width + right] for y in down)
    second = b"".join(other[y * width + left : y * width + right] for y in down)
    return _Cell(min(*first, *second, 255), max(*first, *second, 0), max(map(abs, map(sub, first, second))))


def _is_noise(rows: Sequence[Sequence[_Cell]], x: int, y: int) -> bool:
    """Tell whether a cell differs by no more than noise, beside the contrast in it and in those around it."""
    differing = rows[y][x].differing
    if differing <= _LEAST:
        return True
    around = [one for row in rows[max(0, y - 1) : y + 2] for one in row[max(0, x - 1) : x + 2]]
    return differing <= _NOISE * (max(one.high for one in around) - min(one.low for one in around))


def _are_tints_alike(one: bytes, other: bytes, width: int, height: int) -> bool:
    """Tell whether no four cells have another tint."""
    for y in range(0, height, 2 * _CELL):
        down = range(y, min(y + 2 * _CELL, height))
        for x in range(0, width, 2 * _CELL):
            right = min(x + 2 * _CELL, width)
            sums = [sum(sum(some[row * width + x : row * width + right]) for row in down) for some in (one, other)]
            if abs(sums[0] - sums[1]) > _TINTS * (right - x) * len(down):
                return False
    return True
