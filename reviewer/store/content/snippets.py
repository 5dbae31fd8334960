"""Which words of a page a hit shows: those of the body rather than a running head that stands on every page. Pure.

FTS5 chooses the beginning of a page where all its places are alike, and there the running head is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

RUNNING = 3
"""Pages of one document on which a line with the words stands from which on it is taken for a running head."""

_BEFORE, _AFTER = 6, 10
"""Words shown before the place, and from its beginning on."""

_LEAST_AFTER = 3
"""Words shown after it, however many it has."""

_DIGITS = re.compile(r"\d+")


def snippet_of(text: str, terms: Sequence[tuple[str, bool]]) -> str | None:
    """Return the words of a page around the first place of any of the terms, or None where none of them stands there so."""
    place = _sought(terms).search(text)
    return None if place is None else _around(text, *place.span())


def body_snippets(pages: Mapping[T, str], terms: Sequence[tuple[str, bool]]) -> dict[T, str]:
    """Return, for the pages that have the words in a running head and in their body too, a place in the body.

    Args:
        pages: The texts of the pages of one document that have all the terms.
        terms: Words or phrases that are sought, and whether each is only the beginning of one.

    """
    sought = _sought(terms)
    heads = Counter(
        line for text in pages.values() for line in {_levelled(one) for one in text.split("\n") if sought.search(one)}
    )
    running = {line for line, count in heads.items() if count >= RUNNING}
    found = {}
    for page, text in pages.items():
        lines = text.split("\n")
        body = [one for one in lines if _levelled(one) not in running]
        place = sought.search("\n".join(body)) if len(body) < len(lines) else None
        if place is not None:
            found[page] = _around("\n".join(body), *place.span())
    return found


def _sought(terms: Sequence[tuple[str, bool]]) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(text, prefix=prefix) for text, prefix in terms), re.IGNORECASE)


def _pattern(text: str, *, prefix: bool) -> str:
    words = r"\s+".join(re.escape(one) for one in text.split())
    return rf"(?<!\w){words}" + ("" if prefix else r"(?!\w)")


def _levelled(line: str) -> str:
    """Return what a line says on every page: its page number is another on each."""
    return " ".join(_DIGITS.sub("#", line).casefold().split())


def _around(text: str, start: int, end: int) -> str:
    before, found, after = text[:start].split(), text[start:end].split(), text[end:].split()
    left = max(_LEAST_AFTER, _AFTER - len(found))
    shown = " ".join(before[-_BEFORE:]), text[start:end], " ".join(after[:left])
    gaps = " " if text[start - 1 : start].isspace() else "", " " if text[end : end + 1].isspace() else ""
    middle = shown[0] + gaps[0] + " ".join(shown[1].split()) + gaps[1] + shown[2]
    return ("…" if len(before) > _BEFORE else "") + middle.strip() + ("…" if len(after) > left else "")
