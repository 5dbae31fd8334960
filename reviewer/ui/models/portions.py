"""How many of a card's rows there are at a time: a view asks for the height of each, so thousands come in portions.

Owns which part of each long card is there. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 200
"""Rows below one card that are there at once without being asked for."""

PORTION = 100
"""How many more come at a time."""


@dataclass(frozen=True, slots=True)
class MoreRow:
    """The row in place of those that are not there: how many they are, of which card, and whether they stand above the others."""

    count: int
    card: str
    earlier: bool


class Portions:
    """The parts of the long cards of one tree."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[int, int]] = {}

    def span(self, card: str, count: int) -> tuple[int, int]:
        """Return from which row on, and up to which, a card shows its rows."""
        if count <= MOST:
            return 0, count
        start, stop = self._spans.get(card, (0, PORTION))
        return max(0, min(start, count - PORTION)), min(stop, count)

    def widen(self, row: MoreRow, count: int) -> int:
        """Let the next portion come; return the place of its row nearest to those that are there, among all."""
        start, stop = self.span(row.card, count)
        self._spans[row.card] = (max(0, start - PORTION), stop) if row.earlier else (start, stop + PORTION)
        return start - 1 if row.earlier else stop

    def reach(self, card: str, at: int, count: int) -> None:
        """Let the rows around a place be there, in place of others where that is not near."""
        start, stop = self.span(card, count)
        if not start <= at < stop:
            first = max(0, at - PORTION // 2)
            self._spans[card] = first, first + PORTION
