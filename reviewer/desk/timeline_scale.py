"""Owns the one straight scale of the timeline: where a day lies in pixels, and the years, months or days that are ruled on it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewer.desk.timeline_extents import Extent
from reviewer.i18n import tr

_YEAR, _MONTH = 365.25, 30.44
_MARGIN = 0.04
"""Of the whole scale, left free at both ends."""
_LEAST_MARGIN = 10
"""Days: a case with a single date has a scale too."""
LAST_DAY = dt.date.max.toordinal()


class Grain(StrEnum):
    """What the scale is ruled in."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"


PX_PER_DAY = {Grain.YEARS: 128 / _YEAR, Grain.MONTHS: 88 / _MONTH, Grain.DAYS: 48.0}
"""How wide a day is drawn where somebody asks for years, months or days."""
MOST_PX_PER_DAY = 120.0


class TimeScale(NamedTuple):
    """Days as `date.toordinal` counts them, from left to right.

    Attributes:
        first: The day at its left end.
        last: Behind the day at its right end.
        px_per_day: How wide a day is drawn.

    """

    first: int
    last: int
    px_per_day: float

    @property
    def width(self) -> float:
        """How wide all of it is."""
        return (self.last - self.first) * self.px_per_day

    def x(self, day: float) -> float:
        """Return where a day begins."""
        return (day - self.first) * self.px_per_day

    def day(self, x: float) -> float:
        """Return which day is at a place."""
        return self.first + x / self.px_per_day


class Tick(NamedTuple):
    """A year, a month or a day on the scale.

    Attributes:
        first: Its first day.
        last: Behind its last one.
        words: What is written on it.
        is_one: It is one year, month or day, and not the first of several.

    """

    first: int
    last: int
    words: str
    is_one: bool = True


class Ruler(NamedTuple):
    """What is ruled on a part of the scale.

    Attributes:
        grain: Years, months or days.
        ticks: From left to right, each beginning where the one before ends.
        groups: The years of months, the months of days; none over years.

    """

    grain: Grain
    ticks: tuple[Tick, ...]
    groups: tuple[Tick, ...]


def bounds_of(extents: Iterable[Extent]) -> tuple[int, int]:
    """Return the first day of the scale on which all of them lie, and the day behind its last; the margins are no dates."""
    first, last = None, None
    for one in extents:
        first = one.first if first is None or one.first < first else first
        last = one.last if last is None or one.last > last else last
    if first is None or last is None:
        return 1, 2
    margin = max(_LEAST_MARGIN, round((last - first) * _MARGIN))
    return max(1, first - margin), min(LAST_DAY, last + margin)


def ruler_of(scale: TimeScale, left: float, right: float) -> Ruler:
    """Return what is ruled between two places of the scale, and a little beyond them."""
    first = max(1, int(scale.day(left)))
    last = min(LAST_DAY, int(scale.day(right)) + 1)
    if scale.px_per_day >= 20:
        return Ruler(Grain.DAYS, tuple(_days(first, last)), tuple(_months(first, last, 1, _month_and_year)))
    for months, least in ((1, 30), (3, 50)):
        if scale.px_per_day * _MONTH * months >= least:
            return Ruler(Grain.MONTHS, tuple(_months(first, last, months, _month)), tuple(_years(first, last, 1)))
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
    step = next((one for one in steps if scale.px_per_day * _YEAR * one >= 44), steps[-1])
    return Ruler(Grain.YEARS, tuple(_years(first, last, step)), ())


def _days(first: int, last: int) -> Iterator[Tick]:
    return (Tick(day, day + 1, str(dt.date.fromordinal(day).day)) for day in range(first, last + 1))


def _months(first: int, last: int, step: int, words: Callable[[dt.date], str]) -> Iterator[Tick]:
    day = dt.date.fromordinal(first)
    at = day.year * 12 + (day.month - 1) // step * step
    while (begins := _month_start(at)) <= last:
        ends = _month_start(at + step)
        if ends <= begins:
            return
        yield Tick(begins, ends, words(dt.date.fromordinal(begins)), step == 1)
        at += step


def _years(first: int, last: int, step: int) -> Iterator[Tick]:
    year = dt.date.fromordinal(first).year // step * step
    while (begins := _month_start(year * 12)) <= last:
        ends = _month_start((year + step) * 12)
        if ends <= begins:
            return
        yield Tick(begins, ends, str(max(1, year)), step == 1)
        year += step


def _month_start(month: int) -> int:
    """Return the first day of a month, counted from the year 0; before the calendar its first day, after it its last."""
    year = month // 12
    if year < 1:
        return 1
    return dt.date(year, month % 12 + 1, 1).toordinal() if year <= dt.MAXYEAR else LAST_DAY


def _month(day: dt.date) -> str:
    return calendar.month_abbr[day.month]


def _month_and_year(day: dt.date) -> str:
    return tr("{month} {year}").format(month=calendar.month_name[day.month], year=day.year)
