"""Joining printed lines to running text: line ends become spaces, and hyphens at them go where that is certain.

Pure functions over strings, with the way back from every joined code point to the printed one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reviewer.documents.text.page.words import HYPHENS, SOFT_HYPHEN, SYMBOL_BULLETS, are_close, meet, without_controls
from reviewer.documents.text.quotes.addresses import goes_on, is_address

_HYPHEN_OF_WORD = re.compile(rf"(?<=\w)[{HYPHENS}]")
_SOFT_WITHIN = re.compile(rf"{SOFT_HYPHEN}(?=[^\S\n]*[^\s])")
"""A soft hyphen that no line ends with: the page has them for all hyphens."""
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 64
"""Letters on either side of a line-end hyphen that are looked at, in code points."""

_IN_A_COMPOUND = re.compile(rf"[{HYPHENS}\w]")
"""What stands before the letters before a line end where they are the last part of more, as in "N-methyl-" or "6aR-"."""
_LEAST_INFLECTED = 5
"""Letters of a word that may be known by its plural or singular."""
_LEAST_BROKEN = 2
"""Words certainly broken by which pages show that their printer broke words: one may be chance."""
_MOST_ASKED = 60
"""Line ends of a page that are looked at to see that."""

_LEGIBLE = str.maketrans({**SYMBOL_BULLETS, **dict.fromkeys("\u00a0\u2009\u202f", " "), SOFT_HYPHEN: "-"})


@dataclass(frozen=True, slots=True)
class Joined:
    """Running text and where it comes from.

    Attributes:
        text: The joined text.
        starts: For every joined code point the printed one it comes from, then the length of the printed text.

    """

    text: str
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return the joined span that comes from the printed span `start` to `end`."""
        return bisect_left(self.starts, start, hi=len(self.text)), bisect_left(self.starts, end, hi=len(self.text))


@dataclass(frozen=True, slots=True)
class _LineEnd:
    """A line end with the white space around it, and the hyphen of a word before it where there is one."""

    start: int
    end: int
    hyphen: str | None


def legible(text: str) -> str:
    """Return a text `without_controls`, with bullets for those of symbol fonts, ordinary spaces, hyphens for soft ones.

    No code point moves.

    On a page every soft hyphen is printed: fonts that have one glyph for both give nothing but soft ones, minus signs too.
    """
    return without_controls(text).translate(_LEGIBLE)


def join_lines(printed: str, known_word: Callable[[str], bool], is_hyphenated: Callable[[], bool] = lambda: False) -> Joined:
    """Return printed text as running text, `legible`.

    A line end with the white space around it becomes one space, as several spaces do. After a hyphen between letters it becomes
    nothing, and the hyphen goes too when it is a soft one (U+00AD), where no line has such a one within it, or when `_is_whole`
    takes the letters before and after for one word: otherwise it may be the word's own, and stays, as it does beside a figure. It
    becomes nothing also behind a dash within a number or a name, and within a web address, whose hyphens are its own. Chinese and
    Japanese lines are joined without a space.

    Args:
        printed: The text.
        known_word: Tells whether a word, maybe with a hyphen in it, stands elsewhere in the document where no line breaks it.
        is_hyphenated: Tells whether the printer broke words around there (`breaks_words`); asked where no word is known.

    """
    return _join(printed, lambda end: _is_whole(printed, end, known_word, is_hyphenated))


def breaks_words(texts: Iterable[str], known_word: Callable[[str], bool]) -> bool:
    """Tell whether a printer broke words at the line ends of some pages.

    Where nobody did, as in most letters and web pages, a hyphen at a line end is the word's own.

    Args:
        texts: The pages as printed.
        known_word: As for `join_lines`.

    """
    broken = own = 0
    for text in texts:
        for found in islice((one for one in _line_ends(text) if one.hyphen is not None), _MOST_ASKED):
            before, after = _sides(text, found)
            if before and after and _stands(before + after, known_word):
                broken += 1
            elif before and after:
                own += after[0].isupper() or known_word(f"{before}-{after}") or (known_word(before) and known_word(after))
    return broken >= _LEAST_BROKEN and broken > own


def _is_whole(printed: str, found: _LineEnd, known_word: Callable[[str], bool], is_hyphenated: Callable[[], bool]) -> bool:
    """Tell whether the letters on both sides of a line end are one word that only the line end breaks.

    They are where that word stands elsewhere. Otherwise, where words are broken around there, they are unless the hyphen seems
    to be the word's own: it stands within a line, too, both sides are words by themselves, or one is a letter, part of more, or
    a name.
    """
    before, after = _sides(printed, found)
    if not before or not after:
        return False
    if _stands(before + after, known_word):
        return True
    first = found.start - len(before)
    if len(before) == 1 or len(after) == 1 or after[0].isupper() or (first and _IN_A_COMPOUND.match(printed[first - 1])):
        return False
    if known_word(f"{before}-{after}") or not is_hyphenated():
        return False
    return not (known_word(before) and known_word(after))


