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
    last: tuple[int, int] | None = None
    for x0, y0, x1, y1, word, block, line, *_ in words:
        if (block, line) == last:
            before = pieces[-1]
            before.x0, before.y0 = min(before.x0, x0), min(before.y0, y0)
            before.x1, before.y1 = max(before.x1, x1), max(before.y1, y1)
            before.length += len(word)
        else:
            pieces.append(Piece(x0, y0, x1, y1, len(word)))
        last = (block, line)
    return pieces


def of_letters(letters: Letters) -> Piece:
    """Return a line with its letters; one of which nothing is seen has no place and is not level."""
    boxes = [box for letter, box in letters if not letter.isspace() and any(box)]
    if not boxes:
        return Piece(0.0, 0.0, 0.0, 0.0, 0, is_level=False, letters=list(letters))
    level = all(box[1] == box[3] and box[0] <= box[2] for box in boxes)
    xs, tops, feet = [x for box in boxes for x in (box[0], box[2])], [box[1] for box in boxes], [box[5] for box in boxes]
    return Piece(min(xs), min(tops), max(xs), max(feet), len(boxes), level, list(letters))
