"""A program that is started on a file: its first page stands before the case does, and stays where the reader moved it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Source, Workers
from reviewer.documents.first_file import FirstFile, open_file, open_first_file
from reviewer.errors import DocumentError
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.command_palette import CommandPalette
from reviewer.ui.main_window import MainWindow
from reviewer.ui.reading.first_look import FirstLook
from reviewer.ui.viewer.page_view import PageView
from tests import builders
from tests.ui.conftest import WAIT_MS

Make = Callable[..., Windows]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a file of forty pages."""
    path = tmp_path / "register.pdf"
    path.write_bytes(builders.many_pages_pdf(40))
    return path


def added(window: MainWindow) -> bool:
    """Tell whether the document is in the window's case."""
    return window.case is not None and len(window.case.desk.rows.documents) == 1


def grown(look: FirstLook, qtbot: QtBot) -> PageView:
    """Wait for the page view that takes the place of the first page's pixels."""
    qtbot.waitUntil(lambda: look.view is not None, timeout=WAIT_MS)
    assert look.view is not None
    return look.view


def white(shown: QWidget) -> float:
    """Return how much of a widget is white paper."""
    image = shown.grab().toImage()
    places = [(x, y) for x in range(5, image.width(), 20) for y in range(5, image.height(), 20)]
    return sum(image.pixelColor(x, y) == Qt.GlobalColor.white for x, y in places) / len(places)


def test_the_first_pages_pixels_stand_first_and_stay_until_the_view_has_its_own(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    look = window.look
    assert look is not None
    page = look.page
    assert page is not None
    with qtbot.waitSignal(page.shown, timeout=WAIT_MS):
        pass
    assert look.view is None
    assert white(page) > 0.3
    width = page.viewport().width()
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    view = grown(look, qtbot)
    assert (view.viewport().width(), view.zoom_mode) == (width, "width")
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert white(view) > 0.3
    assert view.verticalScrollBar().value() > view.viewport().height(), "what was pressed early is done"


def test_the_page_stands_before_the_case_and_is_not_opened_again(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    look = window.look
    assert look is not None
    assert window.case is None
    assert window.windowTitle() == "Opening…"
    view = grown(look, qtbot)
    assert view.page_count == 40
    assert view.isVisible()

    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)

    assert window.look is None
    assert window.case is not None
    (tab,) = window.case.read.tabs.tabs()
    assert tab.view is view
    assert view.isVisible()
    assert tab.opened is first.opening.result()[1]
    documents = window.case.desk.rows.documents
    qtbot.waitUntil(lambda: tab.document == documents[0].document.id, timeout=WAIT_MS)
    assert len(tab.pages) == 40


def test_the_reader_stays_where_they_went_meanwhile(make_windows: Make, workers: Workers, register: Path, qtbot: QtBot) -> None:
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    look = window.look
    assert look is not None
    grown(look, qtbot).go_to_page(30)
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert window.case is not None
    page_view = window.case.read.page_view
    assert page_view is not None
    assert page_view.current_page == 30


def press_page_down(window: MainWindow) -> None:
    """Press a key as a person does: it goes to whatever has the keyboard."""
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_PageDown)


