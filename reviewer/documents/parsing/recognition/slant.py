"""Worker side: by how much the lines of a page are aslant, told from a small copy of it.

Owns that measure: rows of pixels that lie along lines of text differ much from one another, for there is a line and then none.
What is no text is put aside first: areas of one shade, which have no strokes, and the few rows that differ most of all, which lie
along frames, bars and edges of the paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

from PIL import Image, ImageChops, ImageFilter, ImageOps

STEEPEST = 20
"""Degrees beyond which nobody photographs a page that is meant to be read."""

_SIDE = 400
"""Pixels of the small copy's longer side: lines of a full page are still apart."""

_STROKE = 6
"""Pixels of the small copy about a stroke; what is as light or dark all over is none."""

_DARKEST = 60
"""How much darker than what is around it a stroke counts at most: frames are as dark as can be, small letters are not."""

_FEW = 25
"""Of so many rows one, the most distinct, is put aside."""

_CLEARLY = 1.2
"""Times as distinct as in the picture as it lies that its lines must be, to believe that it lies otherwise."""

_STRAIGHT = 1.6
"""Times as distinct as two degrees to either side, and across, that the lines of a page are which lies about straight."""

_SIDEWAYS = 1.3
"""The same for a quarter turn. Pages on their side reach 1.7 and nearly all 4, upright ones 0.9 at most."""

_QUARTER = 90.0

_PARTS = (2, 10)
"""Of what size a part is, across and down: six lines of a full page, which take a twentieth of its time."""


def slant_of(picture: Image.Image) -> float:
    """Return by how many degrees, clockwise, the lines of a picture with dark letters are turned; 0 where that is not clear.

    From -20 to 20, or around 90; what stands on its head looks the same.
    """
    small = _strokes(picture)
    upright, sideways = _Found.around(small, 0.0), _Found.around(small, _QUARTER)
    found = sideways if sideways.distinct > _SIDEWAYS * upright.distinct else upright
    for step in (1.0, 0.5, 0.25):
        found = found.nearby(small, step)
    return found.degrees if found.distinct > _CLEARLY * _distinctness(small, found.quarter) else found.quarter


@dataclass(frozen=True, slots=True)
class _Found:
    """At which slant around upright or a quarter turn lines are most distinct, and how distinct."""

    quarter: float
    degrees: float
    distinct: float

    @classmethod
    def around(cls, small: Image.Image, quarter: float) -> _Found:
        start = cls(quarter, quarter, _distinctness(small, quarter))
        others = (quarter - 2.0, quarter + 2.0, _QUARTER - quarter)
        if all(start.distinct > _STRAIGHT * _distinctness(small, degrees) for degrees in others):
            return start
        return start.best_of(small, (quarter + degrees for degrees in range(-STEEPEST, STEEPEST + 1, 2)))

    def nearby(self, small: Image.Image, step: float) -> _Found:
        return self.best_of(small, (self.degrees - step, self.degrees + step))

    def best_of(self, small: Image.Image, others: Iterable[float]) -> _Found:
        found = (_Found(self.quarter, degrees, _distinctness(small, degrees)) for degrees in others)
        return max((self, *found), key=lambda one: one.distinct)


def busiest(picture: Image.Image) -> Image.Image:
    """Return the part of a straight picture that has the most strokes."""
    strokes = _strokes(picture)
    across, down = _PARTS
    amounts = strokes.resize((across * 2, down * 2), Image.Resampling.BOX)
    places = product(range(across * 2 - 1), range(down * 2 - 1))
    x, y = max(places, key=lambda at: sum(amounts.crop((*at, at[0] + 2, at[1] + 2)).tobytes()))
    step_x, step_y = picture.width / across / 2, picture.height / down / 2
    return picture.crop((round(x * step_x), round(y * step_y), round((x + 2) * step_x), round((y + 2) * step_y)))


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Return a picture turned clockwise about its middle, on white."""
    if not degrees:
        return picture
    return picture.rotate(-degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _strokes(picture: Image.Image) -> Image.Image:
    """Return a small copy that is light where there are strokes, and black elsewhere."""
    small = ImageOps.invert(picture)
    small.thumbnail((_SIDE, _SIDE))
    raised = ImageChops.subtract(small, small.filter(ImageFilter.BoxBlur(_STROKE)))
    return raised.point([min(shade, _DARKEST) for shade in range(256)])


def _distinctness(small: Image.Image, degrees: float) -> float:
    """Return how much rows differ from the next ones when lines of this slant are laid straight."""
    straight = small.rotate(degrees, resample=Image.Resampling.BILINEAR, expand=True)
    rows = straight.resize((1, straight.height), Image.Resampling.BOX).tobytes()
    steps = sorted((one - other) ** 2 for one, other in pairwise(rows))
    return straight.width**2 * sum(steps[: len(steps) - len(steps) // _FEW])
