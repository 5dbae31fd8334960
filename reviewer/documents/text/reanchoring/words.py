"""Owns what the words of a quote are when two versions of it are compared, each with its place. Pure.

A word is letters and digits with what stands within them ("didn't", "2.5"); signs that change what is said stand for themselves:
percent and currency, a minus, a question mark. All other punctuation is how something is set, not what it says.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from reviewer.looking.folding import folded

_ONE_SHAPE = str.maketrans(
    dict.fromkeys("‘’‛′ʼ‹›＇`´ʹˈ", "'") | dict.fromkeys("\u2010\u2011", "-") | dict.fromkeys("\u2012\u2013\u2014", "\u2212")
)
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SIGNS = r"%‰$€£¥₹¢°±<>=≤≥≠≈×÷&§@+?√"
_WORD = re.compile(
    rf"""(?:(?<!\w)\.(?=\d))?\w+(?:'(?=[^\W\d_])\w+|(?<=\d)[.,:/](?=\d)\w+|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)\w+)*
    |[{_SIGNS}]|[-\u2212](?=\s?[.$€£¥]?\d)""",
    re.VERBOSE,
)
_INITIAL = re.compile(r"[^\W\d_]\.\s?[A-Z]")
_JOINT = re.compile(r"(?<=[^\W\d_])-\s?(?=[^\W\d_])")


@dataclass(frozen=True)
class Word:
    """A word of a quote: how it is written, and where it stands in the quote.

    `is_initial`: a letter with a full stop before a capital, as in “I. Jones”.
    """

    written: str
    start: int
    end: int
    is_initial: bool = False

    @cached_property
    def key(self) -> str:
        """What it is compared by: small letters, without accents and marks of its setting."""
        if self.is_sign:
            return self.written
        key = folded(self.written).replace("-", "")
        return key if self.has_digit else key.replace(".", "")

    @cached_property
    def letters(self) -> str:
        """Its key without apostrophes."""
        return self.key.replace("'", "")

    @property
    def is_sign(self) -> bool:
        """Whether it is a sign that stands for itself."""
        return not any(char.isalnum() for char in self.written)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or has one within."""
        return any(char.isupper() for char in self.written)

    @property
    def has_digit(self) -> bool:
        """Whether there is a digit in it."""
        return any(char.isdigit() for char in self.written)

    @property
    def is_latin(self) -> bool:
        """Whether its letters are Latin ones: what is said here of misread letters is said of these."""
        return all(ord(char) < 0x250 or not char.isalpha() for char in unicodedata.normalize("NFKC", self.written))


def words_in(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


def words_of(text: str) -> list[Word]:
    """Return the words and telling signs of a text, in order. Words that a hyphen joins are one, over a line end too."""
    plain = _plain(text)
    found: list[Word] = []
    joints = {match.start(): match.end() for match in _JOINT.finditer(plain)}
    for match in _WORD.finditer(plain):
        written = _UNSEEN.sub("", match[0])
        written = "-" if written == "\u2212" else written
        if found and joints.get(found[-1].end) == match.start():
            last = found.pop()
            found.append(Word(f"{last.written}-{written}", last.start, match.end()))
        elif written:
            found.append(Word(written, match.start(), match.end(), _INITIAL.match(plain, match.start()) is not None))
    return found


def _plain(text: str) -> str:
    """Return a text with one shape of apostrophes and hyphens; every code point keeps its place."""
    return text.translate(_ONE_SHAPE)
