"""Worker side: by how much a picture has to be turned before it is read, for reading it takes nearly all the time.

Owns that question. The slant tells all but which way is up; a small part of a page that is full of text is read for that.
"""

from __future__ import annotations

from PIL import Image

from reviewer.documents.parsing.recognition import slant
from reviewer.documents.parsing.recognition.believing import amount, makes_sense
from reviewer.documents.parsing.recognition.engine import Engine

_LEAST = 0.5
"""Degrees that are left alone: the engine reads lines that are aslant by three, but from one on puts parts of them elsewhere."""

_SIDEWAYS = 45.0

_LARGE = 2_000_000
"""Pixels of a picture of which the part is little: half of a page at 200 dots an inch. Of a smaller one it may hold all lines."""


def degrees_of(engine: Engine, picture: Image.Image, *, is_scan: bool) -> float:
    """Return by how many degrees, clockwise, a picture with dark letters has to be turned.

    Args:
        engine: Reads the part.
        picture: What is to be read.
        is_scan: Whether it may well lie on its head; what is no scan hardly does so unless it lies on its side.

    """
    found = slant.slant_of(picture)
    degrees = -found if abs(found) >= _LEAST else 0.0
    is_large = picture.width * picture.height >= _LARGE
    if not (is_scan and is_large) and abs(degrees) < _SIDEWAYS:
        return degrees
    part = slant.busiest(slant.turned(picture, degrees))
    upright = engine.lines(part)
    if makes_sense(upright):
        return degrees
    on_its_head = engine.lines(slant.turned(part, 180.0))
    if makes_sense(on_its_head):
        return degrees + 180.0
    if abs(degrees) < _SIDEWAYS:
        return degrees
    as_it_lies = engine.lines(slant.busiest(picture))  # a line or two on a page have too few rows to tell along from across
    return degrees if amount(as_it_lies) <= max(map(amount, (upright, on_its_head))) else 0.0
