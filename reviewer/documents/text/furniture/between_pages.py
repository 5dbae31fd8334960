"""The furniture of a page: running headers and footers, page numbers, line numbers, footnotes, which no sentence means to quote.

Pure. The one answer to what lies between a passage's two ends without being part of it, for its quads, its quote and finding it:
by boxes (`furniture`, from `running`, `margin` and `footnotes`), and by texts alone (`bare_pages`, `numberless`). Positions never
move.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from functools import reduce
from operator import or_

from reviewer.documents.text.furniture.apart import PAGE_NUMBER
from reviewer.documents.text.furniture.footnotes import footnotes
from reviewer.documents.text.furniture.running import NEAR, near_by, running_spans
from reviewer.documents.text.page.margin import Span, numbers_in_text
from reviewer.documents.text.page.page_text import PageText
from reviewer.errors import DocumentError

_DIGITS = re.compile(r"\d+")
_REPEATED = 3
"""Pages at whose ends a line must stand, numbers aside, to be a running one; two in a document of no more than five pages."""
_RUNNING = 12
"""Lines from an end of a page among which running ones are looked for."""
_DEEPEST = 40
"""Lines from an end of a page that are looked at: a pleading's line numbers are 28."""


class Kept(Flag):
    """What a passage keeps of the furniture between its ends: nothing, unless somebody quotes it with that."""

    NOTHING = 0
    NUMBERS = auto()
    RUNNING = auto()
    FOOTNOTES = auto()


@dataclass(frozen=True, slots=True)
class Furniture:
    """The furniture of one page, each part with its line end.

    Attributes:
        numbers: Margin line numbers: no part of any passage but of one that is nothing else.
        running: Headers and footers: no part of a passage unless it begins or ends in them.
        footnotes: The footnotes, where a passage goes on over the page: no part of it either unless it begins or ends in them.

    """

    numbers: tuple[Span, ...] = ()
    running: tuple[Span, ...] = ()
    footnotes: tuple[Span, ...] = ()

    @property
    def kinds(self) -> Kept:
        """What there is of it."""
        found = ((self.numbers, Kept.NUMBERS), (self.running, Kept.RUNNING), (self.footnotes, Kept.FOOTNOTES))
        return reduce(or_, (kind for spans, kind in found if spans), Kept.NOTHING)

    def meant(self, start: int | None, end: int | None, kept: Kept = Kept.NOTHING) -> tuple[Span, ...]:
        """Return which headers, footers and notes a passage leaves out that begins with code point `start` and ends before `end`.

        Both are of this page; None where the passage begins before it or goes on after it. What is `kept` is not left out.
        """
        notes = () if Kept.FOOTNOTES in kept or end is not None else self.footnotes
        left_out = (*(() if Kept.RUNNING in kept else self.running), *notes)
        return tuple(
            (low, high)
            for low, high in left_out
            if not (start is not None and low <= start < high) and not (end is not None and low < end < high)
        )


def pages_needed(first: int, last: int, page_count: int) -> range:
    """Return the pages whose texts tell what a passage from page `first` to page `last` leaves out.

    Those that it touches, and where it passes over a page's end four more on either side: left and right pages have headers of
    their own, so that what is said on one of two facing pages alone may run all the same, and where chapters begin pages have
    none.
    """
    if first >= last:
        return range(max(0, first), min(page_count, last + 1))
    return range(max(0, first - NEAR), min(page_count, last + 1 + NEAR))


def read_needed(read: Callable[[int], PageText], first: int, last: int, page_count: int) -> dict[int, PageText]:
    """Return the texts of `pages_needed`. One that is not touched and cannot be read tells nothing, and the others do.

    Raises:
        DocumentError: A page that is touched cannot be read.

    """
    found = {}
    for page in pages_needed(first, last, page_count):
        try:
            found[page] = read(page)
        except DocumentError:
            if first <= page <= last:
                raise
    return found


def furniture(
    pages: Mapping[int, PageText], first: int, last: int, *, loosely: bool = False, of: Sequence[int] | None = None
) -> dict[int, Furniture]:
    """Return the furniture of each given page from `first` to `last`; of `pages_needed` those that are given are asked.

    Headers and footers only where these are several pages, footnotes only where another page follows. Taken `loosely`, whatever
    may be some, by this version's measure or another's. Only that `of` some of the pages, where these are given.
    """
    running = running_spans(pages, first, last, loosely=loosely, of=of) if first < last else {}
    found = {}
    for page in (page for page in (range(first, last + 1) if of is None else of) if page in pages):
        numbers, own = pages[page].margin_numbers, running.get(page, ())
        notes = footnotes(pages[page], (*numbers, *own), loosely=loosely) if page < last else None
        found[page] = Furniture(numbers, own, (notes,) if notes else ())
    return found


