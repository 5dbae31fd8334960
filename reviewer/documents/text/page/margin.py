"""Margin line numbers: the digits that number the lines of a bill, a pleading or a transcript, and are nobody's words.

Pure. Owns what counts as one, by boxes where they are known and by texts alone where they are not. Deliberately narrow, for it is
worse to lose a number of a table than to quote a line number: each stands on a line of its own, in a run of `_FEWEST` or
more that counts up by one, beside running text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.documents.text.page.lines import Line, printed_lines

Span = tuple[int, int]
"""Start and end in code points of a page's text, half-open."""

_DIGITS_ALONE = re.compile(r"\n[^\S\n]{0,8}([0-9]{1,4})[^\S\n]{0,8}(?=\n)")
_PAGE = re.compile(r"^[^\S\n]*page[^\S\n]+\d+[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_FEWEST = 5
"""Numbers that make a run."""
_CONDENSED_LINES = 15
"""Lines of a transcript's page at least, where several of them are on one sheet."""
_MOST = 400
"""Numbers on lines of their own from where on a page is a table, or hostile."""
_LINES_A_NUMBER = 2.0
"""Lines of text to a number at most: a pleading may set two on one of its lines, numbered paragraphs have more."""
_RUNS_A_NUMBER = 4.0
"""The same where only texts are known, in which a wide gap ends a line."""
_PROSE_WORDS = 5
_PROSE_LETTERS = 24
"""Words, or letters in scripts without spaces, from where on a line is running text and no cell of a table."""
_PROSE_SHARE = 0.5
"""Share of a page's characters that must stand in such lines."""
_PROSE_WIDTH = 0.5
"""Share of the width of the text that such a line must have."""
_EVEN_SHARE = 0.7
_UNEVEN = 0.3
"""Steps from number to number that must be alike, and the part by which they may differ: headings have room around them."""
_EMPTY_SHARE = 0.25
"""Share of the numbers with nothing beside them from where on the text need not be prose: a table's rows are never empty."""
_INTRUDING = 0.5
"""Lines of text to a number that may stand in the column above or below the run: more, and it numbers footnotes."""
_STRAY = 4
"""One other number on a line of its own is allowed to so many of the run: a page number, a number in the text."""


@dataclass(frozen=True, slots=True)
class _Number:
    """Digits on a line of their own: value, start and end of the digits."""

    value: int
    start: int
    end: int


def numbers_in_text(text: str) -> tuple[Span, ...]:
    """Return what are line numbers as far as a text can tell, each with its line end."""
    numbers = _digit_lines(text)
    if not _FEWEST <= len(numbers) <= _MOST:
        return ()
    chains = _chains(numbers)
    if condensed := _condensed(text, chains):
        return tuple(sorted(_with_line_end(text, number) for number in condensed))
    run = [number for chain in chains for number in chain]
    if not run or len(numbers) - len(run) > max(2, len(run) // _STRAY):
        return ()
    lines = [line for line in map(str.strip, text.split("\n")) if line and not line.isdecimal()]
    if len(lines) > _RUNS_A_NUMBER * len(run) or not _is_prose(lines, lines):
        return ()
    return tuple(sorted(_with_line_end(text, number) for number in run))


def numbers_at_margin(text: str, boxes: array[float]) -> tuple[Span, ...]:
    """Return the line numbers of a page, each with its line end: a column of their own beside all text at their height."""
    numbers = {number.start: number for number in _digit_lines(text)}
    if not _FEWEST <= len(numbers) <= _MOST:
        return ()
    lines = printed_lines(text, boxes)
    digits = [(line, numbers[start]) for line in lines if (start := _first_visible(text, line)) in numbers]
    columns = _columns(digits)
    runs = [chain for column in columns for chain in _chains([number for _, number in column])]
    if condensed := _condensed(text, runs):
        return tuple(sorted(_with_line_end(text, number) for number in condensed))
    found: list[Span] = []
    for column in (*columns[:1], *columns[1:][-1:]):  # the outermost
        place = {number.start: line for line, number in column}
        run = max(_chains([number for _, number in column]), key=len, default=[])
        if run and _beside_prose(text, [place[number.start] for number in run], lines):
            found += [_with_line_end(text, number) for number in run]
    return tuple(sorted(found))


def _digit_lines(text: str) -> list[_Number]:
    """Return the lines that are nothing but a short number."""
    return [_Number(int(one[1]), one.start(1) - 1, one.end(1) - 1) for one in _DIGITS_ALONE.finditer(f"\n{text}\n")]


def _first_visible(text: str, line: Line) -> int:
    printed = text[line.start : line.end]
    return line.start + len(printed) - len(printed.lstrip())


def _with_line_end(text: str, number: _Number) -> Span:
    """Return all of a number's line."""
    start, end = text.rfind("\n", 0, number.start) + 1, text.find("\n", number.end)
    return start, len(text) if end < 0 else end + 1


def _chains(numbers: Iterable[_Number]) -> list[list[_Number]]:
    """Return the runs that count up by one; other numbers may stand in between."""
    waiting: dict[int, list[_Number]] = {}
    chains: list[list[_Number]] = []
    for number in numbers:
        chain = waiting.pop(number.value, None)
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(number)
        waiting[number.value + 1] = chain
    return [chain for chain in chains if len(chain) >= _FEWEST]


def _condensed(text: str, chains: Sequence[Sequence[_Number]]) -> list[_Number]:
    """Return the numbers of a sheet with several pages of a transcript on it, each of as many lines from 1 on; of others none.

    Each of these pages says that it is one: two lists that are equally long do not.
    """
    lengths = [len(one) for one in chains if one[0].value == 1 and len(one) >= _CONDENSED_LINES]
    if len(lengths) < 2 or len(set(lengths)) > 1:
        return []
    found = [number for one in chains if one[-1].value == lengths[0] for number in one]  # a figure among them may cut one short
    if len({one.strip().lower() for one in _PAGE.findall(text)}) < max(2, len(lengths) - 1):
        return []
    others = sum(map(len, chains)) - len(found)
    return found if others <= len(found) // _STRAY else []


def _columns(digits: Sequence[tuple[Line, _Number]]) -> list[list[tuple[Line, _Number]]]:
    """Return the numbers that stand one above the other, each column from top to bottom."""
    columns: list[list[tuple[Line, _Number]]] = []
    reach = 0.0
    for one in sorted(digits, key=lambda each: each[0].extent.along0):
        line = one[0]
        if columns and line.extent.along0 < reach and line.frame.same_way(columns[-1][0][0].frame):
            columns[-1].append(one)
            reach = max(reach, line.extent.along1)
        else:
            columns.append([one])
            reach = line.extent.along1
    return [sorted(column, key=lambda each: each[0].extent.across0) for column in columns if len(column) >= _FEWEST]


def _beside_prose(text: str, numbers: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether a run of numbers stands evenly at one side of lines of running text, with nothing above it in its column."""
    from statistics import median  # brings decimal and fractions along: not before a page has such numbers

    steps = [other.extent.across0 - one.extent.across0 for one, other in pairwise(numbers)]
    step = median(steps)
    if step <= 0 or sum(abs(one - step) <= _UNEVEN * step for one in steps) < _EVEN_SHARE * len(steps):
        return False
    left, right = min(one.extent.along0 for one in numbers), max(one.extent.along1 for one in numbers)
    top, bottom = numbers[0].extent.across0, numbers[-1].extent.across1
    own = {one.start for one in numbers}
    around = [one for one in lines if one.start not in own and one.frame.same_way(numbers[0].frame)]
    near = [one for one in around if top - step < _middle(one) < bottom]
    if not near or not (all(one.extent.along0 >= right for one in near) or all(one.extent.along1 <= left for one in near)):
        return False
    body = [one for one in near if _middle(one) > top]
    if not body or _rows(body) > _LINES_A_NUMBER * len(numbers):
        return False
    intruding = [one for one in around if one.extent.along0 < right and one.extent.along1 > left]
    if len(intruding) > max(3.0, _INTRUDING * len(numbers)):
        return False
    middles = sorted(_middle(one) for one in body)
    empty = sum(bisect_right(middles, one.extent.across0) == bisect_right(middles, one.extent.across1) for one in numbers)
    if empty >= _EMPTY_SHARE * len(numbers) and any(char.isalpha() for one in body for char in text[one.start : one.end]):
        return True
    width = max(one.extent.along1 for one in body) - min(one.extent.along0 for one in body)
    wide = [one for one in body if one.extent.along1 - one.extent.along0 >= _PROSE_WIDTH * width]
    return _is_prose([text[one.start : one.end] for one in body], [text[one.start : one.end] for one in wide])


def _middle(line: Line) -> float:
    return (line.extent.across0 + line.extent.across1) / 2


def _rows(lines: Iterable[Line]) -> int:
    """Return how many lines stand under each other, those beside one another counted once."""
    count, last = 0, float("-inf")
    for line in sorted(lines, key=_middle):
        if _middle(line) > last:
            count += 1
            last = _middle(line) + line.extent.height / 2
    return count


def _is_prose(lines: Iterable[str], wide: Iterable[str]) -> bool:
    """Tell whether enough of the lines' characters stand in the wide ones that are running text."""
    needed = _PROSE_SHARE * sum(map(len, lines))
    prose = 0
    for line in wide:
        if _is_sentence(line):
            prose += len(line)
            if prose >= needed:
                return True
    return False


def _is_sentence(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha() or word[-1].isalpha()]
    return len(words) >= _PROSE_WORDS or sum(map(str.isalpha, line)) >= _PROSE_LETTERS
