"""Preferences: kept whole, read again, and never a reason not to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from reviewer.settings import small_file
from reviewer.settings.preferences import RECENT_KEPT, Preferences, Settings

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 60


def test_without_a_file_there_are_defaults_and_no_notice(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none" / "settings.json")
    assert settings.values == Preferences()
    assert settings.reviewer_name == "Reviewer"
    assert settings.notice == ""


def test_what_is_changed_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    Settings(path).change(reviewer_name="Ada Ö.", theme="dark")
    again = Settings(path)
    assert (again.reviewer_name, again.values.theme) == ("Ada Ö.", "dark")
    assert sorted(one.name for one in path.parent.iterdir()) == ["settings.json", "settings.lock"]


def test_two_programs_with_one_file_take_nothing_back_from_each_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    cases = [tmp_path / f"{n}.revcase" for n in range(2)]
    for case in cases:
        case.touch()
    here, there = Settings(path), Settings(path)
    there.change(reviewer_name="Ada")
    there.remember_case(cases[0])
    here.change(window_geometry="AAAA")
    here.remember_case(cases[1])
    assert (here.reviewer_name, there.reviewer_name) == ("Reviewer", "Ada"), "who is at work does not change while one works"
    later = Settings(path)
    assert (later.reviewer_name, later.values.window_geometry) == ("Ada", "AAAA")
    assert later.recent == (cases[1], cases[0])


REMEMBERS = """
import sys
from pathlib import Path
from reviewer.settings.preferences import Settings

settings = Settings(Path(sys.argv[1]))
for case in sys.argv[2:]:
    settings.remember_case(Path(case))
"""


def test_programs_that_write_at_the_same_moment_lose_nothing_of_each_other(tmp_path: Path) -> None:
    cases = [tmp_path / f"{n}.revcase" for n in range(RECENT_KEPT)]
    for case in cases:
        case.touch()
    command = [sys.executable, "-c", REMEMBERS, str(tmp_path / "settings.json")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    programs = [subprocess.Popen([*command, *map(str, cases[n::3])], env=environment) for n in range(3)]
    assert [one.wait(WAIT_S) for one in programs] == [0, 0, 0]
    assert set(Settings(tmp_path / "settings.json").recent) == set(cases)


def test_a_change_waits_for_that_of_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, mine, theirs = tmp_path / "settings.json", tmp_path / "mine.revcase", tmp_path / "theirs.revcase"
    mine.touch()
    theirs.touch()
    other = ExitStack()
    other.enter_context(small_file.alone(path))

    def other_ends(_seconds: float) -> None:
        path.write_text(json.dumps({"recent": [str(theirs)]}))
        other.close()

    monkeypatch.setattr(small_file.time, "sleep", other_ends)
    Settings(path).remember_case(mine)
    assert Settings(path).recent == (mine, theirs)


def test_nobody_waits_for_ever_for_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    monkeypatch.setattr(small_file, "PATIENCE_S", 0.0)
    with small_file.alone(path):
        Settings(path).change(theme="dark")
    assert Settings(path).values.theme == "dark"


def test_what_cannot_be_written_holds_until_the_program_ends(tmp_path: Path) -> None:
    (tmp_path / "settings").touch()
    settings = Settings(tmp_path / "settings" / "settings.json")
    with pytest.raises(OSError, match=r"exists|directory"):
        settings.change(theme="dark")
    assert settings.values.theme == "dark"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b'{"a": 1'])
def test_a_damaged_file_means_defaults_and_a_notice(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.values == Preferences()
    assert "could not be read" in settings.notice
    settings.change(theme="dark")
    assert Settings(path).values.theme == "dark"


def test_values_of_the_wrong_kind_fall_back_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"reviewer_name": 7, "theme": "dark", "recent": ["a", 1], "of_a_later_version": True}))
    settings = Settings(path)
    assert settings.values == Preferences(theme="dark")
    assert "could not be read" in settings.notice


def test_recent_cases_come_newest_first_once_and_only_while_they_are_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    cases = [tmp_path / f"{n}.revcase" for n in range(RECENT_KEPT + 3)]
    for case in (*cases, cases[5]):
        case.touch()
        settings.remember_case(case)
    assert settings.recent[:2] == (cases[5], cases[-1])
    assert len(settings.recent) == RECENT_KEPT
    cases[5].unlink()
    assert settings.recent[0] == cases[-1]
    assert settings.remembered[:2] == (cases[5], cases[-1])
    settings.forget_case(cases[5])
    assert Settings(tmp_path / "settings.json").remembered[0] == cases[-1]
    settings.forget_recent()
    settings.change(keep_recent=False)
    settings.remember_case(cases[1])
    assert settings.recent == ()


def test_a_name_of_spaces_is_the_default_name(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.change(reviewer_name="  ")
    assert settings.reviewer_name == "Reviewer"


def test_only_declared_preferences_of_their_own_type_are_taken(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(TypeError):
        settings.change(colour="red")
    with pytest.raises(TypeError):
        settings.change(theme=3)
    assert settings.values == Preferences()
    assert not (tmp_path / "settings.json").exists()


def test_a_case_in_a_folder_whose_name_is_no_utf_8_is_remembered(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    case = folder / "x.revcase"
    case.touch()
    Settings(tmp_path / "settings.json").remember_case(case)
    assert Settings(tmp_path / "settings.json").recent == (case,)
