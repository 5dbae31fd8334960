"""Long work at the foot: nothing changes there while pages are turned, and nothing of it is missed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.status import job_strip
from reviewer.ui.panels.status.job_strip import JobStrip
from reviewer.ui.tasks import Tasks
from tests.ui.conftest import WAIT_MS


@pytest.fixture
def strip(qtbot: QtBot, tasks: Tasks, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> JobStrip:
    monkeypatch.setattr(job_strip, "QUIET_MS", 300)
    monkeypatch.setattr(job_strip, "CALM_MS", 10)
    made = JobStrip(tasks, theme)
    qtbot.addWidget(made)
    return made


def bar(strip: JobStrip) -> QProgressBar:
    found = strip.findChild(QProgressBar)
    assert isinstance(found, QProgressBar)
    return found


def test_how_far_it_is_is_shown_once_pages_rest(strip: JobStrip, qtbot: QtBot) -> None:
    job = strip.start("Adding documents")
    strip.hush()
    job.tell(1, 2, "minutes.pdf")
    for _ in range(5):
        strip.hush()  # pages go on turning
        qtbot.wait(20)
    assert bar(strip).maximum() == 0, "it moved while pages were turned"
    qtbot.waitUntil(lambda: bar(strip).value() == bar(strip).maximum() // 2 > 0, timeout=WAIT_MS)


def test_a_row_that_is_over_goes_once_pages_rest_and_counts_as_over_at_once(strip: JobStrip, qtbot: QtBot) -> None:
    over: list[bool] = []
    strip.ended.connect(lambda: over.append(strip.is_busy))
    job = strip.start("Adding documents", loss=lambda: "Two documents are not in yet")
    strip.hush()
    job.end()
    assert over == [False]
    assert not strip.losses
    assert not strip.isHidden(), "the page above would move"
    qtbot.waitUntil(strip.isHidden, timeout=WAIT_MS)


def test_without_turning_a_row_goes_at_once(strip: JobStrip, qtbot: QtBot) -> None:
    job = strip.start("Adding documents")
    job.end()
    qtbot.waitUntil(strip.isHidden, timeout=WAIT_MS)
