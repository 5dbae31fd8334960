"""Documents' bytes go in whole or not at all, and come out as they went in."""

from __future__ import annotations

import hashlib
import random

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.model.ids import Sha256
from reviewer.model.text_layer import LayerKind
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.content.sources import CHUNK_BYTES
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import TEXTS, Filled, add_document, new_document
from tests.store.made import ANN, plain


def insert(case: CaseFile, document: made.Document) -> None:
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))


def test_bytes_come_out_in_chunks_as_they_went_in(case: CaseFile) -> None:
    new_id = made.ids()
    data = random.Random(3).randbytes(CHUNK_BYTES * 2 + 77)
    document = new_document(new_id, data)
    assert case.begin_import(document.sha256, len(data))
    for n in range(3):
        case.add_chunk(document.sha256, n, memoryview(data)[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES])
    assert case.reader.documents() == ()
    insert(case, document)
    chunks = [case.reader.source_chunk(document.sha256, n) for n in range(3)]
    assert [len(one) for one in chunks] == [CHUNK_BYTES, CHUNK_BYTES, 77]
    assert b"".join(chunks) == data
    assert case.reader.source_size(document.sha256) == len(data)
    report = check_case(case.path)
    assert (report.findings, report.sources, report.source_bytes) == ((), 1, len(data))


def test_pages_and_texts_come_out_as_they_went_in(filled: Filled) -> None:
    reader = filled.case.reader
    assert reader.pages(filled.document.id) == made.pages(2)
    assert [one.index for one in reader.pages(filled.document.id, 1)] == [1]
    assert [one.index for one in reader.pages(filled.document.id, 0, 1)] == [0]
    texts = reader.page_texts(filled.document.id)
    assert {page: text for page, (text, _) in texts.items()} == dict(enumerate(TEXTS))
    layer = texts[1][1]
    assert (layer.page, layer.kind, layer.extractor) == (1, LayerKind.BORN_DIGITAL, "mupdf 1.28.2")
    assert layer.sha256 == hashlib.sha256(TEXTS[1].encode()).hexdigest()
    assert list(reader.page_texts(filled.document.id, 1)) == [1]
    assert list(reader.page_texts(filled.document.id, 0, 1)) == [0]


def test_indexing_can_go_on_after_the_document_has_appeared(case: CaseFile) -> None:
    document = new_document(made.ids(), b"slow")
    add_document(case, document, b"slow", texts=("first words",))
    assert case.reader.page_texts(document.id).keys() == {0}
    case.add_texts(document.sha256, 1, plain([""]), "mupdf 1.28.2")
    assert case.reader.page_texts(document.id).keys() == {0, 1}
    case.add_texts(document.sha256, 0, plain(["other words"]), "mupdf 1.29.0")
    assert [hit.page for hit in case.reader.search("words")] == [0]
    assert case.reader.search("first") == ()
    assert case.reader.page_texts(document.id)[0][1].extractor == "mupdf 1.29.0"
    dump.check_search_index(case.path)


def test_a_document_whose_bytes_are_not_what_was_announced_is_refused(case: CaseFile) -> None:
    document = new_document(made.ids(), b"abcdef")
    case.begin_import(document.sha256, 6)
    case.add_chunk(document.sha256, 0, b"abc")
    with pytest.raises(CaseError, match="changed while it was being added"):
        insert(case, document)
    case.add_chunk(document.sha256, 1, b"xyz")
    with pytest.raises(CaseError, match="changed while it was being added"):
        insert(case, document)
    assert case.reader.documents() == ()
    case.abandon_import(document.sha256)
    with pytest.raises(CaseError, match="bytes of this document are not in the case"):
        insert(case, document)
    add_document(case, document, b"abcdef")
    assert check_case(case.path).ok


@pytest.mark.parametrize(("n", "data"), [(1, b"x"), (0, b""), (0, bytes(CHUNK_BYTES + 1))])
def test_chunks_come_in_order_and_size(case: CaseFile, n: int, data: bytes) -> None:
    case.begin_import("ab" * 32, 5)
    with pytest.raises(CaseError):
        case.add_chunk("ab" * 32, n, data)


@pytest.mark.parametrize(("sha256", "size"), [("AB" * 32, 5), ("ab", 5), ("ab" * 32, 0)])
def test_what_cannot_be_a_source_is_refused(case: CaseFile, sha256: str, size: int) -> None:
    with pytest.raises(CaseError, match="not the checksum and size"):
        case.begin_import(sha256, size)


