"""Worker side: which words of a page nobody can see on it: those under a bar, white on white, or cut off.

Owns that decision, over pictures of the page with its words and without them: where both are alike, a letter shows nothing of
itself. Words that lie over a picture of themselves, as those of a recognised scan do, show nothing either: there the picture
decides, for where it is of one colour it has no words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

from reviewer.model.geometry import Matrix, Point, Rect

CONTRAST = 24
"""Levels of 255 by which something differs from what is around it, or nobody sees it: less is the noise of a scan."""

SCALE, MOST_PIXELS = 2.0, 4_000_000
"""Pixels a page unit, so that letters of five points have strokes; and of the picture of a large page, which has fewer."""

_SIDE = 0.2
"""Share of a letter's box at each side that is not looked at: neighbours and the edges of bars reach in there."""

_LEAST_PX = 2
"""Pixels that the rest of a letter has at least, each way: in less there is nothing to be told."""

_PART = 3
"""Letters that are missed in a longer word than twice as many."""

_FEWEST_READ = 2
"""Letters of a word over a picture: a single one is a speck that a program took for it."""

_WORD = re.compile(r"\S+")

Box = tuple[float, float, float, float]


def scale_for(width: float, height: float) -> float:
    """Return the pixels a page unit of the pictures of a page."""
    return min(SCALE, math.sqrt(MOST_PIXELS / max(1.0, width * height)))


class Pictures(NamedTuple):
    """A page as it is seen, and the same without its words; both in colour, and of one size.

    Attributes:
        page: As it is seen.
        wordless: Without words.
        over: Where pictures and words lie that are only there to be found, in pixels.

    """

    page: Image.Image
    wordless: Image.Image
    over: Sequence[Box]


def unseen_words(text: str, boxes: Sequence[float], pictures: Pictures, to_pixels: Matrix) -> list[tuple[int, int]]:
    """Return the spans of the words of which nobody sees half, or several letters.

    Args:
        text: The page's characters.
        boxes: Eight numbers for each of them, as in `PageText`.
        pictures: What is seen of it, and what were seen without words.
        to_pixels: From page space to the pictures' pixels.

    """
    red, green, blue = ImageChops.difference(pictures.page, pictures.wordless).split()
    shown = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    over = _painted(pictures.over, shown.size)
    found = []
    for word in _WORD.finditer(text):
        letters = [at for at in range(*word.span()) if text[at].isalnum()]
        places = [_place(boxes[8 * at : 8 * at + 8], to_pixels) for at in letters]
        unseen = [one for one in places if not _shows(shown, one)]
        if not unseen or (2 * len(unseen) < len(letters) and len(unseen) < _PART):
            continue
        around = Rect.around_all(unseen)
        is_over = over.crop(_pixels(around)).getbbox() is not None
        if not is_over or (len(letters) >= _FEWEST_READ and _is_flat(pictures.page, around)):
            found.append(word.span())
    return found


def _painted(boxes: Sequence[Box], size: tuple[int, int]) -> Image.Image:
    """Return a mask of what lies in any of the boxes: a page may have tens of thousands."""
    mask = Image.new("1", size)
    draw = ImageDraw.Draw(mask)
    width, height = size
    for x0, y0, x1, y1 in boxes:
        if x0 < x1 and y0 < y1 and x0 < width and y0 < height and x1 > 0 and y1 > 0:
            draw.rectangle(_pixels(Rect(max(0.0, x0), max(0.0, y0), min(x1, width) - 1, min(y1, height) - 1)), fill=1)
    return mask


def _pixels(place: Rect) -> tuple[int, int, int, int]:
    """Return the whole pixels around a place."""
    return math.floor(place.x0), math.floor(place.y0), math.ceil(place.x1), math.ceil(place.y1)


def _place(box: Sequence[float], matrix: Matrix) -> Rect:
    """Return where a letter lies in the pictures."""
    return Rect.around(matrix.apply(Point(x, y)) for x, y in zip(box[::2], box[1::2], strict=True))


def _shows(shown: Image.Image, place: Rect) -> bool:
    """Tell whether anything of a letter is seen; where there is too little of it to tell, it is."""
    across, down = place.width * _SIDE, place.height * _SIDE
    x0, y0 = math.floor(place.x0 + across), math.floor(place.y0 + down)
    x1, y1 = math.ceil(place.x1 - across), math.ceil(place.y1 - down)
    inside = x0 >= 0 and y0 >= 0 and x1 <= shown.width and y1 <= shown.height
    if not inside or x1 - x0 < _LEAST_PX or y1 - y0 < _LEAST_PX:
        return True
    return max(shown.crop((x0, y0, x1, y1)).tobytes()) >= CONTRAST


def _is_flat(page: Image.Image, place: Rect) -> bool:
    """Tell whether the page is of one colour at a place."""
    bands = page.crop(_pixels(place)).split()
    return all(max(samples) - min(samples) < CONTRAST for samples in (one.tobytes() for one in bands))
