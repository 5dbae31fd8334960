"""Owns which letters a program takes for each other when it recognises words in a picture, and what becomes of words so. Pure."""

from __future__ import annotations

from collections.abc import Iterator

MOST = 400
"""Other ways to spell one word that are thought of."""

_PAIRS = (
    *(("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"), ("ri", "n"), ("nn", "m"), ("in", "m"), ("lc", "k")),
    *(("0", "o"), ("1", "l"), ("1", "i"), ("l", "i"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g"), ("q", "g"), ("2", "z")),
    *(("c", "e"), ("c", "o"), ("f", "t"), ("h", "b"), ("n", "u"), ("u", "v"), ("j", "i"), ("t", "l")),
)
"""Folded, as all that is looked up; the likely ones first."""

_INSTEAD: dict[str, list[str]] = {}
for _one, _other in _PAIRS:
    _INSTEAD.setdefault(_one, []).append(_other)
    _INSTEAD.setdefault(_other, []).append(_one)


def mistaken(word: str) -> list[str]:
    """Return how a folded word may have been recognised wrongly, the likelier ones first; short ones in one place only."""
    most = 1 if len(word) < 5 else 2 if len(word) < 9 else 3
    found = {word: 0}
    edge = [(word, 0)]
    for _ in range(most):
        edge = [(changed, at) for standing, start in edge for changed, at in _changed(standing, start)]
        for changed, _at in edge:
            found.setdefault(changed, len(found))
            if len(found) > MOST:
                return list(found)[1:]
    return list(found)[1:]


def _changed(word: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the word with one mistake at or behind a place, and the place behind it."""
    for at in range(start, len(word)):
        for length in (2, 1):
            for other in _INSTEAD.get(word[at : at + length], ()) if at + length <= len(word) else ():
                yield word[:at] + other + word[at + length :], at + len(other)
