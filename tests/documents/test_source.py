"""A document's bytes before anybody looks at them: read whole, hashed, unchangeable, or refused with a sentence."""

from __future__ import annotations

import errno
import gc
import hashlib
import mmap
import os
import sys
from pathlib import Path

import pytest

from reviewer.documents.sources import memory
from reviewer.documents.sources import source as source_module
from reviewer.documents.sources.source import Source
from reviewer.errors import CancelledError, DocumentError

DATA = bytes(range(256)) * 40_000


@pytest.fixture(params=["sealed", "plain"], autouse=True)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "plain":
        monkeypatch.setattr(memory, "AVAILABLE", False)
    elif not memory.AVAILABLE:
        pytest.skip("this system has no sealable memory")
    return str(request.param)


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


def test_a_file_is_read_and_hashed(tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(DATA)
    with Source.from_path(file) as source:
        file.write_bytes(b"changed")
        assert source.size == len(DATA)
        assert source.sha256 == hashlib.sha256(DATA).hexdigest()
        assert b"".join(source.chunks(7_777)) == DATA


def test_bytes_and_chunks_make_the_same_source() -> None:
    with Source.from_bytes(DATA) as one, Source.from_chunks(iter([DATA[:9], DATA[9:]]), size=len(DATA)) as other:
        assert one.sha256 == other.sha256
        assert b"".join(one.chunks()) == b"".join(other.chunks()) == DATA


def test_nobody_can_change_a_sealed_source(kind: str) -> None:
    if kind == "plain":
        return
    with Source.from_bytes(DATA) as source:
        assert source.fd is not None
        with pytest.raises(PermissionError):
            os.pwrite(source.fd, b"x", 0)
        with pytest.raises(PermissionError):
            os.ftruncate(source.fd, 3)
        with pytest.raises(PermissionError):
            mmap.mmap(source.fd, source.size)
        assert not os.get_inheritable(source.fd)


def test_a_shared_handle_outlives_the_first() -> None:
    source = Source.from_bytes(DATA)
    other = source.share()
    source.close()
    source.close()
    with other:
        assert b"".join(other.chunks()) == DATA


@pytest.mark.parametrize("chunks", [[], [b""]])
def test_nothing_is_refused(chunks: list[bytes]) -> None:
    with pytest.raises(DocumentError, match="empty"):
        Source.from_chunks(chunks, size=0)


@pytest.mark.parametrize("chunks", [[b"ab"], [b"abcd"], [b"abc", b"d"]])
def test_another_number_of_bytes_than_announced_is_refused(chunks: list[bytes]) -> None:
    with pytest.raises(DocumentError, match="changed while"):
        Source.from_chunks(chunks, size=3)


def test_what_is_no_file_is_refused_by_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    os.mkfifo(tmp_path / "pipe")
    reasons = {
        "missing.pdf": "no such file",
        "empty.pdf": "empty",
        ".": "folder",
        "pipe": "device or a pipe",
        "empty.pdf/x": "no such file",
    }
    for name, reason in reasons.items():
        with pytest.raises(DocumentError, match=reason):
            Source.from_path(tmp_path / name)


def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret.pdf"
    file.write_bytes(b"x")
    monkeypatch.setattr(os, "open", _forbid)
    with pytest.raises(DocumentError, match="not allowed"):
        Source.from_path(file)


def _forbid(path: object, *_: object) -> int:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.pdf"
    with file.open("wb") as out:
        out.truncate(source_module.MAX_SOURCE_BYTES + 1)
    with pytest.raises(DocumentError, match="larger than 2 GiB"):
        Source.from_path(file)
    with pytest.raises(DocumentError, match="larger than 2 GiB"):
        Source.from_chunks([], size=source_module.MAX_SOURCE_BYTES + 1)


def test_reading_can_be_cancelled_between_chunks(tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(DATA)
    asked = iter([False, True])
    with pytest.raises(CancelledError):
        Source.from_path(file, cancelled=lambda: next(asked))


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(DATA)
    before = open_descriptors()
    Source.from_path(file).share().close()
    for _ in range(3):
        with pytest.raises(DocumentError):
            Source.from_chunks([b"x"], size=2)
    with pytest.raises(CancelledError):
        Source.from_path(file, cancelled=lambda: True)
    after = open_descriptors()
    assert after == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no memory is shared")
def test_memory_for_pixels_leaves_nothing_to_collect() -> None:
    """There is some for every tile, and each collection holds up the window."""

    tile, pixels = memory.create_for_pixels(4096)
    gc.collect()
    gc.disable()
    try:
        other, more = memory.create_for_pixels(4096)
        del more
        assert gc.collect() == 0
    finally:
        gc.enable()
    for fd in (tile, other):
        os.close(fd)
    assert len(pixels) == 4096
