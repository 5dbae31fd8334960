"""Running headers and footers of pages whose boxes are known.

Pure. Stricter than `bare_pages`, which only helps to find a quote: here a line runs only where the same line stands at the same
height of another page that the passage touches, or of two pages near by, since left and right pages have headers of their own; of
one where its numbers count the pages. It runs too where the text has it first though it stands below everything else, or last
though it stands above everything else. What is left out of a quote must be sure not to have been said.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from math import inf
from typing import Self

from reviewer.documents.text.column_notes import column_notes
from reviewer.documents.text.lines import Line
from reviewer.documents.text.margin import Span
from reviewer.documents.text.page_text import PageText

PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|s\.)?\s*(?:\d{1,6}|[ivxlcdm]{1,8})(?:\s*(?:of|/|von)\s*\d{1,6})?\W*", re.IGNORECASE
)
"""A line that is a page's number: "17", "- iv -", "Page 3 of 14"."""
_DIGITS = re.compile(r"\d+")
_BEGINS_NOTE = re.compile(r"\s*(?:\d{1,3}|[*†‡§¶]+)\s*\w")
"""A note with its mark; what is set smaller without one may be a quotation."""
_DEEPEST = 40
"""Lines from an end of a page that are looked at: a pleading's line numbers are 28."""
APART = 2
"""Pages on either side on which a running line is looked for: left and right pages have different ones."""
_APART = 0.3
"""Heights of a line by which a running one stands farther from the text than the text's lines from each other."""
_OUTER, _LONGEST_NUMBER = 3, 6
"""Lines at an end of a page that may hold its number, and figures of such a number."""
_OUTSIDE_NUMBER, _COUNTED = 0.5, 2
"""Heights of a page's number by which it stands outside the text at least, and pages near by that count to it."""
_OUTSIDE = 0.05
"""Likewise, for the number of a page."""


class _Likeness(Enum):
    """How like a line of another page is: not at all, the same, or the same with numbers that count the pages."""

    NONE = 0
    SAME = 1
    COUNTS = 2


