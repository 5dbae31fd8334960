"""A case is made whole, keeps what was committed, and takes back what failed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from math import inf
from pathlib import Path

import pytest

from reviewer.errors import CaseError, CaseReadOnlyError
from reviewer.model.changes import RecordKind
from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.file.migrations import SCHEMA_VERSION
from reviewer.store.reader import CaseReader
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import Filled, add_document, new_document
from tests.store.made import ANN


def test_a_new_case_has_a_title_and_one_entry_that_says_who_made_it(case: CaseFile) -> None:
    info = case.reader.info()
    (entry,) = case.reader.journal()
    assert (info.title, info.desk_label, info.head_seq) == ("Partner access", "Reviewer", 1)
    assert (entry.reviewer, entry.intent, entry.previous) == ("Ann", "Create case", "0" * 64)
    assert info.head == entry.hash
    assert {change.field for change in entry.changes} == {"id", "title", "desk_label", "created_at"}
    assert {change.record for change in entry.changes} == {info.id}


def test_the_file_says_what_it_is(case: CaseFile) -> None:
    header = case.path.read_bytes()[:100]
    assert header[68:72] == b"Revw"
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION == 12
    with closing(sqlite3.connect(case.path)) as connection:
        kinds = connection.execute("SELECT DISTINCT type FROM sqlite_schema").fetchall()
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        ).fetchall()
    assert set(kinds) == {("table",), ("index",)}
    assert {name for name, strict in tables if not strict} == {"sqlite_schema"}


def test_settings_that_keep_a_case_safe_are_on(case: CaseFile) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "delete",
        "synchronous": 3,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "secure_delete": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
    }
    connection = case._database.conn
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    with CaseReader.open(case.path) as reader:
        read = reader._database.conn
        assert read.execute("PRAGMA query_only").fetchone() == (1,)
        assert read.execute("PRAGMA trusted_schema").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            read.execute("DELETE FROM claims")


def test_names_with_any_characters_open(tmp_path: Path, clock: made.Clock) -> None:
    path = tmp_path / "a ?mode=ro#ü%41 &.revcase"
    CaseFile.create(path, title="x", clock=clock, new_id=made.ids(), reviewer=ANN).close()
    with CaseReader.open(path) as reader:
        assert reader.info().title == "x"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_existing_file_is_never_replaced(tmp_path: Path, clock: made.Clock) -> None:
    path = tmp_path / "mine.revcase"
    path.write_text("precious")
    with pytest.raises(CaseError, match=r"There is a file “mine\.revcase” already"):
        CaseFile.create(path, title="x", clock=clock, new_id=made.ids(), reviewer=ANN)
    assert path.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_case_in_a_folder_that_is_not_there_leaves_nothing(tmp_path: Path, clock: made.Clock) -> None:
    with pytest.raises(CaseError, match="There is no folder"):
        CaseFile.create(tmp_path / "no" / "x.revcase", title="x", clock=clock, new_id=made.ids(), reviewer=ANN)
    assert list(tmp_path.iterdir()) == []


def test_what_was_added_reads_back_the_same_after_reopening(filled: Filled) -> None:
    filled.case.close()
    with CaseReader.open(filled.case.path) as reader:
        assert [one.passage for one in reader.passages()] == [filled.passage, filled.region]
        assert reader.document(filled.document.id) == filled.document
        assert [one.claim for one in reader.claims()] == [filled.claim, filled.element]
        (marked,) = [one for one in reader.passages() if one.links]
        assert marked.links == (filled.link,)


def test_the_clock_never_goes_back_behind_the_journal(case: CaseFile, clock: made.Clock) -> None:
    clock.ms = 60_000
    for title in ("A", "B"):
        with case.intent("Rename", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.CASE, case.reader.info().id, {"title": title})
        clock.ms = 0
    times = [entry.at for entry in case.reader.journal()]
    assert times == sorted(times)
    assert times[1] == times[2] == recorder.at
    assert check_case(case.path).ok


def test_an_intent_that_changes_nothing_leaves_no_entry(case: CaseFile) -> None:
    with case.intent("Rename", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.CASE, case.reader.info().id, {"title": "Partner access"})
    assert recorder.result.seq == 0
    assert recorder.result.changes == ()
    assert case.reader.info().head_seq == 1


def test_an_exception_takes_everything_of_the_intent_back(filled: Filled) -> None:
    before = dump.evidence(filled.case.path)
    removed: list[int] = []

    def remove_and_fail() -> None:
        with filled.case.intent("Remove", reviewer=ANN, origin="window") as recorder:
            recorder.delete_document_tree(filled.document.id)
            removed.append(len(recorder.changes))
            assert filled.case.reader.passages() == ()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        remove_and_fail()
    assert removed
    assert dump.evidence(filled.case.path) == before
    assert filled.case.reader.info().head_seq == 5
    assert check_case(filled.case.path).ok


def test_another_connection_sees_a_change_only_when_it_is_committed(filled: Filled) -> None:
    with CaseReader.open(filled.case.path) as reader:
        version = reader.data_version()
        with filled.case.intent("Rename", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.CASE, reader.info().id, {"title": "New"})
            assert (reader.info().title, reader.data_version()) == ("Partner access", version)
        assert reader.info().title == "New"
        assert reader.data_version() != version


def test_reading_goes_on_while_a_generator_of_entries_is_half_used(filled: Filled) -> None:
    with CaseReader.open(filled.case.path) as reader:
        entries = reader.journal()
        assert next(entries).seq == 1
        with filled.case.intent("Rename", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.CASE, reader.info().id, {"title": "New"})
    assert recorder.result.seq == 6


def test_a_case_opened_for_reading_refuses_changes(filled: Filled, clock: made.Clock) -> None:
    path = filled.case.path
    with CaseFile.open(path, clock=clock, new_id=made.ids(), read_only=True) as case:
        assert case.read_only
        assert len(case.reader.passages()) == 2
        for attempt in (
            lambda: case.revert(4, reviewer=ANN, origin="window"),
            lambda: case.begin_import("ab" * 32, 5),
            lambda: case.set_reading_place(filled.document.id, ReadingPlace(0, 0, 0)),
            lambda: case.intent("x", reviewer=ANN, origin="window").__enter__(),
        ):
            with pytest.raises(CaseReadOnlyError, match="cannot be changed"):
                attempt()


def test_reading_places_are_kept_without_an_entry(filled: Filled) -> None:
    head = filled.case.reader.info().head
    filled.case.set_reading_place(filled.document.id, ReadingPlace(1, 33.5, 0.0))
    filled.case.set_reading_place(filled.document.id, ReadingPlace(2, 44.0, 1.25))
    assert filled.case.reader.reading_place(filled.document.id) == ReadingPlace(2, 44.0, 1.25)
    assert filled.case.reader.reading_place(DocumentId("none")) is None
    assert filled.case.reader.info().head == head


@pytest.mark.parametrize("place", [(1, inf, 1.0), (1, 1e300, 1.0), (1, 0.0, inf), (-1, 0.0, 1.0), (1, -1e9, 1.0)])
def test_a_reading_place_that_is_nowhere_is_none(filled: Filled, place: tuple[int, float, float]) -> None:
    """A stranger's case may say anything, and its documents must open all the same."""
    path, document = filled.case.path, filled.document.id
    filled.case.close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO reading_places (document, page, offset_y, zoom) VALUES (?, ?, ?, ?)", (document, *place))
    with CaseReader.open(path) as reader:
        assert reader.reading_place(document) is None


