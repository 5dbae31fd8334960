"""Owns which words of a statement and of a passage differ: runs of words, in the order in which both are read. Pure.

Every word of both sides is in exactly one run, and no run is out of order on either side. It marks; it sets no stance: words that
are opposite may be said of two things, and who means the same may use none of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from reviewer.documents.text.beside.word_pairs import Pair, paired
from reviewer.documents.text.reanchoring.matters import Matter, are_opposites, is_common, matter_of
from reviewer.documents.text.reanchoring.words import Word, words_of

_MOST_INSTEAD = 4
"""More words between two that are the same are not said to stand in each other's place."""
_MOST_REACH = 6
"""Words that may stand between a negation and what it is still believed to turn round."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)")
_PARTICLES = frozenset({"for", "to", "of", "on", "in", "at", "by", "from", "with", "about"})
"""Belong to the word before them: "asked for"."""


class Likeness(StrEnum):
    """How the words of a run on one side stand to those on the other."""

    SAME = "same"
    OPPOSITE = "opposite"
    FORM = "form"
    NUMBER = "number"
    NAME = "name"
    EXTENT = "extent"
    CERTAINTY = "certainty"
    OTHER = "other"
    STATEMENT_ONLY = "statement_only"
    PASSAGE_ONLY = "passage_only"

    @property
    def is_one_sided(self) -> bool:
        """Whether one side has no words in such a run."""
        return self in (Likeness.STATEMENT_ONLY, Likeness.PASSAGE_ONLY)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other, of the statement and of the passage, and how they stand to each other."""

    likeness: Likeness
    statement: tuple[Word, ...]
    passage: tuple[Word, ...]

    @property
    def is_telling(self) -> bool:
        """Whether it has a word that says something by itself: "of the" alone is in every text."""
        if self.likeness is Likeness.OPPOSITE:
            return True
        return any(not is_common(one) and one.key not in _PARTICLES for one in (*self.statement, *self.passage))


def compared(statement: str, passage: str) -> tuple[Run, ...]:
    """Return the runs of two texts; the places of their words are code points of each."""
    runs = list(_items(words_of(statement), words_of(passage)))
    return tuple(_joined(_with_opposites(runs, statement, passage)))


def _items(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Run]:
    """Yield pairs as runs of one word a side, and what lies between two of them as one run."""
    at, to = 0, 0
    for pair in (*paired(left, right), Pair(len(left), len(right), is_same=True)):
        between = tuple(left[at : pair.left]), tuple(right[to : pair.right])
        if any(between):
            yield Run(_likeness_between(*between), *between)
        if pair.left < len(left):
            one, other = left[pair.left], right[pair.right]
            turned = are_opposites(one.key, other.key)
            likeness = Likeness.OPPOSITE if turned else Likeness.SAME if pair.is_same else Likeness.FORM
            yield Run(likeness, (one,), (other,))
        at, to = pair.left + 1, pair.right + 1


def _likeness_between(left: Sequence[Word], right: Sequence[Word]) -> Likeness:
    if not right:
        return Likeness.STATEMENT_ONLY
    if not left:
        return Likeness.PASSAGE_ONLY
    ones, others = {matter_of(one) for one in left}, {matter_of(one) for one in right}
    for both, likeness in (({Matter.NUMBER, Matter.DATE}, Likeness.NUMBER), ({Matter.NAME}, Likeness.NAME)):
        if ones & both and others & both:
            return likeness
    for either, likeness in ((Matter.MODAL, Likeness.CERTAINTY), (Matter.QUANTITY, Likeness.EXTENT)):
        if (either in ones) != (either in others):
            return likeness
    return Likeness.OTHER


def _with_opposites(runs: Sequence[Run], statement: str, passage: str) -> Iterator[Run]:
    """Yield the runs; where one side alone negates what both say, all of that is one run, the negation with it."""
    at = 0
    while at < len(runs):
        run = runs[at]
        at += 1
        if at == len(runs) or runs[at].likeness not in (Likeness.SAME, Likeness.FORM):
            yield from _parted(run)
            continue
        split = _negation(run, runs[at], statement, passage)
        if split is None:
            yield from _parted(run)
            continue
        before, words, others = split
        yield from _parted(before)
        end = _reach(runs, at)
        said = [word for one in runs[at:end] for word in one.statement]
        read = [word for one in runs[at:end] for word in one.passage]
        yield Run(Likeness.OPPOSITE, (*words, *said), (*others, *read))
        at = end


def _reach(runs: Sequence[Run], start: int) -> int:
    """Return the index behind what a negation before `start` turns round: to the first telling word and its particle."""
    end = start
    while end < len(runs) and runs[end].likeness in (Likeness.SAME, Likeness.FORM):
        end += 1
        if runs[end - 1].is_telling:
            break
    if end < len(runs) and runs[end].likeness is Likeness.SAME and runs[end].statement[0].key in _PARTICLES:
        end += 1
    return end


Split = tuple[Run, tuple[Word, ...], tuple[Word, ...]]


def _negation(run: Run, pair: Run, statement: str, passage: str) -> Split | None:
    """Return what stands before a negation that one side alone has right before a pair, and both sides from there on."""
    if run.likeness in (Likeness.SAME, Likeness.FORM, Likeness.OPPOSITE):
        return None
    said = _first_negation(run.statement, pair.statement[0], statement)
    read = _first_negation(run.passage, pair.passage[0], passage)
    if (said is None) == (read is None):
        return None
    low = _short_tail(run.statement, pair.statement[0], statement) if said is None else said
    high = _short_tail(run.passage, pair.passage[0], passage) if read is None else read
    before = run.statement[:low], run.passage[:high]
    return Run(_likeness_between(*before), *before), run.statement[low:], run.passage[high:]


def _first_negation(words: Sequence[Word], follower: Word, text: str) -> int | None:
    """Return the index of the one negation that reaches the word behind these; none where two cancel each other."""
    near = [at for at in range(max(0, len(words) - _MOST_REACH), len(words)) if matter_of(words[at]) is Matter.NEGATION]
    near = [at for at in near if not _SENTENCE_END.search(text, words[at].end, follower.start)]
    return near[0] if len(near) % 2 else None


def _short_tail(words: Sequence[Word], follower: Word, text: str) -> int:
    """Return where the common words right before a word begin: "are" in "are asking"."""
    at = len(words)
    while at and is_common(words[at - 1]) and not _SENTENCE_END.search(text, words[at - 1].end, follower.start):
        at -= 1
    return at


def _parted(run: Run) -> Iterator[Run]:
    """Yield a run, in two where so many words stand against each other that none stand in another's place."""
    if run.statement and run.passage and max(len(run.statement), len(run.passage)) > _MOST_INSTEAD and _is_between(run):
        yield Run(Likeness.STATEMENT_ONLY, run.statement, ())
        yield Run(Likeness.PASSAGE_ONLY, (), run.passage)
    elif run.statement or run.passage:
        yield run


def _is_between(run: Run) -> bool:
    return run.likeness not in (Likeness.SAME, Likeness.FORM, Likeness.OPPOSITE)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Yield runs of the same words that follow each other as one."""
    for is_same, some in groupby(runs, lambda one: one.likeness is Likeness.SAME):
        found = list(some)
        if not is_same:
            yield from found
            continue
        said = tuple(word for one in found for word in one.statement)
        read = tuple(word for one in found for word in one.passage)
        yield Run(Likeness.SAME, said, read)
