"""Recognised words that a person corrects: what the page says then, by which words it is found, and that it can all go back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from reviewer.errors import CaseError
from reviewer.looking.typed_query import understood
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document, PlainText
from reviewer.model.recognised import UNTOLD, WordCorrection
from reviewer.model.searching import SearchFilter, TextSource
from reviewer.model.text_layer import LayerKind
from reviewer.services.search.finding import FoundPlace, place_of
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.content.corrected_layers import applied
from reviewer.store.content.letters import packed
from reviewer.store.reader import CaseReader
from reviewer.store.records import fields
from tests.store import made
from tests.store.conftest import new_document
from tests.store.made import ANN

SAID = "partners may read rnessages\nof 0thers\n"


@pytest.fixture
def scan(case: CaseFile, new_id: Callable[[], str]) -> Document:
    """A page that brings a bad text, and was recognised anew."""
    data = b"%PDF- a scan"
    document = new_document(new_id, data, page_count=1)
    case.begin_import(document.sha256, len(data))
    case.add_chunk(document.sha256, 0, data)
    case.add_pages(document.sha256, made.pages(1))
    case.add_texts(document.sha256, 0, [PlainText("pqrtn3rs\n", LayerKind.OCR)], "mupdf 1.28.2")
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    case.add_recognised(document.sha256, made.recognised(0, SAID))
    with case.intent("Recognise text", reviewer=ANN, origin="recognition") as recorder:
        found = {"text": "ocr", "recognised": case.reader.recognised.fingerprint(document.sha256)}
        recorder.update(RecordKind.DOCUMENT, document.id, found)
    return document


def corrected(case: CaseFile, document: Document, recognised: str, to: str, new_id: Callable[[], str]) -> int:
    """Correct a word and return the entry's number."""
    (layer,) = [
        one for one in case.reader.recognised.layers(document.sha256, 0) if one.is_ours and one.layer.kind is LayerKind.OCR
    ]
    word = made.correction(new_id(), document, layer.layer.sha256, (recognised, to), SAID)
    with case.intent("Correct word", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.WORD_CORRECTION, word.id, fields.word_correction_fields(word))
    return recorder.result.seq


def said(case: CaseFile, document: Document) -> str:
    found = case.reader.recognised.page(document.sha256, 0)
    return "" if found is None else found.text


def finds(case: CaseFile, words: str) -> bool:
    return bool(case.reader.search(words))


