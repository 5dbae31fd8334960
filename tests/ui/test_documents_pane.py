"""The list of documents: what a click, a right click and its keys do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.documents.document_delegate import HEIGHT_PX
from reviewer.ui.panels.documents.documents_pane import DocumentsPane
from tests import builders
from tests.ui.conftest import WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Return a window with two documents, the first of which is on show and has the keyboard."""
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path, lines in zip(paths, (builders.REGISTER, builders.DENIAL), strict=True):
        path.write_bytes(builders.text_pdf(lines))
    window = make_windows(lambda: workers).make()
    window.activateWindow()
    window.paths_given.emit(paths)
    qtbot.waitUntil(
        lambda: (
            window.case is not None
            and len(window.case.desk.rows.documents) == 2
            and not window.jobs.is_busy
            and window.case.read.page_view is not None
            and window.case.read.page_view.hasFocus()
        ),
        timeout=WAIT_MS,
    )
    return window


def pane(window: MainWindow) -> DocumentsPane:
    assert window.case is not None
    return window.case.read.documents


def row(pane: DocumentsPane, number: int) -> tuple[QModelIndex, QPoint]:
    index = pane.list.model().index(number, 0)
    return index, pane.list.visualRect(index).center()


def is_marked(documents: DocumentsPane, number: int) -> bool:
    """Tell whether a row is seen to be the one of the document on show: by the bar at its left."""
    rect = documents.list.visualRect(row(documents, number)[0])
    accent = documents._theme.token("accent")
    image = documents.list.viewport().grab().toImage()
    return all(image.pixelColor(2, y) == accent for y in range(rect.top() + 4, rect.bottom() - 4))


def test_a_click_shows_a_document_and_gives_its_page_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    documents = pane(window)
    assert window.case is not None
    tabs = window.case.read.tabs
    for number, name in ((1, "b.pdf"), (0, "a.pdf"), (1, "b.pdf")):
        QTest.mouseClick(documents.list.viewport(), Qt.MouseButton.LeftButton, pos=row(documents, number)[1])
        qtbot.waitUntil(lambda: window.focusWidget() is tabs.current.view, timeout=WAIT_MS)
        assert tabs.current is not None
        assert tabs.current.name == name
        assert [is_marked(documents, one) for one in (0, 1)] == [number == 0, number == 1]


def test_the_mark_of_the_document_on_show_does_not_follow_the_lists_cursor(window: MainWindow, qtbot: QtBot) -> None:
    documents = pane(window)
    assert window.case is not None
    read = window.case.read
    documents.list.setFocus()
    QTest.keyClick(documents.list, Qt.Key.Key_Down)
    assert documents.current == read._desk.rows.documents[1].document.id
    assert (is_marked(documents, 0), is_marked(documents, 1)) == (True, False)
    QTest.keyClick(documents.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: read.page_view is not None and read.page_view.hasFocus(), timeout=WAIT_MS)
    assert (is_marked(documents, 0), is_marked(documents, 1)) == (False, True)
    read.tabs.close_current()
    read.tabs.close_current()
    assert (is_marked(documents, 0), is_marked(documents, 1)) == (False, False), "none is on show"


def test_a_document_is_renamed_by_a_key(window: MainWindow) -> None:
    documents = pane(window)
    documents.list.setFocus()
    QTest.keyClick(documents.list, Qt.Key.Key_F2)
    dialog = window.findChild(TextDialog)
    assert dialog is not None
    assert dialog.text == "a.pdf"
    dialog.reject()


def test_rows_are_as_high_as_their_names_need_when_the_pane_is_made_narrow(window: MainWindow, qtbot: QtBot) -> None:
    documents, case = pane(window), window.case
    assert case is not None
    window.resize(1280, 800)
    case.parts.wishes.rename_document(case.desk.rows.documents[0].document.id, "a long name of a file.pdf")
    qtbot.waitUntil(lambda: case.desk.is_current and row(documents, 0)[0].data() == "a long name of a file.pdf", timeout=WAIT_MS)
    second = row(documents, 1)[0]
    for width, below in ((300, HEIGHT_PX), (165, HEIGHT_PX + 18), (300, HEIGHT_PX)):
        case.read.panes.moveSplitter(width, 1)
        qtbot.waitUntil(lambda: documents.list.visualRect(second).top() == below, timeout=WAIT_MS)  # noqa: B023 - at once


