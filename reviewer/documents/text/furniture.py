"""Running headers, footers and page numbers: the lines at the ends of pages that no sentence means to quote.

Pure functions over the texts of pages. Used only to follow a sentence from one page to the next; what is marked is never cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

_NUMBER = re.compile(r"\W*(?:page|p\.|seite|s\.)?\s*(?:\d{1,6}|[ivxlcdm]{1,8})(?:\s*(?:of|/|von)\s*\d{1,6})?\W*", re.IGNORECASE)
"""A line that is a page's number: "17", "- iv -", "Page 3 of 14"."""
_DIGITS = re.compile(r"\d+")
_REPEATED = 3
"""Pages at whose ends a line must stand, numbers aside, to be a running one; two in a document of no more than five pages."""
_RUNNING = 12
"""Lines from an end of a page, blank ones too, among which running ones are looked for."""
_DEEPEST = 40
"""Lines from an end of a page that are looked at: a pleading's line numbers are 28."""


def bare_pages(texts: Mapping[int, str]) -> dict[int, str]:
    """Return the texts with running lines at the ends of pages made blank; every code point keeps its place."""
    shapes: Counter[str] = Counter()
    for text in texts.values():
        ends = (*text.split("\n", _RUNNING)[:_RUNNING], *text.rsplit("\n", _RUNNING)[-_RUNNING:])
        shapes.update({_shape(line) for line in ends if line and not line.isspace()})
    needed = _REPEATED if len(texts) > 5 else 2
    running = {shape for shape, count in shapes.items() if count >= needed}
    return {page: _bare(text, running) for page, text in texts.items()}


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _shape(line: str) -> str:
    """Return a line with its numbers made alike."""
    return _DIGITS.sub("#", " ".join(line.split()))


def _bare(text: str, running: set[str]) -> str:
    """Return one page's text with the running lines at both ends made blank."""
    lines = list(_lines(text))[:-1] if text.endswith("\n") else list(_lines(text))
    blank = {*_from_the_end(text, lines, running), *_from_the_end(text, lines[::-1], running)}
    if not blank:
        return text
    parts = list(text)
    for start, end in blank:
        parts[start:end] = " " * (end - start)
    return "".join(parts)


def _from_the_end(text: str, lines: Iterable[tuple[int, int]], running: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the running lines that come first, up to the first line that is none."""
    for (start, end), _ in zip(lines, range(_DEEPEST), strict=False):
        line = text[start:end].strip()
        if not line:
            continue
        if not (_NUMBER.fullmatch(line) or _shape(line) in running):
            return
        yield start, end
