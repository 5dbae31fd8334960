"""File dialogs: they list the folder of a case that is open, and leave the case alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QWidget
from pytestqt.qtbot import QtBot

from reviewer.model.changes import RecordKind
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.store.case_file import CaseFile
from reviewer.ui.dialogs.file_dialog import FileDialog, choose_files, choose_folder, choose_place
from tests.ui.conftest import WAIT_MS

ANN = Reviewer("Ann")


def locks(path: Path) -> int:
    """Return how many locks there are on a file, whoever holds them."""
    inode = f":{path.stat().st_ino} "
    return sum(inode in line for line in Path("/proc/locks").read_text("ascii").splitlines())


@pytest.mark.skipif(sys.platform != "linux", reason="the locks of a process can be listed on Linux alone")
@pytest.mark.parametrize("filters", ["", "Documents (*.pdf)"])
def test_a_dialog_over_the_folder_of_an_open_case_leaves_its_locks(
    filters: str, qtbot: QtBot, tmp_path: Path, clock: Clock, new_id: NewId
) -> None:
    path = tmp_path / "story.revcase"
    (tmp_path / "seen.pdf").write_bytes(b"%PDF-1.7")
    with (
        CaseFile.create(path, title="t", clock=clock, new_id=new_id, reviewer=ANN) as case,
        case.intent("Rename", reviewer=ANN, origin="window") as recorder,
    ):
        recorder.update(RecordKind.CASE, case.reader.info().id, {"title": "n"})
        held = locks(path)
        assert held
        dialog = FileDialog(None, "Add documents", str(tmp_path), filters)
        qtbot.addWidget(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.open()
        model = dialog.findChild(QFileSystemModel)
        model.setNameFilterDisables(True)  # what a filter hides is looked at all the same
        qtbot.waitUntil(lambda: model.type(model.index(str(path))) == "REVCASE", timeout=WAIT_MS)
        assert locks(path) == held


def test_what_is_chosen_is_gone_on_with(qtbot: QtBot, tmp_path: Path) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    found: list[object] = []

    def answer(name: Path) -> object:
        dialog = over.findChild(FileDialog)
        dialog.selectFile(str(name))
        dialog.accept()
        qtbot.waitUntil(lambda: over.findChild(FileDialog) is None, timeout=WAIT_MS)
        return found.pop()

    choose_files(over, "One", found.append, place=str(tmp_path), one=True)
    assert answer(tmp_path / "a.pdf") == [tmp_path / "a.pdf"]
    choose_folder(over, "Folder", found.append, place=str(tmp_path.parent))
    assert answer(tmp_path) == tmp_path
    choose_place(over, "Place", found.append, proposed=tmp_path / "case.revcase", ending=".revcase")
    assert over.findChild(FileDialog).selectedFiles() == [str(tmp_path / "case.revcase")]
    assert answer(tmp_path / "mine") == tmp_path / "mine.revcase"


@pytest.mark.parametrize("before", [None, "file:///of/another/program"])
def test_where_evidence_lies_is_kept_in_no_file_of_qts(before: str | None, qtbot: QtBot, tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    shared = QSettings(QSettings.Scope.UserScope, "QtProject")
    if before is not None:
        shared.setValue("FileDialog/lastVisited", before)
    over = QWidget()
    qtbot.addWidget(over)
    secret = tmp_path / "from the source"
    secret.mkdir()
    choose_files(over, "Add documents", lambda _files: None, place=str(secret))
    dialog = over.findChild(FileDialog)
    assert dialog is not None
    dialog.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=WAIT_MS)
    shared.sync()
    assert shared.value("FileDialog/lastVisited") == before
    written = [one.read_text(encoding="utf-8") for one in (tmp_path / "settings").rglob("*.conf")]
    assert written
    assert not any("from%20the%20source" in one or secret.name in one for one in written)
