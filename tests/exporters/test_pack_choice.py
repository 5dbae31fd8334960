"""Which documents go into a pack is chosen: all of them or those with passages, and whether protected ones get a copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import PasswordNeededError
from reviewer.exporters.bag.verify import verify
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.choice import PackChoice
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.protection import Protection
from reviewer.model.snapshot import CaseSnapshot
from tests.exporters.conftest import Write
from tests.exporters.denial import uuid
from tests.exporters.fake_documents import FakeDocuments

CITED = PackChoice(cited_only=True)
OMIT = PackChoice(omit_protected=True)
UNCITED = "whistleblower-memo.pdf"


def text_of(pack: Path) -> str:
    """Return every file of a pack and every name in it, as one string."""
    files = sorted(one for one in pack.rglob("*") if one.is_file())
    return "\n".join(f"{one.relative_to(pack)}\n{one.read_bytes().decode('utf-8', 'replace')}" for one in files)


@pytest.fixture
def with_uncited(snapshot: CaseSnapshot) -> CaseSnapshot:
    """The made-up case with one more document, which nothing cites, in the middle."""
    memo = replace(snapshot.documents[0], id=DocumentId(uuid(2, 9)), name=UNCITED, sha256=Sha256("5" * 64))
    return replace(snapshot, documents=(snapshot.documents[0], memo, *snapshot.documents[1:]))


def test_all_documents_go_in_unless_only_cited_ones_are_chosen(with_uncited: CaseSnapshot) -> None:
    every, cited = (build(with_uncited, audience="editor", choice=one) for one in (PackChoice(), CITED))
    assert [one.name for one in every.documents] == [one.name for one in with_uncited.documents]
    assert [one.name for one in cited.documents] == [one.name for one in with_uncited.documents if one.name != UNCITED]
    assert cited.exhibits == every.exhibits, "numbers do not depend on the choice"
    assert (every.uncited, cited.uncited) == (1, 1)


def test_a_pack_of_cited_documents_says_how_many_are_not_in_it_and_never_which(
    with_uncited: CaseSnapshot, write: Write, tmp_path: Path
) -> None:
    plan = build(with_uncited, audience="editor", choice=CITED)
    documents = FakeDocuments(plan)
    documents.locked[UNCITED] = PasswordNeededError("The document is locked with a password")
    report = write(tmp_path / "pack", plan=plan, open_document=documents.open)
    assert (report.refused, report.locked) == ((), False), "a locked document that is not part of it is no matter"
    assert verify(tmp_path / "pack").ok
    said = "Only documents with passages; 1 document of the case has none and is not in this pack."
    assert said in (tmp_path / "pack/data/index.html").read_text(encoding="utf-8")
    assert f"Pack-Documents: {said}\n" in (tmp_path / "pack/bag-info.txt").read_text(encoding="utf-8")
    for told in (UNCITED, "5" * 64, uuid(2, 9)):
        assert told not in text_of(tmp_path / "pack")


@pytest.mark.parametrize(
    ("protection", "words"),
    [
        (Protection.PASSWORD, "opens only with a password; its copy in this pack opens without one."),
        (Protection.RESTRICTED, "such as copying or printing; its copy in this pack does not."),
    ],
)
def test_a_copy_that_lost_its_protection_is_told_of(
    write: Write, documents: FakeDocuments, tmp_path: Path, protection: Protection, words: str
) -> None:
    documents.protected["partner-permissions.pdf"] = protection
    report = write(tmp_path / "pack")
    ((name, sentence),) = report.unprotected
    assert name == "partner-permissions.pdf"
    assert sentence.endswith(words)
    page = (tmp_path / "pack/data/index.html").read_text(encoding="utf-8")
    assert f'<span class="protection">{sentence}</span>' in page
    assert "Pack-Unprotected-Copies: 1\n" in (tmp_path / "pack/bag-info.txt").read_text()


def test_protected_documents_can_be_left_out_while_their_quotes_go_in(
    snapshot: CaseSnapshot, write: Write, tmp_path: Path
) -> None:
    plan = build(snapshot, audience="editor", choice=OMIT)
    documents = FakeDocuments(plan)
    documents.protected["partner-permissions.pdf"] = Protection.RESTRICTED
    asked = []
    report = write(tmp_path / "pack", plan=plan, open_document=documents.open, confirm=asked.append)
    assert asked == [], "its bytes are in the case: no file outside is read again"
    assert (report.refused, report.unprotected) == ((), ())
    ((name, sentence),) = report.outside
    assert name == "partner-permissions.pdf"
    assert "so no copy of it was put into this pack. Its quotes and the pictures of its passages are in it." in sentence
    assert not (tmp_path / "pack/data/documents/partner-permissions.pdf").exists()
    page = (tmp_path / "pack/data/index.html").read_text(encoding="utf-8")
    assert "may send, read, write and delete private messages" in page
    assert 'href="documents/partner-permissions.pdf' not in page
    info = (tmp_path / "pack/bag-info.txt").read_text()
    assert "Pack-Documents: All documents of the case, with passages or without. No copies of those that are protected.\n" in info
    assert "Pack-Unprotected-Copies" not in info
    assert verify(tmp_path / "pack").ok


def test_of_a_document_without_passages_that_is_left_out_no_quotes_are_promised(
    snapshot: CaseSnapshot, write: Write, tmp_path: Path
) -> None:
    bare = replace(snapshot, passages=())
    plan = build(bare, audience="editor", choice=OMIT)
    documents = FakeDocuments(plan)
    documents.protected["partner-permissions.pdf"] = Protection.PASSWORD
    ((_, sentence),) = write(tmp_path / "pack", plan=plan, open_document=documents.open).outside
    told = "The original opens only with a password, so no copy of it was put into this pack. The document is "
    assert sentence.startswith(told)
