"""From a span of text to what is painted: quads line by line, over page ends.

Pure; takes the texts of the pages it is given and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, dropwhile, groupby, takewhile
from operator import or_

from reviewer.documents.text.furniture.between_pages import Furniture, Kept, furniture, without
from reviewer.documents.text.furniture.footnotes import begins_note
from reviewer.documents.text.page.lines import quad_of
from reviewer.documents.text.page.margin import Span
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.visual_runs import extents_taken
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import PageQuad, Rect

_MOST_COMPARED = 1_000_000
"""Lines times marks that are compared; a page of a book has a thousandth of them."""

_COVERED = 0.5
"""Part of a line that lies under a mark which means it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a drag took, white space at both ends left out.

    Attributes:
        start: First code point taken.
        end: One past the last; equal to `start` when nothing but white space was taken.
        quads: One a visual line a page, as high and wide as the characters taken, and more where what was taken stands apart in a
            line with words of two directions; none for furniture in between.
        text: As printed, line ends as "\\n".

    """

    start: TextPosition
    end: TextPosition
    quads: tuple[PageQuad, ...]
    text: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to mark."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a span that lies on one page: code points `start` up to `end` of `text`."""

    page: int
    text: str
    start: int
    end: int

    @property
    def printed(self) -> str:
        """The part's own characters."""
        return self.text[self.start : self.end]


def select(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition, kept: Kept = Kept.NOTHING) -> Selection:
    """Return the selection between two places in either order, without the furniture in between but what is `kept` of it.

    Places past the end of a page mean its end. Pages in between that are not in the mapping are left out: a preview may be drawn
    before all texts have come.
    """
    start, end = min(start, end), max(start, end)
    return selected(pages, passage(pages, start, end, kept=kept), start)


def selected(pages: Mapping[int, PageText], parts: list[Part], nowhere: TextPosition) -> Selection:
    """Return the selection of some parts of pages; `nowhere` is where it begins and ends when there are none."""
    if not parts:
        return Selection(nowhere, nowhere, (), "")
    first, last = parts[0], parts[-1]
    quads = tuple(quad for part in parts for quad in quads_of(pages[part.page], part.start, part.end))
    return Selection(TextPosition(first.page, first.start), TextPosition(last.page, last.end), quads, printed(parts))


def passage(
    pages: Mapping[int, PageText],
    start: TextPosition,
    end: TextPosition,
    known: Mapping[int, Furniture] | None = None,
    *,
    kept: Kept = Kept.NOTHING,
) -> list[Part]:
    """Return what a passage consists of, in order: all between two places but furniture and white space at its ends.

    Margin line numbers are left out unless there is nothing else; running headers and footers, and footnotes above a page's end,
    unless the passage begins or ends in them, or a page in its midst has nothing else. What is `kept` of it is part of it.
    Empty where there is nothing else but white space.
    `known` is `furniture` of the same pages, kept by a caller that asks at every move of the mouse.
    """
    whole = parts_of({index: one.text for index, one in pages.items()}, start, end)
    found = furniture(pages, start.page, end.page) if known is None else known
    with_numbers = Kept.NUMBERS in kept
    numberless = whole if with_numbers else [piece for part in whole for piece in _pieces(part, found[part.page].numbers)]
    parts = trimmed(numberless) or trimmed(whole)
    if not parts:
        return []
    remaining: list[Part] = []
    for page, pieces in groupby(parts, key=lambda part: part.page):
        own = list(pieces)
        begin, finish = start.offset if page == start.page else None, end.offset if page == end.page else None
        left_out = found[page].meant(begin, finish, kept)
        rest = [piece for part in own for piece in _pieces(part, left_out)]
        is_inner = start.page < page < end.page
        remaining += own if is_inner and not any(piece.printed.strip() for piece in rest) else rest
    said = trimmed(remaining)
    if not said:  # nothing but headers and feet that it passes
        return []
    first, last = said[0], said[-1]
    if (first.page, last.page) != (start.page, end.page):  # an outer page gives nothing: what is left is told as if it were all
        return passage(pages, TextPosition(first.page, first.start), TextPosition(last.page, last.end), kept=kept)
    return said


def left_out(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition, *, kept: Kept = Kept.NOTHING) -> list[str]:
    """Return the headers, footers and notes that a passage leaves out between its ends, but for what has no letter, in order."""
    found = furniture(pages, start.page, end.page)
    said = []
    for part in parts_of({index: one.text for index, one in pages.items()}, start, end):
        begin, finish = start.offset if part.page == start.page else None, end.offset if part.page == end.page else None
        for low, high in sorted(found[part.page].meant(begin, finish, kept)):
            words = " ".join(part.printed[max(0, low - part.start) : max(0, high - part.start)].split())
            if any(char.isalpha() for char in words):
                said.append(words)
    return said


def ways_of_keeping(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition) -> Iterator[Kept]:
    """Yield what a passage may keep of the furniture between its ends, nothing first and all of it last."""
    found = furniture(pages, start.page, end.page).values()
    there = reduce(or_, (one.kinds for one in found), Kept.NOTHING)
    ways = (reduce(or_, some, Kept.NOTHING) for count in range(len(Kept) + 1) for some in combinations(Kept, count))
    yield from (one for one in ways if one in there)


