"""Names, posts and corrections from the command line: written down, listed, and refused with a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]

MOMENT = dt.datetime(2018, 12, 19, 13, 41, 5, tzinfo=dt.UTC)
ADDRESS = f"https://palaver.example/lumenreel/status/{(int(MOMENT.timestamp() * 1000) - 1_288_834_974_657) << 22}"


@pytest.fixture
def passage(filled: Path, done: Call) -> str:
    return done("highlight", filled, "register.pdf", "--quote", "No review is planned", "--page", 1).last.split("\t")[0]


def test_names_are_listed_with_what_belongs_to_them(filled: Path, done: Call, listed: Listed, passage: str) -> None:
    made = done("name", filled, "Lumenreel", "--alias", "LR", "--note", "a platform").last
    done("name", filled, "Jo Penn", "--kind", "person")
    done("cite", filled, passage, "--name", "lr")
    done("fact", filled, "Lumenreel", "read", "granted")
    found = {one["name"]: one for one in listed("names", filled)}
    assert (found["Jo Penn"]["kind"], found["Jo Penn"]["passages"]) == ("person", [])
    assert (found["Lumenreel"]["id"], found["Lumenreel"]["aliases"], found["Lumenreel"]["note"]) == (made, ["LR"], "a platform")
    assert found["Lumenreel"]["passages"] == [passage]
    assert len(found["Lumenreel"]["facts"]) == 1
    assert done("names", filled).lines[1].split("\t") == [made, "Lumenreel", "organisation", "LR", "a platform"]
    done("cite", filled, passage, "--name", "Lumenreel", "--withdraw")
    assert [one["passages"] for one in listed("names", filled)] == [[], []]


def test_a_name_is_refused_twice_and_so_is_merging_it_with_itself(case: Path, done: Call, reviewer: Call) -> None:
    done("name", case, "Lumenreel", "--alias", "LR")
    again = reviewer("name", case, "lr")
    assert (again.code, "is a name of Lumenreel in this case already" in again.err) == (2, True)
    itself = reviewer("merge-names", case, "Lumenreel", "LR")
    assert (itself.code, "cannot be merged with itself" in itself.err) == (2, True)
    assert reviewer("cite", case, "passage").code == 2


def test_two_names_become_one_and_two_again(case: Path, done: Call, listed: Listed) -> None:
    done("name", case, "Lumenreel")
    done("name", case, "Lumenreel Inc.")
    done("merge-names", case, "Lumenreel", "Lumenreel Inc.")
    assert [(one["name"], one["aliases"]) for one in listed("names", case)] == [("Lumenreel", ["Lumenreel Inc."])]
    done("undo", case)
    assert [one["name"] for one in listed("names", case)] == ["Lumenreel", "Lumenreel Inc."]


def test_a_post_tells_its_exact_time_and_that_the_picture_shows_another(filled: Path, done: Call, listed: Listed) -> None:
    done("post", filled, "post.png", "--handle", "@lumenreel", "--shown-time", "8:44 AM · Dec 19, 2018", "--address", ADDRESS)
    (found,) = listed("posts", filled)
    assert (found["handle"], found["page"], found["mismatch"]) == ("@lumenreel", 1, True)
    assert found["exact_time"] == "2018-12-19T13:41:05.000+00:00"
    assert "no time zone makes them agree" in done("posts", filled).err
    done("post", filled, "post.png", "--remove")
    assert listed("posts", filled) == []


def test_a_post_is_refused_where_it_says_nothing_or_has_no_page(filled: Path, reviewer: Call) -> None:
    assert "Nothing is said of the post" in reviewer("post", filled, "post.png").err
    assert "has no page 9" in reviewer("post", filled, "post.png", "--page", 9, "--author", "Jo").err
    empty = reviewer("post", filled, "post.png", "--fill")
    assert (empty.code, "tells nothing of a post for sure" in empty.err) == (2, True)


def test_a_post_is_filled_from_the_text_of_its_page(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    lines = ["Lumenreel", "@lumenreel", "We never asked for it.", "8:41 AM - Dec 19, 2018"]
    (tmp_path / "post.pdf").write_bytes(builders.text_pdf(lines))
    done("add", case, tmp_path / "post.pdf")
    done("post", case, "post.pdf", "--author", "Lumenreel Ltd")
    printed = done("post", case, "post.pdf", "--address", ADDRESS, "--fill").last.split("\t")
    assert printed == ["Lumenreel Ltd", "@lumenreel", "We never asked for it.", "8:41 AM - Dec 19, 2018", ADDRESS]
    (found,) = listed("posts", case)
    assert (found["author"], found["text"], found["mismatch"]) == ("Lumenreel Ltd", "We never asked for it.", False)


def test_the_ledger_lists_what_a_correction_touches(filled: Path, done: Call, listed: Listed, passage: str) -> None:
    claim = done("claim", filled, "We never asked").last
    made = done(
        *("correction", filled, "The story", "Reply added", "--version", "v2", "--date", "20 December 2018"),
        *("--approved-by", "Kerr", "--claim", claim, "--passage", passage),
    ).last
    (found,) = listed("corrections", filled)
    assert (found["id"], found["date"], found["version"], found["approved_by"]) == (made, "2018-12-20", "v2", "Kerr")
    assert (found["claims"], found["passages"]) == ([claim], [passage])
    assert done("corrections", filled).last.split("\t")[1:] == ["2018-12-20", "The story", "v2", "Reply added", "Kerr"]


@pytest.mark.parametrize("day", ["31 April 2026", "03/04/2026"])
def test_a_correction_of_no_day_or_of_two_is_refused(case: Path, reviewer: Call, listed: Listed, day: str) -> None:
    assert reviewer("correction", case, "The story", "Reply added", "--date", day, "--approved-by", "Kerr").code == 2
    assert listed("corrections", case) == []
