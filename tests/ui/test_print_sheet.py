"""The way to a print: what can be chosen, what is said of it, and what a window that prints says when it is closed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QComboBox, QGroupBox, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.page import PageInfo
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.file_dialog import FileDialog
from reviewer.ui.leaving import LeavingDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.printing import printers, run
from reviewer.ui.printing.order import OWN_SIZE, PrintReport, PrintWish
from reviewer.ui.printing.page_ranges import pages_named
from reviewer.ui.printing.print_sheet import Printable, PrintSheet
from tests import builders
from tests.ui.conftest import CANARY, WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LABELS = ("i", "ii", "iii", "1", "2", "A-1")
PAGES = [PageInfo(index, label, 595, 842) for index, label in enumerate(LABELS)]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("iv", None),
        ("ii", (1,)),
        ("ii-1", (1, 2, 3)),
        ("ii – A-1", (1, 2, 3, 4, 5)),
        ("A-1", (5,)),
        ("2-A-1", (4, 5)),
        ("A-1, i", (5, 0)),
        ("1, 1, i-iii", (3, 0, 1, 2)),
        ("2-", (4, 5)),
        ("-ii", (0, 1)),
        ("6", (5,)),
        ("7", None),
        ("iii-i", None),
        ("-", None),
        ("1,,2;i", (3, 4, 0)),
        ("", None),
    ],
)
def test_pages_are_named_by_label_or_number(text: str, pages: tuple[int, ...] | None) -> None:
    found, wrong = pages_named(PAGES, text)
    assert found == (pages or ())
    assert bool(wrong) == (pages is None)


def sheet_of(theme: Theme, qtbot: QtBot, last: PrintWish | None = None, **facts: object) -> PrintSheet:
    what: dict[str, object] = {
        "name": CANARY,
        "pages": PAGES,
        "current": 1,
        "passages": 3,
        "case_title": CANARY,
        "forbidden": False,
    }
    made = PrintSheet(theme, Printable(**(what | facts)), last)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    return made


def said(sheet: PrintSheet) -> str:
    return " ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet))


def test_what_was_typed_is_said_in_pages_before_it_is_printed(theme: Theme, qtbot: QtBot) -> None:
    sheet = sheet_of(theme, qtbot)
    assert sheet.wish.pages == (0, 1, 2, 3, 4, 5)
    sheet.this_button.click()
    assert sheet.wish.pages == (1,)
    qtbot.keyClicks(sheet.some, "2-A-1, i")
    assert sheet.wish.pages == (4, 5, 0)
    assert "3 pages: counted from the first, 5–6, 1 of 6" in said(sheet)
    qtbot.keyClicks(sheet.some, "x")
    assert "There is no page ix." in said(sheet)
    assert not sheet.main_button.isEnabled()
    assert not sheet.pdf_button.isEnabled()
    sheet.close()


def test_it_is_said_that_a_pdf_has_pictures_of_pages(theme: Theme, qtbot: QtBot) -> None:
    sheet = sheet_of(theme, qtbot)
    assert any("not selected or searched" in one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet))
    assert "pictures" in sheet.pdf_button.accessibleDescription()


def test_a_single_picture_has_no_pages_to_choose(theme: Theme, qtbot: QtBot) -> None:
    sheet = sheet_of(theme, qtbot, pages=PAGES[:1], current=0, passages=0, forbidden=True)
    assert not sheet.some.isVisible()
    assert not sheet.passages_box.isEnabled()
    assert not sheet.wish.passages
    assert sheet.kept.passages, "the next document may have some"
    assert "forbids" in said(sheet)
    sheet.close()


def test_choices_are_kept_for_the_next_print(theme: Theme, qtbot: QtBot) -> None:
    sheet = sheet_of(theme, qtbot)
    sheet.passages_box.setChecked(False)
    sheet.case_box.setChecked(True)
    sheet.paper.setCurrentIndex(sheet.paper.findData(OWN_SIZE))
    again = sheet_of(theme, qtbot, sheet.kept)
    assert not again.wish.passages
    assert again.wish.case_named
    assert again.wish.paper == OWN_SIZE
    again.foot_box.setChecked(False)
    assert not again.wish.case_named, "without the line there is no place for it"
    sheet.close()
    again.close()


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    made.show()
    return made


def add(window: MainWindow, qtbot: QtBot, path: Path, data: bytes) -> OpenCase:
    path.write_bytes(data)
    window.paths_given.emit([path])
    qtbot.waitUntil(lambda: window.case is not None and window.case.current_document is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.page_view is not None, timeout=WAIT_MS)
    tab = case.read.tabs.current
    assert tab is not None
    qtbot.waitUntil(lambda: tab.opened is not None and len(tab.pages) == tab.opened.page_count, timeout=WAIT_MS)
    window.refresh()
    return case


def ask(window: MainWindow) -> PrintSheet:
    window.actions_of_window.trigger("document.print")
    sheet = window.findChild(PrintSheet)
    assert sheet is not None
    return sheet


def save(sheet: PrintSheet, path: Path) -> None:
    """Say in the dialog where the PDF goes."""
    sheet.pdf_button.click()
    dialog = sheet.findChild(FileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()


def told(window: MainWindow) -> str:
    return " ".join(one.text for one in window.findChildren(Toast))


def test_a_document_is_printed_to_a_pdf_from_its_window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add(window, qtbot, tmp_path / "register.pdf", builders.labelled_pdf())
    sheet = ask(window)
    qtbot.keyClicks(sheet.some, "ii-1")
    save(sheet, tmp_path / "out")
    qtbot.waitUntil(lambda: "3 pages printed to “out.pdf”" in told(window), timeout=WAIT_MS)
    assert len(pypdf.PdfReader(tmp_path / "out.pdf").pages) == 3
    assert not window.jobs.is_busy


def test_what_lies_at_the_place_stays_and_the_sheet_says_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add(window, qtbot, tmp_path / "register.pdf", builders.text_pdf())
    before = (tmp_path / "register.pdf").read_bytes()
    sheet = ask(window)
    save(sheet, tmp_path / "register.pdf")
    assert "Nothing is replaced" in said(sheet)
    assert sheet.isVisible()
    assert (tmp_path / "register.pdf").read_bytes() == before
    sheet.reject()


def test_without_a_printer_the_sheet_says_what_can_be_done(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(window, qtbot, tmp_path / "register.pdf", builders.text_pdf())
    monkeypatch.setattr(printers, "is_any", lambda: False)
    sheet = ask(window)
    sheet.main_button.click()
    assert "No printer is set up on this computer." in said(sheet)
    assert sheet.isVisible()
    sheet.reject()


def test_closing_a_window_that_prints_says_what_is_not_done(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = add(window, qtbot, tmp_path / "register.pdf", builders.text_pdf())
    going: Future[PrintReport] = Future()
    monkeypatch.setattr(case.session, "job", lambda _fn: going)
    save(ask(window), tmp_path / "out.pdf")
    assert not window.close()
    dialog = window.findChild(LeavingDialog)
    assert dialog is not None
    assert any("register.pdf is not printed yet" in one.text() for one in dialog.findChildren(QLabel))
    dialog.close_button.click()
    monkeypatch.undo()
    page = PageInfo(0, "iv", 1, 1)
    going.set_result(PrintReport(1, ((page, "The page is too deep"),)))
    qtbot.waitUntil(
        lambda: "1 page could not be drawn: p. iv. The page is too deep. Its sheet says so." in told(window), timeout=WAIT_MS
    )


def test_cancel_stops_the_print_and_says_so(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(window, qtbot, tmp_path / "register.pdf", builders.many_pages_pdf(40))
    before = {one for one in tmp_path.iterdir() if one.name != "case-views"}
    painted: list[int] = []
    foot = run.paint_foot

    def paint_foot(*words: object) -> None:
        painted.append(1)
        foot(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "paint_foot", paint_foot)
    save(ask(window), tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: bool(painted), timeout=WAIT_MS)
    (job,) = [one for one in window.jobs.children() if hasattr(one, "cancel") and not one.is_over]
    job.cancel.click()
    qtbot.waitUntil(lambda: "Printing cancelled. Nothing was printed" in told(window), timeout=WAIT_MS)
    assert len(painted) < 40
    assert {one for one in tmp_path.iterdir() if one.name != "case-views"} == before, "no part of a file is left"


def test_the_printers_dialog_writes_no_file_and_asks_for_no_pages(theme: Theme, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    printers.choose(over, lambda _printer: None)
    dialog = over.findChild(QPrintDialog)
    assert dialog is not None
    listed = [box.itemText(row) for box in dialog.findChildren(QComboBox) for row in range(box.count())]
    assert not any("File" in one for one in listed), "its way to choose one reads what it lists"
    asked = [one for one in dialog.findChildren(QRadioButton) if one.isVisibleTo(dialog.findChild(QGroupBox, "gbPrintRange"))]
    assert not asked
    dialog.reject()
    over.close()
