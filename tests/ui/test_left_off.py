"""A case is shown as it was left: its tabs, which way round, what was unfolded, and the view. In no journal and no case file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.overview import FIT_PAGE, ReadingPlace
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.adding import importing
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
    for one in (*case.desk.rows.documents[1:], case.desk.rows.documents[0]):
        case.read.show_document(one.document.id)
    assert len(case.read.tabs.tabs()) == count
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


def test_while_a_case_is_opened_nothing_else_is_said_of_it(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, _case, path = fill(windows, tmp_path, qtbot, count=1)
    other = windows.make()
    window.close()
    qtbot.waitUntil(windows._closing[-1].done, timeout=WAIT_MS)
    said: list[tuple[str, str, str]] = []
    nothing: set[str] = set()

    def look() -> bool:
        said.append((other.windowTitle(), other.status.counts.text, other.status.saved.text))
        if other.case is not None:
            parts = other.case.read.tabs.nothing.findChildren(QWidget)
            texts = [one for one in parts if isinstance(one, QLabel | QPushButton) and one.isVisible()]
            nothing.update(one.text() for one in texts)
        return other.case is not None and other.case.read.page_view is not None

    other.paths_given.emit([path])
    look()
    while not look():
        QApplication.processEvents()
    assert said[0] == ("the denial — Opening…", "", "Opening…")
    assert all(title.startswith("The denial") or (counts, saved) == ("", "Opening…") for title, counts, saved in said)
    assert not any(title.startswith("New case") for title, _counts, _saved in said)
    assert not nothing - {""}, "the last document is about to come"


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


def test_the_claim_and_the_stance_used_last_come_back(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot, 1)
    for words in ("They never asked", "They never looked"):
        case.parts.wishes.add_claim(words)
    qtbot.waitUntil(lambda: len(case.desk.rows.claims) == 2 and case.desk.is_current, timeout=WAIT_MS)
    second = case.desk.rows.claims[1].claim.id
    case.desk.choose(claim=second, stance=Stance.CONTRADICTS)
    found = again(windows, window, path, qtbot)
    qtbot.waitUntil(lambda: found.desk.last_claim == second, timeout=WAIT_MS)
    assert found.desk.last_stance is Stance.CONTRADICTS


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


def test_the_list_of_claims_is_as_wide_as_it_was_left(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    window, case, path = fill(windows, tmp_path, qtbot, 1)
    window.show_view("claims")
    case.claims._split.moveSplitter(340, 1)
    found = again(windows, window, path, qtbot)
    qtbot.waitUntil(lambda: found.claims._split.sizes()[0] == 340, timeout=WAIT_MS)


@pytest.fixture
def long_case(windows: Windows, workers: Workers, tmp_path: Path) -> Path:
    """Return a case with two documents of many pages and two claims."""
    with windows.parts.create_session(tmp_path / "the denial.revcase", title="The denial", dispatch=at_once) as session:
        made = [tmp_path / "register.pdf", tmp_path / "letters.pdf"]
        for place, one in enumerate(made):
            one.write_bytes(builders.many_pages_pdf(12 + place))
        importing.add_documents(session, made).result()
        for words in ("They never asked", "They never looked"):
            commands.add_claim(session, text=words).result()
        return session.path


def read_at(case: OpenCase, qtbot: QtBot, *, page: int) -> None:
    """Read the document on show at a page, which is shown whole."""
    qtbot.waitUntil(lambda: case.read.page_view is not None and case.read.page_view.page_count > page, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    view.fit_page()
    view.go_to_page(page)


def has_place(case: OpenCase, page: int) -> bool:
    """Tell whether the document on show is shown whole pages at a time, and at this one."""
    place = case.read.page_view.places.place() if case.read.page_view else None
    return place is not None and (place.page, place.zoom) == (page, FIT_PAGE)


def open_to_read(windows: Windows, path: Path) -> MainWindow:
    window = windows.make()
    window.resize(1280, 800)
    window.attach(windows.parts.open_session(path, dispatch=windows.tasks.dispatch, read_only=True))
    return window


def test_a_case_that_is_only_read_goes_on_where_it_was_read(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    keeper = windows.make()  # so that the program goes on
    window = open_to_read(windows, long_case)
    assert window.case is not None
    read_at(window.case, qtbot, page=7)
    window.close()
    qtbot.waitUntil(windows._closing[-1].done, timeout=WAIT_MS)
    other = open_to_read(windows, long_case).case
    assert other is not None
    qtbot.waitUntil(lambda: has_place(other, 7), timeout=WAIT_MS)
    assert not keeper.case


def test_a_case_from_elsewhere_goes_on_where_it_was_read(windows: Windows, long_case: Path, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "settings").rename(tmp_path / "settings of another machine")
    before = long_case.read_bytes()
    window = open_case(windows, windows.make(), long_case, qtbot)
    case = window.case
    assert case is not None
    read_at(case, qtbot, page=7)
    tab = case.read.tabs.current
    assert tab is not None
    qtbot.waitUntil(lambda: tab.place.here is not None and tab.place.here.page == 7, timeout=WAIT_MS)
    found = again(windows, window, long_case, qtbot)
    qtbot.waitUntil(lambda: has_place(found, 7), timeout=WAIT_MS)
    assert long_case.read_bytes() == before
    found.parts.wishes.add_claim("Now it is changed here")
    tab = found.read.tabs.current
    assert tab is not None
    qtbot.waitUntil(lambda: found.desk.is_current and len(found.desk.rows.claims) == 3, timeout=WAIT_MS)
    read_at(found, qtbot, page=9)
    qtbot.waitUntil(lambda: tab.place.held, timeout=WAIT_MS)  # the case holds it now


def test_who_closes_a_case_at_once_opens_nothing_any_more(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    window = windows.make()
    windows.open_paths([long_case], window)
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    told: list[object] = []
    case.left_off.known.connect(told.append)
    case.left_off.ask()  # the answer is on its way
    window.close()
    qtbot.waitUntil(windows._closing[-1].done, timeout=WAIT_MS)
    QApplication.processEvents()
    assert not told


def test_where_a_page_was_read_across_comes_back_and_what_was_inverted(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    window = open_case(windows, windows.make(), long_case, qtbot)
    window.resize(1280, 800)
    case = window.case
    assert case is not None
    read_at(case, qtbot, page=3)
    view = case.read.page_view
    assert view is not None
    view.set_zoom(3.0)
    view.set_inverted(True)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum() // 5)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 333)
    left = view.places.place()
    assert left is not None
    found = again(windows, window, long_case, qtbot)
    qtbot.waitUntil(lambda: found.read.page_view is not None, timeout=WAIT_MS)
    seen = found.read.page_view
    assert seen is not None
    qtbot.waitUntil(lambda: seen.places.place() is not None and seen.page_count == 12, timeout=WAIT_MS)
    place = seen.places.place()
    assert place is not None
    assert (place.page, place.zoom) == (left.page, left.zoom)
    assert (place.offset, place.across) == pytest.approx((left.offset, left.across), abs=1)
    assert seen.inverted


def test_two_pages_side_by_side_come_back_with_the_tab(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    window = open_case(windows, windows.make(), long_case, qtbot)
    case = window.case
    assert case is not None
    read_at(case, qtbot, page=3)
    assert not window.actions_of_window["page.pair"].isChecked()
    window.actions_of_window.trigger("page.pair")
    qtbot.waitUntil(window.actions_of_window["page.pair"].isChecked, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    assert view.spreads.on
    qtbot.waitUntil(lambda: window.status.page.text() == "p. 4–5  (4 of 12)", timeout=WAIT_MS)
    found = again(windows, window, long_case, qtbot)
    qtbot.waitUntil(lambda: has_place(found, 3), timeout=WAIT_MS)
    seen = found.read.page_view
    assert seen is not None
    assert seen.spreads.on


def test_where_the_case_knows_a_newer_place_that_is_gone_to(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    window = open_case(windows, windows.make(), long_case, qtbot)
    case = window.case
    assert case is not None
    read_at(case, qtbot, page=3)
    tab = case.read.tabs.current
    assert tab is not None
    qtbot.waitUntil(lambda: tab.place.held and tab.place.here is not None and tab.place.here.page == 3, timeout=WAIT_MS)
    document = tab.document
    assert document is not None
    keeper = windows.make()
    window.close()
    qtbot.waitUntil(windows._closing[-1].done, timeout=WAIT_MS)
    with windows.parts.open_session(long_case, dispatch=at_once) as session:  # as somebody else reads it
        session.write(lambda file: file.set_reading_place(document, ReadingPlace(8, 0.0, FIT_PAGE))).result()
    found = open_case(windows, keeper, long_case, qtbot).case
    assert found is not None
    qtbot.waitUntil(lambda: has_place(found, 8), timeout=WAIT_MS)


def test_the_order_of_the_documents_comes_back(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    window = open_case(windows, windows.make(), long_case, qtbot)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.page_view is not None, timeout=WAIT_MS)
    assert case.read.documents.sort == "added"
    case.read.documents.set_sort("name")
    found = again(windows, window, long_case, qtbot)
    qtbot.waitUntil(lambda: found.read.documents.sort == "name", timeout=WAIT_MS)


def test_the_claim_on_show_comes_back(windows: Windows, long_case: Path, qtbot: QtBot) -> None:
    window = open_case(windows, windows.make(), long_case, qtbot)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.page_view is not None, timeout=WAIT_MS)  # it is known how the case was left
    second = case.desk.rows.elements(None)[1].claim.id
    window.show_view("claims")
    case.claims.show_claim(second)
    window.show_view("read")
    found = again(windows, window, long_case, qtbot)
    qtbot.waitUntil(lambda: found.claims.claim == second, timeout=WAIT_MS)
    other = found.desk.rows.claim(second)
    assert other is not None
    next(one for one in windows.windows if one.case is found).show_view("claims")
    qtbot.waitUntil(lambda: found.claims.head.sentence.accessibleName() == "They never looked", timeout=WAIT_MS)


@pytest.mark.parametrize("text", ["", "1 2", "a b c free free", "1 2 -3 free free", "999999 1 1 free free", "1 2 3 free free x"])
def test_panes_that_cannot_be_read_are_as_the_width_asks(text: str) -> None:
    assert KeptPanes.read(text) == KeptPanes()


@pytest.mark.parametrize("kept", [KeptPanes(), KeptPanes(200, 300, 512, left_shown=False), KeptPanes(1, 2, 3, None, True, 340)])
def test_panes_are_read_as_they_were_written(kept: KeptPanes) -> None:
    assert KeptPanes.read(kept.written()) == kept