def as_marked(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition, quads: Iterable[PageQuad]) -> list[Part]:
    """Return what a passage consists of by its own mark, in order: all but the lines that the mark leaves out.

    Only what may be furniture can be left out, by whichever version's measure: the mark says what was taken for some.
    """
    marked: dict[int, list[Rect]] = {}
    for one in quads:
        marked.setdefault(one.page, []).append(one.quad.rect)
    kept: list[Part] = []
    surely, perhaps = (furniture(pages, start.page, end.page, loosely=loosely) for loosely in (False, True))
    for part in parts_of({index: one.text for index, one in pages.items()}, start, end):
        page, rects = pages[part.page], marked.get(part.page, ())
        left_out = _left_out(page, (surely[part.page], perhaps[part.page]), (part.start, part.end), rects)
        kept += _pieces(part, left_out)
    return trimmed(kept)


def _left_out(page: PageText, found: tuple[Furniture, Furniture], span: Span, marked: Iterable[Rect]) -> list[Span]:
    """Return what a mark leaves out of a part of a page: notes as a whole, and running lines up to the first that it covers."""
    rects = [*marked]
    if len(page.lines) * (len(rects) + len(page.lines) // 16) > _MOST_COMPARED:
        return []

    def lines_of(spans: Iterable[Span]) -> list[Span]:
        inside = [(max(low, span[0]), min(high, span[1])) for low, high in spans]
        lines = [(max(one.start, low), min(one.end + 1, high)) for low, high in inside for one in page.lines]
        return sorted({(low, high) for low, high in lines if low < high})

    def unmarked(spans: Iterable[Span]) -> list[Span]:
        return [*takewhile(lambda one: not _is_marked(page, one, rects), spans)]

    surely, perhaps = found
    numbers = [one for one in lines_of((*surely.numbers, *perhaps.numbers)) if not _is_marked(page, one, rects)]
    runs = {*lines_of((*surely.running, *perhaps.running)), *lines_of((*surely.numbers, *perhaps.numbers))}
    every = lines_of([span])
    running = [takewhile(runs.__contains__, some) for some in (every, reversed(every))]
    notes = [lines_of(one.footnotes) for one in (perhaps, surely)]
    whole = next((some for some in notes if some and unmarked(some) == some), None) or _without_rest(page, notes[-1], unmarked)
    return [*numbers, *whole, *(one for some in running for one in unmarked(some))]


def _without_rest(page: PageText, notes: Sequence[Span], unmarked: Callable[[Iterable[Span]], list[Span]]) -> list[Span]:
    """Return the last of some notes, from one that begins on, which a mark leaves out.

    Another version took the rest of a note from the page before for text.
    """
    last = unmarked(reversed(notes))[::-1]
    begins = {one.start for one in page.lines if begins_note(page, one)} if last else set()
    return [*dropwhile(lambda one: one[0] not in begins, last)]


def _is_marked(page: PageText, span: Span, marked: Iterable[Rect]) -> bool:
    """Tell whether most of a part of a line lies under a mark."""
    rects = [one.quad.rect for one in quads_of(page, *span)]
    covered = sum(common.area for one in rects for other in marked if (common := one.intersection(other)))
    return covered > _COVERED * sum(one.area for one in rects)


def _pieces(part: Part, left_out: Iterable[Span]) -> list[Part]:
    """Return what remains of a part without some spans."""
    return [Part(part.page, part.text, low, high) for low, high in without((part.start, part.end), left_out)]


def parts_of(texts: Mapping[int, str], start: TextPosition, end: TextPosition) -> list[Part]:
    """Return the parts of a span page by page, in order, offsets kept within their pages."""
    parts = []
    for page in sorted(index for index in texts if start.page <= index <= end.page):
        text = texts[page]
        low = min(start.offset, len(text)) if page == start.page else 0
        high = min(end.offset, len(text)) if page == end.page else len(text)
        parts.append(Part(page, text, max(low, 0), max(low, high, 0)))
    return parts


def trimmed(parts: list[Part]) -> list[Part]:
    """Return the parts without white space at both ends; empty where there is nothing else."""
    full = [index for index, part in enumerate(parts) if part.printed.strip()]
    if not full:
        return []
    kept = parts[full[0] : full[-1] + 1]
    first = kept[0]
    kept[0] = Part(first.page, first.text, first.end - len(first.printed.lstrip()), first.end)
    last = kept[-1]
    kept[-1] = Part(last.page, last.text, last.start, last.start + len(last.printed.rstrip()))
    return kept


def printed(parts: Iterable[Part]) -> str:
    """Return the parts' text as printed; where something lies between two of them there is a line end."""
    return whole_and_starts(parts)[0]


def whole_and_starts(parts: Iterable[Part]) -> tuple[str, list[int]]:
    """Return the parts' text as printed, and where in it each of them begins."""
    out: list[str] = []
    starts: list[int] = []
    length = 0
    before: Part | None = None
    for part in parts:
        joined = before is None or (before.page == part.page and before.end == part.start)
        if not joined and length and not out[-1].endswith("\n"):
            out.append("\n")
            length += 1
        starts.append(length)
        if part.printed:
            out.append(part.printed)
            length += len(part.printed)
        before = part
    return "".join(out), starts


def quads_of(page: PageText, start: int, end: int) -> Iterator[PageQuad]:
    """Yield a quad for every visual line that the span touches; several where words of two directions meet in it."""
    for line in page.lines:
        low, high = max(line.start, start), min(line.end, end)
        if low >= high:
            continue
        for extent in extents_taken(page.text, page.boxes, line, low, high):
            if extent.height > 0 and extent.along1 > extent.along0:
                yield PageQuad(page.page, quad_of(extent, line.frame))
