"""What a date covers, and how it is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.desk.date_spans import _parsed, sort_key, span_of
from reviewer.desk.date_words import spoken


@pytest.mark.parametrize(
    ("text", "first", "last", "is_exact"),
    [
        ("2018-12-19", "2018-12-19", "2018-12-19", True),
        ("2018-12-19~", "2018-12-19", "2018-12-19", False),
        ("2018-02", "2018-02-01", "2018-02-28", False),
        ("2016", "2016-01-01", "2016-12-31", False),
        ("2016-21", "2016-03-01", "2016-05-31", False),
        ("2017/2018-03", "2017-01-01", "2018-03-31", False),
        ("201X", "2010-01-01", "2019-12-31", False),
        ("../2018", None, "2018-12-31", False),
        ("2018/..", "2018-01-01", None, False),
    ],
)
def test_a_date_covers_what_its_words_reach(text: str, first: str | None, last: str | None, is_exact: bool) -> None:
    span = span_of(text)
    assert span is not None
    assert (span.first and span.first.isoformat(), span.last and span.last.isoformat(), span.is_exact) == (first, last, is_exact)


@pytest.mark.parametrize("text", ["31 April", "03/04/2026", "2018-02-30", "", "0000", "yesterday", "2018-13", "9" * 80])
def test_what_is_no_date_covers_nothing(text: str) -> None:
    assert span_of(text) is None
    assert sort_key(text)[0] == dt.date.max


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2018-12-19", "19 Dec 2018"),
        ("2013~", "about 2013"),
        ("2018-12?", "Dec 2018 (uncertain)"),
        ("2015-23", "autumn 2015"),
        ("2017/2018", "2017 – 2018"),
        ("2018/..", "from 2018"),
        ("../2018-03", "until Mar 2018"),
        ("2018-12-19T08:41:00", "19 Dec 2018, 08:41"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_date_is_said_for_people(text: str, said: str) -> None:
    assert spoken(text) == said


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.dates(min_value=dt.date(1000, 1, 1)))
def test_days_are_ordered_as_the_calendar_orders_them(one: dt.date, other: dt.date) -> None:
    assert (sort_key(one.isoformat()) < sort_key(other.isoformat())) == (one < other)
    first, second = span_of(one.isoformat()), span_of(other.isoformat())
    assert first is not None
    assert second is not None
    assert first.overlaps(second) == (one == other)


@pytest.mark.parametrize(
    "text",
    [
        *("2018-12-19T08:41:00", "2018-12-19T08:41:00Z", "2018-12-19T08:41:00+01:00", "2014-05-02/2017-01-11", "2014~/2017-02?"),
        *("2014-05/..", "../2017-02", "2016-03-01/2016-03-01", "2017/2014", "../..", "2018-02-30T08:41:00", "2014-05-02/2017-13"),
    ],
)
def test_what_is_read_without_a_parser_is_what_a_parser_reads(text: str) -> None:
    assert span_of(text) == _parsed(text)
