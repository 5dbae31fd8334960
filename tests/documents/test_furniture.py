"""What stands between a passage's ends and is no part of it: margin line numbers, and headers that come late in the stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.furniture.between_pages import blanked
from reviewer.documents.text.page.margin import numbers_in_text
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.quoting import kept_in, text_selector
from reviewer.documents.text.selecting.selection import Selection, select
from reviewer.model.anchor import TextPosition, TextSelector
from tests.documents.layouts import LEADING, REPEATABLE, page_text

BILL = (
    "inserting in the first sentence the word and",
    "(3) by adding at the end the following:",
    "the term solicitation of orders means any business activity",
    "that facilitates the solicitation of orders even if that free-",
    "dom may also serve some independently valuable function",
    "apart from solicitation of orders in the several States.",
)


def numbered(*lines: str, first: int = 1, number_first: bool = True, page: int = 0, gap: float = 30) -> PageText:
    """Return a page with a number beside each line; the numbers come with the lines, or all before them."""
    numbers = [(90.0, 100 + LEADING * at, str(first + at)) for at in range(len(lines))]
    words = [(90 + gap, 100 + LEADING * at, line) for at, line in enumerate(lines)]
    pairs = [part for pair in zip(numbers, words, strict=True) for part in pair]
    return page_text((300, 40, "500"), *(pairs if number_first else [*numbers, *words]), page=page)


def taken(pages: dict[int, PageText], quote: str) -> tuple[Selection, TextSelector]:
    ((start, end),) = find_quote({page: one.text for page, one in pages.items()}, quote)
    found = select(pages, start, end)
    return found, text_selector(pages, found.start, found.end, lambda word: word == "freedom")


@pytest.mark.parametrize("gap", [9.0, 30.0])
@pytest.mark.parametrize("number_first", [True, False])
def test_line_numbers_are_in_neither_quads_nor_quote(gap: float, *, number_first: bool) -> None:
    page = numbered(*BILL, gap=gap, number_first=number_first)
    found, made = taken({0: page}, "any business activity that facilitates the solicitation of orders even if that freedom may")
    assert made.quote == "any business activity that facilitates the solicitation of orders even if that freedom may"
    assert made.quote_as_printed == found.text
    assert found.text == "any business activity\nthat facilitates the solicitation of orders even if that free-\ndom may"
    assert [one.quad.rect.x0 for one in found.quads][1:] == [90 + gap] * 2
    assert made.prefix == "at the end the following: the term solicitation of orders means "
    assert made.suffix.startswith(" also serve some independently valuable function apart from")
    assert page.text[made.start.offset :].startswith("any business")
    assert page.text[: made.end.offset].endswith("dom may")


def test_quote_with_the_numbers_as_printed_is_found_too() -> None:
    page = numbered(*BILL)
    plain = find_quote({0: page.text}, "any business activity that facilitates the solicitation")
    assert find_quote({0: page.text}, "any business activity 4 that facilitates the solicitation") == plain != []
    assert find_quote({0: page.text}, "any business activity 5 that facilitates the solicitation") == []


def test_who_quotes_the_numbers_has_them_in_the_passage() -> None:
    page = numbered(*BILL)
    quote = "any business activity 4 that facilitates the solicitation"
    ((start, end),) = find_quote({0: page.text}, quote)
    made = text_selector({0: page}, start, end, lambda _: False, kept_in({0: page}, start, end, quote))
    assert made.quote == quote


def test_drag_from_a_number_into_the_text_begins_with_the_text() -> None:
    page = numbered(*BILL)
    start, end = page.text.index("3\nthe term"), page.text.index(" may also")
    found = select({0: page}, TextPosition(0, start), TextPosition(0, end))
    assert found.text.startswith("the term")
    assert found.start.offset == start + 2


def test_number_dragged_over_alone_is_selected() -> None:
    page = numbered(*BILL)
    start = page.text.index("3\nthe term")
    found = select({0: page}, TextPosition(0, start), TextPosition(0, start + 1))
    assert (found.text, len(found.quads)) == ("3", 1)
    assert text_selector({0: page}, found.start, found.end, lambda _: False).quote == "3"


def everything(page: PageText) -> str:
    return select({0: page}, TextPosition(0, 0), TextPosition(0, len(page))).text + "\n"


TABLE = [
    (x, 100 + LEADING * row, str(value)) for row in range(12) for x, value in ((90, row + 1), (200, 120 + row), (300, 7 * row))
]
NAMES = [
    (x, 100 + LEADING * row, words) for row in range(12) for x, words in ((90, str(row + 1)), (200, "Ann Lee"), (300, "Leeds"))
]
AMOUNTS = [(90.0, 100 + LEADING * row, str(row + 1)) for row in range(12)]
PARAGRAPHS = [
    line
    for number in range(6)
    for line in (
        (90.0, 100 + 4 * LEADING * number, str(number + 1)),
        *((120.0, 100 + LEADING * (4 * number + row), "a paragraph of a judgment has lines and lines") for row in range(4)),
    )
]
FOOTNOTES = [
    *((72.0, 100 + LEADING * row, "the text of the page runs over the column of the numbers") for row in range(10)),
    *(
        line
        for row in range(5)
        for line in (
            (90.0, 400 + LEADING * row, str(row + 1)),
            (108.0, 400 + LEADING * row, "See the minutes of the meeting, as quoted above."),
        )
    ),
]
SCATTERED = [
    line
    for row in range(8)
    for line in (
        (72.0, 100 + LEADING * row, "a sentence of the text with a mark of a note"),
        (340.0 + 40 * (row % 3), 98 + LEADING * row, str(row + 1)),
    )
]


@pytest.mark.parametrize("lines", [TABLE, NAMES, AMOUNTS, PARAGRAPHS, FOOTNOTES, SCATTERED])
def test_numbers_that_say_something_stay(lines: list[tuple[float, float, str]]) -> None:
    page = page_text(*lines)
    assert page.margin_numbers == ()
    assert everything(page) == page.text


def test_table_with_a_heading_over_its_numbers_stays() -> None:
    page = page_text(
        (90, 100 - LEADING, "No."), *(part for one in zip(AMOUNTS[:6], column_of(BILL), strict=True) for part in one)
    )
    assert everything(page) == page.text


def column_of(lines: tuple[str, ...]) -> list[tuple[float, float, str]]:
    return [(120.0, 100 + LEADING * row, words) for row, words in enumerate(lines)]


@pytest.mark.parametrize("lines", [TABLE, NAMES, AMOUNTS, PARAGRAPHS[:8]])
def test_quote_does_not_pass_over_the_numbers_of_a_table(lines: list[tuple[float, float, str]]) -> None:
    page = page_text(*lines)
    assert numbers_in_text(page.text) == ()
    assert find_quote({0: page.text}, "Leeds Ann Lee") == []
    assert find_quote({0: page.text}, lines[0][2])


def test_numbers_that_do_not_count_up_by_one_stay() -> None:
    lines = [part for at, line in enumerate(BILL) for part in ((90.0, 100 + LEADING * at, str(3 * at)), column_of(BILL)[at])]
    page = page_text(*lines)
    assert everything(page) == page.text
    assert find_quote({0: page.text}, "business activity that facilitates") == []


def late_header(page: int, *lines: str, header: str) -> PageText:
    """Return a page whose text begins with its footer and ends with its header."""
    body = [(72.0, 100 + LEADING * at, line) for at, line in enumerate(lines)]
    return page_text((288, 742, f"- {page + 1} -"), *body, (33, 10, header), page=page)


@pytest.mark.parametrize("same", [True, False])
def test_header_late_in_the_stream_and_footer_early_in_it_are_left_out(*, same: bool) -> None:
    pages = {
        4: late_header(
            4, "one", "two", "three", "Order 49 provided", "for the plan to", header="Case: 20-1507 Page: 5 Entry ID: 6390389"
        ),
        5: late_header(
            5,
            "restart the economy",
            "five",
            "six",
            "seven",
            header="Case: 20-1507 Page: 6 Entry ID: 6390389" if same else "Opinion",
        ),
    }
    start, end = pages[4].text.index("Order"), pages[5].text.index(" economy")
    found = select(pages, TextPosition(4, start), TextPosition(5, end))
    made = text_selector(pages, found.start, found.end, lambda _: False)
    assert made.quote == "Order 49 provided for the plan to restart the"
    assert made.quote_as_printed == found.text == "Order 49 provided\nfor the plan to\nrestart the"
    assert [(one.page, one.quad.rect.y0) for one in found.quads] == [(4, 145), (4, 160), (5, 100)]
    assert (found.start, found.end) == (TextPosition(4, start), TextPosition(5, end))


def test_header_that_a_drag_begins_in_is_meant() -> None:
    pages = {
        page: late_header(page, "one", f"two {page}", "three", "four", header=f"Case 20-1507 Page {page}") for page in (0, 1)
    }
    start, end = TextPosition(0, pages[0].text.index("20-1507")), TextPosition(1, pages[1].text.index("\ntwo"))
    assert select(pages, start, end).text == "20-1507 Page 0\none"


def test_line_numbers_on_both_sides_of_a_page_end() -> None:
    other = [f"{line} of another page of it".replace("inserting", "adding") for line in BILL]
    pages = {0: numbered(*BILL), 1: numbered(*other, page=1)}
    found, made = taken(pages, "in the several States. adding in the first sentence")
    assert found.text == "in the several States.\nadding in the first sentence"
    assert made.quote == "in the several States. adding in the first sentence"
    assert len(found.quads) == 2


def test_page_of_endless_numbers_costs_no_more_than_its_lines() -> None:
    page = page_text(*((90.0 + 40 * (row % 2), 15.0 * row, str(row // 2 % 5)) for row in range(6000)))
    assert page.margin_numbers == ()
    assert numbers_in_text(page.text) == ()


@REPEATABLE
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6))
def test_blanked_lines_leave_everything_in_its_place(spans: list[tuple[int, int]]) -> None:
    """Lines may be left out for two reasons at once."""
    text = "0123\n567\n\n012345678\nabcdefghi\nxyz"
    made = blanked(text, [(start, min(start + length, len(text))) for start, length in spans])
    gone = {at for start, length in spans for at in range(start, start + length)}
    assert len(made) == len(text)
    assert all(one == other or (at in gone and one == " ") for at, (one, other) in enumerate(zip(made, text, strict=True)))
    assert made.count("\n") <= text.count("\n")
