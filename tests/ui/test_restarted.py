"""A document's process that ends by itself is replaced, and the window says so."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.services.adding.importing import add_documents
from reviewer.services.events import at_once
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


NAMES = ("register.pdf", "terms.pdf", "letter.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("count", [1, 3])
def test_killed_processes_are_told_of_once_and_the_pages_are_drawn_by_others(
    make_windows: Callable[..., Windows], workers: Workers, tmp_path: Path, qtbot: QtBot, count: int
) -> None:
    windows = make_windows(lambda: workers)
    window = windows.make()
    window.resize(1280, 800)
    files = [tmp_path / name for name in NAMES[:count]]
    for file in files:
        file.write_bytes(builders.text_pdf([file.name], builders.DENIAL))
    with windows.parts.create_session(tmp_path / "case.revcase", title="The denial", dispatch=at_once) as session:
        add_documents(session, files).result()
    open_case(windows, window, tmp_path / "case.revcase", qtbot)
    case = window.case
    assert case is not None
    tabs = []
    for overview in case.desk.rows.documents:
        tab = case.read.show_document(overview.document.id)
        assert tab is not None
        qtbot.waitUntil(lambda tab=tab: tab.opened is not None, timeout=WAIT_MS)  # type: ignore[misc]
        assert tab.opened is not None
        tab.opened.render(0, scale=0.2).result(WAIT_MS / 1000)
        tab.opened.text(0).result(WAIT_MS / 1000)
        tabs.append(tab.opened)
    killed = [one.worker_pid for one in tabs]
    assert len(set(killed) - {0}) == count
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    words = "register.pdf ended by itself" if count == 1 else "3 documents ended by themselves"
    qtbot.waitUntil(lambda: any(words in one for one in told(window)), timeout=WAIT_MS)
    assert len(told(window)) == 1
    qtbot.waitUntil(lambda: all(one.worker_pid not in {0, *killed} for one in tabs), timeout=WAIT_MS)
    assert all(one.render(0, scale=0.5).result(WAIT_MS / 1000).width_px for one in tabs)


def told(window: object) -> list[str]:
    return [label.text() for toast in window.findChildren(Toast) for label in toast.findChildren(QLabel)]  # type: ignore[attr-defined]
