"""Documents too large for a case: their pages and texts are in it, their bytes in a file outside that it knows by checksum."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document, LinkedFile
from reviewer.model.ids import Sha256
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_before_exporting, check_case
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import Filled
from tests.store.made import ANN, plain

SHA256 = Sha256(hashlib.sha256(b"the large one").hexdigest())
SIZE = 3 * 1024**3
PLACE = Path("/media/stick/Källa/leak.pdf")
FILE = LinkedFile(SHA256, SIZE, PLACE, 1_772_625_600_000_000_001)


def insert(case: CaseFile, document: Document) -> int:
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    return recorder.result.seq


def add_linked(filled: Filled) -> Document:
    document = made.document(filled.new_id(), SHA256, name="leak.pdf", size=SIZE, position=1, linked=True)
    assert filled.case.begin_import(SHA256, SIZE, FILE)
    filled.case.add_pages(SHA256, made.pages(2))
    filled.case.add_texts(SHA256, 0, plain(("archived threads", "")), "mupdf 1.28.2")
    insert(filled.case, document)
    return document


def test_a_linked_document_is_in_the_case_but_for_its_bytes(filled: Filled) -> None:
    document = add_linked(filled)
    reader = filled.case.reader
    assert reader.document(document.id) == document
    assert (reader.linked_file(SHA256), reader.linked_files()) == (FILE, (FILE,))
    assert reader.linked_file(filled.document.sha256) is None
    assert [hit.document for hit in reader.search("archived")] == [document.id]
    assert dump.rows(filled.case.path, "SELECT count(*) FROM source_chunks WHERE sha256 = ?", SHA256) == [(0,)]
    assert check_case(filled.case.path).ok


def test_the_journal_says_that_it_is_linked_and_not_where_its_file_lies(filled: Filled) -> None:
    document = add_linked(filled)
    entry = list(filled.case.reader.journal())[-1]
    told = {one.field: one.after for one in entry.changes if one.record == document.id}
    assert (told["linked"], told["sha256"], told["size"]) == (1, SHA256, SIZE)
    everything = dump.rows(filled.case.path, "SELECT before, after FROM journal_changes")
    assert not [one for row in everything for one in row if "stick" in str(one)]
    assert dump.rows(filled.case.path, "SELECT path FROM linked_files") == [(os.fsencode(PLACE),)]


def test_a_path_that_is_no_text_comes_back_as_it_was(filled: Filled) -> None:
    add_linked(filled)
    odd = Path(os.fsdecode(b"/media/k\xe4lla.pdf"))
    filled.case.set_linked_file(replace(FILE, path=odd))
    assert filled.case.reader.linked_files() == (replace(FILE, path=odd),)
    assert check_case(filled.case.path).ok


def test_a_link_can_lead_elsewhere_without_an_entry_and_without_an_undo_step(filled: Filled) -> None:
    add_linked(filled)
    head, last = filled.case.reader.info().head, filled.case.reader.last_undoable()
    moved = replace(FILE, path=Path("/home/ann/leak.pdf"), modified_ns=5)
    filled.case.set_linked_file(moved)
    assert filled.case.reader.linked_files() == (moved,)
    assert (filled.case.reader.info().head, filled.case.reader.last_undoable()) == (head, last)
    with pytest.raises(CaseError, match="does not say to which file"):
        filled.case.set_linked_file(LinkedFile(filled.document.sha256, 1, PLACE, 1))


def test_adding_can_be_undone_and_done_again(filled: Filled) -> None:
    document = add_linked(filled)
    undone = filled.case.revert(filled.case.reader.last_undoable() or 0, reviewer=ANN, origin="window")
    assert filled.case.reader.document_with(SHA256) is None
    assert filled.case.reader.linked_files() == ()
    assert check_case(filled.case.path).ok
    filled.case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
    assert filled.case.reader.document_with(SHA256) == document
    assert filled.case.reader.linked_files() == (FILE,)


def test_a_removed_one_that_is_added_again_from_elsewhere_leads_there(filled: Filled) -> None:
    document = add_linked(filled)
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(document.id)
    moved = replace(FILE, path=Path("/home/ann/leak.pdf"))
    assert not filled.case.begin_import(SHA256, SIZE, moved), "its pages and texts are there"
    insert(filled.case, replace(document, id=made.DocumentId(filled.new_id())))
    assert filled.case.reader.linked_files() == (moved,)
    assert check_case(filled.case.path).ok


def test_an_import_that_was_cut_short_leaves_no_link(filled: Filled) -> None:
    filled.case.begin_import(SHA256, SIZE, FILE)
    filled.case.add_pages(SHA256, made.pages(1))
    with pytest.raises(CaseError, match="out of order"):
        filled.case.add_chunk(SHA256, 0, b"bytes of a linked one")
    filled.case.close()
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids()) as case:
        for table in ("imports", "sources", "linked_files", "pages"):
            assert dump.rows(case.path, f"SELECT count(*) FROM {table} WHERE sha256 = ?", SHA256) == [(0,)]


@pytest.mark.parametrize("linked", [True, False])
def test_a_document_cannot_say_its_bytes_are_where_they_are_not(filled: Filled, linked: bool) -> None:
    document = made.document(filled.new_id(), SHA256, size=SIZE, linked=linked)
    filled.case.begin_import(SHA256, SIZE, None if linked else FILE)
    with pytest.raises(CaseError, match="does not say to which file" if linked else "not in the case"):
        insert(filled.case, document)
    assert filled.case.reader.document_with(SHA256) is None


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("UPDATE documents SET linked = NULL WHERE size > 100", "its “linked” is empty, the journal says “1”"),
        ("UPDATE documents SET linked = 1 WHERE size < 100", "its “linked” is “1”, the journal says empty"),
        ("DELETE FROM linked_files", "“leak.pdf” is linked, but the case does not say to which file"),
        (
            "INSERT INTO linked_files SELECT sha256, x'2F61', 1 FROM documents WHERE linked IS NULL",
            "“Partner sheet.pdf” should be in the case, but is linked to a file outside",
        ),
        ("UPDATE sources SET size = 7 WHERE size > 100", "The size of “leak.pdf” is not that of its linked file"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_found(filled: Filled, sql: str, finding: str) -> None:
    add_linked(filled)
    assert check_case(filled.case.path).ok
    assert dump.change(filled.case.path, sql) == 1
    assert [one for one in check_case(filled.case.path).findings if finding in one]


def test_a_linked_document_passed_off_as_a_stored_one_keeps_a_pack_from_being_written(filled: Filled) -> None:
    add_linked(filled)
    dump.change(filled.case.path, "UPDATE documents SET linked = NULL WHERE size > 100")
    assert any("“linked”" in one for one in check_before_exporting(filled.case.path))


def test_a_link_that_is_no_path_is_told_and_not_taken(filled: Filled) -> None:
    add_linked(filled)
    with pytest.raises(Exception, match="CHECK constraint"):
        dump.change(filled.case.path, "UPDATE linked_files SET path = x''")
    with pytest.raises(Exception, match="cannot store TEXT"):
        dump.change(filled.case.path, "UPDATE linked_files SET path = 'text'")
