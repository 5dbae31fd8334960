"""The panes beside the page: how wide a person can make them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.reading.pane_widths import KeptPanes, pane_widths
from reviewer.ui.reading.panes import Panes


@pytest.fixture
def panes(qtbot: QtBot) -> Panes:
    made = Panes(QWidget(), QWidget(), QWidget(), QWidget())
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def drag(panes: Panes, edge: int, by: int) -> tuple[int, int, int]:
    """Drag an edge (1 or 2) by so many pixels; return how wide documents, page and claims are then."""
    handle = panes.handle(edge)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(0, 200))
    QTest.mouseMove(handle, QPoint(by // 2, 200))
    QTest.mouseMove(handle, QPoint(by - by // 2, 200))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(0, 200))
    left, middle, right = panes.sizes()
    return left, middle, right


@pytest.mark.parametrize(("edge", "by"), [(1, 1000), (2, -1000)])
def test_a_pane_is_made_no_wider_than_leaves_a_page_that_can_be_read(panes: Panes, edge: int, by: int) -> None:
    before = panes.sizes()
    left, middle, right = drag(panes, edge, by)
    assert middle >= 395
    assert (left, right)[edge - 1] > before[2 * edge - 2] + 200
    assert abs((right, left)[edge - 1] - before[4 - 2 * edge]) <= 2, "the other one stays"


@pytest.mark.parametrize(("edge", "by"), [(1, -1000), (2, 1000)])
def test_a_pane_is_made_no_narrower_than_its_words_need(panes: Panes, edge: int, by: int) -> None:
    left, _, right = drag(panes, edge, by)
    assert left >= 180
    assert right >= 220


def test_panes_that_were_wide_on_a_wide_screen_leave_room_for_the_page_on_a_narrow_one() -> None:
    left, middle, right = pane_widths(1024, KeptPanes(left=700, right=320))
    assert middle >= 400
    assert left >= 184
    assert right == 320
    assert pane_widths(1024)[1] == 1024 - 184 - 250


def test_side_panes_take_turns_where_both_would_be_cut_off(panes: Panes) -> None:
    panes.resize(600, 400)
    assert (panes.left.isVisible(), panes.claims.isVisible()) == (False, False)
    panes.fold(panes.left)
    panes.fold(panes.claims)
    assert (panes.left.isVisible(), panes.claims.isVisible()) == (False, True), "the one that was called last"
    panes.fold(panes.left)
    assert (panes.left.isVisible(), panes.claims.isVisible()) == (True, False)
    panes.fold(panes.left)
    assert (panes.left.isVisible(), panes.claims.isVisible()) == (False, False)
    panes.resize(700, 400)
    panes.fold(panes.left)
    panes.fold(panes.claims)
    assert (panes.left.isVisible(), panes.claims.isVisible()) == (True, True), "here both have room"
    panes.resize(600, 400)
    assert (panes.left.isVisible(), panes.claims.isVisible()) == (False, True)
