"""Worker side: the lines that an engine found as a page's text: code points with boxes, just as a document's own text has them.

Owns how high a letter's box is (as high as its line, along its slant, so that a mark lies as on text that somebody set), where
spaces and line ends lie, and the way back from the picture that was read to the one that was given.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from statistics import median

from reviewer.documents import limits
from reviewer.documents.parsing.recognition.engine import Box, Line, Word
from reviewer.documents.protocol.recognition import Recognised
from reviewer.model.recognised import MOST_CONFIDENT, UNTOLD

_STEEPEST = 0.2
"""Slant of a line's foot beyond which it is not believed: short lines are measured badly."""

_SHORT = 6.0
"""A line is long enough to have a slant when it is so many times as long as high."""

_TALL = 1.8
"""Times the usual height beyond which a word does not say how high its line is: it is a frame or a stroke."""


Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WayBack:
    """From the picture that was read to the one that was given.

    Attributes:
        given: Width and height of the given picture.
        read: Those of the one that was read.
        scale: How many times as large it was made.
        turned: By how many degrees, clockwise, it was then turned about its middle.

    """

    given: Size
    read: Size
    scale: float = 1.0
    turned: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the picture that was read lies, at the given picture's edge at most."""
        x, y = (x - self.read[0] / 2) / self.scale, (y - self.read[1] / 2) / self.scale
        sine, cosine = sin(radians(self.turned)), cos(radians(self.turned))
        width, height = self.given
        x, y = width / 2 + cosine * x + sine * y, height / 2 - sine * x + cosine * y
        return min(max(x, 0.0), float(width)), min(max(y, 0.0), float(height))


def laid_out(lines: Sequence[Line], back: WayBack) -> Recognised:
    """Return lines as text with boxes; what no page may have of it is left out."""
    text: list[str] = []
    boxes = array("f")
    confidences = bytearray()
    for line in lines[: limits.MAX_PAGE_LINES - 1]:
        parts = list(_letters(line))
        if len(text) + len(parts) > limits.MAX_PAGE_CHARS:
            break
        for letter, corners, confidence in parts:
            text.append(letter)
            confidences.append(confidence)
            for x, y in corners:
                boxes.extend(back.point(-y, x) if line.stands else back.point(x, y))
    return Recognised("".join(text), boxes, bytes(confidences))


Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


def _letters(line: Line) -> Iterator[tuple[str, Corners, int]]:
    """Yield a line's code points with their corners and confidence: of words, the spaces between them, and the line's end."""
    foot = _Foot.of(line)
    end = 0.0
    for n, word in enumerate(line.words):
        start = word.letters[0][1][0]
        if n:
            yield " ", foot.corners(min(end, start), start), UNTOLD
        sure = UNTOLD if word.confidence is None else min(max(round(word.confidence), 0), MOST_CONFIDENT)
        for letter, (x0, _, x1, _) in _code_points(word):
            yield letter, foot.corners(x0, x1), sure
        end = word.letters[-1][1][2]
    yield "\n", foot.corners(end, end, flat=True), UNTOLD


def _code_points(word: Word) -> Iterator[tuple[str, Box]]:
    """Yield a word's code points one by one: a sign of several shares its box among them. Spaces and controls are none."""
    for sign, (x0, y0, x1, y1) in word.letters:
        shown = [one for one in sign if one.isprintable() and not one.isspace()] or ["\ufffd"]
        share = (x1 - x0) / len(shown)
        for n, letter in enumerate(shown):
            yield letter, (x0 + n * share, y0, x0 + (n + 1) * share, y1)


@dataclass(frozen=True, slots=True)
class _Foot:
    """What a line's letters stand on, and how far they reach above and below it."""

    x: float
    y: float
    slope: float
    above: float
    below: float

    @classmethod
    def of(cls, line: Line) -> _Foot:
        boxes = [box for word in line.words for _, box in word.letters]
        heights = [bottom - top for _, top, _, bottom in boxes]
        usual = median(heights)
        boxes = [box for box, height in zip(boxes, heights, strict=True) if height <= _TALL * usual] or boxes
        x0, y0, x1, y1 = line.baseline
        length = max(box[2] for box in boxes) - min(box[0] for box in boxes)
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        if abs(slope) > _STEEPEST or length < _SHORT * usual:
            slope = 0.0
        rises = [slope * ((left + right) / 2 - x0) for left, _, right, _ in boxes]
        top = min(box[1] - rise for box, rise in zip(boxes, rises, strict=True))
        bottom = max(box[3] - rise for box, rise in zip(boxes, rises, strict=True))
        return cls(x0, (top + bottom) / 2, slope, (bottom - top) / 2, (bottom - top) / 2)

    def corners(self, x0: float, x1: float, *, flat: bool = False) -> Corners:
        """Return upper left, upper right, lower left, lower right of what stands between two places; of no size where `flat`."""
        left, right = self.y + self.slope * (x0 - self.x), self.y + self.slope * (x1 - self.x)
        if flat:
            return (x1, right), (x1, right), (x1, right), (x1, right)
        return (x0, left - self.above), (x1, right - self.above), (x0, left + self.below), (x1, right + self.below)
