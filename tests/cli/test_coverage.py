"""The command line tells coverage, takes counterchecks, and a pack carries nothing of either."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


def look_at(case: Path, *pages: int, by: str = "Zebedee Quill") -> None:
    """Have pages of the first document looked at, as the window would."""
    with closing(sqlite3.connect(case)) as database, database:
        ((sha256,),) = database.execute("SELECT sha256 FROM documents ORDER BY position LIMIT 1").fetchall()
        rows = [(sha256, page, by, 61_000, 0, "2031-05-06T07:08:09.000Z", "2031-05-06T07:08:09.000Z") for page in pages]
        database.executemany("INSERT INTO page_views VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


@pytest.fixture
def marked(filled: Path, done: Call) -> Path:
    done("highlight", filled, "register", "--quote", "switched off in 2015", "--reviewer", "Ada")
    return filled


def test_pages_that_nobody_has_opened_are_told_of_each_document(marked: Path, done: Call, listed: Listed) -> None:
    look_at(marked, 0, 1)
    register, post = listed("coverage", marked)
    assert register["unopened_pages"] == [3]
    assert (register["opened"], register["pages"], register["marked"], register["shown_s"]) == (2, 3, 1, 122)
    assert post["unopened_pages"] == [1]
    lines = done("coverage", marked).lines
    assert "2 of 3 pages opened" in lines[0]
    assert lines[0].endswith("not opened: 3")
    assert lines[-1].startswith("all documents\t2 of 4 pages opened")


def test_coverage_of_one_reviewer(marked: Path, reviewer: Call, listed: Listed) -> None:
    look_at(marked, 0)
    assert [one["marked"] for one in listed("coverage", marked, "--by", "Ada")] == [1, 0]
    assert [one["opened"] for one in listed("coverage", marked, "--by", "Ada")] == [0, 0]
    assert "nothing is known of a reviewer called Nobody" in reviewer("coverage", marked, "--by", "Nobody").err
    look_at(marked, 1, 2)
    assert [one["document_name"] for one in listed("coverage", marked, "--unopened")] == ["post.png"]


def test_nobody_counterchecks_what_they_marked(marked: Path, reviewer: Call, done: Call, listed: Listed) -> None:
    refused = reviewer("countercheck", marked, "register", "--page", 2, "--reviewer", "Ada")
    assert (refused.code, refused.out) == (2, "")
    assert "Ada marked this, and nobody counterchecks their own marks" in refused.err
    done("countercheck", marked, "register", "--page", 2, "--reviewer", "Bea")
    assert listed("coverage", marked)[0]["counterchecked"] == 1
    again = reviewer("countercheck", marked, "register", "--page", 2, "--reviewer", "Bea")
    assert "has counterchecked this already" in again.err
    assert done("undo", marked).last == "Undone: Countercheck page"
    assert listed("coverage", marked)[0]["counterchecked"] == 0


def test_a_countercheck_of_a_passage_can_be_withdrawn(marked: Path, done: Call, reviewer: Call, listed: Listed) -> None:
    (passage,) = listed("passages", marked)
    done("countercheck", marked, "--passage", passage["id"], "--reviewer", "Bea")
    assert listed("coverage", marked)[0]["counterchecked"] == 1
    done("countercheck", marked, "--passage", passage["id"], "--withdraw", "--reviewer", "Bea")
    assert listed("coverage", marked)[0]["counterchecked"] == 0
    assert "has not counterchecked this" in reviewer("countercheck", marked, "register", "--page", 1, "--withdraw").err
    assert reviewer("countercheck", marked, "register").code == 2
    assert reviewer("countercheck", marked, "register", "--page", 9).code == 2
    assert done("check", marked).code == 0


def files_below(folder: Path) -> Iterator[Path]:
    return (one for one in folder.rglob("*") if one.is_file())


def test_a_pack_carries_nothing_of_coverage(marked: Path, tmp_path: Path, done: Call) -> None:
    done("export", marked, tmp_path / "before")
    look_at(marked, 0, 1, 2)
    done("export", marked, tmp_path / "after")
    names = [
        sorted(str(one.relative_to(tmp_path / each)) for one in files_below(tmp_path / each)) for each in ("before", "after")
    ]
    assert names[0] == names[1]
    for name in names[0]:
        assert (tmp_path / "before" / name).read_bytes() == (tmp_path / "after" / name).read_bytes(), name
    done("countercheck", marked, "register", "--page", 2, "--reviewer", "Zebedee Quill")
    done("export", marked, tmp_path / "counterchecked")
    for one in files_below(tmp_path / "counterchecked"):
        data = one.read_bytes()
        assert b"Zebedee" not in data, one
        assert b"ountercheck" not in data, one
        assert b"2031-05-06" not in data, one
    made = json.loads(done("viewing-copy", marked, "register", tmp_path / "view.pdf", "--json").out)
    assert [(one["document_name"], one["pages"], one["pages_crossed_out"]) for one in made] == [("register.pdf", 3, [])]
    assert b"Zebedee" not in (tmp_path / "view.pdf").read_bytes()
    assert json.loads(done("coverage", marked, "--json").out)[0]["opened"] == 3


def test_a_pack_says_what_was_looked_at_where_that_was_asked_for_and_names_nobody(
    marked: Path, tmp_path: Path, done: Call
) -> None:
    look_at(marked, 0)
    done("countercheck", marked, "register", "--page", 2, "--reviewer", "Zebedee Quill")
    done("export", marked, tmp_path / "pack", "--coverage")
    table = (tmp_path / "pack" / "data" / "coverage.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert [(one["document"], one["pages"], one["opened"], one["unopened_pages"]) for one in rows] == [
        ("register.pdf", "3", "1", "2-3"),
        ("post.png", "1", "0", "1"),
    ]
    known = [(one["marked"], one["counterchecked"], one["seconds_on_screen"]) for one in rows]
    assert known == [("1", "1", "61"), ("0", "0", "0")]
    page = (tmp_path / "pack" / "data" / "index.html").read_text("utf-8")
    assert "Pages that nobody opened" in page
    assert not any(b"Zebedee" in one.read_bytes() or b"2031-05-06" in one.read_bytes() for one in files_below(tmp_path / "pack"))
    done("export", marked, tmp_path / "cited", "--coverage", "--cited-only")
    assert "post.png" not in (tmp_path / "cited" / "data" / "coverage.csv").read_text("utf-8")
    assert done("verify", tmp_path / "pack").code == 0
