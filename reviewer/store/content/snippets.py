"""Which words of a text a hit shows: those around a place of what was looked for, rather in the body of a page than in a running
head that stands on every page. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from reviewer.looking.between import LINE_END
from reviewer.looking.finder import Finder

RUNNING = 3
"""Pages of one document on which a line with the words stands from which on it is taken for a running head."""

BEFORE, _AFTER = 6, 10
"""Words shown before the place, and from its beginning on."""

_LEAST_AFTER = 3
"""Words shown after it, however many it has."""

_REACH = 400
"""Code points on either side that are looked at for them: in scripts without spaces a page may be one word."""
_LONGEST = 160
"""Code points shown before the place, and after it."""

_CLOSE = 60
"""Code points within which places are shown together."""
_MOST_PLACES = 500
"""Places on one page among which the best is chosen."""

_DIGITS = re.compile(r"\d+")
_BREAK = re.compile(rf"(?<=[^\W\d_])(?:\u00ad|[-\u2010\u2011\u00ad]{LINE_END})(?=[^\W\d_])")


def snippet_of(
    text: str,
    finder: Finder,
    running: Set[str] = frozenset(),
    *,
    before: int = BEFORE,
    spans: Sequence[tuple[int, int]] | None = None,
) -> str:
    """Return the words around the first place of what was looked for, in the body if it stands there; else the first ones.

    Args:
        text: The whole text.
        finder: Finds what was looked for.
        running: Running heads, as `running_heads` has them.
        before: Words shown before the place.
        spans: Where it stands, if that is known.

    """
    spans = finder.spans(text) if spans is None else spans
    body = [one for one in spans if not running or _levelled(_line_at(text, one[0])) not in running]
    if not spans:
        return _around(text, (0, 0), "", before)
    start, end = _fullest(text, body or spans)
    first = text.rfind("\n", 0, start) + 1 if running and body else 0
    while running and body and first and _levelled(_line_at(text, first - 1)) not in running:
        first = text.rfind("\n", 0, first - 1) + 1
    joined = _BREAK.sub("", text[start:end])
    as_found = joined if finder.spans(joined) == [(0, len(joined))] else text[start:end]
    return _around(text[first:], (start - first, end - first), as_found, before)


def running_heads(pages: Iterable[tuple[int, str, Sequence[tuple[int, int]]]]) -> Mapping[int, Set[str]]:
    """Return, by document, the lines with what was looked for that stand on several of the pages.

    Args:
        pages: Of each page its document, its text, and where what was looked for stands.

    """
    heads: dict[int, Counter[str]] = {}
    for document, text, spans in pages:
        lines = {_levelled(_line_at(text, start)) for start, _ in spans}
        heads.setdefault(document, Counter()).update(lines)
    return {document: {line for line, count in each.items() if count >= RUNNING} for document, each in heads.items()}


def _fullest(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the place from which on most of what was looked for stands close together, the first of several."""
    said = [text[start:end].casefold() for start, end in spans[:_MOST_PLACES]]
    starts = [start for start, _ in spans[:_MOST_PLACES]]
    if len(set(said)) < 2:
        return spans[0]
    most = [len(set(said[at : bisect_right(starts, start + _CLOSE)])) for at, start in enumerate(starts)]
    return spans[most.index(max(most))]


def _line_at(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def _levelled(line: str) -> str:
    """Return what a line says on every page: its page number is another on each."""
    return " ".join(_DIGITS.sub("#", line).casefold().split())


def _around(text: str, span: tuple[int, int], as_found: str, most: int) -> str:
    start, end = span
    near, beyond = (one.replace("\u00ad", "") for one in (text[max(0, start - _REACH) : start], text[end : end + _REACH]))
    before, found, after = near.split(), as_found.replace("\u00ad", "").split(), beyond.split()
    left = max(_LEAST_AFTER, _AFTER - len(found))
    lead, tail = " ".join(before[-most:]), " ".join(after[:left])
    cut = len(before) > most or len(lead) > _LONGEST, len(after) > left or len(tail) > _LONGEST
    lead, tail = lead[-_LONGEST:], tail[:_LONGEST]
    gaps = " " if near[-1:].isspace() else "", " " if beyond[:1].isspace() else ""
    middle = lead + gaps[0] + " ".join(found) + gaps[1] + tail
    return ("…" if cut[0] else "") + middle.strip() + ("…" if cut[1] else "")
