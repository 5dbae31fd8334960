"""A document's bytes in a file outside: hashed once, lent without a path, and known to be others once somebody wrote to them."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from io import FileIO
from pathlib import Path

import pytest

from reviewer.documents.sources import linked_source
from reviewer.documents.sources.file_stamp import FileStamp
from reviewer.documents.sources.linked_source import FoundFile, LinkedSource
from reviewer.documents.sources.source import CHUNK
from reviewer.errors import CancelledError, DocumentError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files are lent on Linux only")

DATA = bytes(range(256)) * (CHUNK // 256) + b"the end"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "large register.pdf"
    path.write_bytes(DATA)
    return path


def linked(path: Path) -> LinkedSource:
    with FoundFile.at(path) as found:
        return found.as_source(found.hash())


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_file_is_hashed_where_it_lies_and_says_how_far_it_is(file: Path) -> None:
    told: list[tuple[int, int]] = []
    with FoundFile.at(file) as found:
        assert found.hash(told=lambda done, total: told.append((done, total))) == hashlib.sha256(DATA).hexdigest()
    assert told == [(CHUNK, len(DATA)), (len(DATA), len(DATA))]


def test_each_reader_has_a_place_of_its_own_in_the_file(file: Path) -> None:
    with linked(file) as source:
        one, other = source.lend(), source.lend()
        try:
            assert os.read(one, 3) == DATA[:3]
            assert os.read(other, 3) == DATA[:3], "reading here must not move the place there"
            with pytest.raises(OSError, match="Bad file descriptor"):
                os.write(one, b"x")
        finally:
            os.close(one)
            os.close(other)


def test_what_is_lent_is_the_file_that_was_hashed_whatever_lies_at_its_path_now(file: Path) -> None:
    with linked(file) as source:
        file.rename(file.with_name("moved.pdf"))
        file.write_bytes(b"another")
        lent = source.lend()
        assert os.read(lent, 5) == DATA[:5]
        os.close(lent)


@pytest.mark.parametrize(
    "act",
    [
        lambda path: path.write_bytes(DATA[::-1]),
        lambda path: os.truncate(path, 5),
        lambda path: path.write_bytes(DATA + b"more"),
        lambda path: os.utime(path, ns=(1, 1)),
    ],
)
def test_a_file_that_was_written_to_has_another_stamp(file: Path, act: object) -> None:
    with FoundFile.at(file) as found:
        before = found.stamp
    os.utime(file, ns=(before.modified_ns, before.modified_ns))
    with FoundFile.at(file) as found:
        before = found.stamp
    act(file)  # type: ignore[operator]
    with FoundFile.at(file) as found:
        assert found.stamp != before


def test_setting_the_time_back_does_not_hide_that_a_file_was_written_to(file: Path) -> None:
    with FoundFile.at(file) as found:
        before = found.stamp
    file.write_bytes(DATA[::-1])
    os.utime(file, ns=(before.modified_ns, before.modified_ns))
    with FoundFile.at(file) as found:
        assert found.stamp.modified_ns == before.modified_ns
        assert found.stamp != before


def test_a_file_that_is_written_to_while_it_is_hashed_is_refused(file: Path) -> None:
    def write(_done: int, _total: int) -> None:
        with file.open("ab") as out:
            out.write(b"x")

    with FoundFile.at(file) as found, pytest.raises(DocumentError, match="changed while it was being read"):
        found.hash(told=write)


def test_hashing_can_be_cancelled_between_chunks(file: Path) -> None:
    with FoundFile.at(file) as found, pytest.raises(CancelledError):
        found.hash(cancelled=lambda: True)


def test_what_is_no_file_is_refused_by_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    os.mkfifo(tmp_path / "pipe")
    for name, reason in {
        "missing.pdf": "no such file",
        "empty.pdf": "empty",
        ".": "folder",
        "pipe": "device or a pipe",
        "a\0b": "no such file",
    }.items():
        with pytest.raises(DocumentError, match=reason):
            FoundFile.at(tmp_path / name)


def test_a_disk_that_does_not_answer_is_told_as_that(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(FileIO):
        def readinto(self, _buffer: object) -> int:
            raise OSError(errno.EIO, "Input/output error")

    with FoundFile.at(file) as found:
        monkeypatch.setattr(linked_source, "FileIO", Broken)
        with pytest.raises(DocumentError, match="could not be read"):
            found.hash()


def test_no_descriptor_is_left_open(file: Path) -> None:
    before = open_descriptors()
    with linked(file) as source:
        source.share().close()
        os.close(source.lend())
    source.close()
    with pytest.raises(DocumentError):
        FoundFile.at(file.with_name("missing"))
    after = open_descriptors()
    assert after == before
    with pytest.raises(ValueError, match="closed"):
        source.lend()


def test_a_stamp_tells_a_file_from_its_copy(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(DATA)
    with file.open("rb") as one, copy.open("rb") as other:
        assert FileStamp.of(one.fileno()) != FileStamp.of(other.fileno())
