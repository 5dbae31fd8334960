"""What the text tool makes of two points: the ends of characters, words and lines, on one page and over page ends."""

from __future__ import annotations

import pytest

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.selection import select
from reviewer.model.geometry import Point
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.tools import TextTool, Unit
from tests.documents.layouts import WIDTH, shown_page

CELL, OTHER = "١٤ إبريل ١٤٣٤", "14 April 1434"
LEFT, RIGHT = 100.0, 300.0


@pytest.fixture
def pages() -> dict[int, PageText]:
    """Two pages with a row of two cells, as a page from the right has them: the right one is read first."""
    text = shown_page((RIGHT, 100, CELL), (LEFT, 100, OTHER))
    return {page: PageText(page, text.text, text.boxes, "test 1") for page in (0, 1)}


def drag(pages: dict[int, PageText], x0: float, x1: float, unit: Unit = Unit.CHARACTER, last: int = 0) -> str:
    tool = TextTool.pressed(PagePoint(0, Point(x0, 106)), unit)
    tool.move(PagePoint(last, Point(x1, 106)))
    draft = tool.draft(pages)
    return "" if draft is None else select(pages, draft.start, draft.end).text


@pytest.mark.parametrize(("low", "words"), [(LEFT, OTHER), (RIGHT, CELL)])
def test_characters_between_two_points_of_a_row_are_taken(pages: dict[int, PageText], low: float, words: str) -> None:
    high = low + len(words) * WIDTH
    assert drag(pages, low - 20, high + 20) == drag(pages, high + 20, low - 20) == drag(pages, high, low) == words


def test_over_blank_paper_nothing_is_selected(pages: dict[int, PageText]) -> None:
    assert drag(pages, 200, 280) == ""


@pytest.mark.parametrize(("x", "word"), [(RIGHT + 1, "١٤٣٤"), (RIGHT + 6 * WIDTH, "إبريل"), (LEFT + 5 * WIDTH, "April")])
def test_a_double_click_takes_a_word_and_a_drag_from_it_what_it_was_over(pages: dict[int, PageText], x: float, word: str) -> None:
    assert drag(pages, x, x, Unit.WORD) == word
    cell, low = (CELL, RIGHT) if x > RIGHT else (OTHER, LEFT)
    assert word in drag(pages, x, low + len(cell) * WIDTH - 1, Unit.WORD)
    assert drag(pages, low + 1, low + len(cell) * WIDTH - 1, Unit.WORD) == cell


def test_over_a_page_end_the_rest_of_one_line_and_the_beginning_of_the_other_are_taken(pages: dict[int, PageText]) -> None:
    right = RIGHT + len(CELL) * WIDTH - 1
    assert drag(pages, right, RIGHT + 1, last=1) == f"{CELL}\n{OTHER}\n{CELL}"
    tool = TextTool(PagePoint(1, Point(right, 106)), PagePoint(0, Point(right, 106)))
    ends = tool.ends(pages)
    assert ends is not None
    assert [(one.page, one.offset) for one in ends] == [(1, 0), (0, 0)]


def test_nothing_is_selected_before_the_texts_of_both_ends_have_come(pages: dict[int, PageText]) -> None:
    tool = TextTool(PagePoint(0, Point(LEFT, 106)), PagePoint(1, Point(LEFT, 106)))
    assert tool.draft({0: pages[0]}) is tool.draft({}) is None
