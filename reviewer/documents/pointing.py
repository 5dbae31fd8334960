"""From a point on a page to a place in its text: caret, character, word, line.

Pure geometry over `PageText`; what is selected from there is `selection`'s.
"""

from __future__ import annotations

from reviewer.documents.page_text import PageText
from reviewer.model.geometry import Point

SLACK = 2.0
"""How far from a character, in page units, a point still counts as on it."""


def caret_at(text: PageText, point: Point) -> int:
    """Return the offset between code points that is nearest to a point, 0 on a page without text."""
    raise NotImplementedError


def char_at(text: PageText, point: Point, slack: float = SLACK) -> int | None:
    """Return the code point whose box holds the point, or lies within `slack` page units of it; None where there is none."""
    raise NotImplementedError


def word_span(text: PageText, offset: int) -> tuple[int, int]:
    """Return start and end of the word at a code point; a word broken by a hyphen at a line end is one word."""
    raise NotImplementedError


def line_span(text: PageText, offset: int) -> tuple[int, int]:
    """Return start and end of the visual line at a code point, without its line end."""
    raise NotImplementedError
