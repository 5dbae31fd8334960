"""What a passage passes over on the page: words that it does not hold, or a wide empty space."""

from __future__ import annotations

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.gaps import Gap, gap_in
from reviewer.documents.text.selecting.selection import passage
from reviewer.model.anchor import TextPosition
from tests.documents.layouts import LEADING, column, page_text

PROSE = [
    "The partners could read what users wrote to their friends, and",
    "nobody had told the users that they could, nor were they asked",
    "whether they would let them do so, as the contract had required",
    "that they be asked before any of this was switched on for them.",
]


def gap(words: tuple[str, str], *pages: PageText) -> Gap:
    """Return the gap of the passage from the first of some words, on the first page, to the last of them, on the last page."""
    first, last = pages[0], pages[-1]
    start, end = first.text.index(words[0]), last.text.rindex(words[1]) + len(words[1])
    known = {one.page: one for one in pages}
    return gap_in(known, passage(known, TextPosition(first.page, start), TextPosition(last.page, end)))


def test_a_line_that_the_file_has_elsewhere_is_passed_over() -> None:
    one, two, three, four = column(72, 100, PROSE)
    assert gap(("partners", "required"), page_text(one, three, two, four)) is Gap.WORDS
    assert gap(("partners", "switched"), page_text(one, three, two, four)) is Gap.NOTHING, "all of them are taken"
    assert gap(("partners", "switched"), page_text(one, two, three, four)) is Gap.NOTHING


def test_a_cell_that_the_file_has_elsewhere_is_passed_over() -> None:
    columns = {"name": 72, "sum": 200, "day": 330}
    rows = [[(x, 100 + row * LEADING, f"{name}{row}") for name, x in columns.items()] for row in range(3)]
    out_of_order = [*rows[0], rows[1][0], rows[1][2], *rows[2], rows[1][1]]
    assert gap(("name1", "day1"), page_text(*out_of_order)) is Gap.WORDS
    assert gap(("name1", "day1"), page_text(*(cell for row in rows for cell in row))) is Gap.NOTHING


def test_columns_are_read_one_after_the_other_without_a_gap() -> None:
    heading = (150, 60, "What the contract of the partners had said of it, in two columns")
    left, right = column(72, 100, PROSE * 3), column(520, 100, PROSE * 3)
    page = page_text(heading, *left, *right)
    middle = page.text.index(PROSE[0], page.text.index(PROSE[3]))
    span = TextPosition(0, middle), TextPosition(0, len(page.text) - len(" ".join(PROSE)))
    assert gap_in({0: page}, passage({0: page}, *span)) is Gap.NOTHING
    assert gap(("What the contract", "switched"), page) is Gap.NOTHING


def test_the_ends_of_pages_and_line_numbers_are_no_gap() -> None:
    foot, head = (72, 760, "7 of 90"), (72, 40, "Contract of the partners")
    first = page_text(*column(72, 100, PROSE), foot, page=0)
    second = page_text(head, *column(72, 100, PROSE), page=1)
    assert gap(("required", "nobody"), first, second) is Gap.NOTHING
    numbers = [(40, 100 + row * LEADING, str(row + 1)) for row in range(12)]
    numbered = page_text(*column(72, 100, PROSE * 3), *numbers)
    assert gap(("nobody", "required"), numbered) is Gap.NOTHING


def test_a_wide_space_is_a_gap_and_that_between_paragraphs_is_none() -> None:
    def parted(white: float) -> PageText:
        return page_text(*column(72, 100, PROSE[:2]), *column(72, 100 + LEADING + 12 + white, PROSE[2:]))

    assert gap(("nobody", "required"), parted(60)) is Gap.SPACE
    assert gap(("nobody", "required"), parted(30)) is Gap.NOTHING
    beside = page_text(*column(72, 100, [*PROSE, *PROSE, *PROSE]), *column(520, 100, PROSE[:1]), *column(520, 240, PROSE[1:2]))
    assert gap(("switched", "nobody"), beside) is Gap.NOTHING, "a column stands there"


def test_a_page_of_endless_lines_is_told_in_no_time() -> None:
    lines = [(72.0 + 40 * (at % 40), 10.0 + 15 * (at // 40), "word") for at in range(3_000)]
    odd, even = lines[::2], lines[1::2]
    page = page_text(*odd, *even)
    half = TextPosition(0, 5 * len(odd))
    assert gap_in({0: page}, passage({0: page}, TextPosition(0, 0), half)) in (Gap.NOTHING, Gap.WORDS)
