"""Documents too large for a case, in the window: asked about once, checked before they are shown, located again in the tab."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.documents.sources import source as source_module
from reviewer.documents.sources.linked_source import FoundFile
from reviewer.errors import CancelledError
from reviewer.model.document import Document
from reviewer.model.ids import Sha256
from reviewer.services.adding.importing import add_documents
from reviewer.services.adding.large_files import Decided
from reviewer.services.events import at_once
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.export_dialog import ExportDialog
from reviewer.ui.dialogs.import_report import ImportReport
from reviewer.ui.dialogs.large_files_dialog import LargeFilesDialog
from reviewer.ui.leaving import LeavingDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.problems import Problems
from reviewer.ui.reading.document_tab import DocumentTab
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support raise"),
    pytest.mark.skipif(sys.platform != "linux", reason="files are lent on Linux only"),
]

LARGE = builders.many_pages_pdf(40)


@pytest.fixture(autouse=True)
def _low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_SOURCE_BYTES", 20_000)


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "leaks" / "large.pdf"
    path.parent.mkdir()
    path.write_bytes(LARGE)
    return path


@pytest.fixture
def path(windows: Windows, tmp_path: Path, file: Path) -> Path:
    """Return a closed case that is linked to the large file."""
    made = tmp_path / "case.revcase"
    with windows.parts.create_session(made, title="The denial", dispatch=at_once) as session:
        add_documents(session, [file], linking=Decided(link=True)).result()
    return made


@pytest.fixture
def open_it(windows: Windows, window: MainWindow, path: Path, qtbot: QtBot) -> Callable[[], tuple[OpenCase, DocumentTab]]:
    """Open the case in the window, as on the next day; return it with the tab of its document."""

    def opened() -> tuple[OpenCase, DocumentTab]:
        open_case(windows, window, path, qtbot)
        case = window.case
        assert case is not None
        qtbot.waitUntil(lambda: case.read.tabs.current is not None, timeout=WAIT_MS)
        tab = case.read.tabs.current
        assert tab is not None
        return case, tab

    return opened


OpenIt = Callable[[], tuple[OpenCase, DocumentTab]]


def is_shown(tab: DocumentTab) -> bool:
    return tab.opened is not None and tab.currentIndex() == 1


def only(case: OpenCase) -> Document:
    (found,) = case.desk.rows.documents
    return found.document


def listed(case: OpenCase) -> str:
    """Return what the list of documents says to a screen reader, but for what was opened by now."""
    model = case.read.documents.list.model()
    said = "\n".join(
        str(model.index(row, 0, QModelIndex()).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    )
    return said.replace(", not opened", "")


def dialog(window: MainWindow, qtbot: QtBot) -> LargeFilesDialog:
    qtbot.waitUntil(lambda: window.findChild(LargeFilesDialog) is not None, timeout=WAIT_MS)
    found = window.findChild(LargeFilesDialog)
    assert isinstance(found, LargeFilesDialog)
    return found


def test_large_files_are_asked_about_once_with_names_and_sizes_while_the_others_are_added(
    window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    (file.parent / "second.pdf").write_bytes(builders.many_pages_pdf(41))
    (file.parent / "small.pdf").write_bytes(builders.text_pdf(["a small one"]))
    window.paths_given.emit([file.parent])
    asked = dialog(window, qtbot)
    told = "\n".join(one.text() for one in asked.findChildren(QLabel))
    assert asked.windowTitle() == "Link 2 large documents?"
    assert "large.pdf, 28.0 kB" in told
    assert re.search(r"second\.pdf, 28\.\d kB", told)
    for words in ("leave it where it is", "no page of it can be shown", "never in a pack", "checksum"):
        assert words in told
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: [one.document.name for one in case.desk.rows.documents] == ["small.pdf"], timeout=WAIT_MS)
    asked.main_button.click()
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 3 and not window.jobs.is_busy, timeout=WAIT_MS)
    assert "large.pdf, 40 p · 0 passages · linked" in listed(case)
    assert "small.pdf, 1 p · 0 passages" in listed(case)


def test_who_leaves_large_files_out_has_them_in_the_report(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    window.paths_given.emit([file])
    dialog(window, qtbot).close_button.click()
    qtbot.waitUntil(lambda: window.findChild(ImportReport) is not None, timeout=WAIT_MS)
    report = window.findChild(ImportReport)
    row = str(report.model.index(0, 0, QModelIndex()).data(Qt.ItemDataRole.AccessibleTextRole))
    assert row.startswith("large.pdf: Not added. The document is larger than 2 GiB.")
    assert "Add it again to link it" in row


def test_a_linked_file_is_on_show_before_its_import_has_ended(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    window.paths_given.emit([file])
    dialog(window, qtbot).main_button.click()
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.page_view is not None and not window.jobs.is_busy, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(case.desk.rows.documents), timeout=WAIT_MS)
    assert only(case).linked
    assert [one.name for one in case.read.tabs.tabs()] == ["large.pdf"]


def test_cancelling_the_import_takes_the_question_away(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    window.paths_given.emit([file])
    dialog(window, qtbot)
    cancel = next(one for one in window.jobs.findChildren(QPushButton) if one.text() == "Cancel")
    cancel.click()
    qtbot.waitUntil(lambda: not window.jobs.is_busy and window.findChild(LargeFilesDialog) is None, timeout=WAIT_MS)
    assert window.findChild(ImportReport) is None


def test_a_window_that_closes_under_the_question_links_nothing(
    windows: Windows, window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    window.paths_given.emit([file])
    dialog(window, qtbot)
    windows.quit()
    asked = window.findChild(LeavingDialog)
    assert asked is not None, "the question is work that is not done"
    asked.stop_button.click()
    qtbot.waitUntil(lambda: not windows.windows, timeout=WAIT_MS)
    windows.finish()
    assert not [one for one in (file.parent.parent / "drafts").glob("*.revcase") if file.name.encode() in one.read_bytes()]


def test_the_next_day_pages_are_shown_when_the_file_was_checked(open_it: OpenIt, qtbot: QtBot) -> None:
    _case, tab = open_it()
    qtbot.waitUntil(lambda: is_shown(tab), timeout=WAIT_MS)


def test_a_check_says_how_far_it_is_in_the_tab_and_can_be_cancelled_there(
    window: MainWindow, open_it: OpenIt, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, whole = threading.Event(), FoundFile.hash

    def slow(self: FoundFile, told: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sha256:
        go_on.wait(WAIT_MS / 1000)
        if cancelled():
            raise CancelledError("Cancelled")
        return whole(self, told, cancelled)

    monkeypatch.setattr(FoundFile, "hash", slow)
    _case, tab = open_it()
    qtbot.waitUntil(tab.notice.stop_button.isVisible, timeout=WAIT_MS)
    assert tab.notice.text == (
        "Checking that the file of large.pdf is the one that was added. Its pages are shown when that is sure."
    )
    assert not window.jobs.is_busy, "it is said once"
    tab.notice.stop_button.click()
    go_on.set()
    qtbot.waitUntil(tab.notice.again_button.isVisible, timeout=WAIT_MS)
    assert tab.notice.text.startswith("The check of the linked file was stopped.")
    assert not tab.notice.stop_button.isVisible()
    tab.notice.again_button.click()
    qtbot.waitUntil(lambda: is_shown(tab), timeout=WAIT_MS)


def test_a_missing_file_is_told_in_the_tab_and_in_the_list_and_located_by_its_bytes(
    window: MainWindow, open_it: OpenIt, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = file.rename(file.parent / "renamed.bin")
    case, tab = open_it()
    qtbot.waitUntil(tab.notice.locate_button.isVisible, timeout=WAIT_MS)
    assert tab.notice.text.startswith("The file of this linked document is not where it was. Find it, or a copy with the same")
    shown = [one.text() for one in tab.notice.findChildren(QLabel)]
    assert f"It is linked to: {file}" in shown
    qtbot.waitUntil(lambda: "large.pdf, file not found · 40 p" in listed(case), timeout=WAIT_MS)
    wrong: list[str] = []
    monkeypatch.setattr(Problems, "dialog", lambda _self, title, error: wrong.append(f"{title}: {error.summary}"))
    other = file.parent / "other.pdf"
    other.write_bytes(LARGE[:-1] + b"?")
    case.linked_files.take(only(case), other)
    qtbot.waitUntil(lambda: bool(wrong), timeout=WAIT_MS)
    assert wrong == ["large.pdf was not linked to this file: This is another file: it is as large, but its checksum is another"]
    assert tab.notice.locate_button.isVisible()
    case.linked_files.take(only(case), moved)
    qtbot.waitUntil(lambda: is_shown(tab), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "large.pdf, 40 p · 0 passages · linked" in listed(case), timeout=WAIT_MS)
    assert not window.jobs.is_busy


def test_a_changed_file_shows_no_page(open_it: OpenIt, file: Path, qtbot: QtBot) -> None:
    file.write_bytes(LARGE[:-1] + b"?")
    case, tab = open_it()
    qtbot.waitUntil(tab.notice.locate_button.isVisible, timeout=WAIT_MS)
    assert tab.notice.text.startswith("The file of this linked document was changed: its bytes are not those that were added.")
    assert tab.opened is None
    qtbot.waitUntil(lambda: "large.pdf, file was changed" in listed(case), timeout=WAIT_MS)


@pytest.mark.parametrize("changed", [True, False])
def test_a_file_written_to_while_it_is_open_is_looked_at_again(open_it: OpenIt, file: Path, qtbot: QtBot, changed: bool) -> None:
    _case, tab = open_it()
    qtbot.waitUntil(lambda: is_shown(tab), timeout=WAIT_MS)
    tab.view.go_to_page(30)
    before = tab.opened
    if changed:
        file.write_bytes(LARGE + b"%")
    else:
        os.utime(file)
    tab.view.go_to_page(2)
    if changed:
        qtbot.waitUntil(tab.notice.locate_button.isVisible, timeout=WAIT_MS)
        assert tab.opened is None
    else:
        qtbot.waitUntil(lambda: is_shown(tab) and tab.opened is not before, timeout=WAIT_MS)
        assert tab.view.current_page in {2, 30}, "the place is kept"


def test_the_export_dialog_says_what_stays_outside(window: MainWindow, open_it: OpenIt) -> None:
    case, _tab = open_it()
    case.case_acts.export()
    shown = window.findChild(ExportDialog)
    assert shown is not None
    told = "\n".join(one.text() for one in shown.findChildren(QLabel))
    assert "A linked document is too large for a pack" in told
    assert "large.pdf" in told
    shown.reject()
    QApplication.processEvents()
