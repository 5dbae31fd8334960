"""A case that this machine did not leave as it is comes from elsewhere, and what its index says is not believed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from reviewer.errors import CaseError
from reviewer.model.anchor import LayerRef
from reviewer.model.changes import RecordKind
from reviewer.model.overview import ReadingPlace
from reviewer.model.text_layer import LayerKind
from reviewer.settings.seals import CaseSeals
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.content import index_making, sources
from reviewer.store.file.database import own_memory
from reviewer.store.file.migrations import STEPS
from reviewer.store.history.seal import Seal
from reviewer.store.reader import CaseReader
from tests.store import dump, made
from tests.store.conftest import Filled
from tests.store.made import ANN, plain

LIE = "No such words stand in any document of this case: smoking gun"


class Here:
    """One machine: what it remembers, and how it opens cases."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings

    def open(self, path: Path, **words: bool) -> CaseFile:
        return CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), seal=Seal(CaseSeals(self.settings)), **words)

    def read(self, path: Path) -> CaseReader:
        return CaseReader.open(path, seal=Seal(CaseSeals(self.settings)))

    def is_foreign(self, path: Path) -> bool:
        with self.read(path) as reader:
            return reader.came_from_elsewhere


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return Here(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Here:
    return Here(tmp_path / "there")


@pytest.fixture
def case(tmp_path: Path, here: Here, clock: made.Clock, new_id: Callable[[], str]) -> Iterator[CaseFile]:
    """Return a case that is made here."""
    seal = Seal(CaseSeals(here.settings))
    path = tmp_path / "case.revcase"
    with CaseFile.create(path, title="Partner access", clock=clock, new_id=new_id, reviewer=ANN, seal=seal) as made_here:
        yield made_here


@pytest.fixture
def count_own(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows with each index that is made in memory because the one in the file is not believed."""
    counted: list[Path] = []
    make_own = index_making.make_own

    def told(database: Database, *, also_new: bool = True) -> None:
        counted.append(Path())
        make_own(database, also_new=also_new)

    monkeypatch.setattr(index_making, "make_own", told)
    return counted


def rename(case: CaseFile, title: str) -> None:
    with case.intent("Rename", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.CASE, case.reader.info().id, {"title": title})


def tamper(path: Path) -> None:
    """Have the index say what no document says."""
    before = path.stat().st_ctime_ns
    assert dump.change(path, "UPDATE search_entries SET body = ? WHERE kind = 'page' AND page = 1", LIE)
    dump.change(path, "INSERT INTO search_index (search_index) VALUES ('rebuild')")
    dump.check_search_index(path)
    move_clock(path, before)


def move_clock(path: Path, before: int) -> None:
    """See that the time of change moved, which a file system counts in steps of milliseconds."""
    while path.stat().st_ctime_ns == before:
        os.utime(path)


def found(reader: CaseReader, words: str) -> list[str]:
    return [hit.kind for hit in reader.search(words)]


def test_what_was_done_here_is_ours_at_every_step(filled: Filled, here: Here, there: Here, tmp_path: Path) -> None:
    case, path = filled.case, filled.case.path
    assert not case.reader.came_from_elsewhere
    assert not here.is_foreign(path), "imported and marked"
    case.revert(case.reader.last_undoable() or 0, reviewer=ANN, origin="window")
    assert not here.is_foreign(path), "undone"
    case.backup(tmp_path / "saved copy.revcase")
    shutil.copy(path, tmp_path / "copied.revcase")
    rename(case, "another title")
    for copy in (path, tmp_path / "saved copy.revcase", tmp_path / "copied.revcase"):
        assert not here.is_foreign(copy), "also a copy of an earlier state"
        assert there.is_foreign(copy)
    moved = path.rename(tmp_path / "moved.revcase")
    assert not here.is_foreign(moved)


def test_a_change_made_elsewhere_makes_it_foreign_and_one_made_here_ours_again(filled: Filled, here: Here, there: Here) -> None:
    filled.case.close()
    path = filled.case.path
    with there.open(path) as other:
        assert other.reader.came_from_elsewhere
        assert there.is_foreign(path), "opening it changes nothing about that"
        rename(other, "their title")
    assert not there.is_foreign(path)
    assert here.is_foreign(path)
    with here.open(path) as again:
        rename(again, "our title")
    assert not here.is_foreign(path)
    assert there.is_foreign(path)


def test_bringing_a_case_up_to_date_leaves_it_and_its_backup_ours(filled: Filled, here: Here) -> None:
    filled.case.close()
    steps = (*STEPS, ("CREATE TABLE later (id TEXT PRIMARY KEY NOT NULL) STRICT",))
    seal = Seal(CaseSeals(here.settings))
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids(), seal=seal, steps=steps) as case:
        assert not case.reader.came_from_elsewhere
    assert not here.is_foreign(filled.case.path.with_name(f"case.version-{len(STEPS)}.revcase"))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_around_the_commit_is_no_reason_for_alarm(filled: Filled, here: Here, moment: str) -> None:
    filled.case.close()
    path = filled.case.path
    script = str(Path(__file__).with_name("killed_sealer.py"))
    done = subprocess.run([sys.executable, "-B", script, str(path), str(here.settings), moment], check=False)
    assert done.returncode == -signal.SIGKILL
    with here.open(path) as case:
        assert not case.reader.came_from_elsewhere
        assert case.reader.info().title == ("Partner access" if moment == "before" else "another title")
    assert check_case(path).ok


def test_an_intent_that_fails_leaves_the_case_ours(filled: Filled, here: Here) -> None:
    with suppress(ZeroDivisionError), filled.case.intent("x", reviewer=ANN, origin="window") as recorder:
        recorder.delete_tree(RecordKind.CLAIM, filled.claim.id)
        raise ZeroDivisionError
    assert not here.is_foreign(filled.case.path)
    rename(filled.case, "x")
    assert not here.is_foreign(filled.case.path)


@pytest.mark.expects_log("seals-unusable")
def test_without_a_place_to_remember_work_goes_on_and_the_case_counts_as_foreign(
    tmp_path: Path, clock: made.Clock, new_id: Callable[[], str]
) -> None:
    here = Here(tmp_path / "in the way" / "settings")
    here.settings.parent.write_text("no folder")
    seal = Seal(CaseSeals(here.settings))
    with CaseFile.create(tmp_path / "x.revcase", title="x", clock=clock, new_id=new_id, reviewer=ANN, seal=seal) as case:
        assert not case.reader.came_from_elsewhere, "it was made just now"
        rename(case, "y")
    with here.open(tmp_path / "x.revcase") as case:
        assert case.reader.came_from_elsewhere
        rename(case, "z")
        assert case.reader.info().title == "z"


def test_a_foreign_index_is_not_believed_by_whoever_reads(filled: Filled, here: Here, there: Here) -> None:
    filled.case.close()
    path = filled.case.path
    tamper(path)
    before = path.read_bytes()
    for opened in (there.read(path), there.open(path, read_only=True).reader):
        with opened as reader:
            assert found(reader, "smoking gun") == []
            assert not reader.word_stands_in(filled.document.id, "smoking")
            assert found(reader, "cooperation ended") == ["page"]
            assert set(found(reader, "ability")) == {"page", "quote"}
    assert path.read_bytes() == before


def test_a_file_changed_behind_a_known_head_is_ours_still_but_its_index_is_not_believed(
    filled: Filled, here: Here, count_own: list[Path]
) -> None:
    entries = dump.evidence(filled.case.path)["search_entries"]
    filled.case.close()
    path = filled.case.path
    tamper(path)
    before = path.read_bytes()
    with here.read(path) as reader:
        assert not reader.came_from_elsewhere, "a copy that its owner put back is no reason for alarm"
        assert found(reader, "smoking gun") == []
        assert found(reader, "cooperation ended") == ["page"]
    assert path.read_bytes() == before
    with here.open(path) as case:
        rename(case, "x")
    assert dump.evidence(path)["search_entries"] == entries
    count_own.clear()
    with here.read(path) as reader:
        assert found(reader, "cooperation ended") == ["page"]
    assert not count_own, "it was left so here"


def test_the_index_is_believed_in_the_file_as_it_was_left_and_in_no_copy(
    filled: Filled, here: Here, tmp_path: Path, count_own: list[Path]
) -> None:
    case, path = filled.case, filled.case.path

    def believed(one: Path) -> bool:
        count_own.clear()
        with here.read(one) as reader:
            assert not reader.came_from_elsewhere
            assert found(reader, "cooperation ended") == ["page"]
        return not count_own

    assert believed(path), "while it is open"
    case.set_reading_place(filled.document.id, ReadingPlace(1, 0.0, 1.0))
    assert believed(path), "also after what is not journalled"
    case.begin_import("ab" * 32, 5)
    case.add_chunk("ab" * 32, 0, b"01234")
    case.abandon_import("ab" * 32)
    assert believed(path)
    case.revert(case.reader.last_undoable() or 0, reviewer=ANN, origin="window")
    case.close()
    assert believed(path), "after closing"
    with here.open(path):
        pass
    assert believed(path), "opened and not changed"
    assert not believed(shutil.copy2(path, tmp_path / "copied.revcase"))
    copy = tmp_path / "put back"
    shutil.copy2(path, copy)
    copy.replace(path)
    assert not believed(path)


@pytest.mark.parametrize("moment", ["before the first change", "between two changes"])
def test_what_somebody_else_changes_in_an_open_case_is_not_vouched_for(filled: Filled, here: Here, moment: str) -> None:
    filled.case.close()
    path = filled.case.path
    seal = Seal(CaseSeals(here.settings))
    with CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), before_first_change=lambda: None, seal=seal) as case:
        assert seal.vouches(case._database, path)
        if moment == "between two changes":
            rename(case, "x")
        tamper(path)
        rename(case, "y")
    with here.read(path) as reader:
        assert not reader.came_from_elsewhere
        assert found(reader, "smoking gun") == []


@pytest.mark.skipif(os.name != "posix", reason="The time of change is that of creation elsewhere")
def test_a_change_in_place_that_keeps_size_and_time_is_seen(filled: Filled, here: Here) -> None:
    filled.case.close()
    path, kept = filled.case.path, filled.case.path.stat()
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace(b"cooperation ended", b"cooperation began"))
    move_clock(path, kept.st_ctime_ns)
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    with CaseReader.open(path, seal=(seal := Seal(CaseSeals(here.settings)))) as reader:
        assert seal.is_ours(reader._database)
        assert not seal.vouches(reader._database, path)


def test_a_foreign_index_is_made_anew_before_the_first_change(filled: Filled, there: Here) -> None:
    entries = dump.evidence(filled.case.path)["search_entries"]
    filled.case.close()
    path = filled.case.path
    tamper(path)
    with there.open(path) as case:
        assert found(case.reader, "smoking gun") == []
        assert dump.evidence(path)["search_entries"] == entries
        rename(case, "x")
        assert found(case.reader, "cooperation ended") == ["page"]
    dump.check_search_index(path)
    assert check_case(path).ok


def test_making_the_index_anew_does_not_vouch_for_another_file_of_that_state(filled: Filled, there: Here, tmp_path: Path) -> None:
    filled.case.close()
    tamper(filled.case.path)
    second = shutil.copy(filled.case.path, tmp_path / "the same attachment again.revcase")
    with there.open(filled.case.path) as case:
        case.get_ready()
    with there.read(second) as reader:
        assert reader.came_from_elsewhere
        assert found(reader, "smoking gun") == []


def test_a_seal_is_not_laid_on_what_somebody_else_wrote_meanwhile(filled: Filled, here: Here, there: Here) -> None:
    """As where a lock was taken over from another machine that still writes."""
    with there.open(filled.case.path) as other:
        rename(other, "theirs")
        rename(filled.case, "ours")
    assert here.is_foreign(filled.case.path)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE search_index_config SET v = 99 WHERE k = 'version'",
        "INSERT INTO search_index_config VALUES ('rank', 'nothing()')",
        "DELETE FROM search_index_config",
        "DELETE FROM search_index_data",
        "UPDATE search_index_data SET block = x'ffffffffffffffff'",
        "UPDATE search_index_docsize SET sz = x'ffffff'",
    ],
)
def test_whatever_stands_in_the_tables_of_the_index_they_are_replaced(filled: Filled, there: Here, sql: str) -> None:
    filled.case.close()
    dump.change(filled.case.path, sql)
    with there.read(filled.case.path) as reader:
        assert found(reader, "cooperation ended") == ["page"]
    with there.open(filled.case.path) as case:
        rename(case, "x")
        assert found(case.reader, "cooperation ended") == ["page"]
    dump.check_search_index(filled.case.path)
    with there.read(filled.case.path) as reader:
        assert found(reader, "cooperation ended") == ["page"], "its schema is what it should be"


def test_the_best_text_of_a_page_and_the_texts_of_removed_documents_are_indexed(filled: Filled, there: Here) -> None:
    case = filled.case
    case.add_texts(filled.document.sha256, 0, plain(["Partners were offered the ability"], LayerKind.CORRECTED), "hand 1")
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    entries = dump.evidence(case.path)["search_entries"]
    case.close()
    tamper(case.path)
    with there.open(case.path) as again:
        assert dump.evidence(case.path)["search_entries"] == entries
        assert found(again.reader, "offered") == []
        again.revert(recorder.result.seq, reviewer=ANN, origin="window")
        assert found(again.reader, "offered") == ["page"]


def test_who_reads_a_foreign_case_finds_what_is_written_to_it_meanwhile(filled: Filled, there: Here) -> None:
    with there.read(filled.case.path) as reader:
        assert found(reader, "evening") == []
        with filled.case.intent("Note", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "said in the evening"})
        assert found(reader, "evening") == ["note"]
        assert found(reader, "grant") == []


def in_memory(reader: CaseReader) -> list[tuple[object, ...]]:
    """Return the entries of a reader's own index, after FTS5 has compared the index with them."""
    database = reader._database
    with own_memory(database):
        database.execute("INSERT INTO temp.search_index (search_index, rank) VALUES ('integrity-check', 1)")
    return sorted(database.execute("SELECT kind, record, page, body FROM temp.search_entries").fetchall(), key=repr)


def test_who_reads_a_foreign_case_reads_again_only_the_pages_that_changed(
    filled: Filled, there: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, sha256 = filled.case, filled.document.sha256
    read: list[int] = []
    page_texts = sources.page_texts

    def counted(
        database: Database, of: str, first: int, count: int | None, *, also_new: bool
    ) -> Mapping[int, tuple[str, LayerRef]]:
        read.extend(range(first, first + (count or 0)))
        return page_texts(database, of, first, count, also_new=also_new)

    monkeypatch.setattr(sources, "page_texts", counted)
    with there.read(case.path) as reader:
        assert found(reader, "cooperation") == ["page"]
        assert read == [0, 1]
        with case.intent("Change", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.CLAIM, filled.claim.id, {"text": "We were never offered a thing"})
            recorder.delete_tree(RecordKind.PASSAGE, filled.region.id)
        assert found(reader, "offered") == ["claim"]
        assert found(reader, "cooperation") == ["page"]
        assert read == [0, 1]
        case.add_texts(sha256, 1, plain(["Nothing ended in the evening."], LayerKind.CORRECTED), "hand 1")
        assert (found(reader, "evening"), found(reader, "cooperation")) == (["page"], [])
        assert read == [0, 1, 1]
        case.revert(recorder.result.seq, reviewer=ANN, origin="window")
        assert found(reader, "offered") == []
        with there.read(case.path) as new:
            assert found(new, "evening") == ["page"]
            assert in_memory(reader) == in_memory(new)


def test_an_index_in_memory_that_was_cut_short_is_not_taken_for_whole(
    filled: Filled, there: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    with there.read(filled.case.path) as reader:
        with monkeypatch.context() as patched:
            patched.setattr(sources, "text_checksums", lambda *_, **__: (_ for _ in ()).throw(sqlite3.OperationalError("busy")))
            with pytest.raises(CaseError):
                reader.search("cooperation")
        assert found(reader, "cooperation") == ["page"]
