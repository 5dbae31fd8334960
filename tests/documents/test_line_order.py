"""Raised letters are read in their words and marks before their notes, where a file draws them after their lines."""

from __future__ import annotations

import pymupdf
import pytest

from reviewer.documents.parsing.pdf_text.characters import characters, plain_text
from reviewer.documents.parsing.pdf_text.glyphs import Letters
from reviewer.documents.parsing.pdf_text.line_order import in_order
from reviewer.documents.parsing.pdf_text.pieces import of_letters

SIZE, SMALL = 12.0, 7.0


def _page(*drawn: tuple[float, float, str, float]) -> pymupdf.Page:
    """Return a page with texts at x and baseline, of a size each, in the order in which a file has them."""
    page = pymupdf.open().new_page(width=400, height=300)
    for x, y, text, size in drawn:
        page.insert_text((x, y), text, fontsize=size, fontname="helv")
    return page


def _width(text: str, size: float = SIZE) -> float:
    return float(pymupdf.get_text_length(text, fontname="helv", fontsize=size))


def _lines(page: pymupdf.Page) -> list[str]:
    text, _ = characters(page)
    assert plain_text(page) == text
    return text.split("\n")[:-1]


def _with_raised(before: str, raised: str, after: str, *, lift: float = 4.0) -> list[tuple[float, float, str, float]]:
    """Return a line that leaves room for letters that are drawn after it."""
    x = 50 + _width(before)
    return [
        (50, 100, before, SIZE),
        (x + _width(raised, SMALL), 100, after, SIZE),
        (x, 100 - lift, raised, SMALL),
    ]


@pytest.mark.parametrize("lift", [4.0, -3.0])
def test_raised_and_lowered_letters_are_read_where_they_stand(lift: float) -> None:
    page = _page(*_with_raised("Sold in the 6", "th", " century to all", lift=lift))

    assert _lines(page) == ["Sold in the 6th century to all"]


def test_several_raised_pieces_of_one_line_are_read_each_in_its_place() -> None:
    first, second = _with_raised("From the 16", "th", " to the 12", lift=4.0), "th"
    end = first[1][0] + _width(" to the 12")
    page = _page(first[0], first[1], (end + _width(second, SMALL), 100, " centuries", SIZE), first[2], (end, 96, second, SMALL))

    assert _lines(page) == ["From the 16th to the 12th centuries"]


def test_a_raised_figure_is_no_part_of_the_number_it_stands_on() -> None:
    page = _page(*_with_raised("Sold in 2016", "3", " to all"))

    assert _lines(page) == ["Sold in 2016 3 to all"]


def test_words_that_are_put_into_a_line_later_stay_words() -> None:
    """An answer in a form, or a word between two others, set smaller and a little higher."""
    x = 50 + _width("did  ")
    page = _page((50, 100, "did          disclose the data", SIZE), (x, 97, "not", SMALL))
    assert [" ".join(line.split()) for line in _lines(page)] == ["did not disclose the data"]
    page = _page((50, 140, "Born         State", SIZE), (50 + _width("Born  "), 137, "May 1", SMALL))
    assert [" ".join(line.split()) for line in _lines(page)] == ["Born May 1 State"]


def test_boxes_go_with_their_letters() -> None:
    page = _page(*_with_raised("the 6", "th", " century"))
    text, packed = characters(page)
    boxes = memoryview(packed).cast("f")
    at = text.index("th", text.index("6"))

    assert boxes[at * 8] == pytest.approx(50 + _width("the 6"), abs=0.5)
    assert boxes[at * 8 + 5] - boxes[at * 8 + 1] < SIZE, "the small letter keeps its own height"
    assert boxes[(at + 3) * 8] > boxes[(at + 1) * 8]


def test_a_mark_is_read_before_its_note() -> None:
    page = _page(
        (60, 100, "See the letter of the company.", SIZE),
        (54, 96, "1", SMALL),
        (60, 120, "Id. at 18.", SIZE),
        (54, 116, "2", SMALL),
    )

    assert _lines(page) == ["1 See the letter of the company.", "2 Id. at 18."]


