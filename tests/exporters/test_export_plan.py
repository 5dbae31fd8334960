"""What goes into a pack: numbers, order, names, and nothing private."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reviewer.errors import PackError, UsageError
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import ExportPlan
from reviewer.model.ids import LinkId
from reviewer.model.overview import MarkedPassage
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance
from tests.exporters.denial import CANARY, HEAD, MOMENT, deeply_nested, uuid


def test_exhibits_are_numbered_along_the_claims_and_unlinked_passages_come_last(plan: ExportPlan) -> None:
    held = [(one.number, one.passage, [link.claim_number for link in one.links]) for one in plan.exhibits]
    assert held == [
        (1, uuid(3, 5), ["1"]),
        (2, uuid(3, 1), ["1.1"]),
        (3, uuid(3, 7), ["1.2"]),  # contradicts before supports before context
        (4, uuid(3, 2), ["1.2"]),
        (5, uuid(3, 3), ["1.2", "2"]),
        (6, uuid(3, 4), ["1.2"]),
        (7, uuid(3, 6), []),
    ]


def test_numbers_do_not_depend_on_the_order_in_which_passages_come(snapshot: CaseSnapshot) -> None:
    expected = build(snapshot, audience="editor")
    for seed in range(5):
        mixed = list(snapshot.passages)
        random.Random(seed).shuffle(mixed)
        assert build(replace(snapshot, passages=tuple(mixed)), audience="editor") == expected


def test_a_claim_counts_its_own_passages_and_in_total_those_of_its_elements(plan: ExportPlan) -> None:
    denial = plan.claims[0]
    assert denial.counts == {Stance.STATES: 1, Stance.SUPPORTS: 0, Stance.CONTRADICTS: 0, Stance.CONTEXT: 0}
    assert denial.totals == {Stance.STATES: 1, Stance.SUPPORTS: 1, Stance.CONTRADICTS: 2, Stance.CONTEXT: 2}
    assert [stance for stance, _ in plan.claims[2].groups] == [Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT]


def test_a_passage_that_speaks_to_a_claim_and_to_its_element_counts_once(snapshot: CaseSnapshot) -> None:
    def also_to_the_claim(marked: MarkedPassage) -> MarkedPassage:
        again = [replace(one, id=LinkId(f"{one.id}-again"), claim=snapshot.claims[0].claim.id) for one in marked.links]
        return replace(marked, links=(*marked.links, *again)) if marked.passage.id == uuid(3, 7) else marked

    plan = build(replace(snapshot, passages=tuple(map(also_to_the_claim, snapshot.passages))), audience="editor")
    assert plan.claims[0].counts[Stance.CONTRADICTS] == 1
    assert plan.claims[0].totals[Stance.CONTRADICTS] == 2


def test_passages_of_elements_nested_beyond_measure_are_counted_all_the_same(snapshot: CaseSnapshot) -> None:
    deep = deeply_nested(snapshot, 3_000)
    lowest = deep.claims[-3].claim.id
    first, *others = deep.passages
    moved = replace(first, links=tuple(replace(one, claim=lowest) for one in first.links))
    plan = build(replace(deep, passages=(moved, *others)), audience="editor")
    assert {one.totals[Stance.CONTRADICTS] for one in plan.claims[3:-2]} == {1}
    assert plan.claims[0].totals[Stance.CONTRADICTS] == 2


def test_documents_get_names_that_differ_in_more_than_the_case_of_letters(plan: ExportPlan) -> None:
    assert [one.pdf for one in plan.documents] == [
        "documents/Integration-e-mails.pdf",
        "documents/partner-permissions.pdf",
        "documents/statement.pdf",
        "documents/STATEMENT-2.pdf",
    ]


def test_exhibits_of_a_document_stand_in_reading_order(plan: ExportPlan) -> None:
    assert [one.number for one in plan.documents[0].exhibits] == [2, 4, 5]
    assert [one.number for one in plan.documents[1].exhibits] == [7, 6]


def test_the_plan_holds_one_moment_and_nothing_private(plan: ExportPlan) -> None:
    assert (plan.moment, plan.head, plan.head_seq) == (MOMENT, HEAD, 412)
    assert CANARY not in repr(plan)


def test_a_passage_gets_a_picture_for_each_page_and_stance(plan: ExportPlan) -> None:
    assert [plan.exhibits[4].crop_path(*view) for view in plan.exhibits[4].views] == [
        "crops/exhibit-0005.png",
        "crops/exhibit-0005-2.png",
        "crops/exhibit-0005-contradicts.png",
        "crops/exhibit-0005-2-contradicts.png",
    ]
    assert [plan.exhibits[6].crop_path(*view) for view in plan.exhibits[6].views] == ["crops/exhibit-0007.png"]


def test_links_to_claims_that_are_gone_and_passages_of_documents_that_are_gone_do_not_count(snapshot: CaseSnapshot) -> None:
    fewer = replace(snapshot, claims=snapshot.claims[:1], documents=snapshot.documents[:1])
    plan = build(fewer, audience="editor")
    assert {one.document for one in plan.exhibits} == {snapshot.documents[0].id}
    assert all(not one.links for one in plan.exhibits)


def test_the_public_gets_no_pack_before_there_is_redaction(snapshot: CaseSnapshot) -> None:
    with pytest.raises(PackError, match="redaction") as caught:
        build(snapshot, audience="public")
    assert caught.value.exit_code == 3


def test_an_unknown_audience_is_the_calls_mistake(snapshot: CaseSnapshot) -> None:
    with pytest.raises(UsageError, match="neighbours") as caught:
        build(snapshot, audience="neighbours")
    assert "editor" in caught.value.hint
