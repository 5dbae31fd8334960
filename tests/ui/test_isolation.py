"""The window's foot says how well documents are isolated, as a trial found it, and more on a click."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.documents.isolation import Isolation, State
from reviewer.documents.lockdown.controls import Control
from reviewer.documents.lockdown.probes import Outcome
from reviewer.errors import WorkerError
from reviewer.ui import isolation_keeper
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.isolation_dialog import IsolationDialog, OpenAnywayDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.status.isolation_chip import IsolationChip
from tests.ui.conftest import WAIT_MS

STOPPED, THROUGH = Outcome.STOPPED, Outcome.THROUGH
FOUND = {
    State.ISOLATED: Isolation(Control.CALLS | Control.FILES, (STOPPED,) * 5),
    State.PARTLY: Isolation(Control.NAMESPACES | Control.FILES, (STOPPED, THROUGH, THROUGH, STOPPED, THROUGH)),
    State.NOT_ISOLATED: Isolation(outcomes=(THROUGH,) * 5),
    State.NOT_VERIFIED: Isolation(),
}
Make = Callable[..., Windows]


class Tried:
    """Workers whose trial comes to what the test says, when it says so."""

    def __init__(self) -> None:
        self.trials: list[Future[Isolation]] = []

    def try_isolation(self) -> Future[Isolation]:
        self.trials.append(Future())
        return self.trials[-1]


def found_in(make_windows: Make, found: Isolation) -> tuple[Windows, MainWindow]:
    """Return windows whose trial has come to something, and the first of them."""
    tried = Tried()
    windows = make_windows(lambda: cast("Workers", cast("Any", tried)))
    window = windows.make()
    assert window.status.isolation is None, "it was said before it was known"
    windows._isolation._try()
    tried.trials[0].set_result(found)
    QApplication.processEvents()
    return windows, window


def chip_of(window: MainWindow) -> IsolationChip:
    assert window.status.isolation is not None
    return window.status.isolation


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.ISOLATED, "Isolated"),
        (State.PARTLY, "Partly isolated"),
        (State.NOT_ISOLATED, "Not isolated"),
        (State.NOT_VERIFIED, "Not verified on this system"),
    ],
)
def test_the_foot_says_what_was_found_and_a_click_says_more(make_windows: Make, qtbot: QtBot, state: State, words: str) -> None:
    _, window = found_in(make_windows, FOUND[state])
    chip = chip_of(window)
    assert chip.text() == words
    assert chip.accessibleName() == f"Documents: {words}. Show details"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    dialog = window.findChild(IsolationDialog)
    assert dialog is not None
    said = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert ("start a program" in said) == (state is not State.NOT_VERIFIED)
    assert said.count("possible") == FOUND[state].outcomes.count(THROUGH)
    dialog.close()


def test_a_trial_that_fails_is_made_once_more_and_then_not_called_safe(
    make_windows: Make, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tried = Tried()
    windows = make_windows(lambda: cast("Workers", cast("Any", tried)))
    window = windows.make()
    monkeypatch.setattr(isolation_keeper, "WAIT_MS", 0)
    windows._isolation._try()
    for at in range(isolation_keeper.ATTEMPTS):
        qtbot.waitUntil(lambda at=at: len(tried.trials) == at + 1, timeout=WAIT_MS)  # type: ignore[misc]
        assert window.status.isolation is None
        tried.trials[at].set_exception(WorkerError("could not be started"))
    qtbot.waitUntil(lambda: window.status.isolation is not None, timeout=WAIT_MS)
    assert chip_of(window).text() == "Not verified on this system"
    qtbot.mouseClick(chip_of(window), Qt.MouseButton.LeftButton)
    dialog = window.findChild(IsolationDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    tried.trials[-1].set_result(FOUND[State.ISOLATED])
    qtbot.waitUntil(lambda: chip_of(window).text() == "Isolated", timeout=WAIT_MS)
    assert chip_of(window).is_quiet
    shown = [one for one in window.findChildren(IsolationDialog) if one.isVisible()]
    assert [one.windowTitle() for one in shown] == ["Documents: Isolated"]
    assert shown[0].main_button.isHidden(), "what was tried is not offered to be tried"


def test_it_is_not_said_while_somebody_turns_pages(make_windows: Make, qtbot: QtBot) -> None:
    _, window = found_in(make_windows, FOUND[State.ISOLATED])
    keeper = window.jobs
    keeper.hush()
    said: list[str] = []
    keeper.when_quiet(lambda: said.append("now"))
    assert not said
    qtbot.waitUntil(lambda: said == ["now"], timeout=WAIT_MS)
    keeper.when_quiet(lambda: said.append("at once"))
    assert said == ["now", "at once"]


def test_later_windows_say_the_same_without_another_trial(make_windows: Make) -> None:
    windows, _ = found_in(make_windows, FOUND[State.PARTLY])
    assert chip_of(windows.make()).text() == "Partly isolated"


@pytest.mark.parametrize("state", [State.PARTLY, State.NOT_ISOLATED, State.NOT_VERIFIED])
def test_only_that_all_is_well_makes_room_for_other_words(make_windows: Make, state: State) -> None:
    for found, stays in ((FOUND[state], True), (FOUND[State.ISOLATED], False)):
        _, window = found_in(make_windows, found)
        window.status.show_place(("1", 1, 212))
        window.status.show_passages(2, 3, 12)
        window.status.resize(420, window.status.height())
        assert not chip_of(window).isHidden()
        has_words = chip_of(window).toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        assert has_words == stays


def test_who_is_asked_about_a_document_and_presses_enter_does_not_open_it(theme: Theme, qtbot: QtBot) -> None:
    dialog = OpenAnywayDialog(theme, "<b>bold</b>.pdf")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "<b>bold</b>.pdf" in [one.text() for one in dialog.findChildren(QLabel)]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == OpenAnywayDialog.DialogCode.Rejected


@pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux only")
def test_what_is_shown_is_what_this_computer_does(make_windows: Make, workers: Workers, qtbot: QtBot) -> None:
    windows = make_windows(lambda: workers)
    window = windows.make()
    windows._isolation._try()
    qtbot.waitUntil(lambda: window.status.isolation is not None, timeout=WAIT_MS)
    assert chip_of(window).text() == "Isolated"
