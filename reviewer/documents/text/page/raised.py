"""Footnote marks: small raised figures on a word that are none of its letters, though the text has nothing between them.

Owns telling them by their boxes, and keeping a word from taking them in. Pure.
"""

from __future__ import annotations

import re
from itertools import takewhile

from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText

_SMALL = 0.85
"""Part of the height of its neighbour that a mark has at most."""

_RAISED = 0.12
"""Part of its neighbour's height by which a mark's foot is higher at least."""

_SAME = 0.1
"""Part of a mark's height by which its figures may differ."""

_MOST_CALLS = 200
"""Places of a figure that are looked at: a page of nothing but figures has thousands."""

_SIGNS = "*†‡§¶"

_RUN = re.compile(rf"[\d{_SIGNS}]{{1,4}}(?:[,\u2013-] ?[\d{_SIGNS}]{{1,4}}){{0,5}}|[¹²³⁰⁴-⁹]{{1,4}}")
"""What the marks on one word may look like: "61", "3,4", "*"; the last are characters that are raised themselves."""

_UNSEEN = "\u2060"
"""U+2060 WORD JOINER: nothing, between two letters of one word or before the blank between two words."""


def without_marks(text: PageText, span: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """Return a span cut where a footnote mark and what it stands on meet, as far as that leaves all of `within`.

    Args:
        text: The page.
        span: Start and end of a word or of several.
        within: Start and end of what was pointed at, in it.

    """
    start, end = span
    low = next((at for at in range(within[0], start, -1) if _meet(text, at)), start)
    high = next((at for at in range(max(within[1], low + 1), end) if _meet(text, at)), end)
    return low, high


def begins_with_mark(text: PageText, line: Line) -> bool:
    """Tell whether a line begins with a footnote mark: a raised figure or sign before its first word."""
    mark = leading_mark(text, line)
    at = text.text.index(mark, line.start)
    word = at + len(mark)
    while word < line.end and text.text[word].isspace():
        word += 1
    return bool(mark) and word < line.end and _is_on(text, at, word)


def leading_mark(text: PageText, line: Line) -> str:
    """Return the figures or signs of one height that a line begins with, or "": a date may follow a mark at once."""
    start = line.end - len(text.text[line.start : line.end].lstrip())
    return "".join(text.text[at] for at in takewhile(lambda at: _continues(text, start, at), range(start, line.end)))


def mark_alone(text: PageText, line: Line) -> str:
    """Return the figures or signs that are all of a line, or ""."""
    mark = leading_mark(text, line)
    return mark if mark == text.text[line.start : line.end].strip() else ""


def unmarked(text: PageText) -> str:
    """Return the text of a page with nothing in place of the footnote marks on its words; all else stands where it did.

    So is found what somebody types as it is read, without the marks.
    """
    parts, done = [], 0
    for found in _RUN.finditer(text.text):
        start, end = found.span()
        word = start - 1 - text.text.startswith(" ", max(0, start - 1), start)
        if word < done or text.text[word].isspace() or not _all_on(text, start, end, word):
            continue
        parts += [text.text[done:start], _UNSEEN * (end - start)]
        done = end
    return "".join([*parts, text.text[done:]])


def calls_for(text: PageText, mark: str, before: int) -> bool:
    """Tell whether a mark stands raised on a word before a code point, or alone where its word is blacked out."""
    at = -1
    for _ in range(_MOST_CALLS):
        at = text.text.find(mark, at + 1, before)
        if at < 0:
            return False
        line = text.line_at(at)
        if at and (_is_on(text, at, at - 1) or (line is not None and line.start == at and mark_alone(text, line) == mark)):
            return True
    return False


def _meet(text: PageText, offset: int) -> bool:
    """Tell whether a footnote mark ends or begins between a code point and the one before it."""
    if not 0 < offset < len(text.text):
        return False
    one, other = text.text[offset - 1], text.text[offset]
    if not (_can_be_mark(one) or _can_be_mark(other)):
        return False
    return (_can_be_mark(one) and _is_on(text, offset - 1, offset)) or (_can_be_mark(other) and _is_on(text, offset, offset - 1))


def _continues(text: PageText, first: int, at: int) -> bool:
    """Tell whether a code point belongs to the mark that begins with `first`."""
    if not _can_be_mark(text.text[at]):
        return False
    (top, foot), (upper, lower) = _across(text, first), _across(text, at)
    return abs(foot - lower) <= _SAME * (foot - top) and abs(top - upper) <= _SAME * (foot - top)


def _can_be_mark(char: str) -> bool:
    return char.isdigit() or char in _SIGNS


def _is_on(text: PageText, mark: int, word: int) -> bool:
    """Tell whether the code point `mark` is small and raised beside the code point `word` of the same line."""
    line = text.line_at(word)
    if line is None or not line.start <= mark < line.end:
        return False
    top, foot = _across(text, mark)
    upper, lower = _across(text, word)
    height = lower - upper
    return height > 0 and 0 < foot - top <= _SMALL * height and lower - foot >= _RAISED * height


def _all_on(text: PageText, start: int, end: int, word: int) -> bool:
    """Tell whether all of a run is raised beside a code point, or made of raised characters."""
    if not text.text[start].isascii() and text.text[start].isdigit() and not text.text[start].isdecimal():
        return True
    return all(text.text[at].isspace() or _is_on(text, at, word) for at in range(start, end))


def _across(text: PageText, offset: int) -> tuple[float, float]:
    """Return where a code point's box begins and ends across its line, the top first."""
    line = text.line_at(offset)
    assert line is not None
    points = text.quad(offset).points
    found = [line.frame.across(one.x, one.y) for one in points]
    return min(found), max(found)
