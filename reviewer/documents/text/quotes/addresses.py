"""Web addresses that lines break: telling that one goes on, where nothing but its own signs can tell it.

Pure functions over strings.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?|ftp)://|(?<!\w)www\.|\w\.[a-z]{2,}/", re.IGNORECASE)
_LONGEST = 2048
"""Code points of an address that are looked at."""

_INSIDE = "=&_%#~+"
"""Signs that an address has in its midst and no sentence at its end."""

_BEGINS = re.compile(r"[/?=&_]\w|%[\dA-Fa-f]{2}|\.[a-z]{2,5}(?![a-z])")
"""What a word in a sentence does not begin with."""

_REST = re.compile(r"(?!(?:https?:|ftp:|www\.))[\w%~+.,:;@-]*(?:[/_=&%#~]|\?\w|\.[a-z]{2,5}(?![a-z]))", re.IGNORECASE)
"""A word that is one in an address only."""


def is_address(line: str, *, begun: bool) -> bool:
    """Tell whether a line ends within a web address, or with one; `begun` says that it begins within one."""
    words = line.rsplit(None, 1)
    if not words or line[-1].isspace():
        return False
    return (begun and len(words) == 1) or _ADDRESS.search(words[-1][-_LONGEST:]) is not None


def goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether an address goes on behind a line end.

    Args:
        text: What the lines say.
        end: Up to where the line before has some of an address.
        start: Where the next line begins.

    """
    sign, after = text[end - 1 : end], text[start : start + 1]
    if not sign or not after:
        return False
    if text.endswith("://", 0, end) or _BEGINS.match(text, start):
        return True
    if sign in _INSIDE or sign in "-\u2010\u2011":
        return after.isalnum()
    return sign in "/?" and _REST.match(text, start, start + _LONGEST) is not None