def test_known_bytes_are_not_stored_twice(filled: Filled) -> None:
    data = b"%PDF-1.7 partner sheet"
    assert not filled.case.begin_import(filled.document.sha256, len(data))
    filled.case.abandon_import(filled.document.sha256)
    assert filled.case.reader.source_chunk(filled.document.sha256, 0) == data


def test_a_removed_document_comes_back_without_its_bytes_being_stored_again(filled: Filled) -> None:
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    assert filled.case.reader.document_with(filled.document.sha256) is None
    assert not filled.case.begin_import(filled.document.sha256, filled.document.size)
    again = made.document(filled.new_id(), filled.document.sha256, size=filled.document.size)
    insert(filled.case, again)
    assert filled.case.reader.document_with(filled.document.sha256) == again
    assert len(filled.case.reader.search("partners")) == 1
    assert check_case(filled.case.path).ok


def test_an_import_that_was_cut_short_is_swept_when_the_case_is_opened(filled: Filled) -> None:
    sha256 = Sha256("cd" * 32)
    filled.case.begin_import(sha256, 10)
    filled.case.add_chunk(sha256, 0, b"12345")
    filled.case.add_pages(sha256, made.pages(1))
    filled.case.add_texts(sha256, 0, plain(["leftover"]), "mupdf 1.28.2")
    filled.case.close()
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids(), read_only=True):
        assert dump.rows(filled.case.path, "SELECT count(*) FROM imports") == [(1,)]
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids()) as case:
        for table in ("imports", "sources", "source_chunks", "pages", "text_layers"):
            assert dump.rows(case.path, f"SELECT count(*) FROM {table} WHERE sha256 = ?", sha256) == [(0,)]
        assert case.reader.search("leftover") == ()
        assert len(case.reader.search("partners")) == 1
    dump.check_search_index(filled.case.path)
    assert check_case(filled.case.path).ok


def test_nothing_is_swept_or_changed_before_the_case_was_looked_at(filled: Filled) -> None:
    sha256 = Sha256("cd" * 32)
    filled.case.begin_import(sha256, 10)
    filled.case.close()
    sound = False

    def look() -> None:
        if not sound:
            raise CaseError("damaged")

    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids(), before_first_change=look) as case:
        before = filled.case.path.read_bytes()
        for _ in range(2):
            with pytest.raises(CaseError, match="damaged"), case.intent("Change", reviewer=made.ANN, origin="window"):
                pass
        assert filled.case.path.read_bytes() == before
        assert len(case.reader.claims()) == 2, "it can be read all the while"
        sound = True
        with case.intent("Remove claim", reviewer=made.ANN, origin="window") as recorder:
            recorder.delete_tree(RecordKind.CLAIM, filled.claim.id)
        assert dump.rows(case.path, "SELECT count(*) FROM imports") == [(0,)]


def test_an_import_begun_again_starts_afresh(case: CaseFile) -> None:
    document = new_document(made.ids(), b"abcdef")
    case.begin_import(document.sha256, 6)
    case.add_chunk(document.sha256, 0, b"abc")
    add_document(case, document, b"abcdef")
    assert case.reader.source_chunk(document.sha256, 0) == b"abcdef"


def test_a_document_said_to_be_half_in_keeps_its_bytes_and_is_a_finding(filled: Filled) -> None:
    path, sha256 = filled.case.path, filled.document.sha256
    dump.change(path, f"INSERT INTO imports VALUES ('{sha256}', '2020')")
    dump.change(path, "UPDATE source_chunks SET bytes = zeroblob(length(bytes))")
    findings = check_case(path).findings
    assert any("yet said to be half in" in one for one in findings)
    assert any("do not match their checksum" in one for one in findings)
    filled.case.close()
    with CaseFile.open(path, clock=made.Clock(), new_id=made.ids()):
        assert dump.rows(path, "SELECT count(*) FROM imports") == [(0,)]
        assert dump.rows(path, "SELECT count(*) FROM source_chunks") != [(0,)]


def test_bytes_left_by_a_removed_document_are_believed_only_while_they_are_whole(filled: Filled) -> None:
    case, sha256 = filled.case, filled.document.sha256
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    dump.change(case.path, "UPDATE source_chunks SET bytes = zeroblob(length(bytes))")
    assert case.begin_import(sha256, filled.document.size)
