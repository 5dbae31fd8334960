"""A file that the program is started on: opened before it is hashed, and hashed before anybody must wait for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.documents.client import Workers
from reviewer.documents.first_file import FirstFile, open_first_file
from reviewer.documents.sources.source import CHUNK, Source
from reviewer.errors import DocumentError
from tests import builders


def test_a_file_is_open_before_its_checksum_is_worked_out_and_says_it_when_asked(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(builders.text_pdf(["A page"]))
    first = open_first_file(path, workers)
    source, opened = first.opening.result()
    with source:
        assert not source.is_hashed
        first.hash()
        assert source.is_hashed
        assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    opened.close()


def test_a_file_that_is_not_open_is_not_waited_for_when_it_is_to_be_identified(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(builders.text_pdf(["A page"]))
    first = FirstFile(path)
    first.hash()
    assert not first.opening.done()
    first.read(workers)
    source, opened = first.opening.result()
    assert source.is_hashed, "the window does not wait for it any more, and will not wait for its checksum"
    opened.close()
    source.close()


def test_a_file_that_cannot_be_opened_needs_no_checksum(tmp_path: Path, workers: Workers) -> None:
    first = open_first_file(tmp_path / "absent.pdf", workers)
    with pytest.raises(DocumentError):
        first.opening.result()
    first.hash()


def test_a_file_that_was_closed_meanwhile_is_identified_no_more(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(builders.text_pdf(["A page"]))
    first = open_first_file(path, workers)
    for one in first.opening.result():
        one.close()
    first.hash()
    assert not first.opening.result()[0].is_hashed


def test_all_handles_on_one_documents_bytes_know_the_checksum_that_one_worked_out() -> None:
    data = b"x" * 10
    with Source.from_chunks([data], size=10, hashed=False) as source, source.share() as other:
        assert other.sha256 == hashlib.sha256(data).hexdigest()
        assert source.is_hashed


def test_a_checksum_that_nobody_wants_any_more_is_not_worked_out_to_the_end() -> None:
    size = 3 * CHUNK
    source = Source.from_chunks([bytes(CHUNK)] * 3, size=size, hashed=False)
    read: list[int] = []
    chunks = Source.chunks

    def closing(own: Source) -> Iterator[bytes]:
        for chunk in chunks(own):
            read.append(len(chunk))
            source.close()
            yield chunk

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Source, "chunks", closing)
        with pytest.raises(ValueError, match="closed"):
            source.sha256  # noqa: B018
    assert len(read) == 1
