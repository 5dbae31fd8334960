"""How pages were laid out and where the view stood, as long as nobody moves it in between: a full turn leads back.

Values only; free of Qt. They are taken and brought back by `stage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from reviewer.ui.viewer.geometry.spots import Held


class Arrangement(NamedTuple):
    """A view of pages turned by `turn` degrees, in `spreads` or not, whose corner stands at (x, y), in device pixels."""

    turn: int
    spreads: bool
    x: int
    y: int
    size: tuple[int, int]
    zoom: float
    read: int | None


class Arrangements:
    """Those that one turning and pairing after another led through."""

    def __init__(self) -> None:
        self._passed: dict[tuple[int, bool], Arrangement] = {}
        self._last: Arrangement | None = None
        self._held: Held | None = None

    def leave(self, now: Arrangement, hold: Callable[[], Held]) -> Held:
        """Remember an arrangement that is about to be left; return what to keep in view, the same until somebody moves the view.

        `hold` takes it anew.
        """
        if self._held is None or now != self._last:
            self._passed.clear()
            self._held = hold()
        self._passed[now.turn, now.spreads] = now
        return self._held

    def passed(self, turn: int, spreads: bool) -> Arrangement | None:
        """Return how the view stood when pages were laid out like this, or None where they were not."""
        return self._passed.get((turn, spreads))

    @contextmanager
    def undisturbed(self, look: Callable[[], Arrangement]) -> Iterator[None]:
        """Take what moves the view meanwhile for a part of the last act: a scroll bar comes or goes a little later."""
        was_last = look() == self._last
        yield
        if was_last:
            self._last = look()

    def reach(self, now: Arrangement) -> None:
        """Remember where that led to."""
        self._last = now
