"""Places among the pages that outlive a change of zoom, of turn, or of how pages are laid out.

Values, and how they are taken from a camera and found again; free of Qt. What is done with them is the stage's.
"""

from __future__ import annotations

from typing import NamedTuple

from reviewer.model.geometry import Point
from reviewer.ui.viewer.geometry.camera import Camera, ViewPoint
from reviewer.ui.viewer.geometry.page_layout import ContentPoint, PageLayout

EYES = 1 / 3
"""How far down the view people read, as a part of its height."""


class Spot(NamedTuple):
    """A place that survives zooming: the shown page units at a point of the view.

    `x` and `y` count from the shown page's upper left corner, `at` is where that point stands in the view. `above` says how many
    device pixels above the page it lies where it does: there is canvas, whose height does not follow the zoom.
    """

    page: int
    x: float
    y: float
    at: ViewPoint
    above: float = 0.0


class Held(NamedTuple):
    """A spot that survives turning as well.

    Attributes:
        spot: The spot.
        point: The same point in page space.
        turn: By how many degrees pages were turned at that time.
        current: The page that was read.
        read: The same where it was gone to; None where the place in view says which that is.
        zoom: The zoom at that time.

    """

    spot: Spot
    point: Point
    turn: int
    current: int
    read: int | None
    zoom: float


def spot_at(camera: Camera, at: ViewPoint | None = None) -> Spot | None:
    """Return what stands at a point of the view, by default its upper edge; None without pages."""
    layout = camera.layout
    if not layout.count:
        return None
    point = at or ViewPoint(camera.width / 2 / camera.dpr, 0.0)
    content = camera.to_content(point)
    across = content.x if at is not None else camera.x + camera.width / 3  # of a spread, the page that is read
    page = layout.page_at(content.y, across)
    row = layout.pages_in(layout.row_of(page))
    if all(content.y >= layout.rect(one).bottom - 1 for one in row):  # edges are rounded, and may be a pixel off
        page = layout.page_at(layout.rect(layout.stepped(page, 1)).y, across)  # in a gap, what is read comes below
    where, scale = layout.rect(page), layout.scale
    return Spot(page, (content.x - where.x) / scale, (content.y - where.y) / scale, point, max(0.0, where.y - content.y))


def spot_read(camera: Camera) -> Spot | None:
    """Return the top of the page that is read where that is in view below another one; else what `spot_at` does."""
    spot, page, layout = spot_at(camera), camera.current_page, camera.layout
    if spot is None or layout.row_of(page) <= layout.row_of(spot.page):
        return spot
    return Spot(page, spot.x, 0.0, ViewPoint(spot.at.x, (layout.rect(page).y - camera.y) / camera.dpr))


def spot_under_the_eyes(camera: Camera) -> Spot:
    """Return the point of the page that is read which is nearest to where the eyes are.

    Raises:
        IndexError: There are no pages.

    """
    page, layout = camera.current_page, camera.layout
    eyes = ViewPoint(camera.width / 2 / camera.dpr, camera.height * EYES / camera.dpr)
    found = camera.point_on(page, eyes)
    shown = layout.shown_matrix(page).apply(found.point)
    return Spot(page, shown.x, shown.y, camera.view_point(found))


def hold(camera: Camera, spot: Spot, zoom: float) -> Held:
    """Make a spot survive turning."""
    point = camera.layout.shown_matrix(spot.page).inverse().apply(Point(spot.x, spot.y))
    return Held(spot, point, camera.layout.turn, camera.current_page, camera.read, zoom)


def hold_read(camera: Camera) -> Held:
    """Hold what stands under the eyes."""
    return hold(camera, spot_under_the_eyes(camera), 1.0)


def spot_of(layout: PageLayout, held: Held) -> Spot:
    """Return what was held, as pages are turned now."""
    if held.turn == layout.turn:
        return held.spot
    shown = layout.shown_matrix(held.spot.page).apply(held.point)
    return Spot(held.spot.page, shown.x, shown.y, held.spot.at)


def content_of(layout: PageLayout, spot: Spot) -> ContentPoint:
    """Return where a spot lies in the content."""
    where, scale = layout.rect(spot.page), layout.scale
    y = where.y + spot.y * scale if spot.y >= 0 else where.y - min(layout.margin, spot.above or -spot.y * scale)
    return ContentPoint(where.x + spot.x * scale, y)
