"""Stances that fall on one place, side by side: for marks too small to stand one below the other.

Pure: places in, groups out. Where they are painted is the business of scroll bar and small pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.model.stance import Stance

ORDER: tuple[Stance | None, ...] = (*Stance, None)
"""In which order stances stand beside each other, from the left; None is a plain highlight."""

Lanes = tuple[Stance | None, ...]
"""The stances of one place, each once, from the left."""


def lanes(places: Iterable[tuple[float, Stance | None]], near: float) -> Iterator[tuple[float, Lanes]]:
    """Yield where marks stand, and for which stances; those nearer than `near` to the first of a group stand beside it."""
    start, there = 0.0, set[Stance | None]()
    for place, stance in sorted(set(places), key=lambda one: one[0]):
        if there and place - start >= near:
            yield start, _in_order(there)
            there = set()
        if not there:
            start = place
        there.add(stance)
    if there:
        yield start, _in_order(there)


def _in_order(stances: set[Stance | None]) -> Lanes:
    return tuple(one for one in ORDER if one in stances)
