"""Owns how the things of one lane share its rows: where each is drawn at a width of a day, and where its words stand.

This is done anew for all things of a case whenever somebody zooms, so it works on plain tuples and makes no object a thing.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from reviewer.desk.timeline import TimelineItem
from reviewer.desk.timeline_extents import Extent
from reviewer.desk.timeline_scale import TimeScale

MARK_PX, BAR_PX = 16.0, 14.0
TAIL_PX = 28.0
"""How far an open end fades out: the same for all, since nobody knows how long it was."""
SIGN_PX = 18.0
"""Room for the sign before the words of what is unsourced."""
APART_PX = 8.0
"""What lies nearer to each other cannot be told apart."""
_GAP_PX, _LEAST_BAR_PX, _LEAST_WORDS_PX = 8.0, 6.0, 110.0

RIGHT, LEFT, OVER = "right", "left", "over"
"""Where the words of something stand: beside it, or over it where it leaves no room on either side."""


class Dated(NamedTuple):
    """Something that can be drawn, before anybody knows where.

    Attributes:
        order: Counts by date, from 0.
        item: What it is.
        extent: How far it reaches.
        label: The words beside it.
        width: How wide they are, with the sign before them where it is unsourced.
        is_mark: It is drawn as a mark on its day, and not as far as it lasts.

    """

    order: int
    item: TimelineItem
    extent: Extent
    label: str
    width: float
    is_mark: bool


class Placed(NamedTuple):
    """Something with its place, in pixels from the left end of the scale. `row` counts from the top through all bands."""

    dated: Dated
    left: float
    right: float
    side: str
    label_left: float
    label_width: float
    row: int

    @property
    def middle(self) -> float:
        """The middle of what is drawn, without open ends."""
        opens_left, opens_right = self.dated.extent.opens_left, self.dated.extent.opens_right
        return (self.left + self.right + (TAIL_PX if opens_left else 0) - (TAIL_PX if opens_right else 0)) / 2

    @property
    def begin(self) -> float:
        """Where it begins, with its words."""
        return min(self.left, self.label_left)

    @property
    def end(self) -> float:
        """Where it ends, with its words."""
        return max(self.right, self.label_left + self.label_width)


Spot = tuple[Dated, float, float, str, float, float]
"""A `Placed` whose row is not known yet."""
Span = tuple[float, float, Spot]
"""From where to where it takes up its row, with its words; counted from the right where they stand on its left."""


def pack(lane: Sequence[Dated], scale: TimeScale, most: float, narrow: list[tuple[float, int]]) -> list[list[Spot]]:
    """Share a lane's things out to as few rows as there can be, the earlier the higher, from left to right.

    What has its words on its left is in rows of its own.

    Args:
        lane: The things, by date.
        scale: Where days lie.
        most: How wide words may be.
        narrow: Is given the middle and the order of each thing that may not be told apart from others.

    """
    rightward, leftward = _spans(lane, scale, most, narrow)
    return [*_swept(rightward), *(row[::-1] for row in reversed(_swept(leftward[::-1])))]


def _spans(
    lane: Sequence[Dated], scale: TimeScale, most: float, narrow: list[tuple[float, int]]
) -> tuple[list[Span], list[Span]]:
    day, whole = scale.px_per_day, scale.width
    rightward: list[Span] = []
    leftward: list[Span] = []
    for one in lane:
        order, _, (first, last, _, _, opens_left, opens_right), _, width, is_mark = one
        left, right = (first - scale.first) * day, (last - scale.first) * day
        least = MARK_PX if is_mark else _LEAST_BAR_PX
        middle = (left + right) / 2
        if is_mark or right - left <= APART_PX:
            narrow.append((middle, order))
        if is_mark or right - left < least:
            left, right = middle - least / 2, middle + least / 2
        if opens_left:
            left -= TAIL_PX
        if opens_right:
            right += TAIL_PX
        width = min(width, most)
        room_right, room_left = whole - right - _GAP_PX, left - _GAP_PX
        if room_right < width and room_left < width and max(room_left, room_right) > _LEAST_WORDS_PX:
            width = max(room_left, room_right)
        if width <= room_right:
            rightward.append((left, right + _GAP_PX + width, (one, left, right, RIGHT, right + _GAP_PX, width)))
        elif width <= room_left:
            begin = left - _GAP_PX - width
            leftward.append((-right, -begin, (one, left, right, LEFT, begin, width)))
        else:
            room = min(width, max(_GAP_PX, right - left - 2 * _GAP_PX))
            rightward.append((left, right, (one, left, right, OVER, left + _GAP_PX, room)))
    return rightward, leftward


def _swept(spans: list[Span]) -> list[list[Spot]]:
    """Go along once and put each into the highest row that is free there."""
    spans.sort(key=itemgetter(0))
    rows: list[list[Spot]] = []
    taken: list[tuple[float, int]] = []
    free: list[int] = []
    for begin, end, one in spans:
        while taken and taken[0][0] <= begin:
            heapq.heappush(free, heapq.heappop(taken)[1])
        if free:
            row = heapq.heappop(free)
            rows[row].append(one)
        else:
            row = len(rows)
            rows.append([one])
        heapq.heappush(taken, (end + _GAP_PX, row))
    return rows