def test_a_backup_is_the_whole_case_and_replaces_nothing(filled: Filled, tmp_path: Path) -> None:
    to = tmp_path / "copy.revcase"
    filled.case.backup(to)
    assert dump.evidence(to) == dump.evidence(filled.case.path)
    assert check_case(to) == check_case(filled.case.path)
    with pytest.raises(CaseError, match="already"):
        filled.case.backup(to)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case.revcase", "copy.revcase"]


def test_the_same_bytes_twice_are_refused_with_a_sentence(filled: Filled) -> None:
    twin = made.document(filled.new_id(), filled.document.sha256, size=filled.document.size)
    with pytest.raises(CaseError, match="same bytes already"):
        add_document(filled.case, twin, b"%PDF-1.7 partner sheet")
    assert len(filled.case.reader.documents()) == 1


def test_a_copy_of_the_open_file_holds_what_was_committed(filled: Filled, tmp_path: Path) -> None:
    copy = tmp_path / "copied.revcase"
    copy.write_bytes(filled.case.path.read_bytes())
    with CaseReader.open(copy) as reader:
        assert len(reader.passages()) == 2


def test_two_writers_take_turns(filled: Filled, clock: made.Clock) -> None:
    with CaseFile.open(filled.case.path, clock=clock, new_id=made.ids()) as other:
        document = new_document(filled.new_id, b"second", position=1)
        add_document(other, document, b"second")
        passage = made.passage(filled.new_id, document)
        with filled.case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
            recorder.insert(RecordKind.PASSAGE, passage.id, fields.passage_fields(passage))
            recorder.insert(RecordKind.ANCHOR, passage.anchor.id, fields.anchor_fields(passage.id, passage.anchor))
    assert check_case(filled.case.path).ok


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved there")
@pytest.mark.parametrize("gone", ["moved", "deleted", "replaced"])
def test_a_case_that_was_moved_away_says_so_and_can_be_copied(filled: Filled, tmp_path: Path, gone: str) -> None:
    case = filled.case
    path, elsewhere = case.path, tmp_path / "elsewhere.revcase"
    if gone == "replaced":
        shutil.copy(path, elsewhere)
        elsewhere.replace(path)
    elif gone == "moved":
        path.rename(elsewhere)
    else:
        path.unlink()
    with (
        pytest.raises(CaseReadOnlyError, match="was moved, replaced or deleted while it is open"),
        case.intent("Rename", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.update(RecordKind.CASE, case.reader.info().id, {"title": "renamed"})
    case.backup(tmp_path / "copy.revcase")
    with CaseReader.open(tmp_path / "copy.revcase") as copy:
        assert len(copy.documents()) == len(case.reader.documents())


def test_a_full_disk_takes_the_intent_back_and_work_goes_on_when_there_is_room(filled: Filled) -> None:
    connection = filled.case._database.conn
    before = dump.evidence(filled.case.path)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(CaseError, match="There is no space left where the case “case"),
        filled.case.intent("Note", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "long " * 10_000})
    assert dump.evidence(filled.case.path) == before
    connection.execute("PRAGMA max_page_count = 1000000")
    with filled.case.intent("Note", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "long " * 10_000})
    assert check_case(filled.case.path).ok


@pytest.mark.parametrize("other_does", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE", "BEGIN; SELECT count(*) FROM claims"])
def test_a_case_that_another_program_is_using_says_so(filled: Filled, other_does: str) -> None:
    filled.case._database.conn.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(filled.case.path, isolation_level=None)) as other:
        for statement in other_does.split("; "):
            cursor = other.execute(statement)
        with (
            pytest.raises(CaseError, match="is busy: another program is using it"),
            filled.case.intent("Rename", reviewer=ANN, origin="window") as recorder,
        ):
            recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "x"})
        cursor.close()
    with filled.case.intent("Rename", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "x"})
    assert check_case(filled.case.path).entries == 6
