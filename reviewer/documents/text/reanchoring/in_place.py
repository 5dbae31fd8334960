"""Owns comparing two quotes where they stand: with the sentences around them, as far as they stand on the same pages. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from reviewer.documents.text.reanchoring.comparing import Comparison, Kind, Stretch, by_weight, compared
from reviewer.documents.text.reanchoring.hyphens import with_soft_hyphens
from reviewer.documents.text.reanchoring.matters import Matter, matter_of
from reviewer.documents.text.reanchoring.noise import NO_WORDS, Vocabulary
from reviewer.documents.text.reanchoring.page_ends import is_at_page_end
from reviewer.documents.text.reanchoring.surroundings import NO_PAGES, PageTexts, Sentence, sentences_around
from reviewer.documents.text.reanchoring.words import words_of
from reviewer.model.anchor import TextSelector

_MANY = 5
"""Words that came or went in one: they may be a page's head or foot."""

_NEAR = 3
"""Words next to a quote."""


def compared_in_place(
    old: TextSelector, new: TextSelector, words: Vocabulary = NO_WORDS, pages: PageTexts = NO_PAGES
) -> Comparison:
    """Compare two selectors: their quotes, and the sentences around them as far as they stand on the same pages.

    `pages`: the texts of both versions' pages, as far as they are known.
    """
    is_recognised = any(layer.kind.is_recognised for one in (old, new) for layer in one.layers)
    quotes = [with_soft_hyphens(one.quote, one.quote_as_printed) for one in (old, new)]
    found = compared(*quotes, is_recognised=is_recognised, words=words)
    sides = [
        _Side(one, sentence, f"{sentence.before}{quote}{sentence.behind}", texts)
        for one, sentence, quote, texts in zip((old, new), sentences_around(old, new, pages), quotes, pages, strict=True)
    ]
    around = compared(*(one.text for one in sides), is_recognised=is_recognised, words=words, blocks=Indel.opcodes)
    return Comparison(found.stretches, _changed_beside(sides, around.stretches, is_told=not found.is_same))


@dataclass(frozen=True)
class _Side:
    """A passage in one version: its sentence, as one text, and the texts of the version's pages."""

    passage: TextSelector
    sentence: Sentence
    text: str
    pages: Mapping[int, str]

    @property
    def own(self) -> tuple[int, int]:
        """Where in the text the quote itself stands."""
        return len(self.sentence.before), len(self.text) - len(self.sentence.behind)

    def is_cut_off(self, *, at_begin: bool, at_end: bool) -> bool:
        """Tell whether the sentence goes on where the text begins, or ends."""
        return (at_begin and not self.sentence.is_begun) or (at_end and not self.sentence.is_ended)

    def is_page_end(self, place: tuple[int, int]) -> bool:
        """Tell whether words beside the quote stand at the head of its page, or the foot, where a line runs."""
        start, end = self.own
        if place[0] >= end:
            last = self.passage.end
            return is_at_page_end(self.pages, last.page, last.offset + place[0] - end, is_foot=True)
        first = self.passage.start
        return is_at_page_end(self.pages, first.page, first.offset + place[1] - start, is_foot=False)


def _changed_beside(sides: Sequence[_Side], stretches: Sequence[Stretch], *, is_told: bool) -> tuple[Matter, ...]:
    """Return what all was changed in the sentence around a quote, the heaviest first.

    `is_told`: whether changes to the quote are known; else one at its end shows only with what stands beside, as a minus does.
    """
    changed: set[Matter] = set()
    for n, one in enumerate(stretches):
        if one.kind is not Kind.CHANGED:
            continue
        places = (one.old, one.new)
        cut_off = [side.is_cut_off(at_begin=n == 0, at_end=n == len(stretches) - 1) for side in sides]
        is_within = is_told and all(
            low >= side.own[0] and high <= side.own[1] for (low, high), side in zip(places, sides, strict=True)
        )
        fell_off = any(low == high and is_cut for (low, high), is_cut in zip(places, cut_off, strict=True))
        if not (is_within or fell_off or _is_put_between(places, sides, is_cut_off=any(cut_off))):
            changed.update(one.matters or (Matter.WORD,))
    return by_weight(changed)


def _is_put_between(places: Sequence[tuple[int, int]], sides: Sequence[_Side], *, is_cut_off: bool) -> bool:
    """Tell whether words beside a quote are a page's head or foot rather than part of its sentence.

    They are many, stand at an end of their page where a line runs, and next to the quote say neither "not" nor "may"; and nothing
    stands for them in the other version, or what does was cut off.
    """
    words = [words_of(side.text[slice(*place)]) for side, place in zip(sides, places, strict=True)]
    if max(map(len, words)) < _MANY or not (is_cut_off or not all(words)):
        return False
    is_behind = places[0][0] >= sides[0].own[1]
    near = [some[:_NEAR] if is_behind else some[-_NEAR:] for some in words]
    if any(matter_of(word) in {Matter.NEGATION, Matter.MODAL} for some in near for word in some):
        return False
    return any(some and side.is_page_end(place) for some, side, place in zip(words, sides, places, strict=True))
