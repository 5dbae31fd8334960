"""Recognising text in the window: by itself, what is looked at first, with a row to let it rest and to stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.documents.first_file import open_first_file
from reviewer.documents.protocol.framing import Status
from reviewer.documents.recognising import trained_data
from reviewer.documents.recognising.recogniser import Recogniser
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.documents.submitting import failed
from reviewer.errors import CaseError
from reviewer.model.document import TextKind
from reviewer.model.text_layer import LayerKind
from reviewer.services.events import RecognitionProgress, at_once
from reviewer.services.recognition.recognising import recognise
from reviewer.services.recognition.recognition_run import RecognitionRun
from reviewer.ui.acts import recognition_acts, recognition_row
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.services.test_recognising import added, scan, shot
from tests.ui.conftest import WAIT_MS, add_document


@pytest.fixture
def program(
    make_windows: Callable[..., Windows], workers: Workers, monkeypatch: pytest.MonkeyPatch, languages: TrainedData
) -> Windows:
    """Return a program in which text is recognised by itself at once, and said so at once."""
    assert languages
    made = make_windows(lambda: workers)
    monkeypatch.setattr(recognition_acts, "WAIT_MS", 1)
    monkeypatch.setattr(recognition_row, "SHOW_MS", 0)
    return made


@pytest.fixture
def window(program: Windows) -> MainWindow:
    return program.make()


def button(window: MainWindow, words: str) -> QPushButton | None:
    return next(
        (one for one in window.jobs.findChildren(QPushButton) if one.accessibleName() == f"{words}: Recognising text"), None
    )


def toasts(window: MainWindow) -> str:
    return "\n".join(one.text for one in window.findChildren(Toast))


def offer(window: MainWindow, words: str) -> QPushButton:
    buttons = (one for toast in window.findChildren(Toast) for one in toast.findChildren(QPushButton))
    return next(one for one in buttons if one.text() == words)


def has_words(case: OpenCase, page: int = 0) -> bool:
    view = case.read.page_view
    text = None if view is None else view.words.of(page)
    return text is not None and text.kind is LayerKind.OCR


def test_a_picture_gets_words_by_itself_and_the_page_on_show_has_them(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "shot.png", shot())
    qtbot.waitUntil(lambda: has_words(case), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: case.desk.rows.documents[0].document.text is TextKind.OCR, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.status.source.accessibleName().startswith("recognised here"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    assert case.desk.undo_words == "Add document"


def test_it_rests_and_goes_on_and_nothing_is_read_twice(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    seen: list[int] = []
    begun(window, qtbot, tmp_path, press="Pause", seen=seen)
    going_on = button(window, "Go on")
    assert going_on is not None
    going_on.click()
    qtbot.waitUntil(lambda: len(seen) == 12, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Text recognised on 12 of 12 pages." in toasts(window), timeout=WAIT_MS)
    assert sorted(seen) == list(range(12))


def test_stopping_keeps_what_was_read_and_asking_reads_the_rest(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    seen: list[int] = []
    case = begun(window, qtbot, tmp_path, press="Cancel", seen=seen)
    assert not window.jobs.is_busy
    assert case.read.page_view is not None
    qtbot.waitUntil(lambda: window.focusWidget() is case.read.page_view, timeout=WAIT_MS)
    assert "What was recognised is kept" in toasts(window)
    window.actions_of_window["document.recognise"].trigger()
    qtbot.waitUntil(lambda: sorted(seen) == list(range(12)), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: case.desk.rows.documents[0].document.text is TextKind.OCR, timeout=WAIT_MS)
    window.actions_of_window["document.recognise"].trigger()
    qtbot.waitUntil(lambda: "were read already" in toasts(window), timeout=WAIT_MS)


def test_switched_off_in_the_preferences_it_waits_to_be_asked(
    window: MainWindow, program: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    program.parts.settings.change(recognise_text=False)
    case = add_document(window, qtbot, tmp_path / "shot.png", shot())
    qtbot.waitUntil(lambda: case.recognition._has_begun, timeout=WAIT_MS)
    assert not case.recognition._is_running
    window.acts.preferences_chosen.emit({"recognise_text": True})
    qtbot.waitUntil(lambda: has_words(case), timeout=WAIT_MS)


def test_without_a_language_it_says_once_what_to_do_and_reading_goes_on(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trained_data, "_shipped", lambda: tmp_path / "nothing")
    monkeypatch.setattr(trained_data.find_trained_data, "__kwdefaults__", {"shipped": None, "system": tmp_path / "nothing"})
    case = add_document(window, qtbot, tmp_path / "shot.png", shot())
    qtbot.waitUntil(lambda: "eng.traineddata" in toasts(window), timeout=WAIT_MS)
    case = add_document(window, qtbot, tmp_path / "second.png", builders.png())
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 2 and not case.recognition._is_running, timeout=WAIT_MS)
    assert toasts(window).count("eng.traineddata") == 1
    offer(window, "Preferences…").click()
    assert window.findChild(PreferencesDialog) is not None


def test_a_page_that_cannot_be_read_is_named_with_why_and_tried_again_when_somebody_asks(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Recogniser.recognise
    refused = iter([True])
    monkeypatch.setattr(
        Recogniser,
        "recognise",
        lambda self, picture, **how: failed(Status.TOO_MANY_PIXELS) if next(refused, False) else read(self, picture, **how),
    )
    case = add_document(window, qtbot, tmp_path / "scan.pdf", scan(pages=2))
    qtbot.waitUntil(lambda: "No text could be read on page 1 of scan.pdf: " in toasts(window), timeout=WAIT_MS)
    assert "Text recognised on 1 of 1 page." in toasts(window)
    offer(window, "Try again").click()
    qtbot.waitUntil(lambda: has_words(case), timeout=WAIT_MS)


def test_pages_without_words_are_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "blank.png", builders.png(()))
    qtbot.waitUntil(lambda: not case.recognition._is_running and case.recognition._has_begun, timeout=WAIT_MS)
    window.actions_of_window["page.again"].trigger()
    qtbot.waitUntil(lambda: "No words were found on blank.png." in toasts(window), timeout=WAIT_MS)


def test_after_a_failure_it_says_why_and_goes_on_by_itself(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition_acts, "AGAIN_MS", (1, 1, 1))
    write, full = RecognitionRun._written, iter([True, True])

    def written(run: RecognitionRun, document: Any, found: Any) -> bool:
        if next(full, False):
            raise CaseError("The disk is full")
        return write(run, document, found)

    monkeypatch.setattr(RecognitionRun, "_written", written)
    case = add_document(window, qtbot, tmp_path / "shot.png", shot())
    qtbot.waitUntil(lambda: "The disk is full" in toasts(window), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: has_words(case), timeout=WAIT_MS)
    assert toasts(window).count("The disk is full") == 1


def begun(window: MainWindow, qtbot: QtBot, tmp_path: Path, *, press: str, seen: list[int]) -> OpenCase:
    """Add a scan of twelve pages, press a button of the row at the foot when the first was read, and return its case."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(pages=12))
    pressed, recognised = Event(), RecognitionRun._recognised

    def wait(run: RecognitionRun, picture: Any, drawn: Any) -> Any:
        while seen and not pressed.is_set():
            pressed.wait(0.01)
        return recognised(run, picture, drawn)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RecognitionRun, "_recognised", wait)
        window.paths_given.emit([path])
        qtbot.waitUntil(lambda: window.case is not None, timeout=WAIT_MS)
        case = window.case
        assert case is not None
        case.session.events.subscribe(lambda event: seen.append(event.page) if isinstance(event, RecognitionProgress) else None)
        qtbot.waitUntil(lambda: bool(seen) and button(window, press) is not None, timeout=WAIT_MS)
        found = button(window, press)
        assert found is not None
        found.setFocus()
        found.click()
        pressed.set()
        qtbot.waitUntil(lambda: not case.recognition._is_running, timeout=WAIT_MS)
    assert len(seen) < 12
    return case


