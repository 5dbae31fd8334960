"""How a drag past the view's edges scrolls it: further out is faster.

Pure, over a widget's place on its screen. Owns no timer.
"""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

SHARE = 0.25
"""Part of the pointer's distance from the view that is scrolled each time."""

MOST_PX = 60
PUSH_PX = 48
"""How far out a pointer counts as that stands at the screen's edge and can go no further: that of a window on the full screen."""


def scroll_step(view: QWidget, place: QPointF) -> QPointF:
    """Return by how many logical pixels a view scrolls to follow a pointer: nothing while it is over the view.

    Args:
        view: What is dragged over.
        place: Where the pointer is, in the view's own coordinates.

    """
    there = view.mapToGlobal(place)
    at = QPoint(floor(there.x()), floor(there.y()))

    def ends(across: int, down: int) -> bool:
        """Tell whether no screen goes on there: over a common border of two screens a pointer can go on."""
        return QGuiApplication.screenAt(at + QPoint(across, down)) is None

    return QPointF(
        _step(place.x(), view.width(), at_first=ends(-1, 0), at_last=ends(1, 0)),
        _step(place.y(), view.height(), at_first=ends(0, -1), at_last=ends(0, 1)),
    )


def _step(place: float, length: int, *, at_first: bool, at_last: bool) -> float:
    """Return it for one direction; `at_first` and `at_last` tell whether the pointer has the first or last pixel there is."""
    out = min(0.0, place) + max(0.0, place - length)
    if not out and at_first != at_last and (place < 1 if at_first else place >= length - 1):
        out = -PUSH_PX if at_first else PUSH_PX
    return min(max(out * SHARE, -MOST_PX), MOST_PX)
