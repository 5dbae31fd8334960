"""Where a page lies on a sheet of paper, and how finely it is drawn. Pure: lengths are device pixels where nothing else is said.

Pages keep their shape. They are made smaller where the sheet is, larger only where that was asked for, and the sheet is turned
where the page has more room that way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from reviewer.documents import limits
from reviewer.model.page import PageInfo

POINTS_AN_INCH = 72.0
PIXELS_AN_INCH = 96.0
"""Of an image: what the page view shows at 100 %, and what a pack's copy of it says."""

FINEST_DPI = 300
"""Pixels an inch on paper: print of 6 points is sharp. A printer's own 1,200 would be sixteen times the pixels for nothing."""

MOST_PAGE_PX = 36_000_000
"""Pixels of one page on paper: an A3 sheet at the finest; posters are drawn more coarsely."""

FOOT_IN = 0.34
"""Inches that a line at the foot takes from the sheet, with the gap above it."""

_WORTH_TURNING = 1.01


@dataclass(frozen=True, slots=True)
class Room:
    """What of a sheet can be printed on, with device pixels an inch."""

    width: float
    height: float
    dpi: float

    @property
    def turned(self) -> Room:
        """The same sheet, a quarter turned."""
        return Room(self.height, self.width, self.dpi)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page on its sheet.

    Attributes:
        room: Of the sheet as it is held for reading.
        turned: Whether that is a quarter turned from how it was given.
        x: Left edge of the page in the room.
        y: Upper edge of the page.
        width: Of the page.
        height: Of the page.
        scale: Pixels of the drawing a page unit.
        dpi: Pixels of the drawing an inch of paper.

    """

    room: Room
    turned: bool
    x: float
    y: float
    width: float
    height: float
    scale: float
    dpi: float


def units_an_inch(*, is_image: bool) -> float:
    """Return how many page units make an inch where a page is printed at 100 %."""
    return PIXELS_AN_INCH if is_image else POINTS_AN_INCH


def size_in(page: PageInfo, *, is_image: bool) -> tuple[float, float]:
    """Return a page's width and height as displayed, in inches at 100 %."""
    width, height = page.shown_size
    unit = units_an_inch(is_image=is_image)
    return max(width, 1e-3) / unit, max(height, 1e-3) / unit


def place(page: PageInfo, room: Room, *, is_image: bool, foot: bool, enlarge: bool) -> Placed:
    """Return where a page lies.

    Args:
        page: The page.
        room: Of the sheet, as the paper lies.
        is_image: Whether its units are pixels.
        foot: Whether a line at the foot needs room.
        enlarge: Whether it may be larger than 100 %.

    """
    width_in, height_in = size_in(page, is_image=is_image)
    least_foot = FOOT_IN * room.dpi if foot else 0.0

    def share(held: Room) -> float:
        """Return how large the page is in a room: 1.0 is 100 %."""
        fits = min(held.width / (width_in * held.dpi), max(1.0, held.height - least_foot) / (height_in * held.dpi))
        return fits if enlarge else min(fits, 1.0)

    turned = share(room.turned) > share(room) * _WORTH_TURNING
    held = room.turned if turned else room
    size = share(held)
    width, height = width_in * size * held.dpi, height_in * size * held.dpi
    dpi = min(float(FINEST_DPI), held.dpi)
    pixels = (width * dpi / held.dpi) * (height * dpi / held.dpi)
    dpi *= min(1.0, math.sqrt(MOST_PAGE_PX / max(pixels, 1.0)))
    scale = dpi * size / units_an_inch(is_image=is_image)
    x, y = round((held.width - width) / 2), round((held.height - least_foot - height) / 2)
    return Placed(held, turned, max(0, x), max(0, y), width, height, min(scale, limits.MAX_SCALE), dpi)
