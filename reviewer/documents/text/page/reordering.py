"""From the order in which a line stands on paper to the order in which it is read: the Unicode Bidirectional Algorithm backwards.

Pure. What is found is an order that, shown by that algorithm (UAX 9), gives the line as printed. Where several orders do, such as
for a number between words of two scripts, the order of drawing decides: what was drawn from left to right is read so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.text.page.stretches import Run, Sign, backward_runs, forward_words, numbers

_MIRRORED = dict(zip("()[]{}«»‹›<>≤≥", ")(][}{»«›‹><≥≤", strict=True))
_PAIRED = frozenset("()[]{}«»‹›")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a glyph comes in reading order.

    Attributes:
        index: Its place on paper, from the left.
        backward: Whether it stands among what is read from right to left, where brackets are shown mirrored.

    """

    index: int
    backward: bool


def reading_order(signs: Sequence[Sign], *, from_right: bool) -> list[Placed]:
    """Return the glyphs of a line in the order in which they are read.

    Args:
        signs: The glyphs as they stand on paper, from left to right.
        from_right: Whether the paragraph is one that runs from right to left.

    """
    if from_right:
        order = range(len(signs) - 1, -1, -1)
        islands = _islands([signs[at] for at in order])
        return [
            Placed(order[at], not forward)
            for start, end, forward in islands
            for at in (range(end - 1, start - 1, -1) if forward else range(start, end))
        ]
    placed: list[Placed] = []
    at = 0
    for start, end in backward_runs(signs):
        placed += [Placed(one, backward=False) for one in range(at, start)]
        inner = reading_order(signs[start:end], from_right=True)
        placed += [Placed(start + one.index, one.backward) for one in inner]
        at = end
    return placed + [Placed(one, backward=False) for one in range(at, len(signs))]


def mirrored(char: str) -> str:
    """Return the sign that is the mirror image of this one, such as ")" of "("; the same where there is none."""
    return _MIRRORED.get(char, char)


def facing(chars: Sequence[str]) -> int:
    """Return how many pairs of signs in a text read from right to left open before they close, less those that close first.

    Below zero, the document gives them as they look on paper, and not as they are meant.
    """
    score = 0
    unmatched: list[str] = []
    for char in chars:
        if char not in _PAIRED:
            continue
        if unmatched and unmatched[-1] == _MIRRORED[char]:
            score += 1 if unmatched[-1] < char else -1
            unmatched.pop()
        else:
            unmatched.append(char)
    return score


def _islands(signs: Sequence[Sign]) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each stretch of a line taken from right to left, and whether it runs from left to right."""
    digits = list(numbers(signs))
    found = _joined(sorted([*forward_words(signs, digits), *digits]))
    at = 0
    for start, end in found:
        if at < start:
            yield at, start, False
        yield start, end, True
        at = end
    if at < len(signs):
        yield at, len(signs), False


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Return the runs without those that lie within others; they come sorted."""
    kept: list[Run] = []
    for start, end in runs:
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept
