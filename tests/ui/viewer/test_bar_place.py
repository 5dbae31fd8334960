"""The bar at a selection covers least of what is read next, and never leaves the view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from reviewer.ui.viewer.gestures.bar_place import bar_place

VIEW = QRect(0, 0, 900, 700)
BAR = QSize(500, 40)
LINES = [QRect(60, y, 640, 16) for y in range(10, 690, 20)]


def covered(place: QPoint, text: list[QRect], size: QSize = BAR) -> list[QRect]:
    return [one for one in text if one.intersects(QRect(place, size))]


def test_among_dense_lines_it_stands_above_so_that_what_follows_can_be_read() -> None:
    selected = QRect(100, 310, 300, 36)
    place = bar_place(BAR, VIEW, selected, LINES)
    assert QRect(place, BAR).bottom() < selected.top()
    assert all(one.top() < selected.top() for one in covered(place, LINES))


def test_where_nothing_follows_it_stands_below() -> None:
    lines = [one for one in LINES if one.top() <= 310]
    place = bar_place(BAR, VIEW, QRect(100, 310, 300, 16), lines)
    assert place.y() > 326
    assert not covered(place, lines)


@pytest.mark.parametrize("left", [False, True])
def test_beside_narrow_lines_it_covers_nothing(left: bool) -> None:
    lines = [QRect(560 if left else 40, one.y(), 300, 16) for one in LINES]
    selected = QRect(lines[0].x(), 310, 300, 16)
    place = bar_place(BAR, VIEW, selected, lines)
    assert not covered(place, [*lines, selected])


def test_at_the_top_of_the_view_it_does_not_lie_on_the_selection() -> None:
    selected = QRect(100, 10, 300, 16)
    place = bar_place(BAR, VIEW, selected, LINES)
    assert not QRect(place, BAR).intersects(selected)


def test_where_keys_go_on_above_it_stands_below() -> None:
    place = bar_place(BAR, VIEW, QRect(100, 310, 300, 36), LINES, upwards=True)
    assert place.y() > 346


@given(st.integers(-50, 950), st.integers(-50, 750), st.integers(1, 1000), st.integers(1, 900), st.sampled_from((1, 2)))
def test_it_is_always_in_the_view(x: int, y: int, width: int, height: int, scale: int) -> None:
    view, size = QRect(0, 0, 900 // scale, 700 // scale), QSize(440, 40)  # twice as large, a view has half the pixels
    selected = QRect(x, y, width, height).intersected(view)
    if selected.isValid():
        assert view.contains(QRect(bar_place(size, view, selected, LINES), size))


def test_the_last_line_of_a_paragraph_is_not_covered_either() -> None:
    lines = [one for one in LINES if one.top() <= 350]
    place = bar_place(BAR, VIEW, QRect(100, 310, 300, 16), lines)
    assert QRect(place, BAR).bottom() < 310
