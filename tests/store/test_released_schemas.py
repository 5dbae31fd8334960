"""Cases of every released schema open, and an older one is brought up to date with a backup beside it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from reviewer.errors import CaseError
from reviewer.model.claim import Stance
from reviewer.model.overview import ReadingPlace
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.migrations import SCHEMA_VERSION, STEPS
from reviewer.store.reader import CaseReader
from tests.store import dump, made
from tests.store.conftest import Filled
from tests.store.made import ANN

FILES = Path(__file__).parents[1] / "case_files"
NEXT = (*STEPS, ("CREATE TABLE later (id TEXT PRIMARY KEY NOT NULL) STRICT", "ALTER TABLE claims ADD COLUMN verdict TEXT"))


@pytest.fixture(params=range(1, SCHEMA_VERSION + 1))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old case.revcase"
    shutil.copy(FILES / f"v{request.param}.revcase", path)
    return path


def test_a_released_case_opens_with_everything_in_it(released: Path) -> None:
    with CaseFile.open(released, clock=made.Clock(), new_id=made.ids()) as case:
        (document,) = case.reader.documents()
        assert (document.document.name, document.passages) == ("Partner sheet.pdf", 2)
        assert document.document.provenance.obtained_from == "a former partner"
        text, region = (one.passage for one in case.reader.passages())
        assert (text.quote, text.kind, region.kind) == ("send, read and delete", "text", "region")
        first, element = case.reader.claims()
        assert (first.number, element.number, first.counts[Stance.CONTRADICTS]) == ("1", "1.1", 1)
        assert b"".join(case.reader.source_chunks(document.document.sha256)).startswith(b"%PDF-1.4")
        assert [hit.kind for hit in case.reader.search("messages partners")] == ["page"]
        assert case.reader.reading_place(document.document.id) == ReadingPlace(0, 12.5, 1.25)
        assert case.revert(case.reader.last_undoable() or 0, reviewer=ANN, origin="window").intent == "Undo: Change stance"
    assert check_case(released).ok


def test_a_released_case_opens_where_it_cannot_be_written(released: Path) -> None:
    before = released.read_bytes()
    if SCHEMA_VERSION == 1:
        with CaseReader.open(released) as reader:
            assert len(reader.snapshot().passages) == 2
    assert released.read_bytes() == before


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_the_head_of_a_released_case_is_still_the_same(version: int, tmp_path: Path) -> None:
    released = tmp_path / "x.revcase"
    shutil.copy(FILES / f"v{version}.revcase", released)
    CaseFile.open(released, clock=made.Clock(), new_id=made.ids()).close()
    assert check_case(released).head == (FILES / f"v{version}.head").read_text().strip()


def test_an_older_case_is_backed_up_and_brought_up_to_date(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    rows, content = dump.evidence(path), path.read_bytes()
    with pytest.raises(CaseError, match="older version") as caught:
        CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), read_only=True, steps=NEXT)
    assert "brought up to date" in caught.value.hint
    assert path.read_bytes() == content
    CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=NEXT).close()
    assert dump.rows(path, "PRAGMA user_version") == [(len(NEXT),)]
    assert dump.rows(path, "SELECT verdict FROM claims") == [(None,), (None,)]
    backup = path.with_name("case.version-1.revcase")
    assert dump.evidence(backup) == rows
    assert check_case(backup).ok
    CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=NEXT).close()
    assert sorted(one.name for one in path.parent.iterdir()) == ["case.revcase", "case.version-1.revcase"]


def test_a_migration_that_fails_leaves_the_case_as_it_was(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    rows = dump.evidence(path)
    broken = (*STEPS, ("CREATE TABLE later (id TEXT) STRICT", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(CaseError, match="cannot be used"):
        CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=broken)
    assert dump.evidence(path) == rows
    assert dump.rows(path, "PRAGMA user_version") == [(1,)]
    assert check_case(path).ok


def test_an_earlier_backup_is_never_replaced(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    earlier = path.with_name("case.version-1.revcase")
    earlier.write_text("precious")
    CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), steps=NEXT).close()
    assert earlier.read_text() == "precious"
    assert check_case(path.with_name("case.version-1-2.revcase")).ok


def test_no_step_makes_what_could_run_by_itself() -> None:
    words = " ".join(statement.upper() for step in STEPS for statement in step)
    assert "TRIGGER" not in words
    assert "CREATE VIEW" not in words
    assert sqlite3.sqlite_version_info >= (3, 37)
