"""What is put on the clipboard: rows stay rows, and words that a line end breaks are whole."""

from __future__ import annotations

import pytest

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.copying import copied
from reviewer.documents.text.selecting.selection import passage
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Matrix
from tests.documents.layouts import column, page_text, plain_page

TURNED = Matrix(0, 1, -1, 0, 600, 0)
"""A quarter turn."""


def of_all(*pages: PageText) -> str:
    found = {one.page: one for one in pages}
    first, last = pages[0], pages[-1]
    return copied(found, passage(found, TextPosition(first.page, 0), TextPosition(last.page, len(last))))


@pytest.mark.parametrize("turned", [Matrix(), TURNED])
def test_cells_of_a_row_are_one_line_with_tabs(turned: Matrix) -> None:
    rows = (("West Virginia", "2,217", "6,953"), ("Wyoming", "310", "1,004"))
    lines = [(x, 72 + at * 15, cell) for at, row in enumerate(rows) for x, cell in zip((72, 250, 400), row, strict=True)]
    assert of_all(page_text(*lines, turned=turned)) == "West Virginia\t2,217\t6,953\nWyoming\t310\t1,004"


def test_runs_of_one_line_are_parted_by_a_space() -> None:
    assert of_all(page_text((72, 72, "PLDI'09,"), (72 + 9 * 6, 72, "June 15"), (72, 87, "of it"))) == "PLDI'09, June 15\nof it"


def test_lines_of_columns_stay_lines() -> None:
    left, right = ["It was", "agreed", "there."], ["Nobody", "asked", "us."]
    assert of_all(page_text(*column(72, 72, left), *column(300, 72, right))) == "\n".join([*left, *right])


def test_a_word_that_a_line_end_breaks_is_whole() -> None:
    page = plain_page("They com-\npile it: to compile a well-\nknown thing, not a well-known one.")
    assert of_all(page) == "They compile it: to compile a well-\nknown thing, not a well-known one."


def test_a_word_that_a_page_end_breaks_is_whole() -> None:
    assert of_all(plain_page("to compile it: com-\n", 0), plain_page("pile it", 1)) == "to compile it: compile it"


def test_nameless_glyphs_are_copied_as_such_and_not_as_control_characters() -> None:
    assert of_all(plain_page("called\x03habibi\x7f\ntwice")) == "called\ufffdhabibi\ufffd\ntwice"
