"""Tables whose cells a file has all over the place are read row by row; columns of text and tables in order stay."""

from __future__ import annotations

from collections.abc import Iterable

import pymupdf
import pytest

from reviewer.documents.parsing.pdf_text.characters import characters, plain_text

COMPANIES = [
    "Adler Mills",
    "Birch & Co.",
    "Cedar Foods",
    "Dorn Steel",
    "Elm Tools",
    "Fern Glass",
    "Gorse Wool",
    "Holm Oil",
    "Iris Wax",
    "Juno",
]
ROWS = [[f"0{at}/2015", company, f"{at}1{at}", f"Closed in {at}"] for at, company in enumerate(COMPANIES, 1)]
COLUMNS = (40.0, 140.0, 260.0, 320.0)

Cell = tuple[int, int]


def _page(cells: Iterable[Cell], more: Iterable[tuple[float, float, str]] = ()) -> pymupdf.Page:
    """Return a page with cells, each a row and a column, in the order in which the file has them."""
    page = pymupdf.open().new_page(width=500, height=400)
    for row, column in cells:
        page.insert_text((COLUMNS[column], 100 + 16 * row), ROWS[row][column], fontsize=10)
    for x, y, text in more:
        page.insert_text((x, y), text, fontsize=10)
    return page


def _lines(page: pymupdf.Page) -> list[str]:
    text, _ = characters(page)
    assert plain_text(page) == text
    return text.split("\n")[:-1]


def _scattered(columns: Iterable[int] = range(4)) -> list[Cell]:
    """Return the cells from the lowest row up, the last cell of each row before its others."""
    *first, last = columns
    return [(row, column) for row in reversed(range(len(ROWS))) for column in (last, *first)]


IN_ROWS = [cell for row in ROWS for cell in row]


def test_rows_drawn_from_the_foot_up_and_from_their_last_cell_are_read_in_order() -> None:
    assert _lines(_page(_scattered())) == IN_ROWS


def test_a_column_that_stands_apart_in_the_file_is_read_in_its_rows() -> None:
    column = [(row, 0) for row in range(len(ROWS))]

    assert _lines(_page([*column, *_scattered((1, 2, 3))])) == IN_ROWS
    assert _lines(_page([*_scattered((1, 2, 3)), *column])) == IN_ROWS


def test_rows_that_a_file_has_by_twos_are_read_in_order() -> None:
    """From the foot up: the last cell of the upper row, the lower row, and the rest of the upper one."""
    cells = [
        cell
        for low in range(len(ROWS) - 1, 0, -2)
        for cell in [(low - 1, 3), (low, 1), (low, 2), (low, 3), (low - 1, 1), (low - 1, 2)]
    ]
    column = [(row, 0) for row in range(len(ROWS))]

    assert _lines(_page([*column, *cells])) == IN_ROWS


def test_what_stands_before_and_behind_the_table_stays_there() -> None:
    page = _page(_scattered(), [(40, 300, "Source: the companies."), (40, 320, "Corrected in May.")])

    assert _lines(page) == [*IN_ROWS, "Source: the companies.", "Corrected in May."]


def test_boxes_go_with_their_cells() -> None:
    text, packed = characters(_page(_scattered()))
    boxes = memoryview(packed).cast("f")
    at = text.index("Cedar")

    assert boxes[at * 8] == pytest.approx(COLUMNS[1], abs=1)
    assert boxes[at * 8 + 5] == pytest.approx(100 + 16 * 2, abs=4)


@pytest.mark.parametrize(
    "cells",
    [
        [(row, column) for row in range(10) for column in range(4)],  # in rows
        [(row, column) for column in range(4) for row in range(10)],  # column by column: so is text in columns
        [(row, column) for column in (2, 0, 1, 3) for row in range(10)],
    ],
)
def test_cells_in_another_order_of_their_own_stay(cells: list[Cell]) -> None:
    assert _lines(_page(cells)) == [ROWS[row][column] for row, column in cells]


def test_a_table_with_cells_of_several_lines_stays() -> None:
    """Put in rows, the second line of a cell would be read behind the other cells of its row."""
    cells = [cell for cell in _scattered() if cell[0] != 2 or cell[1] == 1]
    page = _page(cells)

    assert _lines(page) == [ROWS[row][column] for row, column in cells]


