"""`export`, `verify`, `sample`, `self-test`: the hand-over, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

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


def test_documents_without_a_passage_stay_out_when_asked(filled: Path, tmp_path: Path, reviewer: Call, done: Call) -> None:
    (tmp_path / "locked.pdf").write_bytes(builders.encrypted_pdf("open sesame"))
    (tmp_path / "password.txt").write_text("open sesame")
    done("add", filled, tmp_path / "locked.pdf", "--password-file", tmp_path / "password.txt")
    done("highlight", filled, "register.pdf", "--quote", "A last page")
    assert reviewer("export", filled, tmp_path / "pack", "--cited-only").code == 0, (
        "a locked document that is not wanted is no fault"
    )
    assert [one.name for one in (tmp_path / "pack" / "data" / "documents").iterdir()] == ["register.pdf"]
    page = (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")
    assert "The case has 2 documents more, with no passage marked in them; the pack was made without." in page
    assert "locked.pdf" not in page
    assert "Pack-Documents: with passages\n" in (tmp_path / "pack" / "bag-info.txt").read_text()
    assert done("verify", tmp_path / "pack").lines


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            builders.encrypted_pdf("open sesame"),
            "The original opens with a password only; the copy in this pack opens without one.",
        ),
        (
            builders.restricted_pdf(),
            "The original forbids some uses, such as copying or printing; the copy in this pack does not.",
        ),
    ],
)
def test_what_a_copy_does_not_protect_any_more_is_told_and_stands_in_the_pack(
    filled: Path, tmp_path: Path, done: Call, data: bytes, said: str
) -> None:
    (tmp_path / "guarded.pdf").write_bytes(data)
    (tmp_path / "password.txt").write_text("open sesame")
    done("add", filled, tmp_path / "guarded.pdf", "--password-file", tmp_path / "password.txt")
    exported = done("export", filled, tmp_path / "pack", "--password-file", tmp_path / "password.txt")
    assert exported.err.count(said) == 1
    assert f"note: guarded.pdf: {said}" in exported.err
    page = (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")
    assert page.count(said) == 1
    with pikepdf.open(tmp_path / "pack" / "data" / "documents" / "guarded.pdf") as copy:
        assert not copy.is_encrypted


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


def test_the_self_test_has_a_line_for_each_part(done: Call) -> None:
    lines = done("self-test").lines
    assert [line.split(":")[0] for line in lines] == ["window", "worker", "recognition", "store", "export", "verify"]
    assert lines[2] == "recognition: not in this version"
    assert all(": ok" in line for line in lines if not line.startswith("recognition"))
