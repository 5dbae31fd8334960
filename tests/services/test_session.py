"""An open case: who may write, what is refused, and how it ends."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.documents.client import Workers
from reviewer.errors import CaseError, CaseLockedError
from reviewer.model.document import Provenance
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.services import commands, drafts
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.store.check import check_case
from reviewer.store.file.lock import CaseLock, holder_of
from tests import builders
from tests.store import dump

WAIT_S = 30


def reopen(session: Session, clock: Clock, new_id: NewId, *, read_only: bool = False) -> Session:
    def workers() -> Workers:
        raise AssertionError("this test opens no document")

    return Session.open(session.path, clock=clock, new_id=new_id, reviewer=Reviewer("Bo"), workers=workers, read_only=read_only)


def test_a_second_writer_is_refused_and_told_by_whom(session: Session, clock: Clock, new_id: NewId) -> None:
    with pytest.raises(CaseLockedError) as refused:
        reopen(session, clock, new_id)
    assert refused.value.holder
    assert session.path.name in refused.value.summary


def test_a_reader_sees_what_is_written_and_is_refused_writing(session: Session, clock: Clock, new_id: NewId) -> None:
    with reopen(session, clock, new_id, read_only=True) as other:
        commands.add_claim(session, text="a").result()
        assert len(other.read(lambda case: case.claims()).result()) == 1
        with pytest.raises(CaseError, match="reading only"):
            commands.add_claim(other, text="b").result()
    assert len(session.read(lambda case: case.claims()).result()) == 1


def test_closing_does_what_was_asked_for_and_gives_the_lock_back(session: Session, clock: Clock, new_id: NewId) -> None:
    for n in range(20):
        commands.add_claim(session, text=str(n))
    session.close()
    session.close()
    with reopen(session, clock, new_id) as again:
        assert [one.claim.text for one in again.read(lambda case: case.claims()).result()] == [str(n) for n in range(20)]
    assert [one.name for one in session.path.parent.iterdir()] == [session.path.name]


@pytest.mark.parametrize("reason", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_new_case_where_nothing_can_be_written_is_told_as_that(
    tmp_path: Path, clock: Clock, new_id: NewId, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(CaseError) as refused:
        Session.create(tmp_path / "new.revcase", title="x", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=Workers)
    assert refused.value.summary == f"The file “new.revcase” cannot be written: {os.strerror(reason)}"
    assert list(tmp_path.iterdir()) == []


def test_what_fails_inside_an_intent_leaves_no_trace(session: Session) -> None:
    def fail(recorder: object, case: object) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        session.intend(lambda: session.record("Fail", fail).result()).result()
    assert session.pending == 0
    assert commands.add_claim(session, text="a").result()[1].seq == 2


def test_a_file_that_is_no_case_is_refused_and_nothing_is_left_beside_it(
    tmp_path: Path, clock: Clock, new_id: NewId, no_workers: Callable[[], Workers]
) -> None:
    path = tmp_path / "x.revcase"
    path.write_bytes(b"not a case at all, but long enough to be read" * 50)
    for wrong in (path, tmp_path / "absent.revcase", tmp_path / "no folder" / "a.revcase"):
        with pytest.raises(CaseError):
            Session.open(wrong, clock=clock, new_id=new_id, reviewer=Reviewer(), workers=no_workers)
    assert [one.name for one in tmp_path.iterdir()] == ["x.revcase"]


def test_a_draft_is_made_kept_or_discarded(
    tmp_path: Path, clock: Clock, new_id: NewId, no_workers: Callable[[], Workers]
) -> None:
    folder = tmp_path / "drafts"
    paths = []
    for text in ("", "a claim"):
        path = drafts.fresh_path(folder)
        with Session.create(
            path, title="Untitled case", clock=clock, new_id=new_id, reviewer=Reviewer(), workers=no_workers
        ) as draft:
            if text:
                commands.add_claim(draft, text=text).result()
        assert drafts.is_empty(path) is (not text)
        paths.append(path)
    assert [one.name for one in paths] == ["Untitled 1.revcase", "Untitled 2.revcase"]
    drafts.discard(paths[0])
    assert drafts.left_over(folder) == (paths[1],)
    taken = tmp_path / "taken.revcase"
    taken.write_bytes(b"something else")
    with pytest.raises(CaseError, match="already"):
        drafts.place(paths[1], taken)
    target = tmp_path / "The denial.revcase"
    drafts.place(paths[1], target)
    assert drafts.left_over(folder) == ()
    assert taken.read_bytes() == b"something else"
    assert not drafts.is_empty(target)


@pytest.mark.parametrize("act", ["obtained", "dated", "renamed", "titled", "another", "nothing"])
def test_a_draft_in_which_a_person_did_more_than_look_is_kept(working: Session, tmp_path: Path, act: str) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER))
    (added,) = add_documents(working, [file]).result(WAIT_S)
    document = added.document
    assert document is not None
    if act == "obtained":
        commands.set_provenance(working, document=document, provenance=Provenance(obtained_from="a source")).result()
    elif act == "dated":
        commands.set_dated(working, document=document, dated="2014").result()
    elif act == "renamed":
        commands.rename_document(working, document=document, name="the register").result()
    elif act == "titled":
        commands.edit_case(working, title="A denial").result()
    elif act == "another":
        (tmp_path / "second.pdf").write_bytes(builders.text_pdf(["second"]))
        add_documents(working, [tmp_path / "second.pdf"]).result(WAIT_S)
    working.close()
    assert drafts.is_empty(working.path) == (act == "nothing")


def test_a_draft_is_looked_at_and_deleted_while_nobody_else_can_write_to_it(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    monkeypatch.setattr(drafts, "is_empty", lambda path: held.append(holder_of(path) is not None) or True)
    drafts.end(session, tmp_path)
    assert held == [True]
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_another_program_took_up_is_kept(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> CaseLock:
        raise CaseLockedError("It is open elsewhere")

    session.close()
    monkeypatch.setattr(drafts.CaseLock, "acquire", refuses)
    drafts.end(session, tmp_path)
    assert session.path.exists()


def test_moving_a_draft_never_replaces_a_file_that_came_up_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, target = tmp_path / "Untitled 1.revcase", tmp_path / "The denial.revcase"
    draft.write_bytes(b"ours")

    monkeypatch.setattr("reviewer.store.file.backup.check_free", lambda place: place.write_bytes(b"theirs"))
    with pytest.raises(CaseError, match="already"):
        drafts.place(draft, target)
    assert (draft.read_bytes(), target.read_bytes()) == (b"ours", b"theirs")
    assert len(list(tmp_path.iterdir())) == 2


def test_an_untitled_case_is_moved_while_it_stays_open_with_all_that_can_be_undone(session: Session, tmp_path: Path) -> None:
    draft, taken, target = session.path, tmp_path / "taken.revcase", tmp_path / "placed" / "The denial.revcase"
    history = History(session)
    commands.add_claim(session, text="first").result()
    commands.add_claim(session, text="second").result()
    taken.write_bytes(b"something else")
    with pytest.raises(CaseError, match="already"):
        drafts.move(session, taken).result()
    with pytest.raises(CaseError):
        drafts.move(session, target).result()  # there is no such folder
    assert (session.path, holder_of(taken)) == (draft, None)
    target.parent.mkdir()
    drafts.move(session, target).result()
    assert session.path == target
    assert [one.name for one in tmp_path.iterdir() if "case.revcase" in one.name] == []
    assert holder_of(target) is not None
    commands.add_claim(session, text="third").result()
    for left in (["first", "second"], ["first"], []):
        history.undo().result()
        assert [one.claim.text for one in session.read(lambda case: case.claims()).result()] == left
    session.close()
    assert holder_of(target) is None
    assert check_case(target).ok


@pytest.mark.parametrize(
    ("clock_says", "ahead"),
    [
        ("2026-03-04T21:00:00.000Z", True),
        ("2026-03-04T21:58:00.000Z", False),  # as clocks of two computers differ
        ("2026-03-05T09:00:00.000Z", False),
        ("no clock at all", False),
    ],
)
def test_a_journal_whose_newest_entry_is_still_to_come_is_told(
    session: Session, new_id: NewId, clock_says: str, ahead: bool
) -> None:
    session.close()
    newest = dump.rows(session.path, "SELECT max(at) FROM journal")[0][0]
    with reopen(session, lambda: clock_says, new_id) as again:
        assert again.dated_ahead == (newest if ahead else "")
