"""A case that is open in one process is asked for in another: its window comes to the front."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.services import commands, raising
from reviewer.services.events import at_once
from reviewer.ui import raised
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.reading_dialog import ReadingDialog
from reviewer.ui.main_window import MainWindow
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

ASK = "import sys; from pathlib import Path; from reviewer.services import raising; print(raising.ask(*map(Path, sys.argv[1:])))"


@pytest.fixture
def case(windows: Windows, tmp_path: Path) -> Path:
    path = tmp_path / "case.revcase"
    with windows.parts.create_session(path, title="The denial", dispatch=at_once) as session:
        commands.add_claim(session, text="Never").result()
    return path


@pytest.fixture
def held(case: Path) -> Iterator[Path]:
    """Return a case that another process has open and no window shows."""
    script = Path(__file__).parents[1] / "store" / "lock_holder.py"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-B", str(script), str(case), "Ann"], text=True, **pipes) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield case
        holder.kill()


def test_another_process_that_asks_for_an_open_case_has_its_window_raised(
    windows: Windows, window: MainWindow, case: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_case(windows, window, case, qtbot)
    windows.make()
    came: list[MainWindow] = []
    monkeypatch.setattr(raised, "raise_window", came.append)
    words = [sys.executable, "-B", "-c", ASK, str(windows.parts.requests), str(case)]
    with subprocess.Popen(words, text=True, stdout=subprocess.PIPE) as asking:
        qtbot.waitUntil(lambda: bool(came), timeout=WAIT_MS)
        assert asking.communicate()[0] == "True\n"
    assert came == [shown]
    assert list(windows.parts.requests.iterdir()) == []


@pytest.mark.parametrize("answered", [True, False])
def test_a_case_of_another_process_is_left_to_it_or_offered_for_reading(
    make_windows: Callable[..., Windows], held: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    monkeypatch.setattr(raising, "ask", lambda _folder, path: path == held and answered)
    windows = make_windows(paths=(held,))
    window = windows.make_first()
    if answered:
        qtbot.waitUntil(lambda: not windows.windows, timeout=WAIT_MS)
        return
    qtbot.waitUntil(lambda: window.findChild(ReadingDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(ReadingDialog)
    assert dialog is not None
    assert dialog.main_button.isDefault()
    assert dialog.main_button.text() == "Open for reading only"


def test_nobody_who_answers_leaves_no_request_behind(tmp_path: Path) -> None:
    folder = tmp_path / "requests"
    case = tmp_path / "case.revcase"
    assert not raising.ask(folder, case)
    raising.make_folder(folder)
    assert not raising.ask(folder, case, patience_s=0)
    assert list(folder.iterdir()) == []


def test_an_untitled_case_that_another_process_has_open_is_not_offered(
    windows: Windows, window: MainWindow, held: Path, qtbot: QtBot
) -> None:
    draft = windows.parts.drafts / "Untitled 1.revcase"
    draft.parent.mkdir()
    held.rename(draft)
    window.empty_shown.emit()
    qtbot.waitUntil(lambda: len(window.empty.recent.rows) == 1, timeout=WAIT_MS)
    held.with_name("case.revcase.lock").rename(draft.with_name("Untitled 1.revcase.lock"))
    window.empty_shown.emit()
    qtbot.waitUntil(lambda: not window.empty.recent.rows, timeout=WAIT_MS)
