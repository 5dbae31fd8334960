"""Owns hyphens and spaces within words: which of them are setting, and which make another word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from reviewer.documents.text.reanchoring.matters import is_common
from reviewer.documents.text.reanchoring.noise import BEGINNINGS
from reviewer.documents.text.reanchoring.words import SOFT, Word
from reviewer.looking.folding import folded

_HYPHEN = re.compile("([-\u00ad])")
_TOO_SHORT = 2
"""Letters of a word that is rather a beginning of another one."""

_HYPHENS = "-\u00ad\u2010"
_LINE_END = re.compile(r"[^\S\n]*\n")


def with_soft_hyphens(quote: str, as_printed: str) -> str:
    """Return a quote with U+00AD for each hyphen that stands at a line's end in what is printed; its length stays."""
    found = list(quote)
    at = 0
    for n, char in enumerate(as_printed):
        if char.isspace():
            continue
        while at < len(quote) and quote[at].isspace():
            at += 1
        is_at_end = char in _HYPHENS and _LINE_END.match(as_printed, n + 1) is not None
        if at < len(quote) and quote[at] == char:
            found[at] = SOFT if is_at_end else char
            at += 1
        elif not is_at_end:
            break
    return "".join(found)


def alike_joints(one: str, other: str) -> Iterator[bool]:
    """Tell of each place between two letters of one word, written twice, whether its hyphens agree; a soft one does with any."""
    rows = []
    for written in (one, other):
        parts = _HYPHEN.split(written.replace(".", ""))
        rows.append(dict(zip(accumulate(len(folded(part)) for part in parts[::2]), parts[1::2], strict=False)))
    for at in rows[0].keys() | rows[1].keys():
        yield SOFT in {rows[0].get(at), rows[1].get(at)} or rows[0].get(at) == rows[1].get(at)


def are_alike_unspaced(*sides: Sequence[Word]) -> bool:
    """Tell whether words of a script that sets no spaces, Chinese or Japanese, are the same but for spaces."""
    one, other = ("".join(word.written for word in side) for side in sides)
    return one == other and all("\u3040" <= char <= "\u9fff" for char in one)


def may_be_joined(*sides: Sequence[Word]) -> bool:
    """Tell whether words may have lost or got a space between them: none is short, common, or a beginning of others.

    “A part” is not “apart”, nor “over due” “overdue”; the letters of “U. S.” are.
    """
    several = max(sides, key=len)
    if any("-" in word.written for words in sides for word in words):
        return False
    if all(len(word.written) == 1 and word.is_capital for word in several):
        return True
    return not any(len(word.letters) <= _TOO_SHORT or is_common(word) or word.letters in BEGINNINGS for word in several)
