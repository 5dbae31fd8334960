"""“Make a viewing copy”: a place, a copy, and a report of what it is without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.services.recognition.recognising import recognise
from reviewer.ui.acts import viewing_copy_acts
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.viewing_copy_choice import ViewingCopyChoice
from reviewer.ui.dialogs.viewing_copy_report import ViewingCopyReport
from reviewer.ui.main_window import MainWindow
from tests import builders
from tests.carrying import hostile_pdf
from tests.services.test_recognising import SAID, shot
from tests.ui.conftest import WAIT_MS, add_document


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the place that is chosen whenever one is asked for."""
    place = tmp_path / "passed on.pdf"
    monkeypatch.setattr(viewing_copy_acts, "choose_place", lambda _over, _title, then, **_more: then(place))
    return place


def said(dialog: ViewingCopyReport) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if not one.isHidden())


def reports(window: MainWindow) -> list[QPushButton]:
    return [one for toast in window.findChildren(Toast) for one in toast.findChildren(QPushButton) if "without" in one.text()]


def made(window: MainWindow, qtbot: QtBot) -> ViewingCopyReport:
    """Make a copy of the document on show by its action, and return the report, which opens when it is asked for."""
    window.actions_of_window["document.copy"].trigger()
    qtbot.waitUntil(lambda: bool(reports(window)), timeout=WAIT_MS)
    assert window.findChild(ViewingCopyReport) is None  # somebody may be typing
    reports(window)[0].click()
    report = window.findChild(ViewingCopyReport)
    assert report is not None
    return report


def test_the_copy_is_made_and_the_report_says_what_it_is_without(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path, out: Path
) -> None:
    window = make_windows(lambda: workers).make()
    case = add_document(window, qtbot, tmp_path / "odd.pdf", hostile_pdf())
    report = made(window, qtbot)
    told = said(report)
    for part in (
        out.name,
        "Scripts",
        "Files to start",
        "Attached files",
        "XFA form",
        "Look through it before you pass it on",
    ):
        assert part in told
    report.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Not in it:" in copied
    assert "Scripts: " in copied
    with pymupdf.open(out) as copy:
        assert copy.page_count == case.desk.rows.documents[0].document.page_count
    assert not window.jobs.is_busy
    report.close()


def test_a_place_that_is_taken_is_kept_and_told(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_bytes(b"mine")
    told: list[str] = []
    monkeypatch.setattr("reviewer.ui.problems.Problems.dialog", lambda _self, title, error: told.append(f"{title}. {error}"))
    window = make_windows(lambda: workers).make()
    add_document(window, qtbot, out.parent / "odd.pdf", hostile_pdf())
    window.actions_of_window["document.copy"].trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert "already" in told[0]
    assert out.read_bytes() == b"mine"


def test_of_a_picture_it_is_said_that_what_a_camera_wrote_is_not_in_it(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, out: Path
) -> None:
    window = make_windows(lambda: workers).make()
    add_document(window, qtbot, out.parent / "photo.jpg", builders.jpeg(orientation=6))
    report = made(window, qtbot)
    assert "such as place, time and device" in said(report)
    assert "nothing but its pages" not in said(report)
    assert b"Exif" not in out.read_bytes()
    report.close()


def test_where_words_were_recognised_it_is_asked_whether_they_go_in(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, out: Path, languages: TrainedData
) -> None:
    window = make_windows(lambda: workers).make()
    case = add_document(window, qtbot, out.parent / "shot.png", shot())
    recognise(case.session, languages).result(60)
    window.actions_of_window["document.copy"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ViewingCopyChoice) is not None, timeout=WAIT_MS)
    choice = window.findChild(ViewingCopyChoice)
    assert choice is not None
    assert choice.alone.isChecked()
    choice.with_words.setChecked(True)
    choice.accept()
    qtbot.waitUntil(lambda: bool(reports(window)), timeout=WAIT_MS)
    reports(window)[0].click()
    report = window.findChild(ViewingCopyReport)
    assert report is not None
    assert "What this program recognised in the picture of 1 page lies unseen over it" in said(report)
    with pymupdf.open(out) as copy:
        assert copy[0].get_text().split() == SAID.split()
    report.close()
