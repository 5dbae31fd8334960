"""What a killed program left of a case in the making is cleared by the next that makes one there, and nothing else is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.errors import CaseError
from reviewer.store.case_file import CaseFile
from reviewer.store.file import backup
from tests.store import made
from tests.store.made import ANN

ROOT = Path(__file__).resolve().parents[2]

KILLED = """
import os, signal, sys
from pathlib import Path
from reviewer.store.case_file import CaseFile
from reviewer.store.file import backup
from tests.store import made

linked = sys.argv[2] == "linked"
put = backup.put_in_place

def killed(beside, path):
    if linked:
        put(beside, path)
    os.kill(os.getpid(), signal.SIGKILL)

backup.put_in_place = killed
CaseFile.create(Path(sys.argv[1]), title="T", clock=made.Clock(), new_id=made.ids(), reviewer=made.ANN)
"""


def left_by_a_kill(path: Path, how: str = "") -> Path:
    """Return the hidden folder that a program leaves that is killed while it makes a case."""
    before = {path, *path.parent.iterdir()}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path), how], env=environment, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    (left,) = set(path.parent.iterdir()) - before
    return left


def create(path: Path) -> None:
    CaseFile.create(path, title="Second", clock=made.Clock(), new_id=made.ids(), reviewer=ANN).close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_left_is_cleared_when_the_next_case_is_made_there(tmp_path: Path) -> None:
    left_by_a_kill(tmp_path / "case.revcase")
    create(tmp_path / "other.revcase")
    assert [one.name for one in tmp_path.iterdir()] == ["other.revcase"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_case_that_got_its_name_before_the_kill_stays_whole(tmp_path: Path) -> None:
    left_by_a_kill(tmp_path / "case.revcase", "linked")
    with CaseFile.open(tmp_path / "case.revcase", clock=made.Clock(), new_id=made.ids()) as case:
        case.backup(tmp_path / "copy.revcase")
        assert case.reader.info().title == "T"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case.revcase", "copy.revcase"]


def odd(record: Path) -> None:
    record.write_text("{}")


def of_elsewhere(record: Path) -> None:
    record.write_text(json.dumps({**json.loads(record.read_text()), "host": "elsewhere", "pid": 4_000_000}))


def with_something_else(record: Path) -> None:
    ended = {**json.loads(record.read_text()), "pid": 4_000_000}
    record.write_text(json.dumps(ended))
    (record.parent / "notes.txt").write_text("mine")


@pytest.mark.parametrize("change", [lambda _record: None, odd, of_elsewhere, with_something_else])
def test_what_may_be_somebody_elses_is_left_alone(change: Callable[[Path], None], tmp_path: Path) -> None:
    with backup.unfinished(tmp_path / "case.revcase") as beside:
        beside.write_bytes(b"in the making")
        change(beside.parent / "owner.json")
        create(tmp_path / "other.revcase")
        assert beside.read_bytes() == b"in the making"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(CaseError, match=r"“case.revcase” cannot be written: Permission denied"):
        create(tmp_path / "case.revcase")
