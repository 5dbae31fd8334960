"""Dates: as imprecise as their sources, never guessed, and refused with a way to write them."""

from __future__ import annotations

import pytest

from reviewer.errors import UsageError
from reviewer.services.dates import checked_date


@pytest.mark.parametrize(
    "text", ["2018-12-19", "2018-12", "2018", "2018-12-19~", "2018?", "2017/2018-06", "2018-21", "201X", "2018/..", "2016-02-29"]
)
def test_partial_and_uncertain_dates_are_taken_as_written(text: str) -> None:
    assert checked_date(f" {text} ") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("19 December 2018", "2018-12-19"),
        ("19 Dec 2018", "2018-12-19"),
        ("9th July 2018", "2018-07-09"),
        ("December 19, 2018", "2018-12-19"),
        ("december 2018", "2018-12"),
        ("Dec. 2018", "2018-12"),
        ("Sept 2018", "2018-09"),
        ("1 May 2018", "2018-05-01"),
        ("about Dec 2018", "2018-12~"),
        ("about 2003", "2003~"),
        ("Circa 19 December 2018", "2018-12-19~"),
        ("around 2018-12", "2018-12~"),
        ("Spring 2016", "2016-21"),
        ("fall 2016", "2016-23"),
    ],
)
def test_what_can_mean_one_date_only_is_taken(text: str, kept: str) -> None:
    assert checked_date(text) == kept


@pytest.mark.parametrize(
    ("text", "said", "way"),
    [
        ("03/04/2026", "cannot be read", "2026-03-04 or 2026-04-03"),
        ("13/04/2026", "cannot be read", "Write 2026-04-13."),
        ("04.04.2026", "cannot be read", "Write 2026-04-04."),
        ("31 April", "cannot be read", "no such day"),
        ("31 April 2026", "cannot be read", "no such day"),
        ("around 19 Deckember 2018", "cannot be read", "Write 2018-12-19~."),
        ("about then", "cannot be read", "year-month-day"),
        ("about spring 2016", "A season cannot be about", "Write 2016-21 for that season, or 2016~"),
        ("2016-24?", "A season cannot be about", "Write 2016-24 for that season, or 2016~"),
        ("about", "cannot be read", "year-month-day"),
        ("spring", "cannot be read", "year-month-day"),
        ("about 2018~", "cannot be read", "year-month-day"),
        ("31 June 2018", "cannot be read", "no such day"),
        ("19 Deckember 2018", "cannot be read", "Write 2018-12-19."),
        ("30 April", "cannot be read", "year is missing"),
        ("2026-04-31", "not a day of the calendar", "year-month-day"),
        ("2018-02-29", "not a day of the calendar", "year-month-day"),
        ("2018-13", "cannot be read", "year-month-day"),
        ("2019/2018", "ends before it begins", "earlier"),
        ("yesterday", "cannot be read", "year-month-day"),
        ("", "not a date", "year-month-day"),
        ("9" * 5000, "not a date", "year-month-day"),
    ],
)
def test_what_is_no_date_is_refused_with_a_way_to_write_it(text: str, said: str, way: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_date(text)
    assert said in refused.value.summary
    assert way in refused.value.hint
