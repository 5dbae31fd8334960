"""Owns what the words of a quote are when two versions of it are compared, each with its place. Pure.

A word is letters and digits with what stands within them ("didn't", "2.5"). Signs stand for themselves: every symbol that is not
known to be mere setting (currencies, ticked boxes, arrows, smileys), percent, a minus, a question mark, and what makes another
figure of one, a bracket around it alone or the strokes of feet and inches behind it. Bullets, rules and punctuation are setting.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reviewer.looking.folding import folded

_ONE_SHAPE = str.maketrans(
    dict.fromkeys("‘’‛ʼ‹›＇`´ʹˈ", "'") | dict.fromkeys("\u2010\u2011", "-") | dict.fromkeys("\u2012\u2013\u2014", "\u2212")
)
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PRIME = re.compile(r"(?<!\d)(?<!\d\s)′")
_SIGNS = frozenset("%‰&§@?°^(-\u2212′″‴")
"""Telling signs that are no symbols to Unicode."""
_SETTING = frozenset("▪►▸◦∙■●©®™|¦\u2500\u2501\u2502\u2503")
"""Symbols that only set a text: bullets, rules, marks of who owns a name."""
_CURRENCY = r"$¢£¥\u20a0-\u20cf"
_WORD = re.compile(
    rf"""(?:(?<!\w)\.(?=\d))?\w[\w\u0300-\u036f]*(?:'(?=[^\W\d_])\w+|(?<=\d)[.,:/](?=\d)\w+|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)\w+)*
    |[-\u2212](?=\s?[.{_CURRENCY}]?\d)|\((?=\s?[{_CURRENCY}]?\s?\d[\d.,\s]*[%{_CURRENCY}]?\s?\))
    |(?<=\d)[′″‴]|(?<=\d\s)[′″‴]|[^\w\s(′″‴\u2212-]""",
    re.VERBOSE,
)
_INITIAL = re.compile(r"[^\W\d_]\.\s?[A-Z]")
_JOINT = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s?(?=[^\W\d_])")
SOFT = "\u00ad"
"""The hyphen of a word that may be there for a line's end alone."""


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
        key = folded(self.written).replace("-", "").replace(SOFT, "")
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
        """Whether there is a digit in it, or a fraction."""
        return any(char.isnumeric() for char in self.written)

    @property
    def is_latin(self) -> bool:
        """Whether its letters are Latin ones: what is said here of misread letters is said of these."""
        return all(ord(char) < 0x250 or not char.isalpha() for char in unicodedata.normalize("NFKC", self.written))


def words_in(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


def words_of(text: str) -> list[Word]:
    """Return the words and telling signs of a text, in order. Words that a hyphen joins are one, over a line end too.

    U+00AD tells hyphens that may stand for a line's end alone, as those before a space do.
    """
    plain = _plain(text)
    found: list[Word] = []
    joints = {match.start(): match.end() for match in _JOINT.finditer(plain)}
    for match in _WORD.finditer(plain):
        written = _UNSEEN.sub("", match[0])
        if len(written) == 1 and not _is_telling(written):
            continue
        written = "-" if written == "\u2212" else written
        if found and joints.get(found[-1].end) == match.start():
            last = found.pop()
            joint = plain[last.end : match.start()]
            hyphen = "-" if joint == "-" else SOFT
            found.append(Word(f"{last.written}{hyphen}{written}", last.start, match.end()))
        elif written:
            found.append(Word(written, match.start(), match.end(), _INITIAL.match(plain, match.start()) is not None))
    return found


@lru_cache(maxsize=4096)
def _is_telling(char: str) -> bool:
    """Tell whether a single character is a letter, a digit, or a sign that stands for itself."""
    if char.isalnum() or char == "_" or char in _SIGNS:
        return True
    category = unicodedata.category(char)
    return category[0] == "S" and category != "Sk" and char not in _SETTING


def _plain(text: str) -> str:
    """Return a text with one shape of apostrophes and hyphens; every code point keeps its place."""
    return _PRIME.sub("'", text).translate(_ONE_SHAPE)
