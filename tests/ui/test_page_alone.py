"""On the whole screen the page stands alone, and all comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.application import Windows
from reviewer.ui.controls import toast
from reviewer.ui.controls.error_strip import Truth
from reviewer.ui.controls.toast import Toast
from reviewer.ui.main_window import MainWindow
from reviewer.ui.reading.read_view import ReadView
from tests import builders
from tests.ui.conftest import WAIT_MS, add_document

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Return a window that shows a document, the keyboard on its page."""
    made = windows.make()
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    case = add_document(made, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER, builders.REGISTER))
    case.read.take_focus()
    return made


def read(window: MainWindow) -> ReadView:
    assert window.case is not None
    return window.case.read


def around_page(window: MainWindow) -> list[QWidget]:
    """Return all that stands around the page."""
    return [window.strip, window.status, read(window).tabs.head, read(window).panes.left, read(window).claims]


def shown(window: MainWindow) -> list[bool]:
    return [one.isVisible() for one in around_page(window)]


def press(window: MainWindow, key: Qt.Key) -> None:
    view = read(window).page_view
    assert view is not None
    QTest.keyClick(view, key)


def notices(window: MainWindow) -> list[str]:
    return [one.text for one in window.findChildren(Toast) if one.isVisible()]


@pytest.mark.parametrize("way_back", [Qt.Key.Key_F11, Qt.Key.Key_Escape])
def test_the_page_is_alone_on_the_whole_screen_and_all_comes_back_as_it_was(
    window: MainWindow, qtbot: QtBot, way_back: Qt.Key
) -> None:
    panes = read(window).panes
    panes.restore(panes.kept.read("200 300 400 free free 0"))
    before, kept, size = panes.sizes(), panes.kept, window.size()
    window.acts.switch_full_screen()
    assert shown(window) == [False] * 5
    view = read(window).page_view
    assert view is not None
    qtbot.waitUntil(lambda: any("Escape or F11 leads back" in one for one in notices(window)), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: view.size() == window.size(), timeout=WAIT_MS)
    assert view.hasFocus()
    if way_back is Qt.Key.Key_F11:
        window.actions_of_window.trigger("window.full")
    else:
        press(window, way_back)
    assert not window.isFullScreen()
    window.resize(size)  # which a window manager does, of which there is none here
    qtbot.waitUntil(lambda: shown(window) == [True] * 5 and panes.sizes() == before, timeout=WAIT_MS)
    assert not notices(window)
    assert panes.kept == kept


def test_a_pane_that_is_called_to_the_page_alone_is_not_remembered(window: MainWindow) -> None:
    panes = read(window).panes
    window.acts.fold_documents()
    kept = panes.kept
    window.acts.switch_full_screen()
    window.acts.fold_documents()
    assert panes.left.isVisible()
    assert not window.strip.isVisible()
    window.acts.fold_documents()
    assert not panes.left.isVisible()
    window.acts.edit_note()
    assert read(window).claims.isVisible(), "a note can be written"
    window.acts.switch_full_screen()
    assert panes.kept == kept
    assert not panes.left.isVisible()
    assert read(window).claims.isVisible()


def test_other_views_and_the_search_field_have_their_bars_on_the_whole_screen(window: MainWindow) -> None:
    window.acts.switch_full_screen()
    window.acts.focus_search()
    assert window.strip.isVisible()
    assert window.strip.search.hasFocus()
    window.show_view("read")
    assert not window.strip.isVisible()
    read(window).tabs.close_current()
    window.refresh()
    assert window.strip.isVisible(), "there is no page any more"


def test_what_is_known_already_is_set_aside_and_what_is_new_is_told(window: MainWindow) -> None:
    strip = window.problems.strip
    strip.tell("For reading only", about=Truth.READ_ONLY, closable=False)
    window.acts.switch_full_screen()
    assert not strip.isVisible()
    strip.tell("It failed", about=Truth.FAILURE)
    assert strip.isVisible()
    strip.take_back(Truth.FAILURE)
    window.acts.switch_full_screen()
    assert strip.isVisible()
    assert strip.text == "For reading only"


def test_the_notice_stays_in_one_place_and_goes_soon(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toast, "BRIEF_MS", 1)
    places: list[QPoint] = []
    monkeypatch.setattr(Toast, "moveEvent", lambda one, _event: places.append(one.pos()))
    window.acts.switch_full_screen()
    window.resize(window.width() - 40, window.height() - 200)  # as a window manager does on the way
    window.resize(window.width() + 40, window.height() + 200)
    qtbot.waitUntil(lambda: bool(places) and not notices(window), timeout=WAIT_MS)
    assert len(set(places)) == 1


def test_the_next_start_has_bars_and_panes(make_windows: Callable[..., Windows], qtbot: QtBot) -> None:
    windows = make_windows()
    window = windows.make()
    window.show()
    window.acts.switch_full_screen()
    assert window.isFullScreen()
    window.close()
    qtbot.waitUntil(lambda: bool(windows.parts.settings.values.window_geometry), timeout=WAIT_MS)
    windows.finish()
    assert not make_windows().make().isFullScreen()
