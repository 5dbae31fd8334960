"""A pack appears whole or not at all, replaces only what it may, and comes out twice the same."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event, get_ident

import bagit
import pytest

from reviewer import __version__
from reviewer.errors import CancelledError, CaseError, DocumentError, PackError, PasswordNeededError, WorkerError
from reviewer.exporters import stage
from reviewer.exporters.plan import ExportPlan
from reviewer.exporters.verify import verify
from tests.exporters.conftest import Write
from tests.exporters.denial import CANARY, HEAD
from tests.exporters.fake_documents import FakeDocument, FakeDocuments

FORMS = ["pack", "pack.zip"]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


@pytest.mark.parametrize("form", FORMS)
def test_the_pack_is_a_bag_that_other_programs_verify(form: str, write: Write, tmp_path: Path) -> None:
    report = write(tmp_path / form)
    folder = tmp_path / "pack"
    if form.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / form) as archive:
            archive.extractall(tmp_path)
    assert sorted(one.name for one in folder.iterdir()) == [
        "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt"
    ]  # fmt: skip
    bag = bagit.Bag(str(folder))
    assert bag.validate()
    assert bag.algorithms == ["sha256"]
    assert report.files == len(tree(folder))
    assert report.size == sum(one.stat().st_size for one in (folder / "data").rglob("*") if one.is_file())
    assert report.fingerprint == hashlib.sha256((folder / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


@pytest.mark.needs("sha256sum")
def test_sha256sum_checks_the_manifests(write: Write, tmp_path: Path) -> None:
    write(tmp_path / "pack")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(
            ["sha256sum", "-c", "--strict", name], cwd=tmp_path / "pack", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "OK" in done.stdout


def test_everything_for_people_is_in_data(write: Write, golden: Callable[[str, bytes], None], tmp_path: Path) -> None:
    write(tmp_path / "pack")
    golden("files.txt", "".join(f"{one}\n" for one in tree(tmp_path / "pack")).encode())


def test_the_bag_says_who_made_it_from_what(write: Write, golden: Callable[[str, bytes], None], tmp_path: Path) -> None:
    write(tmp_path / "pack")
    info = (tmp_path / "pack/bag-info.txt").read_text()
    assert f"Bag-Software-Agent: Evidence Reviewer {__version__}\n" in info
    assert f"Case-Journal-Head: {HEAD}\n" in info
    info = info.replace(__version__, "VERSION")
    golden("bag-info.txt", re.sub(r"Payload-Oxum: \d+", "Payload-Oxum: BYTES", info).encode())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_case_gives_the_same_bytes(form: str, write: Write, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / form)
    one, two = tree(tmp_path / "one"), tree(tmp_path / "two")
    assert one
    assert one == two


def test_a_zip_holds_one_folder_named_like_the_file_with_the_plans_time(write: Write, tmp_path: Path) -> None:
    write(tmp_path / "the denial, v2.ZIP")
    with zipfile.ZipFile(tmp_path / "the denial, v2.ZIP") as archive:
        entries = archive.infolist()
        assert {one.filename.split("/")[0] for one in entries} == {"the-denial-v2"}
        assert {one.date_time for one in entries} == {(2019, 3, 5, 22, 4, 4)}
        assert {one.external_attr >> 16 for one in entries} == {0o100644}
        assert archive.testzip() is None


def test_what_a_refused_document_is_called_is_told_and_the_others_go_on(
    write: Write, documents: FakeDocuments, tmp_path: Path
) -> None:
    documents.locked["partner-permissions.pdf"] = PasswordNeededError("partner-permissions.pdf is locked by a password")
    documents.locked["statement.png"] = CaseError("The bytes of statement.png are not those that were taken in")
    documents.trouble["STATEMENT.pdf"] = {"annotated_copy": WorkerError("The copy took too long")}
    report = write(tmp_path / "pack")
    assert report.refused == (
        ("partner-permissions.pdf", "partner-permissions.pdf is locked by a password"),
        ("statement.png", "The bytes of statement.png are not those that were taken in"),
        ("STATEMENT.pdf", "The copy took too long"),
    )
    assert [one.name for one in (tmp_path / "pack/data/documents").iterdir()] == ["Integration-e-mails.pdf"]
    assert verify(tmp_path / "pack").ok


def test_documents_are_opened_two_at_a_time_and_all_closed(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.trouble["STATEMENT.pdf"] = {"annotated_copy": DocumentError("No")}
    write(tmp_path / "pack")
    assert documents.open_now == 0
    assert 1 <= documents.most_open <= 2


def test_progress_counts_up_to_the_end_on_the_callers_thread(write: Write, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str, int]] = []
    write(tmp_path / "pack", progress=lambda done, total, words: seen.append((done, total, words, get_ident())))
    assert [done for done, _, _, _ in seen] == list(range(1, len(seen) + 1))
    assert {total for _, total, _, _ in seen} == {len(seen)}
    assert {thread for _, _, _, thread in seen} == {get_ident()}
    assert {"partner-permissions.pdf", "Exhibit 5"} <= {words for _, _, words, _ in seen}


def test_progress_reaches_the_end_when_documents_are_refused(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.locked = {one.name: PasswordNeededError("locked") for one in documents.plan.documents}
    seen: list[tuple[int, int]] = []
    write(tmp_path / "pack", progress=lambda done, total, _words: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]


# where a pack may go


@pytest.mark.parametrize("form", FORMS)
def test_it_refuses_to_overwrite(form: str, write: Write, tmp_path: Path) -> None:
    write(tmp_path / form)
    before = tree(tmp_path)
    with pytest.raises(PackError, match="is there already") as caught:
        write(tmp_path / form)
    assert "--force" in caught.value.hint
    assert tree(tmp_path) == before


@pytest.mark.parametrize("form", FORMS)
def test_force_replaces_a_pack_of_ours(form: str, write: Write, tmp_path: Path) -> None:
    write(tmp_path / form)
    if form == "pack":
        (tmp_path / form / "data/stale.txt").write_text("left from before")
    write(tmp_path / form, force=True)
    assert verify(tmp_path / form).ok
    assert [one.name for one in tmp_path.iterdir()] == [form]


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
    real = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name == "bag":
            raise OSError(errno.EIO, "no")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(PackError):
        write(tmp_path / "pack", force=True)
    assert tree(tmp_path) == before


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


# what may not leave


def test_nothing_private_is_in_any_file(write: Write, tmp_path: Path) -> None:
    write(tmp_path / "pack")
    for name, data in tree(tmp_path / "pack").items():
        assert CANARY.encode() not in data, name
        assert CANARY.encode("utf-16-be") not in data, name


def test_marks_in_copies_speak_for_the_desk(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    write(tmp_path / "pack")
    copy = (tmp_path / "pack/data/documents/Integration-e-mails.pdf").read_text()
    assert '"author": "Investigations desk"' in copy
    assert "Exhibit 5\\n\\u25cb Context to claim 1.2: \\u201caccessed\\u201d\\n\\u2715 Contradicts claim 2" in copy
    assert '"modified": "2019-03-05T22:04:05.123Z"' in copy


def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    """Thirty documents with copies of 8 MB each: in a process of its own, peak memory stays far below their sum."""
    script = tmp_path / "run.py"
    script.write_text(
        "import resource, sys\n"
        "from concurrent.futures import Future\n"
        "from dataclasses import replace\n"
        "from pathlib import Path\n"
        "from reviewer.exporters.pack import write_pack\n"
        "from reviewer.exporters.plan import build\n"
        "from tests.exporters.denial import the_denial\n"
        "from tests.exporters.fake_documents import FakeDocument, FakeDocuments, ready\n"
        "plan = build(the_denial(), audience='editor')\n"
        "one = plan.documents[3]\n"
        "many = [replace(one, id=f'{n}', pdf=f'documents/{n}.pdf', exhibits=()) for n in range(30)]\n"
        "plan = replace(plan, documents=tuple(many), exhibits=(), claims=())\n"
        "FakeDocument.annotated_copy = lambda self, marks, moment, title: ready(bytes(8 << 20))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "write_pack(plan, Path(sys.argv[1]), open_document=FakeDocuments(plan).open,\n"
        "           progress=lambda *a: None, cancelled=lambda: False)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "pack.zip")],
        env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert int(done.stdout) < 64
