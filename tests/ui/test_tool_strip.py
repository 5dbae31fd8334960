"""The tool bar at every width: nothing in it lies over anything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.tool_strip import ToolStrip


@pytest.fixture
def strip(theme: Theme, qtbot: QtBot) -> Iterator[ToolStrip]:
    """Return a tool bar that can be as narrow as a window makes it."""
    window = QWidget()
    qtbot.addWidget(window)
    made = ToolStrip(theme, {"read": "Read", "claims": "Claims", "search": "Search"}, window)
    window.resize(1500, 100)
    window.show()
    yield made
    window.close()


@pytest.mark.parametrize("untitled", [False, True])
def test_no_part_lies_over_another_at_any_width(strip: ToolStrip, untitled: bool) -> None:
    strip.set_title("The denial of the partner terms, and what became of it", untitled=untitled)
    for width in (*range(600, 1400, 20), 600):
        strip.resize(width, strip.height())
        row = strip.layout()
        assert row is not None
        row.activate()
        parts = (strip.case_button, strip.name_button, strip.tabs, strip.search, strip.export_button)
        shown = [one.geometry() for one in parts if one.isVisible()]
        assert shown[-1].right() < width
        tabs = strip.tabs
        assert tabs.width() >= sum(tabs.tabSizeHint(at).width() for at in range(tabs.count())), "all of their words are seen"
        assert [width for one, next_one in pairwise(shown) if one.right() >= next_one.left()] == []


def test_the_search_field_takes_free_room_once_something_stands_in_it(strip: ToolStrip) -> None:
    row = strip.layout()
    assert row is not None
    for width in (760, 1400):
        strip.resize(width, strip.height())
        strip.search.clear()
        row.activate()
        empty = strip.search.width()
        strip.search.setText("private messages of users")
        row.activate()
        assert empty < strip.search.width() <= 480
        assert strip.search.geometry().right() < strip.export_button.geometry().left()


def test_a_name_that_comes_later_takes_its_room_from_words(strip: ToolStrip) -> None:
    strip.resize(930, strip.height())
    strip.set_title("Untitled case 22", untitled=True)
    row = strip.layout()
    assert row is not None
    row.activate()
    assert strip.search.geometry().right() < strip.export_button.geometry().left()
    strip.set_title("Untitled case 22", untitled=False)
    row.activate()
    assert strip.search.width() == 248
