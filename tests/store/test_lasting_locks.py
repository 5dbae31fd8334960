"""Nothing that this process does beside a case takes away the locks of a change under way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.documents.sources.source import Source
from reviewer.errors import DocumentError
from reviewer.exporters.bag.tag_files import is_ours
from reviewer.model.changes import RecordKind
from reviewer.model.ids import Reviewer
from reviewer.store.check import check_before_exporting, check_case
from reviewer.store.file import gate
from reviewer.store.reader import CaseReader
from tests.store.conftest import Filled

WAIT_S = 60
WRITES = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
    print("free")
except sqlite3.OperationalError as error:
    print(error)
"""


def what_another_program_finds(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", WRITES, str(path)], capture_output=True, text=True, timeout=WAIT_S, check=True)
    return done.stdout.strip()


def takes_it_for_a_pack(path: Path) -> None:
    assert not is_ours(path)


def looks_anew(path: Path) -> None:
    with CaseReader.open(path) as reader:
        assert reader.info().title


@pytest.mark.parametrize("look", [gate.read_header, check_before_exporting, check_case, takes_it_for_a_pack, looks_anew])
def test_a_look_at_a_case_leaves_its_writer_the_lock(filled: Filled, look: Callable[[Path], object]) -> None:
    case, path = filled.case, filled.case.path
    assert what_another_program_finds(path) == "free"
    with case.intent("Rename case", reviewer=Reviewer("Ada"), origin="window") as recorder:
        recorder.update(RecordKind.CASE, case.reader.info().id, {"title": "renamed"})
        assert what_another_program_finds(path) == "database is locked"
        look(path)
        look(path)
        assert what_another_program_finds(path) == "database is locked"
    assert what_another_program_finds(path) == "free"


@pytest.mark.parametrize("name", ["itself", "link.pdf"])
def test_a_case_that_is_open_is_read_as_no_document(filled: Filled, tmp_path: Path, name: str) -> None:
    path = filled.case.path
    if name != "itself":
        (tmp_path / name).symlink_to(path)
        path = tmp_path / name
    with filled.case.intent("Rename case", reviewer=Reviewer("Ada"), origin="window") as recorder:
        recorder.update(RecordKind.CASE, filled.case.reader.info().id, {"title": "renamed"})
        with pytest.raises(DocumentError, match="a case that is open"):
            Source.from_path(path)
        assert what_another_program_finds(filled.case.path) == "database is locked"
    filled.case.close()
    Source.from_path(path).close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors as Linux lists them")
def test_no_descriptor_stays_behind(filled: Filled, tmp_path: Path) -> None:
    def open_here() -> list[Path]:
        links = [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
        return [target for one in links if (target := one.readlink()).name == "copy.revcase"]

    copy = tmp_path / "copy.revcase"
    filled.case.close()
    shutil.copy(filled.case.path, copy)
    with CaseReader.open(copy):
        for _ in range(5):
            gate.read_header(copy)
        assert len(open_here()) == 2, "one of SQLite's and one of ours"
    gate.read_header(copy)
    assert open_here() == []