def _turned_page(cells: Iterable[Cell], rotate: int) -> pymupdf.Page:
    """Return a page whose cells run up (90), upside down (180) or down (270), in rows as who turns it sees them."""
    page = pymupdf.open().new_page(width=500, height=500)
    for row, column in cells:
        x, y = COLUMNS[column], 100 + 16 * row
        place = {90: (y, 500 - x), 180: (500 - x, 500 - y), 270: (500 - y, x)}[rotate]
        page.insert_text(place, ROWS[row][column], fontsize=10, rotate=rotate)
    page.set_rotation(rotate)
    return page


def _from_the_last_cell() -> list[Cell]:
    return [(row, column) for row in range(len(ROWS)) for column in reversed(range(4))]


def test_rows_drawn_from_their_last_cell_to_their_first_are_read_in_order() -> None:
    assert _lines(_page(_from_the_last_cell())) == IN_ROWS


def test_further_lines_of_cells_stay_behind_rows_drawn_from_their_last_cell() -> None:
    page = pymupdf.open().new_page(width=500, height=500)
    wanted = []
    for row, cells in enumerate(ROWS):
        for x, words in zip(reversed(COLUMNS), reversed(cells), strict=True):
            page.insert_text((x, 60 + 32 * row), words, fontsize=10)
        page.insert_text((COLUMNS[1], 74 + 32 * row), f"and sons {row}", fontsize=10)
        wanted += [*cells, f"and sons {row}"]
    assert _lines(page) == wanted


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rows_of_a_turned_page_are_read_as_the_eye_reads_them(rotate: int) -> None:
    assert _lines(_turned_page(_from_the_last_cell(), rotate)) == IN_ROWS
    assert _lines(_turned_page(_scattered(), rotate)) == IN_ROWS


def test_line_numbers_behind_their_lines_stay_there() -> None:
    page = pymupdf.open().new_page(width=500, height=400)
    wanted = []
    for row in range(1, 11):
        page.insert_text((80, 60 + 20 * row), f"what the section says in {row}", fontsize=10)
        page.insert_text((40, 60 + 20 * row), str(row), fontsize=10)
        wanted += [f"what the section says in {row}", str(row)]
    assert _lines(page) == wanted


def test_columns_of_text_stay_columns() -> None:
    page = pymupdf.open().new_page(width=500, height=400)
    words = ["the", "company", "paid", "what", "it", "owed", "to", "all", "of", "them", "in", "full"]
    for column in (260.0, 40.0):
        for line in range(12):
            page.insert_text((column, 60 + 14 * line), f"{words[line]} {int(column)} and {line}", fontsize=10)

    assert [line.split()[1] for line in _lines(page)] == ["260"] * 12 + ["40"] * 12


def test_blocks_beside_each_other_stay_blocks() -> None:
    """Cards of a few labels and values each, drawn one by one as they are read, in rows or in columns of cards."""
    for places in ([(x, y) for y in range(4) for x in range(2)], [(x, y) for x in range(2) for y in range(4)]):
        page = pymupdf.open().new_page(width=500, height=500)
        wanted = []
        for x, y in places:
            for line, label in enumerate(("Name", "Access", "Since")):
                value = f"{label.lower()} {x} {y}"
                page.insert_text((40 + 220 * x, 60 + 80 * y + 16 * line), label, fontsize=10)
                page.insert_text((120 + 220 * x, 60 + 80 * y + 16 * line), value, fontsize=10)
                wanted += [label, value]
        assert _lines(page) == wanted


@pytest.mark.parametrize("lines", [2, 3])
def test_a_table_drawn_cell_by_cell_with_long_cells_stays(lines: int) -> None:
    """As word processors draw it: from the last line of a cell the way leads up and to the right, once a row."""
    page = pymupdf.open().new_page(width=600, height=700)
    wanted = []
    for row in range(8):
        y = 60 + row * (16 * lines + 8)
        cells = [str(row), f"Exh. {row}", *(f"line {line} of what {row} says" for line in range(lines)), f"{row} May", "read"]
        places = [(40, y), (80, y), *((160, y + 13 * line) for line in range(lines)), (360, y), (460, y)]
        for (x, at), words in zip(places, cells, strict=True):
            page.insert_text((x, at), words, fontsize=10)
        wanted += cells
    assert _lines(page) == wanted