@dataclass(frozen=True, slots=True)
class _Witness:
    """Another page near by, and whether the passage touches it."""

    text: PageText
    passed: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines at both of its ends."""
        return (*self.text.lines[:_DEEPEST], *self.text.lines[-_DEEPEST:])


def running_spans(pages: Mapping[int, PageText], first: int, last: int, *, loosely: bool = False) -> dict[int, tuple[Span, ...]]:
    """Return the running lines of each page from `first` to `last`, in the order of its text; other pages bear witness.

    Taken `loosely`, a line runs that any other page has too and that stands a little apart, or has numbers that count the pages.
    """
    passed = range(first, last + 1)
    found = {}
    for text in (pages[page] for page in passed if page in pages):
        near = (*range(text.page - 2 * APART, text.page), *range(text.page + 1, text.page + 2 * APART + 1))
        others = [_Witness(pages[page], page in passed) for page in near if page in pages]
        found[text.page] = _spans(text, others, loosely=loosely, begins=text.page == first)
    return found


def _spans(text: PageText, others: Sequence[_Witness], *, loosely: bool, begins: bool) -> tuple[Span, ...]:
    """Return one page's running lines, from both ends of its text up to the first line that does not run, and its strays.

    On the page where a passage `begins`, what is read last and stands above it was not said after it.
    """
    lines = text.lines
    ends = (lines[:_DEEPEST], lines[: -_DEEPEST - 1 : -1])
    headers, footers = (_running(text, some, others, loosely=loosely) for some in ends)
    running = {one.start: one for one in (*headers, *footers, *text.stray_lines)}
    counting = [
        one for one in running.values() if loosely and any(_likeness(text, one, other) is _Likeness.COUNTS for other in others)
    ]
    notes = column_notes(text.lines)
    notes = notes if notes and _BEGINS_NOTE.match(text.text, notes[0].start) else ()
    outer = (*lines[:_OUTER], *lines[-_OUTER:], *running.values())
    numbers = [one for one in outer if _is_page_number(text, one, others, running.keys())]
    sure = (*_apart(text, [*running.values()], loosely=loosely), *counting, *numbers, *(_over_columns(text) if begins else ()))
    found = {one.start: one.end for one in sure if one not in notes}
    if notes:  # who begins or ends in them has them all
        found[notes[0].start] = notes[-1].end
    return tuple((start, min(found[start] + 1, len(text.text))) for start in sorted(found))


def _is_page_number(text: PageText, line: Line, others: Iterable[_Witness], running: Container[int]) -> bool:
    """Tell whether a line is a page's number for sure, though lines of a bill stand as far from each other as from that.

    It is alone in its row, by half of its height outside the text, and two pages near by have the numbers that count to it, or
    one that is passed.
    """
    if not PAGE_NUMBER.fullmatch(_words(text, line)):
        return False
    counting = [one for one in others if _likeness(text, line, one) is _Likeness.COUNTS or _counts(text, line, one.text)]
    if len(counting) < _COUNTED and not any(one.passed for one in counting):
        return False
    body = _Body.of([one for one in text.lines if one is not line and one.start not in running])
    return body.is_outside(line) and body.gap(line) >= _OUTSIDE_NUMBER * line.extent.height


def _counts(text: PageText, line: Line, other: PageText) -> bool:
    """Tell whether another page has the number that counts to this one anywhere at its ends: chapters begin with theirs below."""
    numbers = _DIGITS.findall(_words(text, line))
    if len(numbers) != 1 or len(numbers[0]) > _LONGEST_NUMBER:
        return False
    wanted = str(int(numbers[0]) + other.page - text.page)
    ends = (*other.lines[:_OUTER], *other.lines[-_OUTER:])
    return any(wanted in _words(other, one).split() for one in ends)


def _over_columns(text: PageText) -> Iterator[Line]:
    """Yield lines that are read last though they stand over what is read before, in its columns: a heading that was drawn last.

    A column that is read last shares its width with none, wherever it begins.
    """
    _, last = text.strays
    body = [one.extent for one in text.lines if one not in text.stray_lines]
    yield from (one for one in last if any(one.extent.shares_width(each) for each in body))


def _apart(text: PageText, running: Sequence[Line], *, loosely: bool = False) -> list[Line]:
    """Return those of some lines that stand apart from the text as headers and footers do; a page's number need only just do so.

    The last answer on a page of a form, or the last cell of a table, may be the next page's too: it stands as near as any other.
    What runs another way than the text, up the margin of a gazette, is apart from it.
    """
    frame = text.lines[len(text.lines) // 2].frame if text.lines else None
    aside = [one for one in running if frame is not None and not one.frame.same_way(frame)]
    level = [one for one in text.lines if frame is not None and one.frame.same_way(frame) and one not in text.number_lines]
    running = [one for one in running if one not in aside]
    numbers = {one.start for one in running if loosely or PAGE_NUMBER.fullmatch(_words(text, one))}
    found, before = [*running], -1
    while found and len(found) != before:  # what does not stand apart is text, and other lines may stand near to that
        before, taken = len(found), {one.start for one in found}
        others = [one for one in level if one.start not in taken]
        body = _Body.of([one for one in others if not PAGE_NUMBER.fullmatch(_words(text, one))])
        found = [
            one
            for one in found
            if body.stands_apart(one)
            or (one.start in numbers and _Body.of([other for other in others if not other.same_row(one)]).stands_outside(one))
        ]
    return [*found, *aside]


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines of a page that do not run: where they begin and end across, and how far apart they stand, in order."""

    tops: list[float]
    feet: list[float]
    gaps: list[float]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """Return it for some lines."""
        gaps = sorted(max(0.0, below.extent.across0 - above.extent.across1) for above, below in pairwise(_rows(lines)))
        tops, feet = sorted(one.extent.across0 for one in lines), sorted(one.extent.across1 for one in lines)
        return cls(tops, feet, gaps or [0.0])

    def stands_apart(self, line: Line) -> bool:
        """Tell whether a line stands farther from them than they from each other as a rule."""
        return self.gap(line) >= self.gaps[len(self.gaps) // 2] + _APART * line.extent.height

    def is_outside(self, line: Line) -> bool:
        """Tell whether a line stands above or below all of them."""
        return bool(self.tops) and (line.extent.across1 <= self.tops[0] or line.extent.across0 >= self.feet[-1])

    def stands_outside(self, line: Line) -> bool:
        """Tell whether a line stands farther from them than lines of a paragraph do from each other."""
        return self.gap(line) > self.gaps[len(self.gaps) // 4] + _OUTSIDE * line.extent.height

    def gap(self, line: Line) -> float:
        """Return how far above or below the nearest of them a line stands; less than 0 beside one, or where there is none."""
        top, foot = line.extent.across0, line.extent.across1
        above, below = bisect_right(self.feet, top), bisect_left(self.tops, foot)
        if not self.tops or above < below:
            return -1.0
        return min(top - self.feet[above - 1] if above else inf, self.tops[below] - foot if below < len(self.tops) else inf)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return one line of each row, from top to bottom."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda one: one.extent.across0):
        if not found or line.extent.across0 >= found[-1].extent.across0 + found[-1].extent.height / 2:
            found.append(line)
    return found


def _running(text: PageText, lines: Sequence[Line], others: Sequence[_Witness], *, loosely: bool) -> list[Line]:
    """Return the lines that run, up to the first that does not; none where all do, for then whole pages are alike.

    What stands beside a running line is its header's or footer's, too: the section of a code, which is another on each page.
    """
    runs = cache(lambda line: _runs(text, line, others, enough=1 if loosely else 2))
    worded = [one for one in lines if one not in text.number_lines]
    running = list(itertools.takewhile(lambda line: runs(line) or any(runs(one) for one in worded if one.same_row(line)), lines))
    return [] if len(running) == len(lines) and not loosely else running


def _runs(text: PageText, line: Line, others: Iterable[_Witness], *, enough: int) -> bool:
    """Tell whether a line stands on another page too: on one that is passed, with numbers that count, or on `enough`."""
    seen = 0
    for other in others:
        likeness = _likeness(text, line, other)
        if likeness is _Likeness.COUNTS or (likeness is _Likeness.SAME and other.passed):
            return True
        seen += likeness is _Likeness.SAME
    return seen >= enough


def _likeness(text: PageText, line: Line, other: _Witness) -> _Likeness:
    """Return how like a line is to the one of another page at its height that is most so."""
    twins = (one for one in other.lines if _same_height(line, one))
    alike = {_alike(_words(text, line), _words(other.text, twin), other.text.page - text.page) for twin in twins}
    return max(alike, key=lambda one: one.value, default=_Likeness.NONE)


def _same_height(line: Line, twin: Line) -> bool:
    """Tell whether two lines of two pages stand at one height: scans are moved by as much as a line."""
    apart = abs(line.extent.across0 + line.extent.across1 - twin.extent.across0 - twin.extent.across1) / 2
    return apart <= min(line.extent.height, twin.extent.height) and line.frame.same_way(twin.frame)


def _words(text: PageText, line: Line) -> str:
    return " ".join(text.text[line.start : line.end].split())


def _alike(words: str, others: str, pages_on: int) -> _Likeness:
    """Tell whether two lines say the same, but for numbers that count the pages."""
    if words == others:
        return _Likeness.SAME
    if _DIGITS.sub("#", words) != _DIGITS.sub("#", others):
        return _Likeness.NONE
    pairs = zip(_DIGITS.findall(words), _DIGITS.findall(others), strict=True)
    counts = all(one == other or (len(one + other) <= 40 and int(other) - int(one) == pages_on) for one, other in pairs)
    return _Likeness.COUNTS if counts else _Likeness.NONE