def _stands(word: str, known_word: Callable[[str], bool]) -> bool:
    """Tell whether a word stands elsewhere, or its plural or singular."""
    if known_word(word):
        return True
    return len(word) >= _LEAST_INFLECTED and known_word(word[:-1] if word.endswith("s") else f"{word}s")


def _sides(printed: str, found: _LineEnd) -> tuple[str, str]:
    """Return the letters before and after a line end with a hyphen, "" where there are none."""
    before = _LETTERS_BEFORE.search(printed, max(0, found.start - _LONGEST_WORD), found.start)
    after = _LETTERS_AFTER.match(printed, found.end, found.end + _LONGEST_WORD)
    return before[0] if before else "", after[0] if after else ""


def join_keeping(printed: str) -> tuple[Joined, frozenset[int]]:
    """Return printed text joined with all that may be there, and of which printed code points it may have nothing.

    Those are hyphens at line ends, and the spaces that earlier versions had beside each other, behind dashes, in web addresses.
    """
    most = _join(printed, lambda _end: False, earlier=True)
    least = [_join(printed, lambda end: all(_sides(printed, end)), earlier=earlier) for earlier in (False, True)]
    return most, frozenset(most.starts).difference(frozenset(least[0].starts).intersection(least[1].starts))


def _join(printed: str, is_whole: Callable[[_LineEnd], bool], *, earlier: bool = False) -> Joined:
    """Return printed text as `join_lines` says, or without what it says of dashes and addresses, as `earlier` versions did."""
    out: list[str] = []
    starts: list[int] = []
    done = 0
    in_address = False
    for found in _line_ends(printed):
        in_address = not earlier and is_address(printed[done : found.start], begun=in_address)
        keep, joint = _joint(printed, found, is_whole) if earlier else _closer(printed, found, is_whole, in_address)
        in_address = in_address and not joint
        out.append(printed[done:keep] + joint)
        starts += range(done, keep)
        starts += [keep] * len(joint)
        done = found.end
    out.append(printed[done:])
    starts += range(done, len(printed) + 1)
    text = legible("".join(out))
    return Joined(text, tuple(starts)) if earlier else _with_single_spaces(text, starts)


def _with_single_spaces(text: str, starts: Sequence[int]) -> Joined:
    """Return joined text without all but the first of spaces that follow each other: justified lines have several, unseen."""
    if "  " not in text:
        return Joined(text, tuple(starts))
    kept = [at for at, char in enumerate(text) if char != " " or not at or text[at - 1] != " "]
    return Joined("".join(text[at] for at in kept), (*(starts[at] for at in kept), starts[-1]))


def _line_ends(printed: str) -> Iterator[_LineEnd]:
    """Yield the line ends in order.

    Each code point is looked at a fixed number of times: a pattern would try a run of spaces from each of its spaces, and a page
    of them would hold the program for minutes.
    """
    done = 0
    while (at := printed.find("\n", done)) >= 0:
        start = done + len(printed[done:at].rstrip())
        end = _past_white(printed, at)
        hyphen = _HYPHEN_OF_WORD.match(printed, start - 1) if start > done else None
        yield _LineEnd(start - 1 if hyphen else start, end, hyphen[0] if hyphen else None)
        done = end


def _past_white(printed: str, at: int) -> int:
    while at < len(printed) and printed[at].isspace():
        at += 1
    return at


def _closer(printed: str, found: _LineEnd, is_whole: Callable[[_LineEnd], bool], in_address: bool) -> tuple[int, str]:
    """Return what `_joint` does, but for what a dash or a web address holds together."""
    past = found.start + (found.hyphen is not None)
    if are_close(printed[max(0, past - 2) : past], printed[found.end : found.end + 1]):
        return past, ""
    if in_address and found.hyphen != SOFT_HYPHEN and goes_on(printed, past, found.end):
        return past, ""
    return _joint(printed, found, is_whole)


def _joint(printed: str, found: _LineEnd, is_whole: Callable[[_LineEnd], bool]) -> tuple[int, str]:
    """Return up to where the printed text is kept before a line end, and what is put in the line end's place."""
    if found.hyphen is None:
        before, after = printed[found.start - 1 : found.start], printed[found.end : found.end + 1]
        return found.start, "" if before and after and meet(before, after) else " "
    after_hyphen = found.start + 1
    if found.end == len(printed) or not printed[found.end].isalnum():
        return after_hyphen, " "
    if found.hyphen == SOFT_HYPHEN and not _is_beside_figure(printed, found) and not _SOFT_WITHIN.search(printed):
        return found.start, ""
    return found.start if is_whole(found) else after_hyphen, ""


def _is_beside_figure(printed: str, found: _LineEnd) -> bool:
    return printed[found.start - 1 : found.start].isdigit() or printed[found.end].isdigit()
