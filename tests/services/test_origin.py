"""A case from elsewhere is told as one; its index is made anew with the first change and not before."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from reviewer.documents.client import Workers
from reviewer.model.ids import Clock, DocumentId, NewId, Reviewer
from reviewer.model.overview import ReadingPlace
from reviewer.services import commands, drafts
from reviewer.services.case.soundness import Soundness
from reviewer.services.session import Session
from reviewer.settings.seals import CaseSeals
from reviewer.store.content import index_making

LIE = "smoking gun"
Open = Callable[..., Session]


@pytest.fixture
def closed(session: Session) -> Path:
    """Return a closed case with one claim, made here."""
    commands.add_claim(session, text="We never asked").result()
    session.close()
    return session.path


@pytest.fixture
def opened(clock: Clock, new_id: NewId, no_workers: Callable[[], Workers], seals: CaseSeals) -> Open:
    def open_here(path: Path, *, seals: CaseSeals = seals, read_only: bool = False) -> Session:
        return Session.open(
            path, clock=clock, new_id=new_id, reviewer=Reviewer("Bo"), workers=no_workers, seals=seals, read_only=read_only
        )

    return open_here


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> CaseSeals:
    """Return what another machine remembers."""
    return CaseSeals(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Return what is set once the look at an opened case is over."""
    over, look = Event(), Soundness.look_ahead

    def told(self: Soundness, leaving: Callable[[], bool], *, apart: bool) -> None:
        look(self, leaving, apart=apart)
        over.set()

    monkeypatch.setattr(Soundness, "look_ahead", told)
    return over


def tamper(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE search_entries SET body = ?", (LIE,))
        database.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    database.close()


def in_the_file(path: Path) -> list[str]:
    with sqlite3.connect(path) as database:
        found = [row[0] for row in database.execute("SELECT body FROM search_entries WHERE kind <> 'form'").fetchall()]
    database.close()
    return found


def found(case: Session, words: str) -> int:
    return len(case.read(lambda reader: reader.search(words)).result())


def test_a_case_made_here_is_ours_also_moved_copied_and_read(closed: Path, opened: Open, tmp_path: Path) -> None:
    drafts.place(closed, tmp_path / "placed.revcase")
    with opened(tmp_path / "placed.revcase") as case:
        assert not case.came_from_elsewhere
        case.save_copy(tmp_path / "saved copy.revcase").result()
    for copy in (tmp_path / "saved copy.revcase", shutil.copy(tmp_path / "placed.revcase", tmp_path / "copied.revcase")):
        with opened(copy, read_only=True) as case:
            assert not case.came_from_elsewhere


def test_opening_a_case_from_elsewhere_changes_no_byte_until_the_person_changes_something(
    closed: Path, opened: Open, elsewhere: CaseSeals, looked: Event
) -> None:
    tamper(closed)
    before = closed.read_bytes()
    with opened(closed, seals=elsewhere) as case:
        assert case.came_from_elsewhere
        case.look_ahead()
        assert looked.wait(20)
        case.write(lambda file: file.set_reading_place(DocumentId("any"), ReadingPlace(0, 0.0, 1.0))).result()
        assert found(case, LIE) == 0
        assert found(case, "asked") == 1
        assert not case.made_index
    assert closed.read_bytes() == before
    with opened(closed, seals=elsewhere) as case:
        assert case.came_from_elsewhere, "nothing was changed here yet"
        commands.add_claim(case, text="more").result()
        assert case.made_index
        assert found(case, LIE) == 0
        assert found(case, "asked") == 1
        case.write(lambda file: file.set_reading_place(DocumentId("any"), ReadingPlace(7, 0.0, 1.0))).result()
        assert case.read(lambda reader: reader.reading_place(DocumentId("any"))).result() == ReadingPlace(7, 0.0, 1.0)
    assert sorted(in_the_file(closed)) == ["We never asked", "more"]
    with opened(closed, seals=elsewhere) as case:
        assert not case.came_from_elsewhere
    with opened(closed) as case:
        assert case.came_from_elsewhere, "for the machine that had it before"


def test_searching_does_not_wait_for_the_new_index_and_the_first_change_does(
    closed: Path, opened: Open, elsewhere: CaseSeals, monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper(closed)
    go_on, make = Event(), index_making.make_anew

    def slow(*words: object, **more: object) -> None:
        assert go_on.wait(20)
        make(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(index_making, "make_anew", slow)
    with opened(closed, seals=elsewhere) as case:
        adding = commands.add_claim(case, text="more words")
        assert found(case, LIE) == 0
        assert found(case, "asked") == 1
        assert not adding.done()
        go_on.set()
        adding.result()
        assert found(case, "more words") == 1
        assert found(case, LIE) == 0
    assert sorted(in_the_file(closed)) == ["We never asked", "more words"]


def test_reading_a_case_from_elsewhere_leaves_it_as_it_is(closed: Path, opened: Open, elsewhere: CaseSeals) -> None:
    tamper(closed)
    before = closed.read_bytes()
    with opened(closed, seals=elsewhere, read_only=True) as case:
        assert case.came_from_elsewhere
        assert found(case, LIE) == 0
        assert found(case, "asked") == 1
    assert closed.read_bytes() == before


def test_a_damaged_case_from_elsewhere_is_searched_but_not_written(closed: Path, opened: Open, elsewhere: CaseSeals) -> None:
    tamper(closed)
    with sqlite3.connect(closed) as database:
        database.execute("UPDATE journal SET reviewer = 'Eve' WHERE seq = 1")
    database.close()
    before = closed.read_bytes()
    with opened(closed, seals=elsewhere) as case:
        assert found(case, LIE) == 0
        assert found(case, "asked") == 1
    assert closed.read_bytes() == before
