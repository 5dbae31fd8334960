"""Owns what letters are looked up as: which spellings are one and the same to whoever looks for a word. Pure.

Alike are small and capital letters, letters with and without accents, ligatures and what they are made of, "ß" and "ss", "ı" and
"i", Arabic with and without vowel signs, tatweel, hamza and the dots of a final letter, digits of any script. Signs of scripts
that cannot be read without them (Thai, Devanagari, the voiced sounds of kana) stay.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from reviewer.looking.between import RAISED

SPACELESS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff\u0e00-\u0e4f\u0e80-\u0ecf\u1000-\u103f\u1780-\u17d3"
)
"""Scripts that put no spaces between words, for a class of a pattern: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""

MARKS = (
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71"
    "\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a"
)
"""Signs above, below and beside letters that are kept, as they stand in a class of a pattern: part of a word, and no letter."""

_FIRST_KEPT = 0x0900
_LATER_ACCENTS = ((0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE2F))
_MOST_FOLDS = 20_000
"""Characters whose folding is kept: more than any honest document has."""

_OTHER = {
    "\u0131": "i",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ð": "d",
    "Ð": "d",
    "ħ": "h",
    "Ħ": "h",
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "þ": "th",
    "Þ": "th",
    "\u0671": "\u0627",
    "\u0649": "\u064a",
    "\u06cc": "\u064a",
    "\u0629": "\u0647",
    "\u06a9": "\u0643",
    "\u0640": "",
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2010": "-",
    "\u2011": "-",
}
"""What no decomposition says: letters with a stroke, Arabic letters of one sound, quotation marks."""


class _Folds(dict[int, str]):
    """What each character is looked up as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _MOST_FOLDS:
            self.clear()
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(letter: str) -> str:
    other = _OTHER.get(letter)
    if other is not None:
        return other
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if unicodedata.decomposition(letter).startswith("<super>"):
        return RAISED + unicodedata.normalize("NFKD", letter).casefold()  # no part of the word before it
    apart = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(_OTHER.get(one, one) for one in apart if not _is_accent(one))


def _is_accent(sign: str) -> bool:
    code = ord(sign)
    if code >= _FIRST_KEPT and not any(first <= code <= last for first, last in _LATER_ACCENTS):
        return False
    return unicodedata.category(sign) == "Mn"


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Return a text as it is looked up."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def spans_before(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where spans of a folded text, none of them empty, stand in the text that it was made of, with the accents behind."""
    if not spans or text.isascii():
        return spans
    ends = list(accumulate(len(_FOLDS[ord(one)]) for one in text))
    return [(bisect_right(ends, start), bisect_right(ends, end)) for start, end in spans]
