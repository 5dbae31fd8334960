"""What is put on the clipboard for a selection, to be pasted into a mail or a table.

Lines stay lines, but what stands beside each other is one line, and words that a line end breaks are whole. Pure; which words
there are is asked of the pages at hand: a quote (`quoting`) is made with what the document says elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise

from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.words import HYPHENS, without_controls
from reviewer.documents.text.quotes.hyphens import breaks_words, join_lines
from reviewer.documents.text.selecting.selection import Part, whole_and_starts

_MOST_LINES = 20_000
"""Line ends of a selection that are looked at: more are copied as they are printed."""

_MOST_PAGES = 4
"""Pages from which words are known, those of the selection first."""

_CELL, _RUN = "\t", " "
_BREAK = re.compile(rf"(?<=\w)[{HYPHENS}][^\S\n]*\n\s*")
_BROKEN = re.compile(rf"\w+(?:[{HYPHENS}][^\S\n]*\n\s*\w+)+")
_WORDS = re.compile(rf"[^\W_]+(?:[{HYPHENS}][^\W_]+)*")
_HYPHEN = re.compile(f"[{HYPHENS}]")


def copied(pages: Mapping[int, PageText], parts: list[Part]) -> str:
    """Return the words of a selection as they are copied.

    Args:
        pages: The texts at hand, all pages of the selection among them.
        parts: What the selection consists of.

    """
    printed, starts = whole_and_starts(parts)
    if printed.count("\n") > _MOST_LINES:
        return without_controls(printed)
    chars = [*without_controls(printed)]
    for part, start in zip(parts, starts, strict=True):
        page = pages[part.page]
        for found in re.finditer("\n", part.printed):
            chars[start + found.start()] = _between(page, part.start + found.start())
    texts = {part.page: part.text for part in parts[:_MOST_PAGES]}
    near = texts | {number: page.text for number, page in pages.items()}
    known = _known_in([*near.values()][:_MOST_PAGES])
    kept = {*join_lines(printed, known, cache(lambda: breaks_words(texts.values(), known))).starts}
    for found in _BREAK.finditer(printed):
        if found.start() not in kept:
            chars[found.start() : found.end()] = [""] * (found.end() - found.start())
    return "".join(chars)


def _between(page: PageText, line_end: int) -> str:
    """Return what stands in a line end's place: a tab between cells of a row, a space within a line, and else a line end."""
    before, after = page.line_at(line_end), page.line_at(line_end + 1)
    if before is None or after is None:
        return "\n"
    if before == after:
        return _RUN
    return _CELL if _stand_beside(before, after) else "\n"


def _stand_beside(one: Line, other: Line) -> bool:
    """Tell whether two lines are on the same height, and neither is over the other."""
    if not one.frame.same_way(other.frame):
        return False
    mine, its = one.extent, other.extent
    common = min(mine.across1, its.across1) - max(mine.across0, its.across0)
    apart = mine.along1 <= its.along0 or its.along1 <= mine.along0
    return apart and common > min(mine.height, its.height) / 2


def _known_in(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a word stands in some texts where no line end breaks it, whatever its capitals."""
    words: set[str] = set()
    for text in texts:
        for word in _WORDS.findall(_BROKEN.sub(" ", text.casefold())):
            sides = _HYPHEN.split(word)
            words.update(sides)
            words.update(f"{one}-{other}" for one, other in pairwise(sides))
    return lambda word: word.casefold() in words
