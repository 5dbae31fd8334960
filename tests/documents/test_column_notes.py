"""Notes at the feet of columns that a file has first, and headings that it has last, are none of a sentence over a page's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pymupdf

from reviewer.documents.text.furniture.between_pages import passed_over
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.selecting.selection import select
from reviewer.model.anchor import TextPosition
from tests.documents.reading import opened, page_texts

LEFT, RIGHT = 60.0, 320.0
BODY = 10.0
NOTE = 7.0

Drawn = tuple[float, float, str, float]


def column(x: float, y: float, words: str, count: int, size: float = BODY) -> list[Drawn]:
    return [(x, y + 1.3 * size * number, f"{words} {number} of the text", size) for number in range(count)]


def document(*pages: Sequence[Drawn]) -> Mapping[int, PageText]:
    """Return pages with texts at x, y and size, in the order in which a file has them."""
    doc = pymupdf.open()
    for drawn in pages:
        page = doc.new_page()
        for x, y, text, size in drawn:
            page.insert_text((x, y), text, fontsize=size)
    return page_texts(opened(doc.tobytes()))


def over(pages: Mapping[int, PageText], first: str, last: str) -> str:
    """Return what a passage takes from some words on the first page to some on the second."""
    start, end = pages[0].text.index(first), pages[1].text.index(last) + len(last)
    return " ".join(select(pages, TextPosition(0, start), TextPosition(1, end)).text.split())


FIRST = [*column(LEFT, 100, "one", 12), *column(RIGHT, 100, "two", 12)]
TWO_NOTES = [
    (LEFT, 291.0, "1 See the letter", NOTE),
    *column(LEFT, 300, "note", 8, NOTE),
    (RIGHT, 321.0, "2 Id. at 18", NOTE),
    *column(RIGHT, 330, "remark", 6, NOTE),
]
SECOND = [*column(LEFT, 100, "three", 12), *column(RIGHT, 100, "four", 14)]


def test_notes_of_two_columns_that_a_file_has_first_are_left_out() -> None:
    pages = document(FIRST, [*TWO_NOTES, *SECOND])
    assert over(pages, "two 11", "three 1 of") == "two 11 of the text three 0 of the text three 1 of"


def test_they_are_left_out_behind_a_header_and_above_a_foot() -> None:
    header, foot = (LEFT, 50.0, "A gazette", BODY), (LEFT, 780.0, "Printed at night", 6.0)
    pages = document([header, *FIRST, foot], [header, *TWO_NOTES, *SECOND, foot])
    assert over(pages, "two 11", "three 1 of") == "two 11 of the text three 0 of the text three 1 of"


def noted_column(x: float, words: str, mark: str, note: str) -> list[Drawn]:
    """Return a column of text with a note at its foot, of two lines, as most files have them."""
    return [*column(x, 100, words, 12), (x, 327.0, mark, 4.0), (x + 3, 330.0, note, NOTE), (x, 339.0, "of that year", NOTE)]


def test_notes_at_the_foot_of_each_column_are_left_out_at_the_end_of_the_page() -> None:
    columns = [*noted_column(LEFT, "one", "1", "See the letter"), *noted_column(RIGHT, "two", "2", "Id. at 18")]
    pages = document(columns, SECOND)
    sentence = "two 11 of the text three 0 of the text three 1 of"
    assert over(pages, "two 11", "three 1 of") == sentence
    texts = {page: one.text for page, one in pages.items()}
    assert find_quote(texts, sentence, lambda page: passed_over(pages, page)), "who types it finds it"
    assert "of that year" in over(pages, "Id. at 18", "three 1 of"), "who begins in a note has it"


def test_a_column_set_smaller_beside_the_text_is_text_though_its_first_words_have_a_figure() -> None:
    header = (LEFT, 50.0, "A gazette of all that was said by the partners of the company about messages of users", BODY)
    aside = [(RIGHT, 97.0, "1", 4.0), *column(RIGHT + 3, 100, "aside", 12, NOTE)]
    pages = document([header, *column(LEFT, 100, "one", 18), *aside], SECOND)
    assert "aside 11 of the text" in over(pages, "one 17", "three 1 of")


def test_who_quotes_a_note_has_it() -> None:
    pages = document(FIRST, [*TWO_NOTES, *SECOND])
    assert over(pages, "two 11", "note 2 of").endswith("1 See the letter note 0 of the text note 1 of the text note 2 of")


def test_a_smaller_column_that_comes_first_is_text() -> None:
    """A sidebar, whatever heading stands over it."""
    sidebar = column(LEFT, 100, "aside", 20, NOTE)
    pages = document(FIRST, [*sidebar, *column(RIGHT, 100, "four", 14), (LEFT, 70.0, "A heading", BODY)])
    assert "aside 19 of the text" in over(pages, "two 11", "four 1 of")


def test_notes_with_text_under_them_are_text() -> None:
    between = [*column(LEFT, 150, "note", 8, NOTE), *column(RIGHT, 150, "remark", 6, NOTE)]
    pages = document(
        FIRST, [*between, *column(LEFT, 100, "three", 3), *column(LEFT, 250, "more", 9), *column(RIGHT, 100, "four", 3)]
    )
    assert "note 7 of the text" in over(pages, "two 11", "three 1 of")


def test_a_heading_that_a_file_has_last_is_left_out_though_it_stands_near() -> None:
    table = [
        (LEFT, 40.0, "Report", BODY),
        *column(LEFT, 100, "row", 12),
        (LEFT, 60.0, "By date", BODY),
        (LEFT, 82.0, "As told", BODY),
    ]
    pages = document(table, column(LEFT, 100, "line", 12))
    assert over(pages, "row 11", "line 0 of") == "row 11 of the text line 0 of"


def test_a_column_that_is_read_last_is_text_wherever_it_begins() -> None:
    """A picture stands over the first column."""
    page = [*column(LEFT, 400, "one", 12), *column(RIGHT, 100, "two", 6)]
    pages = document(page, column(LEFT, 100, "line", 12))
    assert "two 5 of the text" in over(pages, "one 11", "line 0 of")


def test_what_runs_up_the_margin_of_a_first_page_hides_no_foot() -> None:
    doc = pymupdf.open()
    for words in ("first line", "second line", "third line"):
        page = doc.new_page()
        for x, y, text, size in column(LEFT, 100, words, 30):
            page.insert_text((x, y), text, fontsize=size)
        page.insert_text((LEFT, 780), "Printed at night", fontsize=6)
        page.insert_text((20, 500), "jb on PROD with PROPOSALS", fontsize=5, rotate=90)
    pages = page_texts(opened(doc.tobytes()))
    assert over(pages, "first line 29", "second line 0 of") == "first line 29 of the text second line 0 of"


def test_a_quotation_that_is_set_smaller_and_read_first_is_text() -> None:
    pages = document(FIRST, [*column(LEFT, 254, "quoted", 5, NOTE), *column(LEFT, 100, "three", 12)])
    assert "quoted 4 of the text" in over(pages, "two 11", "three 1 of")


def test_a_line_that_was_put_in_later_is_read_on_a_page_in_the_midst() -> None:
    edited = [*column(LEFT, 113, "later", 11), (LEFT, 100.0, "put in", BODY)]
    pages = document(column(LEFT, 100, "one", 12), edited, column(LEFT, 100, "last", 12))
    start, end = pages[0].text.index("one 11"), pages[2].text.index("last 1 of")
    assert "put in" in select(pages, TextPosition(0, start), TextPosition(2, end)).text
