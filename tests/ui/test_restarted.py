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


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_process_is_told_of_and_the_page_is_drawn_by_another(
    make_windows: Callable[..., Windows], workers: Workers, tmp_path: Path, qtbot: QtBot
) -> None:
    windows = make_windows(lambda: workers)
    window = windows.make()
    window.resize(1280, 800)
    file = tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER, builders.DENIAL))
    with windows.parts.create_session(tmp_path / "case.revcase", title="The denial", dispatch=at_once) as session:
        add_documents(session, [file]).result()
    open_case(windows, window, tmp_path / "case.revcase", qtbot)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.tabs.current is not None and case.read.tabs.current.opened is not None, timeout=WAIT_MS)
    tab = case.read.tabs.current
    assert tab is not None
    assert tab.opened is not None
    tab.opened.text(0).result(WAIT_MS / 1000)
    killed = tab.opened.worker_pid
    os.kill(killed, signal.SIGKILL)
    qtbot.waitUntil(lambda: any("register.pdf ended by itself" in one for one in told(window)), timeout=WAIT_MS)
    assert tab.opened.render(0, scale=0.5).result(WAIT_MS / 1000).width_px
    assert tab.opened.worker_pid not in {0, killed}


def told(window: object) -> list[str]:
    return [label.text() for toast in window.findChildren(Toast) for label in toast.findChildren(QLabel)]  # type: ignore[attr-defined]
