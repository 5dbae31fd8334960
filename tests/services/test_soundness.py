"""A case is looked at in the background after it was opened; the first change waits for it, and a damaged case stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from reviewer.documents.client import Workers
from reviewer.errors import CancelledError, CaseError
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.services import commands
from reviewer.services.case import soundness
from reviewer.services.session import Session

Open = Callable[[], Session]


@pytest.fixture
def closed(session: Session) -> Path:
    """Return a closed case with one claim."""
    commands.add_claim(session, text="We never asked").result()
    session.close()
    return session.path


@pytest.fixture
def opened(closed: Path, clock: Clock, new_id: NewId, no_workers: Callable[[], Workers]) -> Open:
    return lambda: Session.open(closed, clock=clock, new_id=new_id, reviewer=Reviewer("Bo"), workers=no_workers)


def claims(case: Session) -> list[str]:
    return [one.claim.text for one in case.read(lambda reader: reader.claims()).result()]


def test_a_case_whose_journal_was_touched_is_read_but_never_written(closed: Path, opened: Open) -> None:
    with sqlite3.connect(closed) as database:
        database.execute("UPDATE journal SET reviewer = 'Eve' WHERE seq = 1")
    database.close()
    before = closed.read_bytes()
    with opened() as case:
        for _ in range(2):
            with pytest.raises(CaseError, match="damaged and was not changed: Entry 1 of the journal") as refused:
                commands.add_claim(case, text="more").result()
            assert "reviewer check" in refused.value.hint
        assert claims(case) == ["We never asked"]
    assert closed.read_bytes() == before


def test_the_first_change_waits_for_the_look_and_reading_does_not(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, looked = Event(), []

    def slow(path: Path, **_: object) -> tuple[str, ...]:
        assert seen.wait(20)
        looked.append(path)
        return ()

    monkeypatch.setattr(soundness, "check_before_writing", slow)
    with opened() as case:
        adding = commands.add_claim(case, text="more")
        assert claims(case) == ["We never asked"]
        assert not adding.done()
        seen.set()
        adding.result()
        commands.add_claim(case, text="and more").result()
        assert claims(case) == ["We never asked", "more", "and more"]
    assert len(looked) == 1


def test_closing_does_not_wait_for_a_look_that_nobody_needs(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()

    def endless(_path: Path, *, cancelled: Callable[[], bool]) -> tuple[str, ...]:
        begun.set()
        while not cancelled():
            pass
        raise CancelledError("given up")

    monkeypatch.setattr(soundness, "check_before_writing", endless)
    case = opened()
    case.look_ahead()
    assert begun.wait(20)
    case.close()


def test_a_change_that_is_asked_for_as_the_case_closes_is_kept(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The background look is given up at that moment, and the change looks for itself."""
    looks = []

    def look(_path: Path, *, cancelled: Callable[[], bool]) -> tuple[str, ...]:
        looks.append(cancelled())
        if len(looks) == 1:
            raise CancelledError("given up")
        return ()

    monkeypatch.setattr(soundness, "check_before_writing", look)
    with opened() as case:
        case.look_ahead()
        commands.add_claim(case, text="more")
    with opened() as case:
        assert claims(case) == ["We never asked", "more"]
