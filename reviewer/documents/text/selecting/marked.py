"""What text lies under marks made elsewhere: from quads, however another program cut them, to spans of a page's text.

Pure geometry. A mark takes of each line what it lies upon for the greater part of its own height or the line's, so that a thin
line under the words takes them as a fill over them does, and a fill that touches the next line does not take that too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reviewer.documents.text.page.lines import Extent, Frame, Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.raised import without_marks
from reviewer.documents.text.page.visual_runs import span_along
from reviewer.documents.text.page.words import whole_words
from reviewer.model.geometry import Quad, Rect

_UPON = 0.5
"""Part of the height of a mark, or of a line where that is lower, that both share where the mark lies upon the line."""

_MISSED = 2
"""Signs, but no letters and figures, that a mark may miss between two words: it ends a little before or after the last letter."""

_MOST_OF_WORD = 0.7
"""Part of a word's letters that a mark takes where the word is meant; who marks fewer means a part of it."""

Span = tuple[int, int]


def marked_spans(text: PageText, quads: Sequence[Quad]) -> tuple[Span, ...]:
    """Return the spans of a page's text that quads lie upon, in the order of the text; none where they lie upon no words.

    Words that are read between two marked ones without being marked part them; line numbers at the margin do not. As a drag does,
    it takes whole words where it takes parts of several.
    """
    taken = sorted({offset for quad in quads for offset in _under(text, quad)})
    skipped = {at for start, end in text.margin_numbers for at in range(start, end)}
    taken = [one for one in taken if one not in skipped] or taken
    strict = _joined(((one, one + 1) for one in taken), lambda start, end: not _between(text.text, start, end, skipped))
    runs = [without_marks(text, _grown(text.text, one, goes_on=len(strict) > 1), one) for one in strict]

    def is_missed(start: int, end: int) -> bool:
        between = _between(text.text, start, end, skipped)
        return len(between) <= _MISSED and not any(map(str.isalnum, between))

    return tuple(_joined(runs, is_missed))


def _grown(text: str, span: Span, *, goes_on: bool) -> Span:
    """Return a span grown to whole words; one within a word only where it takes most of that: its program's quad was short."""
    start, end = whole_words(text, *span, goes_on=goes_on)
    first, last = whole_words(text, *span, goes_on=True)
    return (first, last) if end - start >= _MOST_OF_WORD * (last - first) else (start, end)


def _under(text: PageText, quad: Quad) -> Iterator[int]:
    """Yield the code points, but white space, of which the middle lies under a quad."""
    around = quad.rect
    for at in text.lines_between(around.y0, around.y1):
        line = text.lines[at]
        if not _touches(text.line_rects[at], around):
            continue
        extent = _extent(quad, line.frame)
        common = min(extent.across1, line.extent.across1) - max(extent.across0, line.extent.across0)
        if common < _UPON * min(extent.height, line.extent.height):
            continue
        yield from _within(text, line, extent)


def _within(text: PageText, line: Line, extent: Extent) -> Iterator[int]:
    for offset in range(line.start, line.end):
        if not text.text[offset].isspace():
            low, high = span_along(text.boxes, offset, line.frame)
            if extent.along0 <= (low + high) / 2 <= extent.along1:
                yield offset


def _extent(quad: Quad, frame: Frame) -> Extent:
    alongs = [frame.along(one.x, one.y) for one in quad.points]
    acrosses = [frame.across(one.x, one.y) for one in quad.points]
    return Extent(min(alongs), max(alongs), min(acrosses), max(acrosses))


def _touches(one: Rect, other: Rect) -> bool:
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.y0 <= other.y1 and other.y0 <= one.y1


def _between(text: str, start: int, end: int, skipped: set[int]) -> str:
    """Return what can be seen between two places of the text."""
    return "".join(text[at] for at in range(start, end) if not text[at].isspace() and at not in skipped)


def _joined(spans: Iterable[Span], are_one: Callable[[int, int], bool]) -> list[Span]:
    """Return spans in order, with those as one between which `are_one` says that there is nothing."""
    found: list[Span] = []
    for start, end in spans:
        if found and (start <= found[-1][1] or are_one(found[-1][1], start)):
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
