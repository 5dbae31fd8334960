"""Worker side: the lines of a page as pieces with their places, from which their order is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.parsing.glyphs import Letters


@dataclass(slots=True)
class Piece:
    """One of the lines as MuPDF has them, or what it was put together to.

    Attributes:
        x0, y0, x1, y1: The rectangle around what is seen of it, in page units, y down.
        length: Its visible characters.
        is_level: Whether it runs to the right.
        letters: With their boxes; empty where only places are asked for.

    """

    x0: float
    y0: float
    x1: float
    y1: float
    length: int
    is_level: bool = True
    letters: Letters = field(default_factory=list)

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0


def of_words(words: Iterable[tuple[Any, ...]]) -> list[Piece]:
    """Return the lines of a page, without letters, from MuPDF's words: x0, y0, x1, y1, word, numbers of block and line."""
    pieces: list[Piece] = []
    in_block = in_line = -1
    left = top = right = foot = 0.0
    length = 0
    for x0, y0, x1, y1, word, block, line, _ in words:  # plain numbers: this is done for every page of every document
        if line == in_line and block == in_block:
            left, right = min(left, x0), max(right, x1)
            top, foot = min(top, y0), max(foot, y1)
            length += len(word)
            continue
        if length:
            pieces.append(Piece(left, top, right, foot, length))
        in_block, in_line = block, line
        left, top, right, foot, length = x0, y0, x1, y1, len(word)
    if length:
        pieces.append(Piece(left, top, right, foot, length))
    return pieces


def of_letters(letters: Letters) -> Piece:
    """Return a line with its letters; one of which nothing is seen has no place and is not level."""
    boxes = [box for letter, box in letters if not letter.isspace() and any(box)]
    if not boxes:
        return Piece(0.0, 0.0, 0.0, 0.0, 0, is_level=False, letters=list(letters))
    level = all(box[1] == box[3] and box[0] <= box[2] for box in boxes)
    xs, tops, feet = [x for box in boxes for x in (box[0], box[2])], [box[1] for box in boxes], [box[5] for box in boxes]
    return Piece(min(xs), min(tops), max(xs), max(feet), len(boxes), level, list(letters))
