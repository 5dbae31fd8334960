"""What a drag takes: text, quads, and over page ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.pointing import caret_at
from reviewer.documents.text.selecting.selection import Selection, select
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Rect, page_rotation
from tests.documents.layouts import HEIGHT, LEADING, REPEATABLE, WIDTH, column, middle, page_text, plain_page

LINES = ["The partner app may send", "and read messages.  ", "", "It was never used so."]


def at(offset: int, page: int = 0) -> TextPosition:
    return TextPosition(page, offset)


def taken(text: PageText, words: str) -> Selection:
    start = text.text.index(words)
    return select({text.page: text}, at(start, text.page), at(start + len(words), text.page))


def rects(selection: Selection) -> list[Rect]:
    return [one.quad.rect for one in selection.quads]


def test_quads_are_one_a_line_and_as_wide_as_the_words_taken() -> None:
    text = page_text(*column(72, 100, LINES))
    selection = taken(text, "app may send\nand read")
    first = 72 + WIDTH * len("The partner ")
    assert rects(selection) == [
        Rect(first, 100, first + WIDTH * len("app may send"), 100 + HEIGHT),
        Rect(72, 100 + LEADING, 72 + WIDTH * len("and read"), 100 + LEADING + HEIGHT),
    ]


def test_white_space_at_the_ends_is_not_taken() -> None:
    text = page_text(*column(72, 100, LINES))
    whole = text.text.index("read messages.  \n\n")
    selection = select({0: text}, at(whole - 1), at(whole + len("read messages.  \n\n")))
    assert selection.text == "read messages."
    assert (selection.start, selection.end) == (at(whole), at(whole + 14))
    assert rects(selection) == [Rect(72 + 4 * WIDTH, 115, 72 + 18 * WIDTH, 127)]


def test_white_space_alone_is_nothing() -> None:
    text = page_text(*column(72, 100, LINES))
    gap = text.text.index("  \n\n")
    selection = select({0: text}, at(gap), at(gap + 4))
    assert selection.empty
    assert selection.quads == ()
    assert not selection.text


def test_spaces_at_a_line_end_inside_a_selection_are_not_painted() -> None:
    text = page_text(*column(72, 100, LINES))
    assert rects(taken(text, "messages.  \n\nIt"))[0].x1 == 72 + WIDTH * len("and read messages.")


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_text_gets_turned_quads(degrees: int) -> None:
    turn = page_rotation(612, 792, degrees)
    upright = taken(page_text(*column(72, 100, LINES)), "may send\nand read")
    turned = taken(page_text(*column(72, 100, LINES), turned=turn), "may send\nand read")
    for one, other in zip(upright.quads, turned.quads, strict=True):
        expected = turn.apply_quad(one.quad)
        for wanted, found in zip(expected.points, other.quad.points, strict=True):
            assert (found.x, found.y) == pytest.approx((wanted.x, wanted.y), abs=1e-3)


def test_selection_over_a_page_end_has_quads_on_both_pages() -> None:
    pages = {4: page_text(*column(72, 700, ["Ends with these"]), page=4), 5: page_text((72, 60, "words of the next."), page=5)}
    selection = select(pages, at(10, 4), at(5, 5))
    assert selection.text == "these\nwords"
    assert [one.page for one in selection.quads] == [4, 5]
    assert (selection.start, selection.end) == (at(10, 4), at(5, 5))


def test_selection_that_ends_in_the_white_space_of_the_next_page_stays_on_its_own() -> None:
    pages = {0: plain_page("last words\n"), 1: plain_page("\n \nNext page\n", page=1)}
    selection = select(pages, at(5, 0), at(2, 1))
    assert (selection.start, selection.end) == (at(5), at(10))
    assert [one.page for one in selection.quads] == [0]


def test_page_whose_text_does_not_end_in_a_line_end_still_ends_a_line() -> None:
    selection = select({0: plain_page("one"), 1: plain_page("two", page=1)}, at(0), at(3, 1))
    assert selection.text == "one\ntwo"


def test_dragging_upwards_takes_the_same() -> None:
    text = page_text(*column(72, 100, LINES))
    assert select({0: text}, at(30), at(4)) == select({0: text}, at(4), at(30))


def test_text_not_yet_there_is_left_out_of_the_preview() -> None:
    pages = {0: plain_page("first page"), 2: plain_page("third page", page=2)}
    assert select(pages, at(0), at(5, 2)).text == "first page\nthird"


def test_emoji_are_one_character_each() -> None:
    text = page_text((72, 100, "🙂🙂 granted 🙂"))
    selection = select({0: text}, at(3), at(10))
    assert selection.text == "granted"
    assert rects(selection) == [Rect(72 + 3 * WIDTH, 100, 72 + 10 * WIDTH, 112)]


def test_drag_down_one_column_takes_nothing_of_the_other() -> None:
    left, right = ["alpha beta", "gamma delta", "epsilon"], ["one two", "three four", "five six"]
    text = page_text(*column(60, 100, left), *column(200, 100, right))
    start, end = caret_at(text, Point(55, 105)), caret_at(text, Point(130, 160))
    assert select({0: text}, at(start), at(end)).text == "\n".join(left)


def test_line_end_inside_one_printed_line_makes_no_second_quad() -> None:
    text = page_text((72, 100, "SEC. 2."), (72 + 7.8 * WIDTH, 100, "DEFINITIONS"), (72, 115, "In this Act"))
    assert len(taken(text, "SEC. 2.\nDEFINITIONS").quads) == 1


def test_places_outside_the_text_mean_its_ends() -> None:
    text = plain_page("short")
    assert select({0: text}, at(-3), at(99)).text == "short"


def running_pages(*bodies: str, first: int = 3) -> dict[int, PageText]:
    """Return pages with a header and a numbered footer around each body; the header says which side of the sheet it is."""
    return {
        first + number: page_text(
            (72, 40, "Partner register"),
            *column(72, 100, body.split("\n")),
            (500, 760, f"Page {first + number + 1} of 14"),
            page=first + number,
        )
        for number, body in enumerate(bodies)
    }


def whole(pages: dict[int, PageText], words_from: str, words_to: str) -> Selection:
    first, last = min(pages), max(pages)
    start = at(pages[first].text.index(words_from), first)
    return select(pages, start, at(pages[last].text.index(words_to) + len(words_to), last))


def words_of(pages: dict[int, PageText], selection: Selection) -> list[str]:
    """Return the words under each quad."""
    return [
        "".join(
            char
            for offset, char in enumerate(pages[one.page].text)
            if char != "\n" and one.quad.rect.contains(middle(pages[one.page], offset))
        )
        for one in selection.quads
    ]


def test_header_and_footer_between_two_pages_are_not_marked() -> None:
    pages = running_pages("It was given\nthe ability to", "read and write\nevery thread.", "Then it\nwas switched off.")
    selection = whole(pages, "the ability", "Then")
    assert words_of(pages, selection) == ["the ability to", "read and write", "every thread.", "Then"]
    assert selection.text == "the ability to\nread and write\nevery thread.\nThen"


def test_what_is_marked_by_itself_is_marked_though_it_is_a_header() -> None:
    pages = running_pages("It was given", "the ability")
    assert words_of(pages, whole(pages, "Page 4", "Partner register")) == ["Page 4 of 14", "Partner register"]
    one_page = {3: pages[3]}
    assert words_of(one_page, whole(one_page, "Partner", "14")) == ["Partner register", "It was given", "Page 4 of 14"]


@pytest.mark.parametrize(
    ("last", "first"),
    [("Total 120 140", "Total 130 150"), ("I agree", "I disagree"), ("Row 5", "Row 15"), ("in 2017", "in 2016")],
)
def test_lines_that_only_look_alike_are_marked(last: str, first: str) -> None:
    pages = {0: page_text((72, 60, "Top"), (72, 100, last), page=0), 1: page_text((72, 60, "Other"), (72, 100, first), page=1)}
    assert words_of(pages, whole(pages, "Top", first)) == ["Top", last, "Other", first]


def test_the_same_line_elsewhere_on_the_page_is_marked() -> None:
    pages = {0: page_text((72, 60, "Signed"), (72, 100, "Yes"), page=0), 1: page_text((72, 130, "Yes"), (72, 160, "End"), page=1)}
    assert words_of(pages, whole(pages, "Signed", "End")) == ["Signed", "Yes", "Yes", "End"]


def test_pages_that_are_all_alike_have_no_headers() -> None:
    pages = {number: page_text(*column(72, 100, ["Name", "Date", "Signature"]), page=number) for number in range(3)}
    assert len(whole(pages, "Name", "Signature").quads) == 9


page_strings = st.text(alphabet="ab -\n\t🙂é\u00a0", max_size=60)


@REPEATABLE
@given(st.lists(page_strings, min_size=1, max_size=3), st.tuples(*[st.integers(0, 70)] * 2), st.tuples(*[st.integers(0, 2)] * 2))
def test_selection_is_the_text_between_without_white_space_at_the_ends(
    texts: list[str], offsets: tuple[int, int], on: tuple[int, int]
) -> None:
    pages = {index: plain_page(text, index, top=72 + 4 * index) for index, text in enumerate(texts)}  # no line runs
    places = [TextPosition(min(page, len(texts) - 1), offset) for page, offset in zip(on, offsets, strict=True)]
    low, high = sorted(TextPosition(one.page, min(one.offset, len(texts[one.page]))) for one in places)
    selection = select(pages, *places)
    if low.page == high.page:
        assert selection.text == texts[low.page][low.offset : high.offset].strip()
    assert selection.text == selection.text.strip()
    assert selection.empty == (selection.text == "") == (not selection.quads)
    if not selection.empty:
        assert low <= selection.start < selection.end <= high
        assert select(pages, selection.start, selection.end) == selection
    painted = sum(one.quad.rect.width for one in selection.quads)
    visible = sum(not char.isspace() for char in selection.text)
    assert painted >= visible * WIDTH - 1e-3