def test_the_document_on_show_stays_in_sight_when_the_pane_is_made_narrow(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    documents, case = pane(window), window.case
    assert case is not None
    window.resize(1280, 700)
    more = [tmp_path / f"the minutes of a long meeting {number}.pdf" for number in range(9)]
    for number, path in enumerate(more):
        path.write_bytes(builders.text_pdf([f"meeting {number}"]))
    case.read.panes.moveSplitter(400, 1)
    window.paths_given.emit(more)
    qtbot.waitUntil(lambda: documents.list.model().rowCount() == 11 and not window.jobs.is_busy, timeout=WAIT_MS)
    case.read.show_document(case.desk.rows.documents[-1].document.id)
    case.read.panes.moveSplitter(165, 1)

    def is_in_sight() -> bool:
        rect = documents.list.visualRect(documents.list.currentIndex())
        return rect.height() > HEIGHT_PX and documents.list.viewport().rect().contains(rect)

    qtbot.waitUntil(is_in_sight, timeout=WAIT_MS)


def test_a_right_click_is_for_its_document_and_leaves_the_list_where_it_stands(window: MainWindow, qtbot: QtBot) -> None:
    documents = pane(window)
    before = documents.current
    index, point = row(documents, 1)
    QTest.mouseClick(documents.list.viewport(), Qt.MouseButton.RightButton, pos=point)
    assert documents.current == before
    assert not documents.list.selectionModel().isSelected(index)
    documents.list.customContextMenuRequested.emit(point)
    menu = documents.findChild(QMenu)
    assert menu is not None
    wished: list[tuple[str, str]] = []
    documents.wished.connect(lambda *wish: wished.append(wish))
    next(one for one in menu.actions() if one.text() == "Copy citation").trigger()
    menu.close()
    assert [name for name, _ in wished] == ["cite"]
    assert wished[0][1] != before


def test_what_changes_nothing_can_be_asked_of_a_document_in_a_case_open_for_reading_too(window: MainWindow) -> None:
    documents = pane(window)
    assert window.case is not None
    documents.follow(window.case.desk.rows, writable=False)
    documents.list.customContextMenuRequested.emit(row(documents, 1)[1])
    menu = documents.findChild(QMenu)
    assert menu is not None
    can = [one.text() for one in menu.actions() if one.isEnabled() and one.text()]
    menu.close()
    assert can == ["Open", "Open beside the document on show", "About this document…", "Make a viewing copy…", "Copy citation"]


def test_enter_in_the_filter_opens_what_it_found_first(window: MainWindow, qtbot: QtBot) -> None:
    documents = pane(window)
    assert window.case is not None
    documents.filter.setFocus()
    QTest.keyClicks(documents.filter, "b.p")
    QTest.keyClick(documents.filter, Qt.Key.Key_Return)
    tabs = window.case.read.tabs
    qtbot.waitUntil(lambda: tabs.current is not None and tabs.current.name == "b.pdf", timeout=WAIT_MS)
    QTest.keyClicks(documents.filter, "zzz")
    QTest.keyClick(documents.filter, Qt.Key.Key_Return)
    assert tabs.current is not None
    assert tabs.current.name == "b.pdf"


def test_the_list_stands_on_no_other_document_while_the_filter_hides_the_one_on_show(window: MainWindow, qtbot: QtBot) -> None:
    """Delete there would mean a document that is not on show."""
    case, documents = window.case, pane(window)
    assert case is not None
    hidden, shown = (one.document for one in case.desk.rows.documents)
    documents.filter.setText(shown.name)
    case.read.show_document(shown.id)
    assert documents.current == shown.id
    case.read.show_document(hidden.id)
    assert documents.current == ""
    documents.filter.clear()
    assert documents.current == hidden.id
    documents.filter.setText(shown.name)
    assert documents.current == ""
    documents.filter.clear()
    assert documents.current == hidden.id


def test_what_is_renamed_does_not_vanish_behind_the_filter(window: MainWindow, qtbot: QtBot) -> None:
    documents = pane(window)
    case = window.case
    assert case is not None
    documents.filter.setText("b.p")
    case.parts.wishes.rename_document(case.desk.rows.documents[1].document.id, "The register")
    qtbot.waitUntil(lambda: case.desk.rows.documents[1].document.name == "The register", timeout=WAIT_MS)
    shown = [documents.list.model().index(row, 0).data() for row in range(documents.list.model().rowCount())]
    assert any("The register" in one for one in shown)


def test_what_is_added_does_not_vanish_behind_the_filter(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    documents = pane(window)
    case = window.case
    assert case is not None
    (tmp_path / "later.pdf").write_bytes(builders.text_pdf(["later"]))
    documents.filter.setText("b.p")
    case.documents.add([tmp_path / "later.pdf"])
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 3, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not documents.filter.text(), timeout=WAIT_MS)
    documents.filter.setText("later")
    case.documents.added.emit([case.desk.rows.documents[2].document.id])
    assert documents.filter.text() == "later", "it hides nothing new"


def test_a_removal_keeps_the_filter_and_says_why_the_list_is_empty(window: MainWindow, qtbot: QtBot) -> None:
    documents = pane(window)
    case = window.case
    assert case is not None
    documents.filter.setText("b.p")
    case.parts.wishes.remove_document(case.desk.rows.documents[1].document.id, "b.pdf")
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 1, timeout=WAIT_MS)
    assert documents.filter.text() == "b.p"
    assert not documents.current, "another press of Delete meets nothing"
    assert not documents.none.isHidden()
    documents.filter.clear()
    assert documents.none.isHidden()
