"""Owns which word of one text is held against which of another: the same, or another form of it, in the order of both. Pure."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from reviewer.documents.text.reanchoring.matters import are_opposites, is_common
from reviewer.documents.text.reanchoring.words import Word

_MOST_CELLS = 250_000
"""Pairs that are weighed at most, a fifth of a second; longer texts are held against each other by their same words alone."""
_SAME, _FORM, _SAME_COMMON = 6, 5, 1
_ENDING = re.compile(r"(?<=\w{3})(?:'s|s'|ingly|edly|ings?|ed|ers?|ments?|ions?|ly|ies|es|(?<!s)s)$")
_LAST = re.compile(r"(?:(?<=\w{3})[eiy]|([b-df-hj-np-tv-z])(?=\1$).)$")


@dataclass(frozen=True, slots=True)
class Pair:
    """Indexes of two words, and whether they are the same one."""

    left: int
    right: int
    is_same: bool


@lru_cache(maxsize=4096)
def stem(key: str) -> str:
    """Return what the forms of a word share: "ask" of "asked" and "asking". English; rough, since it only marks."""
    bare = _ENDING.sub("", key)
    return _LAST.sub("", _ENDING.sub("", bare) if bare != key else bare)


def paired(left: Sequence[Word], right: Sequence[Word]) -> tuple[Pair, ...]:
    """Return the pairs that weigh most together, none of which crosses another."""
    if len(left) * len(right) > _MOST_CELLS:
        return tuple(_by_same_words(left, right))
    weights = [[_weight(one, other) for other in right] for one in left]
    wide = len(right) + 1
    best = array("l", bytes(array("l").itemsize * wide * (len(left) + 1)))
    for at in range(len(left) - 1, -1, -1):
        row, below, mine = at * wide, (at + 1) * wide, weights[at]
        for to in range(len(right) - 1, -1, -1):
            most = max(best[below + to], best[row + to + 1])
            best[row + to] = max(most, best[below + to + 1] + mine[to]) if mine[to] else most
    found, at, to = [], 0, 0
    while at < len(left) and to < len(right):
        here, weight = best[at * wide + to], weights[at][to]
        if weight and here == best[(at + 1) * wide + to + 1] + weight:
            found.append(Pair(at, to, is_same=left[at].key == right[to].key))
            at, to = at + 1, to + 1
        elif here == best[(at + 1) * wide + to]:
            at += 1
        else:
            to += 1
    return tuple(found)


def _by_same_words(left: Sequence[Word], right: Sequence[Word]) -> list[Pair]:
    matcher = SequenceMatcher(None, [one.key for one in left], [one.key for one in right], autojunk=True)
    blocks = matcher.get_matching_blocks()
    return [Pair(one.a + step, one.b + step, is_same=True) for one in blocks for step in range(one.size)]


def _weight(one: Word, other: Word) -> int:
    if one.key == other.key:
        return _SAME_COMMON if is_common(one) else _SAME
    if one.is_sign or other.is_sign or one.has_digit or other.has_digit or is_common(one) or is_common(other):
        return 0
    return _FORM if are_opposites(one.key, other.key) or _is_form(one.key, other.key) else 0


def _is_form(one: str, other: str) -> bool:
    return one[:3] == other[:3] and stem(one) == stem(other)
