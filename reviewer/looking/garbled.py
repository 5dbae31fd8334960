"""Whether the text of a page makes sense, or was garbled by whoever made the file: letters without meaning, words that are none.

Owns that measure. It knows no dictionary: words of languages with Latin letters have vowels, and capitals where they begin or
throughout. Of other scripts only letters without meaning are told. Pure.
"""

from __future__ import annotations

import re
import unicodedata

_LEAST_LETTERS = 20
"""Fewer say nothing."""

_READ = 4000
"""Code points that are looked at: an ordinary page, so that a crowded one keeps nobody waiting."""

_MEANINGLESS = 0.02
"""Share of letters that have no meaning from which on a text is garbled: a sign or two that a font lacks are no harm."""

_LEAST_WORDS = 20
_SENSIBLE = 0.5
"""Share of words that could be some, below which a text is garbled. Of tables of codes half of them can, of prose nearly all."""

_WORD = re.compile(r"[^\W_]{3,}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_VOWEL = re.compile(r"[aeiouyà-æè-ïò-öø-ýāēīōū]", re.IGNORECASE)
_HEAP = re.compile(r"[^aeiouyà-æè-ïò-öø-ýāēīōū]{6}", re.IGNORECASE)
"""Six consonants on end, which hardly any word has."""


def is_garbled(text: str) -> bool:
    """Tell whether the text of a page is likely not what the page shows."""
    text = text[:_READ]
    letters = [one for one in text if not one.isspace()]
    if len(letters) < _LEAST_LETTERS:
        return False
    meaningless = sum(one == "\ufffd" or unicodedata.category(one) in {"Co", "Cc", "Cn"} for one in letters)
    if meaningless > _MEANINGLESS * len(letters):
        return True
    words = [one for one in _WORD.findall(text) if not one.isdigit()]
    if len(words) < _LEAST_WORDS or len(_LATIN.findall(text)) < len(letters) / 2:
        return False
    return sum(map(could_be_word, words)) < _SENSIBLE * len(words)


def could_be_word(word: str) -> bool:
    """Tell whether letters have the shape of a word; of other scripts than Latin, whether they are letters."""
    if not word.isalpha():
        return False
    if _LATIN.search(word) is None:
        return True
    shaped = word.islower() or word.isupper() or word.istitle() or word[1:].islower()
    return shaped and _VOWEL.search(word) is not None and _HEAP.search(word) is None
