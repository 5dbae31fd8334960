"""Text reduced to what identifies it, and the way back: the index that a quote is looked up in.

A skeleton is the text decomposed (NFKD: two texts are alike under NFKC exactly when they are under NFKD, and NFKD works character
by character), with one shape of quotation marks (a double one is two single ones, as gazettes set it), U+FFFD for the nameless
glyphs of a page, and without white space, hyphens and invisible signs. What was left out between two of its characters is their
gap; gaps are compared only where skeletons agree. Pure; offsets count code points.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reviewer.documents.text.page.words import CJK, SYMBOL_BULLETS, are_close, is_cjk, is_unspaced, meet, without_controls

_SINGLE = "‘’‚‛′ʼ‹›＇`´ʹˈ"
_DOUBLE = '"“”„‟″«»〝〞〟＂'
_HYPHENS = "-\u2010\u2011\ufe63\uff0d"
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LEFT_OUT = _HYPHENS + _INVISIBLE
"""What a skeleton does without, besides white space."""
_ASCII_DROPPED = frozenset("- \t\n\r\v\f\x1c\x1d\x1e\x1f")

_BEFORE_BREAK, _BEHIND_BREAK = "/=&?_#%~", "/=&?_%"
"""Signs at which web addresses, and words joined by a stroke, are broken; no space is printed there."""

_LETTER = rf"[^\W{CJK}]"
_WORD_OR_SIGN = re.compile(rf"(?:(?<!\w)[-\u2013\u2212](?=\d))?{_LETTER}+(?:(?:'|(?<=\d)[.,](?=\d)){_LETTER}+)*|[{CJK}]|[^\w\s]")
"""Signs stand for themselves; "can't", "2.5" and "-5" are one word, for their beginnings and ends say something else."""

_JOINT = re.compile(rf"(?<=\w)[{_HYPHENS}]\s*(?=\w)")

_NOTHING = frozenset(("",))
_PERHAPS = frozenset(("", " "))
_DASHED = frozenset(("-", " - ", "- ", "--", " -- ", "-- ", " --"))
_MINUS = " -"
"""A dash that is one of its own figure's."""

_LOOSE = '.…$\u20ac\u00a3\u00a5§%"“”„«»'
"""Signs beside which spaces are typed or not."""


def skeleton(text: str) -> str:
    """Return the skeleton of a text."""
    text = without_controls(text)
    if not text.isascii():
        shaped = _one_shape(text)
        text = unicodedata.normalize("NFKD", shaped)
        if text != shaped:
            text = _one_shape(text)
    elif "`" in text or '"' in text:
        text = _one_shape(text)
    text = "".join(text.split())
    for char in "-" if text.isascii() else _LEFT_OUT:
        text = text.replace(char, "")
    return text


def _one_shape(text: str) -> str:
    """Return a text with one shape of single quotation marks, two of them for a double one, and of bullets."""
    for char in _SINGLE:  # far quicker than a pattern or a table, where there are few
        text = text.replace(char, "'")
    for char in _DOUBLE:
        text = text.replace(char, "''")
    for char, bullet in SYMBOL_BULLETS.items():
        text = text.replace(char, bullet)
    return text


def skeleton_map(text: str) -> list[int]:
    """Return for every code point of `skeleton(text)` the code point of `text` that it comes from.

    Where accents stand in an unusual order the entries of one letter's accents may be exchanged among themselves.
    """
    if text.isascii() and '"' not in text:
        return [at for at, char in enumerate(text) if char not in _ASCII_DROPPED]
    found: list[int] = []
    for at, char in enumerate(text):
        count = _parts(char)
        if count == 1:
            found.append(at)
        elif count:
            found += [at] * count
    return found


def is_mark(char: str) -> bool:
    """Tell whether a character of a skeleton is an accent of the letter before it."""
    return unicodedata.combining(char) != 0


def stands_alone(char: str) -> bool:
    """Tell whether a character is an accent with a space of its own, such as U+00B8."""
    return unicodedata.normalize("NFKD", char)[0].isspace()


@lru_cache(maxsize=4096)
def _parts(char: str) -> int:
    """Return how many code points of the skeleton come from a character."""
    return len(skeleton(char))


def gap_kinds(gap: str, before: str, after: str) -> frozenset[str]:
    """Return what a gap between two characters can stand for: "" nothing, " " white space, "-" a hyphen, and their sequences.

    Args:
        gap: The white space, hyphens and invisible signs between the two, a page's end as a line end.
        before: The character before the gap, with the one before that.
        after: The character after it, with the next.

    A hyphen at a line end may be the word's own or only there for the line end, but is never left out beside a figure. U+00AD is
    printed as a hyphen, though what was copied may have it unseen within a word, and before a space it tells of a line end that
    was copied into one line. Lines of Chinese and Japanese meet without a space, as do those that a dash within a number or a
    name, or a sign of a web address, parts.
    """
    if not gap:
        return _NOTHING
    is_number = before[-1:].isdigit() or _begins_figure(after)
    if "\u00ad" in gap and "\n" not in gap:
        return _within_line(gap, is_number=is_number)
    if "\n" in gap:
        shown = _shown(gap.replace("\u00ad", "-"))
        if shown.startswith("-") and shown[1:].isspace():
            return frozenset(("-", "- ")) if is_number else frozenset(("", "-", "- "))
        if not shown.strip() and _may_meet(before, after):
            return _PERHAPS
    return frozenset((re.sub(r"\s+", " ", _shown(gap)),))