def test_the_page_has_the_keyboard_as_soon_as_the_case_is_there(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    assert window.look is not None
    view = grown(window.look, qtbot)
    qtbot.waitUntil(lambda: window.case is not None, timeout=WAIT_MS)
    assert window.focusWidget() is view, "not on a button of the panes, which the space bar would press"
    press_page_down(window)
    assert view.verticalScrollBar().value() > 0
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert window.focusWidget() is view


def test_what_is_pressed_before_anything_is_seen_is_done_once_the_page_is_there(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = FirstFile(register)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    assert window.look is not None
    press_page_down(window)
    first.hand_over(open_file(register, workers))
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert window.case is not None
    view = window.case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0, timeout=WAIT_MS)


def test_no_button_of_the_panes_has_the_keyboard_before_it_is_known_what_is_in_a_case(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found: list[QWidget | None] = []
    attach = MainWindow.attach

    def attach_and_look(window: MainWindow, session: Session) -> None:
        attach(window, session)
        found.append(window.focusWidget())

    monkeypatch.setattr(MainWindow, "attach", attach_and_look)
    window = windows.make()
    windows.new_case(window)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    assert not isinstance(found[0], QAbstractButton)


def test_shortcuts_that_come_before_the_actions_are_done_once_these_are_there(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    look = window.look
    assert look is not None
    assert look.page is not None
    QTest.keyClick(look.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(look.page, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert window.case is not None
    (tab,) = window.case.read.tabs.tabs()
    qtbot.waitUntil(tab.finding.bar.isVisible, timeout=WAIT_MS)
    assert window.case.desk.rows.passages == {}


def test_a_list_opened_before_the_document_has_come_stays_open(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    look = window.look
    assert look is not None
    assert look.page is not None
    QTest.keyClick(look.page, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: added(window) and window.case is not None and not window.case.landing._document, timeout=WAIT_MS)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    assert palette.isVisible()


def test_a_file_that_is_no_document_is_told_of_in_the_window(
    make_windows: Make, workers: Workers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "notes.pdf"
    path.write_bytes(b"no document")
    window = make_windows(lambda: workers, paths=(path,), first_file=open_first_file(path, workers)).make_first()
    qtbot.waitUntil(lambda: window.case is not None and not window.jobs.isVisibleTo(window), timeout=WAIT_MS)
    assert window.look is None
    assert window.case is not None
    assert window.case.read.tabs.tabs() == ()


def test_a_window_closed_before_its_file_came_closes_the_file(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot
) -> None:
    first = FirstFile(register)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    window.close()
    found = open_file(register, workers)
    first.hand_over(found)
    qtbot.waitUntil(lambda: found[0].fd is None, timeout=WAIT_MS)


def test_a_file_that_comes_after_the_program_went_on_without_it_is_kept_with_its_place(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Callable[[], None]] = []
    begin = Windows._begin
    monkeypatch.setattr(Windows, "_begin", lambda windows, window: begun.append(partial(begin, windows, window)))
    first = FirstFile(register)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    look = window.look
    assert look is not None
    qtbot.waitUntil(lambda: bool(begun), timeout=WAIT_MS)
    first.hand_over(open_file(register, workers))
    grown(look, qtbot).go_to_page(30)
    begun[0]()
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert window.case is not None
    view = window.case.read.page_view
    assert view is not None
    assert (view is look.view, view.current_page) == (True, 30)


def test_a_file_without_a_checksum_is_opened_again_and_the_window_goes_on(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_checksum: object, _source: Source) -> str:
        raise OSError("no descriptors left")

    first = open_first_file(register, workers)
    with monkeypatch.context() as patched:
        patched.setattr("reviewer.documents.sources.source._Checksum.of", refuse)
        window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
        look = window.look
        assert look is not None
        qtbot.waitUntil(lambda: window.is_furnished, timeout=WAIT_MS)
    view = look.view
    qtbot.waitUntil(lambda: added(window), timeout=WAIT_MS)
    assert window.case is not None
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.page_view is not None, timeout=WAIT_MS)
    assert window.case.read.page_view is not view


def test_a_file_that_cannot_be_read_leaves_nothing_open(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="There is no such file"):
        open_file(tmp_path / "gone.pdf", workers)


def test_what_is_marked_while_the_file_is_being_added_is_kept_once_it_is_in_the_case(
    make_windows: Make, workers: Workers, register: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, import_job = Event(), Session.import_job

    def later(session: Session, fn: Callable[[], object]) -> Future[object]:
        return import_job(session, lambda: fn() if may_go_on.wait(WAIT_MS / 1000) else None)

    monkeypatch.setattr(Session, "import_job", later)
    first = open_first_file(register, workers)
    window = make_windows(lambda: workers, paths=(register,), first_file=first).make_first()
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.tabs.current is not None, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    (tab,) = case.read.tabs.tabs()
    camera = tab.view._bench.stage.camera
    where, scale = camera.layout.rect(0), camera.layout.scale
    qtbot.waitUntil(lambda: white(tab.view) > 0.3, timeout=WAIT_MS)
    area, y = tab.view.viewport(), round(where.y - camera.y + 92 * scale)
    begin, end = (QPoint(round(where.x - camera.x + x * scale), y) for x in (70, 180))
    QTest.mousePress(area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(area, (begin + end) / 2)
    QTest.mouseMove(area, end)
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    qtbot.waitUntil(lambda: tab.view.has_selection, timeout=WAIT_MS)
    QTest.keyClick(tab.view, Qt.Key.Key_H)
    assert not tab.view.has_selection, "it is marked on the page"
    assert not case.desk.rows.passages
    may_go_on.set()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1, timeout=WAIT_MS)
    (kept,) = case.desk.rows.passages.values()
    assert kept.passage.document == case.desk.rows.documents[0].document.id
