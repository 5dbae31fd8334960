"""What was selected in one text of a page, in the text that is used in its place: the same words at the same place, or nothing.

Owns how far letters may have moved. Two readings of one picture put the boxes of a word a little differently; the same words a
line further down are others.
"""

from __future__ import annotations

from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import Rect

_LEAST_COMMON = 0.5
"""Of the smaller one of two boxes: what both must share to be of the same letter."""


def standing_in(new: PageText, old: PageText, start: int, end: int) -> tuple[int, int] | None:
    """Return where what stood from `start` up to, not including, `end` of a page's old text stands in its new one, or None."""
    words = old.text[start:end]
    at = new.text.find(words) if words.strip() else -1
    while at >= 0:
        if _is_there(new, at, old, start, words):
            return at, at + len(words)
        at = new.text.find(words, at + 1)
    return None


def _is_there(new: PageText, at: int, old: PageText, start: int, words: str) -> bool:
    """Tell whether the first and the last letter of some words stand at the same place in both texts."""
    first, last = len(words) - len(words.lstrip()), len(words.rstrip()) - 1
    return all(_overlap(new.quad(at + one).rect, old.quad(start + one).rect) for one in (first, last))


def _overlap(one: Rect, other: Rect) -> bool:
    common = one.intersection(other)
    if common is None:
        return False
    return common.width * common.height >= _LEAST_COMMON * min(one.width * one.height, other.width * other.height)