def _within_line(gap: str, *, is_number: bool) -> frozenset[str]:
    """Return what a gap with U+00AD on one line can stand for."""
    if gap[0] == "\u00ad" and gap[1:].isspace():
        return frozenset(("-", "- ")) if is_number else frozenset(("", "-", "- ", " "))
    printed = re.sub(r"\s+", " ", _shown(gap.replace("\u00ad", "-")))
    return frozenset((printed,) if is_number or gap != "\u00ad" else (printed, ""))


def _may_meet(before: str, after: str) -> bool:
    """Tell whether two lines may be read without a space between them."""
    if meet(before[-1:], after[:1]):
        return True
    is_broken = before[-1:] in _BEFORE_BREAK and bool(before[:-1].strip())
    begins = after[:1] in _BEHIND_BREAK or (after[:1] == "." and after[1:2].isalpha())
    return is_broken or begins or are_close(before, after)


def typed_gap_kinds(gap: str, before: str, after: str) -> frozenset[str]:
    """Return what a gap can stand for in a text or a quote as it is typed, see `typed`: more than `gap_kinds` says.

    A dash is typed as one hyphen or two, with blanks beside it or without, but for the minus sign of a figure. The points of an
    ellipsis, and what stands beside them, are set apart or not; so are other signs, and figures and Latin words among Chinese and
    Japanese ones. What a point parts in a number is another number without it.
    """
    kinds = gap_kinds(gap, before, after)
    if "-" in _shown(gap):
        if _begins_figure(after):
            return kinds | _DASHED if kinds != {_MINUS} else kinds
        return kinds | _DASHED | {_MINUS}
    return kinds | _PERHAPS if _is_loose(before, after) else kinds


def _begins_figure(after: str) -> bool:
    return after[:1].isdigit() or (after[:1] in "$\u20ac\u00a3\u00a5." and after[1:2].isdigit())


def _is_loose(before: str, after: str) -> bool:
    """Tell whether a space between two characters may be typed or not."""
    one, other = before[-1:], after[:1]
    if other == "." and one.isdigit() and after[1:2].isdigit():
        return False
    if one == "." and other.isdigit() and before[:-1].isdigit():
        return False
    if is_cjk(one) and is_cjk(other) and not meet(one, other):
        return False
    return one in _LOOSE or other in _LOOSE or is_cjk(one) or is_cjk(other) or (one, other) == (")", "(")


def outer_gap(gap: str, closing: str = "") -> re.Pattern[str] | None:
    """Return a pattern for the hyphens that a quote begins or ends with, or None where it has none.

    Args:
        gap: What stands before the first or after the last character of its skeleton.
        closing: What the pattern ends with.

    """
    shown = _shown(gap)
    if "-" not in shown:
        return None
    parts = [f"[{re.escape(_HYPHENS)}]" if part == "-" else r"\s+" for part in re.findall(r"-|\s+", shown)]
    return re.compile("".join(parts) + closing)


def _shown(gap: str) -> str:
    """Return a gap without what is invisible, with one shape of hyphen."""
    return "".join("-" if char in _HYPHENS else char for char in gap if char not in _INVISIBLE)


def has_words(text: str, words: str) -> bool:
    """Tell whether a text has some words as somebody would repeat them: in any case of letters, without their last full stop.

    Whole words count. Hyphens and spaces part them alike, and a hyphen may be a line end's; a minus sign is its figure's.
    """
    words = words.rstrip().rstrip(".…!?")
    return any(_follow_in(_words(text, joint), _words(words, joint)) for joint in (" ", ""))


def _words(text: str, joint: str) -> list[str]:
    """Return the words and signs of a text by what identifies them, with a `joint` for the hyphens between words."""
    text = _one_shape(unicodedata.normalize("NFKC", _one_shape(text))).casefold()
    text = "".join(char for char in text if char not in _INVISIBLE)
    found = _WORD_OR_SIGN.findall(_JOINT.sub(joint, text))
    return [part for one in found for part in (one if is_unspaced(one[0]) else (one,))]


def _follow_in(there: list[str], asked: list[str]) -> bool:
    """Tell whether some words stand among others, one after the other."""
    return bool(asked) and any(there[at : at + len(asked)] == asked for at in range(len(there) - len(asked) + 1))
