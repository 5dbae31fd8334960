"""`about` and `add-attached`: what is in a file, said and never followed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.carrying import attached_pdf, bomb_pdf, hostile_pdf
from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]
LETTER = builders.text_pdf(["hello"])
SHA = hashlib.sha256(LETTER).hexdigest()


@pytest.fixture
def holding(case: Path, tmp_path: Path, done: Call) -> Path:
    """Return a case with a document in which a letter, a program and a picture are attached."""
    data = attached_pdf(("letter.pdf", LETTER), ("run.exe", b"MZ"), ("sub/shot\u202e.png", builders.png()))
    (tmp_path / "holder.pdf").write_bytes(data)
    done("add", case, tmp_path / "holder.pdf")
    return case


def test_what_a_file_tries_is_listed_with_exactly_these_fields(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    (tmp_path / "odd.pdf").write_bytes(hostile_pdf())
    done("add", case, tmp_path / "odd.pdf")
    rows = listed("about", case, "odd")
    assert all(set(one) == {"kind", "page", "words", "by_itself", "size", "sha256"} for one in rows)
    kinds = [one["kind"] for one in rows]
    wanted = {"title", "script", "program", "form_sent", "outside_file", "outside_data", "address", "dynamic_form", "signature"}
    assert wanted <= set(kinds)
    program = next(one for one in rows if one["kind"] == "program" and one["page"] == 2)
    assert "cmd.exe" in program["words"]
    lines = done("about", case, "odd").lines
    assert len(lines) == len(rows)
    assert f"attached\t-\t8\t{hashlib.sha256(b'attached').hexdigest()}\t" in "\n".join(lines)


def test_an_ordinary_document_carries_nothing(filled: Path, done: Call) -> None:
    assert done("about", filled, "post.png").out == ""


def test_attached_files_are_added_by_name_or_checksum_and_the_record_says_so(holding: Path, done: Call, listed: Listed) -> None:
    assert [one["words"] for one in listed("about", holding, "holder")] == ["letter.pdf", "run.exe", "sub/shot\u202e.png"]
    assert "shot‹U+202E›.png" in done("about", holding, "holder").out
    (line,) = done("add-attached", holding, "holder", SHA[:8]).lines
    assert line.startswith("added\t")
    (line,) = done("add-attached", holding, "holder", "letter.pdf").lines
    assert line.startswith("known\t")
    assert [one["name"] for one in listed("documents", holding)] == ["holder.pdf", "letter.pdf"]
    assert "Attached in “holder.pdf”, sha256 " in done("journal", holding, "--json").out
    done("undo", holding)
    assert len(listed("documents", holding)) == 1


def test_all_are_added_and_what_is_no_document_is_refused(holding: Path, reviewer: Call, listed: Listed) -> None:
    result = reviewer("add-attached", holding, "holder")
    assert result.code == 3
    assert [line.split("\t")[0] for line in result.lines] == ["added", "refused", "added"]
    assert "error: run.exe: It is not a PDF" in result.err
    assert listed("documents", holding)[-1]["name"] == "shot‹U+202E›.png"


def test_a_name_that_means_no_file_is_an_error_with_a_hint(holding: Path, reviewer: Call) -> None:
    result = reviewer("add-attached", holding, "holder", "other.pdf")
    assert (result.code, result.out) == (2, "")
    assert "hint: “reviewer about CASE DOCUMENT” lists names and checksums." in result.err


def test_a_bomb_is_listed_with_a_sentence(case: Path, tmp_path: Path, done: Call) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bomb_pdf())
    done("add", case, tmp_path / "bomb.pdf")
    told = done("about", case, "bomb")
    assert told.out == "attached\t-\t-\t-\tbomb.pdf\n"
    assert "larger than 256 MiB" in told.err


def test_a_document_without_attachments_says_so(filled: Path, done: Call) -> None:
    result = done("add-attached", filled, "register.pdf")
    assert (result.out, result.err) == ("", "note: No file is attached in this document\n")


def test_a_locked_document_needs_its_password(case: Path, tmp_path: Path, done: Call, reviewer: Call) -> None:
    (tmp_path / "locked.pdf").write_bytes(builders.encrypted_pdf("open sesame"))
    (tmp_path / "password.txt").write_text("open sesame")
    done("add", case, tmp_path / "locked.pdf", "--password-file", tmp_path / "password.txt")
    assert reviewer("about", case, "locked").code == 3
    assert "encrypted\t-\tStandard" in done("about", case, "locked", "--password-file", tmp_path / "password.txt").out


def test_a_viewing_copy_is_written_and_what_it_is_without_is_counted(case: Path, tmp_path: Path, done: Call) -> None:
    (tmp_path / "odd.pdf").write_bytes(hostile_pdf())
    done("add", case, tmp_path / "odd.pdf")
    out = tmp_path / "copy.pdf"
    *lines, last = done("viewing-copy", case, "odd", out).lines
    assert last == str(out)
    dropped = {kind: int(count) for word, kind, count in (line.split("\t") for line in lines) if word == "dropped"}
    assert {"description", "attached", "script", "program", "signature"} <= set(dropped)
    assert done("add", case, out).lines[0].startswith("added\t")
    copy = next(line for line in done("documents", case).lines if "copy.pdf" in line)
    assert "none" in copy
