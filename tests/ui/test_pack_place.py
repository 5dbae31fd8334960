"""Where a pack is to go: places that cannot be looked at are told, and the disk is asked when the typing has ended."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.ui.dialogs import export_dialog
from reviewer.ui.dialogs.export_dialog import ExportDialog
from reviewer.ui.dialogs.pack_place import Place, free_place, look_at
from reviewer.ui.look.theme import Theme


def told(dialog: ExportDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if not one.isHidden())


def field(dialog: ExportDialog) -> QLineEdit:
    return next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "To")


@pytest.mark.parametrize("name", ["x" * 300, f"{'x' * 300}/pack"])
def test_a_name_that_no_disk_takes_is_told(theme: Theme, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    field(dialog).setText(str(tmp_path / name))
    assert not dialog.main_button.isEnabled()
    assert "too long" in told(dialog)
    assert dialog._replace.isHidden()
    assert free_place(tmp_path / name) == tmp_path / name


@pytest.mark.parametrize("asked", ["is_dir", "exists"])
def test_a_forbidden_folder_is_told(
    *, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)

    def forbid(_path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, asked, forbid)
    field(dialog).setText(str(tmp_path / "elsewhere"))
    assert not dialog.main_button.isEnabled()
    assert "cannot be looked into" in told(dialog)
    assert look_at(tmp_path / "pack") is Place.CLOSED


def test_the_disk_is_looked_at_once_the_typing_has_ended(
    theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    looked: list[str] = []
    monkeypatch.setattr(export_dialog, "look_at", lambda out: looked.append(out.name) or Place.FREE)
    QTest.keyClicks(field(dialog), " of May")
    assert looked == []
    qtbot.waitUntil(lambda: looked == ["The denial pack of May"])


@pytest.mark.parametrize(
    ("name", "proposed"),
    [("pack", "pack 2"), ("pack 2", "pack 3"), ("pack.zip", "pack 2.zip"), ("pack 9.zip", "pack 10.zip"), ("2024", "2024 2")],
)
def test_the_next_free_name_counts_on(tmp_path: Path, name: str, proposed: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "something").touch()
    assert free_place(tmp_path / name) == tmp_path / proposed
