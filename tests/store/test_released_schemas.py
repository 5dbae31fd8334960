"""Cases of every released schema open, and an older one is brought up to date with a backup beside it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.errors import CaseError, CaseReadOnlyError
from reviewer.model.overview import ReadingPlace
from reviewer.model.stance import Stance
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_before_exporting, check_case
from reviewer.store.file.database import memory
from reviewer.store.file.migrations import SCHEMA_VERSION, STEPS, migrate, stand_ins
from reviewer.store.reader import CaseReader
from tests.store import dump, made
from tests.store.conftest import Filled
from tests.store.made import ANN

FILES = Path(__file__).parents[1] / "case_files"
NEXT = (*STEPS, ("CREATE TABLE later (id TEXT PRIMARY KEY NOT NULL) STRICT", "ALTER TABLE claims ADD COLUMN verdict TEXT"))


@pytest.fixture(params=range(1, SCHEMA_VERSION + 1))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.revcase"
    shutil.copy(FILES / f"v{path.stem}.revcase", path)
    return path


def test_a_released_case_opens_with_everything_in_it(released: Path) -> None:
    with CaseFile.open(released, clock=made.Clock(), new_id=made.ids()) as case:
        document, *linked = case.reader.documents()
        assert (document.document.name, document.passages, document.document.linked) == ("Partner sheet.pdf", 2, False)
        assert [one.document.linked for one in linked] == ([] if released.stem == "1" else [True])
        assert document.document.provenance.obtained_from == "a former partner"
        text, region = (one.passage for one in case.reader.passages())
        assert (text.quote, text.kind, region.kind) == ("send, read and delete", "text", "region")
        first, element = case.reader.claims()
        assert (first.number, element.number, first.counts[Stance.CONTRADICTS]) == ("1", "1.1", 1)
        assert case.reader.source_chunk(document.document.sha256, 0).startswith(b"%PDF-1.4")
        assert [hit.kind for hit in case.reader.search("messages partners")] == ["page"]
        assert case.reader.reading_place(document.document.id) == ReadingPlace(0, 12.5, 1.25)
        assert case.revert(case.reader.last_undoable() or 0, reviewer=ANN, origin="window").intent == "Undo: Change stance"
    assert check_case(released).ok


def test_a_released_case_is_backed_up_when_it_is_brought_up_to_date(released: Path) -> None:
    before = dump.evidence(released)
    CaseFile.open(released, clock=made.Clock(), new_id=made.ids()).close()
    assert dump.rows(released, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    backups = [one for one in released.parent.iterdir() if one != released]
    assert [one.name for one in backups] == (
        [] if released.stem == str(SCHEMA_VERSION) else [f"{released.stem}.version-{released.stem}.revcase"]
    )
    assert all(dump.evidence(one) == before for one in backups)


def test_what_a_first_version_did_can_still_be_undone_to_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "old.revcase"
    shutil.copy(FILES / "v1.revcase", path)
    with CaseFile.open(path, clock=made.Clock(), new_id=made.ids()) as case:
        while (seq := case.reader.last_undoable()) is not None:
            last = case.revert(seq, reviewer=ANN, origin="window")
        assert case.reader.documents() == ()
        case.revert(last.seq, reviewer=ANN, origin="window", redo=True)
        assert [one.document.linked for one in case.reader.documents()] == [False]
    assert check_case(path).ok


def read_whole(reader: CaseReader) -> tuple[object, ...]:
    linked = [(one.sha256, one.size, one.path.name) for one in reader.linked_files()]  # it comes from elsewhere
    return reader.snapshot(), linked, reader.search("messages partners"), list(reader.journal())


def test_a_released_case_reads_as_it_is_like_one_that_was_brought_up_to_date(released: Path) -> None:
    before = released.read_bytes()
    with CaseReader.open(released) as reader:
        as_it_is = read_whole(reader)
    assert check_case(released).ok
    assert check_before_exporting(released) == ()
    with CaseFile.open(released, clock=made.Clock(), new_id=made.ids(), read_only=True) as case:
        assert read_whole(case.reader) == as_it_is
    assert released.read_bytes() == before
    assert list(released.parent.iterdir()) == [released]
    with CaseFile.open(released, clock=made.Clock(), new_id=made.ids()) as case:
        assert read_whole(case.reader) == as_it_is


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_an_older_schema_reads_column_by_column_like_the_newest(version: int) -> None:
    older, newest = memory(), memory()
    migrate(older, steps=STEPS[:version])
    migrate(newest)
    for statement in stand_ins(version):
        older.execute(statement)
    tables = [name for name in newest.table_names() if not name.startswith("search")]
    assert tables
    for table in tables:
        told = [[column[1] for column in one.execute(f"PRAGMA table_info({table})")] for one in (older, newest)]
        assert told[0] == told[1], f"a new version says how to read {table} of the ones before it"


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_the_head_of_a_released_case_is_still_the_same(version: int, tmp_path: Path) -> None:
    released = tmp_path / "x.revcase"
    shutil.copy(FILES / f"v{version}.revcase", released)
    CaseFile.open(released, clock=made.Clock(), new_id=made.ids()).close()
    assert check_case(released).head == (FILES / f"v{version}.head").read_text().strip()


def test_an_older_case_is_backed_up_and_brought_up_to_date(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    rows = dump.evidence(path)
    CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=NEXT).close()
    assert dump.rows(path, "PRAGMA user_version") == [(len(NEXT),)]
    assert dump.rows(path, "SELECT verdict FROM claims") == [(None,), (None,)]
    backup = path.with_name(f"case.version-{SCHEMA_VERSION}.revcase")
    assert dump.evidence(backup) == rows
    assert check_case(backup).ok
    CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=NEXT).close()
    assert sorted(one.name for one in path.parent.iterdir()) == ["case.revcase", f"case.version-{SCHEMA_VERSION}.revcase"]


def test_a_damaged_case_of_an_older_version_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "old.revcase"
    shutil.copy(FILES / "v1.revcase", path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE journal SET intent = 'Nothing' WHERE seq = 2")
    before = path.read_bytes()
    with pytest.raises(CaseReadOnlyError, match="damaged, and was not changed: Entry 2") as caught:
        CaseFile.open(path, clock=made.Clock(), new_id=made.ids())
    assert "can be read still" in caught.value.hint
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    with CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), read_only=True) as case:
        assert case.reader.documents()


def test_a_migration_that_fails_leaves_the_case_as_it_was(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    rows = dump.evidence(path)
    broken = (*STEPS, ("CREATE TABLE later (id TEXT) STRICT", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(CaseError, match="cannot be used"):
        CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=broken)
    assert dump.evidence(path) == rows
    assert dump.rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert check_case(path).ok


def test_an_earlier_backup_is_never_replaced(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    earlier = path.with_name(f"case.version-{SCHEMA_VERSION}.revcase")
    earlier.write_text("precious")
    CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=NEXT).close()
    assert earlier.read_text() == "precious"
    assert check_case(path.with_name(f"case.version-{SCHEMA_VERSION}-2.revcase")).ok


def test_no_step_makes_what_could_run_by_itself() -> None:
    words = " ".join(statement.upper() for step in STEPS for statement in step)
    assert "TRIGGER" not in words
    assert "CREATE VIEW" not in words
    assert sqlite3.sqlite_version_info >= (3, 37)


def test_adding_a_column_reads_as_it_did_when_it_was_released(filled: Filled) -> None:
    """The gate compares text by text, and this text is put together by SQLite: another wording would lock people out."""
    filled.case.close()
    ((text,),) = dump.rows(filled.case.path, "SELECT sql FROM sqlite_schema WHERE name = 'documents'")
    first = next(one for step in STEPS for one in step if one.startswith("CREATE TABLE documents"))
    head = first.removesuffix(") STRICT")
    added = "linked INTEGER CHECK (linked = 1), recognised TEXT, version_of TEXT REFERENCES documents (id), dated TEXT"
    assert text == f"{head}, {added}) STRICT"
