"""Owns comparing a quote with what stands in another version, word by word, and the verdict whether it is the same. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein, Opcodes

from reviewer.documents.text.reanchoring.hyphens import alike_joints, are_alike_unspaced, may_be_joined
from reviewer.documents.text.reanchoring.matters import TURN_WITH_CASE, Matter, are_opposites, is_common, matter_of
from reviewer.documents.text.reanchoring.noise import BEGINNINGS, NO_WORDS, Vocabulary, is_lost_note, reads_as
from reviewer.documents.text.reanchoring.punctuation import signs_between
from reviewer.documents.text.reanchoring.words import Word, words_of

_SHOUTED = 0.5
"""Share of the words whose capitals differ from which on the whole is set in another way."""

_ALIKE_IN_CASE = frozenset("cosvwxzkpu")
"""Letters whose capital looks like the small one: a reader of pictures takes one for the other."""

_READ_FOR_BULLETS = frozenset("eoc*¢«°mn@+")
_BULLET = re.compile("[•▪►▸■□●○◦∙·\uf0b7\uf0a7\u25aa\u2756]")


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    NOISE = "noise"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the old quote and what stands for them in the new one; one of them is empty where words came or went.

    `old` and `new` are places in the quotes: first character, and one past the last. `matters`: what was changed that matters,
    all of it, the heaviest first; nothing where it is ordinary words.
    """

    kind: Kind
    old: tuple[int, int]
    new: tuple[int, int]
    matters: tuple[Matter, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two quotes differ, in order. `beside`: what all was changed in the sentence around the quote, the heaviest first."""

    stretches: tuple[Stretch, ...]
    beside: tuple[Matter, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the same is said: nothing was changed but how it is set, or how letters were read."""
        return not self.beside and all(one.kind is not Kind.CHANGED for one in self.stretches)

    @property
    def changed(self) -> tuple[Stretch, ...]:
        """What was changed."""
        return tuple(one for one in self.stretches if one.kind is Kind.CHANGED)


Aligner = Callable[[Sequence[str], Sequence[str]], Opcodes]


def compared(
    old: str, new: str, *, is_recognised: bool = False, words: Vocabulary = NO_WORDS, blocks: Aligner = Levenshtein.opcodes
) -> Comparison:
    """Compare two quotes.

    Args:
        old: The quote as it was kept.
        new: What stands in the other version.
        is_recognised: Whether a program recognised either of them in a picture.
        words: Those of both versions.
        blocks: Says which words stand for which.

    """
    olds, news = words_of(old), words_of(new)
    judge = _Judge((old, new), is_recognised, words.without(olds, news), _is_shouted(olds, news))
    found: list[Stretch] = []
    for equal, (a, b), (c, d) in _blocks(olds, news, blocks):
        if equal:
            found += [judge.pair(one, other) for one, other in zip(olds[a:b], news[c:d], strict=True)]
        else:
            found += judge.block(olds, (a, b), news, (c, d))
    return Comparison(tuple(_joined(found if is_recognised else _with_signs(found, old, new))))


@dataclass(frozen=True)
class _Judge:
    texts: tuple[str, str]
    is_recognised: bool
    elsewhere: Vocabulary
    is_shouted: bool

    def pair(self, old: Word, new: Word) -> Stretch:
        """Judge two words that stand for each other."""
        kind = Kind.CHANGED
        if old.written == new.written:
            kind = Kind.SAME
        elif old.key == new.key:
            is_noise = self._is_hyphenated_alike(old, new) and self._is_set_otherwise(old, new)
            kind = Kind.NOISE if is_noise else Kind.CHANGED
        elif reads_as(old, new, is_recognised=self.is_recognised, elsewhere=self.elsewhere):
            kind = Kind.NOISE
        return Stretch(kind, (old.start, old.end), (new.start, new.end), _matters((old, new)) if kind is Kind.CHANGED else ())

    def block(self, olds: Sequence[Word], old: tuple[int, int], news: Sequence[Word], new: tuple[int, int]) -> list[Stretch]:
        """Judge words that are not the same on both sides."""
        ones, others = olds[slice(*old)], news[slice(*new)]
        if self._is_lost_note(ones, others) or are_alike_unspaced(ones, others):
            return [Stretch(Kind.NOISE, _span(olds, old), _span(news, new))]
        if len(ones) == len(others):
            return [self.pair(one, other) for one, other in zip(ones, others, strict=True)]
        matters = {matter_of(one) for one in (*ones, *others)}
        kind = Kind.NOISE if self._is_read_bullet(olds, old, news, new) else Kind.CHANGED
        if ones and others and matters <= {None, Matter.NAME}:
            one, other = _one_word(ones), _one_word(others)
            if may_be_joined(ones, others) and (one.key == other.key or self._reads_as_one(one, other, matters)):
                kind = Kind.NOISE
        told = _matters((*ones, *others)) if kind is Kind.CHANGED else ()
        return [Stretch(kind, _span(olds, old), _span(news, new), told)]

    def _is_read_bullet(self, olds: Sequence[Word], old: tuple[int, int], news: Sequence[Word], new: tuple[int, int]) -> bool:
        """Tell whether a single letter on one side is what a bullet on the other one was read as."""
        if not self.is_recognised:
            return False
        sides = ((olds, old, self.texts[0]), (news, new, self.texts[1]))
        for (words, (low, high), _), (others, (at, end), text) in (sides, sides[::-1]):
            if high - low == 1 and at == end and words[low].written in _READ_FOR_BULLETS:
                gap = text[others[at - 1].end if at else 0 : others[at].start if at < len(others) else len(text)]
                return _BULLET.search(gap) is not None
        return False

    def _is_lost_note(self, ones: Sequence[Word], others: Sequence[Word]) -> bool:
        """Tell whether on one side the mark of a note is missing, or was read as some sign."""
        for text, marks, instead in zip(self.texts, (ones, others), (others, ones), strict=True):
            if self.is_recognised and len(marks) == 1 and len(instead) <= 1:
                mark = marks[0]
                if is_lost_note(text[: mark.start], mark, text[mark.end :], instead):
                    return True
        return False

    def _reads_as_one(self, one: Word, other: Word, matters: set[Matter | None]) -> bool:
        return matters == {None} and reads_as(one, other, is_recognised=self.is_recognised, elsewhere=self.elsewhere)

    def _is_set_otherwise(self, old: Word, new: Word) -> bool:
        """Tell whether two words of the same letters differ in nothing that makes another word of them."""
        left_out = "-\u00ad" if old.has_digit else "-\u00ad."
        one, other = (unicodedata.normalize("NFKC", word.written) for word in (old, new))
        one, other = ("".join(char for char in some if char not in left_out) for some in (one, other))
        if one == other:
            return True
        if one.casefold() != other.casefold():  # accents make another word, in the languages that have them
            return False
        if self.is_shouted:
            return True
        if old.letters in TURN_WITH_CASE or not self.is_recognised or len(one) != len(other):
            return False
        if one[0] != other[0] and not is_common(old):  # a name would be none, or a word become one
            return False
        return all(a == b or a.casefold() in _ALIKE_IN_CASE for a, b in zip(one, other, strict=True))

    def _is_hyphenated_alike(self, old: Word, new: Word) -> bool:
        """Tell whether no hyphen is one word's own and missing in the other: “re-signed” is not “resigned”.

        In recognised text one may have been lost where the word stands elsewhere without it.
        """
        if all(alike_joints(old.written, new.written)):
            return True
        first = next(one for one in (old.written, new.written) if "-" in one).lower().split("-")[0]
        known = old.letters in self.elsewhere.old or old.letters in self.elsewhere.new
        return self.is_recognised and known and first not in BEGINNINGS


def _blocks(
    olds: Sequence[Word], news: Sequence[Word], aligner: Aligner = Levenshtein.opcodes
) -> list[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Return in order which words are equal by their keys, and which stand for which others."""
    found: list[tuple[bool, tuple[int, int], tuple[int, int]]] = []
    for one in aligner([word.key for word in olds], [word.key for word in news]):
        equal = one.tag == "equal"
        if found and not equal and not found[-1][0]:
            _, old, new = found.pop()
            found.append((False, (old[0], one.src_end), (new[0], one.dest_end)))
        else:
            found.append((equal, (one.src_start, one.src_end), (one.dest_start, one.dest_end)))
    return found


def _is_shouted(olds: Sequence[Word], news: Sequence[Word]) -> bool:
    """Tell whether one of them is set in capitals, or in small letters, as a whole."""
    same = [(olds[a + n], news[c + n]) for equal, (a, b), (c, _) in _blocks(olds, news) if equal for n in range(b - a)]
    lettered = [(one, other) for one, other in same if any(char.isalpha() for char in one.written)]
    other_case = sum(one.written != other.written and one.key == other.key for one, other in lettered)
    return len(lettered) > 2 and other_case > _SHOUTED * len(lettered)


def _span(words: Sequence[Word], at: tuple[int, int]) -> tuple[int, int]:
    low, high = at
    if low < high:
        return words[low].start, words[high - 1].end
    place = words[low - 1].end if low else 0
    return place, place


def _one_word(words: Sequence[Word]) -> Word:
    return Word("".join(one.written for one in words), words[0].start, words[-1].end)


def _matters(words: Sequence[Word]) -> tuple[Matter, ...]:
    """Return what all several words say that matters, the heaviest first."""
    if len(words) == 2 and are_opposites(words[0].letters, words[1].letters):
        return (Matter.NEGATION,)
    return by_weight(one for word in words if (one := matter_of(word)) is not None)


def by_weight(matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """Return what matters, each once: what turns a sentence round before what says who and when."""
    found = set(matters)
    return tuple(one for one in dict.fromkeys((Matter.NEGATION, Matter.MODAL, Matter.DATE, *Matter)) if one in found)


def _with_signs(found: Sequence[Stretch], old: str, new: str) -> Iterator[Stretch]:
    """Yield the stretches with the punctuation between them that was changed: between words that both have, at no end."""
    before: Stretch | None = None
    for one in found:
        if before is not None and Kind.CHANGED not in {before.kind, one.kind}:
            places = (before.old[1], one.old[0]), (before.new[1], one.new[0])
            if signs_between(old, *places[0]) != signs_between(new, *places[1]):
                yield Stretch(Kind.CHANGED, *places, (Matter.PUNCTUATION,))
        yield one
        before = one


def _joined(found: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches with what is the same joined: one for a run of words."""
    joined: list[Stretch] = []
    for one in found:
        if joined and one.kind is Kind.SAME and joined[-1].kind is Kind.SAME:
            last = joined.pop()
            joined.append(Stretch(Kind.SAME, (last.old[0], one.old[1]), (last.new[0], one.new[1])))
        else:
            joined.append(one)
    return joined
