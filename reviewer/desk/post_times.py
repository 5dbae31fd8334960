"""Owns the comparison of the time that a picture of a post shows with the time that the post's own number tells.

A picture shows local time, mostly without saying which; no place on earth is more than 14 hours ahead of UTC or 12 behind. A
shown time that fits no zone is told, and never put right: which of the two is wrong is for a person to say.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from reviewer.i18n import tr
from reviewer.model.post import Post

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?(?:m\b\.?)?", re.IGNORECASE | re.ASCII)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)
_NAMED = re.compile(r"\b(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b", re.ASCII)
_NAMED_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.ASCII)

_ONE_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?"
_ONE_DAY = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
_BETWEEN = r"\s*[^\w\s]{0,2}\s*(?:at\s+)?"
_LINE = re.compile(
    rf"[^\w]{{0,2}}\s*(?P<moment>(?:{_ONE_CLOCK}{_BETWEEN}{_ONE_DAY}|{_ONE_DAY}{_BETWEEN}{_ONE_CLOCK})(?:\s+(?:utc|gmt))?"
    rf"(?=\s*$|\s*[^\w\s,;]|\s+(?:via|from)\b)|{_ONE_DAY}(?=\s*[·•]?\s*$))",
    re.IGNORECASE | re.ASCII,
)
"""A line that begins with a day and a time, in either order, and goes on with nothing but what shows them (“· Lumenphone”); or a
day alone."""

_EARLIEST, _LATEST = dt.timedelta(hours=-12), dt.timedelta(hours=14)
_QUARTER = dt.timedelta(minutes=15)
"""Zones differ from UTC by quarters of an hour."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing the two says.

    Attributes:
        differs: Whether no time zone makes them agree; None where one of them is not known, or cannot be read.
        sentence: What to tell a person; "" where there is nothing to tell.

    """

    differs: bool | None
    sentence: str = ""


def compared(post: Post) -> Comparison:
    """Compare the time shown with the exact one."""
    exact = post.exact_time
    if exact is None:
        return Comparison(None)
    shown = shown_moment(post.shown_time)
    told = exact.strftime("%Y-%m-%d %H:%M:%S UTC")
    if shown is None:
        if not post.shown_time.strip():
            return Comparison(None)
        return Comparison(None, tr("The number of the post says {exact}; the time shown could not be read.").format(exact=told))
    day, clock = shown
    if clock is None:
        differs = not (exact + _EARLIEST).date() <= day <= (exact + _LATEST).date()
    else:
        apart = dt.datetime.combine(day, clock) - exact.replace(tzinfo=None, second=0, microsecond=0)
        whole = apart % _QUARTER
        differs = not _EARLIEST <= apart <= _LATEST or whole != dt.timedelta(0)
    if not differs:
        return Comparison(False)
    said = tr("The picture shows “{shown}”, and the number of the post says {exact}: no time zone makes them agree.")
    return Comparison(True, said.format(shown=post.shown_time, exact=told))


def shown_moment(text: str) -> tuple[dt.date, dt.time | None] | None:
    """Read a day, and a time where there is one, as pictures of posts show them: “11:41 AM · Dec 19, 2018”, “19 December 2018”.

    None where there is no day that can mean one date only: “03/04/2018” is not guessed at.
    """
    day = _day(text)
    if day is None:
        return None
    found = _CLOCK.search(text)
    if found is None:
        return day, None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (day, dt.time(hour, minute)) if hour < 24 and minute < 60 else (day, None)


def line_moment(line: str) -> str:
    """Return the day and time that a line of a picture is made of, as shown; "" for words, and for what may be two days."""
    found = _LINE.match(line.strip())
    return found["moment"].strip() if found is not None and shown_moment(found["moment"]) is not None else ""


def exact_words(exact: dt.datetime) -> str:
    """Return an exact time for people, to the millisecond: “19 Dec 2018, 13:41:05.123 UTC”."""
    day = f"{exact.day} {_MONTHS[exact.month - 1].capitalize()} {exact.year}"
    return f"{day}, {exact.strftime('%H:%M:%S')}.{exact.microsecond // 1000:03d} UTC"


def _day(text: str) -> dt.date | None:
    iso, named, first = _ISO.search(text), _NAMED.search(text), _NAMED_FIRST.search(text)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if named and named[2][:3].lower() in _MONTHS:
            return dt.date(int(named[3]), _MONTHS.index(named[2][:3].lower()) + 1, int(named[1]))
        if first and first[1][:3].lower() in _MONTHS:
            return dt.date(int(first[3]), _MONTHS.index(first[1][:3].lower()) + 1, int(first[2]))
    except ValueError:
        return None
    return None
