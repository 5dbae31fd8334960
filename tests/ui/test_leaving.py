"""Closing a window while work goes on: what would be lost is said before it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.model.ids import DocumentId
from reviewer.services.adding.importing import ImportResult, ImportStatus
from reviewer.services.events import ImportProgress
from reviewer.services.session import Session
from reviewer.ui.acts import document_acts
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.import_report import ImportReport
from reviewer.ui.leaving import LeavingDialog
from reviewer.ui.main_window import MainWindow
from tests.ui.conftest import WAIT_MS

NAMES = ("minutes.pdf", "terms.pdf", "letter.pdf", "ledger.pdf", "photo.png")


@pytest.fixture
def importing(monkeypatch: pytest.MonkeyPatch) -> Future[tuple[ImportResult, ...]]:
    """Return an import of five files that goes on until the test ends it: one is in, one was refused."""
    going: Future[tuple[ImportResult, ...]] = Future()
    files = [Path("/files") / one for one in NAMES]

    def add(
        _session: Session,
        _paths: Sequence[Path],
        *,
        progress: Callable[[ImportProgress], None],
        report: Callable[[ImportResult], None],
        **_options: object,
    ) -> Future[tuple[ImportResult, ...]]:
        report(ImportResult(ImportStatus.ADDED, DocumentId("d"), files[0], ""))
        report(ImportResult(ImportStatus.REFUSED, None, files[1], "It is empty"))
        progress(ImportProgress(2, 5, files[2], left=tuple(files[2:])))
        return going

    monkeypatch.setattr(document_acts, "add_documents", add)
    return going


def start(window: MainWindow, qtbot: QtBot) -> None:
    """Drop files on the empty window, and close it while they are added."""
    window.paths_given.emit([Path("/files")])
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)


def ask(window: MainWindow) -> LeavingDialog:
    assert not window.close()
    dialog = window.findChild(LeavingDialog)
    assert dialog is not None
    return dialog


def drafts(windows: Windows) -> list[str]:
    return [one.name for one in windows.parts.drafts.glob("*.revcase")]


def test_closing_during_an_import_says_what_is_in_and_what_is_not(
    window: MainWindow, qtbot: QtBot, importing: Future[tuple[ImportResult, ...]]
) -> None:
    start(window, qtbot)
    dialog = ask(window)
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert "1 of 5 files is in; 4 are not: terms.pdf, letter.pdf, ledger.pdf, photo.png" in said
    assert any(one.startswith("If you stop, this untitled case is not kept") for one in said)
    dialog.close_button.click()
    assert window.isVisible()
    importing.set_result(())
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    assert window.isVisible()
    assert window.close()


def test_what_goes_on_is_waited_for_and_its_untitled_case_is_kept(
    windows: Windows, window: MainWindow, qtbot: QtBot, importing: Future[tuple[ImportResult, ...]]
) -> None:
    start(window, qtbot)
    ask(window).main_button.click()
    assert window.isVisible()
    importing.set_result(())
    qtbot.waitUntil(lambda: not windows.windows, timeout=WAIT_MS)
    windows.finish()
    assert drafts(windows) == ["Untitled 1.revcase"]


def test_a_window_that_waits_can_be_kept_open(
    window: MainWindow, qtbot: QtBot, importing: Future[tuple[ImportResult, ...]]
) -> None:
    start(window, qtbot)
    ask(window).main_button.click()
    ask(window).close_button.click()
    assert window.problems.strip.isHidden()
    importing.set_result(())
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    assert window.isVisible()


def test_what_was_not_added_is_read_before_a_waiting_window_closes(
    windows: Windows, window: MainWindow, qtbot: QtBot, importing: Future[tuple[ImportResult, ...]]
) -> None:
    start(window, qtbot)
    ask(window).main_button.click()
    importing.set_result((ImportResult(ImportStatus.REFUSED, None, Path("/files/terms.pdf"), "It is empty"),))
    qtbot.waitUntil(lambda: window.findChild(ImportReport) is not None, timeout=WAIT_MS)
    report = window.findChild(ImportReport)
    assert report is not None
    assert window in windows.windows
    report.close_button.click()
    qtbot.waitUntil(lambda: not windows.windows, timeout=WAIT_MS)


def test_stopping_closes_at_once(
    windows: Windows, window: MainWindow, qtbot: QtBot, importing: Future[tuple[ImportResult, ...]]
) -> None:
    start(window, qtbot)
    ask(window).stop_button.click()
    assert windows.windows == ()
    assert not importing.done()
    windows.finish()
    assert drafts(windows) == []


@pytest.mark.parametrize("others", [0, 1])
def test_files_given_in_the_moment_before_their_case_is_there_are_asked_about_too(
    windows: Windows, window: MainWindow, qtbot: QtBot, others: int
) -> None:
    beside = [windows.make() for _ in range(others)]
    window.paths_given.emit([Path("/files/terms.pdf")])
    dialog = ask(window)
    assert "0 of 1 files are in; 1 is not: terms.pdf" in [one.text() for one in dialog.findChildren(QLabel)]
    dialog.stop_button.click()
    if others:
        qtbot.waitUntil(lambda: bool(windows._closing), timeout=WAIT_MS)
    assert windows.windows == tuple(beside)
    windows.quit()
    windows.finish()
    assert drafts(windows) == []
    assert list(windows.parts.drafts.iterdir()) == []  # nor is a lock left


def test_files_given_before_their_case_is_there_are_waited_for(
    windows: Windows, window: MainWindow, qtbot: QtBot, importing: Future[tuple[ImportResult, ...]]
) -> None:
    window.paths_given.emit([Path("/files")])
    ask(window).main_button.click()
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    assert window.isVisible()
    importing.set_result(())
    qtbot.waitUntil(lambda: not windows.windows, timeout=WAIT_MS)
    windows.finish()
    assert drafts(windows) == ["Untitled 1.revcase"]


def test_what_was_cancelled_before_its_case_is_there_is_not_added(
    windows: Windows, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_acts, "add_documents", lambda *_args, **_options: pytest.fail("it was added"))
    window.paths_given.emit([Path("/files")])
    next(one for one in window.jobs.findChildren(QPushButton) if one.text() == "Cancel").click()
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    assert window.close()


def test_files_for_a_case_that_cannot_be_made_are_not_tried_again(
    windows: Windows, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.parts.drafts.parent.mkdir(exist_ok=True)
    windows.parts.drafts.write_bytes(b"a file where the folder should be")
    told: list[str] = []
    monkeypatch.setattr(window.problems, "dialog", lambda title, _error: told.append(title))
    window.paths_given.emit([Path("/files")])
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    assert told == ["The case could not be made"]
    assert window.close()
