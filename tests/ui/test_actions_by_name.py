"""Every action by name (Ctrl+K): those on claims and documents say which one they are for, and a folder needs no mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.dialogs.command_palette import CommandPalette
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.ui.conftest import WAIT_MS
from tests.ui.test_reading import add, file

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(make_windows: Callable[..., object], workers: Workers) -> MainWindow:
    return make_windows(lambda: workers).make()


@pytest.fixture
def case(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> OpenCase:
    """Return a case with the document b.pdf on show, a.pdf beside it, and a claim of one element."""
    made = add(
        window,
        qtbot,
        file(tmp_path, "b.pdf", builders.text_pdf(builders.REGISTER)),
        file(tmp_path, "a.pdf", builders.text_pdf(["Another", "document"])),
    )
    made.parts.wishes.add_claim("Never accessed")
    qtbot.waitUntil(lambda: len(made.desk.rows.claims) == 1 and made.desk.is_current, timeout=WAIT_MS)
    made.parts.wishes.add_claim("accessed", parent=made.desk.rows.claims[0].claim.id)
    qtbot.waitUntil(lambda: len(made.desk.rows.claims) == 2 and made.desk.is_current, timeout=WAIT_MS)
    return made


def offered(window: MainWindow, typed: str) -> list[str]:
    """Return what the palette offers for some words, without taking anything."""
    window.acts.show_palette()
    palette = window.findChild(CommandPalette)
    palette.field.setText(typed)
    found = [one.text for one in palette.shown() if one.enabled]
    palette.close()
    palette.setParent(None)
    return found


def test_what_removes_says_what_it_removes(case: OpenCase, window: MainWindow) -> None:
    claim, element = case.desk.rows.claims
    case.desk.choose(claim=element.claim.id)
    assert offered(window, "remove") == ["Remove element 1.1 “accessed”", "Remove “b.pdf”"]
    case.desk.choose(claim=claim.claim.id)
    assert offered(window, "remove claim")[0] == "Remove claim 1 “Never accessed”"
    window.show_view("claims")
    assert offered(window, "remove") == ["Remove claim 1 “Never accessed”"]


def test_the_actual_size_is_found_by_what_it_may_be_called(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    for typed in ("100", "zoom", "actual", "original size"):
        assert "Actual size (100 %)" in offered(window, typed)
    view = case.read.page_view
    assert view is not None
    window.status.zoom_requested.emit(2.0)
    assert view.zoom == 2.0
    qtbot.waitUntil(lambda: window.status.zoom.text() == "200 %", timeout=WAIT_MS)
    window.actions_of_window.trigger("page.actual_size")
    assert (view.zoom, view.zoom_mode) == (1.0, "free")
    window.status.fit_requested.emit("page.fit_width")
    assert view.zoom_mode == "width"


def test_what_was_named_is_removed(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    window.acts.show_palette()
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette.field, "remove b.pdf")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.document.name for one in case.desk.rows.documents] == ["a.pdf"], timeout=WAIT_MS)


def test_the_document_on_show_has_its_actions(case: OpenCase, window: MainWindow) -> None:
    case.read.show_document(case.desk.rows.documents[1].document.id)
    assert offered(window, "a.pdf") == [
        "About “a.pdf”…",
        "Rename “a.pdf”…",
        "Provenance: how “a.pdf” was obtained…",
        "Copy citation of “a.pdf”",
        "Make a viewing copy of “a.pdf”…",
        "Recognise text of “a.pdf”",
        "Versions of “a.pdf”…",
        "Remove “a.pdf”",
    ]
    window.actions_of_window.trigger("document.cite")
    assert QGuiApplication.clipboard().text().startswith("a.pdf, sha256 ")


def test_documents_are_sorted_by_name(case: OpenCase, window: MainWindow) -> None:
    model = case.read.documents.list.model()
    window.actions_of_window.trigger("document.sort.name")
    assert [model.index(row, 0).data().split(",")[0] for row in range(2)] == ["a.pdf", "b.pdf"]
    assert window.actions_of_window["document.sort.name"].isChecked()


def test_diagnostics_are_copied(window: MainWindow) -> None:
    assert offered(window, "diagnostics") == ["Copy diagnostics"]
    window.actions_of_window.trigger("app.diagnostics")
    assert "Python" in QGuiApplication.clipboard().text()


def test_a_folder_is_added_without_a_mouse(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    file(folder, "a.pdf", builders.text_pdf(builders.REGISTER))
    assert "or a folder with" in [one.text() for one in window.empty.findChildren(QPushButton)]
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    qtbot.waitUntil(lambda: window.case is not None and len(window.case.desk.rows.documents) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobs.is_busy and window.case.desk.is_current, timeout=WAIT_MS)
