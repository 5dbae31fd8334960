"""The stretches of a mixed line that run against it: numbers and left-to-right words, or words that run from right to left.

Pure; works on the glyphs of a line in the order in which they stand on paper. `reordering` puts the line together from them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.text.page.direction import bidi_class

_STRONG_BACKWARD = frozenset(("R", "AL", "AN"))
_WITHIN = _STRONG_BACKWARD | {"EN"}
"""What a stretch of right-to-left script begins and ends with."""
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_GLUE = frozenset("-./:_'’")
"""Signs that tie a number to a word of a left-to-right script: "COVID-19"."""

Run = tuple[int, int]
"""Start and end of a stretch."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One glyph of a line, as far as its order is concerned.

    Attributes:
        char: Its first character; "" for a glyph that means nothing.
        turn: When it was drawn: glyphs drawn later have higher numbers.

    """

    char: str
    turn: int

    @property
    def way(self) -> str:
        """Its bidirectional class."""
        return bidi_class(self.char) if self.char else "ON"


def numbers(signs: Sequence[Sign]) -> Iterator[Run]:
    """Yield the numbers of a line taken from right to left, with the signs that are part of them (rules W2, W4 and W5)."""
    at, arabic = 0, False
    ways = [one.way for one in signs]
    while at < len(ways):
        way = ways[at]
        if way in {"L", "R", "AL"}:
            arabic = way == "AL"
        if way not in {"EN", "AN"}:
            at += 1
            continue
        start, end = at, _number_end(ways, at, arabic=arabic)
        if way == "EN" and not arabic:
            while start > 0 and ways[start - 1] == "ET":
                start -= 1
            while end < len(ways) and ways[end] == "ET":
                end += 1
        yield start, end
        at = end


def _number_end(ways: Sequence[str], at: int, *, arabic: bool) -> int:
    """Return where the digits end that begin at a place, separators between two of them included."""
    digit = ways[at]
    parting = {"CS", "ES"} if digit == "EN" and not arabic else {"CS"}
    end = at + 1
    while end < len(ways):
        if ways[end] == digit:
            end += 1
        elif ways[end] in parting and end + 1 < len(ways) and ways[end + 1] == digit:
            end += 2
        else:
            break
    return end


def forward_words(signs: Sequence[Sign], digits: Sequence[Run]) -> Iterator[Run]:
    """Yield the stretches of left-to-right script in a line taken from right to left, with what belongs to them."""
    at = 0
    while at < len(signs):
        if signs[at].way != "L":
            at += 1
            continue
        end = last = at
        while end < len(signs) and signs[end].way not in _STRONG_BACKWARD:
            if signs[end].way == "L":
                last = end
            end += 1
        yield from _with_brackets(signs, *_with_numbers(signs, digits, at, last + 1))
        at = end


def _with_numbers(signs: Sequence[Sign], digits: Sequence[Run], start: int, end: int) -> Run:
    """Return a stretch of left-to-right script with the numbers beside it that were drawn with it, from left to right."""
    before = bisect_left(digits, (start, start)) - 1
    if before >= 0:
        low, high = digits[before]
        drawn_after = signs[low].turn > signs[start].turn
        if high <= start and drawn_after and not _is_anothers(signs, low) and _is_tied(signs[high:start]):
            start = low
    after = bisect_left(digits, (end, end))
    if after < len(digits):
        low, high = digits[after]
        if signs[high - 1].turn < signs[end - 1].turn and signs[low].way != "AN" and _is_tied(signs[end:low]):
            end = high
    return start, end


def _is_tied(gap: Sequence[Sign]) -> bool:
    """Tell whether what stands between a word and a number leaves them together: nothing, one space, or a sign that ties."""
    return not gap or (len(gap) == 1 and (gap[0].char.isspace() or gap[0].char in _GLUE))


def _is_anothers(signs: Sequence[Sign], low: int) -> bool:
    """Tell whether a number belongs to right-to-left text: by its digits, or by a letter immediately before it, as a prefix."""
    return signs[low].way == "AN" or (low > 0 and signs[low - 1].way in _STRONG_BACKWARD)


def _with_brackets(signs: Sequence[Sign], start: int, end: int) -> Iterator[Run]:
    """Yield a stretch of left-to-right script, taken from the right, with the brackets beside it that are halves of pairs inside.

    A bracket inside without its other half is not part of the stretch, and parts it in two.
    """
    lone, reach = [], (start, end)
    unmatched: list[int] = []
    for at in range(min(end, len(signs) - 1), max(start - 2, -1), -1):
        char = signs[at].char
        if char in _CLOSING:
            unmatched.append(at)
        elif unmatched and char and char == _CLOSING.get(signs[unmatched[-1]].char):
            reach = min(reach[0], at), max(reach[1], unmatched.pop() + 1)
        elif char in _CLOSING.values():
            lone.append(at)
    begin = reach[0]
    for at in sorted(one for one in (*lone, *unmatched) if reach[0] <= one < reach[1]):
        yield from _trimmed(signs, begin, at)
        begin = at + 1
    yield from _trimmed(signs, begin, reach[1])


def _trimmed(signs: Sequence[Sign], start: int, end: int) -> Iterator[Run]:
    """Yield a stretch without the spaces at its ends, if there is anything else."""
    while start < end and signs[start].char.isspace():
        start += 1
    while start < end and signs[end - 1].char.isspace():
        end -= 1
    if start < end:
        yield start, end


def backward_runs(signs: Sequence[Sign]) -> Iterator[Run]:
    """Yield the stretches of a left-to-right line that are read from right to left."""
    at = 0
    while at < len(signs):
        if signs[at].way not in _STRONG_BACKWARD:
            at += 1
            continue
        begin = end = last = at
        while end < len(signs) and signs[end].way != "L":
            if signs[end].way in _STRONG_BACKWARD:
                last = end
            end += 1
        at = last + 1
        for start, stop in _parted(signs, _with_own_number(signs, begin), at):
            yield start, stop
            at = max(at, stop)


def _parted(signs: Sequence[Sign], start: int, end: int) -> Iterator[Run]:
    """Yield the parts of a stretch read from right to left, between brackets that pair with others beside it: the line has these.

    Brackets that pair the other way round on paper, as right-to-left text has them where they are meant so, belong to it.
    """
    todo = [(start, end)]
    while todo:
        low, high = todo.pop()
        while low < high and signs[low].way not in _WITHIN:
            low += 1
        while low < high and signs[high - 1].way not in _WITHIN:
            high -= 1
        inside = [one.char for one in signs[low:high]]
        before = signs[low - 1].char if low else ""
        after = signs[high].char if high < len(signs) else ""
        parting = None
        for opening, closing in _CLOSING.items():
            surplus = inside.count(opening) - inside.count(closing)
            if surplus > 0 and after == closing:
                parting = high - 1 - inside[::-1].index(opening)
            elif surplus < 0 and before == opening:
                parting = low + inside.index(closing)
            elif surplus > 0 and before == closing:
                low -= 1
            elif surplus < 0 and after == opening:
                high += 1
        if parting is not None:
            todo += [(parting + 1, high), (low, parting)]
        elif low < high:
            yield low, high


def _with_own_number(signs: Sequence[Sign], start: int) -> int:
    """Return where a stretch read from right to left begins on paper, with a number at its left that was drawn after it."""
    at = start - 1
    while at >= 0 and signs[at].char.isspace():
        at -= 1
    if at < 0 or signs[at].way != "EN" or signs[at].turn < signs[start].turn:
        return start
    while at > 0 and signs[at - 1].way in {"EN", "CS", "ES", "ET"}:
        at -= 1
    while signs[at].way in {"CS", "ES"}:
        at += 1
    return at
