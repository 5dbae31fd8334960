"""Owns finding passages again in another version: where each stands now, and how sure that is. Pure.

Whether it still says the same is judged on the quote that stands there (`comparing`), by `settled`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz.distance import Indel

from reviewer.documents.text.reanchoring.aligning import Alignment, Pattern, aligned, scored
from reviewer.documents.text.reanchoring.candidates import candidates
from reviewer.documents.text.reanchoring.comparing import Comparison
from reviewer.documents.text.reanchoring.ends import on_page
from reviewer.documents.text.reanchoring.letters import Letters, letters_of
from reviewer.model.anchor import AnchorState, TextPosition, TextSelector

FLOOR, MARGIN = 0.72, 0.03
"""How much of a passage with its context has to agree, and by how much more than at the next best place."""

OWN_FLOOR = 0.5
"""How much of its own words has to: where context alone is left, the passage is gone."""

SHORTEST = 20
"""Characters of a quote: a shorter one never moves by itself."""

UNIQUE = 40
"""Letters of a passage that is known again by its own words alone, whatever stands around it now."""

_WIDE = 400
"""Letters of context on either side that decide between places that fit equally well."""

_SAME_AROUND = 0.7
"""How much of its context has to agree where the old version has the same words elsewhere."""

_MOST_HITS = 40
"""Places with just the same words that are told apart."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage may stand in another version.

    Attributes:
        state: How sure that is, as far as places tell.
        start: First code point; None for an orphan that left no trace.
        end: One past the last.
        score: How much of the passage with its context agrees there, 0 to 1.
        others: Further places that fit as well.

    """

    state: AnchorState
    start: TextPosition | None = None
    end: TextPosition | None = None
    score: float = 0.0
    others: tuple[tuple[TextPosition, TextPosition], ...] = ()


def found_again(
    wanted: Sequence[TextSelector], old: Mapping[int, str], new: Mapping[int, str], hashes: Mapping[int, str]
) -> list[Found]:
    """Return for each passage where it stands in another version.

    Args:
        wanted: The passages as they stand in the old version.
        old: The texts of the old version's pages; where they are missing, the context that was kept with a passage has to do.
        new: The texts of the new version's pages.
        hashes: The checksums of these texts, as anchors keep them, by page.

    """
    search = _Search(Letters.of(old), Letters.of(new), hashes)
    results: list[Found | None] = [search.by_page_text(one) for one in wanted]
    rest = [n for n, result in enumerate(results) if result is None]
    patterns = [Pattern.of(*map(letters_of, (wanted[n].prefix, wanted[n].quote, wanted[n].suffix))) for n in rest]
    near = candidates(search.new.text, [one.text for one in patterns])
    for n, pattern, places in zip(rest, patterns, near, strict=True):
        results[n] = search.by_words(wanted[n], pattern, places)
    return [one for one in results if one is not None]


def settled(found: Found, comparison: Comparison) -> Found:
    """Return what was found with the state that the words at its place leave it."""
    if found.state in {AnchorState.EXACT, AnchorState.MOVED} and not comparison.is_same:
        return replace(found, state=AnchorState.TEXT_CHANGED)
    return found


def _verbatim(letters: str, own: str) -> Iterator[int]:
    """Yield where a passage's own letters stand just so."""
    at = letters.find(own)
    while at >= 0:
        yield at
        at = letters.find(own, at + len(own))


