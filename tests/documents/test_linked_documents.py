"""Linked documents in their workers: read where they lie, without a path, and no answer from bytes that were not hashed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.documents.sources.linked_source import FoundFile
from reviewer.errors import DocumentError, LinkedFileError, PasswordNeededError, WorkerError
from reviewer.model.geometry import Rect
from reviewer.model.ids import Sha256
from tests import builders
from tests.documents.conftest import PATIENCE_S, looks_into_a_worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files are lent on Linux only")

Opened = Callable[..., OpenDocument]


@pytest.fixture
def lending() -> Iterator[Workers]:
    made = Workers(spare=False)
    made.start()
    yield made
    made.close()


@pytest.fixture
def open_linked(lending: Workers, tmp_path: Path) -> Opened:
    """Return a way to open bytes from a file in a worker; the file is `linked.pdf` in the test's folder."""

    def opened(data: bytes, password: str | None = None) -> OpenDocument:
        path = tmp_path / "linked.pdf"
        path.write_bytes(data)
        with FoundFile.at(path) as found, found.as_source(found.hash()) as source:
            return lending.open(source, password=password).result(PATIENCE_S)

    return opened


def test_a_linked_document_reads_as_it_would_from_memory(open_linked: Opened, lending: Workers) -> None:
    data = builders.labelled_pdf()
    linked = open_linked(data)
    with Source.from_bytes(data) as source:
        sealed = lending.open(source).result(PATIENCE_S)
    assert (linked.media_type, linked.page_count, linked.first_page) == ("application/pdf", 6, sealed.first_page)
    assert linked.pages().result(PATIENCE_S) == sealed.pages().result(PATIENCE_S)
    assert linked.plain_text(0, 6).result(PATIENCE_S) == sealed.plain_text(0, 6).result(PATIENCE_S)
    assert linked.extractor == sealed.extractor
    for page in range(6):
        one, other = (document.render(page, scale=1.0).result(PATIENCE_S) for document in (linked, sealed))
        assert bytes(one.buffer) == bytes(other.buffer)
    crop = linked.crop(0, Rect(60, 60, 300, 200), scale=1.0).result(PATIENCE_S)
    assert crop.png == sealed.crop(0, Rect(60, 60, 300, 200), scale=1.0).result(PATIENCE_S).png


