"""Dates as people write them; what is not understood is shown as stored."""

from __future__ import annotations

import pytest

from reviewer.exporters.plan.wording import counted, date_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018", "2018"),
        ("2018-12", "December 2018"),
        ("2018-12-19", "19 December 2018"),
        ("2018-12-19~", "about 19 December 2018"),
        ("2018-12?", "December 2018 (uncertain)"),
        ("2018-12%", "about December 2018 (uncertain)"),
        ("2018-12-19T08:41:00Z", "19 December 2018, 08:41 UTC"),
        ("2018-12-19T08:41:00+02:00", "19 December 2018, 08:41 UTC+02:00"),
        ("2018-12-19T08:41:00", "19 December 2018, 08:41"),
        ("2018-22", "summer 2018"),
        ("201X", "the 2010s"),
        ("2014-05/2015-06~", "May 2014 to about June 2015"),
        ("2014/..", "from 2014"),
        ("../2014", "until 2014"),
        ("/", "at an unknown time"),
        ("2018-13", "2018-13"),
        ("sometime", "sometime"),
        ("<b>", "<b>"),
    ],
)
def test_dates_are_as_imprecise_as_their_source(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


def test_counts_agree_with_their_words() -> None:
    assert [counted(n, "page", "pages") for n in (0, 1, 2, 1234)] == ["0 pages", "1 page", "2 pages", "1\u202f234 pages"]
