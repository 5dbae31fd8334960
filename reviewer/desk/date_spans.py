"""Owns what an EDTF date covers: the days between which it lies."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """What a date covers.

    Attributes:
        text: As the case holds it (EDTF).
        first: The first day that may be meant; None where that is open.
        last: The last one; None where that is open.
        is_exact: It is one day, and nothing says about or uncertain.
        is_interval: It lasts from `first` to `last`; otherwise it is some time between them.

    """

    text: str
    first: dt.date | None
    last: dt.date | None
    is_exact: bool
    is_interval: bool = False

    def overlaps(self, other: DateSpan) -> bool:
        """Whether there is a day that both may mean."""
        begins = self.first is None or other.last is None or self.first <= other.last
        ends = self.last is None or other.first is None or other.first <= self.last
        return begins and ends


@lru_cache(maxsize=65_536)
def span_of(text: str) -> DateSpan | None:
    """Return what a date covers, or None for a text that is no date: a case from elsewhere may hold anything there.

    A parser takes milliseconds, and a timeline may have thousands of dates: nearly all forms are read without one.
    """
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return _of_plain(text, plain)
    if timed := _TIMED.fullmatch(text):
        day = span_of(timed[1])
        return day and replace(day, text=text)
    if (lasting := _of_interval(text)) is not None:
        return lasting
    try:
        return _parsed(text)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None


def sort_key(text: str | None) -> tuple[dt.date, dt.date, str]:
    """Return what orders dates: by when they begin, then by when they end; what has no date comes last."""
    span = span_of(text) if text else None
    if span is None:
        return dt.date.max, dt.date.max, text or ""
    return span.first or dt.date.min, span.last or dt.date.max, span.text


def _of_plain(text: str, found: re.Match[str]) -> DateSpan | None:
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = dt.date(year, month or 1, day or 1)
        last = first if day else _last_day(year, month or 12)
    except ValueError:
        return None
    return DateSpan(text, first, last, is_exact=bool(day) and not found[4])


def _last_day(year: int, month: int) -> dt.date:
    if month == 12:
        return dt.date(year, 12, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def _of_interval(text: str) -> DateSpan | None:
    """Return what lasts between two plain dates, or from one on, or until one; None for what a parser has to look at."""
    left, slash, right = text.partition("/")
    if not slash or not all(half == ".." or _PLAIN.fullmatch(half) or _TIMED.fullmatch(half) for half in (left, right)):
        return None
    begins, ends = (None if half == ".." else span_of(half) for half in (left, right))
    first, last = None if begins is None else begins.first, None if ends is None else ends.last
    if (begins is None) != (left == "..") or (ends is None) != (right == "..") or (first and last and first > last):
        return None
    doubted = any(one in text for one in "~?%")
    return DateSpan(text, first, last, is_exact=first is not None and first == last and not doubted, is_interval=True)


def _parsed(text: str) -> DateSpan | None:
    from edtf import EDTFParseException, parse_edtf  # 0.1 s

    try:
        parsed = parse_edtf(text)
    except EDTFParseException:
        return None
    first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    doubted = any(one in text for one in "~?%")
    is_interval = "/" in text
    return DateSpan(text, first, last, is_exact=first is not None and first == last and not doubted, is_interval=is_interval)


def _day(moment: Any) -> dt.date | None:
    """Return the day of what the library gives; None for its infinities, by which it means an open end."""
    return None if isinstance(moment, float) else dt.date(*tuple(moment)[:3])
