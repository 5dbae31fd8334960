"""Documents given with a case go into that case, wait for an answer about it, and are never put elsewhere unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.services.events import at_once
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.reading_dialog import ReadingDialog
from reviewer.ui.main_window import MainWindow
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def case(session: Session) -> Path:
    session.close()
    return session.path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.pdf"
    path.write_bytes(builders.text_pdf(builders.REGISTER))
    return path


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


def documents(window: MainWindow) -> list[str]:
    return [] if window.case is None else [one.document.name for one in window.case.desk.rows.documents]


def untitled(windows: Windows) -> list[Path]:
    return list(windows.parts.drafts.glob("*.revcase"))


def toast(window: MainWindow) -> Toast:
    return window.findChildren(Toast)[-1]


def ask_about_locked(windows: Windows, window: MainWindow, paths: list[Path], qtbot: QtBot) -> ReadingDialog:
    windows.open_paths(paths, window)
    qtbot.waitUntil(lambda: window.findChild(ReadingDialog) is not None, timeout=WAIT_MS)
    found = window.findChild(ReadingDialog)
    assert found is not None
    return found


def test_documents_given_with_a_case_are_added_to_it(
    windows: Windows, window: MainWindow, case: Path, register: Path, qtbot: QtBot
) -> None:
    windows.open_paths([register, case], window)
    qtbot.waitUntil(lambda: documents(window) == ["register.pdf"], timeout=WAIT_MS)
    assert window.case is not None
    assert window.case.session.path == case
    assert len(windows.windows) == 1
    assert untitled(windows) == []


def test_they_go_with_the_case_also_where_the_window_has_another(
    windows: Windows, window: MainWindow, case: Path, register: Path, qtbot: QtBot
) -> None:
    windows.new_case(window)
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    windows.open_paths([case, register], window)
    other = open_case(windows, window, case, qtbot)
    qtbot.waitUntil(lambda: documents(other) == ["register.pdf"], timeout=WAIT_MS)
    assert documents(window) == []


def test_they_go_to_the_window_that_has_the_case_already(
    windows: Windows, window: MainWindow, case: Path, register: Path, qtbot: QtBot
) -> None:
    open_case(windows, window, case, qtbot)
    windows.open_paths([case, register], windows.make())
    qtbot.waitUntil(lambda: documents(window) == ["register.pdf"], timeout=WAIT_MS)


def test_given_with_several_cases_they_go_into_none_of_them(
    windows: Windows, window: MainWindow, case: Path, register: Path, qtbot: QtBot
) -> None:
    second = case.with_name("second.revcase")
    second.write_bytes(case.read_bytes())
    windows.open_paths([case, second, register], window)
    qtbot.waitUntil(lambda: len(windows.windows) == 3 and all(one.case for one in windows.windows), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: [one for one in windows.windows if documents(one)] != [], timeout=WAIT_MS)
    (with_it,) = [one for one in windows.windows if documents(one)]
    assert with_it.case is not None
    assert with_it.case.session.path in untitled(windows)


def test_documents_wait_for_the_answer_and_are_told_that_a_case_takes_none(
    windows: Windows, window: MainWindow, case: Path, register: Path, qtbot: QtBot
) -> None:
    with windows.parts.open_session(case, dispatch=at_once):
        dialog = ask_about_locked(windows, window, [case], qtbot)
        window.paths_given.emit([register])
        assert window.jobs.is_busy
        assert window.case is None
        dialog.accept()
        qtbot.waitUntil(lambda: window.case is not None and window.findChild(Toast) is not None, timeout=WAIT_MS)
        assert toast(window).accessibleName() == "Nothing was added: this case is open for reading only."
        assert untitled(windows) == []
        next(one for one in toast(window).findChildren(QAbstractButton) if one.text() == "Make a new case of them").click()
        qtbot.waitUntil(lambda: [documents(one) for one in windows.windows] == [[], ["register.pdf"]], timeout=WAIT_MS)


def test_documents_whose_case_was_not_opened_are_not_lost_unsaid(
    windows: Windows, window: MainWindow, case: Path, register: Path, qtbot: QtBot
) -> None:
    with windows.parts.open_session(case, dispatch=at_once):
        ask_about_locked(windows, window, [case, register], qtbot).reject()
        assert toast(window).accessibleName() == "Nothing was added: the case was not opened."
        qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
        assert untitled(windows) == []
        next(one for one in toast(window).findChildren(QAbstractButton) if one.text() == "Make a new case of them").click()
        qtbot.waitUntil(lambda: documents(window) == ["register.pdf"], timeout=WAIT_MS)
