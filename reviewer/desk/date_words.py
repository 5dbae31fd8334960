"""Owns how an EDTF date is said to people: “19 Dec 2018”, “about 2013”, “spring 2016”, as imprecise as its source."""

from __future__ import annotations

import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d)[\d:.]*(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
)
_DECADE = re.compile(r"(\d{3})X")
_OPEN = frozenset({"", ".."})


def spoken(edtf: str, *, long: bool = False) -> str:
    """Return a date for people, with the names of months in short or in full; what is not understood is returned as stored."""
    if "/" not in edtf:
        return _one_date(edtf, long=long)
    start, _, end = edtf.partition("/")
    if start in _OPEN and end in _OPEN:
        return "at an unknown time"
    first, last = _one_date(start, long=long), _one_date(end, long=long)
    if start in _OPEN:
        return f"until {last}"
    if end in _OPEN:
        return f"from {first}"
    return f"{first} to {last}" if long else f"{first} – {last}"


def _one_date(edtf: str, *, long: bool) -> str:
    date = edtf.rstrip("~?%")
    doubt = edtf[len(date) :]
    if decade := _DECADE.fullmatch(date):
        plain = f"the {decade[1]}0s"
    elif found := _DATE.fullmatch(date):
        plain = _plain_date(found, long=long) or date
    else:
        return edtf
    about = "about " if "~" in doubt or "%" in doubt else ""
    unsure = " (uncertain)" if "?" in doubt or "%" in doubt else ""
    return f"{about}{plain}{unsure}"


def _plain_date(found: re.Match[str], *, long: bool) -> str | None:
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if not found["month"]:
        return year
    if month in _SEASONS and not day:
        return f"{_SEASONS[month]} {year}"
    if not 1 <= month <= 12:
        return None
    name = _MONTHS[month - 1] if long else _MONTHS[month - 1][:3]
    words = f"{day} {name} {year}" if day else f"{name} {year}"
    if found["clock"]:
        zone = "" if found["zone"] is None else " UTC" if found["zone"] == "Z" else f" UTC{found['zone']}"
        words += f", {found['clock']}{zone}"
    return words
