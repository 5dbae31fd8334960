"""Running headers and footers of pages whose boxes are known.

Pure. Stricter than `bare_pages`, which only helps to find a quote: here a line runs only where the same line stands at the same
height of another page that the passage touches, or of two pages near by, since left and right pages have headers of their own, be
it with numbers that count the pages. It runs too where the text has it first though it stands below everything else, or last
though it stands above everything else. What is left out of a quote must be sure not to have been said.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Self

from reviewer.documents.text.furniture.apart import PAGE_NUMBER, Body, rows_of, standing_apart, words_of
from reviewer.documents.text.page.column_notes import column_notes
from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.margin import Span
from reviewer.documents.text.page.page_text import PageText

_DIGITS = re.compile(r"\d+")
_BEGINS_NOTE = re.compile(r"\s*(?:\d{1,3}|[*†‡§¶]+)\s*\w")
"""A note with its mark; what is set smaller without one may be a quotation."""
_DEEPEST = 40
"""Lines from an end of a page that are looked at: a pleading's line numbers are 28."""
NEAR = 4
"""Pages on either side on which a running line is looked for: left and right pages have different ones, and chapters begin."""
_OUTER, _LONGEST_NUMBER = 3, 6
"""Lines at an end of a page that may hold its number, and figures of such a number."""
_YEAR = 4
"""Figures of a year: as headings years count from page to page."""
_OUTSIDE_NUMBER = 0.5
"""Heights of a page's number by which it stands outside the text at least."""
_MOST_ROWS = 10
"""Rows of a header or a footer at most."""
_ENOUGH = 2
"""Pages near by that have a line too: headings may count as pages do, the years of a report, exhibits of a page each."""
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
"""A number within a line that is no page's, though it counts; one that stands alone may be a page's, and needs more witnesses."""
_SENTENCE = re.compile(r"(?:(?:\S+\s+){2,}\S*|.*[^\W\d_A-Z]{3})[^\W\d_A-Z]{2}[.!?][\"'”’]*")
"""The end of a sentence, which somebody says though forms and yearly reports say it on every page; a title has no full stop."""
_SAYS_PAGE = re.compile(r"\b(?:page|seite)\W{1,3}\d|\b[ps]\.\s*\d|\d\s+(?:of|von)\s+\d", re.IGNORECASE)
"""A page's number that says so itself: one page near by that counts to it is enough."""


class _Likeness(Enum):
    """How like a line of another page is: not at all, the same, or the same with numbers that count the pages."""

    NONE = 0
    SAME = 1
    COUNTS = 2


@dataclass(frozen=True, slots=True)
class _Witness:
    """Another page near by: its text, whether the passage touches it, and the lines at its ends by their middles."""

    text: PageText
    passed: bool
    middles: list[float]
    lines: list[tuple[Line, str]]

    @classmethod
    def of(cls, text: PageText, *, passed: bool) -> Self:
        """Return it for a page."""
        ends = {one.start: one for one in (*text.lines[:_DEEPEST], *text.lines[-_DEEPEST:])}
        lines = sorted(ends.values(), key=_middle)
        return cls(text, passed, [_middle(one) for one in lines], [(one, words_of(text, one)) for one in lines])

    def at_height_of(self, line: Line) -> Iterator[str]:
        """Yield what stands there: scans are moved by as much as a line."""
        middle, height = _middle(line), line.extent.height
        for at in range(bisect_left(self.middles, middle - height), bisect_right(self.middles, middle + height)):
            twin, words = self.lines[at]
            if abs(self.middles[at] - middle) <= twin.extent.height and line.frame.same_way(twin.frame):
                yield words


def running_spans(
    pages: Mapping[int, PageText], first: int, last: int, *, loosely: bool = False, of: Iterable[int] | None = None
) -> dict[int, tuple[Span, ...]]:
    """Return the running lines of each page from `first` to `last`, in the order of its text; other pages bear witness.

    Only those `of` some of these pages, where that is given.

    Taken `loosely`, a line runs that any other page has too and that stands a little apart, or has numbers that count the pages.
    """
    passed = range(first, last + 1)
    found = {}
    witness = cache(lambda page: _Witness.of(pages[page], passed=page in passed))
    for text in (pages[page] for page in (passed if of is None else of) if page in pages):
        others = [witness(page) for page in near_by(text.page) if page in pages]
        found[text.page] = _spans(text, others, loosely=loosely, begins=text.page == first)
    return found


