"""Two people do not write to one case; a crash leaves nobody locked out."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer import file_lock
from reviewer.errors import CaseError, CaseLockedError, CaseReadOnlyError
from reviewer.model.ids import Reviewer
from reviewer.store.case_file import CaseFile
from reviewer.store.file import lock as lock_module
from reviewer.store.file import process_identity
from reviewer.store.file.lock import CaseLock, holder_of, lock_path
from reviewer.store.reader import CaseReader
from tests.store import made

ROOT = Path(__file__).parents[2]

BEN = Reviewer("Ben")
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.revcase"


@pytest.fixture
def start(path: Path) -> Iterator[Start]:
    """Starts processes that want the lock."""
    started: list[subprocess.Popen[str]] = []

    def begin(name: str) -> subprocess.Popen[str]:
        script = str(Path(__file__).with_name("lock_holder.py"))
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        started.append(subprocess.Popen([sys.executable, "-B", script, str(path), name], text=True, **pipes))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def acquire(path: Path, *, wait_s: float = 0) -> CaseLock:
    return CaseLock.acquire(path, BEN, wait_s=wait_s, since=made.NOON)


def test_a_lock_names_its_holder_and_goes_with_it(path: Path) -> None:
    with acquire(path) as lock:
        assert json.loads(lock_path(path).read_text()) == {
            "reviewer": "Ben",
            "host": platform.node(),
            "pid": os.getpid(),
            "started": process_identity.started(os.getpid()),
            "since": made.NOON,
        }
        assert holder_of(path) == lock.holder
    assert list(path.parent.iterdir()) == []
    assert holder_of(path) is None


def test_a_case_open_in_another_process_says_by_whom(path: Path, start: Start) -> None:
    assert said(start("Ann Müller")) == "held"
    with pytest.raises(CaseLockedError) as caught:
        acquire(path)
    local = datetime(2026, 3, 4, 9, tzinfo=UTC).astimezone()
    assert caught.value.holder == f"Ann Müller on this computer, since {local.day} {local:%b %Y, %H:%M}"
    assert caught.value.summary == f"The case “case.revcase” is open for writing by {caught.value.holder}"
    assert caught.value.hint == "Open it for reading only, or close it there."  # not to delete the lock of who is there
    assert caught.value.beside
    assert holder_of(path) is not None


def test_two_windows_of_one_process(path: Path) -> None:
    with acquire(path), pytest.raises(CaseLockedError, match="another window of this program") as caught:
        acquire(path)
    assert not caught.value.beside
    assert "delete" not in caught.value.hint
    acquire(path).release()


def test_the_lock_is_had_as_soon_as_it_is_given_back(path: Path, start: Start) -> None:
    other = start("Ann")
    assert said(other) == "held"
    taken: list[CaseLock] = []
    waiting = threading.Thread(target=lambda: taken.append(acquire(path, wait_s=30)))
    waiting.start()
    other.communicate("\n", timeout=30)
    waiting.join(timeout=30)
    assert taken[0].holder.reviewer == "Ben"
    taken[0].release()


@pytest.mark.parametrize("collected", [True, False])
def test_a_lock_of_a_killed_process_is_taken_over_at_once(path: Path, start: Start, collected: bool) -> None:
    other = start("Ann")
    assert said(other) == "held"
    other.kill()
    if collected:
        other.wait()
    else:
        os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has asked for its exit code yet
    assert holder_of(path) is None
    with acquire(path) as lock:
        assert holder_of(path) == lock.holder


def test_of_several_who_find_a_stale_lock_one_gets_it(path: Path, start: Start) -> None:
    dead = start("Dead")
    assert said(dead) == "held"
    dead.kill()
    dead.wait()
    answers = sorted(said(one) for one in [start(f"P{n}") for n in range(4)])
    assert answers[-1] == "held"
    holder = holder_of(path)
    assert holder is not None
    assert set(answers[:-1]) == {holder.words}


def write_lock(path: Path, **changes: object) -> None:
    mine = {
        "reviewer": "Cem",
        "host": platform.node(),
        "pid": os.getpid(),
        "started": process_identity.started(os.getpid()),
        "since": made.NOON,
    }
    lock_path(path).write_text(json.dumps(mine | changes))


def test_a_later_process_with_the_same_number_is_another_one(path: Path) -> None:
    started = process_identity.started(os.getpid())
    assert started
    write_lock(path, started=f"{started}0")
    assert holder_of(path) is None
    acquire(path).release()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name computer, boot and namespace: a container may have no name of its own."""
    monkeypatch.setattr(process_identity, "_boot_and_namespace", lambda: "computer/boot:4026531836")


@pytest.mark.usefixtures("here")
def test_no_process_outlives_a_restart_whatever_counted_it(path: Path) -> None:
    write_lock(path, started="computer/an earlier boot:4026531836:1")
    assert holder_of(path) is None
    acquire(path).release()


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux counts processes in containers by themselves")
@pytest.mark.parametrize("pid", [1, 2**22 + 5])
@pytest.mark.parametrize("started", ["{here}:1:77", "another computer/boot:4026531836:1", "?/boot:4026531836:1", ""])
def test_a_lock_from_another_container_is_believed_whatever_runs_here_under_its_number(
    path: Path, pid: int, started: str
) -> None:
    own = process_identity.started(os.getpid())
    assert own
    write_lock(path, pid=pid, started=started.format(here=own.partition(":")[0]))
    with pytest.raises(CaseLockedError, match="Cem on this computer"):
        acquire(path)
    assert lock_path(path).exists()


