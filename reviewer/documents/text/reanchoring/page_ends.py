"""Owns which lines at the head and the foot of a page are no part of its sentences, by their texts alone. Pure.

A line there that stands at an end of a page near by too, but for its figures, is a header or a footer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz

_MOST_LINES = 4
"""Lines of a header or a footer, of which one is looked for."""

_NEAR = (1, -1, 2, -2)
"""Pages on which a line has to stand again: left and right ones have headers of their own."""

_ALIKE = 85.0
"""How much of two lines agrees, in a hundred, where they are one: recognised ones are misread now and then."""

_DIGITS = re.compile(r"\d+")


def is_at_page_end(pages: Mapping[int, str], page: int, offset: int, *, is_foot: bool) -> bool:
    """Tell whether nothing but a header stands before a place on its page, or nothing but a footer behind it.

    Args:
        pages: The texts of the pages that are known.
        page: Which of them.
        offset: The place, within a word or two.
        is_foot: Whether it is asked for a footer.

    """
    text = pages.get(page)
    if text is None:
        return False
    lines = _outer(text[max(0, offset) :] if is_foot else text[: max(0, offset)], _MOST_LINES + 1, is_foot=is_foot)
    if not lines or len(lines) > _MOST_LINES:
        return False
    others = [line for by in _NEAR if page + by in pages for line in _outer(pages[page + by], _MOST_LINES, is_foot=is_foot)]
    return any(fuzz.ratio(line, other) >= _ALIKE for line in lines for other in others)


def _outer(text: str, count: int, *, is_foot: bool) -> list[str]:
    """Return some lines at an end of a text, figures left out."""
    lines = [one for line in text.split("\n") if (one := _DIGITS.sub("", line).strip())]
    return lines[-count:] if is_foot else lines[:count]
