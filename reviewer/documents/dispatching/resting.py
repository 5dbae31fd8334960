"""When work that nobody waits for is put off: while somebody turns pages, processor and disk are theirs.

Owns the times; `dispatcher` tells what is looked at, and lanes ask before they send such work. Used on the I/O thread only.
"""

from __future__ import annotations

import time

REST_S = 1.0
"""Seconds after the latest look at a page: who turns pages looks on within that, though two may be drawn at once."""

TURNING_S = 0.35
"""Seconds that looking goes on before it counts as turning pages: one page is drawn in several parts."""

LONGEST_REST_S = 15.0
"""Seconds after which the work goes on all the same: somebody may scroll through a document for an hour."""


class Rest:
    """How long work is put off."""

    def __init__(self) -> None:
        self._began_at = self._looked_at = float("-inf")

    def look(self) -> None:
        """Take note that pixels are wanted that somebody looks at."""
        now = time.monotonic()
        if now - self._looked_at > REST_S:
            self._began_at = now
        self._looked_at = now

    @property
    def left_s(self) -> float:
        """How many seconds are left of the rest; 0 where there is none."""
        turning_s = self._looked_at - self._began_at
        if not TURNING_S < turning_s < LONGEST_REST_S:
            return 0.0
        return max(0.0, self._looked_at + REST_S - time.monotonic())