@pytest.mark.parametrize("pid", [0, -1, 10**30, 2**22 + 5])
def test_a_number_that_no_process_has(path: Path, pid: int) -> None:
    write_lock(path, pid=pid)
    acquire(path).release()


def test_a_lock_of_another_computer_is_believed(path: Path) -> None:
    write_lock(path, host="newsroom-2", pid=1, started="x")
    with pytest.raises(CaseLockedError, match=r"Cem on newsroom-2, since [45] Mar 2026, \d\d:\d\d") as caught:
        acquire(path)
    assert "delete “case.revcase.lock”" in caught.value.hint
    assert not caught.value.beside
    assert lock_path(path).exists()


def test_a_lock_that_somebody_else_took_over_is_not_given_back(path: Path) -> None:
    lock = acquire(path)
    write_lock(path, host="newsroom-2")
    lock.release()
    assert lock_path(path).exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"reviewer": "x"}'])
def test_a_lock_without_words_is_the_leftover_of_a_crash(path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "_UNREADABLE_GRACE_S", 0.1)
    lock_path(path).write_bytes(content)
    with acquire(path) as lock:
        assert holder_of(path) == lock.holder


def test_one_lock_by_whatever_link_the_case_is_reached(path: Path, tmp_path: Path) -> None:
    path.touch()
    link = tmp_path / "sub" / "other.revcase"
    link.parent.mkdir()
    link.symlink_to(path)
    with acquire(link), pytest.raises(CaseLockedError):
        acquire(path)


@pytest.mark.parametrize("hard", [False, True])
def test_a_lock_that_leads_to_another_file_overwrites_nothing(path: Path, tmp_path: Path, hard: bool) -> None:
    other = tmp_path / "precious.txt"
    other.write_bytes(b"precious")
    if hard:
        lock_path(path).hardlink_to(other)
    else:
        lock_path(path).symlink_to(other)
    with pytest.raises(CaseError), acquire(path, wait_s=0):
        pass
    assert other.read_bytes() == b"precious"


def test_a_folder_without_hard_links_has_locks_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with acquire(path), pytest.raises(CaseLockedError):
        acquire(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.usefixtures("here")
def test_who_comes_second_to_a_stale_lock_leaves_it_to_the_first(path: Path) -> None:
    write_lock(path, started="computer/an earlier boot:4026531836:1")
    stale = lock_module._read(lock_path(path))
    first = acquire(path)
    assert not lock_module._take_over(lock_path(path), stale, first.holder)
    assert holder_of(path) == first.holder
    first.release()


def test_of_two_who_take_over_at_the_same_moment_the_system_lets_one(path: Path) -> None:
    write_lock(path, started="computer/an earlier boot:4026531836:1")
    stale = lock_module._read(lock_path(path))
    assert stale is not None
    with lock_path(path).open("r+b") as other:
        assert file_lock.take(other.fileno())
        assert not lock_module._take_over(lock_path(path), stale, stale)
    assert lock_module._take_over(lock_path(path), stale, stale)


def test_a_case_with_two_names_is_only_read(tmp_path: Path) -> None:
    case = tmp_path / "case.revcase"
    CaseFile.create(case, title="T", clock=made.Clock(), new_id=made.ids(), reviewer=made.ANN).close()
    os.link(case, tmp_path / "again.revcase")
    for name in (case, tmp_path / "again.revcase"):
        with pytest.raises(CaseReadOnlyError, match="second name on its disk"):
            CaseFile.open(name, clock=made.Clock(), new_id=made.ids())
        with CaseReader.open(name) as reader:
            assert reader.info().title == "T"
    (tmp_path / "again.revcase").unlink()
    CaseFile.open(case, clock=made.Clock(), new_id=made.ids()).close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("after", ["renaming._renamed_exclusively", "os.close", "pathlib.Path.replace"])
def test_a_killed_move_leaves_one_whole_case(tmp_path: Path, after: str) -> None:
    """Where the file system cannot rename without replacing, the name may be taken already, but it leads nowhere."""
    case, target = tmp_path / "Untitled 1.revcase", tmp_path / "The denial.revcase"
    CaseFile.create(case, title="T", clock=made.Clock(), new_id=made.ids(), reviewer=made.ANN).close()
    words = f"""
import os, pathlib, signal, sys
from pathlib import Path
from reviewer.services import drafts
from reviewer.store.file import renaming

if {not after.startswith("renaming")}:
    renaming._renamed_exclusively = lambda *_paths: False
call = {after}

def killed(*words):
    call(*words)
    os.kill(os.getpid(), signal.SIGKILL)

{after} = killed
drafts.place(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", words, str(case), str(target)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL
    whole = [one for one in (case, target) if one.exists() and one.stat().st_size]
    assert len(whole) == 1
    CaseFile.open(whole[0], clock=made.Clock(), new_id=made.ids()).close()
