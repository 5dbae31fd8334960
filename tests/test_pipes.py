"""A pipe where a file is expected is told of, and never waited for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reviewer.exporters.bag import leftovers
from reviewer.exporters.bag import tag_files as bag
from reviewer.exporters.bag.verify import verify
from reviewer.model.ids import Reviewer
from reviewer.paths import open_ordinary
from reviewer.store.file.lock import CaseLock, CaseReadOnlyError, lock_path

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


def pipe(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    return path


def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    for odd in (pipe(tmp_path / "pipe"), tmp_path, Path("/dev/null")):
        with pytest.raises(OSError, match="not an ordinary file"):
            open_ordinary(odd)
    (tmp_path / "file").write_bytes(b"words")
    with open_ordinary(tmp_path / "file") as file:
        assert file.read() == b"words"


def test_a_pack_that_is_a_pipe(tmp_path: Path) -> None:
    report = verify(pipe(tmp_path / "pack.zip"))
    assert not report.ok
    assert "not an ordinary file" in report.findings[0]


def test_a_pack_whose_words_are_a_pipe_is_not_ours(tmp_path: Path) -> None:
    pipe(tmp_path / "pack" / "bag-info.txt")
    assert not bag.is_ours(tmp_path / "pack")
    assert not bag.is_ours(pipe(tmp_path / "pack.zip"))


def test_a_staging_folder_whose_record_is_a_pipe_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / ".pack-x.part"
    pipe(folder / "owner.json")
    leftovers.clear(tmp_path / "pack")
    assert folder.is_dir()


def test_a_lock_that_is_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    case = tmp_path / "case.revcase"
    pipe(lock_path(case))
    with pytest.raises(CaseReadOnlyError, match="is a link or no file"):
        CaseLock.acquire(case, Reviewer("Ada"), wait_s=0.0, since=json.dumps("now"))
