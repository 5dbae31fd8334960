"""Documents too large for a case: linked after asking, checked before a page of them is read, and mended by the same bytes."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from reviewer.documents.client import Workers
from reviewer.documents.sources import source as source_module
from reviewer.documents.sources.linked_source import FoundFile
from reviewer.errors import CancelledError, CaseError, DocumentError, LinkedFileError, PackError, UsageError
from reviewer.exporters.bag.verify import verify
from reviewer.model.anchor import TextPosition
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document, LinkedFileTrouble
from reviewer.model.ids import Clock, DocumentId, NewId, Reviewer
from reviewer.model.spans import TextSpan
from reviewer.services import commands
from reviewer.services.adding.importing import ImportResult, add_documents
from reviewer.services.adding.large_files import Decided, LargeFile
from reviewer.services.checks.checking import check_case
from reviewer.services.events import Event, ImportProgress, LinkedFileCheck
from reviewer.services.exporting import export_pack
from reviewer.services.locating import locate_file
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.settings.seals import CaseSeals
from tests import builders
from tests.services.conftest import WAIT_S

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files are lent on Linux only")

LINK = Decided(link=True)
LARGE = builders.many_pages_pdf(40)
SMALL = builders.text_pdf(["a small one"])
LIMIT = 20_000


@pytest.fixture(autouse=True)
def _low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(SMALL) < LIMIT < len(LARGE)
    monkeypatch.setattr(source_module, "MAX_SOURCE_BYTES", LIMIT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "leaks" / "large.pdf"
    path.parent.mkdir()
    path.write_bytes(LARGE)
    return path


def add(session: Session, *paths: Path, link: bool = True) -> tuple[ImportResult, ...]:
    return add_documents(session, paths, linking=Decided(link=link, hint="Say so.")).result(WAIT_S)


def only(session: Session) -> Document:
    ((found,),) = ([one.document for one in session.read(lambda case: case.documents()).result()],)
    return found


def events_of(session: Session) -> list[Event]:
    told: list[Event] = []
    session.events.subscribe(told.append)
    return told


def reopened(session: Session, *, read_only: bool = False, seals: CaseSeals | None = None) -> Session:
    """Close a case and open it again, as on the next day; only what is in the file is known of links.

    With other seals this is another computer.
    """
    session.close()
    return Session.open(
        session.path,
        clock=lambda: "2026-03-05T08:00:00.000Z",
        new_id=iter(f"{n:08x}-0000-4000-8001-000000000000" for n in range(1, 999)).__next__,
        reviewer=Reviewer("Ada"),
        workers=session._get_workers,
        read_only=read_only,
        seals=seals or session._ways.seals,
    )


class Person:
    """Answers when a test says so."""

    hint = "Link it next time."

    def __init__(self) -> None:
        self.asked: list[Sequence[LargeFile]] = []
        self.answer: Future[bool] = Future()
        self.was_asked = threading.Event()

    def ask(self, files: Sequence[LargeFile], /) -> Future[bool]:
        self.asked.append(files)
        self.was_asked.set()
        return self.answer


def test_a_large_file_is_linked_with_its_pages_and_text_and_without_its_bytes(working: Session, file: Path) -> None:
    told = events_of(working)
    (result,) = add(working, file)
    assert (result.status, result.reason) == ("added", "Linked: the case keeps its checksum and where it lies, not its bytes")
    document = only(working)
    assert (document.linked, document.size, document.page_count) == (True, len(LARGE), 40)
    link = working.read(lambda case: case.linked_file(document.sha256)).result()
    assert link is not None
    assert (link.path, link.size) == (file, len(LARGE))
    assert len(working.read(lambda case: case.search("token00033")).result()) == 1
    with closing(sqlite3.connect(working.path)) as case:
        assert case.execute("SELECT count(*) FROM source_chunks").fetchone() == (0,)
    assert any(isinstance(one, ImportProgress) and one.bytes_done == one.byte_count == len(LARGE) for one in told)
    opened = working.open_document(document.id).result(WAIT_S)
    assert "token00033" in opened.text(32).result(WAIT_S).text
    opened.close()
    assert not [one for one in told if isinstance(one, LinkedFileCheck)], "it was read when it was added, and not touched since"


def test_adding_a_linked_one_is_one_entry_that_names_no_place_and_can_be_undone(working: Session, file: Path) -> None:
    history = History(working)
    add(working, file)
    entry = list(working.read(lambda case: list(case.journal())).result())[-1]
    assert {one.field: one.after for one in entry.changes}["linked"] == 1
    assert str(file.parent) not in str(entry)
    history.undo().result()
    assert working.read(lambda case: case.documents()).result() == ()
    history.redo().result()
    assert working.open_document(only(working).id).result(WAIT_S).page_count == 40


def test_without_a_word_for_it_a_large_file_is_refused_and_the_others_go_on(working: Session, tmp_path: Path, file: Path) -> None:
    small = tmp_path / "small.pdf"
    small.write_bytes(SMALL)
    large, other = add(working, file, small, link=False)
    assert (large.status, large.reason, large.hint) == ("refused", "The document is larger than 2 GiB", "Say so.")
    assert other.status == "added"
    (unasked,) = add_documents(working, [file]).result(WAIT_S)
    assert (unasked.status, unasked.hint) == ("refused", "Split it, and add the parts that matter.")


def test_a_person_is_asked_once_for_all_large_files_and_the_others_are_added_meanwhile(
    working: Session, tmp_path: Path, file: Path
) -> None:
    second = file.with_name("another large one.pdf")
    second.write_bytes(builders.many_pages_pdf(41))
    for name in ("1.pdf", "2.pdf"):
        (file.parent / name).write_bytes(builders.text_pdf([name]))
    person, done = Person(), threading.Semaphore(0)
    adding = add_documents(working, [file.parent], linking=person, report=lambda _one: done.release())
    assert person.was_asked.wait(WAIT_S)
    assert done.acquire(timeout=WAIT_S)
    assert done.acquire(timeout=WAIT_S)
    assert [one.document.name for one in working.read(lambda case: case.documents()).result()] == ["1.pdf", "2.pdf"]
    assert not adding.done(), "the large ones wait for the answer"
    person.answer.set_result(True)
    results = adding.result(WAIT_S)
    assert person.asked == [(LargeFile(second, second.stat().st_size), LargeFile(file, len(LARGE)))]
    assert [(one.path.name, one.status) for one in results] == [
        ("1.pdf", "added"),
        ("2.pdf", "added"),
        ("another large one.pdf", "added"),
        ("large.pdf", "added"),
    ]


def test_who_says_no_is_told_of_each_large_file_by_name(working: Session, file: Path) -> None:
    person = Person()
    adding = add_documents(working, [file], linking=person)
    person.answer.set_result(False)
    (result,) = adding.result(WAIT_S)
    assert (result.path, result.status, result.hint) == (file, "refused", "Link it next time.")
    assert working.read(lambda case: case.documents()).result() == ()


def test_an_import_that_waits_for_an_answer_can_be_cancelled(working: Session, file: Path) -> None:
    person, cancelled = Person(), threading.Event()
    adding = add_documents(working, [file], linking=person, cancelled=cancelled.is_set)
    assert person.was_asked.wait(WAIT_S)
    cancelled.set()
    assert adding.result(WAIT_S) == ()


def test_nothing_stays_of_a_large_file_whose_adding_is_cancelled_while_it_is_hashed(working: Session, file: Path) -> None:
    cancelled = threading.Event()

    def progress(one: ImportProgress) -> None:
        if one.byte_count:
            cancelled.set()

    assert add_documents(working, [file], linking=LINK, progress=progress, cancelled=cancelled.is_set).result(WAIT_S) == ()
    assert working.read(lambda case: case.linked_files()).result() == ()


def test_an_image_is_never_linked(working: Session, tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    path.write_bytes(builders.png(size=(2000, 1500)))
    assert path.stat().st_size > LIMIT
    (result,) = add(working, path)
    assert (result.status, result.reason) == ("refused", "It is an image of more than 2 GiB; only PDFs so large can be linked")
    assert working.read(lambda case: case.linked_files()).result() == ()


def test_where_no_file_can_be_lent_nobody_is_asked_and_the_reason_is_said(
    tmp_path: Path, clock: Clock, new_id: NewId, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_CHANNEL", "pipe")
    workers, person = Workers(spare=False), Person()
    with Session.create(
        tmp_path / "piped.revcase", title="t", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=lambda: workers
    ) as session:
        (result,) = add_documents(session, [file], linking=person).result(WAIT_S)
    workers.close()
    assert person.asked == []
    assert (result.status, result.reason) == ("refused", "The document is larger than 2 GiB")
    assert "cannot be opened on this system" in result.hint


def test_the_next_day_the_file_is_read_whole_once_before_any_page_is_shown(working: Session, file: Path) -> None:
    add(working, file)
    with reopened(working) as session:
        told, document = events_of(session), only(session)
        for _ in range(2):
            opened = session.open_document(document.id).result(WAIT_S)
            assert "token00001" in opened.text(0).result(WAIT_S).text
            opened.close()
        checks = [one for one in told if isinstance(one, LinkedFileCheck)]
    assert [(one.name, one.total, one.running) for one in (checks[0], checks[-1])] == [
        ("large.pdf", len(LARGE), True),
        ("large.pdf", len(LARGE), False),
    ]
    assert sum(not one.running for one in checks) == 1, "once, though it was opened twice"
    assert not checks[0].touched


def test_two_who_want_a_file_at_once_wait_for_one_reading(working: Session, file: Path) -> None:
    add(working, file)
    with reopened(working) as session:
        told, document = events_of(session), only(session)
        for one in [session.open_document(document.id) for _ in range(3)]:
            one.result(WAIT_S).close()
        assert sum(isinstance(one, LinkedFileCheck) and not one.running for one in told) == 1


def test_a_touched_file_is_said_to_be_and_shown_when_its_bytes_are_the_same(working: Session, file: Path) -> None:
    add(working, file)
    os.utime(file, ns=(5, 5))
    with reopened(working) as session:
        told, document = events_of(session), only(session)
        opened = session.open_document(document.id).result(WAIT_S)
        os.utime(file, ns=(6, 6))
        with pytest.raises(LinkedFileError, match="while it was open"):
            opened.text(3).result(WAIT_S)
        again = session.open_document(document.id).result(WAIT_S)
        assert "token00004" in again.text(3).result(WAIT_S).text
        checks = [one for one in told if isinstance(one, LinkedFileCheck) and not one.running]
    assert [one.touched for one in checks] == [True, True]


def _vanish(path: Path) -> None:
    path.unlink()


def _swap(path: Path) -> None:
    before = path.stat()
    path.write_bytes(LARGE[::-1])
    os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns))


def _grow(path: Path) -> None:
    path.write_bytes(LARGE + b"%")


def _bar(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("act", "trouble", "told"),
    [
        (_vanish, LinkedFileTrouble.MISSING, ("is not where it was", "is missing: ")),
        (_swap, LinkedFileTrouble.CHANGED, ("was changed", "was changed")),
        (_grow, LinkedFileTrouble.CHANGED, ("was changed", "was changed")),
        (_bar, LinkedFileTrouble.UNREADABLE, ("cannot be read", "cannot be read")),
    ],
)
def test_a_file_that_is_not_as_it_was_is_told_and_no_page_of_it_is_read(
    working: Session, file: Path, act: Callable[[Path], None], trouble: LinkedFileTrouble, told: tuple[str, str]
) -> None:
    reason, finding = told[0], f"The linked file of “large.pdf” {told[1]}"
    add(working, file)
    assert check_case(working.path, lambda: nullcontext(working)).ok
    act(file)
    with reopened(working) as session:
        document = only(session)
        with pytest.raises(LinkedFileError, match=reason) as caught:
            session.open_document(document.id).result(WAIT_S)
        assert str(file.parent) not in caught.value.summary + caught.value.hint, "these sentences reach packs"
        assert session.sources.linked_files.troubles() == {document.sha256: trouble}
        assert len(session.read(lambda case: case.search("token00002")).result()) == 1, "its text can be searched still"
        report = check_case(session.path, lambda: nullcontext(session))
    assert [one for one in report.findings if one.startswith(finding)] == list(report.findings)
    assert len(report.findings) == 1


def test_a_check_can_be_stopped_and_whoever_waits_is_told(working: Session, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(working, file)
    with reopened(working) as session:
        document = only(session)

        def stop(event: Event) -> None:
            if isinstance(event, LinkedFileCheck) and event.running:
                session.sources.linked_files.stop(document.sha256)

        unsubscribe = session.events.subscribe(stop)
        with pytest.raises(CancelledError):
            session.open_document(document.id).result(WAIT_S)
        unsubscribe()
        assert session.open_document(document.id).result(WAIT_S).page_count == 40


def test_the_same_bytes_from_elsewhere_mend_the_link_whatever_they_are_called(working: Session, file: Path) -> None:
    add(working, file)
    document = only(working)
    moved = file.rename(file.with_name("renamed.bin"))
    with reopened(working) as session:
        head = session.read(lambda case: case.info().head).result()
        (result,) = add(session, moved)
        assert (result.status, result.document) == ("known", document.id)
        assert "large.pdf, which is linked to this file from now on" in result.reason
        assert session.open_document(document.id).result(WAIT_S).page_count == 40
        assert session.read(lambda case: case.info().head).result() == head, "no entry: the document is the one that was added"
        (again,) = add(session, moved)
        assert again.reason == "The same bytes are in the case already, as large.pdf"
    with reopened(session) as later:
        assert later.open_document(document.id).result(WAIT_S).page_count == 40
        assert check_case(later.path, lambda: nullcontext(later)).ok


def test_a_file_is_located_only_by_the_same_bytes(working: Session, file: Path, tmp_path: Path) -> None:
    add(working, file)
    moved = file.rename(tmp_path / "moved.pdf")
    same_size, other = tmp_path / "same size.pdf", tmp_path / "other.pdf"
    same_size.write_bytes(LARGE[:-1] + b"?")
    other.write_bytes(SMALL)
    with reopened(working) as session:
        document = only(session)

        def locate(path: Path) -> Future[None]:
            return locate_file(session, document=document.id, path=path)

        for path, reason in (
            (same_size, "its checksum is another"),
            (other, f"it has {len(SMALL):,} bytes".replace(",", "\u202f")),
        ):
            with pytest.raises(DocumentError, match=reason):
                locate(path).result(WAIT_S)
        with pytest.raises(DocumentError, match="no such file"):
            locate(file).result(WAIT_S)
        with pytest.raises(LinkedFileError):
            session.open_document(document.id).result(WAIT_S)
        steps: list[tuple[int, int]] = []
        locate_file(session, document=document.id, path=moved, progress=lambda done, total: steps.append((done, total))).result(
            WAIT_S
        )
        assert steps == [(len(LARGE), len(LARGE))]
        assert session.open_document(document.id).result(WAIT_S).page_count == 40
        assert session.sources.linked_files.troubles() == {}
    with reopened(session) as later:
        assert later.open_document(document.id).result(WAIT_S).page_count == 40


def test_a_case_that_can_only_be_read_locates_a_file_until_it_is_closed(working: Session, file: Path, tmp_path: Path) -> None:
    add(working, file)
    moved = file.rename(tmp_path / "moved.pdf")
    with reopened(working, read_only=True) as session:
        before = session.path.read_bytes()
        document = only(session)
        locate_file(session, document=document.id, path=moved).result(WAIT_S)
        assert session.open_document(document.id).result(WAIT_S).page_count == 40
        assert session.path.read_bytes() == before


def test_a_document_in_the_case_has_no_file_to_locate(working: Session, tmp_path: Path) -> None:
    small = tmp_path / "small.pdf"
    small.write_bytes(SMALL)
    add(working, small)
    with pytest.raises(UsageError, match="linked to no file"):
        locate_file(working, document=only(working).id, path=small).result(WAIT_S)
    with pytest.raises(CaseError):
        locate_file(working, document=DocumentId("none"), path=small).result(WAIT_S)


def test_a_passage_is_marked_only_from_the_bytes_that_were_added(working: Session, file: Path) -> None:
    add(working, file)
    document = only(working)

    def mark(page: int) -> Future[object]:
        span = TextSpan(document.id, TextPosition(page, 0), TextPosition(page, 6))
        return commands.add_passage(working, document=document.id, selection=span)  # type: ignore[return-value]

    mark(0).result(WAIT_S)
    data = file.read_bytes()
    file.write_bytes(LARGE.replace(b"token", b"tokem") + b"x")
    for _ in range(2):
        with pytest.raises(LinkedFileError):
            mark(1).result(WAIT_S)
    file.write_bytes(data)
    mark(2).result(WAIT_S)
    assert len(working.read(lambda case: case.passages()).result()) == 2


def marked(session: Session) -> Document:
    document = only(session)
    claim = commands.add_claim(session, text="We never asked").result()[0]
    span = TextSpan(document.id, TextPosition(4, 0), TextPosition(4, 9))
    changes = commands.add_passage(session, document=document.id, selection=span, claim=claim, stance=_context()).result()
    assert changes.made(RecordKind.PASSAGE)
    return document


def _context() -> commands.passages.Stance:
    return commands.passages.Stance.CONTEXT


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_pack_has_the_passages_of_a_linked_document_and_says_what_it_has_not(
    working: Session, file: Path, tmp_path: Path, name: str
) -> None:
    add(working, file)
    document = marked(working)
    steps: list[tuple[int, int]] = []
    report = export_pack(working, tmp_path / name, progress=lambda done, total, _words: steps.append((done, total))).result(
        WAIT_S
    )
    assert report.refused == ()
    ((outside, sentence),) = report.outside
    assert outside == "large.pdf"
    assert document.sha256 in sentence
    assert verify(report.path).ok
    assert steps == sorted(steps)


def test_no_file_of_a_pack_names_the_place_of_a_linked_document(working: Session, file: Path, tmp_path: Path) -> None:
    add(working, file)
    marked(working)
    export_pack(working, tmp_path / "pack").result(WAIT_S)
    written = [one for one in (tmp_path / "pack").rglob("*") if one.is_file()]
    assert not [one for one in written if str(file.parent).encode() in one.read_bytes() or b"leaks" in one.read_bytes()]
    assert not list((tmp_path / "pack").rglob("*.pdf"))
    assert len(list((tmp_path / "pack" / "data" / "crops").iterdir())) == 1


def test_a_missing_file_is_left_out_of_a_pack_by_name_while_the_rest_goes_on(
    working: Session, file: Path, tmp_path: Path
) -> None:
    add(working, file)
    marked(working)
    small = tmp_path / "small.pdf"
    small.write_bytes(SMALL)
    add(working, small)
    file.unlink()
    report = export_pack(working, tmp_path / "pack").result(WAIT_S)
    assert report.refused == (("large.pdf", "The file of this linked document is not where it was"),)
    assert report.outside == ()
    assert (tmp_path / "pack" / "data" / "documents" / "small.pdf").is_file()
    assert verify(report.path).ok


def test_no_pack_appears_when_a_linked_file_is_written_to_while_it_is_made(working: Session, file: Path, tmp_path: Path) -> None:
    add(working, file)
    marked(working)

    def progress(_done: int, _total: int, words: str) -> None:
        if words == "Exhibit 1":
            _swap(file)

    with pytest.raises(PackError, match="was moved or written to meanwhile"):
        export_pack(working, tmp_path / "pack", progress=progress).result(WAIT_S)
    assert not (tmp_path / "pack").exists()


def test_a_link_from_another_system_leads_nowhere(working: Session, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(working, file)
    with reopened(working) as session:
        document = only(session)
        link = session.read(lambda case: case.linked_file(document.sha256)).result()
        assert link is not None
        monkeypatch.chdir(file.parent)
        monkeypatch.setattr(
            session.sources.linked_files, "file", lambda _sha256: type(link)(link.sha256, link.size, Path("large.pdf"), 1)
        )
        with pytest.raises(LinkedFileError, match="not where it was"):
            session.open_document(document.id).result(WAIT_S)


def test_the_file_is_let_go_of_when_nothing_is_open_from_it(working: Session, file: Path) -> None:
    add(working, file)
    opened = working.open_document(only(working).id).result(WAIT_S)
    assert [one for one in Path("/proc/self/fd").iterdir() if _target(one) == file]
    opened.close()
    opened.text(0).exception(WAIT_S)  # by then the worker's thread has closed it
    assert not [one for one in Path("/proc/self/fd").iterdir() if _target(one) == file], "its disk can be taken out"
    with FoundFile.at(file):
        pass


def _target(fd: Path) -> Path | None:
    try:
        return fd.readlink()
    except OSError:
        return None


def test_a_path_that_came_with_somebody_elses_case_is_not_touched(
    working: Session, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only to ask for it may be a call to a computer of a stranger's choice."""
    add(working, file)
    document = only(working)
    touched: list[Path] = []
    at = FoundFile.at

    def told(path: Path) -> FoundFile:
        touched.append(path)
        return at(path)

    monkeypatch.setattr(FoundFile, "at", told)
    with reopened(working, seals=CaseSeals(tmp_path / "their settings")) as elsewhere:
        assert elsewhere.sources.linked_files.troubles() == {document.sha256: LinkedFileTrouble.MISSING}
        with pytest.raises(LinkedFileError, match="came from elsewhere"):
            elsewhere.open_document(document.id).result()
        assert touched == []
        commands.add_claim(elsewhere, text="We never asked").result()
        link = elsewhere.read(lambda case: case.linked_file(document.sha256)).result()
        assert link is not None
        assert link.path == Path("large.pdf"), "and it is not there for the next who opens it"
        locate_file(elsewhere, document=document.id, path=file).result(WAIT_S)
        elsewhere.open_document(document.id).result().close()
        assert elsewhere.sources.linked_files.troubles() == {}
        with reopened(elsewhere, seals=elsewhere._ways.seals) as next_day:
            next_day.open_document(document.id).result().close()
