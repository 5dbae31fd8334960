"""The look at a case in a process of its own finds what the look in this one finds, and ends when it is not wanted any more."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reviewer.errors import CancelledError
from reviewer.services import commands
from reviewer.services.case.looking_apart import look_apart
from reviewer.services.case.soundness import Soundness
from reviewer.services.session import Session
from reviewer.store.check import check_before_writing


@pytest.fixture
def damaged(session: Session) -> Path:
    """Return a case whose journal says in one place what nobody did."""
    commands.add_claim(session, text="Nobody was told").result()
    session.close()
    with sqlite3.connect(session.path) as database:
        database.execute("UPDATE journal_changes SET after = 'Everybody was told' WHERE after = 'Nobody was told'")
    database.close()
    return session.path


def never() -> bool:
    return False


def test_it_finds_what_is_wrong(damaged: Path) -> None:
    found = look_apart(damaged, never)
    assert found == check_before_writing(damaged)
    assert found


def test_a_sound_case_is_sound(session: Session) -> None:
    commands.add_claim(session, text="Nobody was told").result()
    session.close()
    assert look_apart(session.path, never) == ()


def test_where_it_cannot_say_the_look_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: Path) -> None:
    (tmp_path / "none.revcase").write_bytes(b"no case")
    assert look_apart(tmp_path / "none.revcase", never) is None
    monkeypatch.setattr("reviewer.services.case.soundness.look_apart", lambda *_: None)
    soundness = Soundness(damaged)
    soundness.look_ahead(never, apart=True)
    with pytest.raises(Exception, match="damaged"):
        soundness.require()


def test_it_ends_when_it_is_not_wanted_any_more(damaged: Path) -> None:
    with pytest.raises(CancelledError):
        look_apart(damaged, lambda: True)
