"""Every change is journalled field by field, and what could not be read back is not written."""

from __future__ import annotations

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import Change, RecordKind, Value
from reviewer.model.stance import Stance
from reviewer.store.check import check_case
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import Filled, insert_passage
from tests.store.made import ANN


def test_a_highlight_is_one_entry_with_every_field(filled: Filled) -> None:
    (entry,) = [one for one in filled.case.reader.journal() if one.intent == "Highlight passage"]
    said = {(one.kind.value, one.field): one.after for one in entry.changes}
    assert all(one.before is None for one in entry.changes)
    assert said["passage", "id"] == filled.passage.id
    assert said["passage", "note"] == "the grant itself"
    assert said["anchor", "quote"] == "the ability to send, read and delete"
    assert said["anchor", "quote_as_printed"] == "the\nability to send, read and delete"
    assert said["anchor", "quad 1"] == "0 72.1 114.4 372.1 114.4 72.1 126.4 372.1 126.4"
    assert said["anchor", "layer 0"] == f"0 born_digital mupdf 1.28.2 {'ab' * 32}"
    assert said["link", "stance"] == "context"
    assert ("anchor", "region") not in said
    first = {}
    for one in entry.changes:
        first.setdefault(one.record, one.field)
    assert set(first.values()) == {"id"}


def test_a_region_is_one_value(filled: Filled) -> None:
    (entry,) = [one for one in filled.case.reader.journal() if one.intent == "Mark region"]
    said = {one.field: one.after for one in entry.changes}
    assert said["region"] == "10.0 20.0 30.5 40.0"
    assert said["dhash"] == "0123456789abcdef"
    assert "quote" not in said
    assert dump.rows(filled.case.path, "SELECT region_x0, region_y1 FROM anchors WHERE kind = 'region'") == [(10.0, 40.0)]


def test_only_fields_that_differ_are_journalled(filled: Filled) -> None:
    with filled.case.intent("Change stance", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.LINK, filled.link.id, {"stance": "contradicts", "note": filled.link.note})
    assert recorder.result.changes == (Change(RecordKind.LINK, filled.link.id, "stance", "context", "contradicts"),)
    assert recorder.result.touched(RecordKind.LINK) == {filled.link.id}


