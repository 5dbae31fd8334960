"""A case that was last changed elsewhere is remarked on stderr; results and exit codes are what they would be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer import bootstrap
from reviewer.bootstrap import make_new_id
from reviewer.cli import main
from reviewer.model.changes import RecordKind
from reviewer.model.ids import Reviewer
from reviewer.store.case_file import CaseFile
from tests.cli.conftest import Call, Result

NOTE = "note: This case came from elsewhere: it was last changed on another computer or by another account."


@pytest.fixture
def there(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Call]:
    """Return a function that calls the command line as another account would."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    parts, close = bootstrap.make_parts()

    def call(*words: object) -> Result:
        capsys.readouterr()
        code = main.run([str(one) for one in words], parts)
        wrote = capsys.readouterr()
        return Result(code, wrote.out, wrote.err)

    yield call
    close()


READS: list[tuple[str, Callable[[Path], list[object]]]] = [
    ("documents", lambda case: [case]),
    ("claims", lambda case: [case]),
    ("passages", lambda case: [case]),
    ("journal", lambda case: [case]),
    ("search", lambda case: [case, "partner"]),
    ("check", lambda case: [case]),
    ("export", lambda case: [case, case.with_name("pack")]),
]


@pytest.mark.parametrize(("command", "words"), READS, ids=[name for name, _ in READS])
def test_commands_that_read_remark_it_and_say_the_same(
    filled: Path, done: Call, there: Call, command: str, words: Callable[[Path], list[object]]
) -> None:
    said = done(command, *words(filled))
    assert "came from elsewhere" not in said.err
    result = there(command, *words(filled), *(["--force"] if command == "export" else []))
    assert (result.code, result.out) == (0, said.out)
    assert result.err.count(NOTE) == 1


def test_a_new_index_is_remarked_by_what_makes_it(filled: Path, there: Call) -> None:
    assert "anew" not in there("search", filled, "partner").err
    assert "anew" not in there("link", filled, "abcdef", "abcdef").err
    made = there("claim", filled, "We never asked")
    assert made.err.splitlines()[1:] == ["note: The search index of the case was made anew from what the case holds."]


def test_the_first_change_is_remarked_and_the_second_is_not(filled: Path, there: Call, done: Call) -> None:
    first, second = there("claim", filled, "We never asked"), there("claim", filled, "We never looked")
    assert first.code == second.code == 0
    assert NOTE in first.err
    assert second.err == ""
    assert NOTE in done("claims", filled).err
    assert there("check", filled).err == ""


def test_json_stays_json_and_refusals_stay_refusals(filled: Path, there: Call) -> None:
    result = there("search", filled, "partner", "--json")
    assert [one["document_name"] for one in json.loads(result.out)] == ["register.pdf"]
    refused = there("undo", filled.with_name("none.revcase"))
    assert refused.code == 3
    assert "elsewhere" not in refused.err


def test_who_changes_a_case_is_told_that_its_journal_is_ahead_of_the_clock(case: Path, done: Call) -> None:
    assert "still to come" not in done("claim", case, "We never asked").err
    with (
        CaseFile.open(case, clock=lambda: "2999-01-01T00:00:00.000Z", new_id=make_new_id()) as file,
        file.intent("Rename", reviewer=Reviewer("Ada"), origin="window") as recorder,
    ):
        recorder.update(RecordKind.CASE, file.reader.info().id, {"title": "Later"})
    told = done("claim", case, "Nor did anybody else").err
    assert "is dated 2999-01-01T00:00:00.000Z, which is still to come" in told
    assert "recorded with that time" in told
    assert "still to come" not in done("claims", case).err, "who reads records nothing"
