"""An empty window shows the cases that a person may go on with, and opens the one that is chosen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.recent_cases import MOST_ROWS
from tests.ui.conftest import CANARY, WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


def recent(windows: Windows, *paths: Path) -> None:
    for one in reversed(paths):
        one.touch()
        windows.parts.settings.remember_case(one)


def named(window: MainWindow) -> list[str]:
    return [one.accessibleName() for one in window.empty.recent.rows]


def test_the_recent_cases_are_there_and_one_opens(make_windows: Callable[..., Windows], session: Session, qtbot: QtBot) -> None:
    session.close()
    make_windows().parts.settings.remember_case(session.path)
    windows = make_windows()
    window = windows.make_first()
    qtbot.waitUntil(lambda: named(window) == ["Open the case case"], timeout=WAIT_MS)
    row = window.empty.recent.rows[0]
    assert row.isVisibleTo(window)
    assert str(session.path.parent) in row.accessibleDescription()
    row.click()
    qtbot.waitUntil(lambda: window.case is not None and window.case.session.path == session.path, timeout=WAIT_MS)


def test_the_newest_few_are_shown_by_plain_names(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    recent(windows, *(tmp_path / f"{name}.revcase" for name in (CANARY.replace("/", ""), *map(str, range(MOST_ROWS + 1)))))
    window = windows.make()
    qtbot.waitUntil(lambda: len(named(window)) == MOST_ROWS, timeout=WAIT_MS)
    assert named(window)[1:] == [f"Open the case {n}" for n in range(MOST_ROWS - 1)]
    assert "<b>bold<b>" in named(window)[0]


def test_a_case_that_is_gone_is_said_to_be_and_taken_off_when_asked(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    recent(windows, tmp_path / "gone.revcase", tmp_path / "there.revcase")
    (tmp_path / "gone.revcase").unlink()
    window = windows.make()
    qtbot.waitUntil(lambda: named(window) == ["Open the case gone", "Open the case there"], timeout=WAIT_MS)
    assert window.empty.recent.rows[0].accessibleDescription() == f"Not found in {tmp_path}"
    buttons = window.empty.recent.findChildren(QToolButton)
    away = next(one for one in buttons if one.accessibleName() == "Take gone off this list")
    away.setFocus()
    away.click()
    qtbot.waitUntil(lambda: named(window) == ["Open the case there"], timeout=WAIT_MS)
    assert window.focusWidget() is window.empty.recent.rows[0], "the keyboard stays in the list"
    assert windows.parts.settings.remembered == (tmp_path / "there.revcase",)
    assert (tmp_path / "there.revcase").exists()


def test_an_untitled_case_stands_where_its_age_puts_it(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    old, new = tmp_path / "old.revcase", tmp_path / "new.revcase"
    recent(windows, new, old)
    draft = tmp_path / "drafts" / "Untitled 2.revcase"
    draft.parent.mkdir()
    draft.touch()
    for at, one in enumerate((old, draft, new)):
        os.utime(one, (1_500_000_000 + at, 1_500_000_000 + at * 100_000))
    window = windows.make()
    wanted = ["Open the case new", "Open the case Untitled case 2", "Open the case old"]
    qtbot.waitUntil(lambda: named(window) == wanted, timeout=WAIT_MS)


def test_who_comes_for_the_first_time_sees_the_sample_and_no_list(windows: Windows) -> None:
    window = windows.make()
    window.empty.show_recent(())
    assert window.empty.recent.isHidden()
    assert window.empty.sample_button.property("main")


def test_an_untitled_case_is_shown_once(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "drafts").mkdir()
    recent(windows, tmp_path / "drafts" / "Untitled 1.revcase", tmp_path / "named.revcase")
    window = windows.make()
    qtbot.waitUntil(lambda: sorted(named(window)) == ["Open the case Untitled case", "Open the case named"], timeout=WAIT_MS)


def test_what_was_forgotten_is_gone_when_the_window_is_looked_at_again(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    recent(windows, tmp_path / "named.revcase")
    window = windows.make()
    qtbot.waitUntil(lambda: len(named(window)) == 1, timeout=WAIT_MS)
    windows.parts.settings.forget_recent()
    window.empty_shown.emit()
    qtbot.waitUntil(lambda: not named(window), timeout=WAIT_MS)
    assert window.empty.recent.isHidden()
    assert window.empty.sample_button.property("main")
