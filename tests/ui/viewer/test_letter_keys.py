"""The letters of the viewer on keyboards that write no Latin letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from reviewer.model.spans import MarkRequest
from reviewer.model.stance import Stance
from reviewer.ui.viewer.gestures.letter_keys import latin_key
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import letter_at, settle

NO, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def press(written: str, scan: int, virtual: int, held: Qt.KeyboardModifier = NO) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(written.upper()), held, scan, virtual, 0, written)


@pytest.mark.parametrize(
    ("platform", "written", "scan", "virtual", "means"),
    [
        ("xcb", "ы", 39, 0x6D9, "S"),
        ("wayland", "с", 54, 0x6D3, "C"),
        ("xcb", "ο", 32, 0x7EF, "O"),
        ("xcb", "א", 28, 0xCE0, "T"),
        ("windows", "р", 35, 0x48, "H"),
        ("cocoa", "к", 1, 0x0F, "R"),
        ("xcb", "ф", 38, 0x6C6, "Ф"),
        ("offscreen", "ы", 39, 0x53, "Ы"),
        ("xcb", "ö", 39, 0xF6, "Ö"),
        ("xcb", "o", 39, 0x6F, "O"),
    ],
)
def test_a_key_means_the_letter_in_its_place_only_where_it_writes_another_script(
    *, monkeypatch: pytest.MonkeyPatch, platform: str, written: str, scan: int, virtual: int, means: str
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert latin_key(press(written, scan, virtual)) == ord(means)


def test_keys_that_write_nothing_are_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_F7, Qt.Key.Key_Dead_Acute, Qt.Key.Key_Escape):
        assert latin_key(QKeyEvent(QEvent.Type.KeyPress, key, NO, 39, 0, 0, "")) == key


@pytest.mark.parametrize("held", [NO, SHIFT])
def test_a_selection_is_kept_on_a_cyrillic_keyboard(
    opened: Opened, mouse: Mouse, monkeypatch: pytest.MonkeyPatch, held: Qt.KeyboardModifier
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    view, _ = opened()
    found: list[MarkRequest] = []
    view.mark_requested.connect(found.append)
    mouse.drag((0, *letter_at(0, 0)), (0, *letter_at(1, 7)))
    view.keyPressEvent(press("ы", 39, 0x6D9, held))
    settle()
    assert [(one.stance, one.pick_claim) for one in found] == [(Stance.SUPPORTS, held == SHIFT)]


def test_the_region_tool_is_taken_up_on_a_greek_keyboard(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    view, _ = opened()
    view.keyPressEvent(press("ρ", 27, 0x7F1))
    assert view.tool == "region"
