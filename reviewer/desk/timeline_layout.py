"""Owns what lies where on the timeline: bands below each other, in them lanes, in these rows in which nothing overlaps.

Pure, and the same for the window and for the picture that is saved. It asks only how wide words are. What lies near the end of
the scale has its words on its left. Rows depend on how wide a day is drawn, not on which part is looked at: to pan moves none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.desk.timeline_extents import extent_of
from reviewer.desk.timeline_packing import APART_PX, SIGN_PX, Dated, Placed, Spot, pack
from reviewer.desk.timeline_scale import TimeScale, bounds_of
from reviewer.desk.timeline_words import label_of

ROW_PX = 26.0
_BAND_PAD_PX, _LANE_GAP_PX, _LEAST_BAND_PX, _ACCESS_HEAD_PX = 14.0, 8.0, 64.0, 46.0
_WIDEST_LABEL_PX, _LABEL_SHARE = 300.0, 0.45


class Row(NamedTuple):
    """A row, by its number through all bands, and what lies in it from left to right."""

    number: int
    top: float
    spots: Sequence[Spot]

    @property
    def placed(self) -> list[Placed]:
        """What lies in it."""
        return [Placed(*one, self.number) for one in self.spots]

    def between(self, left: float, right: float) -> Iterator[Placed]:
        """Yield what lies, or has its words, between two places."""
        at = max(0, bisect_right(self.spots, left, key=_begin) - 1)
        for one in self.spots[at:]:
            if _begin(one) > right:
                return
            yield Placed(*one, self.number)


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


@dataclass(frozen=True)
class Layout:
    """Where all of it lies.

    Attributes:
        scale: Where days lie.
        bands: From top to bottom.
        rows: From top to bottom.
        height: Of all bands.

    """

    scale: TimeScale
    bands: Sequence[Band]
    rows: Sequence[Row]
    height: float
    _row_of: Sequence[int] = field(repr=False)
    _narrow: Sequence[tuple[float, int]] = field(repr=False)

    @cached_property
    def clusters(self) -> list[Cluster]:
        """What is drawn on nearly the same place: marks, and dates that are not exact where they are as narrow."""
        narrow = sorted(self._narrow)
        found: list[Cluster] = []
        at = 0
        while at < len(narrow):
            end = at + 1
            while end < len(narrow) and narrow[end][0] - narrow[at][0] < APART_PX:
                end += 1
            if end - at > 1:
                members = sorted(order for _, order in narrow[at:end])
                found.append(Cluster(narrow[at][0] - APART_PX / 2, narrow[end - 1][0] + APART_PX / 2, members))
            at = end
        return found

    @cached_property
    def _cluster_of(self) -> dict[int, Cluster]:
        return {order: one for one in self.clusters for order in one.members}

    def cluster_of(self, order: int) -> Cluster | None:
        """Return what cannot be told apart from something, with it; None where it stands alone."""
        return self._cluster_of.get(order)

    def place_of(self, order: int) -> Placed:
        """Return where something lies, by its place among all by date."""
        row = self.rows[self._row_of[order]]
        return next(Placed(*one, row.number) for one in row.spots if one[0].order == order)


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
    row_of = [0] * len(plan.dated)
    narrow: list[tuple[float, int]] = []
    top = 0.0
    for kind, of_kind in groupby(plan.lanes, key=lambda one: one[0]):
        begins, holds = top, 0
        lanes = []
        top += _ACCESS_HEAD_PX if kind is TimelineKind.ACCESS else _BAND_PAD_PX
        for _, name, of_lane in of_kind:
            lane_top, holds = top, holds + len(of_lane)
            for spots in pack(of_lane, scale, most, narrow):
                for one in spots:
                    row_of[one[0].order] = len(rows)
                rows.append(Row(len(rows), top, spots))
                top += ROW_PX
            lanes.append(Lane(name, lane_top, top))
            top += _LANE_GAP_PX if kind is TimelineKind.ACCESS else 0.0
        top = max(top + _BAND_PAD_PX, begins + _LEAST_BAND_PX)
        bands.append(Band(kind, begins, top, holds, lanes))
    return Layout(scale, bands, rows, top, row_of, narrow)


def _text(item: TimelineItem) -> str:
    first = item.begins or item.ends
    return first.text if first else ""


def _begin(one: Spot) -> float:
    return min(one[1], one[4])
