"""Owns what lies where on the timeline: bands below each other, in them lanes, in these rows in which nothing overlaps.

Pure, and the same for the window and for the picture that is saved. It asks only how wide words are. What lies near the end of
the scale has its words on its left. Rows depend on how wide a day is drawn, not on which part is looked at: to pan moves none.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.desk.timeline_extents import Extent, extent_of
from reviewer.desk.timeline_scale import TimeScale, bounds_of
from reviewer.desk.timeline_words import label_of

ROW_PX, MARK_PX, BAR_PX = 26.0, 16.0, 14.0
TAIL_PX = 28.0
"""How far an open end fades out: the same for all, since nobody knows how long it was."""
SIGN_PX = 18.0
"""Room for the sign before the words of what is unsourced."""
APART_PX = 8.0
"""What lies nearer to each other cannot be told apart."""
_GAP_PX, _LEAST_BAR_PX = 8.0, 6.0
_BAND_PAD_PX, _LANE_GAP_PX, _LEAST_BAND_PX, _ACCESS_HEAD_PX = 14.0, 8.0, 64.0, 46.0
_WIDEST_LABEL_PX, _LABEL_SHARE = 300.0, 0.45

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
        """The middle of what is drawn."""
        return (self.left + self.right) / 2

    @property
    def begin(self) -> float:
        """Where it begins, with its words."""
        return min(self.left, self.label_left)

    @property
    def end(self) -> float:
        """Where it ends, with its words."""
        return max(self.right, self.label_left + self.label_width)


class Row(NamedTuple):
    """A row, and what lies in it from left to right."""

    top: float
    placed: Sequence[Placed]


class Lane(NamedTuple):
    """Rows that share a name, such as those of one actor and permission."""

    name: str
    top: float
    bottom: float


class Band(NamedTuple):
    """One kind of things; only access has lanes with names."""

    kind: TimelineKind
    top: float
    bottom: float
    holds: int
    lanes: Sequence[Lane]


class Cluster(NamedTuple):
    """What is too close to tell apart, by date, and where that is."""

    left: float
    right: float
    members: Sequence[int]


class Plan(NamedTuple):
    """What is to be laid out, whatever the scale: all of it by date, the lanes from top to bottom, the days it lies between."""

    dated: Sequence[Dated]
    lanes: Sequence[tuple[TimelineKind, str, Sequence[Dated]]]
    first: int
    last: int


class Layout(NamedTuple):
    """Where all of it lies. `placed` is by date: the place of something in it is its `order`."""

    scale: TimeScale
    bands: Sequence[Band]
    rows: Sequence[Row]
    placed: Sequence[Placed]
    clusters: Sequence[Cluster]
    width: float
    height: float


def plan_of(items: Iterable[TimelineItem], width_of: Callable[[str], float]) -> Plan:
    """Return what can be drawn; `width_of` tells how wide words are."""
    found = [(extent, item) for item in items if (extent := extent_of(item)) is not None]
    kinds = {kind: place for place, kind in enumerate(TimelineKind)}
    found.sort(key=lambda one: (one[0].first, one[0].last, _text(one[1]), kinds[one[1].kind], one[1].lane, one[1].record))
    dated = []
    for order, (extent, item) in enumerate(found):
        label = label_of(item)
        is_mark = extent.last - extent.first == 1 and extent.sure_to > extent.sure_from and not extent.opens_left
        sign = 0.0 if item.is_sourced else SIGN_PX
        dated.append(Dated(order, item, extent, label, width_of(label) + sign, is_mark))
    by_lane = sorted(dated, key=lambda one: (kinds[one.item.kind], one.item.lane, one.order))
    lanes = [(kind, lane, tuple(of)) for (kind, lane), of in groupby(by_lane, key=lambda one: (one.item.kind, one.item.lane))]
    return Plan(dated, lanes, *bounds_of(one.extent for one in dated))


def scale_of(plan: Plan, width: float, px_per_day: float = 0.0) -> TimeScale:
    """Return the scale on which all of it lies, at least as wide as `width`; a day as wide as asked for, 0 for all in sight."""
    return TimeScale(plan.first, plan.last, max(width / (plan.last - plan.first), px_per_day))


def layout_of(plan: Plan, scale: TimeScale, view_width: float) -> Layout:
    """Return where everything lies; `view_width` bounds how wide the words beside something may be."""
    most = min(_WIDEST_LABEL_PX, view_width * _LABEL_SHARE)
    bands: list[Band] = []
    rows: list[Row] = []
    found: dict[int, Placed] = {}
    top = 0.0
    for kind, of_kind in groupby(plan.lanes, key=lambda one: one[0]):
        begins, count = top, 0
        lanes = []
        top += _ACCESS_HEAD_PX if kind is TimelineKind.ACCESS else _BAND_PAD_PX
        for _, name, of_lane in of_kind:
            lane_top, count = top, count + len(of_lane)
            for row in _packed([_spot(one, scale, scale.width, most) for one in of_lane]):
                placed = [Placed(*one, len(rows)) for one in row]
                rows.append(Row(top, placed))
                for spot in placed:
                    found[spot.dated.order] = spot
                top += ROW_PX
            lanes.append(Lane(name, lane_top, top))
            top += _LANE_GAP_PX if kind is TimelineKind.ACCESS else 0.0
        top = max(top + _BAND_PAD_PX, begins + _LEAST_BAND_PX)
        bands.append(Band(kind, begins, top, count, lanes))
    by_date = [found[order] for order in range(len(found))]
    width = max([scale.width, *(row.placed[-1].right for row in rows)])
    return Layout(scale, bands, rows, by_date, _clusters(by_date), width, top)


def _text(item: TimelineItem) -> str:
    first = item.begins or item.ends
    return first.text if first else ""


Spot = tuple[Dated, float, float, str, float, float]
"""A `Placed` whose row is not known yet."""


def _spot(one: Dated, scale: TimeScale, whole: float, most: float) -> Spot:
    extent = one.extent
    left, right = scale.x(extent.first), scale.x(extent.last)
    least = MARK_PX if one.is_mark else _LEAST_BAR_PX
    if one.is_mark or right - left < least:
        middle = (left + right) / 2
        left, right = middle - least / 2, middle + least / 2
    if extent.opens_left:
        left -= TAIL_PX
    if extent.opens_right:
        right += TAIL_PX
    width = min(most, one.width)
    if right + _GAP_PX + width <= whole:
        return one, left, right, RIGHT, right + _GAP_PX, width
    if left - _GAP_PX - width >= 0:
        return one, left, right, LEFT, left - _GAP_PX - width, width
    return one, left, right, OVER, left + _GAP_PX, min(width, max(_GAP_PX, right - left - 2 * _GAP_PX))


def _packed(spots: list[Spot]) -> list[list[Spot]]:
    """Share out to as few rows as there can be, the earlier the higher; what has its words on its left in rows of its own."""
    rightward = [(one[1], one[4] + one[5] if one[3] == RIGHT else one[2], one) for one in spots if one[3] != LEFT]
    leftward = [(-one[2], -one[4], one) for one in reversed(spots) if one[3] == LEFT]
    return [*_swept(rightward), *(row[::-1] for row in reversed(_swept(leftward)))]


def _swept(spans: list[tuple[float, float, Spot]]) -> list[list[Spot]]:
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


def _clusters(placed: Sequence[Placed]) -> list[Cluster]:
    """Gather what is drawn on nearly the same place: marks, and dates that are not exact where they are as narrow."""
    narrow = sorted((one for one in placed if one.dated.is_mark or one.right - one.left <= APART_PX), key=lambda one: one.middle)
    found: list[Cluster] = []
    at = 0
    while at < len(narrow):
        end = at + 1
        while end < len(narrow) and narrow[end].middle - narrow[at].middle < APART_PX:
            end += 1
        if end - at > 1:
            members = sorted(one.dated.order for one in narrow[at:end])
            found.append(Cluster(narrow[at].middle - APART_PX / 2, narrow[end - 1].middle + APART_PX / 2, members))
        at = end
    return found
