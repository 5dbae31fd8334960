"""Owns which documents are worth comparing: those that share enough hashes of their words, or enough edges of their pictures.

Bounds, not guesses: what is left out could not be alike enough, but for words that stand in more documents than are held a word,
where the last ones stand for all.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable
from itertools import chain

from reviewer.model.document import Document
from reviewer.model.versions import Sketch

_HELD = 128
"""Documents of one hash: a form that thousands share would be compared with each of them."""

_COMPARED = 16
"""Of those that share the most words."""


class AlikeIndex:
    """The documents that were added so far, by what they are known again by."""

    def __init__(self, *, words: float, pictures: float) -> None:
        self._least_words, self._least_edges = words, pictures
        self._documents: list[Document] = []
        self._sizes: list[int] = []
        self._by_hash: dict[int, list[int]] = {}
        self._pictures: list[tuple[int, int, int]] = []
        """How many edges, the document's number, the edges as bits; in order."""

    def add(self, document: Document, sketch: Sketch) -> None:
        """Let a document be found by those that are asked about after it."""
        number = len(self._documents)
        self._documents.append(document)
        self._sizes.append(len(sketch.hashes))
        for one in sketch.hashes:
            held = self._by_hash.setdefault(one, [])
            held.append(number)
            if len(held) > _HELD:
                del held[0]
        bits = _bits(sketch)
        if bits:
            insort(self._pictures, (bits.bit_count(), number, bits))

    def worth_comparing(self, sketch: Sketch, fits: Callable[[Document], bool]) -> list[Document]:
        """Return documents that may be alike enough and that `fits` says yes to, in the order in which they were added."""
        shared = Counter(chain.from_iterable(self._by_hash.get(one, ()) for one in sketch.hashes))
        least = self._least_words
        enough = [
            number
            for number, count in shared.most_common()
            if count >= least * max(len(sketch.hashes), self._sizes[number]) and fits(self._documents[number])
        ]
        looking = {number for number in self._looking_alike(_bits(sketch)) if fits(self._documents[number])}
        return [self._documents[number] for number in sorted({*enough[:_COMPARED], *looking})]

    def _looking_alike(self, bits: int) -> list[int]:
        count = bits.bit_count()
        if not count:
            return []
        first = bisect_left(self._pictures, (int(count * self._least_edges),))
        found = []
        for others, number, other in self._pictures[first:]:
            if count < self._least_edges * others:
                break
            both = (bits & other).bit_count()
            if both >= self._least_edges * (count + others - both):
                found.append(number)
        return found


def _bits(sketch: Sketch) -> int:
    try:
        return int(sketch.picture, 16) if sketch.picture else 0
    except ValueError:  # no digits: written by somebody else, and like nothing
        return 0
