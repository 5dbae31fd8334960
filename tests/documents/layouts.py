"""Page texts made in code, for tests of selecting and quoting: every character a box 6 units wide and 12 high."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from hypothesis import settings

from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import Matrix, Point
from tests.documents.bidi import as_shown

REPEATABLE = settings(deadline=None, derandomize=True, database=None)
"""For hypothesis: the same examples every time, however busy the machine."""
WIDTH = 6.0
HEIGHT = 12.0
LEADING = 15.0


def page_text(*lines: tuple[float, float, str], page: int = 0, turned: Matrix | None = None) -> PageText:
    """Return a page with the given lines: x and y of the upper left corner, and the text."""
    text = ""
    boxes: array[float] = array("f")
    matrix = turned or Matrix()
    for x, y, words in lines:
        for place, char in enumerate(words + "\n"):
            wide = 0.0 if char == "\n" else WIDTH
            left, right = x + place * WIDTH, x + place * WIDTH + wide
            corners = (Point(left, y), Point(right, y), Point(left, y + HEIGHT), Point(right, y + HEIGHT))
            boxes.extend(part for corner in map(matrix.apply, corners) for part in (corner.x, corner.y))
            text += char
    return PageText(page, text, boxes, "test 1")


def shown_page(*lines: tuple[float, float, str], from_right: bool = True) -> PageText:
    """Return a page with lines of words of two directions: x and y of the upper left corner, and the text as it is read."""
    text = ""
    boxes: array[float] = array("f")
    for x, y, words in lines:
        shown = as_shown(words, from_right=from_right)
        for at, char in enumerate(words):
            left = x + shown.index(at) * WIDTH
            boxes.extend((left, y, left + WIDTH, y, left, y + HEIGHT, left + WIDTH, y + HEIGHT))
            text += char
        boxes.extend((x, y) * 4)
        text += "\n"
    return PageText(0, text, boxes, "test 1")


def column(x: float, y: float, lines: Sequence[str]) -> list[tuple[float, float, str]]:
    """Return lines one under the other."""
    return [(x, y + number * LEADING, words) for number, words in enumerate(lines)]


def plain_page(text: str, page: int = 0, top: float = 72) -> PageText:
    """Return a page whose text is exactly `text`, one line under the other."""
    made = page_text(*column(72, top, text.split("\n")), page=page)
    return PageText(page, text, made.boxes[: 8 * len(text)], "test 1")


def middle(text: PageText, offset: int) -> Point:
    """Return the middle of a character's box."""
    rect = text.quad(offset).rect
    return Point((rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2)
