"""Whatever is changed behind the program's back is found, and the finding names the row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import CancelledError
from reviewer.model.changes import RecordKind
from reviewer.store.check import check_before_exporting, check_before_writing, check_case
from tests.store import dump
from tests.store.conftest import Filled
from tests.store.made import ANN


def test_a_sound_case_has_no_findings_and_tells_its_head(filled: Filled) -> None:
    before = filled.case.path.read_bytes()
    report = check_case(filled.case.path)
    assert report.ok
    assert report.head == filled.case.reader.info().head
    assert (report.entries, report.records, report.sources) == (5, 9, 1)
    assert filled.case.path.read_bytes() == before


def columns(filled: Filled, table: str) -> list[tuple[str, str]]:
    sql = "SELECT name, type FROM pragma_table_info(?)"
    return [(str(name), str(kind)) for name, kind in dump.rows(filled.case.path, sql, table)]


@pytest.mark.parametrize("table", dump.EVIDENCE)
def test_every_column_of_every_row_is_watched(filled: Filled, table: str) -> None:
    """Change each value of each evidence row, one at a time, and put it back."""
    path = filled.case.path
    key = "anchor" if table in {"anchor_quads", "anchor_layers"} else "id"
    names = columns(filled, table)
    tried = 0
    for row in dump.rows(path, f"SELECT {', '.join(name for name, _ in names)} FROM {table}"):
        record = dict(zip((name for name, _ in names), row, strict=True))
        where = f"{key} = ?" + (f" AND n = {record['n']}" if "n" in record else "")
        for name, kind in names:
            if name in {key, "n"}:
                continue
            value = record[name]
            is_flag = name in {"encrypted", "repaired", "linked", "ready"}
            other: object = "text, changed" if kind == "TEXT" else 1 - int(value or 0) if is_flag else 7
            if name in {"document", "passage", "claim", "parent", "sha256", "speaker_name"} and table != "anchor_layers":
                other = "00000000-0000-0000-0000-000000000000"
            assert dump.change(path, f"UPDATE {table} SET {name} = ? WHERE {where}", other, record[key]) == 1
            findings = check_case(path).findings
            assert any(str(record[key]) in one for one in findings), (table, name, findings)
            dump.change(path, f"UPDATE {table} SET {name} = ? WHERE {where}", value, record[key])
            tried += 1
    assert tried
    assert check_case(path).ok


def test_a_changed_value_is_told_with_both_sides(filled: Filled) -> None:
    dump.change(filled.case.path, "UPDATE anchor_quads SET ulx = 1.5 WHERE anchor = ? AND n = 1", filled.passage.anchor.id)
    (finding,) = check_case(filled.case.path).findings
    assert finding == (
        f"The anchor {filled.passage.anchor.id} was changed outside this program: its “quad 1” is"
        " “0 1.5 114.4 372.1 114.4 72.1 126.4 372.1 126.4”, the journal says “0 72.1 114.4 372.1 114.4 72.1 126.4 372.1 126.4”"
    )


def test_rows_that_were_added_or_removed(filled: Filled) -> None:
    path = filled.case.path
    dump.change(path, "DELETE FROM links")
    dump.change(path, "INSERT INTO claims (id, text, position, created_at, kind, note) VALUES ('new', 'x', 1, '', 'denial', '')")
    dump.change(
        path, "INSERT INTO anchor_quads SELECT anchor, 9, page, ulx, uly, urx, ury, llx, lly, lrx, lry FROM anchor_quads LIMIT 1"
    )
    findings = check_case(path).findings
    assert f"The link {filled.link.id} is in the journal but its row is missing" in findings
    assert "The claim new has a row but is not in the journal" in findings
    assert any("“quad 9”" in one for one in findings)


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE journal SET reviewer = 'Bob' WHERE seq = 3", "Entry 3 of the journal was changed after it was written"),
        ("UPDATE journal SET at = '2020' WHERE seq = 3", "Entry 3 of the journal is older than the one before it"),
        (
            "UPDATE journal_changes SET after = 'x' WHERE seq = 2 AND n = 3",
            "Entry 2 of the journal was changed after it was written",
        ),
        ("UPDATE journal_changes SET n = 99 WHERE seq = 2 AND n = 3", "Entry 2 of the journal was changed after it was written"),
        ("UPDATE journal_changes SET after = x'00' WHERE seq = 2 AND n = 3", "Entry 2 of the journal was changed after"),
        ("DELETE FROM journal_changes WHERE seq = 5", "Entry 5 of the journal was changed after it was written"),
        ("DELETE FROM journal WHERE seq = 3", "Entries are missing from the journal before entry 4"),
        ("UPDATE journal SET hash = replace(hash, 'a', 'b') WHERE seq = 2", "Entry 3 of the journal does not follow"),
        ("DELETE FROM journal WHERE seq = 5", "is not in the journal"),
        ("UPDATE journal SET seq = 9 WHERE seq = 5", "Entries are missing from the journal before entry 9"),
    ],
)
def test_a_journal_that_was_touched(filled: Filled, sql: str, sentence: str) -> None:
    if sql.startswith("DELETE FROM journal WHERE seq = 5"):
        dump.change(filled.case.path, "DELETE FROM journal_changes WHERE seq = 5")
    assert dump.change(filled.case.path, sql) > 0
    assert any(sentence in one for one in check_case(filled.case.path).findings)


def test_a_cut_off_end_shows_in_the_head(filled: Filled) -> None:
    """Somebody who takes back the last entry by hand, with its rows, leaves a sound case, but not the head written down."""
    head = check_case(filled.case.path).head
    for sql in (
        "DELETE FROM anchor_quads WHERE anchor IN (SELECT id FROM anchors WHERE kind = 'region')",
        "DELETE FROM anchors WHERE kind = 'region'",
        "DELETE FROM passages WHERE id NOT IN (SELECT passage FROM anchors)",
        "DELETE FROM journal_changes WHERE seq = 5",
        "DELETE FROM journal WHERE seq = 5",
    ):
        dump.change(filled.case.path, sql)
    report = check_case(filled.case.path)
    assert report.ok
    assert report.head != head


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            "UPDATE source_chunks SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB)",
            "The stored bytes of “Partner sheet.pdf” do not match",
        ),
        ("DELETE FROM source_chunks", "Of “Partner sheet.pdf” 0 bytes are stored instead of 22"),
        ("UPDATE sources SET size = 23", "The size of “Partner sheet.pdf” is not that of its stored bytes"),
        ("UPDATE text_layers SET text = 'other' WHERE page = 1", "The stored text of page 2 of the document"),
    ],
)
def test_sources_that_were_touched(filled: Filled, sql: str, sentence: str) -> None:
    dump.change(filled.case.path, sql)
    assert any(one.startswith(sentence) for one in check_case(filled.case.path).findings)


def test_a_removed_document_is_checked_too(filled: Filled) -> None:
    with filled.case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    dump.change(filled.case.path, "UPDATE source_chunks SET bytes = zeroblob(22)")
    (finding,) = check_case(filled.case.path).findings
    assert filled.document.sha256 in finding


def test_somebody_who_goes_on_working_is_no_finding(filled: Filled) -> None:
    with filled.case.intent("Note", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "half way"})
        assert check_case(filled.case.path).ok
    assert check_case(filled.case.path).entries == 6


@settings(max_examples=30)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_text_makes_a_case_look_changed(text: str) -> None:
    import tempfile
    from pathlib import Path

    from reviewer.store.case_file import CaseFile
    from tests.store import made

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.revcase"
        with CaseFile.create(path, title=text, clock=made.Clock(), new_id=made.ids(), reviewer=ANN, desk_label=text) as case:
            with case.intent(text, reviewer=ANN, origin=text) as recorder:
                recorder.update(RecordKind.CASE, case.reader.info().id, {"title": text + "!"})
            assert case.reader.info().title == text + "!"
        assert check_case(path).ok


def test_what_is_asked_before_writing_is_pages_and_chain_alone(filled: Filled) -> None:
    path = filled.case.path
    assert check_before_writing(path) == ()
    dump.change(path, "UPDATE claims SET text = 'We had access'")
    dump.change(path, "DELETE FROM source_chunks")
    assert check_before_writing(path) == (), "the whole check finds these"
    dump.change(path, "UPDATE journal SET intent = 'Something else' WHERE seq = 2")
    assert check_before_writing(path) == ("Entry 2 of the journal was changed after it was written",)


def test_a_row_whose_owner_is_gone_is_found(filled: Filled) -> None:
    columns = "kind, extractor, text_sha256, text, is_scan, is_unread, letters, is_new, n"
    dump.change(filled.case.path, f"INSERT INTO text_layers SELECT 'none', page, {columns} FROM text_layers WHERE page = 1")
    finding = "Row 3 of the table text_layers names a row of sources that is not there"
    assert finding in check_case(filled.case.path).findings


def test_a_text_that_was_touched_is_found_before_exporting(filled: Filled) -> None:
    dump.change(filled.case.path, "UPDATE text_layers SET text = 'other' WHERE page = 1")
    (finding,) = check_before_exporting(filled.case.path)
    assert finding.startswith("The stored text of page 2 of the document")


def test_damaged_pages_are_found_before_writing(filled: Filled) -> None:
    path = filled.case.path
    filled.case.close()
    (root,) = dump.rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_changes'")[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 64)
    assert "damaged" in check_before_writing(path)[0]


def test_a_check_before_writing_can_be_given_up(filled: Filled) -> None:
    with pytest.raises(CancelledError):
        check_before_writing(filled.case.path, cancelled=lambda: True)
