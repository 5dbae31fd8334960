"""A pack appears whole or not at all, replaces only what it may, and comes out twice the same."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import get_ident

import bagit
import pytest

from reviewer import __version__
from reviewer.errors import CaseError, DocumentError, PasswordNeededError, WorkerError
from reviewer.exporters.bag.verify import verify
from reviewer.exporters.plan.exhibits import ExportPlan
from tests.exporters.conftest import Write
from tests.exporters.denial import CANARY, HEAD
from tests.exporters.fake_documents import FakeDocuments
from tests.exporters.forging import tree

FORMS = ["pack", "pack.zip"]


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
    assert '"moment": "2019-03-05T22:04:05.123Z"' in copy


def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    """Thirty documents with copies of 8 MB each: in a process of its own, peak memory stays far below their sum."""
    script = tmp_path / "run.py"
    script.write_text(
        "import resource, sys\n"
        "from concurrent.futures import Future\n"
        "from dataclasses import replace\n"
        "from reviewer.exporters.plan.desk import NO_DESK\n"
        "from pathlib import Path\n"
        "from reviewer.exporters.pack import write_pack\n"
        "from reviewer.exporters.plan.building import build\n"
        "from tests.exporters.denial import the_denial\n"
        "from tests.exporters.fake_documents import FakeDocument, FakeDocuments, ready\n"
        "plan = build(the_denial(), audience='editor')\n"
        "one = plan.documents[3]\n"
        "many = [replace(one, id=f'{n}', pdf=f'documents/{n}.pdf', exhibits=()) for n in range(30)]\n"
        "plan = replace(plan, documents=tuple(many), exhibits=(), claims=(), desk=NO_DESK)\n"
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


@pytest.mark.parametrize("form", FORMS)
def test_a_time_that_something_else_wrote_into_the_case_cannot_break_out(
    form: str, write: Write, plan: ExportPlan, tmp_path: Path
) -> None:
    for moment in ("2026-99-99T99:99:99.000Z", "2026\nX: y\nBagging-Date: 1999", ""):
        write(tmp_path / form, plan=replace(plan, moment=moment, head="0\nPack-Audience: public"), force=True)
        assert all("a journal head that is none" in one for one in verify(tmp_path / form).findings)
        if form == "pack":
            info = (tmp_path / form / "bag-info.txt").read_text().splitlines()
            assert len(info) == 10
            assert "Pack-Audience: public" not in info
