"""Worker side: what is done to pixels before an engine sees them, each step for a gain that `tests/bench/recognition.py` shows.

Owns these steps and their numbers: grey; light letters on dark inverted; the light on a photograph evened out; a screen's small
letters enlarged; a picture without any difference is blank.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

SMALL_SCREEN = 1_300_000
"""Pixels up to which a screen's picture is enlarged: its letters have 11 to 16 pixels. A telephone's have twice as many."""

ENLARGED = 1.5
"""Twice as large takes half as long again, and is read no better: letters of 30 pixels are what the engine was trained on."""

_FLAT = 12
"""Of 255: a picture whose lightest and darkest pixels differ by less is blank."""

_LEAST_SIDE = 8
"""Pixels: no letter is smaller."""

_DARK = 128

_COARSE = 4
"""Times by which a picture is made smaller to tell its paper from its letters."""

_WIDER_THAN_STROKES = 9
"""Pixels of that smaller picture: within so many there is paper, whatever letter stands there."""

_SMOOTH = 2.0
_ONE_SHADE = 7
_EVEN = 0.5
"""Share of the paper that has one shade, give or take three: all screens and scans reach it, and no photograph does."""


def grey(width_px: int, height_px: int, bgrx: memoryview) -> Image.Image:
    """Return pixels as a grey picture."""
    return Image.frombuffer("RGB", (width_px, height_px), bytes(bgrx), "raw", "BGRX", 0, 1).convert("L")


def is_blank(picture: Image.Image) -> bool:
    """Tell whether there can be no letters on a picture."""
    shades = [shade for shade, count in enumerate(picture.histogram()) if count]
    return min(picture.size) < _LEAST_SIDE or shades[-1] - shades[0] < _FLAT


def dark_on_light(picture: Image.Image) -> Image.Image:
    """Return a picture with its letters darker than what they stand on."""
    return ImageOps.invert(picture) if ImageStat.Stat(picture).median[0] < _DARK else picture


def evenly_lit(picture: Image.Image) -> Image.Image:
    """Return a picture with dark letters on paper of one shade; one whose paper has a single shade already as it is."""
    paper = picture.reduce(_COARSE).filter(ImageFilter.MaxFilter(_WIDER_THAN_STROKES))
    shades = paper.histogram()
    if max(sum(shades[at : at + _ONE_SHADE]) for at in range(256)) >= _EVEN * paper.width * paper.height:
        return picture
    paper = paper.reduce(_COARSE).filter(ImageFilter.GaussianBlur(_SMOOTH))
    return ImageChops.invert(ImageChops.subtract(paper.resize(picture.size, Image.Resampling.BILINEAR), picture))


def factor(picture: Image.Image, *, is_screen: bool) -> float:
    """Return how many times as large a picture is read best."""
    return ENLARGED if is_screen and picture.width * picture.height <= SMALL_SCREEN else 1.0


def enlarged(picture: Image.Image, times: float) -> Image.Image:
    """Return a picture so many times as large."""
    if times == 1.0:
        return picture
    size = max(1, round(picture.width * times)), max(1, round(picture.height * times))
    return picture.resize(size, Image.Resampling.LANCZOS)
