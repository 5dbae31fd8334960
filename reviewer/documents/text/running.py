"""Running headers and footers of pages whose boxes are known.

Pure. Stricter than `bare_pages`, which only helps to find a quote: here a line runs only where the same line stands at the same
height of another page that the passage touches, its numbers equal or counting the pages; or where the text has it first though it
stands below everything else, or last though it stands above everything else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from reviewer.documents.text.lines import Line
from reviewer.documents.text.margin import Span
from reviewer.documents.text.page_text import PageText

_DIGITS = re.compile(r"\d+")
_DEEPEST = 40
"""Lines from an end of a page that are looked at: a pleading's line numbers are 28."""
_SAME_HEIGHT = 2.0
"""Page units by which a running line may stand higher or lower than on another page."""
_APART = 2
"""Pages on either side on which a running line is looked for: left and right pages have different ones."""
_FEWEST_LINES = 5
"""Lines of a page from where on their order is a sign."""


def running_spans(pages: Mapping[int, PageText], first: int, last: int) -> dict[int, tuple[Span, ...]]:
    """Return the running lines of each given page from `first` to `last`, in the order of its text."""
    touched = [pages[page] for page in range(first, last + 1) if page in pages]
    return {text.page: _spans(text, [one for one in touched if 0 < abs(one.page - text.page) <= _APART]) for text in touched}


def _spans(text: PageText, others: Sequence[PageText]) -> tuple[Span, ...]:
    """Return one page's running lines, from both ends of its text up to the first line that does not run."""
    lines = text.lines
    headers, footers = _running(text, lines[:_DEEPEST], others), _running(text, lines[: -_DEEPEST - 1 : -1], others)
    found = {one.start: one for one in (*headers, *footers, *_out_of_order(lines))}
    return tuple((start, min(found[start].end + 1, len(text.text))) for start in sorted(found))


def _out_of_order(lines: Sequence[Line]) -> list[Line]:
    """Return a first line that stands below all others of its page, and a last one that stands above them."""
    if len(lines) < _FEWEST_LINES:
        return []
    level = [one for one in lines if one.frame.same_way(lines[1].frame)]
    tops, bottoms = sorted(one.extent.across0 for one in level), sorted(one.extent.across1 for one in level)
    found = []
    if level[0] is lines[0] and lines[0].extent.across0 >= bottoms[-2]:
        found.append(lines[0])
    if level[-1] is lines[-1] and lines[-1].extent.across1 <= tops[1]:
        found.append(lines[-1])
    return found


def _running(text: PageText, lines: Sequence[Line], others: Sequence[PageText]) -> list[Line]:
    """Return the lines that run, up to the first that does not; none where all do, for then whole pages are alike."""
    running = list(itertools.takewhile(lambda line: _runs(text, line, others), lines))
    return [] if len(running) == len(lines) else running


def _runs(text: PageText, line: Line, others: Iterable[PageText]) -> bool:
    """Tell whether a line stands on another page too."""
    return any(
        _alike(_words(text, line), _words(other, twin), other.page - text.page)
        for other in others
        for twin in (*other.lines[:_DEEPEST], *other.lines[-_DEEPEST:])
        if _same_height(line, twin)
    )


def _same_height(line: Line, twin: Line) -> bool:
    tops, bottoms = line.extent.across0 - twin.extent.across0, line.extent.across1 - twin.extent.across1
    return max(abs(tops), abs(bottoms)) <= _SAME_HEIGHT and line.frame.same_way(twin.frame)


def _words(text: PageText, line: Line) -> str:
    return " ".join(text.text[line.start : line.end].split())


def _alike(words: str, others: str, pages_on: int) -> bool:
    """Tell whether two lines say the same, but for numbers that count the pages."""
    if words == others:
        return True
    if _DIGITS.sub("#", words) != _DIGITS.sub("#", others):
        return False
    pairs = zip(_DIGITS.findall(words), _DIGITS.findall(others), strict=True)
    return all(one == other or (len(one + other) <= 40 and int(other) - int(one) == pages_on) for one, other in pairs)
