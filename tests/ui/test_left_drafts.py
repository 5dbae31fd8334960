"""Untitled cases of earlier sessions: how they are offered, named, opened and discarded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from reviewer.services import commands
from reviewer.services.events import at_once
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.sheet import Sheet
from reviewer.ui.main_window import MainWindow
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


def leave(windows: Windows, number: int = 1) -> Path:
    """Leave an untitled case with one claim, as an earlier session would."""
    path = windows.parts.drafts / f"Untitled {number}.revcase"
    path.parent.mkdir(parents=True, exist_ok=True)
    with windows.parts.create_session(path, title="Untitled case", dispatch=at_once) as session:
        commands.add_claim(session, text="Never accessed private messages").result()
    return path


def offered(window: MainWindow) -> list[str]:
    return [one.accessibleName() for one in window.empty.recent.rows]


def offer(windows: Windows, window: MainWindow, qtbot: QtBot) -> None:
    """Look at an empty window again, as a person does who comes back to it."""
    window.empty_shown.emit()
    qtbot.waitUntil(lambda: len(offered(window)) == len(windows.left_drafts.left_over()) > 0, timeout=WAIT_MS)


def ask(window: MainWindow, qtbot: QtBot) -> Sheet:
    """Press *Discard…* and return the question."""
    buttons = window.empty.recent.findChildren(QToolButton)
    next(one for one in buttons if one.accessibleName().startswith("Discard Untitled case")).click()
    qtbot.waitUntil(lambda: window.findChild(Sheet) is not None, timeout=WAIT_MS)
    dialog = window.findChild(Sheet)
    assert dialog is not None
    return dialog


def test_discarding_an_untitled_case_says_what_it_holds_and_is_never_done_by_enter_or_space(
    windows: Windows, window: MainWindow, qtbot: QtBot
) -> None:
    path = leave(windows, 2)
    offer(windows, window, qtbot)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        dialog = ask(window, qtbot)
        said = "\n".join(one.text() for one in dialog.findChildren(QLabel))
        assert "Untitled case 2" in said
        assert "1 claim" in said
        assert "Last changed 4 Mar 2026" in said
        focused = dialog.focusWidget() or dialog
        with qtbot.waitSignal(dialog.rejected, timeout=WAIT_MS):
            QTest.keyClick(focused, key)
        qtbot.waitUntil(lambda: window.findChild(Sheet) is None, timeout=WAIT_MS)
    assert path.exists()
    ask(window, qtbot).main_button.click()
    qtbot.waitUntil(lambda: not path.exists() and not offered(window), timeout=WAIT_MS)


def test_an_untitled_case_is_offered_no_longer_once_it_is_open(windows: Windows, window: MainWindow, qtbot: QtBot) -> None:
    path = leave(windows)
    other = windows.make()
    for one in (window, other):
        offer(windows, one, qtbot)
        assert offered(one) == ["Open the case Untitled case"]
    window.empty.recent.rows[0].click()
    qtbot.waitUntil(lambda: window.case is not None, timeout=WAIT_MS)
    assert windows.with_case(path) is window
    qtbot.waitUntil(lambda: not offered(other), timeout=WAIT_MS)


def test_what_was_left_is_there_at_the_start_also_where_nothing_is_remembered(windows: Windows, qtbot: QtBot) -> None:
    windows.preferences.change({"keep_recent": False})
    qtbot.waitUntil(lambda: not windows.parts.settings.values.keep_recent, timeout=WAIT_MS)
    leave(windows)
    window = windows.make_first()
    qtbot.waitUntil(lambda: offered(window) == ["Open the case Untitled case"], timeout=WAIT_MS)
    assert "Not named yet" in window.empty.recent.rows[0].accessibleDescription()
    assert window.problems.strip.isHidden()


def test_an_untitled_case_that_is_open_is_not_discarded(
    windows: Windows, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = leave(windows)
    open_case(windows, window, path, qtbot)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(f"{box.text()}. {box.informativeText()}"))
    windows.left_drafts.discard(path, window)
    windows.left_drafts.discard(path, windows.make())
    assert [one.partition(".")[0] for one in told] == ["It is open in this window", "It is open in another window"]
    assert "lock" not in "".join(told)


def test_untitled_windows_are_told_apart_by_number(windows: Windows, window: MainWindow, qtbot: QtBot) -> None:
    open_case(windows, window, leave(windows), qtbot)
    second = open_case(windows, windows.make(), leave(windows, 2), qtbot)
    qtbot.waitUntil(lambda: second.windowTitle().startswith("Untitled case 2 — "), timeout=WAIT_MS)
    assert window.windowTitle().startswith("Untitled case — ")


def test_a_damaged_untitled_case_can_be_discarded(windows: Windows, window: MainWindow, qtbot: QtBot) -> None:
    path = leave(windows)
    path.write_bytes(path.read_bytes()[:5000])
    beside = path.with_name(f"{path.name}-journal")
    beside.write_bytes(b"")
    offer(windows, window, qtbot)
    ask(window, qtbot).accept()
    qtbot.waitUntil(lambda: not path.exists(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not beside.exists(), timeout=WAIT_MS)


def test_an_untitled_case_that_another_program_opened_meanwhile_is_kept(
    windows: Windows, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = leave(windows)
    offer(windows, window, qtbot)
    dialog = ask(window, qtbot)
    told: list[BaseException] = []
    monkeypatch.setattr(window.problems, "dialog", lambda _title, error: told.append(error))
    with windows.parts.open_session(path, dispatch=at_once):
        dialog.accept()
        qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT_MS)
    assert path.exists()


def test_a_notice_about_the_preferences_is_read_whatever_was_left(windows: Windows) -> None:
    windows.parts.settings.notice = "Your preferences could not be read."
    leave(windows)
    assert windows.make_first().problems.strip.text == "Your preferences could not be read."
    assert not windows.windows[-1].problems.strip.isHidden()
