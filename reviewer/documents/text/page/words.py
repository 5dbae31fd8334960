"""Words and characters as people count them: what a double-click takes, where a caret may stand, what a line-end hyphen joins.

Pure functions over strings; all offsets count code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011\u00ad"
"""Hyphen-minus, hyphen, non-breaking hyphen, soft hyphen: what may stand at a line end inside a word."""

SYMBOL_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓"}
"""Bullets where symbol fonts have theirs, in the private use area: any other font shows a box there."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

_INSIDE = frozenset("'’ʼ‘＇·\u05f3\u05f4\u200c\u200d" + HYPHENS)
"""Signs that belong to a word when letters stand on both sides."""
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_BREAK_AFTER = re.compile(rf"[{HYPHENS}][^\S\n]*\n[^\S\n]*(?=\w)")
_BREAK_BEFORE = re.compile(rf"(?<=\w)[{HYPHENS}][^\S\n]*\n[^\S\n]*\Z")
_LONGEST_BREAK = 64
"""White space around a line end that is still looked through for the rest of a word, in code points."""
_ZERO_WIDTH_JOINER = "\u200d"
CJK = (
    r"\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
    r"\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""What `is_cjk` knows, as it stands in a class of a pattern."""
_CJK = re.compile(f"[{CJK}]")
_RANGE_DASHES, _DASHES = "\u2012\u2013", "\u2012\u2013\u2014\u2015"
_UNSPACED = frozenset(("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE", "TAI"))
"""First words of the names of characters of other scripts without spaces between words (Unicode Standard Annex 14, class SA)."""


def without_controls(text: str) -> str:
    """Return a text with U+FFFD in place of control characters, and spaces for those that are white space; no code point moves.

    On a page they are glyphs whose meaning its document does not give, known by their number in the font alone: something stands
    there, and nobody can say what. A page's text keeps them, so that places in it mean what they did; quotes, what is copied, and
    what is looked up do not. Line feeds stay.
    """
    return _CONTROL.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


def is_cjk(char: str) -> bool:
    """Tell whether a character is of a script written without spaces between words: Chinese or Japanese, with its signs."""
    return _CJK.match(char) is not None


def meet(one: str, other: str) -> bool:
    """Tell whether two characters of Chinese or Japanese follow each other without a space over a line end: not two figures.

    No line ends within a number, so one cell's would become part of another's; a sign before a figure may be its own.
    """
    return (
        is_cjk(one)
        and is_cjk(other)
        and not (other.isdigit() and (one.isdigit() or one in "．，－＋"))
        and not (one.isdigit() and other in "．，－＋")
    )


def is_word_char(char: str) -> bool:
    """Tell whether a character can make a word: a letter, a digit, a mark on one, an underscore."""
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def are_close(before: str, after: str) -> bool:
    """Tell whether a line that ends with `before`, two characters or more, goes on with `after` without a space: "2020–", "0686".

    A dash without a space before it has none behind it either, where it stands in a number, a range or a name. Dashes that part
    sentences are left alone: laws begin a new line after them.
    """
    beside, dash, other = before[-2:-1], before[-1:], after[:1]
    if not beside or not other or dash not in _DASHES:
        return False
    if beside.isdigit() and other.isdigit():
        return True
    if dash not in _RANGE_DASHES:
        return False
    return (beside == ")" and other == "(") or ((beside.isalnum() or beside in ".)%") and (other.isalnum() or other in "$€£"))


def grapheme_start(text: str, offset: int) -> int:
    """Return the offset, moved on where it would part a character from its accents, its variation or its joined emoji."""
    while 0 < offset < len(text) and (_extends(text[offset]) or text[offset - 1] == _ZERO_WIDTH_JOINER):
        offset += 1
    return offset


def word_around(text: str, offset: int) -> tuple[int, int]:
    """Return start and end of the word at a code point, over a line end where a hyphen breaks it there.

    In Chinese and Japanese, which have no spaces, it is the run of one script. Between words it is the run of white space on the
    line or the single sign; at a line end or past the text it is empty.
    """
    if not 0 <= offset < len(text) or text[offset] == "\n":
        return offset, offset
    char = text[offset]
    if char.isspace():
        return _run(text, offset, lambda whole, at: whole[at].isspace() and whole[at] != "\n")
    if is_cjk(char):
        script = _script(char)
        return _run(text, offset, lambda whole, at: _script(whole[at]) == script) if script else (offset, offset + 1)
    if offset and is_word_char(text[offset - 1]) and _BREAK_AFTER.match(text, offset):
        offset -= 1  # the hyphen at the line end was hit
    if not _belongs(text, offset):
        return offset, offset + 1
    start, end = _run(text, offset, _belongs)
    while (broken := _BREAK_BEFORE.search(text, max(0, start - _LONGEST_BREAK), start)) and _belongs(text, broken.start() - 1):
        start = _run(text, broken.start() - 1, _belongs)[0]
    while (broken := _BREAK_AFTER.match(text, end)) and _belongs(text, broken.end()):
        end = _run(text, broken.end(), _belongs)[1]
    return start, end


def whole_words(text: str, start: int, end: int, *, goes_on: bool = False) -> tuple[int, int]:
    """Return a span grown to whole words at both ends where it holds parts of more than one; within one word it stays as it is.

    `goes_on` says that it holds words of another text too.

    Who drags over several words means words: a first letter missed is no quote. Signs beside a word are not taken with it, nor is
    what a hyphen within the line joins to it; over a hyphen at a line end a word goes on. Scripts without spaces between words
    stay as they are, letter by letter.
    """
    low, high = start, end
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    if low == high:
        return start, end
    first, last = _word_at(text, low), _word_at(text, high - 1)
    return (start, end) if first == last and not goes_on else (min(start, first[0]), max(end, last[1]))


def _word_at(text: str, offset: int) -> tuple[int, int]:
    """Return start and end of the word that a drag means at a code point; the single sign where there is none."""
    if text[offset].isspace() or is_unspaced(text[offset]) or _is_joint(text, offset):
        return offset, offset + 1
    if _is_within_number(text, offset):  # the drag began or ended on the sign itself
        offset -= 1
    start, end = word_around(text, offset)
    while _is_within_number(text, start - 1):  # a date, a time of day, a fraction
        start = word_around(text, start - 2)[0]
    while _is_within_number(text, end):
        end = word_around(text, end + 1)[1]
    parting = [at for at in range(start, end) if _is_joint(text, at) or is_unspaced(text[at])]
    start = max((at + 1 for at in parting if at < offset), default=start)
    return start, min((at for at in parting if at > offset), default=end)


def _is_joint(text: str, offset: int) -> bool:
    """Tell whether a hyphen that joins two words of one line stands at a code point."""
    if text[offset] not in HYPHENS or text[offset] == SOFT_HYPHEN or _BREAK_AFTER.match(text, offset):
        return False
    return not (0 < offset < len(text) - 1 and text[offset - 1].isdigit() and text[offset + 1].isdigit())


def _is_within_number(text: str, offset: int) -> bool:
    """Tell whether a sign at a code point stands between two digits that are read as one: "1/17/18", "22:04"."""
    if not 0 < offset < len(text) - 1 or text[offset] not in "/:":
        return False
    return text[offset - 1].isdigit() and text[offset + 1].isdigit()


def is_unspaced(char: str) -> bool:
    """Tell whether a character is of a script written without spaces between words."""
    return is_cjk(char) or unicodedata.name(char, "").partition(" ")[0] in _UNSPACED


def _extends(char: str) -> bool:
    """Tell whether a character is read as part of the one before it."""
    return unicodedata.category(char) in {"Mn", "Me", "Mc"} or char == _ZERO_WIDTH_JOINER or "\U0001f3fb" <= char <= "\U0001f3ff"


def _belongs(text: str, offset: int) -> bool:
    """Tell whether the code point is part of a word: one of its letters, or a sign inside it."""
    char = text[offset]
    if is_word_char(char):
        return not is_cjk(char)
    if offset == 0 or not is_word_char(text[offset - 1]):
        return False
    if offset + 1 == len(text) or not is_word_char(text[offset + 1]):
        return False
    if char == '"':  # for want of the Hebrew sign of an abbreviation
        return bool(_HEBREW.match(text[offset - 1]) and _HEBREW.match(text[offset + 1]))
    return char in _INSIDE or (char in ".," and text[offset - 1].isdigit() and text[offset + 1].isdigit())


def _script(char: str) -> str:
    """Return which of the scripts without spaces a character is of, CJK, HIRAGANA or KATAKANA; "" for all others."""
    first = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
    return first if first in {"CJK", "HIRAGANA", "KATAKANA"} else ""


def _run(text: str, offset: int, belongs: Callable[[str, int], bool]) -> tuple[int, int]:
    """Return the longest run around a code point of which every one belongs."""
    start, end = offset, offset + 1
    while start > 0 and belongs(text, start - 1):
        start -= 1
    while end < len(text) and belongs(text, end):
        end += 1
    return start, end
