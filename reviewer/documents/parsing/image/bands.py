"""Worker side: a picture that is never held whole: a small copy of it, and bands of rows as they are looked at.

Owns the bands that are kept, and making the small copy of them in one go. Where rows come from is `Bands`'s.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from PIL import Image

from reviewer.documents.parsing.image.pictures import (
    FROM_BELOW,
    FROM_RIGHT,
    SIDEWAYS,
    Box,
    image_bytes,
    level_size,
    turned,
    unturned_box,
)

OVERVIEW_PIXELS = 20_000_000
"""The most pixels of the small copy: several screens."""

BAND_PIXELS = 4_000_000
"""About as many pixels are read at a time."""

KEPT_BYTES = 128 * 1024**2
"""Bands that are kept for the next part: those of several screens of a picture 20,000 pixels wide."""


class Bands(Protocol):
    """A picture's rows, as stored."""

    size: tuple[int, int]
    turn: int
    """How it is to be turned, as EXIF counts it."""

    run: int
    """Rows that are best read at a time."""

    cut_short: bool
    """Whether it turned out that its end is missing."""

    @property
    def held_bytes(self) -> int:
        """What is held besides what was read."""

    def read(self, top: int, bottom: int) -> Image.Image:
        """Return rows as "L" or "RGB", the colours sRGB's, on white."""

    def reduced(self, level: int) -> Image.Image | None:
        """Return the whole shrunk by a power of two, as `read` does; None where that is not cheaper than reading it."""


class BandedPicture:
    """A picture of bands; fulfils `pictures.Picture`."""

    reduced = 1

    def __init__(self, bands: Bands) -> None:
        self._bands = bands
        self.size = bands.size[::-1] if bands.turn >= SIDEWAYS else bands.size
        self._small_from = 0
        while _pixels(level_size(bands.size, self._small_from)) > OVERVIEW_PIXELS:
            self._small_from += 1
        self._run = _run(bands, self._small_from)
        self._kept: OrderedDict[tuple[int, int], Image.Image] = OrderedDict()
        self._small = [self._overview()]

    @property
    def cut_short(self) -> bool:
        """Whether the picture's end is missing."""
        return self._bands.cut_short

    @property
    def held_bytes(self) -> int:
        """What the picture takes in memory."""
        return sum(map(image_bytes, [*self._small, *self._kept.values()])) + self._bands.held_bytes

    def shift(self, level: int) -> tuple[float, float]:
        """Return where the upper left corner lies in a copy: one turned round begins with pixels made of what was left over."""
        over = [cut - one / 2**level for cut, one in zip(level_size(self._bands.size, level), self._bands.size, strict=True)]
        x, y = over[0] * (self._bands.turn in FROM_RIGHT), over[1] * (self._bands.turn in FROM_BELOW)
        return (y, x) if self._bands.turn >= SIDEWAYS else (x, y)

    def piece(self, level: int, box: Box) -> Image.Image:
        """Return a part of the upright picture, shrunk by that power of two."""
        size = level_size(self._bands.size, level)
        x0, y0, x1, y1 = unturned_box(box, size, self._bands.turn)
        if level >= self._small_from:
            return turned(self._reduced(level).crop((x0, y0, x1, y1)), self._bands.turn)
        run = self._run >> level
        made: Image.Image | None = None
        for number in range(y0 // run, (y1 - 1) // run + 1):
            band = self._band(level, number)
            if made is None:
                made = Image.new(band.mode, (x1 - x0, y1 - y0))
            top = number * run
            part = band.crop((x0, max(0, y0 - top), x1, min(band.height, y1 - top)))
            made.paste(part, (0, max(0, top - y0)))
        assert made is not None
        return turned(made, self._bands.turn)

    def _reduced(self, level: int) -> Image.Image:
        while len(self._small) <= level - self._small_from:
            self._small.append(self._small[-1].reduce(2))
        return self._small[level - self._small_from]

    def _band(self, level: int, number: int) -> Image.Image:
        found = self._kept.get((level, number))
        if found is None:
            found = self._kept[level, number] = self._read(level, number)
            while len(self._kept) > 1 and sum(map(image_bytes, self._kept.values())) > KEPT_BYTES:
                self._kept.popitem(last=False)
        self._kept.move_to_end((level, number))
        return found

    def _read(self, level: int, number: int) -> Image.Image:
        band = self._bands.read(number * self._run, min(self._bands.size[1], (number + 1) * self._run))
        for _ in range(level):
            band = band.reduce(2)
        return band

    def _overview(self) -> Image.Image:
        level = self._small_from
        made = self._bands.reduced(level)
        if made is not None:
            return made
        for number in range(-(-self._bands.size[1] // self._run)):
            band = self._read(level, number)
            if made is None:
                made = Image.new(band.mode, level_size(self._bands.size, level))
            made.paste(band, (0, number * (self._run >> level)))
        assert made is not None
        return made


def _pixels(size: tuple[int, int]) -> int:
    return size[0] * size[1]


def _run(bands: Bands, level: int) -> int:
    """Return how many rows a band has: a multiple of what becomes one row of the small copy, and mostly of `run`."""
    step = 1 << level
    rows = max(step, BAND_PIXELS // bands.size[0] // step * step)
    if bands.run > rows:
        return -(-bands.run // step) * step
    if bands.run % step == 0:
        return rows // bands.run * bands.run
    return rows
