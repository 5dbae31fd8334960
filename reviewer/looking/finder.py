"""Finding what a reader types, forgivingly: for looking a word up, not for evidence (`quote` is strict).

Pure. Alike are the spellings that `folding` takes for one, any white space and line ends, and a word broken by a hyphen at a line
end, one of a script without spaces by any; what `between` names is read over. All offsets count code points of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.looking.between import CLOSING, LINE_END, LINE_NUMBER, MARK, MARKED, WIDE
from reviewer.looking.folding import MARKS, SPACELESS, folded, spans_before

LONGEST = 400
"""Code points of what is looked for that count; more than anybody types."""

_BREAK = f"(?:[-\u00ad]{LINE_END}|\u00ad)?"
"""A word's break at a line end, or where there may be one."""

_HYPHEN = "[-\u00ad]"
"""Fonts with one glyph for both give nothing but the soft one."""

_ANYWHERE = f"(?:{LINE_END})?"
"""A line end between two letters of a script without spaces."""

_CLOSE = "\u2013/"
"""Signs behind which a line ends within a number, a name or a web address."""

_NO_LETTER_BEFORE = rf"(?<![^\W_{SPACELESS}]{{letter}})"
"""Stands behind the first letter: a pattern that begins with a letter is found ten times as fast."""
_NO_LETTER_AFTER = rf"(?!(?:[^\W_{SPACELESS}]|(?![{SPACELESS}])[{MARKS}]))"
"""Where a word begins and ends, as an index of words has it: in scripts without spaces each letter is one."""

_MARKED_END = rf"(?:{_NO_LETTER_AFTER}|(?={MARK}))"
"""The same of a word that may have the mark of a footnote on it."""

_NUMBERED = rf"(?:(?<=\n){LINE_NUMBER})?"
"""The number of a line behind a gap between words that ends a line."""

_WORD = re.compile(rf"(?:[^\W_]|[{MARKS}])+")
_SPACELESS = re.compile(f"[{SPACELESS}]")


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
        return spans_before(text, [one.span() for one in self._pattern.finditer(folded(text))])


def _pattern(term: Term) -> str:
    asked = folded(term.words[:LONGEST])
    if term.begins:
        words, gap = _WORD.findall(asked), rf"[\W_]+{_NUMBERED}"
    else:
        words, gap = asked.split(), rf"\s+{_NUMBERED}"
    if not words:
        return ""
    found = "".join(_printed(word) + (rf"(?:{CLOSING}{MARK})?" if _may_be_marked(word) else "") + gap for word in words[:-1])
    found += _set_wide(words[0]) if len(words) == 1 and term.begins else _printed(words[-1])
    if term.begins and not _is_spaceless(words[0][0]):
        letter = re.escape(words[0][0])
        found = letter + _NO_LETTER_BEFORE.format(letter=letter) + found[len(letter) :]
    end = _MARKED_END if _may_be_marked(words[-1]) else _NO_LETTER_AFTER
    return found + (end if term.whole and not _is_spaceless(words[-1][-1]) else "")


def _may_be_marked(word: str) -> bool:
    letters = re.sub(rf"{CLOSING}\Z", "", word)[-MARKED:]
    return len(letters) == MARKED and letters.isalpha() and not _is_spaceless(letters[-1])


def _set_wide(word: str) -> str:
    """Return the pattern of a word that may be set wide."""
    if len(word) < WIDE or not word.isalpha() or _is_spaceless(word[0]):
        return _printed(word)
    rest = " ".join(map(re.escape, word))[len(re.escape(word[0])) :]
    return rf"{re.escape(word[0])}(?:{_printed(word)[len(re.escape(word[0])) :]}|{rest}(?! \w(?!\w)))"


def _printed(word: str) -> str:
    """Return the pattern of a word however lines break it: Chinese and Japanese ones anywhere, others at a hyphen or a dash."""
    found = re.escape(word[0])
    for before, letter in pairwise(word):
        anywhere = before in _CLOSE or (_is_spaceless(before) and _is_spaceless(letter))
        found += (_ANYWHERE if anywhere else _BREAK) + (_HYPHEN if letter == "-" else re.escape(letter))
    return found


def _is_spaceless(letter: str) -> bool:
    return _SPACELESS.match(letter) is not None
