"""Adding files: a clear word for each, the others go on, and nothing stays behind of what was refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from reviewer.documents import limits
from reviewer.documents.client import Source
from reviewer.errors import DocumentError, PasswordNeededError, UsageError
from reviewer.model.document import Provenance, Publication, TextKind
from reviewer.model.ids import Sha256
from reviewer.model.text_layer import LayerKind
from reviewer.services import commands
from reviewer.services.adding.importing import ImportResult, add_documents
from reviewer.services.events import DocumentAdded, DocumentPreview, ImportProgress
from reviewer.services.events import Event as CaseEvent
from reviewer.services.page_texts import plain_texts
from reviewer.services.reading_file_facts import read_file_facts
from reviewer.services.search.finding import Reach
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.store.content.searchable import Unsearched
from reviewer.store.content.sources import CHUNK_BYTES
from reviewer.store.reader import CaseReader
from tests import builders, hostile


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def add(session: Session, *paths: Path) -> tuple[ImportResult, ...]:
    return add_documents(session, paths).result()


def test_pdfs_and_pictures_are_kept_whole_with_their_pages_and_text(working: Session, tmp_path: Path) -> None:
    data = builders.text_pdf(["We never asked for, or accessed,"], ["page two"])
    results = add(
        working,
        save(tmp_path, "a.pdf", data),
        save(tmp_path, "b.png", builders.png()),
        save(tmp_path, "c.tiff", builders.tiff(3)),
    )
    assert [one.status for one in results] == ["added"] * 3
    documents = [one.document for one in working.read(lambda case: case.documents()).result()]
    assert [(one.name, one.media_type, one.page_count, one.text) for one in documents] == [
        ("a.pdf", "application/pdf", 2, TextKind.BORN_DIGITAL),
        ("b.png", "image/png", 1, TextKind.NONE),
        ("c.tiff", "image/tiff", 3, TextKind.NONE),
    ]
    pdf = documents[0]
    assert b"".join([working.read(lambda case: case.source_chunk(pdf.sha256, 0)).result()]) == data
    assert len(working.read(lambda case: case.pages(pdf.id)).result()) == 2
    texts = working.read(lambda case: case.page_texts(pdf.id)).result()
    assert "accessed" in texts[0][0]
    assert working.read(lambda case: case.search("accessed")).result()[0].document == pdf.id


def test_words_that_a_stranger_left_for_a_file_are_not_taken_for_its_own(working: Session, tmp_path: Path) -> None:
    """Bytes stay when adding them is undone, and a case that is sent may say anything of their pages."""
    file = save(tmp_path, "a.pdf", builders.text_pdf(["We never asked for it"]))
    history = History(working)
    (first,) = add(working, file)
    history.undo().result()
    with closing(sqlite3.connect(working.path)) as database, database:
        database.execute("UPDATE text_layers SET text = 'and secretly sold it'")
        database.execute("UPDATE pages SET label = 'forged'")
        names = "page, extractor, text_sha256, text, is_scan"
        database.execute(f"INSERT INTO text_layers (sha256, kind, {names}) SELECT sha256, 'corrected', {names} FROM text_layers")
        for table, columns in (
            ("text_layers", "kind, extractor, text_sha256, text, is_scan"),
            ("pages", "label, width, height, rotation, a, b, c, d, e, f"),
        ):
            database.execute(f"INSERT INTO {table} (sha256, page, {columns}) SELECT sha256, 7, {columns} FROM {table}")
    (second,) = add(working, file)
    assert (second.status, second.document) != ("known", first.document)
    document = second.document
    assert document is not None
    texts = working.read(lambda case: case.page_texts(document)).result()
    assert {page: text for page, (text, _) in texts.items()} == {0: "We never asked for it\n"}
    assert [one.label for one in working.read(lambda case: case.pages(document)).result()] == [""]
    assert working.read(lambda case: case.search("secretly")).result() == ()
    assert [one.page for one in working.read(lambda case: case.search("asked")).result()] == [0]


def test_a_document_of_scans_and_text_is_mixed(working: Session, tmp_path: Path) -> None:
    add(working, save(tmp_path, "mixed.pdf", builders.mixed_pdf()), save(tmp_path, "scan.pdf", builders.scanned_pdf(["a"])))
    kinds = [one.document.text for one in working.read(lambda case: case.documents()).result()]
    assert kinds == [TextKind.MIXED, TextKind.NONE]


def test_text_that_was_recognised_in_scans_is_kept_as_such(working: Session, tmp_path: Path) -> None:
    scan = builders.recognised_pdf(["Partners could read"], ["private messages."])
    add(
        working,
        save(tmp_path, "scan.pdf", scan),
        save(tmp_path, "both.pdf", builders.joined(scan, builders.text_pdf(["A letter on top"]), scan)),
        save(tmp_path, "photo.pdf", builders.recognised_pdf(["A title over a photograph"], render_mode=0)),
    )
    documents = [one.document for one in working.read(lambda case: case.documents()).result()]
    assert [one.text for one in documents] == [TextKind.OCR, TextKind.MIXED, TextKind.MIXED]
    layers = working.read(lambda case: case.page_texts(documents[1].id)).result()
    kinds = [layers[page][1].kind for page in range(5)]
    assert kinds == [LayerKind.OCR, LayerKind.OCR, LayerKind.BORN_DIGITAL, LayerKind.OCR, LayerKind.OCR]


def test_scans_with_only_a_stamp_on_them_are_known_as_such(working: Session, tmp_path: Path) -> None:
    stamped = builders.stamped_scan_pdf(["We never asked."], ["Page two"])
    add(
        working,
        save(tmp_path, "filed.pdf", stamped),
        save(tmp_path, "letter.pdf", builders.joined(builders.text_pdf(["A letter"]), stamped)),
        save(tmp_path, "typed.pdf", builders.text_pdf(["All of it"])),
    )
    documents = [one.document for one in working.read(lambda case: case.documents()).result()]
    assert [one.text for one in documents] == [TextKind.MIXED, TextKind.MIXED, TextKind.BORN_DIGITAL]
    known = working.read(lambda case: case.unsearched_pages()).result()
    assert known == {documents[0].id: Unsearched(scanned=2), documents[1].id: Unsearched(scanned=2)}


def test_pages_that_could_not_be_read_are_not_taken_for_pages_without_text(working: Session, tmp_path: Path) -> None:
    pages = builders.text_pdf(["Before."]), builders.crowded_pdf(), builders.scanned_pdf(["a"])
    (added,) = add(working, save(tmp_path, "log.pdf", builders.joined(*pages)))
    assert added.document is not None
    with closing(working.open_document(added.document).result()) as opened:
        read, kept = (Reach.of(plain_texts(working, one, opened, 0, 3).values()) for one in (None, added.document))
    assert read == kept == Reach(with_text=2, wordless=1, unread=1)
    known = working.read(lambda case: case.unsearched_pages()).result()
    assert known == {added.document: Unsearched(wordless=1, unread=1)}


def test_each_bad_file_is_refused_with_a_sentence_and_the_others_go_on(working: Session, tmp_path: Path) -> None:
    bad = [
        save(tmp_path, "damaged.pdf", builders.damaged_pdf()),
        save(tmp_path, "empty.pdf", b""),
        save(tmp_path, "zero.pdf", builders.zero_page_pdf()),
        save(tmp_path, "notes.txt", b"just words"),
        save(tmp_path, "locked.pdf", builders.encrypted_pdf()),
        tmp_path / "absent.pdf",
    ]
    good = save(tmp_path, "good.pdf", builders.text_pdf(["hello"]))
    results = add(working, *bad, good)
    assert [one.status for one in results] == ["refused"] * len(bad) + ["added"]
    assert all(one.reason and one.document is None for one in results[: len(bad)])
    assert len({one.reason for one in results[: len(bad)]}) >= 5, "each says what is the matter with it"
    assert [one.document.name for one in working.read(lambda case: case.documents()).result()] == ["good.pdf"]


def test_a_damaged_file_that_can_be_shown_is_added_and_said_to_be_damaged(working: Session, tmp_path: Path) -> None:
    picture = builders.jpeg(size=(400, 400))
    results = add(
        working,
        save(tmp_path, "table.pdf", builders.repairable_pdf()),
        save(tmp_path, "cut.jpg", picture[: len(picture) * 2 // 3]),
        save(tmp_path, "frames.tiff", builders.broken_tiff()),
        save(tmp_path, "late.pdf", builders.late_repair_pdf()),
        save(tmp_path, "whole.jpg", picture),
    )
    assert [(one.status.value, one.damaged, "damaged" in one.reason, bool(one.hint)) for one in results] == [
        *[("added", True, True, True)] * 4,
        ("added", False, False, False),
    ]
    kept = [one.document.repaired for one in working.read(lambda case: case.documents()).result()]
    assert kept == [True, True, True, True, False]


def test_a_picture_of_which_only_the_size_is_left_is_added_and_said_not_to_be_drawn(working: Session, tmp_path: Path) -> None:
    whole = builders.png()
    (result,) = add(working, save(tmp_path, "lost.png", whole[: whole.index(b"IDAT") + 4]))
    assert (result.status, result.damaged) == ("added", True)
    assert "nothing of it can be drawn" in result.reason
    (document,) = [one.document for one in working.read(lambda case: case.documents()).result()]
    assert document.repaired
    assert read_file_facts(working, document.id).result().whole.undrawn


def test_the_same_bytes_are_recognised_also_within_one_call(working: Session, tmp_path: Path) -> None:
    data = builders.text_pdf(["same"])
    first, second = add(working, save(tmp_path, "a.pdf", data), save(tmp_path, "copy.pdf", data))
    again = add(working, tmp_path / "a.pdf")[0]
    assert (first.status, second.status, again.status) == ("added", "known", "known")
    assert first.document == second.document == again.document
    assert "a.pdf" in second.reason
    assert len(working.read(lambda case: case.documents()).result()) == 1


def test_a_file_on_show_is_added_from_the_bytes_on_show_unless_somebody_wrote_to_it(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = save(tmp_path, "shown.pdf", builders.text_pdf(["as it was"]))
    changed = save(tmp_path, "changed.pdf", builders.text_pdf(["before"]))
    for one in (shown, changed):
        working.sources.adopt(Source.from_path(one))
    changed.write_bytes(after := builders.text_pdf(["after"]))
    read: list[Path] = []
    monkeypatch.setattr(Source, "from_path", _noting(read, Source.from_path))
    assert [one.status for one in add(working, shown, changed)] == ["added"] * 2
    assert read == [changed]
    [_, second] = [one.document for one in working.read(lambda case: case.documents()).result()]
    assert working.read(lambda case: case.source_chunk(second.sha256, 0)).result() == after


def _noting(read: list[Path], original: Callable[..., Source]) -> Callable[..., Source]:
    def from_path(path: Path, **how: Callable[[], bool]) -> Source:
        read.append(path)
        return original(path, **how)

    return from_path


def test_folders_are_added_to_the_bottom_and_hidden_files_are_counted(working: Session, tmp_path: Path) -> None:
    save(tmp_path, "in/b/two.pdf", builders.text_pdf(["two"]))
    save(tmp_path, "in/one.png", builders.png())
    save(tmp_path, "in/.hidden.pdf", builders.text_pdf(["hidden"]))
    told: list[ImportProgress] = []
    results = add_documents(working, [tmp_path / "in"], progress=told.append).result()
    assert [one.path.name for one in results] == ["one.png", "two.pdf"]
    assert (told[-1].done, told[-1].total, told[-1].path) == (2, 2, None)
    left = [[one.name for one in each.left] for each in told]
    assert (left[0], left[-1]) == (["one.png", "two.pdf"], [])
    assert ["two.pdf"] in left
    assert told[-1].passed_over == "1 hidden file or folder was passed over"


class Answers:
    """Gives its answers one after another, and remembers who asked."""

    takes_time = True

    def __init__(self, *answers: str | None) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def ask(self, name: str, attempt: int, /) -> str | None:
        self.asked.append((name, attempt))
        return self._answers.pop(0)

    def reads_anyway(self, name: str, /) -> bool:
        self.asked.append((name, -1))
        return self._answers.pop(0) is not None


def test_files_that_need_no_password_do_not_wait_for_the_answer(working: Session, tmp_path: Path) -> None:
    paths = [
        save(tmp_path, "1.pdf", builders.encrypted_pdf("one")),
        save(tmp_path, "2.pdf", builders.text_pdf(["Open"])),
        save(tmp_path, "3.pdf", builders.encrypted_pdf("three")),
        save(tmp_path, "4.png", builders.png()),
    ]
    told: list[str] = []
    answers = Answers("one", None)
    results = add_documents(working, paths, passwords=answers, report=lambda one: told.append(one.path.name)).result()
    assert told == ["2.pdf", "4.png", "1.pdf", "3.pdf"]
    assert [(one.path.name, one.status) for one in results] == [
        ("1.pdf", "added"), ("2.pdf", "added"), ("3.pdf", "refused"), ("4.png", "added"),
    ]  # fmt: skip
    assert answers.asked == [("1.pdf", 0), ("3.pdf", 0)]


def test_a_password_is_asked_for_until_it_fits_and_kept_for_the_session_alone(working: Session, tmp_path: Path) -> None:
    path = save(tmp_path, "locked.pdf", builders.encrypted_pdf("opensesame"))
    answers = Answers("wrong", "opensesame")
    (result,) = add_documents(working, [path], passwords=answers).result()
    assert result.status == "added"
    assert "indexed" in result.reason
    assert answers.asked == [("locked.pdf", 0), ("locked.pdf", 1)]
    assert result.document is not None
    working.open_document(result.document).result().close()
    entries = working.read(lambda case: list(case.journal())).result()
    assert "opensesame" not in repr(entries)
    assert b"opensesame" not in working.path.read_bytes()


def test_without_its_password_a_document_in_the_case_stays_locked(
    working: Session, tmp_path: Path, clock: Callable[[], str], new_id: Callable[[], str]
) -> None:
    path = save(tmp_path, "locked.pdf", builders.encrypted_pdf("opensesame"))
    (result,) = add_documents(working, [path], passwords=Answers("opensesame")).result()
    assert result.document is not None
    with Session.open(
        working.path,
        clock=clock,
        new_id=new_id,
        reviewer=working.reviewer,
        workers=lambda: working.workers,
        read_only=True,
    ) as other:
        with pytest.raises(PasswordNeededError):
            other.open_document(result.document).result()
        other.give_password(other.read(lambda case: case.documents()).result()[0].document.sha256, "opensesame")
        other.open_document(result.document).result().close()


def test_provenance_is_kept_with_each_document_and_a_bad_date_adds_nothing(working: Session, tmp_path: Path) -> None:
    path = save(tmp_path, "a.pdf", builders.text_pdf(["a"]))
    with pytest.raises(UsageError):
        add_documents(working, [path], provenance=Provenance(obtained_on="03/04/2026")).result()
    assert working.read(lambda case: case.documents()).result() == ()
    given = Provenance(obtained_from=" a source ", obtained_on="2018-12", publication=Publication.LEAKED)
    add_documents(working, [path], provenance=given).result()
    (only,) = working.read(lambda case: case.documents()).result()
    assert only.document.provenance == Provenance(None, "a source", "2018-12", Publication.LEAKED)


def test_a_cancelled_import_keeps_what_was_done_and_nothing_of_the_file_at_work(working: Session, tmp_path: Path) -> None:
    first = save(tmp_path, "a.pdf", builders.text_pdf(["a"]))
    second = save(tmp_path, "b.pdf", builders.many_pages_pdf(80))
    done = False

    def watch(progress: ImportProgress) -> None:
        nonlocal done
        done = done or (progress.path == second and progress.pages_done > 0)

    results = add_documents(working, [first, second], progress=watch, cancelled=lambda: done).result()
    assert [one.status for one in results] == ["added"]
    assert [one.document.name for one in working.read(lambda case: case.documents()).result()] == ["a.pdf"]
    assert [one.status for one in add(working, second)] == ["added"]


def test_an_import_that_fails_is_taken_out_at_once(working: Session, tmp_path: Path) -> None:
    stop = Event()

    def tell(progress: ImportProgress) -> None:
        if progress.pages_done:
            stop.set()

    path = save(tmp_path, "a.pdf", builders.text_pdf(["never asked"]))
    assert add_documents(working, [path], progress=tell, cancelled=stop.is_set).result() == ()
    with closing(sqlite3.connect(working.path)) as database:
        tables = ("imports", "sources", "source_chunks", "pages", "text_layers", "search_entries WHERE kind <> 'form'")
        assert [database.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables] == [0] * len(tables)


def test_what_a_person_asks_comes_between_two_parts_of_a_large_document(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(builders.text_pdf(builders.REGISTER) + b"%" * 3 * CHUNK_BYTES)
    (added,) = add_documents(working, [large]).result()
    assert added.document is not None
    order: list[str] = []
    read = CaseReader.source_chunk

    def told(reader: CaseReader, sha256: Sha256, n: int) -> bytes:
        order.append("part")
        if n == 0:
            working.read(lambda _: order.append("asked"))
        return read(reader, sha256, n)

    monkeypatch.setattr(CaseReader, "source_chunk", told)
    working.sources._from_case(working.read(lambda case: case.document(added.document)).result().sha256).close()
    assert order == ["part", "asked", "part", "part", "part"]


def test_bytes_in_the_case_that_are_not_those_that_were_added_are_never_opened(working: Session, tmp_path: Path) -> None:
    data = builders.text_pdf(["never asked"])
    (added,) = add(working, save(tmp_path, "a.pdf", data))
    assert added.document is not None
    working.close()
    with closing(sqlite3.connect(working.path)) as database, database:
        database.execute("UPDATE source_chunks SET bytes = ?", (data[:-1] + b" ",))
    again = Session.open(
        working.path, clock=str, new_id=working.new_id, reviewer=working.reviewer, workers=lambda: working.workers, read_only=True
    )
    with again, pytest.raises(DocumentError, match="not those that were added"):
        again.open_document(added.document).result()


def test_undoing_an_import_takes_the_documents_out_and_redo_brings_them_back(working: Session, tmp_path: Path) -> None:
    history = History(working)
    add(working, save(tmp_path, "a.pdf", builders.text_pdf(["alpha"])), save(tmp_path, "b.pdf", builders.text_pdf(["beta"])))
    assert history.undo_words == "Add 2 documents"
    history.undo().result()
    assert working.read(lambda case: case.documents()).result() == ()
    assert working.read(lambda case: case.search("alpha")).result() == ()
    history.redo().result()
    assert len(working.read(lambda case: case.documents()).result()) == 2
    assert working.read(lambda case: case.search("alpha")).result()
    history.undo().result()
    (again,) = add(working, tmp_path / "a.pdf")
    assert again.status == "added"
    assert working.read(lambda case: case.search("alpha")).result()


def test_files_that_come_late_are_undone_in_the_order_of_asking(working: Session, tmp_path: Path) -> None:
    history, gate = History(working), Event()
    files = [save(tmp_path, name, builders.text_pdf([name])) for name in ("a.pdf", "b.pdf")]
    working.import_job(gate.wait)  # as another import, or a file that takes its time
    history.expect("drop")
    adding = add_documents(working, files, initiator="drop")
    assert history.undo_words is None, "nothing has come yet"
    commands.add_claim(working, text="asked after").result()
    history.undo().result()
    gate.set()
    adding.result()
    assert history.redo().result().intent == "Add claim", "what was undone after the drop can be done again"
    assert history.redo_words is None
    assert history.undo().result().intent == "Add claim"
    assert history.undo().result().intent == "Add 2 documents"
    assert history.undo_words is None


def test_files_that_overtake_what_is_pending_are_undone_in_the_order_of_asking(working: Session, tmp_path: Path) -> None:
    history, gate = History(working), Event()
    working.intend(gate.wait)  # as a mark on a heavy page
    adding = commands.add_claim(working, text="asked before")
    placed = history.expect("drop")
    add_documents(working, [save(tmp_path, "a.pdf", builders.text_pdf(["alpha"]))], initiator="drop").result()
    gate.set()
    adding.result()
    placed.result()
    assert history.undo_words == "Add document"
    assert history.undo().result().intent == "Add document"
    assert history.undo_words == "Add claim"


def test_what_was_undone_before_a_drop_cannot_be_done_again_once_its_files_come(working: Session, tmp_path: Path) -> None:
    history = History(working)
    commands.add_claim(working, text="a").result()
    history.undo().result()
    history.expect("drop").result()
    assert history.redo_words == "Add claim"
    add_documents(working, [save(tmp_path, "a.pdf", builders.text_pdf(["alpha"]))], initiator="drop").result()
    assert history.redo_words is None


def test_an_import_that_brings_nothing_ends_nothing(working: Session, tmp_path: Path) -> None:
    history = History(working)
    file = save(tmp_path, "a.pdf", builders.text_pdf(["alpha"]))
    add(working, file)
    commands.add_claim(working, text="a").result()
    history.undo().result()
    history.expect("drop")
    add_documents(working, [file], initiator="drop").result()
    assert (history.undo_words, history.redo_words) == ("Add document", "Add claim")


def test_a_document_can_be_shown_before_it_is_in_the_case(working: Session, tmp_path: Path) -> None:
    events: list[CaseEvent] = []
    working.events.subscribe(events.append)
    shown: list[int] = []

    def show(event: Event) -> None:
        if isinstance(event, DocumentPreview):
            assert working.read(lambda case: case.documents()).result() == ()
            opened = working.open_source(event.sha256).result()
            shown.append(opened.page_count)
            opened.close()

    working.events.subscribe(show)
    add(working, save(tmp_path, "a.pdf", builders.many_pages_pdf(5)))
    assert shown == [5]
    assert [one.path.name for one in events if isinstance(one, DocumentAdded)] == ["a.pdf"]


def test_what_nothing_isolates_is_asked_about_file_by_file_and_after_all_that_needs_no_answer(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.documents.client.isolates", lambda _held: False)
    paths = [save(tmp_path, "1.png", builders.png()), save(tmp_path, "2.pdf", builders.text_pdf(["Open"]))]
    answers = Answers("yes", None)
    results = add_documents(working, paths, passwords=answers).result()
    assert [one.status for one in results] == ["added", "refused"]
    assert "cannot isolate" in results[1].reason
    assert answers.asked == [("1.png", -1), ("2.pdf", -1)]


def test_of_a_file_with_more_pages_than_can_be_shown_the_first_are_added_and_it_says_so(working: Session, tmp_path: Path) -> None:
    (result,) = add(working, save(tmp_path, "fax.tiff", hostile.many_frames(limits.MAX_IMAGE_FRAMES + 7)))
    assert "7 pages more than are shown here, which are the first 10,000" in result.reason
    (document,) = [one.document for one in working.read(lambda case: case.documents()).result()]
    assert document.page_count == limits.MAX_IMAGE_FRAMES
    assert read_file_facts(working, document.id).result().whole.beyond == 7