class ToldFurniture:
    """What was told of pages for a selection, which asks again whenever an end of it moves or the text of a page comes.

    What a page has depends on few pages beside it: only where these are others is it told anew.
    """

    def __init__(self) -> None:
        self._told: dict[int, tuple[tuple[object, ...], Furniture]] = {}

    def of(self, pages: Mapping[int, PageText], first: int, last: int) -> dict[int, Furniture]:
        """Return what `furniture` does."""
        keys = {page: _told_by(pages, page, first, last) for page in range(first, last + 1) if page in pages}
        known = {page: self._told[page] for page, key in keys.items() if page in self._told and self._told[page][0] == key}
        anew = furniture(pages, first, last, of=[page for page in keys if page not in known])
        self._told = {page: known[page] if page in known else (keys[page], anew[page]) for page in keys}
        return self.told

    @property
    def told(self) -> dict[int, Furniture]:
        """What was told last, of the pages that were given then."""
        return {page: found for page, (_, found) in self._told.items()}


def _told_by(pages: Mapping[int, PageText], page: int, first: int, last: int) -> tuple[object, ...]:
    """Return what the furniture of a page is told by."""
    beside = tuple((pages[one], first <= one <= last) for one in near_by(page) if one in pages) if first < last else ()
    return pages[page], page == first, page < last, first < last, beside


def passed_over(pages: Mapping[int, PageText], page: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return what a passage leaves out that goes on over the end of a page: there, and on the next one; from `pages_needed`."""
    found = furniture(pages, page, page + 1)
    here, there = found[page], found[page + 1]
    return (*here.numbers, *here.running, *here.footnotes), (*there.numbers, *there.running)


def without(span: Span, spans: Iterable[Span]) -> list[Span]:
    """Return what remains of a span without others, in order."""
    start, end = span
    kept = []
    for low, high in sorted(spans):
        if high <= start or low >= end:
            continue
        if low > start:
            kept.append((start, low))
        start = high
    return [*kept, (start, end)] if start < end else kept


def numberless(texts: Mapping[int, str]) -> dict[int, str]:
    """Return the texts with margin line numbers made blank; every code point keeps its place."""
    return {page: blanked(text, numbers_in_text(text)) for page, text in texts.items()}


def bare_pages(texts: Mapping[int, str]) -> dict[int, str]:
    """Return the texts with running lines at the ends of pages made blank; every code point keeps its place."""
    shapes: Counter[str] = Counter()
    for text in texts.values():
        shapes.update(
            {
                _shape(text[start:end])
                for lines in (_lines(text), _lines_backwards(text))
                for start, end in _first_said(text, lines)
            }
        )
    needed = _REPEATED if len(texts) > 5 else 2
    running = {shape for shape, count in shapes.items() if count >= needed}
    return {page: _bare(text, running) for page, text in texts.items()}


def _lines(text: str) -> Iterator[Span]:
    """Yield start and end of each line."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _lines_backwards(text: str) -> Iterator[Span]:
    """Yield the same, the last line first."""
    end = len(text)
    while (start := text.rfind("\n", 0, end)) >= 0:
        yield start + 1, end
        end = start
    yield 0, end


def _first_said(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """Yield those that say something, as many as may run."""
    said = ((start, end) for start, end in lines if text[start:end].strip())
    return itertools.islice(said, _RUNNING)


def _shape(line: str) -> str:
    """Return a line with its numbers made alike."""
    return _DIGITS.sub("#", " ".join(line.split()))


def _bare(text: str, running: set[str]) -> str:
    """Return one page's text with the running lines at both ends made blank."""
    blank = {*_from_the_end(text, _lines(text), running), *_from_the_end(text, _lines_backwards(text), running)}
    return blanked(text, blank)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with spaces in place of some lines, line ends kept."""
    parts, done = [], 0
    for first, end in sorted(spans):
        start, last = max(first, done), end - text.endswith("\n", first, end)  # a number may be a header as well
        if last > start:
            parts += [text[done:start], " " * (last - start)]
            done = last
    return "".join([*parts, text[done:]]) if parts else text


def _from_the_end(text: str, lines: Iterable[tuple[int, int]], running: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the running lines that come first, up to the first line that is none."""
    for (start, end), _ in zip(lines, range(_DEEPEST), strict=False):
        line = text[start:end].strip()
        if not line:
            continue
        if not (PAGE_NUMBER.fullmatch(line) or _shape(line) in running):
            return
        yield start, end
