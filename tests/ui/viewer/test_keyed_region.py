"""Marking a region without a mouse: placed, moved, sized and taken by keys, on its page and as it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.model.geometry import Rect
from reviewer.model.spans import MarkRequest, RegionSpan
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import settle

Key = Qt.Key
NO, SHIFT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
UNIT = 72 / 96
"""Page units a logical pixel at 100 %."""


def press(view: PageView, key: Qt.Key, keys: Qt.KeyboardModifier = NO, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(view, key, keys)
        settle()


def rect(view: PageView) -> Rect:
    """Return what is drawn on the page."""
    (one,) = view.selected_quads()
    return one.quad.rect


def test_a_region_is_placed_moved_sized_and_kept_by_keys(opened: Opened) -> None:
    view, _ = opened()
    requests: list[MarkRequest] = []
    view.mark_requested.connect(requests.append)
    press(view, Key.Key_R)
    press(view, Key.Key_Return)
    start = rect(view)
    assert not view.has_selection, "it is not taken yet"
    press(view, Key.Key_Right, times=2)
    press(view, Key.Key_Up, CTRL, times=3)
    press(view, Key.Key_Right, SHIFT)
    press(view, Key.Key_Down, SHIFT | CTRL, times=5)
    moved = rect(view)
    assert moved.x0 - start.x0 == pytest.approx(32 * UNIT)
    assert moved.y0 - start.y0 == pytest.approx(-3 * UNIT)
    assert moved.width - start.width == pytest.approx(16 * UNIT)
    assert moved.height - start.height == pytest.approx(5 * UNIT)
    press(view, Key.Key_Return)
    assert view.has_selection
    press(view, Key.Key_H)
    (one,) = requests
    assert isinstance(one.span, RegionSpan)
    assert one.span.rect == moved


def test_escape_drops_the_region_and_then_leaves_the_tool(opened: Opened) -> None:
    view, _ = opened()
    view.set_tool("region")
    press(view, Key.Key_Space)
    press(view, Key.Key_Escape)
    assert not view.selected_quads()
    assert view.tool == "region"
    press(view, Key.Key_Escape)
    assert view.tool == "text"


def test_a_region_stays_on_its_page_and_keeps_its_size_there(opened: Opened) -> None:
    view, _ = opened()
    view.set_tool("region")
    press(view, Key.Key_Return)
    size = rect(view).width, rect(view).height
    press(view, Key.Key_Left, times=60)
    press(view, Key.Key_Up, times=60)
    assert (rect(view).x0, rect(view).y0) == (0, 0)
    assert (rect(view).width, rect(view).height) == pytest.approx(size)
    press(view, Key.Key_Left, SHIFT, times=60)
    assert 0 < rect(view).width < 10
    press(view, Key.Key_Right, SHIFT, times=90)
    assert rect(view).x1 == pytest.approx(595)


def test_the_view_follows_the_region(opened: Opened) -> None:
    view, _ = opened()
    view.set_tool("region")
    press(view, Key.Key_Return)
    press(view, Key.Key_Down, times=40)
    shown = view._bench.stage.camera.view_rect(0, rect(view))
    assert view._bench.stage.camera.y > 0
    assert shown.y1 <= view.viewport().height()


def test_keys_go_as_the_page_is_shown(opened: Opened) -> None:
    view, _ = opened(rotation=90)
    view.set_tool("region")
    press(view, Key.Key_Return)
    before = view._bench.stage.camera.view_rect(0, rect(view))
    press(view, Key.Key_Right)
    press(view, Key.Key_Down, SHIFT)
    after = view._bench.stage.camera.view_rect(0, rect(view))
    assert (after.x0 - before.x0, after.y0 - before.y0) == pytest.approx((16, 0))
    assert (after.x1 - before.x1, after.y1 - before.y1) == pytest.approx((16, 16))


def test_a_mouse_takes_the_region_over(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    view.set_tool("region")
    press(view, Key.Key_Return)
    mouse.drag((0, 80, 120), (0, 160, 200))
    assert view.has_selection
    before = rect(view)
    press(view, Key.Key_Right)
    assert rect(view) == before


def test_the_hint_says_what_the_keys_do_at_each_moment(opened: Opened) -> None:
    view, _ = opened()
    assert view.hint.words == ""
    press(view, Key.Key_F7)
    assert "caret" in view.hint.words
    press(view, Key.Key_R)
    assert "Enter to place" in view.hint.words
    press(view, Key.Key_Return)
    assert "Enter takes" in view.hint.words
    press(view, Key.Key_Return)
    assert "Enter to place" in view.hint.words
    press(view, Key.Key_Escape)
    press(view, Key.Key_Escape)
    assert view.hint.words == ""
