"""A pack appears whole or not at all, replaces only what it may, and leaves nothing behind."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import zipfile
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import bagit
import pytest

from reviewer.errors import CancelledError, PackError
from reviewer.exporters.bag import leftovers, place, stage
from reviewer.exporters.bag.verify import verify
from tests.exporters.conftest import Write
from tests.exporters.fake_documents import FakeDocument, FakeDocuments
from tests.exporters.forging import tree

FORMS = ["pack", "pack.zip"]


@pytest.mark.parametrize("form", FORMS)
def test_it_refuses_to_overwrite(form: str, write: Write, tmp_path: Path) -> None:
    write(tmp_path / form)
    before = tree(tmp_path)
    with pytest.raises(PackError, match="is there already") as caught:
        write(tmp_path / form)
    assert "--force" in caught.value.hint
    assert tree(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="Other systems write folders by themselves")
@pytest.mark.parametrize("form", FORMS)
def test_a_pack_is_on_the_disk_before_it_appears(
    form: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, synced, flush = tmp_path / form, [], os.fsync

    def told(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, out.exists()))
        flush(handle)

    monkeypatch.setattr(os, "fsync", told)
    write(out)
    inside = [out, *out.rglob("*")] if out.is_dir() else [out]
    assert {one.stat().st_ino for one in inside} <= {inode for inode, there in synced if not there}
    assert synced[-1] == (tmp_path.stat().st_ino, True), "and then its name"


@pytest.mark.parametrize("form", FORMS)
def test_force_replaces_a_pack_of_ours(form: str, write: Write, tmp_path: Path) -> None:
    write(tmp_path / form)
    if form == "pack":
        (tmp_path / form / "data/claims.csv").unlink()
    write(tmp_path / form, force=True)
    assert verify(tmp_path / form).ok
    assert [one.name for one in tmp_path.iterdir()] == [form]


def test_a_pack_that_holds_somebodys_own_files_is_not_replaced(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    write(out)
    (out / "NOTES.txt").write_text("mine")
    (out / "data/crops/mine").mkdir()
    (out / "data/crops/mine/scan.png").write_bytes(b"mine")
    with pytest.raises(PackError, match=r"no part of the pack: NOTES.txt, data/crops/mine/scan.png$"):
        write(out, force=True)
    assert (out / "NOTES.txt").read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["pack"]


@pytest.mark.parametrize("force", [False, True])
def test_folders_and_files_of_others_are_never_replaced(force: bool, write: Write, tmp_path: Path) -> None:
    mine, theirs, text, archive = (tmp_path / name for name in ("mine", "theirs", "text.zip", "archive.zip"))
    mine.mkdir()
    (mine / "letter.txt").write_text("keep me")
    theirs.mkdir()
    bagit.make_bag(str(theirs))
    (theirs / "note.txt").write_text("Bag-Software-Agent: Evidence Reviewer")
    text.write_text("Bag-Software-Agent: Evidence Reviewer 1.0")
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a/bag-info.txt", "Bag-Software-Agent: Evidence Reviewers United")
    before = tree(tmp_path)
    for out in (mine, theirs, text, archive):
        with pytest.raises(PackError, match="not a pack of this program"):
            write(out, force=force)
    assert tree(tmp_path) == before


def test_an_empty_folder_is_fine(write: Write, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    write(tmp_path / "pack")
    assert verify(tmp_path / "pack").ok
    assert [one.name for one in tmp_path.iterdir()] == ["pack"]


def test_a_link_to_an_empty_folder_is_followed(write: Write, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "pack").symlink_to(tmp_path / "real")
    write(tmp_path / "pack")
    assert verify(tmp_path / "real").ok
    assert (tmp_path / "pack").is_symlink()


def test_a_folder_is_not_replaced_by_a_zip_nor_a_file_by_a_folder(write: Write, tmp_path: Path) -> None:
    (tmp_path / "x.zip").mkdir()
    (tmp_path / "y").write_text("")
    for name in ("x.zip", "y"):
        with pytest.raises(PackError, match="is not a"):
            write(tmp_path / name, force=True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.zip", "y"]


@pytest.mark.parametrize("name", ["no/such/folder/pack", "file/pack", "n" * 300, "pa\0ck"])
def test_a_place_that_cannot_be_is_told_in_a_sentence(name: str, write: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PackError) as caught:
        write(tmp_path / name)
    assert caught.value.hint
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["50% off", "a:b", "line\nend", "e\u0301", "-rf"])
def test_odd_names_of_packs_are_fine(name: str, write: Write, tmp_path: Path) -> None:
    write(tmp_path / name)
    write(tmp_path / f"{name}.zip")
    assert verify(tmp_path / name).findings == ()
    assert verify(tmp_path / f"{name}.zip").findings == ()


# nothing is left behind


@pytest.mark.parametrize("form", FORMS)
def test_cancelled_at_any_step_it_leaves_nothing(form: str, write: Write, tmp_path: Path) -> None:
    seen: list[int] = []
    write(tmp_path / "whole", progress=lambda _done, total, _words: seen.append(total))
    shutil.rmtree(tmp_path / "whole")
    for limit in range(seen[0]):
        count: list[str] = []
        with pytest.raises(CancelledError):
            write(
                tmp_path / form,
                progress=lambda _done, _total, words, count=count: count.append(words),
                cancelled=lambda count=count, limit=limit: len(count) >= limit,
            )
        assert list(tmp_path.iterdir()) == []


def test_cancelling_does_not_wait_for_a_document_that_hangs(
    write: Write, documents: FakeDocuments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Event()

    def never(*_args: object, **_more: object) -> Future[bytes]:
        asked.set()
        return Future()

    monkeypatch.setattr(FakeDocument, "annotated_copy", never)
    with pytest.raises(CancelledError):
        write(tmp_path / "pack", cancelled=asked.is_set)
    assert documents.open_now == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("trouble", [(errno.ENOSPC, "full"), (errno.EIO, "could not be written"), (errno.EACCES, "written to")])
def test_a_disk_that_fails_is_told_and_the_old_pack_stays(
    form: str, trouble: tuple[int, str], write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, words = trouble
    write(tmp_path / form)
    before = tree(tmp_path)
    real = stage.Stage.write
    for after in (0, 5, 14, 18):
        left = [after]

        def fails(self: stage.Stage, path: str, content: bytes, left: list[int] = left) -> stage.StagedFile:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(number, os.strerror(number))
            return real(self, path, content)

        monkeypatch.setattr(stage.Stage, "write", fails)
        with pytest.raises(PackError, match=words):
            write(tmp_path / form, force=True)
        assert tree(tmp_path) == before


def test_when_the_last_rename_fails_the_old_pack_is_put_back(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "pack")
    before = tree(tmp_path)
    real = place.rename_to_free

    def fails(path: Path, target: Path) -> None:
        if path.name == "bag":
            raise OSError(errno.EIO, "no")
        real(path, target)

    monkeypatch.setattr(place, "rename_to_free", fails)
    with pytest.raises(PackError, match="nothing was written"):
        write(tmp_path / "pack", force=True)
    assert tree(tmp_path) == before


def test_an_old_pack_that_cannot_be_put_back_is_not_removed_and_named(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "pack")
    before = tree(tmp_path / "pack")

    def fails(path: Path, target: Path) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patched:
        patched.setattr(place, "rename_to_free", fails)
        patched.setattr(leftovers, "rename_to_free", fails)
        with pytest.raises(PackError, match="cannot be put back: it is") as caught:
            write(tmp_path / "pack", force=True)
    (left,) = tmp_path.iterdir()
    assert str(left / leftovers.OLD) in caught.value.summary
    assert tree(left / leftovers.OLD) == before


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_to_stand_where_a_pack_makes_room_stays_and_so_does_the_pack(
    form: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / form)
    before = verify(tmp_path / form)
    real = Path.rename

    def somebody_comes(self: Path, target: Path) -> Path:
        moved = real(self, target)
        if Path(target).name == leftovers.OLD and not (tmp_path / form).exists():
            if form.endswith(".zip"):
                self.write_text("theirs")
            else:
                self.mkdir()
                (self / "theirs").write_text("theirs")
        return moved

    monkeypatch.setattr(Path, "rename", somebody_comes)
    with pytest.raises(PackError, match="come to stand") as caught:
        write(tmp_path / form, force=True)
    theirs = tmp_path / form if form.endswith(".zip") else tmp_path / form / "theirs"
    assert theirs.read_text() == "theirs"
    (earlier,) = (one for one in tmp_path.iterdir() if one.name != form)
    assert earlier.name in caught.value.summary
    assert verify(earlier) == before
    assert before.ok


@pytest.mark.skipif(os.name != "posix", reason="Other systems write folders by themselves")
@pytest.mark.parametrize("form", FORMS)
def test_a_disk_that_cannot_be_told_to_keep_folders_takes_packs(
    form: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def refuses_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        flush(handle)

    monkeypatch.setattr(os, "fsync", refuses_folders)
    write(tmp_path / form)
    assert verify(tmp_path / form).ok


def test_what_comes_to_stand_there_meanwhile_is_not_overwritten(write: Write, tmp_path: Path) -> None:
    def somebody_else(done: int, total: int, _words: str) -> None:
        if done == total - 2:
            (tmp_path / "pack.zip").write_text("theirs")

    with pytest.raises(PackError, match="not a pack of this program"):
        write(tmp_path / "pack.zip", progress=somebody_else)
    assert [one.read_text() for one in tmp_path.iterdir()] == ["theirs"]


def test_a_bug_in_an_exporter_leaves_nothing_either(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.trouble["STATEMENT.pdf"] = {"annotated_copy": ZeroDivisionError("bug")}
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []
    assert documents.open_now == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from reviewer.exporters.bag.place import Place

place = Place(Path(sys.argv[1]))
with place.staging() as staging:
    (staging / "bag").mkdir()
    if place.out.exists():
        place.out.rename(staging / "old")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_an_export_to(out: Path) -> Path:
    """Leave behind what an export leaves that is killed while it puts its pack in place; return the hidden folder."""
    before = set(out.parent.iterdir())
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run([sys.executable, "-c", KILLED, str(out)], env=environment, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    (left,) = set(out.parent.iterdir()) - before
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("form", FORMS)
def test_what_a_killed_export_left_is_cleared_by_the_next_one(form: str, write: Write, tmp_path: Path) -> None:
    kill_an_export_to(tmp_path / form)
    kill_an_export_to(tmp_path / "other")
    write(tmp_path / form)
    assert [*tmp_path.iterdir()] == [tmp_path / form], "nobody sees what is hidden there, and it is full of documents"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("form", FORMS)
def test_a_pack_that_a_killed_export_moved_away_is_put_back(form: str, write: Write, tmp_path: Path) -> None:
    write(tmp_path / form)
    before = tree(tmp_path)
    kill_an_export_to(tmp_path / form)
    assert not (tmp_path / form).exists()
    with pytest.raises(PackError, match="is there already"):
        write(tmp_path / form)
    assert tree(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("came", ["folder", "file"])
def test_a_pack_that_a_killed_export_moved_away_is_kept_beside_what_came_to_stand_there(
    came: str, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "pack"
    write(out)
    before = verify(out)
    kill_an_export_to(out)
    if came == "folder":
        out.mkdir()
        write(out)
    else:
        out.write_text("theirs")
        with pytest.raises(PackError):
            write(out)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pack", "pack (earlier)"]
    assert verify(tmp_path / "pack (earlier)") == before
    assert before.ok


def test_a_pack_without_a_name_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no name"):
        write(tmp_path / ".zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [{}, {"host": "elsewhere", "pid": 4_000_000}, {"out": "other"}, {"pid": "none"}],
    ids=["running", "host", "out", "odd"],
)
def test_what_somebody_else_may_still_be_at_is_left_alone(change: dict[str, object], write: Write, tmp_path: Path) -> None:
    theirs = leftovers.make_folder(tmp_path / "pack")
    record = theirs / "owner.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), **change}))
    unknown = tmp_path / ".pack-mine.part"
    unknown.mkdir()
    write(tmp_path / "pack")
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "pack", theirs, unknown])
