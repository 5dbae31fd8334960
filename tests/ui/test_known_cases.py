"""An empty window shows the cases that a person may go on with, and opens the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
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


def test_the_newest_few_are_shown_by_plain_names_and_what_is_gone_is_not(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    cases = [tmp_path / f"{name}.revcase" for name in (CANARY.replace("/", ""), *map(str, range(MOST_ROWS + 1)))]
    recent(windows, *cases, tmp_path / "gone.revcase")
    (tmp_path / "gone.revcase").unlink()
    window = windows.make()
    qtbot.waitUntil(lambda: len(named(window)) == MOST_ROWS, timeout=WAIT_MS)
    assert named(window)[1:] == [f"Open the case {n}" for n in range(MOST_ROWS - 1)]
    assert "<b>bold<b>" in named(window)[0]


def test_who_comes_for_the_first_time_sees_the_sample_and_no_list(windows: Windows) -> None:
    window = windows.make()
    window.empty.show_recent(())
    assert window.empty.recent.isHidden()
    assert window.empty.sample_button.property("main")


def test_untitled_cases_are_no_recent_ones(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "drafts").mkdir()
    recent(windows, tmp_path / "drafts" / "Untitled 1.revcase", tmp_path / "named.revcase")
    window = windows.make()
    qtbot.waitUntil(lambda: named(window) == ["Open the case named"], timeout=WAIT_MS)


def test_what_was_forgotten_is_gone_when_the_window_is_looked_at_again(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    recent(windows, tmp_path / "named.revcase")
    window = windows.make()
    qtbot.waitUntil(lambda: len(named(window)) == 1, timeout=WAIT_MS)
    windows.parts.settings.forget_recent()
    window.empty_shown.emit()
    qtbot.waitUntil(lambda: not named(window), timeout=WAIT_MS)
    assert window.empty.recent.isHidden()
    assert window.empty.sample_button.property("main")
