"""What is looked at counts as opened and nothing else does; going to what nobody has opened; counterchecks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.anchor import TextPosition
from reviewer.model.coverage import CaseCoverage, PageState
from reviewer.model.ids import DocumentId, Reviewer
from reviewer.model.spans import TextSpan
from reviewer.services import commands
from reviewer.ui.application import Windows
from reviewer.ui.case import attention
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.coverage_dialog import CoverageDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.ui.conftest import WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LINES = [f"Line {number} of a page of the register of partners." for number in range(40)]


@pytest.fixture
def window(make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Return a window with two documents of four pages and of one, the first on show; nobody looks but when a test says so."""
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    paths[0].write_bytes(builders.text_pdf(*[LINES] * 4))
    paths[1].write_bytes(builders.text_pdf(LINES))
    window = make_windows(lambda: workers).make()
    window.resize(1280, 800)
    window.activateWindow()
    window.paths_given.emit(paths)
    qtbot.waitUntil(
        lambda: (
            window.case is not None
            and len(window.case.desk.rows.documents) == 2
            and not window.jobs.is_busy
            and window.case.read.page_view is not None
            and window.case.read.page_view.hasFocus()
            and bool(window.case.read.page_view.looked_at.pages())
            and len(window.case.covered.counts) == 2
        ),
        timeout=WAIT_MS,
    )
    return window


def the_case(window: MainWindow) -> OpenCase:
    assert window.case is not None
    return window.case


def ids(case: OpenCase) -> list[DocumentId]:
    return [one.document.id for one in case.desk.rows.documents]


def kept(case: OpenCase, qtbot: QtBot) -> CaseCoverage:
    """Return what the case holds of what was looked at so far."""
    case.attention.keep()
    qtbot.waitUntil(lambda: not case.attention._writing, timeout=WAIT_MS)
    return case.session.read(lambda reader: reader.coverage.of_case()).result(timeout=WAIT_MS)


def look(case: OpenCase, *times_ms: int) -> None:
    for one in times_ms:
        case.attention.look(one)


