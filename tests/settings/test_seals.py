"""What is remembered of cases: only here, only a bounded part, in words that tell nothing, and never in the way of work."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reviewer.settings import seals as module
from reviewer.settings.seals import CaseSeals

CASE = "01234567-0000-4000-8000-000000000000"
HEAD, NEXT = "ab" * 32, "cd" * 32


def written(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file())


def test_a_state_is_known_after_a_restart_and_no_other_is(tmp_path: Path) -> None:
    CaseSeals(tmp_path).keep(CASE, HEAD)
    again = CaseSeals(tmp_path)
    assert again.knows(CASE, HEAD)
    assert not again.knows(CASE, NEXT)
    assert not again.knows(CASE.replace("1", "2"), HEAD)
    again.keep(CASE, NEXT)
    assert CaseSeals(tmp_path).knows(CASE, HEAD), "a copy of an earlier state is ours still"
    assert CaseSeals(tmp_path).knows(CASE, NEXT)


def test_two_programs_at_one_case_lose_no_line_of_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STATES", 40)
    heads = {name: [f"{name}{number:03d}" * 16 for number in range(100)] for name in "ab"}

    def keep(name: str) -> bool:
        seals = CaseSeals(tmp_path)
        for head in heads[name]:
            seals.keep(CASE, head)
            if not seals.knows(CASE, head):
                return False
        return True

    with ThreadPoolExecutor(2) as programs:
        assert list(programs.map(keep, "ab")) == [True, True]


def test_asking_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    assert not CaseSeals(folder).knows(CASE, HEAD)
    assert not folder.exists()


def test_another_key_knows_nothing(tmp_path: Path) -> None:
    CaseSeals(tmp_path / "a").keep(CASE, HEAD)
    CaseSeals(tmp_path / "b").keep(CASE, NEXT)
    (tmp_path / "b" / "known-cases").rename(tmp_path / "b" / "their own")
    (tmp_path / "a" / "known-cases").rename(tmp_path / "b" / "known-cases")
    assert not CaseSeals(tmp_path / "b").knows(CASE, HEAD)


def test_what_is_written_is_the_owners_alone_and_tells_nothing(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        CaseSeals(tmp_path / "settings").keep(CASE, HEAD)
    finally:
        os.umask(old)
    files = written(tmp_path)
    assert [one.name for one in files if one.parent.name == "settings"] == ["case-key", "case-key.lock"]
    assert len(files) == 3
    for one in files:
        assert one.stat().st_mode & 0o777 == 0o600
        told = str(one).encode() + one.read_bytes()
        assert not any(word.encode() in told for word in (CASE, CASE[:8], HEAD, HEAD[:8]))
    assert (tmp_path / "settings" / "known-cases").stat().st_mode & 0o777 == 0o700
    assert len((tmp_path / "settings" / "case-key").read_bytes()) == 32


def test_the_key_is_random_and_made_once(tmp_path: Path) -> None:
    first, second = CaseSeals(tmp_path / "a"), CaseSeals(tmp_path / "b")
    first.keep(CASE, HEAD)
    second.keep(CASE, HEAD)
    keys = [(tmp_path / one / "case-key").read_bytes() for one in "ab"]
    assert keys[0] != keys[1]
    CaseSeals(tmp_path / "a").keep(CASE, NEXT)
    assert (tmp_path / "a" / "case-key").read_bytes() == keys[0]


def test_two_programs_that_begin_at_once_share_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = CaseSeals(tmp_path), CaseSeals(tmp_path)
    make = module.os.urandom

    def meanwhile(count: int) -> bytes:
        monkeypatch.setattr(module.os, "urandom", make)
        other.keep(CASE, NEXT)
        return make(count)

    monkeypatch.setattr(module.os, "urandom", meanwhile)
    one.keep(CASE, HEAD)
    again = CaseSeals(tmp_path)
    assert again.knows(CASE, HEAD)
    assert again.knows(CASE, NEXT)
    assert not [path for path in written(tmp_path) if path.name.startswith(".")]


def test_two_programs_on_copies_of_one_case_do_not_lose_each_others(tmp_path: Path) -> None:
    one, other = CaseSeals(tmp_path), CaseSeals(tmp_path)
    for n in range(20):
        one.keep(CASE, f"one {n}")
        other.keep(CASE, f"other {n}")
    assert all(one.knows(CASE, f"{who} {n}") for who in ("one", "other") for n in range(20))


def test_a_line_that_was_cut_short_loses_only_itself(tmp_path: Path) -> None:
    seals = CaseSeals(tmp_path)
    seals.keep(CASE, HEAD)
    (lines,) = (tmp_path / "known-cases").iterdir()
    with lines.open("ab") as file:
        file.write(b"\n0123")
    seals.keep(CASE, NEXT)
    assert seals.knows(CASE, HEAD)
    assert seals.knows(CASE, NEXT)


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "case-key").write_bytes(content)
    assert not CaseSeals(tmp_path).knows(CASE, HEAD)
    CaseSeals(tmp_path).keep(CASE, HEAD)
    assert CaseSeals(tmp_path).knows(CASE, HEAD)
    assert len((tmp_path / "case-key").read_bytes()) == 32


def test_the_case_that_was_changed_longest_ago_is_forgotten_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CASES", 3)
    seals = CaseSeals(tmp_path)
    for n in range(3):
        seals.keep(f"case {n}", HEAD)
        newest = max((tmp_path / "known-cases").iterdir(), key=lambda one: one.stat().st_mtime_ns)
        os.utime(newest, ns=(n + 1, n + 1))
    seals.keep("case 0", NEXT)
    seals.keep("case 3", HEAD)
    assert [seals.knows(f"case {n}", HEAD) for n in range(4)] == [True, False, True, True]
    assert len(list((tmp_path / "known-cases").iterdir())) == 3


def test_only_the_newest_states_of_a_case_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STATES", 10)
    seals = CaseSeals(tmp_path)
    for n in range(100):
        seals.keep(CASE, str(n))
    known = [n for n in range(100) if seals.knows(CASE, str(n))]
    assert known == list(range(known[0], 100))
    assert 5 <= len(known) <= 12


@pytest.mark.expects_log("^WARNING reviewer.settings.seals: seals-unusable [A-Za-z]+$")
@pytest.mark.parametrize("name", ["", "case-key", "known-cases"])
def test_what_cannot_be_written_stops_nothing_and_is_logged_once(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "settings"
    if name:
        folder.mkdir()
    if name == "case-key":
        (folder / name).mkdir()
    else:
        (folder / name).write_text("in the way")
    seals = CaseSeals(folder)
    for _ in range(3):
        seals.keep(CASE, HEAD)
        assert not seals.knows(CASE, HEAD)
    assert [one.getMessage().split()[0] for one in caplog.records] == ["seals-unusable"]


def test_only_how_a_file_was_left_last_is_known(tmp_path: Path) -> None:
    seals = CaseSeals(tmp_path)
    assert not seals.knows_file(CASE, "1 2 3")
    assert not written(tmp_path), "asking makes nothing"
    seals.keep_file(CASE, "1 2 3")
    assert CaseSeals(tmp_path).knows_file(CASE, "1 2 3")
    (kept,) = (tmp_path / "known-files").iterdir()
    kept.write_bytes(kept.read_bytes()[:7] + b"damaged" * 9)
    assert not seals.knows_file(CASE, "1 2 3")
    seals.keep_file(CASE, "4 5 6")
    assert seals.knows_file(CASE, "4 5 6")
    assert not seals.knows_file(CASE, "1 2 3")
    assert not seals.knows_file(CASE.replace("1", "2"), "4 5 6")
    assert not seals.knows(CASE, "4 5 6"), "a file is no head"
    assert kept.stat().st_mode & 0o777 == 0o600
