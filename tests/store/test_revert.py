"""Undo and redo are new entries that leave exactly what was there before."""

from __future__ import annotations

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.store.check import check_case
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import Filled, add_document
from tests.store.made import ANN


def test_removing_a_document_and_undoing_it_leaves_everything_as_it_was(filled: Filled) -> None:
    path = filled.case.path
    before = dump.evidence(path)
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    after = dump.evidence(path)
    undone = filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert dump.evidence(path) == before
    assert (undone.intent, undone.undoes, undone.redoes) == ("Undo: Remove document", recorder.result.seq, None)
    assert set(undone.made(RecordKind.PASSAGE)) == {filled.passage.id, filled.region.id}
    redone = filled.case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
    assert dump.evidence(path) == after
    assert (redone.intent, redone.undoes, redone.redoes) == ("Redo: Remove document", None, recorder.result.seq)
    dump.check_search_index(path)
    assert check_case(path).ok


def test_undoing_again_and_again_walks_back_to_the_empty_case(filled: Filled) -> None:
    words = []
    while (seq := filled.case.reader.last_undoable()) is not None:
        words.append(filled.case.revert(seq, reviewer=ANN, origin="command line").intent)
    assert words == ["Undo: Mark region", "Undo: Highlight passage", "Undo: Add claim", "Undo: Add document"]
    assert filled.case.reader.documents() == ()
    assert filled.case.reader.info().title == "Partner access"
    assert check_case(filled.case.path).ok


def test_what_was_redone_can_be_undone_again_by_either_number(filled: Filled) -> None:
    seq = filled.case.reader.last_undoable()
    assert seq is not None
    for first in (True, False):
        undone = filled.case.revert(seq, reviewer=ANN, origin="window")
        assert len(filled.case.reader.passages()) == 1
        redone = filled.case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
        assert len(filled.case.reader.passages()) == 2
        assert filled.case.reader.last_undoable() == redone.seq
        seq = redone.seq if first else seq
    last = filled.case.revert(5, reviewer=ANN, origin="window")
    assert last.intent == "Undo: Mark region"
    assert filled.case.reader.last_undoable() == 4


def test_what_was_changed_since_is_not_overwritten(filled: Filled) -> None:
    case = filled.case
    with case.intent("Change stance", reviewer=ANN, origin="window") as first:
        first.update(RecordKind.LINK, filled.link.id, {"stance": "supports"})
    with case.intent("Change stance", reviewer=ANN, origin="window") as second:
        second.update(RecordKind.LINK, filled.link.id, {"stance": "contradicts"})
    before = dump.evidence(case.path)
    with pytest.raises(CaseError, match="“Undo: Change stance” no longer applies: the link was changed since"):
        case.revert(first.result.seq, reviewer=ANN, origin="window")
    with pytest.raises(CaseError, match="“Undo: Highlight passage” no longer applies: the link was changed since"):
        case.revert(4, reviewer=ANN, origin="window")
    assert dump.evidence(case.path) == before
    assert case.reader.info().head_seq == second.result.seq


def test_other_fields_changed_since_stay(filled: Filled) -> None:
    case = filled.case
    with case.intent("Change stance", reviewer=ANN, origin="window") as first:
        first.update(RecordKind.LINK, filled.link.id, {"stance": "supports"})
    with case.intent("Note", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.LINK, filled.link.id, {"note": "later"})
    case.revert(first.result.seq, reviewer=ANN, origin="window")
    marked = case.reader.passage(filled.passage.id)
    assert marked is not None
    assert (marked.links[0].stance, marked.links[0].note) == ("context", "later")


def test_something_that_others_hang_on_by_now_is_not_undone(filled: Filled) -> None:
    with pytest.raises(CaseError, match="Something in the case still hangs on the claim"):
        filled.case.revert(3, reviewer=ANN, origin="window")  # the claim, which a link names by now
    assert len(filled.case.reader.claims()) == 2
    assert check_case(filled.case.path).ok


def test_a_document_added_anew_stands_in_the_way_of_the_old_one(filled: Filled) -> None:
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    again = made.document(filled.new_id(), filled.document.sha256, size=filled.document.size)
    add_document(filled.case, again, b"%PDF-1.7 partner sheet")
    with pytest.raises(CaseError, match="same bytes already"):
        filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")


@pytest.mark.parametrize(
    ("seq", "redo", "sentence"),
    [(1, False, "Creating the case cannot be undone"), (99, False, "There is no entry 99"), (3, True, "was not undone")],
)
def test_entries_that_cannot_be_taken_back(filled: Filled, seq: int, redo: bool, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        filled.case.revert(seq, reviewer=ANN, origin="window", redo=redo)


def test_an_entry_is_undone_once(filled: Filled) -> None:
    filled.case.revert(5, reviewer=ANN, origin="window")
    with pytest.raises(CaseError, match="Entry 5 of the journal is undone already"):
        filled.case.revert(5, reviewer=ANN, origin="window")


def test_made_changed_and_removed_within_one_intent(filled: Filled) -> None:
    before = dump.evidence(filled.case.path)
    claim, child = made.claim(filled.new_id()), made.claim(filled.new_id())
    with filled.case.intent("Try", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.CLAIM, claim.id, made.claim_fields(claim))
        recorder.insert(RecordKind.CLAIM, child.id, made.claim_fields(child))
        recorder.update(RecordKind.CLAIM, claim.id, {"parent": child.id, "note": "a"})
        recorder.update(RecordKind.CLAIM, claim.id, {"note": "b"})
        recorder.update(RecordKind.CLAIM, filled.element.id, {"parent": claim.id})
        recorder.delete(RecordKind.LINK, filled.link.id)
        recorder.insert(RecordKind.LINK, filled.link.id, fields.link_fields(filled.link) | {"note": "anew"})
        brief = made.claim(filled.new_id())
        recorder.insert(RecordKind.CLAIM, brief.id, made.claim_fields(brief))
        recorder.delete(RecordKind.CLAIM, brief.id)
    after = dump.evidence(filled.case.path)
    undone = filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert dump.evidence(filled.case.path) == before
    filled.case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
    assert dump.evidence(filled.case.path) == after
    assert check_case(filled.case.path).ok
