"""When a fit must follow the page that is read, and to which zoom. Pure; all sizes in device pixels."""

from __future__ import annotations

from typing import NamedTuple

from reviewer.ui.viewer.geometry.page_layout import PageLayout
from reviewer.ui.viewer.geometry.zooming import Zooming, ZoomMode

FILLED = 0.9
"""How much of the room that a fit gives a page may go unused before it is fitted anew: pages of one scan differ by a little."""


class Room(NamedTuple):
    """The part of a view that pages are fitted to, and its screen's scale."""

    width: int
    height: int
    dpr: float


def fitting(zooming: Zooming, layout: PageLayout, page: int, room: Room) -> float:
    """Return the zoom that fits a page, or its spread, to a view."""
    margins = 2 * layout.margin
    between = layout.spine + 1 if layout.spine else 0  # each page of a spread has a whole number of pixels
    paper = max(1, room.width - margins - between), max(1, room.height - margins)
    return zooming.fitting(layout.row_size(page), paper, room.dpr)


def followed(zooming: Zooming, layout: PageLayout, page: int, room: Room) -> float:
    """Return the zoom at which a page is read: the one there is, unless that hides some of it or makes little use of the view.

    A small image is not blown up.
    """
    if zooming.mode is ZoomMode.FREE:
        return zooming.zoom
    wanted = fitting(zooming, layout, page, room)
    wanted = min(wanted, 1.0) if zooming.is_image else wanted
    across, down = (one * layout.scale for one in layout.row_size(page))
    hides = across + layout.spine > room.width or (zooming.mode is ZoomMode.PAGE and down > room.height)
    return wanted if hides or zooming.zoom < wanted * FILLED else zooming.zoom