class _Search:
    """One search in one version for all passages of another."""

    def __init__(self, old: Letters, new: Letters, hashes: Mapping[int, str]) -> None:
        self.old = old
        self.new = new
        self._old_pages: dict[str, list[int]] | None = None
        self._pages_with: dict[str, list[int]] = {}
        for page, sha256 in sorted(hashes.items()):
            self._pages_with.setdefault(sha256, []).append(page)

    def by_page_text(self, wanted: TextSelector) -> Found | None:
        """Return the same offsets where all pages that a passage touches have the text that they had, in one place only."""
        hashes = [one.sha256 for one in wanted.layers]
        firsts = self._pages_with.get(hashes[0], []) if hashes else []
        fits = [
            first for first in firsts if all(first + n in self._pages_with.get(sha256, ()) for n, sha256 in enumerate(hashes))
        ]
        copies = self._old_pages_with(hashes[0]) if hashes else []
        if wanted.start.page not in copies:
            copies = [wanted.start.page]  # the old text is not known, or in another version
        if len(fits) != len(copies):  # of pages that are all alike, as forms are, one may have been changed: which one?
            return None
        first = fits[copies.index(wanted.start.page)]
        shift = first - wanted.start.page
        start = TextPosition(wanted.start.page + shift, wanted.start.offset)
        return Found(AnchorState.EXACT, start, TextPosition(wanted.end.page + shift, wanted.end.offset), 1.0)

    def _old_pages_with(self, sha256: str) -> list[int]:
        """Return the pages of the old version that have a text, in order."""
        if self._old_pages is None:
            self._old_pages = {}
            for page, text in sorted(self.old.texts.items()):
                digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
                self._old_pages.setdefault(digest, []).append(page)
        return self._old_pages.get(sha256, [])

    def _same_copy(self, wanted: TextSelector, pattern: Pattern) -> Alignment | None:
        """Return the place of one of several copies with all that is around them, by their order, where all are still there."""
        before = [*islice(_verbatim(self.old.text, pattern.text), _MOST_HITS)]
        now = [*islice(_verbatim(self.new.text, pattern.text), _MOST_HITS)]
        own = self.old.at(wanted.start) - pattern.start
        if own not in before or len(before) != len(now) or len(now) == _MOST_HITS:
            return None
        at = now[before.index(own)]
        return scored(pattern, self.new.text, at + pattern.start, at + pattern.end)

    def _lost_a_copy(self, pattern: Pattern) -> bool:
        """Tell whether a passage stood several times in the old version, with all around it, and does so less often now."""
        copies = len([*islice(_verbatim(self.old.text, pattern.text), _MOST_HITS)])
        return copies > 1 and len([*islice(_verbatim(self.new.text, pattern.text), _MOST_HITS)]) < copies

    def _is_another_copy(self, pattern: Pattern, found: Alignment) -> bool:
        """Tell whether what was found may be another place with the same words, which the old version had too."""
        return found.around_score < _SAME_AROUND and len([*islice(_verbatim(self.old.text, pattern.own), 2)]) > 1

    def by_words(self, wanted: TextSelector, pattern: Pattern, near: Sequence[int]) -> Found:
        """Return the best place by the words, and whether it is sure."""
        if not pattern.own:
            return Found(AnchorState.ORPHAN)
        places = self._places(pattern, near)
        fitting = [one for one in places if one.score >= FLOOR and one.own_score >= OWN_FLOOR]
        if not fitting:
            return self._by_own_words(wanted, pattern, places)
        best, rivals = fitting[0], [one for one in fitting[1:] if fitting[0].score - one.score < MARGIN]
        state = AnchorState.MOVED
        if rivals:
            widest = self._by_wide_context(wanted, [best, *rivals])
            best, rivals = widest if widest is not None else (best, rivals)
            same = self._same_copy(wanted, pattern) if rivals else None
            best, rivals = (same, []) if same is not None else (best, rivals)
            state = AnchorState.MOVED if not rivals else AnchorState.AMBIGUOUS
        if len(wanted.quote) < SHORTEST or self._lost_a_copy(pattern) or self._is_another_copy(pattern, best):
            state = AnchorState.AMBIGUOUS
        return self._found(state, wanted, best, rivals)

    def _by_own_words(self, wanted: TextSelector, pattern: Pattern, places: Sequence[Alignment]) -> Found:
        """Return the place of a passage whose surroundings are gone: sure where it is long and its words stand there only."""
        verbatim = [one for one in places if one.own_score == 1.0]
        if verbatim:
            is_sure = len(verbatim) == 1 and len(pattern.own) >= UNIQUE and not self._is_another_copy(pattern, verbatim[0])
            return self._found(AnchorState.MOVED if is_sure else AnchorState.AMBIGUOUS, wanted, verbatim[0], verbatim[1:])
        return self._found(AnchorState.ORPHAN, wanted, places[0], []) if places else Found(AnchorState.ORPHAN)

    def _found(self, state: AnchorState, wanted: TextSelector, best: Alignment, rivals: Sequence[Alignment]) -> Found:
        start, end = on_page(self.new, best.start, best.end, wanted)
        others = tuple(on_page(self.new, one.start, one.end, wanted) for one in rivals)
        return Found(state, start, end, best.score, others)

    def _places(self, pattern: Pattern, near: Sequence[int]) -> list[Alignment]:
        """Return where a passage may stand, the best first: no two of them overlap."""
        text = self.new.text
        found = {scored(pattern, text, at, at + len(pattern.own)) for at in islice(_verbatim(text, pattern.own), _MOST_HITS)}
        found |= {one for place in near if (one := aligned(pattern, text, max(0, place))) is not None}
        if found:
            best = max(found, key=lambda one: (one.score, -one.start))
            beside = aligned(pattern, text, best.start, (best.start, best.end))
            found |= set() if beside is None else {beside}
        ranked: list[Alignment] = []
        for one in sorted(found, key=lambda one: (-one.score, -one.own_score, one.start)):
            if all(one.end <= other.start or one.start >= other.end for other in ranked):
                ranked.append(one)
        return ranked

    def _by_wide_context(self, wanted: TextSelector, tied: Sequence[Alignment]) -> tuple[Alignment, list[Alignment]] | None:
        """Return of places that fit equally well the one that a wider context tells, and those that it does not rule out."""
        if wanted.start.page not in self.old.texts or wanted.end.page not in self.old.texts:
            return None
        start, end = self.old.at(wanted.start), self.old.at(wanted.end)
        before, behind = self.old.text[max(0, start - _WIDE) : start], self.old.text[end : end + _WIDE]
        new = self.new.text

        def score(one: Alignment) -> float:
            low, high = max(0, one.start - len(before)), one.end + len(behind)
            whole = before + self.old.text[start:end] + behind
            return Indel.normalized_similarity(whole, new[low:high])

        ranked = sorted(((score(one), one) for one in tied), key=lambda one: -one[0])
        return ranked[0][1], [one for value, one in ranked[1:] if ranked[0][0] - value < MARGIN]
