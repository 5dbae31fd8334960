"""What a case knows of who had which page on show, and for which passages a countercheck counts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.model.coverage import PageState, PageView, numbers_of
from reviewer.model.geometry import PageQuad
from reviewer.model.ids import AnchorId, PassageId, Reviewer
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_before_exporting, check_case
from reviewer.store.content.coverage import MOST_MS
from reviewer.store.reader import CaseReader
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import Filled, add_document, insert_passage, new_document
from tests.store.made import ANN

BEA = Reviewer("Bea")


def countercheck(filled: Filled, page: int, passage: PassageId | None = None, by: Reviewer = BEA) -> str:
    identity = filled.new_id()
    with filled.case.intent("Countercheck", reviewer=by, origin="window") as recorder:
        fields = {"document": filled.document.id, "page": page, "passage": passage, "reviewer": by.name, "created_at": made.NOON}
        recorder.insert(RecordKind.COUNTERCHECK, identity, fields)
    return identity


def states(filled: Filled, by: str | None = None) -> list[PageState]:
    (one,) = filled.case.reader.coverage.of_case(by).documents
    return [PageState(known) for known in one.states]


def test_times_of_one_page_and_person_add_up_in_one_row(filled: Filled) -> None:
    document = filled.document.id
    for shown_ms in (700, 1300):
        assert filled.case.note_views({ANN: [PageView(document, 1, shown_ms)]})
    filled.case.note_views({BEA: [PageView(document, 1, 500)]})
    assert dump.rows(filled.case.path, "SELECT page, reviewer, shown_ms, found FROM page_views ORDER BY reviewer") == [
        (1, "Ann", 2000, 0),
        (1, "Bea", 500, 0),
    ]
    assert filled.case.reader.coverage.of_case().documents[0].shown_ms == 2500
    assert filled.case.reader.coverage.of_case("Bea").documents[0].shown_ms == 500


def test_coverage_is_no_evidence(filled: Filled) -> None:
    before = filled.case.reader.info()
    filled.case.note_views({ANN: [PageView(filled.document.id, 0, 700)]})
    assert filled.case.reader.info() == before
    assert filled.case.reader.last_undoable() == before.head_seq
    assert check_case(filled.case.path).ok


def test_a_page_is_opened_only_found_or_marked(filled: Filled) -> None:
    filled.case.note_views({ANN: [PageView(filled.document.id, 0, 0, found=True), PageView(filled.document.id, 1, 800)]})
    assert states(filled) == [PageState.FOUND | PageState.MARKED, PageState.OPENED | PageState.MARKED]
    (one,) = filled.case.reader.coverage.of_case().documents
    assert (one.only_found, one.unopened, one.count(PageState.MARKED)) == (1, (0,), 2)
    filled.case.note_views({BEA: [PageView(filled.document.id, 0, 800)]})
    (one,) = filled.case.reader.coverage.of_case().documents
    assert (one.only_found, one.unopened) == (0, ())
    assert states(filled, "Bea") == [PageState.OPENED, PageState(0)]
    assert filled.case.reader.coverage.of_case().reviewers == ("Ann", "Bea")


def test_pages_that_a_document_does_not_have_are_not_kept(filled: Filled) -> None:
    document = filled.document.id
    filled.case.note_views({ANN: [PageView(document, 2, 800), PageView(document, -1, 800), PageView(document, 0, -5)]})
    assert states(filled) == [PageState.MARKED, PageState.MARKED]


def test_what_was_opened_is_known_again_when_a_document_comes_back(filled: Filled) -> None:
    filled.case.note_views({ANN: [PageView(filled.document.id, 1, 800)]})
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    assert filled.case.reader.coverage.of_case().documents == ()
    filled.case.note_views({ANN: [PageView(filled.document.id, 1, 800)]})  # came too late: the document is gone
    filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert filled.case.reader.coverage.of_case().documents[0].shown_ms == 800


def test_a_countercheck_counts_for_what_somebody_else_marked(filled: Filled) -> None:
    countercheck(filled, 0, by=ANN)
    assert PageState.COUNTERCHECKED not in states(filled)[0], "Ann marked it herself"
    countercheck(filled, 0)
    assert PageState.COUNTERCHECKED in states(filled)[0]
    assert PageState.COUNTERCHECKED not in states(filled, "Ann")[0]
    own, other = filled.case.reader.coverage.counterchecks(filled.document.id)
    assert {own.covers, other.covers} == {(), (filled.passage.id,)}


def test_a_page_is_counterchecked_when_all_its_passages_are(filled: Filled) -> None:
    second = made.passage(filled.new_id, filled.document, y=300)
    with filled.case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
        insert_passage(recorder, second)
    countercheck(filled, 0, filled.passage.id)
    assert PageState.COUNTERCHECKED not in states(filled)[0]
    countercheck(filled, 0, second.id)
    assert PageState.COUNTERCHECKED in states(filled)[0]


def test_a_countercheck_counts_until_what_it_was_about_changes(filled: Filled) -> None:
    for change in (
        (RecordKind.LINK, filled.link.id, {"stance": "contradicts"}),
        (RecordKind.PASSAGE, filled.passage.id, {"note": "not granted"}),
        (RecordKind.ANCHOR, filled.passage.anchor.id, {"quote": "nothing"}),
    ):
        countercheck(filled, 0)
        assert PageState.COUNTERCHECKED in states(filled)[0]
        with filled.case.intent("Change", reviewer=ANN, origin="window") as recorder:
            recorder.update(*change)
        assert PageState.COUNTERCHECKED not in states(filled)[0], change
    countercheck(filled, 0)
    with filled.case.intent("Take passage off a claim", reviewer=ANN, origin="window") as recorder:
        recorder.delete(RecordKind.LINK, filled.link.id)
    assert PageState.COUNTERCHECKED not in states(filled)[0]


def test_a_page_without_passages_is_counterchecked_by_whoever_says_so(filled: Filled) -> None:
    with filled.case.intent("Remove passage", reviewer=ANN, origin="window") as recorder:
        recorder.delete_tree(RecordKind.PASSAGE, filled.region.id)
    countercheck(filled, 1, by=ANN)
    assert states(filled)[1] == PageState.COUNTERCHECKED


def test_a_passage_counts_only_where_it_stands_now(filled: Filled) -> None:
    data = b"%PDF-1.7 partner sheet, second edition"
    newer = new_document(filled.new_id, data, position=1)
    add_document(filled.case, newer, data)
    there = replace(
        filled.passage.anchor,
        id=AnchorId(filled.new_id()),
        document_sha256=newer.sha256,
        page=1,
        quads=tuple(PageQuad(1, one.quad) for one in filled.passage.anchor.quads),
    )
    with filled.case.intent("Carry passage over", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.ANCHOR, there.id, fields.anchor_fields(filled.passage.id, there))
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"document": newer.id})
    older, covered = filled.case.reader.coverage.of_case().documents
    assert [PageState(one) for one in older.states] == [PageState(0), PageState.MARKED]
    assert [PageState(one) for one in covered.states] == [PageState(0), PageState.MARKED]
    for page in (0, 1):
        with filled.case.intent("Countercheck page", reviewer=BEA, origin="window") as recorder:
            said = {"document": newer.id, "page": page, "reviewer": BEA.name, "created_at": made.NOON}
            recorder.insert(RecordKind.COUNTERCHECK, filled.new_id(), said)
    checks = {one.page: one.covers for one in filled.case.reader.coverage.counterchecks(newer.id)}
    assert checks == {0: (), 1: (filled.passage.id,)}


def test_counterchecks_go_and_come_with_what_they_are_about(filled: Filled) -> None:
    countercheck(filled, 0, filled.passage.id)
    countercheck(filled, 1)
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    assert filled.case.reader.coverage.counterchecks() == ()
    filled.case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert [one.page for one in filled.case.reader.coverage.counterchecks()] == [0, 1]
    assert check_case(filled.case.path).ok


def test_a_case_from_elsewhere_is_not_written_to_for_what_is_looked_at(filled: Filled) -> None:
    path, document = filled.case.path, filled.document.id
    filled.case.close()
    before = path.read_bytes()
    with CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), before_first_change=lambda: None) as case:
        assert not case.note_views({BEA: [PageView(document, 1, 800)]})
        assert path.read_bytes() == before
        with case.intent("Rename", reviewer=BEA, origin="window") as recorder:
            recorder.update(RecordKind.DOCUMENT, document, {"name": "Other.pdf"})
        assert case.note_views({BEA: [PageView(document, 1, 800)]})
        assert case.reader.coverage.of_case().documents[0].count(PageState.OPENED) == 1


def test_runs_of_pages_are_numbered_as_people_do() -> None:
    assert numbers_of([0, 1, 2, 16, 40, 39]) == "1-3, 17, 40-41"
    assert numbers_of([]) == ""
    assert numbers_of(range(0, 10, 2), most=2) == "1, 3, …"


def test_what_a_damaged_case_says_of_a_page_is_reported_by_name(filled: Filled) -> None:
    filled.case.note_views({ANN: [PageView(filled.document.id, 1, 700)]})
    filled.case.close()
    with closing(sqlite3.connect(filled.case.path)) as database, database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE page_views SET shown_ms = -700")
    with CaseReader.open(filled.case.path) as reader, pytest.raises(CaseError, match="view of the page 2 in this case cannot"):
        reader.coverage.of_case()


def test_a_row_that_somebody_forged_stops_no_other_and_is_told(filled: Filled) -> None:
    document = filled.document.id
    filled.case.note_views({ANN: [PageView(document, 0, 700), PageView(document, 1, 700)]})
    with closing(sqlite3.connect(filled.case.path)) as database, database:
        database.execute("UPDATE page_views SET shown_ms = ? WHERE page = 0", (2**63 - 1,))
        database.execute(
            "INSERT INTO page_views SELECT sha256, 99, reviewer, 700, found, first_at, last_at FROM page_views LIMIT 1"
        )
    too_long, no_page = check_case(filled.case.path).findings
    assert "“Ann” looked at page 1" in too_long
    assert "looked at page 100" in no_page
    assert filled.case.note_views({ANN: [PageView(document, 0, 500), PageView(document, 1, 500)]})
    times = dump.rows(filled.case.path, "SELECT page, shown_ms FROM page_views ORDER BY page")
    assert times == [(0, MOST_MS), (1, 1200), (99, 700)]
    assert check_before_exporting(filled.case.path) == ()
