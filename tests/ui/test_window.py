"""The window as a newcomer meets it: empty, then with a case; what is on, what it says, what closes how."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.model.ids import Reviewer
from reviewer.services import commands
from reviewer.services.events import at_once
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.controls.error_strip import Truth
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.reading_dialog import ReadingDialog
from reviewer.ui.drops import local_paths
from reviewer.ui.main_window import MainWindow
from tests.ui.conftest import CANARY, WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


def on(window: MainWindow) -> set[str]:
    return {spec.id for spec in window.actions_of_window.specs() if window.actions_of_window[spec.id].isEnabled()}


@pytest.fixture
def case(tmp_path: Path, clock: Callable[[], str], new_id: Callable[[], str], no_workers: Callable[[], object]) -> Path:
    """Return a closed case with a claim whose every word is hostile."""
    path = tmp_path / "the denial.revcase"
    with Session.create(path, title=CANARY, clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=no_workers) as session:
        above, _ = commands.add_claim(session, text=CANARY, speaker=CANARY, channel=CANARY, date="2018-12-19").result()
        commands.add_claim(session, text=f"element {CANARY}", parent=above).result()
    return path


def test_the_empty_window_says_what_to_do(window: MainWindow) -> None:
    told = "\n".join(one.text() for one in window.empty.findChildren(QLabel))
    assert "Drop documents here" in told
    assert "Nothing leaves this computer" in told
    assert window.empty.sample_button.text() == "Open the sample case"
    assert window.windowTitle() == "New case — Nothing to save yet"
    assert window.strip.case_button.text().strip() == "New case"
    assert not window.strip.export_button.isEnabled()
    assert not window.strip.tabs.isEnabled()


def test_only_what_works_without_a_case_is_on_in_the_empty_window(window: MainWindow) -> None:
    assert {"case.new", "case.open", "case.sample", "app.palette", "app.help", "app.quit"} <= on(window)
    assert not {"case.export", "document.add", "edit.undo", "mark.supports", "page.go", "claim.add", "view.claims"} & on(window)


def test_an_open_case_switches_actions_and_says_that_all_is_saved(
    windows: Windows, window: MainWindow, case: Path, qtbot: QtBot
) -> None:
    assert open_case(windows, window, case, qtbot) is window
    assert window.windowTitle() == f"{CANARY} — All changes saved"
    assert {"document.add", "claim.add", "claim.edit", "view.claims", "case.properties"} <= on(window)
    assert not {"case.export", "case.name", "page.go", "mark.supports", "edit.undo"} & on(window)


def test_undo_is_named_and_takes_back(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    open_case(windows, window, case, qtbot)
    assert window.case is not None
    rows = window.case.desk.rows
    window.case.parts.wishes.add_claim("They knew")
    qtbot.waitUntil(
        lambda: len(rows.claims) == 3 and window.actions_of_window["edit.undo"].text() == "Undo Add claim", timeout=WAIT_MS
    )
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(
        lambda: len(rows.claims) == 2 and window.actions_of_window["edit.redo"].text() == "Redo Add claim", timeout=WAIT_MS
    )
    window.actions_of_window.trigger("edit.redo")
    qtbot.waitUntil(lambda: len(rows.claims) == 3, timeout=WAIT_MS)


def test_removing_a_claim_offers_undo_until_something_else_is_done(
    windows: Windows, window: MainWindow, case: Path, qtbot: QtBot
) -> None:
    open_case(windows, window, case, qtbot)
    assert window.case is not None
    wishes, rows = window.case.parts.wishes, window.case.desk.rows
    wishes.remove_claim(rows.claims[0].claim.id)
    qtbot.waitUntil(lambda: rows.claims == () and wishes._undo_offer is not None, timeout=WAIT_MS)
    offer = wishes._undo_offer
    assert offer is not None
    button = next(one for one in offer.findChildren(QAbstractButton) if one.text() == "Undo")
    button.click()
    qtbot.waitUntil(lambda: len(rows.claims) == 2, timeout=WAIT_MS)
    wishes.remove_claim(rows.claims[0].claim.id)
    qtbot.waitUntil(lambda: rows.claims == (), timeout=WAIT_MS)
    wishes.add_claim("Another")
    qtbot.waitUntil(lambda: len(rows.claims) == 1 and wishes._undo_offer is None, timeout=WAIT_MS)


def test_opening_an_open_case_raises_its_window(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    open_case(windows, window, case, qtbot)
    other = windows.make()
    windows.open_paths([case], other)
    qtbot.wait(1)
    assert other.case is None
    assert windows.with_case(case) is window


def test_a_case_asked_for_twice_at_once_opens_once(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    windows.open_paths([case, case], window)
    windows.open_paths([case], window)
    open_case(windows, window, case, qtbot)
    windows.new_case(windows.make())
    qtbot.waitUntil(
        lambda: all(one.case is not None for one in windows.windows), timeout=WAIT_MS
    )  # what was asked first came first
    assert len(windows.windows) == 2
    assert windows.with_case(case) is window
    assert not [one for one in windows.windows if one.findChild(ReadingDialog) is not None]


def test_a_case_that_is_open_elsewhere_can_be_read(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    parts = windows.parts
    with parts.open_session(case, dispatch=at_once):
        windows.open_paths([case], window)
        qtbot.waitUntil(lambda: window.findChild(ReadingDialog) is not None, timeout=WAIT_MS)
        dialog = window.findChild(ReadingDialog)
        assert "is open for writing" in "\n".join(one.text() for one in dialog.findChildren(QLabel))
        dialog.accept()
        qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
        assert "reading only" in window.problems.strip.text
        assert not {"document.add", "claim.add", "claim.edit"} & on(window)
        assert window.windowTitle().endswith("Open for reading only")


def test_a_case_that_cannot_be_changed_where_it_lies_can_be_read(
    windows: Windows, window: MainWindow, case: Path, qtbot: QtBot
) -> None:
    case.with_name("the same.revcase").hardlink_to(case)
    windows.open_paths([case], window)
    qtbot.waitUntil(lambda: window.findChild(ReadingDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(ReadingDialog)
    assert "has a second name on its disk" in "\n".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.accept()
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    assert window.windowTitle().endswith("Open for reading only")


def test_a_fresh_case_that_stays_empty_leaves_nothing_behind(make_windows: Callable[..., Windows], qtbot: QtBot) -> None:
    windows = make_windows()
    window = windows.make()
    windows.new_case(window)
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    assert window.windowTitle().startswith("Untitled case")
    assert window.strip.name_button.isVisible()
    assert window.case is not None
    assert window.focusWidget() is window.case.read.tabs.nothing.add_button
    assert "case.name" in on(window)
    drafts = windows.parts.drafts
    assert len(list(drafts.glob("*.revcase"))) == 1
    window.close()
    windows.finish()
    assert list(drafts.glob("*.revcase")) == []


def test_untitled_cases_asked_for_at_once_are_two(windows: Windows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for one in (windows.make(), windows.make()):
        monkeypatch.setattr(one.problems, "dialog", lambda title, error: told.append(f"{title}: {error}"))
        windows.new_case(one)
    qtbot.waitUntil(lambda: bool(told) or all(one.case is not None for one in windows.windows), timeout=WAIT_MS)
    assert not told
    assert len(list(windows.parts.drafts.glob("*.revcase"))) == 2


def test_a_fresh_case_with_a_claim_is_kept_and_offered(make_windows: Callable[..., Windows], qtbot: QtBot) -> None:
    windows = make_windows()
    window = windows.make()
    windows.new_case(window)
    qtbot.waitUntil(lambda: window.case is not None and window.case.desk.rows.info is not None, timeout=WAIT_MS)
    assert window.case is not None
    window.case.parts.wishes.add_claim("Never")
    window.close()
    windows.finish()
    assert [one.name for one in make_windows().left_drafts.left_over()] == ["Untitled 1.revcase"]


def test_what_is_no_case_is_refused_in_words(
    windows: Windows, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(window.problems, "dialog", lambda title, error: told.append((title, str(error))))
    path = tmp_path / "fake.revcase"
    path.write_bytes(b"not a case at all" * 100)
    windows.open_paths([path], window)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert told[0][0] == "The case could not be opened"
    assert window.case is None


def test_no_words_of_a_case_are_ever_read_as_markup(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    open_case(windows, window, case, qtbot)
    assert window.case is not None
    for view in ("claims", "search", "read"):
        window.show_view(view)
    window.problems.toast(CANARY, action=CANARY, then=lambda: None)
    window.problems.strip.tell(CANARY, about=Truth.NOTICE, action=CANARY)
    window.acts.show_properties()
    window.case.claim_acts.wish("edit", window.case.desk.rows.claims[0].claim.id)
    labels = window.findChildren(QLabel)
    assert any(CANARY in one.text() for one in labels)
    assert [one.text() for one in labels if one.textFormat() is not Qt.TextFormat.PlainText] == []
    tooltips = [one.toolTip() for one in window.findChildren(QWidget) if "canary" in one.toolTip()]
    assert tooltips
    assert not any("<img" in one for one in tooltips)


def test_every_control_has_a_name_and_can_be_reached(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    open_case(windows, window, case, qtbot)
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
        for one in window.findChildren(kind)
        if not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
        and not one.objectName().startswith("qt_")
        and type(one).__module__.startswith("reviewer")
    ]
    assert nameless == []


def test_panes_fold_and_come_back(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    open_case(windows, window, case, qtbot)
    assert window.case is not None
    window.resize(1300, 800)
    read = window.case.read
    qtbot.waitUntil(lambda: read.panes.left.isVisible() and read.claims.isVisible())
    window.actions_of_window.trigger("pane.documents")
    window.actions_of_window.trigger("pane.claims")
    assert not read.panes.left.isVisible()
    assert not read.claims.isVisible()
    assert read.tabs.left_pane.isVisible()
    read.tabs.right_pane.click()
    assert read.claims.isVisible()
    assert not read.tabs.right_pane.isVisible()
    window.actions_of_window.trigger("pane.documents")
    assert read.panes.left.isVisible()
    assert not read.tabs.left_pane.isVisible()


def test_panes_that_fold_in_a_small_window_say_how_they_come_back(
    windows: Windows, window: MainWindow, case: Path, qtbot: QtBot
) -> None:
    open_case(windows, window, case, qtbot)
    assert window.case is not None
    window.resize(640, 400)
    tabs = window.case.read.tabs
    qtbot.waitUntil(lambda: tabs.left_pane.isVisible() and tabs.right_pane.isVisible(), timeout=WAIT_MS)
    assert ["F9" in tabs.left_pane.toolTip(), "F10" in tabs.right_pane.toolTip()] == [True, True]
    tabs.left_pane.click()
    assert window.case.read.panes.left.isVisible()
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: not tabs.right_pane.isVisible(), timeout=WAIT_MS)


def test_a_small_window_keeps_the_essentials(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    open_case(windows, window, case, qtbot)
    assert window.case is not None
    window.resize(700, 450)
    qtbot.waitUntil(lambda: window.width() == 700)
    for one in (window.strip.case_button, window.strip.tabs, window.strip.search, window.strip.export_button):
        assert one.isVisible()
        assert one.geometry().right() <= window.strip.width()
    assert window.case.read.tabs.width() > 400


def test_only_local_files_are_taken_from_a_drop(tmp_path: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.com/x.pdf"), QUrl("file://host/share/x.pdf")])
    assert local_paths(dropped) == [tmp_path]


def test_the_geometry_is_remembered(make_windows: Callable[..., Windows], qtbot: QtBot) -> None:
    windows = make_windows()
    window = windows.make()
    window.resize(712, 533)
    window.close()
    qtbot.waitUntil(lambda: bool(windows.parts.settings.values.window_geometry), timeout=WAIT_MS)
    windows.finish()
    assert make_windows().make().size().toTuple() == (712, 533)


def test_a_closed_window_lets_go_of_everything_also_while_work_goes_on(
    windows: Windows, window: MainWindow, case: Path, qtbot: QtBot
) -> None:
    other = windows.make()
    open_case(windows, other, case, qtbot)
    assert other.case is not None
    session = weakref.ref(other.case.session)
    job = other.jobs.start("Adding documents")
    other.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(other), timeout=WAIT_MS)
    job.tell(1, 2, "late")
    qtbot.wait(1)
    job.end()

    def is_gone() -> bool:
        gc.collect()
        return session() is None

    qtbot.waitUntil(is_gone, timeout=WAIT_MS)
    assert windows.windows == (window,)


def test_escape_closes_a_message_wherever_the_keyboard_is(windows: Windows, window: MainWindow, case: Path, qtbot: QtBot) -> None:
    open_case(windows, window, case, qtbot)
    assert window.case is not None
    window.problems.toast("Citation copied")
    in_list = window.case.read.documents.findChild(QListView)
    qtbot.keyClick(in_list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Toast), timeout=WAIT_MS)
