"""A window says that its case came from elsewhere, until that was read or is no longer so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from reviewer.model.changes import RecordKind
from reviewer.model.ids import Reviewer
from reviewer.services import commands
from reviewer.services.events import at_once
from reviewer.services.session import Session
from reviewer.store.case_file import CaseFile
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from tests.ui.conftest import open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def ours(session: Session) -> Path:
    session.close()
    return session.path


@pytest.fixture
def foreign(ours: Path, tmp_path: Path) -> Path:
    """Return a case that this machine does not know: what it remembers is another's."""
    (tmp_path / "settings").rename(tmp_path / "settings of another machine")
    return ours


def test_a_case_made_here_needs_no_word(windows: Windows, window: MainWindow, ours: Path, qtbot: QtBot) -> None:
    shown = open_case(windows, window, ours, qtbot)
    assert not shown.problems.origin.isVisibleTo(shown)


def test_a_case_from_elsewhere_is_told_and_the_message_can_be_put_away(
    windows: Windows, window: MainWindow, foreign: Path, qtbot: QtBot
) -> None:
    shown = open_case(windows, window, foreign, qtbot)
    strip = shown.problems.origin
    assert strip.isVisibleTo(shown)
    assert strip.text.startswith("This case came from elsewhere: it was last changed on another computer")
    assert "index made anew" in strip.text
    next(one for one in strip.findChildren(QAbstractButton) if one.accessibleName() == "Close message").click()
    assert not strip.isVisibleTo(shown)


def test_what_comes_with_the_first_change_is_said_until_then(
    windows: Windows, window: MainWindow, foreign: Path, qtbot: QtBot
) -> None:
    shown = open_case(windows, window, foreign, qtbot)
    strip = shown.problems.origin
    assert "Until you change something the file stays as it is" in strip.text
    assert shown.case is not None
    commands.add_claim(shown.case.session, text="We never asked")
    qtbot.waitUntil(lambda: "Until you change" not in strip.text)
    assert strip.text.startswith("This case came from elsewhere: it was last changed on another computer")
    assert strip.isVisibleTo(shown)


def test_the_message_goes_with_the_case(windows: Windows, window: MainWindow, foreign: Path, qtbot: QtBot) -> None:
    shown = open_case(windows, window, foreign, qtbot)
    session = shown.detach()
    assert session is not None
    session.close()
    assert not shown.problems.origin.isVisibleTo(shown)


def test_after_a_change_made_here_it_is_not_told_again(windows: Windows, window: MainWindow, foreign: Path, qtbot: QtBot) -> None:
    with windows.parts.open_session(foreign, dispatch=at_once) as session:
        assert session.came_from_elsewhere
        commands.add_claim(session, text="We never asked").result()
    shown = open_case(windows, window, foreign, qtbot)
    assert not shown.problems.origin.isVisibleTo(shown)


def test_who_only_reads_is_told_both(windows: Windows, window: MainWindow, foreign: Path) -> None:
    window.attach(windows.parts.open_session(foreign, dispatch=windows.tasks.dispatch, read_only=True))
    assert "reading only" in window.problems.strip.text
    assert window.problems.strip.isVisibleTo(window)
    assert "they look at what the case holds" in window.problems.origin.text
    assert window.problems.origin.isVisibleTo(window)


def test_a_journal_that_is_ahead_of_the_clock_is_told(windows: Windows, window: MainWindow, ours: Path, qtbot: QtBot) -> None:
    with (
        CaseFile.open(ours, clock=lambda: "2999-01-01T00:00:00.000Z", new_id=windows.parts.new_id) as file,
        file.intent("Rename", reviewer=Reviewer("Ada"), origin="window") as recorder,
    ):
        recorder.update(RecordKind.CASE, file.reader.info().id, {"title": "Later"})
    shown = open_case(windows, window, ours, qtbot)
    assert shown.problems.origin.isVisibleTo(shown)
    assert "is dated 1 Jan 2999, 00:00 UTC, which is still to come" in shown.problems.origin.text
