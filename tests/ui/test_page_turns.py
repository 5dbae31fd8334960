"""A turn of the page: what says where the reader is changes with the page itself, not a picture later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.ui.application import Windows
from tests import builders
from tests.ui.conftest import WAIT_MS


def test_the_pages_label_and_the_small_pages_are_told_at_once(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_windows(lambda: workers).make()
    window.resize(1280, 800)
    path = tmp_path / "register.pdf"
    path.write_bytes(builders.many_pages_pdf(40))
    window.paths_given.emit([path])
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.page_view is not None, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: not window.jobs.is_busy and case.desk.is_current, timeout=WAIT_MS)
    view, small = case.read.page_view, case.read.pages._thumbs
    assert view is not None
    qtbot.waitUntil(lambda: small.verticalScrollBar().maximum() > 0, timeout=WAIT_MS)
    view.go_to_page(30)
    assert "31" in window.status.page.text()
    assert small.viewport().rect().contains(small.visualRect(small.model().index(30, 0)).center())
    window.show_view("claims")
    view.go_to_page(3)
    assert not window.status.page.isVisible(), "it says where the reader is, who is not reading now"
