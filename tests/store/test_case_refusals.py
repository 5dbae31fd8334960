"""What is no case of ours is refused with a sentence, and nothing in it is run."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.reader import CaseReader
from tests.store import dump, made
from tests.store.conftest import Filled

ROOT = Path(__file__).parents[2]


def refusal(path: Path) -> CaseError:
    """Return the error of opening, which has to be the same for reading and writing, and must leave the file as it is."""
    before = path.read_bytes() if path.is_file() else None
    sentences = set()
    with pytest.raises(CaseError) as reading:
        CaseReader.open(path)
    for read_only in (False, True):
        with pytest.raises(CaseError) as writing:
            CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), read_only=read_only)
        sentences.add(writing.value.summary)
    assert sentences == {reading.value.summary}
    assert reading.value.hint
    if before is not None:
        assert path.read_bytes() == before
    return reading.value


def test_a_name_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no case" in refusal(tmp_path / "gone.revcase").summary
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "x.revcase"
    path.touch()
    assert refusal(path).summary == "“x.revcase” is empty: there is no case in it"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path).summary == f"“{tmp_path.name}” is a folder, not a case"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "x.revcase"
    os.mkfifo(path)
    assert refusal(path).summary == "“x.revcase” is not an ordinary file"


@pytest.mark.parametrize("content", [b"%PDF-1.7 something", b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(200), b"\x00"])
def test_a_file_that_is_no_case(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.revcase"
    path.write_bytes(content)
    assert refusal(path).summary == "“x.revcase” is not a case of this program"


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "x.revcase"
    dump.change(path, "CREATE TABLE notes (id INTEGER)")
    assert refusal(path).summary == "“x.revcase” is not a case of this program"


def test_a_newer_case(filled: Filled) -> None:
    filled.case.close()
    dump.change(filled.case.path, "PRAGMA user_version = 99")
    error = refusal(filled.case.path)
    assert error.summary == "“case.revcase” was made by a newer version of this program"
    assert "Update" in error.hint
    with pytest.raises(CaseError, match="newer version"):
        check_case(filled.case.path)


@pytest.mark.parametrize(
    "trojan",
    [
        "CREATE TABLE more (x)",
        "CREATE VIEW more AS SELECT * FROM claims",
        "CREATE TRIGGER more AFTER INSERT ON journal BEGIN DELETE FROM claims; END",
        "CREATE INDEX more ON claims (text)",
        "CREATE INDEX more ON claims (upper(text))",
        "CREATE VIRTUAL TABLE more USING fts5 (x)",
        "ALTER TABLE claims ADD COLUMN more TEXT",
        "ALTER TABLE claims ADD COLUMN more TEXT AS (upper(text))",
        "DROP TABLE reading_places",
        "DROP INDEX links_claim",
    ],
)
def test_a_case_whose_schema_is_not_ours(filled: Filled, trojan: str) -> None:
    filled.case.close()
    dump.change(filled.case.path, trojan)
    assert "changed by something else" in refusal(filled.case.path).summary
    report = check_case(filled.case.path)
    assert len(report.findings) == 1
    assert "changed by something else" in report.findings[0]


def test_a_case_in_write_ahead_mode_was_not_written_by_us(filled: Filled) -> None:
    filled.case.close()
    with closing(sqlite3.connect(filled.case.path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert "changed by something else" in refusal(filled.case.path).summary


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_copy_that_was_cut_short(filled: Filled, part: float) -> None:
    filled.case.close()
    content = filled.case.path.read_bytes()
    filled.case.path.write_bytes(content[: int(len(content) * part)])
    assert refusal(filled.case.path).summary == "“case.revcase” is cut short: parts of the case are missing"


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that other accounts can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="reviewer-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


READ_ONLY = """
import os
import sys
from pathlib import Path
from reviewer.errors import CaseError, CaseReadOnlyError
from reviewer.model.ids import Reviewer
from reviewer.model.changes import RecordKind
from reviewer.store.records import fields
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.file.lock import CaseLock
from tests.store import made

