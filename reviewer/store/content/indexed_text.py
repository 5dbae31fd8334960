"""What of a text stands in the search index, so that words are found that a plain tokenizer does not see.

Text is folded (`looking.folding`) before FTS5's `unicode61` cuts it into words, which it would do at every sign of Thai or
Devanagari; those stand as private characters, which it takes for letters. Letters of scripts without spaces are set apart, in the
index and in what is looked for, and words that something parts (`looking.between`) follow the text joined, each with the words
around it: phrases over a break, a line's number or a footnote's mark are found as well. What stands in the index is for nobody's
eyes. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.looking.between import CLOSING, LINE_END, MARKED, SUPERIORS, WIDE
from reviewer.looking.folding import MARKS, SPACELESS, folded
from reviewer.looking.query import MOST_NEAR_WORDS

FORM = "4"
"""Which of the forms that texts had in the index so far this is: an index of another is made anew."""

_APART = "\u2063"
_JOINT = "\u2062"
"""Invisible operators of formulas (Unicode 22.6), left out of texts: between letters, and where a word was joined."""
_OWN = re.compile(f"[{_APART}{_JOINT}\U000f0000-\U000fffff]")
_END = " \U000fffff" * (MOST_NEAR_WORDS + 1) + " "
"""Follows the text: so many words that are none that no phrase and no NEAR reaches over them."""

_PRIVATE = 0xF0000
_SIGN = re.compile(f"[{MARKS}]")
_BETWEEN = re.compile(
    rf"(?<=[{SPACELESS}\U000f0e00-\U000f0eff\U000f1000-\U000f10ff\U000f1700-\U000f17ff\U000f3099\U000f309a])(?=\w)|(?<=\w)(?=[{SPACELESS}])"
)
_BREAK = re.compile(rf"(?<=[^\W\d_])(?:\u00ad|[-\u2010\u2011\u00ad]{LINE_END})(?=[^\W\d_])")
"""Where a word is broken: by a hyphen at a line end, or by one that is shown only there."""
_LINE_NUMBER = re.compile(r"\n[^\S\n]*\d{1,3}[^\S\n]*\n")
_MARK = re.compile(rf"(?<=[^\W\d_]{{{MARKED}}})({CLOSING})(?:\[\d{{1,3}}\]|\d{{1,3}}|[{SUPERIORS}]+)(?!\w)")
_WIDE = re.compile(rf"(?<!\w)(?:[^\W\d_] ){{{WIDE - 1},}}[^\W\d_](?!\w)")
_MAY_BE_JOINED_ASCII = (
    re.compile(r"-[^\S\n]*\n"),
    _LINE_NUMBER,
    re.compile(r"\d(?<=[A-Za-z.,;:!?\"')\[\]]\d)"),
    re.compile(r" [A-Za-z] [A-Za-z] [A-Za-z]\b"),
)
_MAY_BE_JOINED = (
    re.compile("[-\u2010\u2011][^\\S\\n]*\\n|\u00ad"),
    _LINE_NUMBER,
    re.compile(rf"[\d{SUPERIORS}](?<=[^\W\d_].|[.,;:!?\"'\u2019\u201d)\[\]].)"),
    re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_]\b"),
)
_MAY_BE_APART = re.compile(f"[{SPACELESS}\U000f0e00-\U000f3fff]")
"""What stands wherever those patterns fit, found ten times as fast: they look at every character, and most pages have none."""
_HYPHEN = "[-\u2010\u2011\u00ad]"
_BROKEN_BEFORE = re.compile(rf"\w(?:\u00ad|{_HYPHEN}[^\S\n]*\n\s*)\Z")
_LONGEST_GAP = 64
"""White space around a line end that is looked through for the first part of a word, in code points."""
_AROUND = 8
"""Words before and after a joined one that come with it: as many as a phrase may have on that side."""


def indexed(text: str) -> str:
    """Return what stands in the index for a text."""
    plain = text if text.isascii() else _OWN.sub("", text)
    return _as_words(plain) + "".join(f"{_END}{_as_words(one)}" for one in _joined_words(plain))


def sought(words: str) -> str:
    """Return words as they stand in the index."""
    return _as_words(_BREAK.sub("", _OWN.sub("", words)))


def stands_whole(word: str, text: str) -> bool:
    """Tell whether a word stands in a text, whatever its capitals: as none's part, and none that a line end breaks.

    A word with a hyphen in it stands where that is within a line.
    """
    spelled = _HYPHEN.join(map(re.escape, re.split(_HYPHEN, word.casefold())))
    text = text.casefold()
    found = re.finditer(rf"(?<!\w){spelled}(?!\w|\u00ad|{_HYPHEN}[^\S\n]*\n\s*\w)", text)
    return any(_BROKEN_BEFORE.search(text, max(0, one.start() - _LONGEST_GAP), one.start()) is None for one in found)


def _as_words(text: str) -> str:
    if text.isascii():
        return text
    kept = _SIGN.sub(lambda mark: chr(_PRIVATE + ord(mark.group())), folded(text))
    return _BETWEEN.sub(_APART, kept) if _MAY_BE_APART.search(kept) else kept


def _joined_words(text: str) -> Iterator[str]:
    """Yield the words that are broken or parted, joined, with those around them; what lies near is yielded together."""
    if not any(one.search(text) for one in (_MAY_BE_JOINED_ASCII if text.isascii() else _MAY_BE_JOINED)):
        return
    joined = _LINE_NUMBER.sub(f"\n{_JOINT}\n", _BREAK.sub(_JOINT, text))
    joined = _WIDE.sub(lambda found: found.group().replace(" ", "") + _JOINT, _MARK.sub(rf"\1{_JOINT}", joined))
    words = joined.split()
    start = end = 0
    for at, word in enumerate(words):
        if _JOINT not in word:
            continue
        if at - _AROUND > end and end:
            yield _plain(words[start:end])
            start = end = 0
        start = start if end else max(0, at - _AROUND)
        end = at + _AROUND + 1
    if end:
        yield _plain(words[start:end])


def _plain(words: list[str]) -> str:
    return " ".join(words).replace(_JOINT, "")
