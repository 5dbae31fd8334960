"""The time that the number of a post tells, and whether the picture shows the same."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.desk.post_times import compared, shown_moment
from reviewer.model.ids import DocumentId
from reviewer.model.post import Post, time_of

EPOCH_MS = 1_288_834_974_657


def post(address: str, shown: str = "") -> Post:
    return Post("id", DocumentId("document"), 0, "Lumenreel", "@lumenreel", "words", shown, address, "")


def number_at(moment: dt.datetime) -> int:
    return (int(moment.timestamp() * 1000) - EPOCH_MS) << 22


MOMENT = dt.datetime(2018, 12, 19, 13, 41, 5, tzinfo=dt.UTC)
ADDRESS = f"https://palaver.example/lumenreel/status/{number_at(MOMENT)}"


@given(st.integers(29_700_859_247, 2**62))
def test_a_number_tells_its_time_to_the_millisecond(number: int) -> None:
    found = time_of(number)
    assert found is not None
    assert round(found.timestamp() * 1000) == (number >> 22) + EPOCH_MS


@pytest.mark.parametrize("number", [0, 20, 29_700_859_246, 2**63])
def test_numbers_from_before_they_told_a_time_tell_none(number: int) -> None:
    assert time_of(number) is None


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        (ADDRESS, True),
        (ADDRESS.removeprefix("https://") + "?s=20", True),
        (ADDRESS.replace("palaver.example", "elsewhere.example"), False),
        ("https://x.com/somebody/status/20", False),
        ("https://evil.example/x.com/status/1075366421390778368", False),
        ("", False),
    ],
)
def test_only_a_service_whose_numbers_tell_the_time_is_believed(address: str, is_told: bool) -> None:
    assert (post(address).exact_time is not None) is is_told


@pytest.mark.parametrize(
    ("shown", "differs"),
    [
        ("13:41 · 19 Dec 2018", False),
        ("8:41 AM · Dec 19, 2018", False),
        ("08:41 · 19 December 2018", False),
        ("7:11 pm · 19 December 2018", False),
        ("2018-12-20 03:41", False),
        ("08:44 · 19 December 2018", True),
        ("8:41 AM · Dec 21, 2018", True),
        ("19 December 2018", False),
        ("17 December 2018", True),
        ("03/04/2018 08:41", None),
        ("2h", None),
        ("", None),
    ],
)
def test_a_time_that_no_zone_explains_is_told_and_no_other(shown: str, differs: bool | None) -> None:
    found = compared(post(ADDRESS, shown))
    assert found.differs is differs
    assert ("no time zone makes them agree" in found.sentence) is bool(differs)


def test_a_day_that_may_be_two_is_not_guessed() -> None:
    assert shown_moment("03/04/2018") is None
    assert shown_moment("31 April 2018") is None