def test_a_picture_that_was_on_show_before_there_was_a_case_gets_words_too(
    make_windows: Callable[..., Windows], program: Windows, workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    assert program
    path = tmp_path / "shot.png"
    path.write_bytes(shot())
    first = open_first_file(path, workers)
    window = make_windows(lambda: workers, paths=(path,), first_file=first).make_first()
    qtbot.waitUntil(lambda: window.case is not None and has_words(window.case), timeout=WAIT_MS)


def test_words_that_another_program_recognises_appear_in_a_window_that_reads_beside_it(
    program: Windows, qtbot: QtBot, tmp_path: Path, languages: TrainedData
) -> None:
    parts = program.parts
    other = parts.create_session(tmp_path / "case.revcase", title="The denial", dispatch=at_once)
    added(other, tmp_path, shot_png=shot())
    window = program.make()
    window.attach(parts.open_session(other.path, dispatch=program.tasks.dispatch, read_only=True))
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.page_view is not None, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    view.words.want(0)
    qtbot.waitUntil(lambda: view.words.of(0) is not None, timeout=WAIT_MS)
    assert not has_words(case)
    case.desk.set_visible(True)
    recognise(other, languages).result(60)
    qtbot.waitUntil(lambda: has_words(case), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: case.desk.rows.documents[0].document.text is TextKind.OCR, timeout=WAIT_MS)
    other.close()
