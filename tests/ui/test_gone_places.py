"""What a person has left behind does no harm: a note stays with the passage it was typed for, a closed tab loses no mark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.stance import Stance
from reviewer.services.search.finding import FoundPlace
from reviewer.ui.dialogs.claim_picker import ClaimPicker
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.documents.documents_pane import DocumentsPane
from reviewer.ui.panels.empty_view import EmptyView
from tests import builders
from tests.ui.conftest import WAIT_MS
from tests.ui.test_reading import add, file, mark, passages

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(make_windows: Callable[..., object], workers: Workers) -> MainWindow:
    made = make_windows(lambda: workers).make()
    made.resize(1280, 800)
    return made


@pytest.fixture
def noted(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> OpenCase:
    """Return a case with two documents, a.pdf on show with a passage whose note is being typed."""
    case = add(
        window,
        qtbot,
        file(tmp_path, "a.pdf", builders.text_pdf(builders.REGISTER, ["second page"], ["third page"])),
        file(tmp_path, "b.pdf", builders.text_pdf(["Another", "document"])),
    )
    qtbot.waitUntil(lambda: all(one.opened is not None for one in case.read.tabs.tabs()), timeout=WAIT_MS)
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.claims.note.passage == passage, timeout=WAIT_MS)
    case.read.claims.note.insertPlainText("typed for a")
    return case


def end_deletions() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("pane", [DocumentsPane, EmptyView])
def test_panes_that_are_gone_do_not_follow_the_theme(qapp: QApplication, theme: Theme, pane: type) -> None:
    made = pane(theme)
    made.deleteLater()
    end_deletions()
    theme.changed.emit()  # anything raised here fails the test


@pytest.mark.parametrize("way", ["page", "words", "find", "back", "other document", "removal"])
def test_who_is_taken_elsewhere_leaves_the_note_behind(noted: OpenCase, qtbot: QtBot, way: str) -> None:
    (passage,) = noted.desk.rows.passages
    tab, note = noted.read.tabs.current, noted.read.claims.note
    assert tab is not None
    assert tab.document is not None
    if way == "page":
        noted.read.pages.page_requested.emit(2)
    elif way == "words":
        noted.read.go_to_words(tab.document, FoundPlace("third", 2))
    elif way == "find":
        tab.finding.open()
        QTest.keyClicks(tab.finding.bar.field, "third")
        qtbot.waitUntil(lambda: tab.view.hits.current == (2, 0), timeout=WAIT_MS)
    elif way == "back":
        tab.view.go_to_page(2)
        tab.view.select_passage(passage)
        tab.view.navigator.back()
    elif way == "other document":
        second = noted.desk.rows.documents[1].document.id
        noted.read.go_to_words(second, FoundPlace("Another", 0))
    else:
        note.commit()
        noted.parts.wishes.remove_passage(passage)
        passages(noted, qtbot, 0)
    assert note.passage is None
    assert not note.isVisible()
    assert noted.read.chosen_passage == ""
    if way != "removal":
        qtbot.waitUntil(lambda: noted.desk.rows.passages[passage].passage.note == "typed for a", timeout=WAIT_MS)


def test_a_jump_leaves_the_note_of_a_passage_of_another_document(noted: OpenCase, qtbot: QtBot) -> None:
    (passage,) = noted.desk.rows.passages
    noted.read.tabs.step(1)
    noted.read.claims.show_passage(passage)
    view = noted.read.page_view
    assert view is not None
    view.go_to_page(0)
    assert noted.read.claims.note.passage is None


def test_a_mark_outlives_the_tab_it_was_asked_in(window: MainWindow, noted: OpenCase, qtbot: QtBot) -> None:
    mark(noted, 28, 33, Stance.SUPPORTS, pick=True)
    picker = window.findChild(ClaimPicker)
    assert picker is not None
    noted.read.tabs.close_current()
    end_deletions()
    QTest.keyClicks(picker.field, "Never accessed")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    passages(noted, qtbot, 2)
    assert [one.claim.text for one in noted.desk.rows.claims] == ["Never accessed"]


def test_a_selection_has_a_menu_with_copy_and_the_stances(noted: OpenCase, qtbot: QtBot) -> None:
    view = noted.read.page_view
    assert view is not None
    menu = noted.menu.popup_selection(view, view.mapToGlobal(view.rect().center()))
    named = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert named == ["Copy", "Supports", "Contradicts", "Context", "States", "Highlight"]
    menu.close()
