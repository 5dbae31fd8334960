"""What a closed tab held of its document is let go of at once, also where the collector leaves alone what was there."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.services.adding import importing
from reviewer.services.events import at_once
from reviewer.ui.application import Windows
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case


def test_a_closed_tab_lets_go_of_its_document(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    windows = make_windows(lambda: workers)
    path, register = tmp_path / "the denial.revcase", tmp_path / "register.pdf"
    register.write_bytes(builders.many_pages_pdf(12))
    with windows.parts.create_session(path, title="The denial", dispatch=at_once) as session:
        importing.add_documents(session, [register]).result()
    window = open_case(windows, windows.make(), path, qtbot)
    case = window.case
    assert case is not None
    case.read.show_document(case.desk.rows.documents[0].document.id)
    qtbot.waitUntil(lambda: case.read.page_view is not None and case.read.page_view.page_count == 12, timeout=WAIT_MS)
    tab = case.read.tabs.current
    assert tab is not None
    opened = tab.opened
    assert opened is not None
    for asked in (opened.outline(), opened.text(0)):
        asked.result(WAIT_MS / 1000)
    gone = weakref.ref(opened)
    del opened, asked
    try:
        gc.freeze()  # as when a case's passages, or many annotations, are read
        gc.disable()
        case.read.tabs.close_current()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.waitUntil(lambda: gone() is None, timeout=WAIT_MS)
    finally:
        gc.enable()
        gc.unfreeze()
    assert tab.pages == ()