def test_an_anchor_can_be_moved(filled: Filled) -> None:
    moved = made.passage(filled.new_id, filled.document, page=1, quads=1, quote="another").anchor
    before = filled.passage.anchor
    new = fields.anchor_fields(filled.passage.id, moved) | {"quad 1": None}
    with filled.case.intent("Move anchor", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.ANCHOR, before.id, new)
    assert {one.field for one in recorder.result.changes} >= {"quad 0", "quad 1", "quote", "page", "layer 0"}
    marked = filled.case.reader.passage(filled.passage.id)
    assert marked is not None
    assert marked.passage.anchor.quads == moved.quads
    assert [hit.kind for hit in filled.case.reader.search("another")] == ["quote"]
    filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    marked = filled.case.reader.passage(filled.passage.id)
    assert marked is not None
    assert marked.passage == filled.passage
    assert check_case(filled.case.path).ok


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"stance": "proves"}, "The field “stance” of a link cannot hold “proves”"),
        ({"stance": None}, "The field “stance” of a link cannot hold nothing"),
        ({"weight": 3}, "A link has no field “weight”"),
        ({"note": 5}, "The field “note” of a link cannot hold “5”"),
        ({"note": "half \ud800 a character"}, "The field “note” of a link cannot hold “half \\? a character”"),
        ({"passage": "P1"}, "The field “passage” of a link cannot hold “P1”"),
        ({"passage": "00000000-0000-0000-0000-000000000000"}, "names something that is not in the case"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(filled: Filled, change: dict[str, Value], sentence: str) -> None:
    with (
        pytest.raises(CaseError, match=sentence),
        filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.update(RecordKind.LINK, filled.link.id, change)
    assert check_case(filled.case.path).ok


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"quad 0": None, "quad 1": None}, "“quad 0” is missing"),
        ({"quad 0": None}, "count from 0 without gaps"),
        ({"quad 3": "0 1 1 1 1 1 1 1 1"}, "count from 0 without gaps"),
        ({"quad 02": "0 1 1 1 1 1 1 1 1"}, "has no field “quad 02”"),
        ({"quad 2": "0 1 1 1 1 1 1 1"}, "cannot hold"),
        ({"quad 2": "0 1 1 1 1 1 1 1 nan"}, "cannot hold"),
        ({"layer 0": None}, "“layer 0” is missing"),
        ({"layer 0": "0 guessed mupdf abc"}, "cannot hold"),
        ({"quote": None}, "“quote” is missing"),
        ({"region": "1 1 2 2"}, "“region” does not belong to it"),
        ({"kind": "region"}, "“region” is missing"),
        ({"start_offset": -1}, "cannot hold"),
    ],
)
def test_an_anchor_that_could_not_be_read_back_is_refused(filled: Filled, change: dict[str, Value], sentence: str) -> None:
    with (
        pytest.raises(CaseError, match=sentence),
        filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.update(RecordKind.ANCHOR, filled.passage.anchor.id, change)


def test_numbers_have_one_spelling(filled: Filled) -> None:
    anchor = filled.passage.anchor.id
    with filled.case.intent("x", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.ANCHOR, anchor, {"quad 0": "0 1 -0 1e1 0.1 0.30000000000000004 1 1 1"})
    assert recorder.result.changes[0].after == "0 1.0 0.0 10.0 0.1 0.30000000000000004 1.0 1.0 1.0"
    with filled.case.intent("x", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.ANCHOR, anchor, {"quad 0": "0 1.0 0 10 0.1 0.30000000000000004 1 1 1.0"})
    assert recorder.result.changes == ()
    assert check_case(filled.case.path).ok


def test_a_claim_cannot_stand_under_itself_and_has_to_say_something(filled: Filled) -> None:
    for change in ({"parent": filled.claim.id}, {"parent": filled.element.id}):
        with (
            pytest.raises(CaseError, match="cannot be an element of itself"),
            filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
        ):
            recorder.update(RecordKind.CLAIM, filled.claim.id, change)
    with (
        pytest.raises(CaseError, match="has to say something"),
        filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.update(RecordKind.CLAIM, filled.claim.id, {"text": " \n"})


def test_a_passage_is_linked_to_a_claim_once(filled: Filled) -> None:
    again = made.link(filled.new_id(), filled.passage.id, filled.claim.id, Stance.SUPPORTS)
    with (
        pytest.raises(CaseError, match="linked to this claim already"),
        filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.insert(RecordKind.LINK, again.id, fields.link_fields(again))


def test_an_id_is_a_uuid_and_taken_once(filled: Filled) -> None:
    for record, sentence in (("P1", "is not the id of a claim"), (filled.claim.id, "in the case already")):
        with (
            pytest.raises(CaseError, match=sentence),
            filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
        ):
            recorder.insert(RecordKind.CLAIM, record, made.claim_fields(filled.claim))


def test_what_others_hang_on_is_not_removed(filled: Filled) -> None:
    for kind, record in (
        (RecordKind.DOCUMENT, filled.document.id),
        (RecordKind.PASSAGE, filled.passage.id),
        (RecordKind.CLAIM, filled.claim.id),
    ):
        with (
            pytest.raises(CaseError, match="Something in the case still hangs on the"),
            filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
        ):
            recorder.delete(kind, record)
    case_id = filled.case.reader.info().id
    with (
        pytest.raises(CaseError, match="cannot be removed"),
        filled.case.intent("x", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.delete(RecordKind.CASE, case_id)


def test_a_step_that_failed_leaves_nothing_even_if_the_caller_goes_on(filled: Filled) -> None:
    twin = made.passage(filled.new_id, filled.document)
    with filled.case.intent("Note", reviewer=ANN, origin="window") as recorder:
        with pytest.raises(CaseError, match="has an anchor in this version already"):
            recorder.insert(RecordKind.ANCHOR, twin.anchor.id, fields.anchor_fields(filled.passage.id, twin.anchor))
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "still works"})
    assert len(recorder.result.changes) == 1
    assert check_case(filled.case.path).ok


def test_removing_takes_along_what_hangs_on_it(filled: Filled) -> None:
    other = made.passage(filled.new_id, filled.document, page=1)
    with filled.case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
        insert_passage(recorder, other)
    with filled.case.intent("Remove claim", reviewer=ANN, origin="window") as recorder:
        recorder.delete_tree(RecordKind.CLAIM, filled.claim.id)
    assert set(recorder.result.removed(RecordKind.CLAIM)) == {filled.claim.id, filled.element.id}
    assert recorder.result.removed(RecordKind.LINK) == (filled.link.id,)
    assert len(filled.case.reader.passages()) == 3
    with filled.case.intent("Remove passage", reviewer=ANN, origin="window") as recorder:
        recorder.delete_tree(RecordKind.PASSAGE, filled.passage.id)
    assert len(filled.case.reader.passages()) == 2
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    left = dump.evidence(filled.case.path)
    assert {table for table, rows in left.items() if rows} == {"cases", "search_entries"}
    assert filled.case.reader.search("ability") == ()
    assert check_case(filled.case.path).ok


def test_moments_of_an_entry_and_its_records_agree(filled: Filled) -> None:
    with filled.case.intent("Add claim", reviewer=ANN, origin="window") as recorder:
        claim = made.claim_fields(made.claim(recorder.new_id())) | {"created_at": recorder.at}
        recorder.insert(RecordKind.CLAIM, recorder.new_id(), claim)
    assert filled.case.reader.info().head_at == recorder.at


def test_elements_may_nest_and_are_numbered_in_order(filled: Filled) -> None:
    below = made.claim(filled.new_id(), "never asked in writing", parent=filled.element.id)
    second = made.claim(filled.new_id(), "never used", parent=filled.claim.id, position=1)
    other = made.claim(filled.new_id(), "another", position=1)
    first = made.claim(filled.new_id(), "before it", parent=filled.claim.id, position=0)
    with filled.case.intent("Add claims", reviewer=ANN, origin="window") as recorder:
        for claim in (other, second, below, first):
            recorder.insert(RecordKind.CLAIM, claim.id, made.claim_fields(claim))
        recorder.update(RecordKind.CLAIM, filled.element.id, {"position": 2})
    numbers = {one.claim.text: one.number for one in filled.case.reader.claims()}
    assert numbers == {
        filled.claim.text: "1",
        "before it": "1.1",
        "never used": "1.2",
        "never asked": "1.3",
        "never asked in writing": "1.3.1",
        "another": "2",
    }
    assert list(numbers.values()) == ["1", "1.1", "1.2", "1.3", "1.3.1", "2"]
    with filled.case.intent("Remove claim", reviewer=ANN, origin="window") as recorder:
        recorder.delete_tree(RecordKind.CLAIM, filled.claim.id)
    assert [one.claim.text for one in filled.case.reader.claims()] == ["another"]
    filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert {one.claim.text: one.number for one in filled.case.reader.claims()} == numbers
