"""Worker side: by how much the lines of a page are aslant, told from a small copy of it.

Owns that measure: rows of pixels that lie along lines of text differ most from one another, for there is a line and then none.
The engine reads lines up to three degrees aslant and nothing beyond.
"""

from __future__ import annotations

from itertools import chain, pairwise

from PIL import Image, ImageOps

STEEPEST = 20
"""Degrees beyond which nobody photographs a page that is meant to be read."""

_SIDE = 500
"""Pixels of the small copy's longer side: lines of a full page are still apart."""

_CLEARLY = 1.2
"""Times as distinct as in the picture as it lies that its lines must be, to believe that it lies otherwise."""

_QUARTER = 90


def slant_of(picture: Image.Image) -> float:
    """Return by how many degrees, clockwise, the lines of a picture with dark letters are turned; 0 where that is not clear.

    From -20 to 20, or around 90; what stands on its head looks the same.
    """
    small = ImageOps.invert(picture)
    small.thumbnail((_SIDE, _SIDE))
    coarse = chain(range(-STEEPEST, STEEPEST + 1, 2), range(_QUARTER - STEEPEST, _QUARTER + STEEPEST + 1, 2))
    distinct = {float(degrees): _distinctness(small, degrees) for degrees in coarse}
    best = max(distinct, key=lambda one: distinct[one])
    fine = {best + step / 2: _distinctness(small, best + step / 2) for step in range(-3, 4)}
    best = max(fine, key=lambda one: fine[one])
    return best if fine[best] > _CLEARLY * distinct[0.0] else 0.0


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Return a picture turned clockwise about its middle, on white."""
    return picture.rotate(-degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _distinctness(small: Image.Image, degrees: float) -> float:
    """Return how much rows differ from the next ones when lines of this slant are laid straight."""
    straight = small.rotate(degrees, resample=Image.Resampling.BILINEAR, expand=True)
    rows = straight.resize((1, straight.height), Image.Resampling.BOX).tobytes()
    return straight.width**2 * sum((one - other) ** 2 for one, other in pairwise(rows))
