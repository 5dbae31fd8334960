"""`search` on the command line: how words were understood, what narrows, and a table of terms."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.cli.conftest import Call
from tests.cli.test_coverage import look_at

Listed = Callable[..., list[dict[str, Any]]]

PAGES = (["The board was told.", "The grain was sold to the board."], ["The board sold nothing.", "=cmd stands here"])


@pytest.fixture
def case(tmp_path: Path, done: Call) -> Path:
    path = tmp_path / "board.revcase"
    document = tmp_path / "minutes.pdf"
    document.write_bytes(builders.text_pdf(*map(list, PAGES)))
    done("new", path)
    done("add", path, document)
    done("claim", path, "The board was never told")
    return path


def test_operators_are_understood_and_said(case: Path, done: Call) -> None:
    found = done("search", case, "board", "NOT", "grain", "--kind", "page")
    assert [line.split("\t")[:4] for line in found.lines] == [["1", "page", "minutes.pdf", "2"]]
    assert "note: searched for “board” but not “grain”" in found.err
    assert done("search", case, "board").err == "", "plain words need no explanation"
    assert "NOT and - only take away" in done("search", case, "NOT board").err


def test_a_search_that_finds_nothing_says_what_would(case: Path, done: Call) -> None:
    found = done("search", case, "grain", "nothing", "--kind", "claim")
    assert found.out == ""
    assert "nothing in the case has “grain” and “nothing”" in found.err
    assert "“grain” or “nothing” would find" not in found.err
    assert "“tol*” would find 2" in done("search", case, "tol").err
    told = done("search", case, "grain", "--kind", "claim").err
    assert "without what the search is narrowed to there are 1" in told
    assert "“grain” or “nothing” would find 2" in done("search", case, "grain", "nothing").err


def test_right_to_left_words_are_set_apart_in_remarks_and_none_of_it_is_shown_as_a_sign(case: Path, done: Call) -> None:
    assert "nothing in the case has “\u2068شركة\u2069”" in done("search", case, "شركة").err
    assert "‹U+202E›" in done("search", case, "a\u202eb").err


def test_filters_narrow(case: Path, listed: Listed, reviewer: Call) -> None:
    assert {one["kind"] for one in listed("search", case, "board", "--kind", "claim")} == {"claim"}
    assert len(listed("search", case, "board", "--document", "minutes")) == 2
    assert len(listed("search", case, "board", "--text", "set")) == 2
    assert listed("search", case, "board", "--text", "recognised", "--tolerant") == []
    assert listed("search", case, "board", "--stance", "supports") == []
    assert reviewer("search", case, "board", "--document", "nowhere").code == 2


def test_a_list_of_terms_makes_a_table(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("\ufeffboard\n\nnobody\r\n=cmd\nboard\n", encoding="utf-8")
    assert [line.split("\t") for line in done("search", case, "--terms", terms).lines] == [
        ["board", "minutes.pdf", "3", "2"],
        ["board", "-", "1", "0"],
        ["nobody", "-", "0", "0"],
        ["=cmd", "minutes.pdf", "1", "1"],
    ]
    table = listed("search", case, "--terms", terms)
    assert [(one["term"], one["hits"], one["pages"], [each["hits"] for each in one["documents"]]) for one in table] == [
        ("board", 4, 2, [3, 1]),
        ("nobody", 0, 0, []),
        ("=cmd", 1, 1, [1]),
    ]
    rows = list(csv.reader(io.StringIO(done("search", case, "--terms", terms, "--csv").out.lstrip("\ufeff"))))
    assert rows == [
        ["term", "document", "hits", "pages"],
        ["board", "minutes.pdf", "3", "2"],
        ["board", "passages, notes and claims", "1", ""],
        ["nobody", "", "0", "0"],
        ["'=cmd", "minutes.pdf", "1", "1"],
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Give words to search for"),
        (["board", "--terms", "nowhere.txt"], "Give words to search for"),
        (["--terms", "nowhere.txt"], "cannot be read"),
        (["board", "--csv"], "--csv goes with --terms"),
    ],
)
def test_what_does_not_go_together_is_said(case: Path, reviewer: Call, words: list[str], said: str) -> None:
    found = reviewer("search", case, *words)
    assert (found.code, said in found.err) == (2, True)


def test_a_search_is_narrowed_to_what_one_reviewer_made(case: Path, done: Call, listed: Listed) -> None:
    done("highlight", case, "minutes", "--quote", "The board was told", "--note", "a board note", "--reviewer", "Ada")
    done("highlight", case, "minutes", "--quote", "The board sold nothing", "--reviewer", "Bea")
    found = listed("search", case, "board", "--by", "Ada")
    assert sorted((one["kind"], one["snippet"]) for one in found) == [("note", "a board note"), ("quote", "The board was told")]
    assert [one["kind"] for one in listed("search", case, "board", "--by", "Bea")] == ["quote"]
    assert [one["kind"] for one in listed("search", case, "board", "--by", "Reviewer")] == ["claim"]
    assert "without what the search is narrowed to" in done("search", case, "board", "--by", "Nobody").err


def test_a_search_is_narrowed_to_pages_that_nobody_has_opened(case: Path, listed: Listed) -> None:
    assert sorted(one["page"] for one in listed("search", case, "board", "--unopened")) == [1, 2]
    look_at(case, 0)
    assert [(one["kind"], one["page"]) for one in listed("search", case, "board", "--unopened")] == [("page", 2)]
