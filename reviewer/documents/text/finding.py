"""Finding what a reader types, forgivingly: for looking a word up, not for evidence (`quote` is strict).

Pure. Alike are small and capital letters, letters with and without accents, any white space and line ends, and a word broken by a
hyphen at a line end, a Chinese or Japanese one by any. All offsets count code points of the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reviewer.documents.text.page.words import CJK, is_cjk

LONGEST = 400
"""Code points of what is looked for that count; more than anybody types."""

_BREAK = "(?:[-\u2010\u00ad][^\\S\\n]*\\n\\s*|\u00ad)?"
"""A word's break at a line end, or where there may be one."""

_HYPHEN = "[-\u00ad]"
"""Fonts with one glyph for both give nothing but the soft one."""

_ANYWHERE = r"(?:[^\S\n]*\n\s*)?"
"""A line end between two letters of a script without spaces."""

_CLOSE = "\u2013/"
"""Signs behind which a line ends within a number, a name or a web address."""

_NO_LETTER_BEFORE = rf"(?<![^\W{CJK}])"
_NO_LETTER_AFTER = rf"(?![^\W{CJK}])"
"""Where a word begins and ends, as an index of words has it: in scripts without spaces each letter is one."""

_MOST_FOLDS = 20_000
"""Characters whose folding is kept: more than any honest document has."""

_SHAPES = {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2011": "-"}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together. `whole` and `begins`: whether the last one ends, and the first begins, where a word does."""

    words: str
    begins: bool = False
    whole: bool = False


class Finder:
    """Finds any of some terms in one text after another.

    Args:
        terms: What is looked for. Words in a term may be parted by white space, and those of one that begins where a word does by
            anything that is no letter, as an index of words has it.

    """

    def __init__(self, terms: Sequence[Term]) -> None:
        patterns = [one for one in map(_pattern, terms) if one]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    @classmethod
    def of_text(cls, text: str) -> Finder:
        """Find a text wherever it stands, also within words."""
        return cls((Term(text[:LONGEST]),))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return self._pattern is None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the terms stand in a text, start and end, in order and without overlaps."""
        if self._pattern is None:
            return []
        folded = text.translate(_FOLDS)
        found = [one.span() for one in self._pattern.finditer(folded)]
        if not found or text.isascii():
            return found
        ends = list(accumulate(len(_FOLDS[ord(one)]) for one in text))
        return [(bisect_right(ends, start), bisect_right(ends, end - 1) + 1) for start, end in found]


class _Folds(dict[int, str]):
    """What each character is looked up as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _MOST_FOLDS:
            self.clear()
        letter = chr(code)
        apart = unicodedata.normalize("NFKD", _SHAPES.get(letter, letter)).casefold()
        folded = "".join(one for one in apart if not unicodedata.combining(one))
        self[code] = folded
        return folded


_FOLDS = _Folds()


def _pattern(term: Term) -> str:
    folded = term.words[:LONGEST].translate(_FOLDS)
    if term.begins:
        words, gap = re.findall(r"\w+", folded), r"\W+"
    else:
        words, gap = folded.split(), r"\s+"
    if not words:
        return ""
    found = gap.join(_printed(word) for word in words)
    before = _NO_LETTER_BEFORE if term.begins and not is_cjk(words[0][0]) else ""
    return before + found + (_NO_LETTER_AFTER if term.whole and not is_cjk(words[-1][-1]) else "")


def _printed(word: str) -> str:
    """Return the pattern of a word however lines break it: Chinese and Japanese ones anywhere, others at a hyphen or a dash."""
    found = re.escape(word[0])
    for before, letter in pairwise(word):
        anywhere = before in _CLOSE or (is_cjk(before) and is_cjk(letter))
        found += (_ANYWHERE if anywhere else _BREAK) + (_HYPHEN if letter == "-" else re.escape(letter))
    return found