def row_words(case: OpenCase, number: int) -> str:
    model = case.read.documents.list.model()
    return str(model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_page_in_view_at_two_looks_was_opened(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    assert row_words(case, 0) == "a.pdf, 4 p · 0 passages"
    look(case, 500)
    assert row_words(case, 0) == "a.pdf, 4 p · 0 passages", "once is a glance in passing"
    look(case, 500, 700)
    assert row_words(case, 0) == "a.pdf, 4 p, 1 opened · 0 passages"
    small = case.read.pages.model
    words = [small.index(page, 0).data(Qt.ItemDataRole.AccessibleTextRole) for page in range(2)]
    assert words == ["Page 1", "Page 2, not opened yet"]
    first, second = kept(case, qtbot).documents
    assert (first.shown_ms, first.unopened, second.unopened) == (1200, (1, 2, 3), (0,))


def test_pages_that_are_passed_by_were_not_opened(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    view = case.read.page_view
    assert view is not None
    for page in (0, 1, 2, 3):
        view.go_to_page(page)
        qtbot.waitUntil(lambda page=page: view.looked_at.pages() == (page,), timeout=WAIT_MS)
        look(case, 500)
    assert kept(case, qtbot).count(PageState.OPENED) == 0


def test_nothing_is_counted_while_nobody_is_there(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    case = the_case(window)
    monkeypatch.setattr(attention, "IDLE_MS", -1)
    look(case, 500, 500, 500)
    assert kept(case, qtbot).count(PageState.OPENED) == 0
    assert not case.attention._timer.isActive(), "nothing ticks while nobody is there"
    monkeypatch.undo()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    assert case.attention._timer.isActive()
    window.showMinimized()
    look(case, 500, 500)
    assert kept(case, qtbot).count(PageState.OPENED) == 0


def test_a_case_for_reading_only_is_never_written_to(
    window: MainWindow, make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "copy.revcase"
    the_case(window).session.save_copy(path).result(timeout=WAIT_MS)
    window.hide()
    before = path.read_bytes()
    windows = make_windows(lambda: workers)
    other = windows.make()
    other.attach(windows.parts.open_session(path, dispatch=windows.tasks.dispatch, read_only=True))
    qtbot.waitUntil(lambda: other.case is not None and other.case.read.page_view is not None, timeout=WAIT_MS)
    case = the_case(other)
    qtbot.waitUntil(lambda: bool(case.read.page_view and case.read.page_view.looked_at.pages()), timeout=WAIT_MS)
    other.activateWindow()
    look(case, 500, 500)
    case.attention.keep()
    windows.quit()
    windows.finish()
    assert path.read_bytes() == before
    window.show()


def test_a_key_leads_through_the_pages_that_nobody_has_opened(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    trigger = window.actions_of_window.trigger

    def shown() -> tuple[str, int]:
        tab = case.read.tabs.current
        assert tab is not None
        return tab.name, tab.view.current_page

    def read(page: int, name: str = "a.pdf") -> None:
        qtbot.waitUntil(lambda: shown() == (name, page), timeout=WAIT_MS)
        view = case.read.page_view
        qtbot.waitUntil(lambda: view is not None and view.looked_at.pages() == (page,), timeout=WAIT_MS)
        look(case, 500, 500)

    read(0)
    assert case.read.page_view is not None
    case.read.page_view.go_to_page(2)
    read(2)
    trigger("page.unopened_before")
    read(1)
    trigger("page.unopened")
    read(3)
    trigger("page.unopened")
    qtbot.waitUntil(lambda: shown()[0] == "b.pdf", timeout=WAIT_MS)
    assert "Nothing more to open there: gone on to b.pdf." in told(window)
    qtbot.waitUntil(lambda: case.read.page_view is not None, timeout=WAIT_MS)
    read(0, "b.pdf")
    trigger("page.unopened")
    assert "Every page of the case has been opened." in told(window)
    assert "gone on to" not in told(window), "one message at a time"
    window.actions_of_window.trigger("document.unopened")
    assert case.read.documents.list.model().rowCount() == 0
    assert case.read.documents.none.text() == "Every page has been opened."
    case.read.documents.unopened.click()
    assert case.read.documents.list.model().rowCount() == 2
    assert kept(case, qtbot).count(PageState.OPENED) == 5


def test_nothing_is_said_to_be_opened_before_that_is_known(window: MainWindow) -> None:
    case = the_case(window)
    case.covered._states.clear()
    case.covered._opened.clear()  # as while they are read
    window.actions_of_window.trigger("page.unopened")
    assert "Which pages were opened is still read." in told(window)


def test_a_page_that_only_stood_in_results_was_found_and_not_opened(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    window.show_view("search")
    case.search.search("register")
    qtbot.waitUntil(lambda: len(list(case.search.looked_at())) == 5, timeout=WAIT_MS)
    look(case, 500, 500)
    first, second = kept(case, qtbot).documents
    assert (first.only_found, second.only_found, first.count(PageState.OPENED)) == (4, 1, 0)


def mark(case: OpenCase) -> None:
    span = TextSpan(ids(case)[0], TextPosition(0, 0), TextPosition(0, 20))
    commands.add_passage(case.session, document=ids(case)[0], selection=span).result(timeout=WAIT_MS)


def test_a_second_person_counterchecks_what_the_first_has_marked(window: MainWindow, qtbot: QtBot) -> None:
    case, trigger = the_case(window), window.actions_of_window.trigger
    action = window.actions_of_window["page.countercheck"]
    mark(case)
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1, timeout=WAIT_MS)
    trigger("page.countercheck")
    qtbot.waitUntil(lambda: "nobody counterchecks their own marks" in told(window), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not action.isChecked(), timeout=WAIT_MS)
    case.session.reviewer = Reviewer("Bea")
    trigger("page.countercheck")
    qtbot.waitUntil(lambda: is_checked(case), timeout=WAIT_MS)
    qtbot.waitUntil(action.isChecked, timeout=WAIT_MS)
    small = case.read.pages.model.index(0, 0)
    assert str(small.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("counterchecked")
    trigger("edit.undo")
    qtbot.waitUntil(lambda: not is_checked(case), timeout=WAIT_MS)
    trigger("edit.redo")
    qtbot.waitUntil(lambda: is_checked(case) and action.isChecked(), timeout=WAIT_MS)
    passage = next(iter(case.desk.rows.passages))
    commands.set_note(case.session, passage=passage, note="changed").result(timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not is_checked(case) and not action.isChecked(), timeout=WAIT_MS)
    trigger("page.countercheck")
    qtbot.waitUntil(lambda: is_checked(case), timeout=WAIT_MS)
    trigger("page.countercheck")
    qtbot.waitUntil(lambda: not is_checked(case) and not action.isChecked(), timeout=WAIT_MS)


def is_checked(case: OpenCase) -> bool:
    return bool((case.covered.state(ids(case)[0], 0) or 0) & PageState.COUNTERCHECKED)


def told(window: MainWindow) -> str:
    return "\n".join(label.text() for one in window.findChildren(Toast) if one.isVisible() for label in one.findChildren(QLabel))


def test_the_sheet_tells_coverage_by_document_and_leads_to_what_nobody_has_opened(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    look(case, 500, 500)
    mark(case)
    window.actions_of_window.trigger("case.coverage")
    dialog = window.findChild(CoverageDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.told.text() == "1 of 5 pages opened, 1 marked, 0 counterchecked.", timeout=WAIT_MS)
    assert dialog.unopened.text() == "Not opened in a.pdf: 2-4"
    assert dialog.rows.as_text().splitlines()[1].startswith("a.pdf\t1 of 4\t0\t1\t0\t")
    assert [dialog.by.itemText(at) for at in range(dialog.by.count())] == ["Anybody", "Reviewer"]
    dialog.main_button.click()
    qtbot.waitUntil(lambda: case.read.page_view is not None and case.read.page_view.current_page == 1, timeout=WAIT_MS)


def test_what_was_looked_at_last_is_kept_when_the_case_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    look(case, 500, 500)
    case.attention.close()
    found = case.session.read(lambda reader: reader.coverage.of_case())
    qtbot.waitUntil(found.done, timeout=WAIT_MS)
    case.session.write(lambda _case: None, background=True).result(timeout=WAIT_MS)
    found = case.session.read(lambda reader: reader.coverage.of_case())
    assert found.result(timeout=WAIT_MS).count(PageState.OPENED) == 1
    case.attention.touch()
    assert not case.attention._timer.isActive(), "a case that goes is not watched any more"
