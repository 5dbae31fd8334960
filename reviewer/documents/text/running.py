"""Running headers and footers where a passage goes on from one page to the next: what its quads and its quote leave out.

Pure. Stricter than `furniture`, which only helps to find a quote: here a line runs only where the same line stands at the same
height of another page that the passage touches, its numbers equal or counting the pages. What a passage consists of is not
changed by it: positions stay where they are, and the quote as printed has every line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from reviewer.documents.text.lines import Line
from reviewer.documents.text.page_text import PageText

_DIGITS = re.compile(r"\d+")
_DEEPEST = 40
"""Lines from an end of a page that are looked at: a pleading's line numbers are 28."""
_SAME_HEIGHT = 2.0
"""Page units by which a running line may stand higher or lower than on another page."""
_APART = 2
"""Pages on either side on which a running line is looked for: left and right pages have different ones."""

Body = tuple[int, int]
"""The code points of a page between its running header and its running footer."""


def bodies(pages: Mapping[int, PageText], first: int, last: int) -> dict[int, Body]:
    """Return the bodies of the given pages from `first` to `last`: only what stands between these can be in a passage's midst."""
    touched = [pages[page] for page in range(first, last + 1) if page in pages]
    found: dict[int, Body] = {}
    for text in touched:
        others = [one for one in touched if 0 < abs(one.page - text.page) <= _APART]
        running_first = _running(text, text.lines[:_DEEPEST], others) if text.page > first else []
        running_last = _running(text, text.lines[: -_DEEPEST - 1 : -1], others) if text.page < last else []
        low = running_first[-1].end if running_first else 0
        high = running_last[-1].start if running_last else len(text.text)
        found[text.page] = (low, high)
    return found


def within(text: PageText, span: tuple[int, int], body: Body) -> tuple[int, int]:
    """Return the part of a span that lies in the page's body; all of it where nothing else would remain, for then it is meant."""
    low, high = max(span[0], body[0]), min(span[1], body[1])
    return span if low >= high or text.text[low:high].isspace() else (low, high)


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