def test_both_texts_are_kept_and_the_newer_is_used_until_a_person_chooses_otherwise(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    texts = [one.text for one in case.reader.recognised.layers(scan.sha256, 0)]
    assert texts == ["pqrtn3rs\n", SAID]
    assert (finds(case, "partners"), finds(case, "pqrtn3rs")) == (True, False)
    with case.intent("Use the document's own text", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.TEXT_CHOICE, new_id(), {"document": scan.id, "page": 0, "created_at": recorder.at})
    assert said(case, scan) == ""
    assert case.reader.recognised.used(scan.sha256) == {}
    assert (finds(case, "partners"), finds(case, "pqrtn3rs")) == (False, True)
    case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert said(case, scan) == SAID
    assert finds(case, "partners")
    assert check_case(case.path).ok


def test_a_corrected_word_is_said_and_found_and_so_is_the_one_that_was_recognised(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    corrected(case, scan, "rnessages", "messages", new_id)
    corrected(case, scan, "0thers", "others", new_id)
    found = case.reader.recognised.page(scan.sha256, 0)
    assert found is not None
    assert (found.text, found.kind) == ("partners may read messages\nof others\n", LayerKind.CORRECTED)
    assert all(finds(case, word) for word in ("messages", "rnessages", "0thers", "others"))
    assert check_case(case.path).ok
    assert [one.corrected for one in case.reader.recognised.corrections(scan.id, 0)] == ["messages", "others"]


def test_a_misread_word_is_no_word_of_the_page_and_leads_to_what_stands_there(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    seq = corrected(case, scan, "rnessages", "messages", new_id)
    (hit,) = case.reader.search("rnessages")
    assert (hit.kind, hit.record, hit.document, hit.page, hit.instead) == ("misread", scan.id, scan.id, 0, "messages")
    assert hit.snippet == "“rnessages” was recognised; a person put it right: “messages”"
    assert place_of(hit, "rnessages") == FoundPlace("messages", 0)
    assert not finds(case, '"others rnessages"')
    assert not finds(case, '"0thers rnessages"')
    with CaseReader.open(case.path) as elsewhere:
        assert [one.kind for one in elsewhere.search("rnessages")] == ["misread"]
        assert elsewhere.searching().count(understood("rnessages"), SearchFilter(source=TextSource.RECOGNISED)).total == 1
    case.revert(seq, reviewer=ANN, origin="window")
    assert [one.kind for one in case.reader.search("rnessages")] == ["page"]


def test_taking_a_correction_back_brings_the_text_before_it_and_doing_it_again_brings_it_back(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    first, second = corrected(case, scan, "rnessages", "messages", new_id), corrected(case, scan, "0thers", "others", new_id)
    undone = case.revert(second, reviewer=ANN, origin="window")
    assert said(case, scan) == "partners may read messages\nof 0thers\n"
    case.revert(first, reviewer=ANN, origin="window")
    assert said(case, scan) == SAID
    assert not finds(case, "messages")
    case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
    assert said(case, scan) == "partners may read rnessages\nof others\n"
    assert check_case(case.path).ok


def test_texts_that_were_used_before_are_there_for_the_passages_that_were_counted_in_them(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    before = case.reader.recognised.used(scan.sha256)[0]
    corrected(case, scan, "rnessages", "messages", new_id)
    middle = case.reader.recognised.used(scan.sha256)[0]
    corrected(case, scan, "0thers", "others", new_id)
    texts = [case.reader.recognised.page(scan.sha256, 0, one) for one in (before, middle)]
    assert [one and one.text for one in texts] == [SAID, "partners may read messages\nof 0thers\n"]


def test_what_does_not_stand_there_is_not_corrected(case: CaseFile, scan: Document, new_id: Callable[[], str]) -> None:
    word = made.correction(new_id(), scan, "ab" * 32, ("rnessages", "messages"), SAID)
    with pytest.raises(CaseError, match="not those that were to be corrected"):  # noqa: SIM117
        with case.intent("Correct word", reviewer=ANN, origin="window") as recorder:
            recorder.insert(RecordKind.WORD_CORRECTION, word.id, fields.word_correction_fields(word))
    corrected(case, scan, "rnessages", "messages", new_id)
    with pytest.raises(CaseError):
        corrected(case, scan, "read rnessages", "read them", new_id)
    with pytest.raises(CaseError, match="has to say something"):
        corrected(case, scan, "0thers", " ", new_id)
    assert said(case, scan) == "partners may read messages\nof 0thers\n"
    assert check_case(case.path).ok


def test_removing_the_document_takes_its_corrections_along_and_brings_them_back(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    corrected(case, scan, "rnessages", "messages", new_id)
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(scan.id)
    assert check_case(case.path).ok
    case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert said(case, scan) == "partners may read messages\nof 0thers\n"
    assert finds(case, "messages")
    assert check_case(case.path).ok


def test_a_text_that_somebody_changed_behind_the_corrections_is_found_out(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    corrected(case, scan, "rnessages", "messages", new_id)
    with closing(sqlite3.connect(case.path)) as other, other:
        other.execute(
            "UPDATE text_layers SET text = 'never read messages', text_sha256 = ? WHERE kind = 'corrected'",
            ("cf0ffbd2d2b9a2ebc1b2d4d0d3b7b3c6a5e8c1f2a3b4c5d6e7f8091a2b3c4d5e",),
        )
    assert any("corrected text of page 1" in one for one in check_case(case.path).findings)


def test_corrected_words_that_somebody_moved_elsewhere_are_found_out(
    case: CaseFile, scan: Document, new_id: Callable[[], str]
) -> None:
    corrected(case, scan, "rnessages", "messages", new_id)
    page = case.reader.recognised.page(scan.sha256, 0)
    assert page is not None
    page.boxes[0] += 1
    with closing(sqlite3.connect(case.path)) as other, other:
        letters = packed(page.boxes, page.confidences)
        assert other.execute("UPDATE text_layers SET letters = ? WHERE kind = 'corrected'", (letters,)).rowcount == 1
    assert any("corrected text of page 1" in one for one in check_case(case.path).findings)


def test_new_letters_share_the_room_of_the_old_ones() -> None:
    base = made.recognised(0, "rn\n")
    word = WordCorrection("x", made.document("y", "ab" * 32).id, 0, made.document("y", "ab" * 32).sha256, 0, 2, "rn", "mmm", "")
    found = applied(base, [word])
    assert found.text == "mmm\n"
    assert found.boxes[0] == base.boxes[0]
    assert found.boxes[2 * 8 + 2] == pytest.approx(base.boxes[8 + 2])
    assert len(found.boxes) == 8 * len(found.text)
    assert found.confidences[:3] == bytes([UNTOLD]) * 3
    assert found.boxes[-8:] == base.boxes[-8:]
