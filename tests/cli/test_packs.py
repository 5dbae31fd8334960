"""`export`, `verify`, `sample`, `self-test`: the hand-over, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.documents.recognising import trained_data
from reviewer.documents.recognising.trained_data import TrainedData
from tests import builders
from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_pack_is_written_verifies_and_is_not_replaced_unasked(
    filled: Path, tmp_path: Path, done: Call, reviewer: Call, name: str
) -> None:
    done("highlight", filled, "register.pdf", "--quote", "A last page")
    out = tmp_path / name
    assert done("export", filled, out).out == f"{out}\n"
    assert done("verify", out).out.startswith("ok: ")
    again = reviewer("export", filled, out)
    assert (again.code, again.out) == (3, "")
    done("export", filled, out, "--force")
    assert done("verify", out).lines


def test_verify_exits_1_naming_what_was_changed(filled: Path, tmp_path: Path, done: Call, reviewer: Call) -> None:
    out = tmp_path / "pack"
    done("export", filled, out)
    (out / "data" / "index.html").write_text("changed")
    result = reviewer("verify", out)
    assert result.code == 1
    assert any("data/index.html" in line for line in result.lines)
    assert reviewer("verify", tmp_path / "nothing").code == 2


def test_the_public_and_unknown_audiences_are_refused(filled: Path, tmp_path: Path, reviewer: Call) -> None:
    public = reviewer("export", filled, tmp_path / "pack", "--audience", "public")
    assert public.code == 3
    assert "redaction" in public.err
    assert reviewer("export", filled, tmp_path / "pack", "--audience", "friends").code == 2
    assert not (tmp_path / "pack").exists()


def test_a_locked_document_is_refused_by_name_while_the_rest_goes_on(
    filled: Path, tmp_path: Path, reviewer: Call, done: Call
) -> None:
    (tmp_path / "locked.pdf").write_bytes(builders.encrypted_pdf("open sesame"))
    (tmp_path / "password.txt").write_text("open sesame")
    done("add", filled, tmp_path / "locked.pdf", "--password-file", tmp_path / "password.txt")
    result = reviewer("export", filled, tmp_path / "pack")
    assert result.code == 3
    assert result.last == str(tmp_path / "pack")
    assert "locked.pdf" in result.err
    assert done("verify", tmp_path / "pack").lines
    done("export", filled, tmp_path / "whole", "--password-file", tmp_path / "password.txt")
    assert len(list((tmp_path / "whole" / "data" / "documents").iterdir())) == 3


def test_an_export_works_while_somebody_else_has_the_case_open(filled: Path, tmp_path: Path, done: Call) -> None:
    from reviewer.model.ids import Reviewer
    from reviewer.store.file.lock import CaseLock

    with CaseLock.acquire(filled, Reviewer("Ada"), wait_s=0, since="2026-03-04T22:00:00.000Z"):
        done("export", filled, tmp_path / "pack")


def test_the_sample_holds_every_stance_elements_and_an_open_question(
    tmp_path: Path, done: Call, listed: Listed, reviewer: Call
) -> None:
    case = tmp_path / "sample.revcase"
    done("sample", case)
    claims, passages = listed("claims", case), listed("passages", case)
    assert {link["stance"] for one in passages for link in one["links"]} == {"states", "supports", "contradicts", "context"}
    assert {one["kind"] for one in passages} == {"text", "region"}
    assert any(one["parent"] for one in claims)
    assert any(not any(one["passages"].values()) for one in claims), "a question that is honestly open"
    assert any(len({quad["page"] for quad in one["quads"]}) > 1 for one in passages)
    assert done("check", case).code == 0
    assert reviewer("sample", case).code == 3


def test_the_self_test_has_a_line_for_each_part(done: Call, languages: TrainedData) -> None:
    assert languages
    told = done("self-test").lines
    isolation = [line for line in told if line.startswith("isolation")]
    lines = [line for line in told if line not in isolation]
    assert [line.split(":")[0] for line in lines] == ["window", "worker", "recognition", "store", "export", "verify"]
    assert all(": ok" in line for line in lines)
    assert "tesseract" in lines[2]
    assert len(isolation) == 1 + 5  # what it comes to, and what was tried


def test_the_self_test_says_that_nothing_is_known_of_letters_and_fails_for_nothing(
    done: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trained_data, "_shipped", lambda: tmp_path / "nothing")
    monkeypatch.setattr(trained_data.find_trained_data, "__kwdefaults__", {"shipped": None, "system": tmp_path / "nothing"})
    (line,) = [one for one in done("self-test").lines if one.startswith("recognition")]
    assert line.startswith("recognition: not available: Text cannot be recognised here")


def test_a_folder_that_is_no_pack_is_told_in_one_sentence(filled: Path, tmp_path: Path, done: Call, reviewer: Call) -> None:
    plain = tmp_path / "papers"
    plain.mkdir()
    for n in range(5):
        (plain / f"{n}.txt").write_text("words")
    told = reviewer("verify", plain)
    assert told.code == 1
    assert told.lines == ["This is no pack: no list of checksums is in it, so nothing in it can be checked"]
    assert told.err.startswith("hint: Give the folder or .zip that was exported")
    done("export", filled, plain / "the pack")
    assert "hint: The pack is inside: the pack." in reviewer("verify", plain).err


def test_what_a_locked_document_asks_for_is_named(filled: Path, tmp_path: Path, done: Call, reviewer: Call) -> None:
    (tmp_path / "locked.pdf").write_bytes(builders.encrypted_pdf("open sesame"))
    (tmp_path / "password.txt").write_text("open sesame")
    assert "--password-file FILE" in reviewer("add", filled, tmp_path / "locked.pdf").err
    done("add", filled, tmp_path / "locked.pdf", "--password-file", tmp_path / "password.txt")
    assert "--password-file FILE" in reviewer("highlight", filled, "locked.pdf", "--quote", "words").err
    assert reviewer("export", filled, tmp_path / "pack").err.count("--password-file FILE") == 1
    assert "--password-file FILE" in done("check", filled).err


def test_the_documents_of_a_pack_are_chosen(filled: Path, tmp_path: Path, done: Call) -> None:
    (tmp_path / "locked.pdf").write_bytes(builders.encrypted_pdf("open sesame"))
    (tmp_path / "password.txt").write_text("open sesame")
    done("add", filled, tmp_path / "locked.pdf", "--password-file", tmp_path / "password.txt")
    done("highlight", filled, "register.pdf", "--quote", "A last page")
    assert done("export", filled, tmp_path / "pack", "--cited-only").err == ""
    assert [one.name for one in (tmp_path / "pack" / "data" / "documents").iterdir()] == ["register.pdf"]


def test_copies_without_protection_are_told_of_and_can_be_left_out(filled: Path, tmp_path: Path, done: Call) -> None:
    (tmp_path / "terms.pdf").write_bytes(builders.restricted_pdf())
    done("add", filled, tmp_path / "terms.pdf")
    told = done("export", filled, tmp_path / "pack").err
    assert told.startswith("note: terms.pdf: The original limits what readers may do with it")
    assert done("export", filled, tmp_path / "less", "--omit-protected").err.startswith("note: terms.pdf: ")
    assert not (tmp_path / "less" / "data" / "documents" / "terms.pdf").exists()
    assert done("verify", tmp_path / "less").lines
