"""Dates as PDF files have them, read as far as they make sense (ISO 32000-2 7.9.4).

Pure. Programs write them in many ways: without "D:", with an offset after the "Z", with minutes of an offset that no clock has.
"""

from __future__ import annotations

import datetime as dt
import re

_PDF = re.compile(
    r"\s*(?:D:)?(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?)?(?:([Zz+-])(?:(\d{2})'?(?:(\d+)'?)?)?)?.*", re.ASCII | re.DOTALL
)
_ISO = re.compile(
    r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?(?:([Zz+-])(?:(\d{2}):?(\d{2})?)?)?.*",
    re.ASCII | re.DOTALL,
)
_FARTHEST_HOURS = 14
"""No place on earth is farther from UTC."""


def iso_date(dated: str) -> str:
    """Return a date as ISO 8601, as precise as it is: a year, a month, a day, or with time and the offset from UTC if it has one.

    An offset that no clock has is left out: then the time is that of some unknown place. "" where there is no date to be read.
    """
    found = _ISO.fullmatch(dated) or _PDF.fullmatch(dated)
    if found is None:
        return ""
    year, month, day, hour, minute, second, sign, offset_hours, offset_minutes = found.groups()
    try:
        moment = dt.datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))  # noqa: DTZ001 - only checked
    except ValueError:
        return ""
    date = "-".join(one for one in (year, month, day) if one)
    if hour is None:
        return date
    return f"{date}T{moment:%H:%M:%S}{_offset(sign, int(offset_hours or 0), int(offset_minutes or 0))}"


def _offset(sign: str | None, hours: int, minutes: int) -> str:
    if sign is None or hours > _FARTHEST_HOURS or minutes > 59:
        return ""
    return "Z" if sign in "Zz" else f"{sign}{hours:02}:{minutes:02}"
