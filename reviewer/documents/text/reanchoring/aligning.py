"""Owns the alignment of a passage with its context against a stretch of letters, and the cutting out of its own part. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

_REACH = 160
"""Letters on either side of a candidate in which the passage is looked for."""

_LONGEST = 700
"""Letters of a pattern that is aligned as one; of a longer quote its two ends are, each with the context beside it."""

_END = 220
"""Letters of each end."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A passage's letters with those of its context, and where among them its own are."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, before: str, own: str, behind: str) -> Pattern:
        """Put a pattern together."""
        return cls(before + own + behind, len(before), len(before) + len(own))

    @property
    def own(self) -> str:
        """The passage's own letters."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a passage was found: its own part, and how much of the whole pattern, its own and what is around agrees, 0 to 1."""

    start: int
    end: int
    score: float
    own_score: float
    around_score: float


def aligned(pattern: Pattern, letters: str, near: int, without: tuple[int, int] | None = None) -> Alignment | None:
    """Return where a pattern that begins about at `near` lies best, or None where nothing of it does.

    `without`: letters that are looked past, where a better place was found.
    """
    if without is not None:
        sides = [
            aligned(pattern, letters[: without[0]], max(0, without[0] - len(pattern.text))),
            _shifted(aligned(pattern, letters[without[1] : without[1] + 2 * len(pattern.text) + _REACH], 0), without[1]),
        ]
        return max((one for one in sides if one is not None), key=lambda one: one.score, default=None)
    if len(pattern.text) <= _LONGEST:
        found = _aligned_as_one(pattern, letters, near, near + len(pattern.text))
        return None if found is None else scored(pattern, letters, *found)
    head = Pattern(pattern.text[: pattern.start + _END], pattern.start, pattern.start + _END)
    behind = len(pattern.text) - pattern.end
    tail = Pattern(pattern.text[pattern.end - _END :], 0, _END)
    first = _aligned_as_one(head, letters, near, near + len(head.text))
    if first is None:
        return None
    ends_at = first[0] + (pattern.end - pattern.start)
    slack = (pattern.end - pattern.start) // 8
    last = _aligned_as_one(tail, letters, ends_at - _END - slack, ends_at + behind + slack)
    if last is None or last[1] <= first[0]:
        return None
    return scored(pattern, letters, first[0], last[1])


def _aligned_as_one(pattern: Pattern, letters: str, low: int, high: int) -> tuple[int, int] | None:
    """Return where the own part of a pattern begins and ends."""
    low, high = max(0, low - _REACH), min(len(letters), high + _REACH)
    window = letters[low:high]
    if not window or not pattern.text:
        return None
    found = fuzz.partial_ratio_alignment(pattern.text, window)
    if found is None or found.score == 0:
        return None
    if len(window) < len(pattern.text):
        cut = 0
        part = window
    else:
        slack = 8 + len(pattern.text) // 10
        cut = max(0, found.dest_start - slack)
        part = window[cut : found.dest_end + slack]
    start, end = _cut(pattern, part)
    return None if start >= end else (low + cut + start, low + cut + end)


def _cut(pattern: Pattern, part: str) -> tuple[int, int]:
    """Return where a pattern's own letters begin and end in a part of the letters, by the edits that lead there."""
    start = end = -1
    steps = list(Levenshtein.opcodes(pattern.text, part))
    for one, following in zip(steps, [*steps[1:], None], strict=True):
        if start < 0 and one.src_start <= pattern.start < one.src_end:
            shift = pattern.start - one.src_start
            start = one.dest_start + (shift if one.tag != "delete" else 0)
            if one.tag == "equal" and not shift and following is not None and following.tag == "insert":
                come = following.dest_end - following.dest_start  # what came in may as well stand before the passage
                first = pattern.text[one.src_start : one.src_end]
                start += come if part[start + come :].startswith(first) else 0
        if one.src_start < pattern.end <= one.src_end:
            shift = pattern.end - one.src_start
            end = one.dest_start + (shift if one.tag != "delete" else 0)
    return max(0, start), max(0, end)


def _shifted(found: Alignment | None, by: int) -> Alignment | None:
    return None if found is None else replace(found, start=found.start + by, end=found.end + by)


def scored(pattern: Pattern, letters: str, start: int, end: int) -> Alignment:
    """Return how well a pattern agrees with what stands at and around a place of its own part."""
    before, behind = pattern.text[: pattern.start], pattern.text[pattern.end :]
    own = letters[start:end]
    own_score = Indel.normalized_similarity(pattern.own, own)
    sides = ((before, letters[max(0, start - len(before)) : start]), (behind, letters[end : end + len(behind)]))
    around = [(len(one), Indel.normalized_similarity(one, there)) for one, there in sides]
    score, around_score = _mean([(len(pattern.own), own_score), *around]), _mean(around)
    return Alignment(start, end, score, own_score, around_score)


def _mean(weighed: list[tuple[int, float]]) -> float:
    whole = sum(weight for weight, _ in weighed)
    return sum(weight * score for weight, score in weighed) / whole if whole else 1.0
