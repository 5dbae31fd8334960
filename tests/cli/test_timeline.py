"""`event` and `timeline`: printed, as a table and as a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def told(filled: Path, done: Call) -> Path:
    """Return a case with a statement, an unsourced fact, an event and a dated document."""
    done("claim", filled, "We never asked.", "--speaker", "Palaver", "--date", "2018-12-19")
    done("fact", filled, "Lumenreel", "read", "granted", "--from", "about 2013")
    done("event", filled, "Feature switched off", "--date", "summer 2015")
    done("dated", filled, "register", "2014-05/2017-01-11")
    return filled


def test_what_has_a_date_is_listed_by_band_and_what_has_none_is_counted(told: Path, done: Call, listed: Listed) -> None:
    rows = listed("timeline", told)
    assert [one["kind"] for one in rows] == ["statement", "access", "document", "event"]
    assert [one["sourced"] for one in rows] == [True, False, True, False]
    assert rows[1]["text"] == "granted about 2013 (unsourced)"
    result = done("timeline", told)
    assert "1 have no date" in result.err
    assert result.lines[3].split("\t") == ["summer 2015", "-", "event", "-", "Feature switched off", "unsourced"]
    assert done("timeline", told, "--csv").lines[0].endswith('"Kind","Beside","What","Source"')
    assert [one["kind"] for one in listed("timeline", told, "--actor", "Lumenreel")] == ["access"]


def test_a_picture_of_it_is_written_and_only_another_one_is_replaced(
    told: Path, tmp_path: Path, done: Call, reviewer: Call
) -> None:
    place = tmp_path / "timeline.svg"
    assert done("timeline", told, "--svg", place).last == str(place)
    picture = place.read_bytes()
    assert b"Feature switched off, summer 2015 (unsourced)" in picture
    refused = reviewer("timeline", told, "--svg", place)
    assert (refused.code, "There is a file of this name already" in refused.err) == (2, True)
    done("event", told, "Feature announced", "--date", "2014-05-02")
    done("timeline", told, "--svg", place, "--force")
    assert b"Feature announced" in place.read_bytes()
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    refused = reviewer("timeline", told, "--svg", other, "--force")
    assert (refused.code, other.read_text()) == (2, "mine")
    assert "It is no SVG" in refused.err
    assert reviewer("timeline", told, "--svg", tmp_path / "absent" / "timeline.svg").code == 2


@pytest.mark.parametrize("words", [("--svg", "x.svg", "--json"), ("--svg", "x.svg", "--csv"), ("--force",)])
def test_what_does_not_go_together_is_refused(told: Path, reviewer: Call, words: tuple[str, ...]) -> None:
    assert reviewer("timeline", told, *words).code == 2
