"""What is typed for signs that most keyboards do not have: a hyphen or two for a dash, three points for an ellipsis.

Pure. Quotes are compared strictly; who finds nothing looks once more for what may have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

_DASHES = str.maketrans(dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "-"))
_DASH = re.compile(r"\s*-{1,3}\s*|\s*[\u2012-\u2015]\s*")
_ELLIPSIS = re.compile(r"\s*(?:(?:\.\s?){2,3}\.|\.?\s?\u2026(?:\s?\.)?)(?!\.)")
"""Three points, or four where a sentence ends before it."""


def as_typed(text: str) -> str:
    """Return a text with hyphens for its dashes; every code point keeps its place."""
    return text.translate(_DASHES)


def ways_of_typing(quote: str) -> Iterator[str]:
    """Yield what a quote may have been typed for, for texts as `as_typed` returns them: it, and it with other blanks.

    Dashes stand with blanks beside them or without, the points of an ellipsis apart or together.
    """
    plain = as_typed(quote)
    yield plain
    for dash in ("-", " - "):
        for before, between in (("", " "), ("", ""), (" ", " ")):
            yield _ELLIPSIS.sub(partial(_points, before, between), _DASH.sub(dash, plain))


def _points(before: str, between: str, found: re.Match[str]) -> str:
    """Return the points of an ellipsis set apart by some blanks."""
    count = found[0].replace("\u2026", "...").count(".")
    return before + between.join("." * count)
