"""How a line of text is shown: the Unicode Bidirectional Algorithm (UAX 9) without embeddings, for tests of its inverse."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

BRACKETS = {"(": ")", "[": "]", "{": "}"}
NEUTRAL = {"B", "S", "WS", "ON", "BN", "ET", "ES", "CS"}


def as_shown(text: str, *, from_right: bool) -> list[int]:
    """Return the characters of a line, by their places in it, in the order in which they stand on paper from the left."""
    base = int(from_right)
    levels = [_level(kind, base) for kind in _resolved(text, base)]
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return order


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolved(text: str, base: int) -> list[str]:
    kinds = [unicodedata.bidirectional(char) for char in text]
    embedding = "R" if base else "L"
    _weak(kinds, embedding)
    _bracket_pairs(text, kinds, embedding)
    for start, end in _runs(kinds, NEUTRAL):
        before = _strong(kinds[start - 1]) if start else embedding
        after = _strong(kinds[end]) if end < len(kinds) else embedding
        kinds[start:end] = [before if before == after else embedding] * (end - start)
    return kinds


def _strong(kind: str) -> str:
    return "R" if kind in {"R", "EN", "AN"} else kind


def _weak(kinds: list[str], embedding: str) -> None:
    last = embedding
    for at, kind in enumerate(kinds):  # W1, W2, W3
        if kind == "NSM":
            kinds[at] = kinds[at - 1] if at else embedding
        elif kind in {"L", "R", "AL"}:
            last = kind
        elif kind == "EN" and last == "AL":
            kinds[at] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):  # W4
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and ((kinds[at] == "CS" and before in {"EN", "AN"}) or (kinds[at] == "ES" and before == "EN")):
            kinds[at] = before
    for start, end in _runs(kinds, {"ET"}):  # W5
        if (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[start:end] = ["EN"] * (end - start)
    last = embedding
    for at, kind in enumerate(kinds):  # W7
        if kind in {"L", "R"}:
            last = kind
        elif kind == "EN" and last == "L":
            kinds[at] = "L"


def _bracket_pairs(text: str, kinds: list[str], embedding: str) -> None:
    """Apply rule N0."""
    waiting: list[int] = []
    pairs = []
    for at, char in enumerate(text):
        if char in BRACKETS:
            waiting.append(at)
        elif char in BRACKETS.values():
            for back in range(len(waiting) - 1, -1, -1):
                if BRACKETS[text[waiting[back]]] == char:
                    pairs.append((waiting[back], at))
                    del waiting[back:]
                    break
    for opening, closing in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} & {"L", "R"}
        other = "L" if embedding == "R" else "R"
        if embedding in inside:
            kinds[opening] = kinds[closing] = embedding
        elif other in inside:
            before = next((_strong(kind) for kind in reversed(kinds[:opening]) if _strong(kind) in {"L", "R"}), embedding)
            kinds[opening] = kinds[closing] = other if before == other else embedding


def _runs(kinds: Sequence[str], wanted: set[str]) -> list[tuple[int, int]]:
    found = []
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in wanted:
            end += 1
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found
