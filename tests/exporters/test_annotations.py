"""`annotations.jsonld` is valid Web Annotation data, and every selector leads back to the passage."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewer import __version__
from reviewer.errors import PasswordNeededError
from reviewer.exporters.plan.desk import NO_DESK
from reviewer.exporters.plan.exhibits import ExportPlan
from tests.exporters.conftest import Write
from tests.exporters.denial import MOMENT, TEXTS, pages_of, uuid
from tests.exporters.fake_documents import FakeDocuments

PURPOSES = {"classifying", "linking", "commenting"}


@pytest.fixture
def page(write: Write, tmp_path: Path) -> Any:
    write(tmp_path / "pack")
    return json.loads((tmp_path / "pack/data/annotations.jsonld").read_text(encoding="utf-8"))


def selectors(item: Any, kind: str) -> list[Any]:
    return [one for one in item["target"]["selector"] if one["type"] == kind]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def test_there_is_one_annotation_for_each_link_and_each_passage_without_one(page: Any) -> None:
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["total"] == len(page["items"]) == 8
    assert page["items"][-1]["id"] == f"urn:uuid:{uuid(3, 6)}"
    assert page["items"][-1]["motivation"] == "highlighting"
    assert len({one["id"] for one in page["items"]}) == 8


def test_bodies_carry_stance_claim_and_notes(page: Any) -> None:
    item = next(one for one in page["items"] if one["id"] == f"urn:uuid:{uuid(5, 10)}")
    stance, claim, *notes = item["body"]
    assert (stance["purpose"], stance["value"], stance["stance"]) == ("classifying", "contradicts", "contradicts")
    assert claim["source"] == {"id": f"urn:uuid:{uuid(1, 2)}", "claimNumber": "1.1", "label": "asked for"}
    assert [(one["purpose"], one["value"]) for one in notes] == [
        ("commenting", "Written by the company, before the launch."),
        ("commenting", "Same sender, three weeks later."),
    ]
    assert {body["purpose"] for one in page["items"] for body in one.get("body", [])} <= PURPOSES


def test_every_term_of_ours_is_defined_in_the_files_own_context(page: Any) -> None:
    ours = page["@context"][1]
    for name in (
        "stance",
        "claimNumber",
        "exhibit",
        "quoteAsPrinted",
        "pageLabel",
        "originalSha256",
        "documentText",
        "quads",
        "QuadSelector",
    ):
        assert name in ours
    assert {body["stance"] for one in page["items"] for body in one.get("body", []) if "stance" in body} <= set(ours)


def test_quotes_are_verbatim_with_their_context(page: Any, plan: ExportPlan) -> None:
    texts = {f"urn:uuid:{link.id}": one.anchor.text for one in plan.exhibits for link in one.links}
    quoted = [(texts[one["id"]], selectors(one, "TextQuoteSelector")) for one in page["items"] if texts.get(one["id"])]
    assert len(quoted) == 6
    for text, found in quoted:
        assert text
        assert [(one["exact"], one["prefix"], one["suffix"]) for one in found] == [(text.quote, text.prefix, text.suffix)]
        assert found[0].get("quoteAsPrinted", text.quote) == text.quote_as_printed


def test_positions_count_code_points_in_pages_joined_by_form_feeds(page: Any, plan: ExportPlan) -> None:
    by_link = {link.id: one for one in plan.exhibits for link in one.links}
    checked = 0
    for item in page["items"]:
        exhibit = by_link.get(item["id"].removeprefix("urn:uuid:"))  # type: ignore[call-overload]
        if exhibit is None or exhibit.anchor.text is None:
            continue
        whole = "\f".join(TEXTS[exhibit.document])
        (position,) = selectors(item, "TextPositionSelector")
        said = whole[position["start"] : position["end"]]
        assert said.replace("\f", "").split() == exhibit.anchor.text.quote_as_printed.split()
        assert position["documentText"] == "mupdf 1.28.2"
        checked += 1
    assert checked == 6


def test_a_page_that_reads_otherwise_now_gives_the_place_where_the_words_stand_now(write: Write, tmp_path: Path) -> None:
    before = TEXTS[uuid(2, 4)]
    TEXTS[uuid(2, 4)] = (f"Set anew. {before[0]}", *before[1:])
    try:
        write(tmp_path / "pack")
    finally:
        TEXTS[uuid(2, 4)] = before
    items = json.loads((tmp_path / "pack/data/annotations.jsonld").read_text())["items"]
    story = [one for one in items if one["target"]["source"]["label"] == "STATEMENT.pdf"]
    (quoted,) = selectors(story[0], "TextQuoteSelector")
    (place,) = selectors(story[0], "TextPositionSelector")
    now = f"Set anew. {before[0]}".replace("\n", " ")
    assert now[place["start"] : place["end"]] == quoted["exact"]


def test_places_on_the_page_are_those_of_the_quads(page: Any) -> None:
    item = next(one for one in page["items"] if one["id"] == f"urn:uuid:{uuid(5, 40)}")
    place, *_ = selectors(item, "FragmentSelector")
    assert place["value"].startswith("page=2&viewrect=")
    left, top, width, height = (float(one) for one in place["value"].partition("viewrect=")[2].split(","))
    (quads,) = selectors(item, "QuadSelector")
    xs = [x for one in quads["quads"] for x, _ in one["points"]]
    ys = [y for one in quads["quads"] for _, y in one["points"]]
    assert (left, top) == pytest.approx((min(xs), min(ys)), abs=0.01)
    assert (left + width, top + height) == pytest.approx((max(xs), max(ys)), abs=0.01)
    assert {one["page"] for one in quads["quads"]} == {2}
    assert place["refinedBy"]["type"] == "TextQuoteSelector"


def test_viewrect_is_that_of_the_page_as_displayed(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    terms = uuid(2, 2)
    documents.pages[terms] = tuple(one._replace(rotation=90) for one in pages_of(terms, 2))
    write(tmp_path / "pack")
    items = json.loads((tmp_path / "pack/data/annotations.jsonld").read_text())["items"]
    item = next(one for one in items if one["id"] == f"urn:uuid:{uuid(5, 40)}")
    left, top, width, height = (
        float(one) for one in selectors(item, "FragmentSelector")[0]["value"].partition("viewrect=")[2].split(",")
    )
    (quads,) = selectors(item, "QuadSelector")
    xs = [x for one in quads["quads"] for x, _ in one["points"]]
    ys = [y for one in quads["quads"] for _, y in one["points"]]
    page_height = documents.pages[terms][1].height
    assert (left, top) == pytest.approx((page_height - max(ys), min(xs)), abs=0.01)
    assert (width, height) == pytest.approx((max(ys) - min(ys), max(xs) - min(xs)), abs=0.01)


def test_a_region_of_a_picture_is_given_in_its_own_pixels(page: Any) -> None:
    item = page["items"][0]
    (place,) = selectors(item, "FragmentSelector")
    assert (place["value"], place["refinedBy"]["value"]) == ("page=1", "xywh=pixel:60,120,780,140")
    assert not selectors(item, "TextQuoteSelector")


def test_targets_name_the_copy_in_the_pack_and_the_original_by_its_checksum(page: Any, plan: ExportPlan, tmp_path: Path) -> None:
    for item in page["items"]:
        source = item["target"]["source"]
        assert (tmp_path / "pack/data" / source["id"]).is_file()
        assert source["originalSha256"] in {one.sha256 for one in plan.documents}


def test_the_only_time_is_the_plans_moment(page: Any) -> None:
    assert {one["generated"] for one in page["items"]} == {MOMENT}
    assert not [one for one in page["items"] if "created" in one or "modified" in one]


def test_a_refused_document_has_no_annotations(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.locked["STATEMENT.pdf"] = PasswordNeededError("STATEMENT.pdf is locked")
    write(tmp_path / "pack")
    data = (tmp_path / "pack/data/annotations.jsonld").read_text()
    assert json.loads(data)["partOf"]["total"] == len(json.loads(data)["items"]) == 7
    assert "powers only" not in data


def test_a_case_without_passages_gives_an_empty_page(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    write(tmp_path / "pack", plan=replace(plan, exhibits=(), documents=(), claims=(), desk=NO_DESK))
    found = json.loads((tmp_path / "pack/data/annotations.jsonld").read_text())
    assert (found["items"], found["partOf"]["total"]) == ([], 0)


def test_odd_characters_survive_and_lone_surrogates_do_not_break_the_file(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    odd = 'quote " \\ \u202e \x00 \n [\n  1,\n  2\n] 🙂'
    write(tmp_path / "pack", plan=replace(plan, title=odd, desk_label="half \ud83d"))
    found = json.loads((tmp_path / "pack/data/annotations.jsonld").read_bytes().decode("utf-8"))
    assert found["partOf"]["label"] == odd
    assert found["items"][0]["creator"]["name"] == "half ?"


def test_annotations_are_as_they_were(write: Write, golden: Callable[[str, bytes], None], tmp_path: Path) -> None:
    write(tmp_path / "pack")
    text = (tmp_path / "pack/data/annotations.jsonld").read_text(encoding="utf-8")
    golden("annotations.jsonld", text.replace(__version__, "VERSION").encode())
