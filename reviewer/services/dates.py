"""Dates as imprecise as their sources: EDTF (ISO 8601-2:2019), checked before they are kept.

Owns the sentences about dates that cannot be taken. The `edtf` library is imported when the first date is checked.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import redirect_stdout
from io import StringIO

from reviewer.errors import UsageError
from reviewer.i18n import tr

LONGEST = 64
"""Characters: no date that means something is longer, and the parser need not look at more."""

_DAY = re.compile(r"(?<![\dY-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMBERS = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_NAMES = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SPELT = tuple(
    re.compile(one + r",?\s+(?P<year>\d{4})", re.IGNORECASE | re.ASCII)
    for one in (rf"{_DAYS}\s+{_NAMES}", rf"{_NAMES}\s+{_DAYS}", _NAMES)
)
"""A day or a month with its English name: it can mean one date only."""

_SEASON = re.compile(r"(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year>\d{4})", re.IGNORECASE | re.ASCII)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""As EDTF numbers them, in place of a month; which hemisphere's is not said."""
_DOUBTED_SEASON = re.compile(r"(?P<year>\d{4})-(?P<season>2[1-4])[~?%]", re.ASCII)
"""What EDTF has no way to write, and its parsers do not read."""

_DOUBT = re.compile(r"(?:about|around|approximately|circa|ca\.?|c\.|roughly)\s+(?=\S)", re.IGNORECASE)

_PLAIN = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)
"""A year, a month or a day (looked up in the calendar besides), as nearly all dates are written."""

_ABOUT = frozenset(("about", "around", "approximately", "circa", "ca", "c", "roughly"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def checked_date(text: str) -> str:
    """Return a date as the case keeps it.

    Args:
        text: EDTF: "2018-12-19", "2018-12", "2018", "2018-12-19~" (about), "2018?" (uncertain), "2017/2018" (from, to); or a day
            a month or a season by its English name, "19 December 2018", "about Dec 2018", "spring 2016", which is kept as EDTF.

    Raises:
        UsageError: It is no EDTF date, no day of the calendar, or an interval that ends before it begins. The hint says how
            to write it, where what was meant can be told.

    """
    wanted = " ".join(text.split())
    about = _DOUBT.match(wanted)
    if about is None:
        wanted = _spelt(wanted) or wanted
    elif said := _spelt(wanted[about.end() :]):
        wanted = f"{said}~"
    elif _PLAIN.fullmatch(wanted[about.end() :]):
        wanted = f"{wanted[about.end() :]}~"
    if not wanted or len(wanted) > LONGEST:
        raise UsageError(tr("That is not a date"), _how())
    for year, month, day in _DAY.findall(wanted):
        if not _exists(int(year), int(month), int(day)):
            raise UsageError(tr("“{date}” is not a day of the calendar").format(date=f"{year}-{month}-{day}"), _how())
    if doubted := _DOUBTED_SEASON.fullmatch(wanted):
        way = tr("Write {season} for that season, or {year}~ for about that year.")
        season, year = f"{doubted['year']}-{doubted['season']}", doubted["year"]
        raise UsageError(tr("A season cannot be about, or uncertain, in EDTF"), way.format(season=season, year=year))
    if not _PLAIN.fullmatch(wanted):  # a parser takes milliseconds, and what is typed is looked at with every letter
        _parse(wanted)
    return wanted


def _spelt(text: str) -> str:
    """Return a date with the name of a month or a season as EDTF; "" where it is none, or no day of that month."""
    if season := _SEASON.fullmatch(text):
        return f"{season['year']}-{_SEASONS[season['season'].lower()]}"
    for form in _SPELT:
        found = form.fullmatch(text)
        if found is None:
            continue
        year, month = found["year"], _MONTHS.index(found["month"][:3].lower()) + 1
        day = found.groupdict().get("day")
        if day is None:
            return f"{year}-{month:02}"
        return f"{year}-{month:02}-{int(day):02}" if _exists(int(year), month, int(day)) else ""
    return ""


def get_ready() -> None:
    """Load what reads dates, which takes too long for a window's thread."""
    _parse("2018-12-19")


def _parse(wanted: str) -> None:
    from edtf import EDTFParseException, parse_edtf  # 0.1 s

    try:
        with redirect_stdout(StringIO()):  # where the library is at a loss it prints, and results are written there
            parsed = parse_edtf(wanted)
        first, last = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise UsageError(tr("“{text}” cannot be read as a date").format(text=wanted), _suggestion(wanted)) from error
    if "/" in wanted and isinstance(first, tuple) and isinstance(last, tuple) and tuple(first[:3]) > tuple(last[:3]):
        raise UsageError(tr("“{text}” ends before it begins").format(text=wanted), tr("Write the earlier date first."))


def _how() -> str:
    return tr("Write it as year-month-day: 2018-12-19, or 2018-12, or 2018; add ~ for about, ? for uncertain.")


def _suggestion(text: str) -> str:
    """Say how to write what was probably meant."""
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _of_numbers(*(int(one) for one in numbers.groups()))
    words = _WORDS.findall(text.lower())
    months = [_MONTHS.index(one[:3]) + 1 for one in words if one[:3] in _MONTHS]
    years = [one for one in words if one.isdigit() and len(one) == 4]
    days = [int(one) for one in words if one.isdigit() and len(one) <= 2]
    if len(months) != 1:
        return _how()
    if not years:
        if days and not _exists(2000, months[0], days[0]):
            return tr("There is no such day in that month, and the year is missing. ") + _how()
        return tr("The year is missing. ") + _how()
    if days and not _exists(int(years[0]), months[0], days[0]):
        return tr("There is no such day in that month. ") + _how()
    day = f"-{days[0]:02}" if days else ""
    about = "~" if _ABOUT.intersection(words) else ""
    return tr("Write {date}.").format(date=f"{years[0]}-{months[0]:02}{day}{about}")


def _of_numbers(first: int, second: int, year: int) -> str:
    readings = [f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)) if _exists(year, month, day)]
    different = sorted(set(readings))
    if len(different) == 2:
        return tr("It could be either of two days. Write {one} or {other}.").format(one=different[0], other=different[1])
    return tr("Write {date}.").format(date=different[0]) if different else _how()


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(max(year, 1), month, day)
    except ValueError:
        return False
    return True