@looks_into_a_worker
def test_the_worker_is_given_the_file_and_no_path(open_linked: Opened, tmp_path: Path) -> None:
    linked = open_linked(builders.text_pdf(["words"]))
    process = Path("/proc") / str(linked.worker_pid)
    assert str(tmp_path).encode() not in (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    lent = [one for one in (process / "fd").iterdir() if one.readlink() == tmp_path / "linked.pdf"]
    flags = [(process / "fdinfo" / one.name).read_text().split("flags:")[1].split()[0] for one in lent]
    assert flags
    assert {int(one, 8) & os.O_ACCMODE for one in flags} == {os.O_RDONLY}


def test_two_workers_read_one_file_without_moving_each_others_place(lending: Workers, tmp_path: Path) -> None:
    path = tmp_path / "linked.pdf"
    path.write_bytes(builders.many_pages_pdf(60))
    with FoundFile.at(path) as found, found.as_source(found.hash()) as source:
        two = [lending.open(source).result(PATIENCE_S) for _ in range(2)]
    asked = [document.text(page) for page in range(60) for document in two]
    assert [f"token{n // 2 + 1:05d}" in future.result(PATIENCE_S).text for n, future in enumerate(asked)] == [True] * 120


def test_a_linked_document_goes_on_after_its_worker_died(open_linked: Opened) -> None:
    linked = open_linked(builders.many_pages_pdf(3))
    before = linked.worker_pid
    os.kill(before, 9)
    assert "token00002" in linked.text(1).result(PATIENCE_S).text
    assert linked.worker_pid != before


@pytest.mark.parametrize("how", ["other bytes", "cut short", "only touched"])
def test_no_answer_comes_from_a_file_that_was_written_to(open_linked: Opened, tmp_path: Path, how: str) -> None:
    linked = open_linked(builders.many_pages_pdf(30))
    path, lost = tmp_path / "linked.pdf", []
    linked.watch(lambda: lost.append(how))
    assert "token00001" in linked.text(0).result(PATIENCE_S).text
    if how == "other bytes":
        path.write_bytes(builders.many_pages_pdf(31))
    elif how == "cut short":
        os.truncate(path, 900)
    else:
        os.utime(path)
    for asked in (linked.text(20), linked.render(21, scale=1.0), linked.plain_text(2, 9), linked.text(1)):
        with pytest.raises(LinkedFileError, match="written to while it was open"):
            asked.result(PATIENCE_S)
    assert lost == [how], "told once"


def test_a_fresh_worker_does_not_take_a_file_that_was_written_to(open_linked: Opened, tmp_path: Path) -> None:
    linked = open_linked(builders.many_pages_pdf(3))
    (tmp_path / "linked.pdf").write_bytes(builders.many_pages_pdf(3))
    os.kill(linked.worker_pid, 9)
    with pytest.raises(LinkedFileError):
        linked.text(0).result(PATIENCE_S)


def test_a_file_that_is_moved_while_it_is_open_is_read_on_once_it_was_hashed_again(
    open_linked: Opened, lending: Workers, tmp_path: Path
) -> None:
    open_linked(builders.many_pages_pdf(3)).close()
    path = (tmp_path / "linked.pdf").rename(tmp_path / "moved.pdf")
    with FoundFile.at(path) as found, found.as_source(found.hash()) as source:
        assert lending.open(source).result(PATIENCE_S).page_count == 3


def test_a_locked_linked_document_opens_with_its_password(open_linked: Opened) -> None:
    data = builders.encrypted_pdf("opensesame")
    for wrong in (None, "no"):
        with pytest.raises(PasswordNeededError):
            open_linked(data, wrong)
    linked = open_linked(data, "opensesame")
    assert linked.encrypted
    assert "private messages" in linked.text(0).result(PATIENCE_S).text


def test_a_linked_document_whose_table_points_nowhere_is_repaired(open_linked: Opened) -> None:
    linked = open_linked(builders.repairable_pdf())
    assert linked.repaired
    assert "private messages" in linked.text(0).result(PATIENCE_S).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (builders.png(), "image of more than 2 GiB"),
        (b"no document at all", "not a PDF"),
        (builders.damaged_pdf(), "damaged"),
        (builders.zero_page_pdf(), "no pages"),
    ],
)
def test_what_cannot_be_linked_is_refused_by_its_reason(open_linked: Opened, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        open_linked(data)


def test_a_linked_document_is_never_copied_whole(open_linked: Opened) -> None:
    linked = open_linked(builders.text_pdf(["words"]))
    with pytest.raises(WorkerError):
        linked.annotated_copy([], moment="2026-03-04T22:04:05.123Z", title="x").result(PATIENCE_S)
    assert "words" in linked.text(0).result(PATIENCE_S).text


def test_where_nothing_can_be_lent_a_linked_document_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REVIEWER_CHANNEL", "pipe")
    path = tmp_path / "linked.pdf"
    path.write_bytes(builders.text_pdf(["words"]))
    workers = Workers(spare=False)
    try:
        assert not workers.lends_files
        with FoundFile.at(path) as found, found.as_source(found.hash()) as source:
            opening = workers.open(source)
        with pytest.raises(DocumentError, match="cannot be opened on this system") as caught:
            opening.result(PATIENCE_S)
        assert "Linux" in caught.value.hint
    finally:
        workers.close()


def test_a_pdf_of_more_than_2_gib_is_read_without_being_held(lending: Workers, tmp_path: Path) -> None:
    """A hole of 3 GiB in the file between two pages: MuPDF's stream on memory crashes on it."""
    path = tmp_path / "large.pdf"
    builders.write_large_pdf(path, hole=3 * 1024**3)
    no_matter = Sha256("0" * 64)  # a worker reads the file, whatever its checksum: making one would take longer than all else
    with FoundFile.at(path) as found, found.as_source(no_matter) as source:
        large = lending.open(source).result(PATIENCE_S)
    assert (large.page_count, large.repaired) == (2, False)
    assert "after the hole" in large.text(1).result(PATIENCE_S).text
    large.render(1, scale=1.0).result(PATIENCE_S)
    status = (Path("/proc") / str(large.worker_pid) / "status").read_text()
    peak_kib = int(status.split("VmHWM:")[1].split()[0])
    assert peak_kib < 300 * 1024
