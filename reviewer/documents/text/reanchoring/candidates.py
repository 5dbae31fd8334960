"""Owns where in a document's letters a passage may stand, told by the short runs of letters that they share. Pure.

One walk over the document answers for all passages, so that a book of 1,500 pages costs a second or two, however many they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_RUN = 7
"""Letters that are looked up together: long enough to be rare, short enough that most are read without a fault."""

_BUCKET = 64
"""Places that are counted together: a passage gains or loses some letters on its way."""

_MOST_PLACES = 40
"""Places of one passage with the same run of letters; more say nothing of where it stands."""

BEST = 8
"""Places of each passage that are looked at."""


def candidates(letters: str, patterns: Sequence[str]) -> list[list[int]]:
    """Return for each pattern about where it may begin in the letters, the likeliest first; none where nothing is shared."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for n, pattern in enumerate(patterns):
        for at in range(len(pattern) - _RUN + 1):
            places = runs.setdefault(pattern[at : at + _RUN], [])
            if len(places) < _MOST_PLACES:
                places.append((n, at))
    votes: list[Counter[int]] = [Counter() for _ in patterns]
    get = runs.get
    for at in range(len(letters) - _RUN + 1):
        for n, offset in get(letters[at : at + _RUN], ()):
            votes[n][(at - offset) // _BUCKET] += 1
    return [_places(one, len(pattern)) for one, pattern in zip(votes, patterns, strict=True)]


def _places(votes: Counter[int], length: int) -> list[int]:
    """Return the places with the most votes of them and their neighbours, each once."""
    least = max(2, length // 40)
    sums = {bucket: count + max(votes[bucket - 1], votes[bucket + 1]) for bucket, count in list(votes.items())}
    found: list[int] = []
    for bucket, count in sorted(sums.items(), key=lambda one: (-one[1], one[0])):
        if count < least or len(found) == BEST:
            break
        if all(abs(bucket - other) > 1 for other in found):
            found.append(bucket)
    return [bucket * _BUCKET for bucket in found]
