"""Owns how far something of the timeline reaches on the scale: the days that are meant for sure, and those that may be meant."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from reviewer.desk.date_spans import DateSpan, span_of
from reviewer.desk.timeline import TimelineItem
from reviewer.model.access import AccessStatus

LASTING = frozenset({AccessStatus.POSSIBLE, AccessStatus.GRANTED, AccessStatus.USED})
"""What somebody has: where no end is known it is drawn as going on, and not how long."""


class Extent(NamedTuple):
    """What is drawn of something, in days as `date.toordinal` counts them; ends are behind the last day.

    Attributes:
        first: The first day that may be meant.
        last: Behind the last one.
        sure_from: The first day that is meant for sure.
        sure_to: Behind the last one; no later than `sure_from` where no day is.
        opens_left: It began before, and nobody says when.
        opens_right: It goes on, and nobody says until when.

    """

    first: int
    last: int
    sure_from: int
    sure_to: int
    opens_left: bool = False
    opens_right: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is one day that is known for sure."""
        return self.last - self.first == 1 and self.sure_to > self.sure_from and not (self.opens_left or self.opens_right)

    @property
    def is_exact(self) -> bool:
        """Whether every day of it is meant for sure."""
        return (self.first, self.last) == (self.sure_from, self.sure_to)


def extent_of(item: TimelineItem) -> Extent | None:
    """Return how far something reaches; None where neither beginning nor end says a day."""
    begins, ends = _halves(item.begins), _halves(item.ends)
    lasts = item.ends is not None or (item.begins is not None and item.begins.is_interval)
    left = begins[0] if item.begins is not None else None
    right = (ends if item.ends is not None else begins)[1] if lasts else None
    if not lasts:
        return _of_one(left, goes_on=item.status in LASTING)
    if left is None or right is None:
        known = left or right
        drawn = _of_one(known, goes_on=False)
        return drawn and drawn._replace(opens_left=left is None, opens_right=right is None)
    return _between(left, right)


def is_exact(item: TimelineItem) -> bool:
    """Whether every date of it is a day: also those between which an interval lasts."""
    halves = (half for span in (item.begins, item.ends) for half in _halves(span))
    return all(one is None or one.is_exact for one in halves)


def _of_one(span: DateSpan | None, *, goes_on: bool) -> Extent | None:
    if span is None or (first := span.first or span.last) is None:
        return None
    begins, ends = first.toordinal(), (span.last or first).toordinal() + 1
    return Extent(begins, ends, begins, ends if span.is_exact else begins, opens_right=goes_on)


def _between(left: DateSpan, right: DateSpan) -> Extent | None:
    days = [one.toordinal() for span in (left, right) for one in (span.first, span.last) if one is not None]
    if len(days) < 4:
        return None
    sure_from = days[0] if left.is_exact else days[1] + 1
    sure_to = days[3] + 1 if right.is_exact else days[2]
    first, last = min(days), max(days) + 1
    if days[3] < days[0]:  # a case from elsewhere may hold an end before the beginning: nothing of that is sure
        sure_to = sure_from = first
    return Extent(first, last, sure_from, max(sure_from, sure_to))


def _halves(span: DateSpan | None) -> tuple[DateSpan | None, DateSpan | None]:
    """Return where a date begins and where it ends: twice the same, but for an interval."""
    if span is None or not span.is_interval:
        return span, span
    first, last = span.text.split("/", 1)
    return _half(first, span.first), _half(last, span.last)


def _half(text: str, day: dt.date | None) -> DateSpan | None:
    return span_of(text) if day is not None else None
