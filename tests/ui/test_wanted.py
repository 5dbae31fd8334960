"""What is wanted of a tab before its document is there: the keyboard is not taken from who has begun to type elsewhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.model.geometry import Rect
from reviewer.ui.reading.wanted import Wanted


class Desk(QWidget):
    """Two fields, a button, and what stands for the page."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other, self.button, self.page = QLineEdit(), QLineEdit(), QPushButton(), QPushButton()
        column = QVBoxLayout(self)
        for part in (self.one, self.other, self.button, self.page):
            column.addWidget(part)
        self.gone_to: list[tuple[int, Rect | None]] = []
        cast("Any", self.page).go_to_page = lambda *place: self.gone_to.append(place)
        finding = SimpleNamespace(bar=SimpleNamespace(field=QLineEdit(self)))
        self.wanted = Wanted(cast("Any", None), cast("Any", self.page), cast("Any", finding))

    def arrive(self) -> None:
        """The document is there."""
        self.wanted.ready = True
        self.wanted.give_focus(also=False)
        self.wanted.give_places()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("asked_from", "then", "given"), [("button", "other", False), ("one", "one", True), ("one", "button", True)]
)
def test_the_keyboard_goes_to_the_page_unless_somebody_types_elsewhere(
    desk: Desk, qtbot: QtBot, asked_from: str, then: str, given: bool
) -> None:
    getattr(desk, asked_from).setFocus()
    qtbot.waitUntil(getattr(desk, asked_from).hasFocus)
    desk.wanted.focus()
    assert not desk.page.hasFocus(), "there is nothing to read yet"
    getattr(desk, then).setFocus()
    qtbot.waitUntil(getattr(desk, then).hasFocus)
    desk.arrive()
    assert desk.page.hasFocus() is given


def test_a_page_behind_another_view_takes_no_keyboard(desk: Desk, qtbot: QtBot) -> None:
    desk.wanted.focus()
    desk.button.setFocus()
    qtbot.waitUntil(desk.button.hasFocus)
    desk.page.hide()
    desk.arrive()
    desk.page.show()
    assert desk.focusWidget() is desk.button


def test_a_part_of_a_page_that_is_wanted_early_is_gone_to_later(desk: Desk) -> None:
    part = Rect(0, 10, 20, 30)
    desk.wanted.page(3, part)
    assert desk.gone_to == []
    desk.arrive()
    assert desk.gone_to == [(3, part)]
