"""What the window shows around its work: tabs, bars, keys, the empty case, and cases left over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.application import Windows
from reviewer.ui.controls.drop_area import DropArea
from reviewer.ui.dialogs.command_palette import CommandPalette
from reviewer.ui.dialogs.file_dialog import FileDialog
from reviewer.ui.main_window import MainWindow
from tests import builders
from tests.ui.conftest import WAIT_MS, add_document, place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    made.show()
    return made


def test_ctrl_e_exports_while_a_field_has_the_keyboard(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    window.activateWindow()
    window.strip.focus_search()
    qtbot.waitUntil(window.strip.search.hasFocus, timeout=WAIT_MS)
    for keys, is_the_fields in ((Qt.Key.Key_E, False), (Qt.Key.Key_Z, True)):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, keys, Qt.KeyboardModifier.ControlModifier)
        asked.ignore()
        QApplication.sendEvent(window.strip.search, asked)
        assert asked.isAccepted() is is_the_fields


def test_the_search_field_says_which_key_comes_next(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    search = window.strip.search

    def caps() -> list[str]:
        return [one.text() for one in search.findChildren(QLabel) if one.isVisibleTo(search)]

    assert caps() == ["Ctrl+Shift+F"]
    QTest.keyClicks(search, "register")
    assert caps() == ["Enter"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert caps() == []
    QTest.keyClicks(search, "s")
    assert caps() == ["Enter"], "other words are not searched for yet"
    window.resize(700, 600)
    assert caps() == [], "in a narrow window the room is for the words"
    search.clear()
    window.resize(1280, 800)
    assert caps() == ["Ctrl+Shift+F"]


def test_many_tabs_keep_names_that_can_be_read(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    bar = case.read.tabs.bar
    for number in range(12):
        bar.add(f"a document with a long name {number}.pdf", is_image=False)
    assert min(bar.tabRect(at).width() for at in range(1, bar.count())) >= 140


def test_a_name_has_the_room_that_is_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    name = "memorandum of understanding between the partners, revision 9, annex 2.pdf"
    bar = add_document(window, qtbot, tmp_path / name, builders.text_pdf(builders.REGISTER)).read.tabs.bar
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: bar.width() > 700, timeout=WAIT_MS)
    assert bar.tabRect(0).width() > bar.fontMetrics().horizontalAdvance(name)
    bar.add(f"another {name}", is_image=False)
    assert sum(bar.tabRect(at).width() for at in range(2)) <= bar.width()
    assert bar.elideMode() is Qt.TextElideMode.ElideMiddle
    assert name in bar.tabToolTip(0)


def test_an_empty_case_says_where_to_drop(window: MainWindow, qtbot: QtBot) -> None:
    window.acts.new_case_requested.emit()
    qtbot.waitUntil(lambda: window.case is not None, timeout=WAIT_MS)
    assert window.case is not None
    nothing = window.case.read.tabs.nothing

    def offers_a_place() -> bool:  # once its rows are read: until then nobody knows that the case is empty
        return any(one.isVisibleTo(window) for one in nothing.findChildren(DropArea))

    qtbot.waitUntil(offers_a_place, timeout=WAIT_MS)
    assert "Drop documents here" in [one.text() for one in nothing.findChildren(QLabel)]


def test_the_bar_of_one_large_file_moves_by_pages(window: MainWindow, qtbot: QtBot) -> None:
    job = window.jobs.start("Adding documents")
    bar = window.jobs.findChild(QProgressBar)
    assert bar is not None
    job.tell(0, 1, "long.pdf, page 112 of 943", 112 / 943)
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=WAIT_MS)
    assert 0.1 < bar.value() / bar.maximum() < 0.13
    job.end()


def test_the_palette_says_that_it_has_no_such_action(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_of_window.trigger("app.palette")
    palette = window.findChild(CommandPalette)
    assert palette is not None
    assert not palette.nothing.isVisibleTo(palette)
    QTest.keyClicks(palette.field, "qqqzzz")
    assert palette.nothing.isVisibleTo(palette)
    assert palette.nothing.text() == "No action of that name"
    palette.close()


def test_a_name_and_place_are_never_proposed_where_the_files_came_from(
    windows: Windows, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaked = tmp_path / "leaked"
    leaked.mkdir()
    windows.parts.settings.change(last_folder=str(leaked))
    window.acts.new_case_requested.emit()
    qtbot.waitUntil(lambda: window.case is not None, timeout=WAIT_MS)
    window.acts.place_requested.emit()
    (proposed,) = map(Path, window.findChild(FileDialog).selectedFiles())
    assert leaked not in proposed.parents
    assert proposed.suffix == ".revcase"
    assert proposed.parent.is_dir()


def test_a_copy_is_not_asked_whether_to_replace_what_it_never_replaces(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.acts.new_case_requested.emit()
    qtbot.waitUntil(lambda: window.case is not None, timeout=WAIT_MS)
    there = tmp_path / "there.revcase"
    there.write_bytes(b"somebody's")
    told: list[str] = []
    monkeypatch.setattr(window.problems, "dialog", lambda title, error: told.append(f"{title}: {error}"))
    assert window.case is not None
    window.case.case_acts.save_copy()
    place(window, there)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert told[0].startswith("The copy was not saved: ")
    assert there.read_bytes() == b"somebody's"


def test_naming_an_untitled_case_keeps_its_tabs_its_panes_and_what_can_be_undone(
    windows: Windows, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    (tmp_path / "denial.pdf").write_bytes(builders.text_pdf(builders.DENIAL))
    case.documents.add([tmp_path / "denial.pdf"])
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 2, timeout=WAIT_MS)
    case.read.show_document(case.desk.rows.documents[1].document.id)
    tabs = case.read.tabs.bar.count()
    case.parts.wishes.edit_case(desk_label="Desk")
    qtbot.waitUntil(lambda: case.desk.pending == 0 and not window.jobs.is_busy, timeout=WAIT_MS)
    target = tmp_path / "The denial.revcase"
    window.acts.place_requested.emit()
    place(window, target)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("The denial — All changes saved"), timeout=WAIT_MS)
    assert window.case is case
    assert windows.with_case(target) is window
    assert windows.parts.settings.recent == (target,)
    assert (case.read.tabs.bar.count(), tabs) == (2, 2)
    assert not case.read.claims.isHidden()
    for _ in range(2):  # the title, and what was done before
        window.acts.undo()
    qtbot.waitUntil(lambda: case.desk.rows.info is not None and case.desk.rows.info.desk_label != "Desk", timeout=WAIT_MS)


def test_undo_takes_back_what_was_asked_for_last_and_not_files_that_come_late(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    (tmp_path / "denial.pdf").write_bytes(builders.text_pdf(builders.DENIAL))
    gate = Event()
    case.session.import_job(gate.wait)  # as a large file that is added before
    case.documents.add([tmp_path / "denial.pdf"])
    case.parts.wishes.edit_case(desk_label="Desk")
    qtbot.waitUntil(lambda: case.desk.undo_words == "Change desk label", timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 2 and not window.jobs.is_busy, timeout=WAIT_MS)
    assert case.desk.undo_words == "Change desk label"
    window.acts.undo()
    qtbot.waitUntil(lambda: case.desk.undo_words == "Add document", timeout=WAIT_MS)
    assert len(case.desk.rows.documents) == 2


def test_the_window_takes_the_whole_screen_and_escape_gives_it_back(window: MainWindow) -> None:
    window.show()
    window.actions_of_window.trigger("window.full")
    assert window.isFullScreen()
    QTest.keyClick(window.empty.sample_button, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
