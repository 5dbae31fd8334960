"""What a selection passes over: words that lie between its own on the page and are not in it, or a wide empty space.

A file may have the words of a page in another order than they are seen, or not have some of them at all: what was recognised in a
picture has holes. A quote that leaves some out in silence says what the page does not. Pure geometry over visual lines; what is
furniture between the ends is left out on purpose, and never a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import groupby, pairwise

from reviewer.documents.text.page.lines import Extent, Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.selection import Part

_WIDE = 4.0
"""Line heights of empty space from one line to the next that are a gap."""
_SMALL = 0.6
"""Part of the height of the lines around it up to which a line is a mark or a note, and none of their words."""
_MOST_COMPARED = 50_000
"""Lines times lines that are compared on one page; a page of text has a hundredth of them."""


class Gap(Enum):
    """What a selection passes over."""

    NOTHING = "nothing"
    SPACE = "space"
    WORDS = "words"


def gap_in(pages: Mapping[int, PageText], parts: Iterable[Part]) -> Gap:
    """Return what a passage passes over on its way; words before space. `parts` are those of `selection.passage`."""
    on_pages = [(pages[page], list(own)) for page, own in groupby(parts, key=lambda part: part.page)]
    for text, spans in (*on_pages[:1], *on_pages[1:][-1:]):  # of the pages between nothing is outside the span
        taken = list(_lines_of(text, spans))
        if goes_over_words(text, taken, (spans[0].start, spans[-1].end)):
            return Gap.WORDS
        if len(on_pages) == 1 and _jumps(text, taken):  # at a page's end stamps and signatures stand far from its text
            return Gap.SPACE
    return Gap.NOTHING


def goes_over_words(text: PageText, taken: Sequence[Line], span: tuple[int, int]) -> bool:
    """Tell whether words lie between taken lines that the span does not hold: over one and under another, or beside two in a row.

    Args:
        text: The page.
        taken: The lines of which the span takes some.
        span: The first code point on the page, and one past the last.

    """
    frame = taken[0].frame if taken else None
    if frame is None or len(taken) < 2:
        return False
    level = [one.extent for one in taken if one.frame.same_way(frame)]
    around = level[0]
    for one in level:
        around = around.union(one)
    left = [
        one.extent
        for one in text.lines
        if (one.end <= span[0] or span[1] <= one.start)
        and one.frame.same_way(frame)
        and _lies_in(one.extent, around)
        and one not in text.number_lines
        and any(map(str.isalnum, text.text[one.start : one.end]))
    ]
    if len(left) * len(level) > _MOST_COMPARED:
        return False
    return any(_lies_between(one, level) for one in left)


def _lines_of(text: PageText, spans: Iterable[Part]) -> Iterator[Line]:
    """Yield the lines of which some parts of a page hold something that is seen."""
    for part in spans:
        first = max(text.line_number(part.start), 0)
        for line in text.lines[first:]:
            if line.start >= part.end:
                break
            low, high = max(line.start, part.start), min(line.end, part.end)
            if low < high and not text.text[low:high].isspace():
                yield line


def _lies_in(one: Extent, around: Extent) -> bool:
    """Tell whether a line lies so that others of a rectangle may stand on both sides of it."""
    across, along = (one.across0 + one.across1) / 2, (one.along0 + one.along1) / 2
    return around.across0 <= across <= around.across1 and around.along0 <= along <= around.along1


def _lies_between(one: Extent, taken: Iterable[Extent]) -> bool:
    """Tell whether a line lies between taken ones of its column or its row; a second layer of the same words does not."""
    above = below = before = behind = False
    for other in taken:
        if one.height < _SMALL * other.height:
            continue
        if one.beside(other):
            if one.shares_width(other):
                return False
            before = before or other.along1 <= one.along0
            behind = behind or one.along1 <= other.along0
        elif one.shares_width(other):
            above = above or other.across0 + other.across1 < one.across0 + one.across1
            below = below or other.across0 + other.across1 > one.across0 + one.across1
    return (above and below) or (before and behind)


def _jumps(text: PageText, taken: Sequence[Line]) -> bool:
    """Tell whether from one line to the next there is a wide space down the page, with nothing beside it."""
    return any(_is_wide(last, line) and not _has_beside(text, last, line) for last, line in pairwise(taken))


def _is_wide(last: Line, line: Line) -> bool:
    height = max(last.extent.height, line.extent.height)
    return last.frame.same_way(line.frame) and line.extent.across0 - last.extent.across1 >= _WIDE * height


def _has_beside(text: PageText, last: Line, line: Line) -> bool:
    """Tell whether some line stands at the height of the space between two others: a column is as high as its words are many."""
    low, high = last.extent.across1, line.extent.across0
    return any(
        one.frame.same_way(line.frame) and low <= (one.extent.across0 + one.extent.across1) / 2 <= high for one in text.lines
    )
