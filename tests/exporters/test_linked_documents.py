"""A document too large for a pack: its passages are in it, the document is named by its checksum, and all files say so alike."""

from __future__ import annotations

import base64
import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import LinkedFileError, PackError
from reviewer.exporters.bag.verify import verify
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import ExportPlan, PlannedDocument
from reviewer.model.snapshot import CaseSnapshot
from tests.exporters.conftest import Write
from tests.exporters.denial import uuid
from tests.exporters.fake_documents import SIZE, FakeDocuments
from tests.exporters.test_index_page import Page, read

LINKED = uuid(2, 1)


@pytest.fixture
def snapshot(snapshot: CaseSnapshot) -> CaseSnapshot:
    """The made-up case with its e-mails in a file outside."""
    documents = tuple(replace(one, linked=True, size=12) if one.id == LINKED else one for one in snapshot.documents)
    return replace(snapshot, documents=documents)


@pytest.fixture
def plan(snapshot: CaseSnapshot) -> ExportPlan:
    return build(snapshot, audience="editor")


@pytest.fixture
def linked(plan: ExportPlan) -> PlannedDocument:
    return next(one for one in plan.documents if one.id == LINKED)


@pytest.fixture
def page(pack: Path) -> Page:
    return read(pack)


def test_no_copy_is_asked_for_and_the_passages_are_all_there(
    documents: FakeDocuments, linked: PlannedDocument, write: Write, tmp_path: Path
) -> None:
    documents.trouble[linked.name] = {"annotated_copy": AssertionError("a copy was asked for")}
    report = write(tmp_path / "pack")
    assert (report.refused, [name for name, _ in report.outside]) == ((), [linked.name])
    written = {one.relative_to(tmp_path / "pack/data").as_posix() for one in (tmp_path / "pack/data").rglob("*.*")}
    assert {one.crop_path(page, stance) for one in linked.exhibits for page, stance in one.views} <= written
    assert sum(one.startswith("documents/") for one in written) == len(documents.plan.documents) - 1
    assert verify(tmp_path / "pack").ok


def test_the_page_names_it_among_what_is_not_in_the_pack_with_checksum_and_size(page: Page, linked: PlannedDocument) -> None:
    assert "1 thing is not in this pack" in page.text
    said = f"{linked.name} The document itself is too large for a pack. Its quotes and the pictures of its passages are in it."
    assert said in page.text
    assert f"3 221 230 442 bytes long and has the SHA-256 {linked.sha256}" in page.text
    assert f"{linked.name}Not in this pack: too large. Its passages are.PDF, 3 pages, 3 221 230 442 bytes" in page.text
    assert "We are asking for the messaging scope" in page.text


def test_the_page_links_to_copies_that_are_there_only(page: Page, pack: Path) -> None:
    targets = [one["href"] for one in page.all("a") if not one["href"].startswith("#")]
    assert targets
    assert all((pack / "data" / one.partition("#")[0]).is_file() for one in targets)
    assert "Page 1 of the document, which is not in this pack" in page.text


def test_the_table_names_no_copy_and_says_that_nothing_is_left_out(pack: Path, linked: PlannedDocument) -> None:
    with (pack / "data/passages.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [one for one in csv.DictReader(file) if one["document_sha256"] == linked.sha256]
    assert rows
    assert {(one["annotated_copy"], one["left_out"]) for one in rows} == {("", "")}
    assert all(one["quote"] and one["picture"] for one in rows if one["kind"] == "text")


def test_the_annotations_name_the_document_by_its_checksum(pack: Path, linked: PlannedDocument) -> None:
    items = json.loads((pack / "data/annotations.jsonld").read_text(encoding="utf-8"))["items"]
    sources = [one["target"]["source"] for one in items if one["target"]["source"]["originalSha256"] == linked.sha256]
    assert sources
    for source in sources:
        scheme, _, digest = source["id"].partition("ni:///sha-256;")
        assert scheme == ""
        assert base64.urlsafe_b64decode(digest + "=").hex() == linked.sha256
        assert (source["originalSize"], source["format"]) == (SIZE, "application/pdf")
    others = [one["target"]["source"] for one in items if one["target"]["source"]["originalSha256"] != linked.sha256]
    assert all(one["id"].startswith("documents/") and "originalSize" not in one for one in others)


def test_nothing_is_said_of_a_document_that_was_not_opened_but_how_the_case_names_it(
    snapshot: CaseSnapshot, linked: PlannedDocument, write: Write, tmp_path: Path
) -> None:
    others = tuple(one for one in snapshot.passages if one.passage.document != LINKED)
    report = write(tmp_path / "pack", plan=build(replace(snapshot, passages=others), audience="editor"))
    ((name, why),) = report.outside
    assert name == linked.name
    assert why.endswith(f"was not opened for it. The case has it under SHA-256 {linked.sha256}.")
    assert f"{linked.name}Not in this pack: too large.not read" in read(tmp_path / "pack").text


def test_other_documents_keep_their_names_and_numbers(snapshot: CaseSnapshot, plan: ExportPlan) -> None:
    stored = tuple(replace(one, linked=False) for one in snapshot.documents)
    whole = build(replace(snapshot, documents=stored), audience="editor")
    assert [one.pdf for one in plan.documents if one.pdf] == [one.pdf for one in whole.documents if one.id != LINKED]
    assert [one.number for one in plan.exhibits] == [one.number for one in whole.exhibits]


def test_a_linked_document_that_cannot_be_opened_is_left_out_by_name(
    documents: FakeDocuments, linked: PlannedDocument, write: Write, tmp_path: Path
) -> None:
    documents.locked[linked.name] = LinkedFileError("The file is not where it was")
    asked: list[str] = []
    report = write(tmp_path / "pack", confirm=lambda one: asked.append(one.name))
    assert (report.refused, report.outside, asked) == (((linked.name, "The file is not where it was"),), (), [])


@pytest.mark.parametrize("form", ["pack", "pack.zip"])
def test_the_pack_appears_only_when_each_linked_document_is_confirmed(
    form: str, linked: PlannedDocument, write: Write, tmp_path: Path
) -> None:
    asked: list[str] = []

    def refuse(one: PlannedDocument) -> None:
        asked.append(one.name)
        raise PackError("written to meanwhile")

    with pytest.raises(PackError, match="meanwhile"):
        write(tmp_path / form, confirm=refuse)
    assert asked == [linked.name]
    assert list(tmp_path.iterdir()) == []


def test_the_same_case_makes_the_same_pack_twice(write: Write, tmp_path: Path) -> None:
    one, other = (write(tmp_path / name).fingerprint for name in ("one", "other"))
    assert one == other
