"""Which way characters are written, by the Unicode Bidirectional Algorithm's classes (UAX 9).

Pure functions over single characters and strings; what follows from it for a line is `reordering`'s.
"""

from __future__ import annotations

import re
import unicodedata

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of the scripts that run from right to left, with their digits and marks."""
_BACKWARD = frozenset(("R", "AL"))
_FORWARD = frozenset(("L", "EN", "AN"))


def has_right_to_left(text: str) -> bool:
    """Tell whether a text has a character of a script that runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def is_mostly_backward(text: str) -> bool:
    """Tell whether most of a text's letters run from right to left; a thousand of them tell."""
    if not has_right_to_left(text):
        return False
    ways = [way for way in map(letter_way, text[:1000]) if way is not None]
    return sum(ways) * 2 > len(ways)


def is_backward(char: str) -> bool | None:
    """Tell whether a character runs from right to left; None for a sign or a space, which runs as its neighbours do.

    Digits run from left to right in every script.
    """
    found = bidi_class(char)
    return True if found in _BACKWARD else False if found in _FORWARD else None


def letter_way(char: str) -> bool | None:
    """Tell whether a letter runs from right to left; None for all that is no letter, digits too."""
    found = bidi_class(char)
    return True if found in _BACKWARD else False if found == "L" else None


def bidi_class(char: str) -> str:
    """Return a character's bidirectional class, "ON" for none."""
    return unicodedata.bidirectional(char) or "ON"
