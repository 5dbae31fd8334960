"""Claims, undo and the journal from the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import searching
from tests.cli.conftest import Call

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Listed = Callable[..., list[dict[str, Any]]]


def test_what_creates_prints_the_id_alone_on_the_last_line(tmp_path: Path, done: Call) -> None:
    for words in (("new", tmp_path / "a.revcase"), ("claim", tmp_path / "a.revcase", "We never asked.")):
        result = done(*words)
        assert UUID.fullmatch(result.last)
        assert len(result.lines) == 1
        assert result.err == ""


def test_claims_are_listed_with_exactly_the_fields_of_the_contract(case: Path, done: Call, listed: Listed) -> None:
    first = done(
        "claim", case, "We never asked.", "--speaker", "Lumenreel", "--date", "2018-12", "--channel", "post", "--kind", "denial"
    ).last
    second = done("claim", case, "asked", "--parent", first[:6]).last
    none = {"states": 0, "supports": 0, "contradicts": 0, "context": 0}
    assert listed("claims", case) == [
        {
            "id": first,
            "text": "We never asked.",
            "speaker": "Lumenreel",
            "date": "2018-12",
            "channel": "post",
            "kind": "denial",
            "parent": None,
            "passages": none,
        },
        {
            "id": second,
            "text": "asked",
            "speaker": None,
            "date": None,
            "channel": None,
            "kind": "statement",
            "parent": first,
            "passages": none,
        },
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--date", "03/04/2026"], "2026-03-04 or 2026-04-03"),
        (["--date", "31 April"], "no such day"),
        (["--kind", "rumour"], "statement"),
        (["--parent", "abcdef"], "starts with abcdef"),
        (["--parent", "abc"], "six or more"),
        (["--colour", "red"], "--colour"),
    ],
)
def test_words_that_are_off_exit_2_with_a_hint_and_change_nothing(
    case: Path, reviewer: Call, listed: Listed, words: list[str], said: str
) -> None:
    result = reviewer("claim", case, "text", *words)
    assert result.code == 2
    assert result.out == ""
    error, hint = result.err.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert said in result.err
    assert listed("claims", case) == []


def test_undo_takes_back_the_last_that_stands_and_says_it(case: Path, done: Call, reviewer: Call, listed: Listed) -> None:
    for text in ("one", "two"):
        done("claim", case, text)
    assert done("undo", case).out == "Undone: Add claim\n"
    assert [one["text"] for one in listed("claims", case)] == ["one"]
    done("undo", case)
    assert listed("claims", case) == []
    nothing = reviewer("undo", case)
    assert nothing.code == 3
    assert "nothing to undo" in nothing.err
    undoes = [one["undoes"] for one in listed("journal", case)]
    assert undoes == [None, None, None, 3, 2]


def test_the_journal_names_the_reviewer_given_else_set_else_preferred(
    case: Path, done: Call, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "loginname")
    monkeypatch.setenv("LOGNAME", "loginname")
    done("claim", case, "a")
    monkeypatch.setenv("REVIEWER_NAME", "Bo")
    done("claim", case, "b")
    done("claim", case, "c", "--reviewer", "  Cleo   Ö. ")
    entries = listed("journal", case)
    assert [one["reviewer"] for one in entries] == ["Reviewer", "Reviewer", "Bo", "Cleo Ö."]
    assert set(entries[-1]) == {"seq", "at", "reviewer", "intent", "origin", "previous", "hash", "undoes", "redoes", "changes"}
    assert entries[-1]["origin"] == "command line"
    assert entries[-1]["previous"] == entries[-2]["hash"]


def test_plain_lists_keep_a_line_an_entry_whatever_is_in_it(case: Path, done: Call) -> None:
    done("claim", case, "two\nlines\tand a tab\x1b[31m")
    (line,) = done("claims", case).lines
    cells = line.split("\t")
    assert cells[1:3] == ["1", "two lines and a tab [31m"]


def test_check_is_clean_and_prints_the_head(case: Path, done: Call, listed: Listed) -> None:
    done("claim", case, "a")
    assert listed("journal", case)[-1]["hash"] in done("check", case).out


def test_check_exits_1_on_a_changed_row(case: Path, done: Call, reviewer: Call) -> None:
    done("claim", case, "a long enough sentence to be found in the file")
    data = case.read_bytes()
    case.write_bytes(data.replace(b"a long enough sentence", b"a wrong enough tale  !"))
    result = reviewer("check", case)
    assert result.code == 1
    assert result.lines


def test_a_path_that_is_no_case_exits_3(tmp_path: Path, reviewer: Call) -> None:
    (tmp_path / "x.revcase").write_bytes(b"words")
    for words in (["claims", "x.revcase"], ["claims", "absent.revcase"], ["claim", "x.revcase", "t"], ["check", "x.revcase"]):
        result = reviewer(words[0], tmp_path / words[1], *words[2:])
        assert (result.code, result.out) == (3, ""), words
        assert result.err.startswith("error: ")
    assert [one.name for one in tmp_path.iterdir()] == ["x.revcase"]


def test_new_never_replaces_a_file(case: Path, reviewer: Call) -> None:
    before = case.read_bytes()
    result = reviewer("new", case)
    assert result.code == 3
    assert case.read_bytes() == before


def test_a_search_that_shows_not_everything_says_so(case: Path, done: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        done("claim", case, f"The partner said {n}")
    assert done("search", case, "partner").err == ""
    monkeypatch.setattr(searching, "MOST_HITS", 2)
    cut = done("search", case, "partner")
    assert len(cut.lines) == 2
    assert "only the best 2" in cut.err
