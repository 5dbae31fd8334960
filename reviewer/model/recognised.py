"""Text that this program recognised in the picture of a page."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

UNTOLD = 255
"""In place of a confidence: of spaces and line ends, and of letters that an engine says nothing of."""

MOST_CONFIDENT = 100


@dataclass(frozen=True, eq=False)
class RecognisedPage:
    """The recognised text of one page, as positions are counted in it.

    Attributes:
        page: Counts from 0.
        text: One "\\n" after each line, one space between words; "" where nothing was found.
        boxes: Eight floats a code point, in page space: x and y of upper left, upper right, lower left, lower right.
        confidences: One byte a code point, 0 to 100, or `UNTOLD`.
        extractor: What recognised it: engine, preparation and languages, with their versions.

    """

    page: int
    text: str
    boxes: array[float]
    confidences: bytes
    extractor: str
