"""A passage in several versions of its document: where it stands, what is kept, and what becomes of it when one goes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from reviewer.errors import CaseError
from reviewer.model.anchor import Anchor, AnchorState
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import AnchorId, Sha256
from reviewer.model.versions import Sketch
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.content import sketches
from reviewer.store.records.fields import anchor_fields
from tests.store import made
from tests.store.conftest import Filled, add_document, new_document
from tests.store.made import ANN


@pytest.fixture
def newer(filled: Filled) -> Document:
    """A version of the case's document."""
    data = b"%PDF-1.7 partner sheet, published again"
    document = new_document(filled.new_id, data, position=1)
    add_document(filled.case, document, data)
    with filled.case.intent("Mark as a version", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.DOCUMENT, document.id, {"version_of": filled.document.id})
    return replace(document, version_of=filled.document.id)


def carry(filled: Filled, newer: Document) -> Anchor:
    text = filled.passage.anchor.text
    assert text is not None
    anchor = replace(
        filled.passage.anchor,
        id=AnchorId(filled.new_id()),
        document_sha256=newer.sha256,
        page=1,
        state=AnchorState.MOVED,
        text=replace(text, quote="the ability to send and delete"),
    )
    with filled.case.intent("Carry over", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.ANCHOR, anchor.id, anchor_fields(filled.passage.id, anchor))
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"document": newer.id})
    return anchor


def test_a_carried_passage_stands_in_the_newer_version_and_its_old_anchor_is_kept(filled: Filled, newer: Document) -> None:
    anchor = carry(filled, newer)
    reader = filled.case.reader
    assert reader.document(newer.id).version_of == filled.document.id
    (moved,) = reader.passages(newer.id)
    assert (moved.passage.id, moved.passage.anchor) == (filled.passage.id, anchor)
    assert moved.links[0].claim == filled.claim.id
    assert [one.passage.id for one in reader.passages(filled.document.id)] == [filled.region.id]
    old = [one.passage for one in reader.versions.passages_of(filled.document.sha256)]
    assert [(one.id, one.anchor) for one in old] == [
        (filled.passage.id, filled.passage.anchor),
        (filled.region.id, filled.region.anchor),
    ]
    assert [one.document for one in old] == [newer.id, filled.document.id]
    assert [one.passage.id for one in reader.evidence(filled.claim.id)] == [filled.passage.id]
    assert check_case(filled.case.path).ok


def test_a_search_finds_what_it_says_where_it_stands_now(filled: Filled, newer: Document) -> None:
    carry(filled, newer)
    hits = filled.case.reader.search("ability")
    assert [(one.document, one.page) for one in hits if one.kind == "quote"] == [(newer.id, 1)]


def test_undo_takes_a_passage_back_to_where_it_stood(filled: Filled, newer: Document) -> None:
    carry(filled, newer)
    case = filled.case
    case.revert(case.reader.last_undoable() or 0, reviewer=ANN, origin="window")
    assert [one.passage for one in case.reader.passages(filled.document.id)] == [filled.passage, filled.region]
    assert case.reader.passages(newer.id) == ()
    assert check_case(case.path).ok


def test_a_removed_version_gives_its_passages_back(filled: Filled, newer: Document) -> None:
    carry(filled, newer)
    case = filled.case
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(newer.id)
    assert [one.passage for one in case.reader.passages()] == [filled.passage, filled.region]
    assert case.reader.passages()[0].links
    case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert [one.passage.id for one in case.reader.passages(newer.id)] == [filled.passage.id]
    assert check_case(case.path).ok


def test_a_document_that_has_a_version_can_be_removed_and_brought_back(filled: Filled, newer: Document) -> None:
    carry(filled, newer)
    case = filled.case
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    assert case.reader.document(newer.id).version_of is None
    assert [one.passage.id for one in case.reader.passages()] == [filled.passage.id]
    case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert case.reader.document(newer.id).version_of == filled.document.id
    assert len(case.reader.passages()) == 2
    assert check_case(case.path).ok


def test_a_passage_has_one_anchor_in_a_version(filled: Filled, newer: Document) -> None:
    carry(filled, newer)
    with pytest.raises(CaseError, match="has an anchor in this version already"):
        carry(filled, newer)


def test_sketches_and_what_was_dismissed_are_kept_outside_the_journal(filled: Filled, newer: Document) -> None:
    head = filled.case.reader.info().head
    sketch = Sketch(filled.document.sha256, "text 1", 40, frozenset({3, 2**62}), "00ff" * 64)
    for one in (replace(sketch, hashes=frozenset({1})), sketch):
        filled.case.keep(partial(sketches.write, sketch=one), asked_for=False)
    filled.case.keep(partial(sketches.dismiss, newer=newer.id, older=filled.document.id), asked_for=True)
    facts = filled.case.reader.versions
    assert facts.sketches() == (sketch,)
    assert facts.text_state(newer.sha256) == "born_digital mupdf 1.28.2 2"
    assert facts.text_state(Sha256("ab" * 32)) == ""
    assert facts.dismissed() == {(newer.id, filled.document.id)}
    assert filled.case.reader.info().head == head


@pytest.mark.parametrize(("shingles", "picture"), [(5, "zz" * 128), (5, "00ff"), (-1, ""), (2**62, "")])
def test_a_sketch_that_somebody_else_laid_there_is_passed_over_and_made_anew(filled: Filled, shingles: int, picture: str) -> None:
    sketch = Sketch(filled.document.sha256, "text 1", shingles, frozenset({3}), picture)
    filled.case.keep(partial(sketches.write, sketch=sketch), asked_for=True)
    assert filled.case.reader.versions.sketches() == ()


def test_nothing_is_kept_unasked_in_a_case_that_came_from_elsewhere(filled: Filled) -> None:
    filled.case.close()
    path = filled.case.path
    before = path.read_bytes()
    sketch = Sketch(filled.document.sha256, "text 1", 40, frozenset({3}), "")
    with CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), before_first_change=lambda: None) as case:
        case.keep(partial(sketches.write, sketch=sketch), asked_for=False)
        assert path.read_bytes() == before
        case.keep(partial(sketches.write, sketch=sketch), asked_for=True)
        case.keep(partial(sketches.write, sketch=replace(sketch, made_of="text 2")), asked_for=False)
        assert [one.made_of for one in case.reader.versions.sketches()] == ["text 2"]
