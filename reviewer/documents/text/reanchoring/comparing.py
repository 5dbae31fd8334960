"""Owns comparing a quote with what stands in another version, word by word, and the verdict whether it is the same. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel, Levenshtein, Opcodes

from reviewer.documents.text.reanchoring.hyphens import alike_joints, may_be_joined, with_soft_hyphens
from reviewer.documents.text.reanchoring.matters import TURN_WITH_CASE, Matter, are_opposites, is_common, matter_of
from reviewer.documents.text.reanchoring.noise import BEGINNINGS, Vocabulary, reads_as
from reviewer.documents.text.reanchoring.surroundings import NO_PAGES, PageTexts, sentences_around
from reviewer.documents.text.reanchoring.words import Word, words_of
from reviewer.model.anchor import TextSelector

_SHOUTED = 0.5
"""Share of the words whose capitals differ from which on the whole is set in another way."""

_ALIKE_IN_CASE = frozenset("cosvwxzkpu")
"""Letters whose capital looks like the small one: a reader of pictures takes one for the other."""

_MANY = 5
"""Words that came or went in one: rather something between two pages than a change to a sentence."""

_NEAR = 3
"""Words next to a quote."""

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

    `old` and `new` are places in the quotes: first character, and one past the last.
    """

    kind: Kind
    old: tuple[int, int]
    new: tuple[int, int]
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two quotes differ, in order. `beside`: what was changed in the sentence around the quote."""

    stretches: tuple[Stretch, ...]
    beside: Matter | None = None

    @property
    def is_same(self) -> bool:
        """Whether the same is said: nothing was changed but how it is set, or how letters were read."""
        return self.beside is None and all(one.kind is not Kind.CHANGED for one in self.stretches)

    @property
    def changed(self) -> tuple[Stretch, ...]:
        """What was changed."""
        return tuple(one for one in self.stretches if one.kind is Kind.CHANGED)


Aligner = Callable[[Sequence[str], Sequence[str]], Opcodes]
_NO_WORDS = Vocabulary()


def compared(
    old: str, new: str, *, is_recognised: bool = False, words: Vocabulary = _NO_WORDS, blocks: Aligner = Levenshtein.opcodes
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
    return Comparison(tuple(_joined(found)))


def compared_in_place(
    old: TextSelector, new: TextSelector, words: Vocabulary = _NO_WORDS, pages: PageTexts = NO_PAGES
) -> Comparison:
    """Compare two selectors: their quotes, and the sentences around them as far as they stand on the same pages.

    `pages`: the texts of both versions' pages, as far as they are known.
    """
    is_recognised = any(layer.kind.is_recognised for one in (old, new) for layer in one.layers)
    quotes = [with_soft_hyphens(one.quote, one.quote_as_printed) for one in (old, new)]
    found = compared(*quotes, is_recognised=is_recognised, words=words)
    return Comparison(found.stretches, _changed_beside(old, new, words, pages))


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
        matter = _heaviest((old, new)) if kind is Kind.CHANGED else None
        return Stretch(kind, (old.start, old.end), (new.start, new.end), matter)

    def block(self, olds: Sequence[Word], old: tuple[int, int], news: Sequence[Word], new: tuple[int, int]) -> list[Stretch]:
        """Judge words that are not the same on both sides."""
        ones, others = olds[slice(*old)], news[slice(*new)]
        if len(ones) == len(others):
            return [self.pair(one, other) for one, other in zip(ones, others, strict=True)]
        matters = {matter_of(one) for one in (*ones, *others)}
        kind = Kind.NOISE if self._is_read_bullet(olds, old, news, new) else Kind.CHANGED
        if ones and others and matters <= {None, Matter.NAME}:
            one, other = _one_word(ones), _one_word(others)
            if may_be_joined(ones, others) and (one.key == other.key or self._reads_as_one(one, other, matters)):
                kind = Kind.NOISE
        matter = _heaviest((*ones, *others)) if kind is Kind.CHANGED else None
        return [Stretch(kind, _span(olds, old), _span(news, new), matter)]

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

    def _reads_as_one(self, one: Word, other: Word, matters: set[Matter | None]) -> bool:
        return matters == {None} and reads_as(one, other, is_recognised=self.is_recognised, elsewhere=self.elsewhere)

    def _is_set_otherwise(self, old: Word, new: Word) -> bool:
        """Tell whether two words of the same letters differ in nothing that makes another word of them."""
        left_out = "-\u00ad" if old.has_digit else "-\u00ad."
        one, other = (unicodedata.normalize("NFKC", word.written) for word in (old, new))
        one, other = ("".join(char for char in some if char not in left_out) for some in (one, other))
        if one == other:
            return True
        if one.casefold() != other.casefold():  # accents: another word to who set it, a speck to who reads pictures
            return self.is_recognised
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


def _heaviest(words: Sequence[Word]) -> Matter | None:
    """Return what is named of several words: what turns a sentence round before what says who and when."""
    matters = {matter_of(one) for one in words}
    if len(words) == 2 and are_opposites(words[0].letters, words[1].letters):
        return Matter.NEGATION
    return next((one for one in (Matter.NEGATION, Matter.MODAL, Matter.DATE, *Matter) if one in matters), None)


def _joined(found: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with what is the same joined: one for a run of words."""
    joined: list[Stretch] = []
    for one in found:
        if joined and one.kind is Kind.SAME and joined[-1].kind is Kind.SAME:
            last = joined.pop()
            joined.append(Stretch(Kind.SAME, (last.old[0], one.old[1]), (last.new[0], one.new[1])))
        else:
            joined.append(one)
    return joined


