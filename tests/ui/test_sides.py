"""Two documents stand side by side, and scroll by themselves or together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.reading.document_tab import DocumentTab
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case
from tests.ui.test_left_off import again

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

PAGES = 8


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "the denial.revcase"


@pytest.fixture
def window(windows: Windows, path: Path, qtbot: QtBot) -> MainWindow:
    """Return a window with three documents of several pages in tabs, the first of which is read."""
    windows.parts.create_session(path, title="The denial", dispatch=windows.tasks.dispatch).close()
    found = open_case(windows, windows.make(), path, qtbot)
    found.resize(1280, 800)
    files = [path.parent / f"{name}.pdf" for name in ("statement", "emails", "ledger")]
    for one in files:
        one.write_bytes(builders.text_pdf(*([one.stem, f"page {page}"] for page in range(PAGES))))
    found.paths_given.emit(files)
    qtbot.waitUntil(lambda: found.case is not None and found.case.read.page_view is not None, timeout=WAIT_MS)
    case = opened(found)
    qtbot.waitUntil(lambda: not found.jobs.is_busy and case.desk.is_current, timeout=WAIT_MS)
    for one in (1, 2, 1, 0):
        case.read.show_document(case.desk.rows.documents[one].document.id)
    qtbot.waitUntil(lambda: all(tab.view.page_count for tab in case.read.tabs.tabs()), timeout=WAIT_MS)
    return found


def opened(window: MainWindow) -> OpenCase:
    assert window.case is not None
    return window.case


def on_show(case: OpenCase) -> list[str]:
    return [one.name for one in case.read.tabs.sides.tabs]


def side_by_side(window: MainWindow) -> tuple[DocumentTab, DocumentTab]:
    window.actions_of_window.trigger("sides.two")
    first, second = opened(window).read.tabs.sides.tabs
    QApplication.processEvents()
    return first, second


def test_the_document_read_before_comes_beside_the_one_on_show_and_goes_again(window: MainWindow) -> None:
    case = opened(window)
    side_by_side(window)
    assert on_show(case) == ["statement.pdf", "emails.pdf"]
    assert all(one.view.isVisible() for one in case.read.tabs.sides.tabs)
    window.actions_of_window.trigger("sides.two")
    assert on_show(case) == ["statement.pdf"]
    assert not case.read.tabs.tabs()[1].view.isVisible()


def test_who_clicks_into_the_other_page_reads_there(window: MainWindow) -> None:
    _, second = side_by_side(window)
    case = opened(window)
    QTest.mouseClick(second.view.viewport(), Qt.MouseButton.LeftButton)
    assert case.read.tabs.current is second
    assert case.current_document is not None
    assert case.current_document.name == "emails.pdf"
    assert window.focusWidget() is second.view


def test_another_tab_takes_the_place_of_the_one_that_is_read_and_the_keyboard_goes_with_it(window: MainWindow) -> None:
    case, (_, second) = opened(window), side_by_side(window)
    second.take_focus()
    case.read.tabs.bar.setCurrentIndex(2)
    assert on_show(case) == ["statement.pdf", "ledger.pdf"]
    assert window.focusWidget() is case.read.tabs.tabs()[2].view
    case.read.tabs.bar.setCurrentIndex(0)
    assert on_show(case) == ["statement.pdf", "ledger.pdf"]
    assert window.focusWidget() is case.read.tabs.tabs()[0].view


def test_a_document_of_the_list_opens_beside_the_one_on_show(window: MainWindow) -> None:
    case = opened(window)
    case.read.documents.beside_requested.emit(case.desk.rows.documents[2].document.id)
    assert on_show(case) == ["statement.pdf", "ledger.pdf"]
    assert case.read.tabs.current is case.read.tabs.tabs()[2]


def test_the_document_on_show_does_not_come_beside_itself_and_it_is_said_why(window: MainWindow) -> None:
    case = opened(window)
    case.read.documents.beside_requested.emit(case.desk.rows.documents[0].document.id)
    assert on_show(case) == ["statement.pdf"]
    told = [one.accessibleName() for one in window.findChildren(Toast) if one.isVisible()]
    assert any("statement.pdf is on show already" in one for one in told), told


@pytest.mark.parametrize(("closed", "left"), [(0, "emails.pdf"), (1, "statement.pdf")])
def test_of_two_documents_the_other_stays_when_one_is_closed(window: MainWindow, closed: int, left: str) -> None:
    case = opened(window)
    side_by_side(window)
    case.read.tabs.close_tab(closed)
    assert on_show(case) == [left]
    current = case.read.tabs.current
    assert current is not None
    assert (current.name, current.view.isVisible(), len(case.read.tabs.tabs())) == (left, True, 2)


def test_the_cross_at_a_side_keeps_its_tab(window: MainWindow) -> None:
    case = opened(window)
    side_by_side(window)
    case.read.tabs.sides._left._cross.click()
    assert on_show(case) == ["emails.pdf"]
    assert case.read.tabs.current is case.read.tabs.tabs()[1]
    assert len(case.read.tabs.tabs()) == 3


def test_each_scrolls_by_itself_and_both_together_where_that_is_wished(window: MainWindow) -> None:
    first, second = side_by_side(window)
    second.view.set_zoom(1.5)
    first.view.go_to_page(3)
    assert (first.view.current_page, second.view.current_page) == (3, 0)

    def apart() -> float:
        return first.view.places.pages_read() - second.view.places.pages_read()

    before = pytest.approx(apart(), abs=0.02)
    window.refresh()
    window.actions_of_window.trigger("sides.linked")
    first.view.go_to_page(5)
    assert second.view.current_page == 2
    assert apart() == before
    second.view.go_to_page(1)
    assert apart() == before

    second.view.go_to_page(PAGES - 1)
    assert apart() != before, "the other is at its end"
    second.view.go_to_page(2)
    assert apart() == before

    window.actions_of_window.trigger("sides.linked")
    place = second.view.places.pages_read()
    first.view.go_to_page(0)
    assert second.view.places.pages_read() == place


def test_scrolling_together_goes_on_with_the_tab_that_comes_to_a_side(window: MainWindow) -> None:
    case, (first, _) = opened(window), side_by_side(window)
    window.refresh()
    window.actions_of_window.trigger("sides.linked")
    case.read.tabs.sides.tabs[1].take_focus()
    case.read.tabs.bar.setCurrentIndex(2)
    first.view.go_to_page(5)
    before, now = case.read.tabs.tabs()[1:]
    assert (before.view.current_page, now.view.current_page) == (0, 5)


def test_a_tab_alone_says_what_is_missing(window: MainWindow) -> None:
    case = opened(window)
    case.read.tabs.close_tab(2)
    case.read.tabs.close_tab(1)
    window.actions_of_window.trigger("sides.two")
    assert on_show(case) == ["statement.pdf"]
    told = "Open a second document first; then both can stand side by side."
    assert told in [one.text for one in window.findChildren(Toast)]


def test_both_come_back_where_they_were_the_next_day(windows: Windows, window: MainWindow, path: Path, qtbot: QtBot) -> None:
    first, second = side_by_side(window)
    first.view.go_to_page(2)
    second.view.go_to_page(5)
    window.refresh()
    window.actions_of_window.trigger("sides.linked")
    second.take_focus()
    case = again(windows, window, path, qtbot)
    sides = case.read.tabs.sides
    qtbot.waitUntil(lambda: len(sides.tabs) == 2 and all(one.view.page_count for one in sides.tabs), timeout=WAIT_MS)
    assert on_show(case) == ["statement.pdf", "emails.pdf"]
    assert [one.view.current_page for one in sides.tabs] == [2, 5]
    assert case.read.tabs.current is sides.tabs[1]
    assert sides.linked


def test_in_a_narrow_window_room_for_two_is_offered_once(window: MainWindow, qtbot: QtBot) -> None:
    def offered() -> list[Toast]:
        return [one for one in window.findChildren(Toast) if "little room" in one.text and one.isVisible()]

    panes = opened(window).read.panes
    side_by_side(window)
    (toast,) = offered()
    toast.findChild(QPushButton).click()
    assert not panes.left.isVisible()
    assert not panes.claims.isVisible()
    qtbot.waitUntil(lambda: not offered(), timeout=WAIT_MS)
    panes.fold(panes.left)
    window.actions_of_window.trigger("page.pair")
    assert not offered(), "it is known by now"


def test_room_for_two_folds_away_what_is_in_the_way_and_brings_back_nothing(window: MainWindow, qtbot: QtBot) -> None:
    panes = opened(window).read.panes
    panes.fold(panes.left)
    window.resize(1000, 800)
    qtbot.waitUntil(lambda: opened(window).read.tabs.width() < 900, timeout=WAIT_MS)
    side_by_side(window)
    (toast,) = [one for one in window.findChildren(Toast) if "little room" in one.text and one.isVisible()]
    toast.findChild(QPushButton).click()
    assert not panes.left.isVisible()
    assert not panes.claims.isVisible()


def test_no_room_is_offered_where_nothing_is_in_the_way(window: MainWindow, qtbot: QtBot) -> None:
    panes = opened(window).read.panes
    for one in (panes.left, panes.claims):
        panes.fold(one)
    window.resize(800, 800)
    qtbot.waitUntil(lambda: opened(window).read.tabs.width() < 900, timeout=WAIT_MS)
    side_by_side(window)
    assert not panes.left.isVisible()
    assert not [one for one in window.findChildren(Toast) if "little room" in one.text]