CaseFile.create(Path(sys.argv[2]), title="x", clock=made.Clock(), new_id=made.ids(), reviewer=made.ANN).close()  # imports all
if os.geteuid() == 0:
    os.seteuid(65534)  # permissions do not bind root
path = Path(sys.argv[1])
try:
    check_case(path)
except CaseError as error:
    sys.exit(error.summary)
with CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), read_only=True) as case:
    print(len(case.reader.passages()), len(case.reader.search("ability")), check_case(path).findings)
for attempt in (
    lambda: CaseFile.open(path, clock=made.Clock(), new_id=made.ids()),
    lambda: CaseLock.acquire(path, Reviewer("Ann"), wait_s=0, since=made.NOON),
):
    try:
        attempt()
    except CaseReadOnlyError as error:
        print(error.summary)
"""


def use_read_only(path: Path, elsewhere: Path) -> subprocess.CompletedProcess[str]:
    """Use a case in a process that cannot write to its folder."""
    path.parent.chmod(0o555)
    return subprocess.run(
        [sys.executable, "-B", "-c", READ_ONLY, str(path), str(elsewhere / "other.revcase")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("file_mode", [0o444, 0o666])
def test_a_case_in_a_folder_that_cannot_be_written_opens_for_reading(
    filled: Filled, shared_folder: Path, tmp_path: Path, file_mode: int
) -> None:
    filled.case.close()
    path = shared_folder / "case.revcase"
    shutil.copy(filled.case.path, path)
    path.chmod(file_mode)
    done = use_read_only(path, tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["2 2 ()"] + ["The case “case.revcase” cannot be changed where it lies"] * 2
    assert [one.name for one in shared_folder.iterdir()] == ["case.revcase"]


def test_flipped_bytes_end_in_a_sentence_and_never_in_anything_else(filled: Filled, tmp_path: Path) -> None:
    filled.case.close()
    content = filled.case.path.read_bytes()
    rng = random.Random(11)
    path = tmp_path / "mutated.revcase"
    told = 0
    for _ in range(150):
        mutated = bytearray(content)
        for _ in range(rng.choice((1, 1, 4, 40))):
            mutated[rng.randrange(100, len(mutated))] = rng.randrange(256)
        path.write_bytes(mutated)
        try:
            told += bool(check_case(path).findings)
            with CaseReader.open(path) as reader:
                reader.snapshot()
                list(reader.journal())
                reader.search("ability given*")
                reader.source_chunk(filled.document.sha256, 0)
        except CaseError:
            told += 1
    assert told > 30


def test_text_that_is_no_text_is_reported(filled: Filled) -> None:
    dump.change(filled.case.path, "UPDATE claims SET text = CAST(x'ff41' AS TEXT) WHERE parent IS NULL")
    with pytest.raises(CaseError, match="text that cannot be read"):
        filled.case.reader.claims()
    (finding,) = check_case(filled.case.path).findings
    assert filled.claim.id in finding
    assert "“text”" in finding


def test_a_row_that_does_not_parse_is_named_and_not_skipped(filled: Filled) -> None:
    dump.change(filled.case.path, "UPDATE links SET stance = 'proves'")
    with pytest.raises(CaseError, match=f"The link {filled.link.id} in this case cannot be read"):
        filled.case.reader.passages()
    dump.change(filled.case.path, "UPDATE claims SET parent = id WHERE parent IS NOT NULL")
    with pytest.raises(CaseError):
        filled.case.reader.claims()
    dump.change(filled.case.path, "DELETE FROM anchor_quads WHERE anchor = ?", filled.region.anchor.id)
    with pytest.raises(CaseError, match=f"The passage {filled.region.id} in this case cannot be read"):
        filled.case.reader.passage(filled.region.id)


def test_claims_that_go_round_in_a_circle_are_reported(filled: Filled) -> None:
    dump.change(filled.case.path, "UPDATE claims SET parent = ? WHERE id = ?", filled.element.id, filled.claim.id)
    with pytest.raises(CaseError, match="stands under itself and cannot be shown"):
        filled.case.reader.claims()
    new = made.claim(filled.new_id(), parent=filled.claim.id)
    for words, act in (
        ("cannot be an element of itself", lambda one: one.insert(RecordKind.CLAIM, new.id, made.claim_fields(new))),
        ("still hangs on the claim", lambda one: one.delete_tree(RecordKind.CLAIM, filled.claim.id)),
    ):
        with (
            pytest.raises(CaseError, match=words),
            filled.case.intent("x", reviewer=made.ANN, origin="window") as recorder,
        ):
            act(recorder)


@pytest.fixture
def half_made(filled: Filled, shared_folder: Path) -> Path:
    """A case as a crash in the middle of a change leaves it: with a rollback journal beside it."""
    path = shared_folder / "case.revcase"
    connection = filled.case._database.conn
    connection.execute("PRAGMA cache_size = 10")
    connection.execute("PRAGMA cache_spill = 1")  # so that the file itself is changed before the commit
    with suppress(ZeroDivisionError), filled.case.intent("x", reviewer=made.ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
        connection.execute("UPDATE search_entries SET body = body || hex(zeroblob(100000))")
        shutil.copy(filled.case.path, path)
        shutil.copy(f"{filled.case.path}-journal", f"{path}-journal")
        raise ZeroDivisionError
    return path


def test_a_half_made_change_is_taken_back_on_opening_even_for_reading(half_made: Path) -> None:
    with CaseReader.open(half_made) as reader:
        assert len(reader.passages()) == 2
    assert [one.name for one in half_made.parent.iterdir()] == ["case.revcase"]
    assert check_case(half_made).ok


def test_a_half_made_change_that_cannot_be_taken_back_is_explained(half_made: Path, tmp_path: Path) -> None:
    done = use_read_only(half_made, tmp_path)
    assert "was cut short, and it lies where that cannot be taken back" in done.stderr + done.stdout


def journal_that_names(path: Path, other: Path) -> bytes:
    """Return a rollback journal whose playing back makes SQLite delete `other` (fileformat.html, the rollback journal)."""
    magic = bytes.fromhex("d9d505f920a163d7")
    with closing(sqlite3.connect(path)) as connection:
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    name = os.fsencode(other)
    header = magic + b"".join(n.to_bytes(4, "big") for n in (0, 1, path.stat().st_size // page_size, 512, page_size))
    super_journal = (0x40000000 // page_size + 1).to_bytes(4, "big") + name
    super_journal += len(name).to_bytes(4, "big") + (sum(name) & 0xFFFFFFFF).to_bytes(4, "big") + magic
    return header.ljust(512, b"\0") + super_journal


def test_a_journal_that_would_have_another_file_deleted_is_not_played_back(filled: Filled, tmp_path: Path) -> None:
    path, victim = tmp_path / "stranger.revcase", tmp_path / "victim.txt"
    filled.case.close()
    shutil.copy(filled.case.path, path)
    victim.write_text("precious")
    journal = Path(f"{path}-journal")
    journal.write_bytes(journal_that_names(path, victim))

    assert "made to do harm" in refusal(path).summary

    assert victim.read_text() == "precious"
    assert journal.exists()
    with closing(sqlite3.connect(path)) as connection:  # what SQLite by itself does with it
        connection.execute("SELECT count(*) FROM claims").fetchone()
    assert not victim.exists()


def test_a_journal_that_is_a_link_is_not_followed(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "stranger.revcase"
    filled.case.close()
    shutil.copy(filled.case.path, path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"x")
    Path(f"{path}-journal").symlink_to(elsewhere)
    assert "made to do harm" in refusal(path).summary


def test_a_case_that_says_it_is_read_through_a_log_leaves_none_beside_itself(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "stranger.revcase"
    filled.case.close()
    content = bytearray(filled.case.path.read_bytes())
    content[19] = 2
    path.write_bytes(content)
    assert "changed by something else" in refusal(path).summary
    assert list(tmp_path.glob("stranger.revcase-*")) == []
