"""A file gets its name without taking another file's place, also where the file system cannot help."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.store.file import renaming
from reviewer.store.file.renaming import rename_to_free

Rename = Callable[[Path, Path], None]


@pytest.fixture(params=["exclusive rename", "none"])
def rename(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Rename:
    if request.param == "none":
        monkeypatch.setattr(renaming, "_renamed_exclusively", lambda _path, _target: False)
    return rename_to_free


def test_a_file_gets_a_free_name(rename: Rename, tmp_path: Path) -> None:
    (tmp_path / "draft").write_bytes(b"all of it")
    rename(tmp_path / "draft", tmp_path / "Fäll 1")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("Fäll 1", b"all of it")]


def test_a_file_that_is_there_keeps_its_place(rename: Rename, tmp_path: Path) -> None:
    for name in ("draft", "taken"):
        (tmp_path / name).write_bytes(name.encode())
    with pytest.raises(FileExistsError):
        rename(tmp_path / "draft", tmp_path / "taken")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"draft": b"draft", "taken": b"taken"}


def test_what_cannot_be_renamed_leaves_nothing_behind(rename: Rename, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        rename(tmp_path / "gone", tmp_path / "name")
    assert not list(tmp_path.iterdir())


def test_a_file_that_somebody_puts_there_meanwhile_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "draft").write_bytes(b"ours")
    (tmp_path / "theirs").write_bytes(b"theirs")

    def interrupted(_path: Path, target: Path) -> None:
        (tmp_path / "theirs").rename(target)
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(renaming, "_renamed_exclusively", lambda _path, _target: False)
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(OSError, match="another disk"):
        rename_to_free(tmp_path / "draft", tmp_path / "name")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"draft": b"ours", "name": b"theirs"}
