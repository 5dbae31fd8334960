"""Which lines of a page a drag is level with: those that its ends lie on, stand beside, or pass.

Pure geometry of lines and points; what is taken from there is `dragging`'s.
"""

from __future__ import annotations

from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import Point

_SHARED = 0.5
"""Part of the narrower of two lines that lies over the other where they are one text twice, such as a recognised layer, or stand
in one column."""

_MISSED = 1.0
"""Line heights by which a drag may miss a line that it means."""

_BETWEEN = 0.5
"""Line heights above or below a line up to which a point is beside it: half of the white between two lines."""


def passes_lines(text: PageText, one: Point, other: Point, near: Line) -> bool:
    """Tell whether a drag passed the height of any line that runs as one does, up to what a hand misses a line by."""
    frame = near.frame
    low, high = sorted(frame.across(point.x, point.y) for point in (one, other))
    return any(
        line.extent.gap_across(low) <= _MISSED * line.extent.height
        or line.extent.gap_across(high) <= _MISSED * line.extent.height
        or low < line.extent.across0 < high
        for line in text.lines
        if line.frame.same_way(frame)
    )


def drawn_along(text: PageText, one: Point, other: Point) -> Line | None:
    """Return the line that both ends of a drag are level with, if that is one only and neither end lies on another one beside it.

    The drag was over half of it, or begins or ends on it.
    """
    found = []
    for line in text.lines:
        extent, frame = line.extent, line.frame
        low, high = sorted((frame.along(one.x, one.y), frame.along(other.x, other.y)))
        common = min(high, extent.along1) - max(low, extent.along0)
        if common <= 0 or line in text.number_lines:
            continue
        if max(extent.gap_across(frame.across(each.x, each.y)) for each in (one, other)) == 0:
            begins_on_it = min(extent.gap_along(low), extent.gap_along(high)) == 0
            found.append((line, begins_on_it or common > _SHARED * (extent.along1 - extent.along0)))
    if len(found) != 1 or not found[0][1]:
        return None
    along = found[0][0]
    aside = [each for each in (one, other) if lies_beside(along, each)]
    return None if any(_lies_on_another(text, along, each) for each in aside) else along


def _lies_on_another(text: PageText, line: Line, point: Point) -> bool:
    """Tell whether a point lies on a line other than one; the number of a line is part of it."""
    return any(
        one is not line
        and one.frame.same_way(line.frame)
        and one not in text.number_lines
        and not lies_beside(one, point)
        and one.extent.gap_across(one.frame.across(point.x, point.y)) == 0
        for one in text.lines
    )


def body_of(text: PageText) -> list[Line]:
    """Return the lines of the text itself, which stand where it has them."""
    return [one for one in text.lines if one not in text.stray_lines and one not in text.number_lines]


def level_with(text: PageText, point: Point, line: Line) -> list[Line]:
    """Return the line that a point lies on, or else the nearest before and after it at its height; of those that run like one."""
    along, across = line.frame.along(point.x, point.y), line.frame.across(point.x, point.y)
    level = [
        one
        for one in body_of(text)
        if one.frame.same_way(line.frame) and one.extent.gap_across(across) <= _BETWEEN * one.extent.height
    ]
    on = [one for one in level if not lies_beside(one, point)]
    before = max((one for one in level if one.extent.along1 <= along), key=lambda one: one.extent.along1, default=None)
    after = min((one for one in level if one.extent.along0 >= along), key=lambda one: one.extent.along0, default=None)
    return on or [one for one in (before, after) if one is not None]


def lies_beside(line: Line, point: Point) -> bool:
    """Tell whether a point lies before or after a line, and not over, on or under it."""
    return line.extent.gap_along(line.frame.along(point.x, point.y)) > 0
