"""A case is shown as it was left: its tabs, which way round, what was unfolded, and the view. In no journal and no case file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.services.events import at_once
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.reading.pane_widths import KeptPanes
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


def documents(folder: Path, count: int) -> list[Path]:
    made = [folder / f"register-{n}.pdf" for n in range(count)]
    for n, one in enumerate(made):
        one.write_bytes(builders.text_pdf([*builders.REGISTER, f"copy {n}"]))
    return made


def fill(windows: Windows, folder: Path, qtbot: QtBot, count: int = 3) -> tuple[MainWindow, OpenCase, Path]:
    """Return a window with so many documents, each in a tab, and where its case lies."""
    path = folder / "the denial.revcase"
    windows.parts.create_session(path, title="The denial", dispatch=at_once).close()
    window = open_case(windows, windows.make(), path, qtbot)
    window.resize(1280, 800)
    window.paths_given.emit(documents(folder, count))
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.page_view is not None, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: not window.jobs.is_busy and case.desk.is_current, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(case.read.tabs.tabs()) == count, timeout=WAIT_MS)
    return window, case, path


def again(windows: Windows, window: MainWindow, path: Path, qtbot: QtBot) -> OpenCase:
    """Close the case's window and open the case in another one."""
    other = windows.make()
    other.resize(1280, 800)
    window.close()
    qtbot.waitUntil(windows._closing[-1].done, timeout=WAIT_MS)
    found = open_case(windows, other, path, qtbot).case
    assert found is not None
    return found


def test_tabs_come_back_and_only_the_one_on_show_is_opened(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot)
    tabs = case.read.tabs
    tabs.close_tab(0)
    tabs.bar.setCurrentIndex(1)
    qtbot.waitUntil(lambda: tabs.tabs()[1].view.page_count == 1, timeout=WAIT_MS)
    tabs.tabs()[1].view.rotate_view()
    found = again(windows, window, path, qtbot)
    qtbot.waitUntil(lambda: bool(found.read.tabs.current and found.read.tabs.current.view.page_count), timeout=WAIT_MS)
    first, second = found.read.tabs.tabs()
    assert (first.name, second.name) == ("register-1.pdf", "register-2.pdf")
    assert found.read.tabs.current is second
    assert second.view.turned == 90
    assert first.opened is None
    found.read.tabs.bar.setCurrentIndex(0)
    qtbot.waitUntil(lambda: first.opened is not None and first.view.page_count == 1, timeout=WAIT_MS)
    assert first.view.turned == 0


def test_what_was_unfolded_and_the_view_come_back(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot, 1)
    wishes, rows = case.parts.wishes, case.desk.rows
    for words in ("They never asked", "They never looked"):
        wishes.add_claim(words)
    qtbot.waitUntil(lambda: len(rows.claims) == 2 and case.desk.is_current, timeout=WAIT_MS)
    first, second = (one.claim.id for one in rows.elements(None))
    for claim in (first, second):
        wishes.add_claim("asked", parent=claim)
    qtbot.waitUntil(lambda: len(rows.claims) == 4 and case.desk.is_current, timeout=WAIT_MS)
    case.read.claims.unfold([second])
    window.show_view("claims")
    found = again(windows, window, path, qtbot)
    qtbot.waitUntil(lambda: not found.claims.isHidden(), timeout=WAIT_MS)
    assert found.read.claims.unfolded() == (second,)


def test_who_closed_every_document_begins_with_the_first(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot, 2)
    case.read.tabs.close_tab(1)
    case.read.tabs.close_tab(0)
    found = again(windows, window, path, qtbot)
    qtbot.waitUntil(lambda: found.read.page_view is not None, timeout=WAIT_MS)
    assert [one.name for one in found.read.tabs.tabs()] == ["register-0.pdf"]


def test_a_document_that_is_gone_is_passed_over(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot, 2)
    gone = case.read.tabs.tabs()[0].document
    assert gone is not None
    view = case._look()
    case.parts.wishes.remove_document(gone, "register-0.pdf")
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 1 and case.desk.is_current, timeout=WAIT_MS)
    window.close()
    qtbot.waitUntil(windows._closing[-1].done, timeout=WAIT_MS)
    info = case.desk.rows.info
    assert info is not None
    windows.parts.settings.keep_case_view(info.id, view)
    other = open_case(windows, windows.make(), path, qtbot).case
    assert other is not None
    qtbot.waitUntil(lambda: other.read.page_view is not None, timeout=WAIT_MS)
    assert [one.name for one in other.read.tabs.tabs()] == ["register-1.pdf"]


def test_a_moment_later_it_is_kept_so_that_a_kill_loses_little(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    _, case, _ = fill(windows, tmp_path, qtbot, 2)
    info = case.desk.rows.info
    assert info is not None
    case.read.tabs.close_tab(1)
    qtbot.waitUntil(lambda: len(windows.parts.settings.case_view(info.id).tabs) == 1, timeout=WAIT_MS)


def test_panes_are_as_wide_and_as_folded_as_they_were_left(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot, 1)
    panes = case.read.panes
    panes.moveSplitter(300, 1)
    qtbot.waitUntil(lambda: panes.kept.left > 0, timeout=WAIT_MS)
    left = panes.sizes()[0]
    panes.fold(case.read.claims)
    found = again(windows, window, path, qtbot).read
    qtbot.waitUntil(lambda: found.panes.sizes()[0] == left, timeout=WAIT_MS)
    assert not found.claims.isVisible()
    found.panes.fold(found.claims)
    assert found.claims.isVisible()
    assert found.panes.kept.right_shown is None, "it is as the window's width asks"


@pytest.mark.parametrize("text", ["", "1 2", "a b c free free", "1 2 -3 free free", "999999 1 1 free free"])
def test_panes_that_cannot_be_read_are_as_the_width_asks(text: str) -> None:
    assert KeptPanes.read(text) == KeptPanes()


@pytest.mark.parametrize("kept", [KeptPanes(), KeptPanes(200, 300, 512, left_shown=False), KeptPanes(1, 2, 3, None, True)])
def test_panes_are_read_as_they_were_written(kept: KeptPanes) -> None:
    assert KeptPanes.read(kept.written()) == kept