def near_by(page: int) -> tuple[int, ...]:
    """Return the pages that bear witness to one."""
    return (*range(page - NEAR, page), *range(page + 1, page + NEAR + 1))


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
    numbers = [one for one in outer if _is_page_number(text, one, others, running.keys(), loosely=loosely)]
    sure = (
        *standing_apart(text, [*running.values()], loosely=loosely),
        *counting,
        *numbers,
        *(_over_columns(text) if begins else ()),
    )
    found = {one.start: one.end for one in sure if one not in notes}
    if notes:  # who begins or ends in them has them all
        found[notes[0].start] = notes[-1].end
    return tuple((start, min(found[start] + 1, len(text.text))) for start in sorted(found))


def _is_page_number(text: PageText, line: Line, others: Iterable[_Witness], running: Container[int], *, loosely: bool) -> bool:
    """Tell whether a line is a page's number for sure, though lines of a bill stand as far from each other as from that.

    It is alone in its row, by half of its height outside the text, and pages near by have the numbers that count to it.
    """
    words = words_of(text, line)
    if not PAGE_NUMBER.fullmatch(words):
        return False
    counting = [one for one in others if _likeness(text, line, one) is _Likeness.COUNTS or _counts(text, line, one.text)]
    is_no_year = loosely or all(len(one) < _YEAR for one in _DIGITS.findall(words)) or _SAYS_PAGE.search(words)
    if len(counting) < _ENOUGH and not (is_no_year and any(one.passed for one in counting)):
        return False
    body = Body.of([one for one in text.lines if one is not line and one.start not in running])
    return body.is_outside(line) and body.gap(line) >= _OUTSIDE_NUMBER * line.extent.height


def _counts(text: PageText, line: Line, other: PageText) -> bool:
    """Tell whether another page has the number that counts to this one anywhere at its ends: chapters begin with theirs below."""
    numbers = _DIGITS.findall(words_of(text, line))
    if len(numbers) != 1 or len(numbers[0]) > _LONGEST_NUMBER:
        return False
    wanted = str(int(numbers[0]) + other.page - text.page)
    ends = [words_of(other, one) for one in (*other.lines[:_OUTER], *other.lines[-_OUTER:])]
    return any(
        wanted in ((words := one.split())[0], words[-1]) or (PAGE_NUMBER.fullmatch(one) and wanted in words) for one in ends
    )


def _over_columns(text: PageText) -> Iterator[Line]:
    """Yield lines that are read last though they stand over what is read before, in its columns: a heading that was drawn last.

    A column that is read last shares its width with none, wherever it begins.
    """
    _, last = text.strays
    body = [one.extent for one in text.lines if one not in text.stray_lines]
    yield from (one for one in last if any(one.extent.shares_width(each) for each in body))


