"""Worker side: a glyph and the letters that it stands for, and the lines that glyphs are drawn in.

Owns how the letters of one glyph share its box. Where glyphs come from is `drawing`'s, what order they are read in is `rows`'s.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.documents.text.page.direction import has_right_to_left, is_backward

Box = tuple[float, float, float, float, float, float, float, float]
"""x and y of a character's upper left, upper right, lower left and lower right corner."""

Letters = list[tuple[str, Box]]
"""The characters of a line with their boxes."""

NEAR = 1e-3
"""Page units that a character's width must exceed to have one."""


@dataclass(slots=True)
class Glyph:
    """What was drawn at once.

    Attributes:
        letters: What it stands for, in the order in which it is read; its marks come last.
        box: Around all of it.
        size: Of its font, in page units.
        turn: When it was drawn, counted over the page.
        known: Whether the document says what it means.

    """

    letters: str
    box: Box
    size: float
    turn: int
    known: bool = True

    @property
    def is_space(self) -> bool:
        """Whether nothing is seen of it."""
        return self.letters.isspace()


@dataclass(slots=True)
class DrawnLine:
    """A line as MuPDF has it, its glyphs in the order in which they were drawn.

    Attributes:
        cosine: Of the writing direction; y points down.
        sine: Of the writing direction.
        block: Which of MuPDF's blocks it is in.
        glyphs: Without the spaces that MuPDF adds.
        strays: Whether MuPDF counts marks to it that are the next line's.

    """

    cosine: float
    sine: float
    block: int
    glyphs: list[Glyph] = field(default_factory=list)
    strays: bool = False

    @property
    def is_backward(self) -> bool:
        """Whether any of it is of a script that runs from right to left."""
        return self.strays or any(has_right_to_left(one.letters) for one in self.glyphs)

    def along(self, box: Box) -> tuple[float, float]:
        """Return where a box begins and ends in the writing direction."""
        one, other = box[0] * self.cosine + box[1] * self.sine, box[2] * self.cosine + box[3] * self.sine
        return min(one, other), max(one, other)

    def across(self, box: Box) -> tuple[float, float]:
        """Return from where to where a box reaches across the writing direction."""
        one, other = box[1] * self.cosine - box[0] * self.sine, box[5] * self.cosine - box[4] * self.sine
        return min(one, other), max(one, other)


def is_mark(letter: str) -> bool:
    """Tell whether a character has no room of its own: an accent, or a sign that only joins or parts letters."""
    return unicodedata.category(letter) in {"Mn", "Me", "Cf"}


def letter_boxes(glyph: Glyph) -> Iterator[tuple[str, Box]]:
    """Yield the letters of a glyph with their shares of its box: even ones, from the right where they run so; marks have none."""
    if len(glyph.letters) == 1:
        yield glyph.letters, glyph.box
        return
    bases = [not is_mark(letter) for letter in glyph.letters]
    count = max(1, sum(bases))
    from_right = is_backward(glyph.letters[0]) is True
    place = -1
    for letter, base in zip(glyph.letters, bases, strict=True):
        place = min(place + base, count - 1)
        part = max(place, 0)
        yield letter, share(glyph.box, count - 1 - part if from_right else part, count)


def share(box: Box, part: int, count: int) -> Box:
    """Return one of several equal parts of a box, counted from 0 at its left."""
    ulx, uly, urx, ury, llx, lly, lrx, lry = box
    a, b = part / count, (part + 1) / count
    return (
        ulx + (urx - ulx) * a,
        uly + (ury - uly) * a,
        ulx + (urx - ulx) * b,
        uly + (ury - uly) * b,
        llx + (lrx - llx) * a,
        lly + (lry - lly) * a,
        llx + (lrx - llx) * b,
        lly + (lry - lly) * b,
    )
