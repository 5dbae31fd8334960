"""Text that was recognised in pictures of pages: kept beside the document's own, found, vouched for."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document, PlainText
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.text_layer import LayerKind
from reviewer.settings.seals import CaseSeals
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.content.letters import packed, unpacked
from reviewer.store.history.seal import Seal
from reviewer.store.reader import CaseReader
from reviewer.store.records import fields
from tests.store import made
from tests.store.conftest import new_document
from tests.store.made import ANN

SAID = "partners may read messages\n"


@pytest.fixture
def scan(case: CaseFile, new_id: Callable[[], str]) -> Document:
    """A document of three pages: one without words, one with a stamp over a picture, one with text."""
    data = b"%PDF- a scan"
    document = new_document(new_id, data, page_count=3)
    case.begin_import(document.sha256, len(data))
    case.add_chunk(document.sha256, 0, data)
    case.add_pages(document.sha256, made.pages(3))
    texts = [PlainText(""), PlainText("CONFIDENTIAL\n", is_scan=True), PlainText("set by somebody\n")]
    case.add_texts(document.sha256, 0, texts, "mupdf 1.28.2")
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    return document


def vouch(case: CaseFile, document: Document) -> None:
    with case.intent("Recognise text", reviewer=ANN, origin="recognition") as recorder:
        found = {"text": "mixed", "recognised": case.reader.recognised.fingerprint(document.sha256)}
        recorder.update(RecordKind.DOCUMENT, document.id, found)


def test_boxes_and_confidences_come_back_as_they_were() -> None:
    page = made.recognised(0, SAID)
    boxes, confidences = unpacked(packed(page.boxes, page.confidences), len(SAID))
    assert (boxes, confidences) == (page.boxes, page.confidences)
    empty = made.recognised(0, "")
    assert unpacked(packed(empty.boxes, empty.confidences), 0) == (empty.boxes, b"")


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\x02" + zlib.compress(bytes(33)),
        b"\x01rubbish",
        b"\x01" + zlib.compress(bytes(32)),
        b"\x01" + zlib.compress(bytes(64 * 1024**2)),
        b"\x01" + zlib.compress(b"\x00\x00\xc0\x7f" + bytes(29)),
        b"\x01" + zlib.compress(b"\xff\xff\x7f\x7f" + bytes(29)),
    ],
)
def test_what_is_not_the_boxes_of_so_many_letters_is_refused(value: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(value, 1)


def test_pages_without_words_and_pictures_with_a_stamp_are_to_be_read_and_then_they_are_done(
    case: CaseFile, scan: Document
) -> None:
    ask = case.reader.recognised
    assert ask.wordless(scan.sha256, 3) == (0, 1)
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    assert ask.wordless(scan.sha256, 3) == (1,)
    case.add_recognised(scan.sha256, made.recognised(1, ""))
    assert ask.wordless(scan.sha256, 3) == (), "nothing was found on it, which is done too"
    assert ask.pages(scan.sha256) == {0, 1}


def test_recognised_words_are_found_and_a_page_that_was_read_in_vain_keeps_its_own(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    case.add_recognised(scan.sha256, made.recognised(1, " \n"))
    assert [(hit.kind, hit.page) for hit in case.reader.search("messages")] == [("page", 0)]
    assert [(hit.kind, hit.page) for hit in case.reader.search("confidential")] == [("page", 1)]
    texts = case.reader.page_texts(scan.id)
    assert [(texts[page][0], texts[page][1].kind) for page in range(3)] == [
        (SAID, LayerKind.OCR),
        ("CONFIDENTIAL\n", LayerKind.BORN_DIGITAL),
        ("set by somebody\n", LayerKind.BORN_DIGITAL),
    ]
    found = case.reader.recognised.page(scan.sha256, 0)
    assert found is not None
    assert (found.text, found.boxes, found.confidences) == (
        SAID,
        made.recognised(0, SAID).boxes,
        made.recognised(0, SAID).confidences,
    )
    assert case.reader.recognised.page(scan.sha256, 1) is None
    unsearched = case.reader.unsearched_pages()[scan.id]
    assert (unsearched.wordless, unsearched.scanned) == (0, 1)


def test_a_page_read_again_is_found_by_what_it_says_now(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    case.add_recognised(scan.sha256, made.recognised(0, "another reading\n"))
    assert case.reader.search("messages") == ()
    assert len(case.reader.search("another reading")) == 1


def test_the_journal_vouches_for_what_a_run_found(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    assert check_case(case.path).ok, "a run that was cut short is no damage"
    vouch(case, scan)
    case.add_recognised(scan.sha256, made.recognised(1, "the next run was cut short\n"))
    assert check_case(case.path).ok
    case.close()
    with closing(sqlite3.connect(case.path)) as database:
        database.execute("UPDATE text_layers SET page = 2 WHERE kind = 'ocr' AND page = 0")
        database.commit()
    assert any("is not what the journal says was recognised" in one for one in check_case(case.path).findings)


def test_recognition_is_nobodys_doing_and_keeps_nobody_from_undoing(case: CaseFile, scan: Document) -> None:
    added = case.reader.last_undoable()
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    vouch(case, scan)
    assert case.reader.last_undoable() == added
    undone = case.revert(added or 0, reviewer=ANN, origin="window")
    assert case.reader.documents() == ()
    case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
    assert [one.document.text.value for one in case.reader.documents()] == ["mixed"]
    assert len(case.reader.search("messages")) == 1
    assert check_case(case.path).ok


def test_boxes_that_a_stranger_wrote_are_told_of(case: CaseFile, scan: Document, tmp_path: Path) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    case._database.execute("UPDATE text_layers SET letters = ? WHERE kind = 'ocr'", (b"\x01" + bytes(50),))
    with pytest.raises(CaseError, match="page 1"):
        case.reader.recognised.page(scan.sha256, 0)


def test_a_document_that_is_gone_gets_no_text(case: CaseFile) -> None:
    with pytest.raises(CaseError):
        case.add_recognised("0" * 64, made.recognised(0, SAID))


def changed(case: CaseFile, statement: str, *values: object) -> tuple[str, ...]:
    """Change a case behind the program's back, and return what a check finds."""
    case.close()
    with closing(sqlite3.connect(case.path)) as database:
        assert database.execute(statement, values).rowcount == 1
        database.commit()
    return check_case(case.path).findings