def _running(text: PageText, lines: Sequence[Line], others: Sequence[_Witness], *, loosely: bool) -> list[Line]:
    """Return the lines that run, up to the first that does not; of those only what counts where whole pages are alike.

    What stands beside a running line may be its header's or footer's, too: the section of a code, which is another on each page.
    """
    frame = text.lines[len(text.lines) // 2].frame if text.lines else None

    @cache
    def runs(line: Line) -> _Likeness:
        if not loosely and _SENTENCE.fullmatch(words_of(text, line)):
            return _Likeness.NONE
        if frame is not None and not line.frame.same_way(frame) and _has_shape(text, line, others, enough=1):
            return _Likeness.COUNTS  # up the margin
        return _runs(text, line, others, loosely=loosely)

    worded = [one for one in lines if one not in text.number_lines]

    def stands_beside(line: Line) -> bool:
        row = [one for one in worded if one.same_row(line)]
        if loosely:
            return any(runs(one) is not _Likeness.NONE for one in row)
        if _SENTENCE.fullmatch(words_of(text, line)):
            return False
        return any(runs(one) is _Likeness.SAME for one in row) and _is_outermost(text, line) and _has_shape(text, line, others)

    running = list(itertools.takewhile(lambda line: runs(line) is not _Likeness.NONE or stands_beside(line), lines))
    is_all = len(running) == len(lines) or len(rows_of([one for one in running if one in worded])) > _MOST_ROWS
    if is_all and not loosely:
        return [one for one in running if runs(one) is _Likeness.COUNTS]
    return running


def _is_outermost(text: PageText, line: Line) -> bool:
    """Tell whether nothing but what is in its row stands as far out at the page's top or foot as a line."""
    others = [one.extent for one in text.lines if one.frame.same_way(line.frame) and not one.same_row(line)]
    top, foot = line.extent.across0, line.extent.across1
    return all(one.across0 >= top for one in others) or all(one.across1 <= foot for one in others)


def _has_shape(text: PageText, line: Line, others: Iterable[_Witness], *, enough: int = _ENOUGH) -> bool:
    """Tell whether other pages have a line at its height that is like it but for its figures."""
    shape = _figures(words_of(text, line))[0]
    alike = sum(any(_figures(one)[0] == shape for one in other.at_height_of(line)) for other in others)
    return alike >= enough


def _runs(text: PageText, line: Line, others: Iterable[_Witness], *, loosely: bool) -> _Likeness:
    """Tell how a line stands on other pages too: as it is on one that is passed or on two, or with numbers that count on two.

    One is enough for a number that says of itself that it is a page's, and if taken `loosely`.
    """
    found = [(_likeness(text, line, one), one) for one in others]
    same = [one for likeness, one in found if likeness is _Likeness.SAME]
    counting = [one for likeness, one in found if likeness is _Likeness.COUNTS]
    enough = 1 if loosely else _ENOUGH
    if any(one.passed for one in same) or (not counting and len(same) >= enough):
        return _Likeness.SAME
    is_sure = len(same) + len(counting) >= enough or _SAYS_PAGE.search(words_of(text, line))
    return _Likeness.COUNTS if counting and is_sure else _Likeness.NONE


def _likeness(text: PageText, line: Line, other: _Witness) -> _Likeness:
    """Return how like a line is to the one of another page at its height that is most so."""
    words = words_of(text, line)
    alike = {_alike(words, twin, other.text.page - text.page) for twin in other.at_height_of(line)}
    return max(alike, key=lambda one: one.value, default=_Likeness.NONE)


def _middle(line: Line) -> float:
    return (line.extent.across0 + line.extent.across1) / 2


@lru_cache(maxsize=4096)
def _figures(words: str) -> tuple[str, list[str]]:
    """Return what a line says with its numbers made alike, and these: each is compared with those of pages on either side."""
    return _DIGITS.sub("#", words), _DIGITS.findall(words)


def _alike(words: str, others: str, pages_on: int) -> _Likeness:
    """Tell whether two lines say the same, but for numbers that count the pages; where chapters begin these stand alone."""
    if words == others:
        return _Likeness.SAME
    (shape, own), (other_shape, theirs) = _figures(words), _figures(others)
    is_bare = len(own) == 1 and others.isdecimal() and others != own[0] and (words.startswith(own[0]) or words.endswith(own[0]))
    if not is_bare and shape != other_shape:
        return _Likeness.NONE
    pairs = zip(own, theirs, strict=True)
    counts = all(one == other or (_may_count(one, words) and _is_on(one, other, pages_on)) for one, other in pairs)
    return _Likeness.COUNTS if counts else _Likeness.NONE


def _may_count(number: str, words: str) -> bool:
    """Tell whether a number may be a page's: what says a year goes on from page to page in yearly reports."""
    return not _IS_YEAR.fullmatch(number) or bool(PAGE_NUMBER.fullmatch(words) or _SAYS_PAGE.search(words))


def _is_on(number: str, other: str, pages_on: int) -> bool:
    return len(number + other) <= 40 and int(other) - int(number) == pages_on
