"""A password is given once a session: it goes with a case that is named, and what is locked in a pack can be unlocked there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.exporters.bag.verify import verify
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.export_dialog import ExportDialog
from reviewer.ui.dialogs.left_out_dialog import LeftOutDialog
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.main_window import MainWindow
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case, place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def give_password(window: MainWindow, qtbot: QtBot, password: str | None) -> None:
    """Answer the dialog that asks for one; None skips it."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PasswordDialog)), timeout=WAIT_MS)
    dialog = next(one for one in window.findChildren(PasswordDialog) if one.isVisible())
    if password is None:
        dialog.reject()
    else:
        dialog._password.setText(password)
        dialog.accept()


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def named(windows: Windows, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Return a window on a case with an unlocked document that has been given a name and place."""
    window = windows.make()
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(builders.encrypted_pdf("opensesame"))
    target = tmp_path / "The denial.revcase"
    window.paths_given.emit([secret])
    give_password(window, qtbot, "opensesame")
    qtbot.waitUntil(lambda: window.case is not None and len(window.case.desk.rows.documents) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=WAIT_MS)
    window.actions_of_window.trigger("case.name")
    place(window, target)
    qtbot.waitUntil(lambda: window.case is not None and window.case.session.path == target, timeout=WAIT_MS)
    return window


def export(window: MainWindow, qtbot: QtBot, out: Path) -> None:
    qtbot.waitUntil(window.actions_of_window["case.export"].isEnabled, timeout=WAIT_MS)
    window.actions_of_window.trigger("case.export")
    dialog = window.findChild(ExportDialog)
    dialog._path.setText(str(out))
    dialog.accept()
    qtbot.waitUntil(lambda: out.exists() and not window.jobs.is_busy, timeout=WAIT_MS)


def copies(pack: Path) -> list[str]:
    return [one.name for one in pack.rglob("*secret*.pdf")]


def test_a_case_that_gets_a_name_keeps_its_passwords(named: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = named.case
    assert case is not None
    qtbot.waitUntil(lambda: case.read.page_view is not None, timeout=WAIT_MS)
    assert not [one for one in named.findChildren(PasswordDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: len(case.read.documents._delegate.unlocked) == 1, timeout=WAIT_MS)
    named.actions_of_window.trigger("case.export")
    dialog = named.findChild(ExportDialog)
    assert any(
        "secret.pdf opens only with a password. Its copy in the pack opens without one." in one.text()
        for one in dialog.findChildren(QLabel)
    )
    dialog.reject()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    export(named, qtbot, tmp_path / "pack")
    assert named.findChild(LeftOutDialog) is None
    assert copies(tmp_path / "pack")


def test_what_a_pack_leaves_out_for_want_of_a_password_can_be_unlocked_there(
    named: MainWindow, windows: Windows, make_windows: Callable[..., Windows], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "The denial.revcase"
    named.close()
    windows.finish()
    later = make_windows(windows.parts.get_workers)
    again = later.make()
    open_case(later, again, path, qtbot)
    give_password(again, qtbot, None)
    assert again.case is not None
    tabs = again.case.read.tabs
    qtbot.waitUntil(lambda: tabs.current is not None and tabs.current.notice.again_button.isVisible(), timeout=WAIT_MS)
    assert tabs.current is not None
    assert tabs.current.notice.again_button.text() == "Give the password…"
    export(again, qtbot, tmp_path / "pack")
    assert copies(tmp_path / "pack") == []
    qtbot.waitUntil(lambda: again.findChild(LeftOutDialog) is not None, timeout=WAIT_MS)
    dialog = again.findChild(LeftOutDialog)
    assert dialog.main_button.text() == "Unlock and export again…"
    assert dialog.height() < 360
    dialog.accept()
    give_password(again, qtbot, "opensesame")
    qtbot.waitUntil(lambda: bool(copies(tmp_path / "pack")) and not again.jobs.is_busy, timeout=WAIT_MS)
    assert verify(tmp_path / "pack").ok