def _changed_beside(old: TextSelector, new: TextSelector, words: Vocabulary, pages: PageTexts) -> Matter | None:
    """Return what was changed in the sentence around a quote, the heaviest of it; None where nothing was."""
    around = sentences_around(old, new, pages)
    quotes = [with_soft_hyphens(one.quote, one.quote_as_printed) for one in (old, new)]
    texts = [f"{one.before}{quote}{one.behind}" for one, quote in zip(around, quotes, strict=True)]
    is_recognised = any(layer.kind.is_recognised for one in (old, new) for layer in one.layers)
    found = compared(*texts, is_recognised=is_recognised, words=words, blocks=Indel.opcodes).stretches
    changed: list[Matter] = []
    for n, one in enumerate(found):
        at_begin, at_end = n == 0, n == len(found) - 1
        places = list(zip((one.old, one.new), around, texts, strict=True))
        is_within = all(
            low >= len(sentence.before) and high <= len(text) - len(sentence.behind) for (low, high), sentence, text in places
        )
        cut_off = [(at_begin and not sentence.is_begun) or (at_end and not sentence.is_ended) for sentence in around]
        fell_off = any(low == high and is_cut for ((low, high), _, _), is_cut in zip(places, cut_off, strict=True))
        is_between = _is_put_between(one, texts, is_cut_off=any(cut_off), is_behind=one.old[0] >= len(around[0].before))
        if one.kind is Kind.CHANGED and not (is_within or fell_off or is_between):
            changed.append(one.matter or Matter.WORD)
    return next((one for one in (Matter.NEGATION, Matter.MODAL, Matter.DATE, *Matter) if one in changed), None)


def _is_put_between(one: Stretch, texts: Sequence[str], *, is_cut_off: bool, is_behind: bool) -> bool:
    """Tell whether words beside a quote are rather a page's head or another page than another sentence.

    They are many, and next to the quote say neither "not" nor "may"; and nothing stood for them, or what did was `is_cut_off`.
    """
    sides = [words_of(text[slice(*place)]) for text, place in zip(texts, (one.old, one.new), strict=True)]
    if is_cut_off and any(_is_page_head(side) for side in sides):
        return True
    near = [side[:_NEAR] if is_behind else side[-_NEAR:] for side in sides]
    if any(matter_of(word) in {Matter.NEGATION, Matter.MODAL} for side in near for word in side):
        return False
    return max(map(len, sides)) >= _MANY and (is_cut_off or not all(sides))


def _is_page_head(words: Sequence[Word]) -> bool:
    """Tell whether words are mostly names and figures, as those at the top and the bottom of pages are."""
    matters = [matter_of(word) for word in words]
    told = sum(one in {Matter.NAME, Matter.NUMBER, Matter.DATE} for one in matters)
    return len(words) >= _MANY and 2 * told >= len(words) and not {Matter.NEGATION, Matter.MODAL} & set(matters)
