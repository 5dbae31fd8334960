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
"""Words shown before and after the place."""

_DIGITS = re.compile(r"\d+")


def body_snippets(pages: Mapping[T, str], terms: Sequence[tuple[str, bool]]) -> dict[T, str]:
    """Return, for the pages that have the words in a running head and in their body too, a place in the body.

    Args:
        pages: The texts of the pages of one document that have all the terms.
        terms: Words or phrases that are sought, and whether each is only the beginning of one.

    """
    sought = re.compile("|".join(_pattern(text, prefix=prefix) for text, prefix in terms), re.IGNORECASE)
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
            found[page] = _around("\n".join(body), place.start())
    return found


def _pattern(text: str, *, prefix: bool) -> str:
    words = r"\s+".join(re.escape(one) for one in text.split())
    return rf"(?<!\w){words}" + ("" if prefix else r"(?!\w)")


def _levelled(line: str) -> str:
    """Return what a line says on every page: its page number is another on each."""
    return " ".join(_DIGITS.sub("#", line).casefold().split())


def _around(text: str, place: int) -> str:
    before, after = text[:place].split(), text[place:].split()
    shown = [*before[-_BEFORE:], *after[:_AFTER]]
    return ("…" if len(before) > _BEFORE else "") + " ".join(shown) + ("…" if len(after) > _AFTER else "")
