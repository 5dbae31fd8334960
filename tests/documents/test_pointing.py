"""Where a point on the page falls: carets, characters, words and lines."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.lines import Extent, Frame, visual_lines
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.pointing import caret_at, char_at, line_span, word_span
from reviewer.model.geometry import Point, page_rotation
from tests.documents.layouts import HEIGHT, REPEATABLE, WIDTH, column, middle, page_text, plain_page

LEFT = ["The app was given", "the ability to", "read messages."]
RIGHT = ["It was switched off", "after a year, yet", "the access was", "still there in", "the year after."]

COLUMNS = [*column(60, 100, LEFT), *column(320, 100, RIGHT)]
TURNED = {degrees: page_text(*COLUMNS, turned=page_rotation(612, 792, degrees)) for degrees in (0, 90, 180, 270)}


@pytest.fixture
def two_columns() -> PageText:
    return page_text(*COLUMNS)


def offset_of(text: PageText, words: str) -> int:
    return text.text.index(words)


def test_left_half_of_a_character_is_before_it_and_right_half_after() -> None:
    text = page_text((100, 100, "abc"))
    assert caret_at(text, Point(100 + WIDTH * 1.2, 105)) == 1
    assert caret_at(text, Point(100 + WIDTH * 1.8, 105)) == 2


def test_page_without_text_has_one_place() -> None:
    assert caret_at(page_text(), Point(10, 10)) == 0
    assert char_at(page_text(), Point(10, 10)) is None


def test_point_in_the_gutter_belongs_to_the_nearest_column(two_columns: PageText) -> None:
    left_end = 60 + WIDTH * len(LEFT[0])
    assert caret_at(two_columns, Point(left_end + 20, 106)) == len(LEFT[0])
    assert caret_at(two_columns, Point(310, 106)) == offset_of(two_columns, RIGHT[0])


def test_space_right_of_a_short_line_belongs_to_its_own_column(two_columns: PageText) -> None:
    # "the ability to" ends at x = 144; at x = 160 its column goes on, though nothing is printed there
    assert caret_at(two_columns, Point(160, 121)) == offset_of(two_columns, "the ability to") + len("the ability to")


def test_below_the_last_line_of_a_column_is_its_end(two_columns: PageText) -> None:
    end = offset_of(two_columns, LEFT[2]) + len(LEFT[2])
    assert caret_at(two_columns, Point(80, 165)) == end
    assert caret_at(two_columns, Point(62, 700)) == end
    assert caret_at(two_columns, Point(330, 700)) == len(two_columns.text) - 1


def test_above_the_first_line_is_the_start_of_the_column(two_columns: PageText) -> None:
    assert caret_at(two_columns, Point(130, 20)) == 0
    assert caret_at(two_columns, Point(400, 20)) == offset_of(two_columns, RIGHT[0])


def test_margin_beside_a_line_is_its_end_or_its_start(two_columns: PageText) -> None:
    second = offset_of(two_columns, LEFT[1])
    assert caret_at(two_columns, Point(5, 121)) == second
    third = offset_of(two_columns, RIGHT[2])
    assert caret_at(two_columns, Point(590, 136)) == third + len(RIGHT[2])


def test_beside_a_short_cell_of_a_table_read_row_by_row_is_its_own_row() -> None:
    rows = [("one", "wide enough"), ("x", "an even wider cell"), ("three", "no")]
    text = page_text(*((x, 100 + 15 * at, words) for at, row in enumerate(rows) for x, words in zip((60, 300), row, strict=True)))
    for at, (left, right) in enumerate(rows):
        for x, place in ((50, left), (130, left), (290, right), (290 + 20 * WIDTH, right), (590, right)):
            end = x > 60 if place == left else x > 300
            found = caret_at(text, Point(x, 106 + 15 * at))
            assert found == offset_of(text, place + "\n") + len(place) * end


def test_beside_a_short_line_is_its_own_row_though_only_the_next_one_is_near_a_wide_line() -> None:
    lines = ["first", "second", "third", "fourth", "a line that is far wider than all of the others"]
    assert caret_at(page_text(*column(60, 100, lines)), Point(200, 106)) == len(lines[0])


def test_heading_across_the_page_does_not_draw_the_gutter_to_itself() -> None:
    text = page_text(
        (60, 40, "A heading that runs across all of the page, from left to right"),
        *column(60, 100, LEFT),
        *column(320, 100, RIGHT),
    )
    assert caret_at(text, Point(300, 136)) == offset_of(text, RIGHT[2])
    assert caret_at(text, Point(190, 136)) == offset_of(text, LEFT[2]) + len(LEFT[2])


def test_stamp_along_the_margin_does_not_take_the_points_of_the_text() -> None:
    words = "REDACTED FOR CONGRESS"
    stamp = page_text((0, 0, words), turned=page_rotation(0, 0, 270))
    text = page_text(*column(60, 100, LEFT))
    boxes = text.boxes[:]
    for at, value in enumerate(stamp.boxes):
        boxes.append(value + (30 if at % 2 == 0 else 300))
    both = PageText(0, text.text + stamp.text, boxes, "test 1")
    assert caret_at(both, Point(55, 121)) == offset_of(both, LEFT[1])
    in_stamp = char_at(both, middle(both, offset_of(both, "FOR") + 1))
    assert in_stamp == offset_of(both, "FOR") + 1
    assert line_span(both, in_stamp) == (offset_of(both, words), offset_of(both, words) + len(words))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@REPEATABLE
@given(x=st.floats(0, 590), y=st.floats(0, 300))
def test_turned_text_is_pointed_at_as_upright_text_is(degrees: int, x: float, y: float) -> None:
    turn = page_rotation(612, 792, degrees)
    turned = turn.apply(Point(x, y))
    # 32-bit corners: a point exactly on a border may fall to either side
    near = {caret_at(TURNED[0], Point(x + dx, y + dy)) for dx in (-0.01, 0, 0.01) for dy in (-0.01, 0, 0.01)}
    assert caret_at(TURNED[degrees], turned) in near


@REPEATABLE
@given(st.integers(0, 10_000))
def test_every_character_is_found_at_its_own_middle(number: int) -> None:
    text = TURNED[0]
    offset = number % len(text.text)
    if text.text[offset] != "\n":
        assert char_at(text, middle(text, offset), slack=0) == offset
        assert caret_at(text, middle(text, offset)) in {offset, offset + 1}


def test_nothing_is_under_a_point_far_from_text(two_columns: PageText) -> None:
    assert char_at(two_columns, Point(60, 60)) is None
    assert char_at(two_columns, Point(59, 105)) == 0  # within the slack


def test_right_to_left_line_counts_from_its_right_end() -> None:
    words = "שלום"
    upright = page_text((100, 100, words))
    boxes = upright.boxes[:]
    for place in range(len(words)):  # logical order: the first letter stands at the right
        boxes[place * 8 : place * 8 + 8] = upright.boxes[(3 - place) * 8 : (3 - place) * 8 + 8]
    text = PageText(0, upright.text, boxes, "test 1")
    right, left = 100 + 4 * WIDTH, 100
    assert caret_at(text, Point(right + 5, 105)) == 0
    assert caret_at(text, Point(left - 5, 105)) == 4
    assert caret_at(text, Point(right - 0.2 * WIDTH, 105)) == 0
    assert caret_at(text, Point(right - 0.8 * WIDTH, 105)) == 1


def test_caret_never_parts_a_letter_from_its_accent_or_an_emoji_from_its_tone() -> None:
    text = page_text((100, 100, "e\u0301x👍\U0001f3fdy"))
    carets = {caret_at(text, Point(100 + step * WIDTH / 4, 105)) for step in range(30)}
    assert carets == {0, 2, 3, 5, 6}


def test_offsets_count_code_points_behind_an_emoji() -> None:
    text = page_text((100, 100, "🙂🙂 granted"))
    assert word_span(text, char_at(text, middle(text, 5)) or 0) == (3, 10)


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("they don't know", "d", "don't"),
        ("the company’s app", "c", "company’s"),
        ("a well-known fact", "k", "well-known"),
        ("about 1,500.25 users", "5", "1,500.25"),
        ("ends here. Next", "h", "here"),
        ("“quoted” word", "q", "quoted"),
        ("caf\u0065\u0301 au lait", "c", "caf\u0065\u0301"),
        ("naïve_name here", "v", "naïve_name"),
        ("dash—word", "w", "word"),
        ("rest - of", "r", "rest"),
        ("soft\u00adware here", "w", "soft\u00adware"),
        ("我们没有访问カタカナ", "访", "我们没有访问"),
    ],
)
def test_word_is_what_a_person_calls_a_word(words: str, at: str, expected: str) -> None:
    start, end = word_span(plain_page(words), words.index(at))
    assert words[start:end] == expected


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
@pytest.mark.parametrize("at", ["per", "mission", "hyphen"])
def test_word_broken_by_a_hyphen_at_a_line_end_is_one_word(hyphen: str, at: str) -> None:
    text = f"was given a per{hyphen} \nmission to read"
    offset = text.index(hyphen) if at == "hyphen" else text.index(at)
    start, end = word_span(plain_page(text), offset)
    assert text[start:end] == f"per{hyphen} \nmission"


def test_dash_at_a_line_end_joins_no_words() -> None:
    text = "it stopped -\nthen it went on"
    start, end = word_span(plain_page(text), text.index("stopped"))
    assert text[start:end] == "stopped"


def test_between_words_a_double_click_takes_the_gap_or_the_sign() -> None:
    assert word_span(plain_page("a   b"), 2) == (1, 4)
    assert word_span(plain_page("a, b"), 1) == (1, 2)
    assert word_span(plain_page("ab"), 2) == (2, 2)


@REPEATABLE
@given(st.text(max_size=40), st.integers(0, 45))
def test_every_word_holds_its_own_code_point(text: str, offset: int) -> None:
    start, end = word_span(plain_page(text), offset)
    if offset < len(text) and text[offset] != "\n":
        assert start <= offset < end
    else:
        assert (start, end) == (offset, offset)


def test_an_endless_line_is_cut_so_that_no_click_takes_all_of_it() -> None:
    text = page_text((0, 100, "a" * 5_000), (5_000 * WIDTH, 100, "b" * 1_500))
    spans = [line_span(text, offset) for offset in (0, 2_500, 4_999, 6_000)]
    assert [end - start for start, end in spans] == [2_000, 2_000, 1_000, 1_500]
    assert caret_at(text, Point(4_500 * WIDTH, 106)) == 4_500


def test_lines_upon_lines_are_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: Frame, other: Frame) -> bool:
        nonlocal compared
        compared += 1
        return one == other

    monkeypatch.setattr(Frame, "same_way", counted)
    text = page_text(*[(72, 100, "x")] * 1_000)
    assert len(text.lines) == 1_000
    assert compared < 70 * 1_000
    assert char_at(text, Point(74, 106)) is not None


class Counted(array):  # type: ignore[type-arg]  # subscriptable from Python 3.12 on
    """Boxes that count how many of their numbers were taken."""

    taken = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.taken += len(found) if isinstance(found, array) else 1
        return found


def test_a_line_of_many_runs_is_measured_once() -> None:
    runs = [(72 + number * 2 * WIDTH, 100.0, "x") for number in range(900)]
    text = page_text(*runs)
    boxes = Counted("f", text.boxes)
    lines = visual_lines(text.text, boxes)
    assert [(line.start, line.end) for line in lines] == [(0, 1_799)]
    assert lines[0].extent == Extent(72, 72 + 1_799 * WIDTH, 100, 112)
    assert boxes.taken < 4 * len(boxes)


def test_triple_click_takes_the_printed_line_though_the_extractor_broke_it() -> None:
    # a section number and its text stand on one baseline, half a line height apart
    text = page_text((60, 100, "(a)"), (60 + 3 * WIDTH + HEIGHT / 2, 100, "In general. "), (60, 115, "Next line."))
    assert line_span(text, 1) == (0, len("(a)\nIn general."))
    assert line_span(text, text.text.index("Next")) == (text.text.index("Next"), text.text.index("Next") + 10)


def test_lines_of_neighbouring_columns_are_lines_of_their_own(two_columns: PageText) -> None:
    assert line_span(two_columns, 3) == (0, len(LEFT[0]))