@pytest.mark.parametrize(
    ("line", "mark", "wanted"), [("Sold to all.", "12", "Sold to all.12"), ("Sold in 2016", "*3", "Sold in 2016*3")]
)
def test_a_mark_behind_the_end_of_its_line_joins_it(line: str, mark: str, wanted: str) -> None:
    end = 50 + _width(line) + 1
    rest = (50 + _width(line) + 12, 100, "Nobody was asked", SIZE)
    page = _page((50, 100, line, SIZE), rest, (end, 95, mark, SMALL), (50, 120, "before that.", SIZE))

    assert _lines(page) == [wanted, "Nobody was asked", "before that."]
    assert _lines(_page((50, 100, f"{line}  ", SIZE), (end, 95, mark, SMALL))) == [f"{wanted}  "]


def test_a_mark_behind_a_line_is_no_part_of_the_number_that_it_ends_with() -> None:
    below = (50, 120, "Nobody was asked", SIZE)
    page = _page((50, 100, "Sold in 2016", SIZE), below, (51 + _width("Sold in 2016"), 95, "3", SMALL))

    assert _lines(page) == ["Sold in 2016 3", "Nobody was asked"]


@pytest.mark.parametrize(("aside", "lower", "raised"), [(9, -5, "12"), (1, -5, "new"), (1, 4, "12")])
def test_what_stands_far_behind_a_line_or_is_no_mark_does_not_join_it(aside: float, lower: float, raised: str) -> None:
    below = (50, 120, "Nobody was asked", SIZE)
    page = _page((50, 100, "Sold to all.", SIZE), below, (50 + _width("Sold to all.") + aside, 100 + lower, raised, SMALL))

    assert _lines(page) == ["Sold to all.", "Nobody was asked", raised]


def test_the_parts_of_a_fraction_stay_apart() -> None:
    gap = _width("12", SMALL)
    page = _page(
        (50, 100, "about 3", SIZE), (50 + _width("about 3") + gap, 100, " cups of it", SIZE),
        (50 + _width("about 3"), 95, "1", SMALL), (50 + _width("about 3"), 103, "2", SMALL),
    )  # fmt: skip

    assert "about 312" not in "".join(_lines(page))
    assert "about 321" not in "".join(_lines(page))


@pytest.mark.parametrize(
    "stray",
    [
        (300, 96, "9", SMALL),  # behind the line's end
        (60, 150, "9", SMALL),  # on another line
        (20, 96, "9", SMALL),  # far before the line
        (60, 96, "unfair", SMALL),  # too long
    ],
)
def test_what_belongs_to_no_line_stays_where_the_file_has_it(stray: tuple[float, float, str, float]) -> None:
    page = _page((50, 100, "The partners were paid.", SIZE), stray)

    assert _lines(page) == ["The partners were paid.", stray[2]]


def test_letters_of_the_lines_own_size_are_not_put_into_its_gaps() -> None:
    page = _page((50, 100, "Paid", SIZE), (150, 100, "today", SIZE), (100, 97, "ab", SIZE))

    assert "Paidab" not in "".join(_lines(page))


def test_letters_over_letters_are_not_put_between_them() -> None:
    page = _page(
        (50, 100, "The partners were paid.", SIZE), (52 + _width("The"), 96, "ab", SMALL), (58 + _width("The p"), 97, "th", SMALL)
    )

    assert "pthartners" not in "".join(_lines(page))


def test_turned_lines_stay_as_they_are() -> None:
    page = pymupdf.open().new_page(width=400, height=300)
    page.insert_text((100, 250), "the 6   century", fontsize=SIZE, rotate=90)
    page.insert_text((96, 225), "th", fontsize=SMALL, rotate=90)
    plain = page.get_textpage().extractText()

    assert characters(page)[0].split() == plain.split()


def test_nothing_is_lost_or_made_up() -> None:
    page = _page(*_with_raised("the 6", "th", " century"), (60, 140, "Id. at 18.", SIZE), (54, 136, "2", SMALL))
    plain = page.get_textpage().extractText()

    assert sorted("".join(plain.split())) == sorted("".join(characters(page)[0].split()))


def test_lines_without_letters_stay() -> None:
    lines: list[Letters] = [[], [(" ", (0.0,) * 8)]]
    assert [one.letters for one in in_order([of_letters(line) for line in lines])] == lines
