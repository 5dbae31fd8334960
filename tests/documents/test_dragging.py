"""What a drag takes: in rows of one and of two directions, with blanks between words, and over several rows."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.dragging import dragged, outer_end
from reviewer.documents.text.selecting.selection import select
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point
from tests.documents.layouts import HEIGHT, LEADING, REPEATABLE, WIDTH, column, middle, page_text, shown_page

TOP = 100.0
GAP = 60.0
"""Between two cells of a row: more than a line is joined over, less than a wide gutter."""
WORDS = ["שלום", "אב", "الله", "Fab", "Inc.", "(אב)", "(Fab)", "12", "3.5", "١٤", "١٤٣٤", "«אב»"]
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


BLANKS = st.tuples(st.floats(0, GAP / 2), st.floats(0, GAP / 2))
TABLES = st.integers(1, 3).flatmap(lambda wide: st.lists(st.lists(LINES, min_size=wide, max_size=wide), min_size=1, max_size=4))


def over(text: PageText, one: Point, other: Point) -> str:
    """Return what a drag takes, in either direction."""
    there, back = ([TextPosition(0, at) for at in dragged(text, *ends)] for ends in ((one, other), (other, one)))
    taken = select({0: text}, *there)
    assert select({0: text}, *back).text == taken.text
    return taken.text


def in_row(text: PageText, x0: float, x1: float, y: float = TOP + HEIGHT / 2) -> str:
    return over(text, Point(x0, y), Point(x1, y))


def places(rows: list[list[str]], *, at_right: bool) -> list[tuple[float, float, str]]:
    """Return where cells begin that stand under one another at the left or the right of their columns, and what they say."""
    width = [max(len(row[at]) for row in rows) * WIDTH for at in range(len(rows[0]))]
    return [
        (100.0 + sum(width[:at]) + at * GAP + at_right * (width[at] - len(words) * WIDTH), TOP + number * LEADING, words)
        for number, row in enumerate(rows)
        for at, words in enumerate(row)
    ]


@REPEATABLE
@given(TABLES, st.booleans(), st.booleans(), st.integers(0, 20), BLANKS)
def test_a_drag_over_a_cell_from_the_blanks_beside_it_takes_that_cell(
    rows: list[list[str]], from_right: bool, at_right: bool, number: int, blanks: tuple[float, float]
) -> None:
    before, after = blanks
    cells = places(rows, at_right=at_right)
    wide = len(rows[0])
    read = [cell for at in range(0, len(cells), wide) for cell in cells[at : at + wide][:: -1 if from_right else 1]]
    text = shown_page(*read, from_right=from_right)
    x, y, words = cells[number % len(cells)]
    assert in_row(text, x - before, x + len(words) * WIDTH + after, y + HEIGHT / 2) == words


@REPEATABLE
@given(LINES, st.booleans(), st.integers(0, 5), st.floats(0, 0.45), st.floats(0, 0.45))
def test_a_drag_over_a_word_from_the_spaces_beside_it_takes_that_word(
    line: str, from_right: bool, number: int, before: float, after: float
) -> None:
    text = shown_page((100, TOP, line), from_right=from_right)
    words = line.split(" ")
    at = number % len(words)
    start = len(" ".join([*words[:at], ""]))
    boxes = [text.quad(offset).rect for offset in range(start, start + len(words[at]))]
    low, high = min(one.x0 for one in boxes), max(one.x1 for one in boxes)
    assume(high - low == len(words[at]) * WIDTH)  # in a line of two directions a word may stand in two parts
    assert in_row(text, low - before * WIDTH, high + after * WIDTH) == words[at]


@REPEATABLE
@given(LINES, LINES, st.booleans(), st.floats(-20, 400), st.floats(-20, 400))
def test_a_drag_in_a_row_takes_the_least_passage_with_all_it_was_over(
    one: str, other: str, from_right: bool, x0: float, x1: float
) -> None:
    text = shown_page((100, TOP, one), (100 + WIDTH * len(one) + GAP, TOP, other), from_right=from_right)
    low, high = sorted((x0 + 80, x1 + 80))
    under = [at for at, char in enumerate(text.text) if not char.isspace() and low <= middle(text, at).x < high]
    taken = text.text[under[0] : under[-1] + 1] if under else ""
    assert in_row(text, low, high) == taken


def test_the_end_of_the_press_comes_first() -> None:
    text = shown_page((100, TOP, "שלום עולם"))
    right, left = Point(100 + 9 * WIDTH, TOP + 6), Point(100 + 5 * WIDTH, TOP + 6)
    assert dragged(text, right, left) == (0, 4)
    assert dragged(text, left, right) == (4, 0)


def test_a_drag_over_blank_paper_takes_nothing() -> None:
    text = page_text((100, TOP, "left"), (300, TOP, "right"))
    assert in_row(text, 150, 290) == in_row(text, 330, 590) == ""
    assert dragged(page_text(), Point(1, 1), Point(9, 9)) == (0, 0)


def test_a_drag_from_the_gutter_takes_the_line_and_not_what_is_read_up_to_the_next_column() -> None:
    text = page_text(*column(60, TOP, ["one", "two", "three"]), *column(160, TOP, ["four", "five", "six"]))
    assert in_row(text, 150, 60, TOP + 20) == "two"
    assert in_row(text, 90, 190, TOP + 20) == "five"
    assert in_row(text, 60, 190, TOP + 20) == "two\nthree\nfour\nfive"


def test_a_drag_to_below_a_column_takes_its_rest() -> None:
    text = page_text(*column(60, TOP, ["one", "two"]), *column(160, TOP, ["four", "five", "six"]))
    assert over(text, Point(60, TOP + 20), Point(75, TOP + 40)) == "two"


def test_text_that_is_there_twice_is_taken_once() -> None:
    cells = [(100.0, TOP, "left"), (200.0, TOP, "middle"), (300.0, TOP, "right"), (100.0, TOP + 300, "far below")]
    text = page_text(*cells, *cells)
    assert in_row(text, 95, 400) == "left\nmiddle\nright"


def test_a_drag_over_a_line_and_its_number_at_the_margin_takes_the_line() -> None:
    numbers = [(60.0, TOP + 15 * at, str(at + 1)) for at in range(8)]
    text = page_text(*numbers, *column(100, TOP, [f"what line {at} of a bill says" for at in range(8)]))
    assert text.margin_numbers
    assert in_row(text, 50, 400, TOP + 3 * LEADING + 6) == "what line 3 of a bill says"
    assert in_row(text, 50, 70, TOP + 3 * LEADING + 6) == "4"


def test_a_letter_is_taken_with_its_accent() -> None:
    text = page_text((100, TOP, "ae\u0301x"))
    assert in_row(text, 100 + WIDTH, 100 + 1.8 * WIDTH) == in_row(text, 100 + 2.2 * WIDTH, 100 + 3 * WIDTH) == "e\u0301"


@pytest.mark.parametrize("line", ["١٤ إبريل ١٤٣٤", "שלום Ada 12", "12 Ada שלום"])
def test_a_drag_down_from_the_edge_of_a_line_and_one_down_to_its_edge_take_all_of_it(line: str) -> None:
    text = shown_page((100, TOP, line), (100, TOP + LEADING, line))
    left, right = 101.0, 99 + WIDTH * len(line)
    assert over(text, Point(right, TOP + 6), Point(left, TOP + LEADING + 6)) == f"{line}\n{line}"
    pages = {page: PageText(page, text.text, text.boxes, "test 1") for page in (0, 1)}
    start, end = (outer_end(text, Point(x, TOP + 6), first=first) for x, first in ((right, True), (left, False)))
    assert select(pages, TextPosition(0, start), TextPosition(1, end)).text == f"{line}\n{line}\n{line}"


def test_a_drag_down_from_within_a_word_of_the_other_direction_takes_the_rest_of_the_line() -> None:
    text = shown_page((100, TOP, "It says שלום here"), (100, TOP + LEADING, "and there"), from_right=False)
    third = 100 + 10 * WIDTH
    assert over(text, Point(third, TOP + 6), Point(100 + 3 * WIDTH, TOP + LEADING + 6)) == "שלום here\nand"


def test_who_lets_go_on_blank_paper_above_a_column_means_what_was_passed() -> None:
    """The second column is nearer, but the first one, which is read before it, was never dragged over."""
    head = column(150, TOP, ["a title", "its author"])
    text = page_text(*head, *column(60, TOP + 90, ["one", "two"]), *column(260, TOP + 80, ["three", "four"]))
    start = middle(text, text.text.index("title"))
    assert over(text, Point(start.x - WIDTH / 2, start.y), Point(270, TOP + 70)) == "title\nits author"


def test_who_lets_go_on_blank_paper_below_a_column_on_the_way_up_means_what_was_passed() -> None:
    foot = column(150, TOP + 200, ["a note", "of two lines"])
    text = page_text(*column(60, TOP, ["one", "two"]), *column(260, TOP, ["three", "four"]), *foot)
    assert over(text, Point(70, TOP + 60), middle(text, text.text.index("note") + 4)) == "a note"


def test_of_what_was_passed_the_last_line_is_meant_however_far_aside_it_stands() -> None:
    head = [(60.0, TOP, "a title over the whole page"), (150.0, TOP + LEADING, "author")]
    text = page_text(*head, *column(60, TOP + 80, ["one", "two"]))
    start = middle(text, text.text.index("title"))
    assert over(text, Point(start.x - WIDTH / 2, start.y), Point(70, TOP + 70)).endswith("\nauthor")


def test_a_drag_far_above_the_lines_takes_none_of_them_and_one_beside_them_does() -> None:
    text = page_text(*column(60, TOP, ["one", "two", "three"]))
    assert over(text, Point(40, TOP - 60), Point(200, TOP - 40)) == ""
    assert over(text, Point(300, TOP + 200), Point(90, TOP + 220)) == ""
    assert over(text, Point(200, TOP + 3), Point(220, TOP + 2 * LEADING + 4)) == "two\nthree", "beside the lines"
    assert over(text, Point(40, TOP - 5), Point(80, TOP - 4)) == "one", "a hand misses a line by less than its height"


def test_full_stops_between_words_that_are_blacked_out_are_nothing_to_take() -> None:
    text = page_text((60, TOP, "."), (160, TOP, ","), (60, TOP + LEADING, ". ."))
    assert over(text, Point(50, TOP + 2), Point(200, TOP + LEADING + 4)) == ""
    for sign in ("€", "§", "%", "*", "\ue0a1"):  # the last one as fonts without a mapping have them
        assert over(page_text((60, TOP, sign)), Point(50, TOP + 2), Point(80, TOP + 4)) == sign


def test_a_hand_may_miss_a_line_by_its_height_and_no_more() -> None:
    text, alone = page_text(*column(60, TOP, ["one", "two", "three"])), page_text((60, TOP, "one"))
    below = TOP + 2 * LEADING + HEIGHT
    assert over(alone, Point(50, TOP - 3 * HEIGHT), Point(200, TOP + 4 * HEIGHT)) == "one", "it was dragged through"
    assert over(text, Point(50, below + 0.5 * HEIGHT), Point(200, below + 4 * HEIGHT)) == "three"
    assert over(text, Point(50, below + 2 * HEIGHT), Point(200, below + 2.2 * HEIGHT)) == ""
    assert over(text, Point(50, TOP - 2.2 * HEIGHT), Point(200, TOP - 2 * HEIGHT)) == ""


def test_signs_that_nobody_sees_say_nothing() -> None:
    text = page_text((60, TOP, "\u200b\u200b"))
    assert over(text, Point(50, TOP + 2), Point(200, TOP + 4)) == ""


BELOW = TOP + 30 * LEADING
NOTES_FIRST = page_text(
    *column(300, BELOW, ["1 a note", "2 a note"]),
    *column(60, TOP, ["left one", "left two", "left three"]),
    *column(300, TOP, ["right one", "right two", "right three"]),
)
"""A page of two columns whose notes below the second one come first in its text."""


def drag(one: Point, other: Point) -> str:
    start, end = sorted(dragged(NOTES_FIRST, one, other))
    return NOTES_FIRST.text[start:end].strip()


@pytest.mark.parametrize("y", [BELOW + 6, BELOW + LEADING + 6, BELOW + 9 * LEADING], ids=["note", "last note", "margin"])
def test_a_drag_down_a_column_into_notes_that_are_read_first_takes_the_lines_it_passed(y: float) -> None:
    begun = Point(300 + 6 * WIDTH, TOP + LEADING + 6)
    assert drag(begun, Point(330, y)) == "two\nright three"
    assert drag(begun, Point(330, TOP + 2 * LEADING + 6)) == "two\nright"


@pytest.mark.parametrize("right", [290.0, 295.0])
def test_who_lets_go_in_the_gutter_has_not_been_over_the_next_column(right: float) -> None:
    """Though that is nearer, and its lines stand a little higher or lower."""
    left = ["left one of a column", "left two of a column", "left three"]
    text = page_text(*column(60, TOP, left), *column(300, TOP - 4, ["right one", "right two", "right three"]))
    assert over(text, Point(60 + 5 * WIDTH, TOP + LEADING + 6), Point(right, TOP + LEADING + 5)) == "two of a column"
    assert over(text, Point(60 + 5 * WIDTH, TOP + 6), Point(right, TOP + LEADING + 5)) == "one of a column\nleft two of a column"
    assert over(text, Point(60, TOP + 6), Point(301 + 5 * WIDTH, TOP + 2)).endswith("left three\nright")


def test_a_drag_up_from_such_notes_takes_the_lines_it_passed_and_one_within_them_takes_them() -> None:
    assert drag(Point(300 + 6 * WIDTH, BELOW + LEADING + 6), Point(300 + 6 * WIDTH, TOP + 6)) == "one\nright two\nright three"
    assert drag(Point(300 + 2 * WIDTH, BELOW + 6), Point(300 + 8 * WIDTH, BELOW + LEADING + 6)) == "a note\n2 a note"


def test_a_drag_into_another_column_takes_what_is_read_in_between() -> None:
    assert drag(Point(60, TOP + LEADING + 6), Point(300 + 5 * WIDTH, TOP + 6)) == "left two\nleft three\nright"


BODY = ["one of a page", "two of a page", "three of a page", "four of a page", "five of a page"]
STRAY = page_text((200, 700, "- 6 -"), *column(60, TOP, BODY), (60, 20, "Case 20-1507 Page 6"))
"""A page with its footer first in the text and its header last."""


@pytest.mark.parametrize("point", [Point(210, 706), Point(60, 760), Point(500, 706)], ids=["on it", "below it", "beside it"])
def test_a_drag_to_a_later_page_from_a_footer_that_is_read_first_takes_none_of_its_page(point: Point) -> None:
    assert STRAY.text[outer_end(STRAY, point, first=True) :].strip() == "Case 20-1507 Page 6"


def test_a_drag_from_an_earlier_page_past_a_header_that_is_read_last_takes_what_it_passed() -> None:
    assert outer_end(STRAY, Point(120, 26), first=False) == len("- 6 -\n")
    end = outer_end(STRAY, Point(60 + 3 * WIDTH, TOP + LEADING + 6), first=False)
    assert STRAY.text[:end].endswith("one of a page\ntwo")


def test_a_drag_over_pages_takes_nothing_of_a_page_of_columns_that_it_begins_below_or_ends_above() -> None:
    left, right = (column(x, TOP, [f"{name} {at}" for at in range(4)]) for x, name in ((60, "left"), (300, "right")))
    text = page_text(*left, *right)
    for x in (70, 200, 320):
        assert not text.text[outer_end(text, Point(x, TOP + 4 * LEADING + 30), first=True) :].strip()
        assert not text.text[: outer_end(text, Point(x, TOP - 30), first=False)].strip()
    assert text.text[outer_end(text, Point(60, TOP + 3 * LEADING + 6), first=True) :].startswith("left 3\nright 0")


def test_a_drag_from_the_last_line_to_such_a_footer_takes_the_line_and_one_within_it_takes_it() -> None:
    last = Point(60 + 8 * WIDTH, TOP + 4 * LEADING + 6)
    for point in (Point(210, 706), Point(60, 740)):
        start, end = dragged(STRAY, last, point)
        assert STRAY.text[start:end].strip() == "a page"
    assert over(STRAY, Point(200, 706), Point(240, 706)) == "- 6 -"
    assert over(STRAY, Point(60, 26), Point(60 + 4 * WIDTH, 26)) == "Case"


def test_who_begins_in_the_gutter_and_ends_behind_a_short_line_takes_lines_of_that_column_alone() -> None:
    left = [f"left {at} of a column" for at in range(6)]
    right = ["right one of a column", "right two of a column", "right end."]
    text = page_text(*column(60, TOP, left), *column(60 + 22 * WIDTH, TOP - 2, right))
    begins = Point(60 + 19.5 * WIDTH, TOP + 4)
    for end in (Point(60 + 36 * WIDTH, TOP + 2 * LEADING + 3), Point(600, TOP + 2 * LEADING + 3)):
        assert over(text, begins, end) == "\n".join(right)


def notes_first(page: int) -> PageText:
    """Return a page whose running foot and notes, two lines each, come before its body."""
    body = [f"line {number} of {'abcd'[page]}" for number in ("one", "two", "three", "four", "five", "six")]
    foot = [(300.0, 740.0, f"Institute {page}"), (300.0, 755.0, "of Law")]
    return page_text(
        (72, 30, "Law Library"), *column(72, 690, ["9 a note", "10 a note"]), *foot, *column(72, TOP, body), page=page
    )


def test_notes_and_feet_that_are_read_first_are_none_of_a_sentence_over_the_page() -> None:
    pages = {page: notes_first(page) for page in range(4)}
    high = TextPosition(2, outer_end(pages[2], Point(72 + 8 * WIDTH, TOP + 6), first=False))

    def taken(point: Point) -> str:
        return select(pages, TextPosition(1, outer_end(pages[1], point, first=True)), high).text

    assert taken(Point(72, TOP + 5 * LEADING + 6)) == "line six of b\nline one"
    assert taken(Point(80, 745)) == "line one", "the foot is none of the sentence, and the page above it is not meant"
    assert over(pages[1], Point(72, 695), Point(72 + 9 * WIDTH, 710)) == "9 a note\n10 a note"


def test_a_drag_that_begins_at_the_number_of_a_line_takes_the_line_and_not_what_is_read_after_the_numbers() -> None:
    lines = [f"what line {at} of a bill says" for at in range(8)]
    numbers = [(60.0, TOP + LEADING * at, str(at + 1)) for at in range(8)]
    text = page_text((300, 20, "Official"), *numbers, *column(100, TOP, lines))
    assert text.margin_numbers
    for x in (50, 62, 75):
        start, end = dragged(text, Point(x, TOP + 3 * LEADING + 6), Point(100 + 11 * WIDTH, TOP + 4 * LEADING + 6))
        assert text.text[start:end] == "what line 3 of a bill says\nwhat line 4"


def test_a_raised_mark_that_is_read_behind_its_line_is_taken_with_it() -> None:
    text = page_text((80, TOP, "Sue Rowland, Veiling in"), (72, TOP - 2, "17"), (72, TOP + LEADING, "the Empire (1992)."))
    assert over(text, Point(71, TOP + 3), Point(72 + 10 * WIDTH, TOP + LEADING + 6)) == "Sue Rowland, Veiling in\n17\nthe Empire"


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_drag_along_a_short_line_means_it_though_another_line_is_nearer_to_where_it_ends(where: str) -> None:
    header, body = (60.0, TOP - 14, "Case 20-15"), column(60, TOP, [f"{line} that goes on to the right" for line in BODY])
    text = page_text(*([header, *body] if where == "first" else [*body, header]))
    assert over(text, Point(40, TOP - 6), Point(230, TOP - 4)) == "Case 20-15"
    assert over(text, Point(60 + 5 * WIDTH, TOP - 6), Point(230, TOP - 4)) == "20-15"
    assert over(text, Point(150, TOP - 4), Point(230, TOP - 4)) != "Case 20-15", "that was not along it"


def test_a_drag_along_a_line_to_another_one_that_stands_a_little_lower_takes_that_too() -> None:
    text = page_text((72, TOP, "GOVERNOR"), (220, TOP + 7, "SENATE SEAT"))
    assert over(text, Point(73, TOP + 5), Point(220 + 11 * WIDTH, TOP + 10)) == "GOVERNOR\nSENATE SEAT"
    assert over(text, Point(80, TOP + 5), Point(200, TOP + 10)) == "OVERNOR"
