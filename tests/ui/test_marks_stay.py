"""A mark stays on its page from the wish to the kept passage, however long the case takes to be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from tests import builders
from tests.ui.conftest import WAIT_MS, add_document

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def window(make_windows: Callable[..., Windows], workers: Workers) -> MainWindow:
    return make_windows(lambda: workers).make()


@pytest.mark.parametrize("undone", [False, True])
def test_a_mark_is_shown_until_its_passage_is(window: MainWindow, qtbot: QtBot, tmp_path: Path, *, undone: bool) -> None:
    window.resize(1280, 800)
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    view = case.read.page_view
    assert view is not None
    may_be_read = Event()
    case.desk.committed.connect(lambda _event: case.desk.session.read(lambda _reader: may_be_read.wait(20)))
    view.set_tool("region")
    button, held, viewport = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, view.viewport()
    QTest.mousePress(viewport, button, held, QPoint(200, 300))
    for at in (QPoint(260, 320), QPoint(320, 340)):
        QTest.mouseMove(viewport, at)
    QTest.mouseRelease(viewport, button, held, QPoint(320, 340))
    assert view.has_selection
    marks = view._bench.overlay.index
    with qtbot.waitSignal(case.tagging.marked, timeout=WAIT_MS):
        view.request_mark(None)
        assert len(list(marks.pending)) == 1
    assert len(list(marks.pending)) == 1, "the case has the passage, the page does not show it yet"
    if undone:
        case.parts.wishes.undo()
        qtbot.waitUntil(lambda: case.desk.redo_words is not None, timeout=WAIT_MS)
    may_be_read.set()
    qtbot.waitUntil(lambda: case.desk.is_current, timeout=WAIT_MS)
    assert (len(marks), list(marks.pending)) == (0 if undone else 1, [])
