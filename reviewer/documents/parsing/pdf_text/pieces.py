"""Worker side: the lines of a page as pieces with their places, from which their order is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer.documents.parsing.pdf_text.glyphs import Box, Letters


@dataclass(slots=True)
class Piece:
    """One of the lines as MuPDF has them, or what it was put together to.

    Attributes:
        x0, y0, x1, y1: The rectangle around what is seen of it, in page units, y down.
        length: Its visible characters.
        is_level: Whether it runs to the right.
        letters: With their boxes; empty where only places are asked for.
        way: To where it runs: 0 to the right, 1 down, 2 to the left, 3 up; None where that is not told.

    """

    x0: float
    y0: float
    x1: float
    y1: float
    length: int
    is_level: bool = True
    letters: Letters = field(default_factory=list)
    way: int | None = None

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0


def of_words(words: Iterable[tuple[Any, ...]]) -> list[Piece]:
    """Return the lines of a page, without letters, from MuPDF's words: x0, y0, x1, y1, word, numbers of block and line."""
    pieces: list[Piece] = []
    in_block = in_line = -1
    left = top = right = foot = begun_x = begun_y = 0.0
    length = 0
    way: int | None = None
    for x0, y0, x1, y1, word, block, line, _ in words:  # plain numbers: this is done for every page of every document
        if line == in_line and block == in_block:
            left, right = min(left, x0), max(right, x1)
            top, foot = min(top, y0), max(foot, y1)
            length += len(word)
            if way is None:
                way = _way(x0 - begun_x, y0 - begun_y)
            continue
        if length:
            pieces.append(Piece(left, top, right, foot, length, way=way))
        in_block, in_line = block, line
        left, top, right, foot, length, way = x0, y0, x1, y1, len(word), None
        begun_x, begun_y = x0, y0
    if length:
        pieces.append(Piece(left, top, right, foot, length, way=way))
    return pieces


def of_letters(letters: Letters) -> Piece:
    """Return a line with its letters; one of which nothing is seen has no place and is not level."""
    boxes = [box for letter, box in letters if not letter.isspace() and any(box)]
    if not boxes:
        return Piece(0.0, 0.0, 0.0, 0.0, 0, is_level=False, letters=list(letters))
    level = all(box[1] == box[3] and box[0] <= box[2] for box in boxes)
    if level:
        xs, tops, feet = [x for box in boxes for x in (box[0], box[2])], [box[1] for box in boxes], [box[5] for box in boxes]
        return Piece(min(xs), min(tops), max(xs), max(feet), len(boxes), True, list(letters), 0)
    xs, ys = [x for box in boxes for x in box[::2]], [y for box in boxes for y in box[1::2]]
    return Piece(min(xs), min(ys), max(xs), max(ys), len(boxes), False, list(letters), _way_of(boxes))


def turned(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the pieces as who turns the page sees them, so that most lines run to the right; their letters stay as they are."""
    ways = Counter(one.way for one in pieces if one.way is not None)
    way = max(ways, key=lambda one: (ways[one], -one), default=0)
    return [_turned(one, way) for one in pieces] if way else pieces


def _turned(piece: Piece, way: int) -> Piece:
    """Return a piece on a page that is turned so that lines of one way run to the right."""
    x0, y0, x1, y1 = piece.x0, piece.y0, piece.x1, piece.y1
    places = {1: (y0, -x1, y1, -x0), 2: (-x1, -y1, -x0, -y0), 3: (-y1, x0, -y0, x1)}
    x0, y0, x1, y1 = places[way]
    return replace(piece, x0=x0, y0=y0, x1=x1, y1=y1, is_level=piece.way in {way, None} and bool(piece.length))


def _way(dx: float, dy: float) -> int | None:
    """Return the way that a line runs from one of its words to the next; None where both stand at one place."""
    if dx == dy == 0:
        return None
    if abs(dx) >= abs(dy):
        return 0 if dx > 0 else 2
    return 1 if dy > 0 else 3


def _way_of(boxes: Sequence[Box]) -> int | None:
    """Return the way that all letters of a line run; None where they slant, or differ."""
    ways = {_way(box[2] - box[0], box[3] - box[1]) if 0 in (box[2] - box[0], box[3] - box[1]) else None for box in boxes}
    return ways.pop() if len(ways) == 1 else None
