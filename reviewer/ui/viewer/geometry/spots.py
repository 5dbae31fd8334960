"""Places among the pages that outlive a change of zoom, of turn, or of how pages are laid out.

Values only; they are taken and brought back by `stage`.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.geometry import Point
from reviewer.ui.viewer.geometry.camera import ViewPoint


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that survives zooming: the shown page units at a point of the view.

    `x` and `y` count from the shown page's upper left corner, `at` is where that point stands in the view.
    """

    page: int
    x: float
    y: float
    at: ViewPoint


@dataclass(frozen=True, slots=True)
class Held:
    """A spot that survives turning as well: the same point in page space, and the view's turn at that time."""

    spot: Spot
    point: Point
    turn: int