def test_the_journal_vouches_for_where_recognised_letters_lie(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    vouch(case, scan)
    boxes, confidences = made.recognised(0, SAID).boxes, made.recognised(0, SAID).confidences
    boxes[0] += 1
    findings = changed(case, "UPDATE text_layers SET letters = ? WHERE kind = 'ocr'", packed(boxes, confidences))
    assert any("is not what the journal says was recognised" in one for one in findings)


def test_letters_of_which_nothing_can_be_read_are_found_also_while_no_entry_vouches_for_them(
    case: CaseFile, scan: Document
) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    findings = changed(case, "UPDATE text_layers SET letters = x'00ff' WHERE kind = 'ocr'")
    assert findings == ("Where the recognised words of page 1 of “Partner sheet.pdf” lie cannot be read",)


def test_entries_of_before_letters_were_vouched_for_still_vouch_for_the_text(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    line = f"0 {made.recognised(0, SAID).extractor} {hashlib.sha256(SAID.encode()).hexdigest()}\n"
    with case.intent("Recognise text", reviewer=ANN, origin="recognition") as recorder:
        recorder.update(RecordKind.DOCUMENT, scan.id, {"recognised": hashlib.sha256(line.encode()).hexdigest()})
    assert check_case(case.path).ok


def test_text_that_is_said_to_be_vouched_for_where_the_journal_knows_of_none_is_found(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    assert any(
        "is not what the journal says" in one for one in changed(case, "UPDATE text_layers SET is_new = 0 WHERE kind = 'ocr'")
    )


def test_a_page_that_is_being_read_again_does_not_look_as_if_somebody_had_changed_it(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    vouch(case, scan)
    case.add_recognised(scan.sha256, made.recognised(0, SAID, "another engine"))
    assert check_case(case.path).ok, "it says the same"
    case.add_recognised(scan.sha256, made.recognised(0, "another reading\n"))
    assert check_case(case.path).ok, "no entry vouches for that yet"
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    assert case.reader.page_texts(scan.id)[0][0] == SAID, "the newest is used"
    assert check_case(case.path).ok
    vouch(case, scan)
    assert check_case(case.path).ok


def test_a_document_that_is_added_anew_has_nobody_vouching_for_what_was_recognised_before(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    vouch(case, scan)
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(scan.id)
    again = replace(scan, id=DocumentId(new_id()))
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, again.id, fields.document_fields(again))
    assert check_case(case.path).ok
    assert not case.reader.recognised.is_vouched(scan.sha256)
    vouch(case, again)
    assert check_case(case.path).ok


class Here:
    """This machine, which remembers how it left a case."""

    def __init__(self, tmp_path: Path) -> None:
        self._seals = CaseSeals(tmp_path / "settings")

    def open(self, path: Path) -> CaseFile:
        return CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), seal=Seal(self._seals))


LIE = "partners often read messages\n"


def lie(path: Path, sha256: str) -> None:
    """Lay a text into a case that nobody recognised."""
    page = made.recognised(0, LIE)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO text_layers (sha256, page, kind, extractor, text_sha256, text, letters, is_new, n)"
            " VALUES (?, 0, 'ocr', ?, ?, ?, ?, 1, 9)",
            (sha256, page.extractor, hashlib.sha256(LIE.encode()).hexdigest(), LIE, packed(page.boxes, page.confidences)),
        )


def test_a_text_that_nobody_recognised_is_not_read_and_goes_with_the_first_change(
    case: CaseFile, scan: Document, tmp_path: Path
) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    vouch(case, scan)
    case.close()
    lie(case.path, scan.sha256)
    with CaseReader.open(case.path) as reader:
        found = reader.recognised.page(scan.sha256, 0)
        assert found is not None
        assert found.text == SAID
        assert [one.text for one in reader.recognised.texts(scan.sha256, 0, 1).values()] == [SAID]
        assert reader.page_texts(scan.id)[0][0] == SAID
        assert reader.recognised.unvouched() == {scan.sha256: {0}}
        assert reader.search("often") == ()
        assert [hit.snippet for hit in reader.search("partners")] == [SAID.strip()]
    with Here(tmp_path).open(case.path) as again:
        assert again.reader.recognised.is_vouched(scan.sha256)
        assert again.reader.page_texts(scan.id)[0][0] == SAID
        assert again.reader.search("often") == ()


def test_what_a_killed_run_left_stays_where_the_case_is_as_this_machine_left_it(
    case: CaseFile, scan: Document, tmp_path: Path
) -> None:
    case.close()
    here = Here(tmp_path)
    with here.open(case.path) as first:
        with first.intent("Change a name", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.DOCUMENT, scan.id, {"name": "Scan.pdf"})
        first.add_recognised(scan.sha256, made.recognised(0, SAID))
    with here.open(case.path) as second:
        assert second.reader.page_texts(scan.id)[0][0] == SAID
    shutil.copy(case.path, tmp_path / "copy.revcase")
    with here.open(tmp_path / "copy.revcase") as copy:
        assert copy.reader.recognised.wordless(scan.sha256, 1) == (0,), "it is read again"


def test_no_entry_vouches_for_what_somebody_laid_into_an_open_case(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    lie(case.path, scan.sha256)
    with case.intent("Recognise text", reviewer=ANN, origin="recognition") as recorder:
        case.readiness.unvouched.drop_others(scan.sha256)
        recorder.update(RecordKind.DOCUMENT, scan.id, {"recognised": case.reader.recognised.fingerprint(scan.sha256)})
    assert case.reader.page_texts(scan.id)[0][0] == SAID
    assert check_case(case.path).ok


def test_an_entry_vouches_for_what_was_lost_and_read_again(case: CaseFile, scan: Document) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    vouch(case, scan)
    case._database.execute("DELETE FROM text_layers WHERE kind = 'ocr'")
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    assert not check_case(case.path).ok
    with case.intent("Recognise text", reviewer=ANN, origin="recognition"):
        case.readiness.unvouched.drop_others(scan.sha256)
    assert check_case(case.path).ok


def test_a_text_in_which_words_were_corrected_stays(
    case: CaseFile, scan: Document, tmp_path: Path, new_id: Callable[[], str]
) -> None:
    case.add_recognised(scan.sha256, made.recognised(0, SAID))
    word = made.correction(new_id(), scan, Sha256(hashlib.sha256(SAID.encode()).hexdigest()), ("may", "must"), SAID)
    with case.intent("Correct word", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.WORD_CORRECTION, word.id, fields.word_correction_fields(word))
    case.close()
    with Here(tmp_path).open(case.path) as again:
        assert again.reader.page_texts(scan.id)[0][0] == "partners must read messages\n"
        assert check_case(case.path).ok
