"""What tests of the window share: the theme, a case, and a program with windows in a home of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.documents.first_file import FirstFile
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.services.parts import Parts
from reviewer.services.session import Session
from reviewer.settings.preferences import Settings
from reviewer.settings.seals import CaseSeals
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.file_dialog import FileDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.tasks import Tasks

CANARY = '<b>bold</b><img src="file:////10.255.255.1/share/canary.png">'
"""What a hostile document or a hostile source may call anything."""

WAIT_MS = 20_000
A_DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(autouse=True)
def _no_window_outlives_its_test() -> Iterator[None]:
    """Close what a test left on the screen and fail it: the next one's pointer would be over that window."""
    yield
    left = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for one in left:
        one.hide()
    if left:
        pytest.fail(f"windows left open: {', '.join(type(one).__name__ for one in left)}", pytrace=False)


@pytest.fixture(autouse=True)
def _mouse_is_put_back() -> Iterator[None]:
    """Put the pointer away: Qt tells nobody of a move to where it is already, and the next test may move it just there.

    And let go of the buttons that double clicks leave pressed: what waits for a drag's end would wait in later tests too.
    """
    yield
    if QApplication.instance() is None:
        return
    QCursor.setPos(0, 0)
    pressed = QApplication.mouseButtons()
    if pressed == Qt.MouseButton.NoButton:
        return
    window = QWindow()
    window.resize(9, 9)
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        if button in pressed:
            QTest.mouseRelease(window, button, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))


@pytest.fixture
def clock() -> Clock:
    numbers = count()

    def now() -> str:
        n = next(numbers)
        return f"2026-03-04T22:{n // 60 % 60:02}:{n % 60:02}.{n // 3600:03}Z"

    return now


@pytest.fixture
def new_id() -> NewId:
    numbers = count(1)
    return lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000"


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme()
    made.apply(qapp, "light")
    return made


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def no_workers() -> Callable[[], Workers]:
    def refuse() -> Workers:
        raise AssertionError("this test opens no document")

    return refuse


@pytest.fixture
def seals(tmp_path: Path) -> CaseSeals:
    """Return what this machine remembers of cases."""
    return CaseSeals(tmp_path / "settings")


@pytest.fixture
def session(
    *, tmp_path: Path, clock: Clock, new_id: NewId, no_workers: Callable[[], Workers], tasks: Tasks, seals: CaseSeals
) -> Iterator[Session]:
    """Return an empty case, open as a window has it."""
    with Session.create(
        tmp_path / "case.revcase",
        title="The denial",
        clock=clock,
        new_id=new_id,
        reviewer=Reviewer("Ada"),
        workers=no_workers,
        seals=seals,
        dispatch=tasks.dispatch,
    ) as made:
        yield made


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Return real worker processes, the same for all tests: each document has one of its own, and starting anew takes longest."""
    made = Workers()
    made.start()
    yield made
    made.close()


@pytest.fixture
def make_windows(
    *,
    tmp_path: Path,
    clock: Clock,
    new_id: NewId,
    theme: Theme,
    no_workers: Callable[[], Workers],
    seals: CaseSeals,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Windows]]:
    """Return a maker of the program's windows; all are closed in the end, and none does by itself what takes its time.

    That is trying how documents are isolated, recognising text, looking for versions, and watching what is looked at.
    """
    made: list[Windows] = []
    for where in ("isolation_keeper.WAIT", "acts.recognition_acts.WAIT", "acts.version_acts.REST", "case.attention.LOOK"):
        monkeypatch.setattr(f"reviewer.ui.{where}_MS", A_DAY_MS)

    def make(
        get_workers: Callable[[], Workers] = no_workers, *, paths: tuple[Path, ...] = (), first_file: FirstFile | None = None
    ) -> Windows:
        parts = Parts(
            clock=clock,
            new_id=new_id,
            settings=Settings(tmp_path / "settings.json"),
            seals=seals,
            get_workers=get_workers,
            drafts=tmp_path / "drafts",
            probe_window=lambda: "",
            paths=paths,
            first_file=first_file,
        )
        made.append(Windows(parts, theme, Tasks()))
        return made[-1]

    yield make
    for windows in made:
        windows.quit()
        windows.finish()
    QApplication.processEvents()


@pytest.fixture
def windows(make_windows: Callable[..., Windows]) -> Windows:
    """Return the program's windows, in which no document can be opened."""
    return make_windows()


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    """Return an empty window."""
    return windows.make()


def place(window: MainWindow, path: Path) -> None:
    """Say in the dialog that is open which name and place a new file gets."""
    dialog = window.findChild(FileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()


def add_document(window: MainWindow, qtbot: QtBot, path: Path, data: bytes) -> OpenCase:
    """Give a window a file, and wait until its page is on show, the file in the case and all else at rest."""
    path.write_bytes(data)
    window.paths_given.emit([path])
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.page_view is not None, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: not window.jobs.is_busy and case.desk.is_current, timeout=WAIT_MS)
    return case


def open_case(windows: Windows, window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """Open a case into a window and wait until its rows are there."""
    windows.open_paths([path], window)
    qtbot.waitUntil(
        lambda: (found := windows.with_case(path)) is not None and found.case.desk.rows.info is not None, timeout=WAIT_MS
    )
    found = windows.with_case(path)
    assert found is not None
    return found
