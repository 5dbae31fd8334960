"""Passages over a page: which is where, how overlapping ones are told apart, and what stands in the margin."""

from __future__ import annotations

import itertools
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import IDENTITY, PageQuad, Point, Quad, Rect, page_rotation
from reviewer.model.ids import PassageId
from reviewer.model.stance import Stance
from reviewer.ui.viewer.marks.frame import Frame
from reviewer.ui.viewer.marks.margin import badges, bars
from reviewer.ui.viewer.marks.mark_index import MarkIndex
from reviewer.ui.viewer.marks.shown_marks import Arrangement, ShownMark, show_marks
from reviewer.ui.viewer.view_mark import ViewMark
from tests.ui.viewer.fakes import LEFT, LETTER, mark, page_text, word_rect

FRAME = Frame(100, 50, 595, 1.0, 1.0)


def shown(*marks: ViewMark, rotation: int = 0) -> dict[str, ShownMark]:
    found = show_marks(marks, 0, page_rotation(595, 842, rotation), 595, page_text(0) if not rotation else None)
    return {str(one.mark.passage): one for one in found}


def test_passages_are_walked_in_reading_order_whatever_order_they_came_in() -> None:
    index = MarkIndex([mark("c", 2, word_rect(0, 0, 4)), mark("b", 0, word_rect(2, 0, 4)), mark("a", 0, word_rect(0, 4, 9))])

    assert [str(one.passage) for one in index.in_order] == ["a", "b", "c"]
    assert index.after("a", (0, 0, 0)) == index.get("b")
    assert index.before("c", (0, 0, 0)) == index.get("b")
    assert index.after("c", (0, 0, 0)) is None
    assert index.after("", (1, 0.0, 0.0)) == index.get("c")
    assert index.before("", (1, 0.0, 0.0)) == index.get("b")
    assert index.outermost(first=True) == index.get("a")
    assert index.outermost(first=False) == index.get("c")


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    first, last = mark("first", 0, Rect(300, 700, 400, 714)), mark("last", 0, Rect(300, 100, 400, 114))
    index = MarkIndex([last, first], to_shown=lambda _page: page_rotation(595, 842, 180))

    assert [str(one.passage) for one in index.in_order] == ["first", "last"]
    assert index.after("", (0, 0.0, 0.0)) is first
    assert index.after("", (0, 300.0, 0.0)) is last
    assert index.before("", (0, 300.0, 0.0)) is first


def test_columns_are_read_one_after_the_other_and_regions_where_they_stand() -> None:
    left = [mark(f"l{y}", 0, Rect(72, y, 200, y + 14), start=y) for y in (100, 300, 500)]
    right = [mark(f"r{y}", 0, Rect(320, y, 450, y + 14), start=1000 + y) for y in (90, 310)]
    region = mark("region", 0, Rect(72, 200, 200, 280), region=True)
    index = MarkIndex([*right, region, *left])

    assert [str(one.passage) for one in index.in_order] == ["l100", "region", "l300", "l500", "r90", "r310"]
    assert index.read_on_page(0) == index.in_order


def test_a_passage_over_a_page_end_is_on_both_pages() -> None:
    quads = (PageQuad(0, Quad.of_rect(word_rect(0, 0, 4))), PageQuad(1, Quad.of_rect(word_rect(0, 0, 4))))
    index = MarkIndex([ViewMark(PassageId("a"), quads)])

    assert [str(one.passage) for one in index.on_page(1)] == ["a"]
    on_first, on_second = (
        show_marks(index.on_page(0), 0, IDENTITY, 595, None)[0],
        show_marks(index.on_page(1), 1, IDENTITY, 595, None)[0],
    )
    assert (on_first.begins, on_first.ends) == (True, False)
    assert (on_second.begins, on_second.ends) == (False, True)


def test_of_passages_under_a_point_the_smallest_is_meant() -> None:
    index = MarkIndex([mark("wide", 0, word_rect(0, 0, 30)), mark("narrow", 0, word_rect(0, 4, 8))])

    x = LEFT + 5 * LETTER
    assert index.under(0, Point(x, 100)) == index.get("narrow")
    assert index.under(0, Point(LEFT + 20 * LETTER, 100)) == index.get("wide")
    assert index.under(0, Point(x, 300)) is None
    assert index.under(1, Point(x, 100)) is None


def test_between_two_of_its_lines_a_passage_is_held_and_another_goes_before_it() -> None:
    above, below = word_rect(0, 0, 9), word_rect(1, 0, 9)
    gap = Point(LEFT + 10, above.y1 + 2)
    assert above.y1 < gap.y < below.y0
    quads = tuple(PageQuad(0, Quad.of_rect(one)) for one in (above, below))
    both = ViewMark(PassageId("both"), quads)
    assert MarkIndex([both]).under(0, gap) == both
    assert MarkIndex([both]).under(0, Point(gap.x, above.y0 - 40)) is None
    between = mark("between", 0, Rect(LEFT, above.y1 - 1, LEFT + 300, below.y0 + 1))
    assert MarkIndex([both, between]).under(0, gap) == between
    assert MarkIndex([both]).under(0, Point(gap.x, above.y0 - 1)) is None, "the line above is not marked"
    region = ViewMark(PassageId("region"), (PageQuad(0, Quad.of_rect(Rect(100, 300, 400, 700))),), region=True)
    assert MarkIndex([region]).under(0, Point(90, 400)) is None


def of_lines(*rects: Rect) -> ViewMark:
    """Return a passage of several lines."""
    return ViewMark(PassageId("lines"), tuple(PageQuad(0, Quad.of_rect(one)) for one in rects))


def test_between_lines_that_stand_far_apart_no_passage_is_held() -> None:
    passage = of_lines(Rect(72, 96, 300, 110), Rect(72, 138, 300, 152))
    assert MarkIndex([passage]).under(0, Point(80, 124)) is None


def test_beside_the_shorter_of_two_lines_no_passage_is_held() -> None:
    passage = of_lines(Rect(200, 96, 300, 110), Rect(72, 116, 240, 130))
    index = MarkIndex([passage])
    assert index.under(0, Point(220, 113)) == passage
    assert index.under(0, Point(80, 113)) is None
    assert index.under(0, Point(290, 113)) is None


@pytest.mark.parametrize("rightwards", [True, False])
def test_between_two_of_its_lines_a_passage_is_held_that_is_read_upwards_or_downwards(*, rightwards: bool) -> None:
    lines = Rect(96, 72, 110, 300), Rect(116, 72, 130, 240)
    passage = of_lines(*(lines if rightwards else lines[::-1]))
    index = MarkIndex([passage])
    assert index.under(0, Point(113, 100)) == passage
    assert index.under(0, Point(113, 290)) is None
    assert index.under(0, Point(93, 100)) is None


def test_a_pending_passage_is_shown_until_the_kept_one_has_come() -> None:
    pending = mark("a", 0, word_rect(0, 0, 4), pending=True)

    assert list(MarkIndex([], [pending]).on_page(0)) == [pending]
    assert len(MarkIndex([], [pending])) == 0
    kept = mark("a", 0, word_rect(0, 0, 4))
    assert list(MarkIndex([kept], [pending]).on_page(0)) == [kept]


def test_an_overlapping_passage_takes_the_next_lane_and_an_adjoining_one_does_not() -> None:
    found = shown(
        mark("first", 0, word_rect(0, 0, 20)),
        mark("over", 0, word_rect(0, 10, 30)),
        mark("beside", 0, word_rect(0, 31, 40)),
        mark("below", 0, word_rect(1, 0, 20)),
    )

    assert {name: one.lane for name, one in found.items()} == {"first": 0, "over": 1, "beside": 0, "below": 0}
    assert found["over"].bars[0].lane == 1
    assert found["below"].bars[0].lane == 0


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(1, 12)), max_size=12))
def test_no_two_overlapping_passages_share_a_lane(places: list[tuple[int, int, int]]) -> None:
    marks = [mark(str(n), 0, word_rect(row, col, col + length)) for n, (row, col, length) in enumerate(places)]

    found = list(shown(*marks).values())

    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            common = one.quads[0].rect.intersection(other.quads[0].rect)
            if common is not None and common.width > 1:
                assert one.lane != other.lane


def test_a_bar_stands_beside_the_line_and_not_beside_the_words() -> None:
    (one,) = shown(mark("a", 0, word_rect(0, 20, 30))).values()

    assert one.bars[0].edge == LEFT
    assert not one.bars[0].on_right
    (bar,) = bars([one], FRAME)
    assert bar.rect.x1 == 100 + LEFT - 8
    assert bar.rect.y0 == 50 + word_rect(0, 0, 1).y0


def test_a_bar_covers_no_words_of_another_column() -> None:
    text = page_text(0, ["left column" + " " * 12 + "here"])  # one line to the extractor, or two: the outer edge counts
    (one,) = show_marks([mark("a", 0, word_rect(0, 23, 27))], 0, IDENTITY, 595, text)

    assert one.bars[0].edge == LEFT


def text_at(*lines: tuple[float, float, str]) -> PageText:
    """Return a text whose lines begin at (x, y) each; a letter is 6 × 14 units."""
    boxes = array("f")
    for x, y, words in lines:
        for col, _ in enumerate(words):
            x0, x1 = x + col * LETTER, x + (col + 1) * LETTER
            boxes.extend((x0, y, x1, y, x0, y + 14, x1, y + 14))
        boxes.extend((0.0,) * 8)
    return PageText(0, "".join(f"{words}\n" for _, _, words in lines), boxes, "fake 1")


def edges(text: PageText, *places: tuple[float, float]) -> list[float]:
    """Return where the bars of passages of six letters that begin at these places stand beside the text."""
    marks = [mark(str(n), 0, Rect(x, y, x + 36, y + 14)) for n, (x, y) in enumerate(places)]
    found = {str(one.mark.passage): one.bars[0].edge for one in show_marks(marks, 0, IDENTITY, 600, text)}
    return [round(found[str(n)]) for n in range(len(places))]


def test_bars_stand_in_line_whatever_the_indents_and_line_numbers() -> None:
    numbers = [(94.0 if n < 10 else 88.0, 60.0 + 40 * n, str(n)) for n in range(1, 14)]
    words = [(126.0 + 14 * (n % 3), 60.0 + 40 * n, "the speaker said") for n in range(1, 14)]
    assert edges(text_at(*numbers, *words), *((x, y) for x, y, _ in words)) == [88] * 13


def test_bars_of_a_right_column_stand_in_line_where_its_lines_end_anywhere() -> None:
    left = [(60.0, 60.0 + 60 * n, "a column of the page") for n in range(8)]
    right = [(320.0, 60.0 + 60 * n, "the other column"[: 6 + n]) for n in range(8)]
    assert edges(text_at(*left, *right), *((x, y) for x, y, _ in right)) == [320 + 13 * 6] * 8


def test_a_bar_stays_with_text_that_stands_apart() -> None:
    text = text_at((60, 60, "the body of the page"), (60, 100, "goes on"), (250, 700, "Reporting Company"))
    assert edges(text, (60, 60), (250, 700)) == [60, 250]


def test_a_passage_in_the_right_column_has_its_bar_on_the_right() -> None:
    (one,) = show_marks([mark("a", 0, Rect(320, 100, 500, 114))], 0, IDENTITY, 595, None)

    assert one.bars[0].on_right
    (badge,) = badges([one], FRAME)
    assert badge.rect.x0 > 100 + 500


def test_a_passage_over_a_columns_end_has_a_bar_beside_each_part_and_its_mark_where_it_begins() -> None:
    over = of_lines(Rect(60, 700, 290, 714), Rect(60, 718, 290, 732), Rect(320, 80, 550, 94))
    above = mark("above", 0, Rect(60, 300, 290, 314))
    found = {str(one.mark.passage): one for one in show_marks([over, above], 0, IDENTITY, 600, None)}
    assert [(bar.top, bar.bottom, bar.on_right, bar.lane) for bar in found["lines"].bars] == [
        (700, 732, False, 0),
        (80, 94, True, 0),
    ]
    assert found["above"].bars[0].lane == 0, "nothing stands between it and the text"
    drawn = bars(list(found.values()), FRAME)
    assert [(bar.rect.y0, bar.rect.y1) for bar in drawn] == [(350, 364), (750, 782), (130, 144)]
    first, second = badges([found["above"], found["lines"]], FRAME)
    assert (first.rect.y0, second.rect.y0) == (350, 750)


def test_margin_marks_carry_stance_and_number_and_never_cover_each_other() -> None:
    entries = ((Stance.CONTEXT, "1"), (Stance.CONTRADICTS, "2.1"))
    found = list(shown(mark("a", 0, word_rect(0, 0, 20), entries=entries), mark("b", 0, word_rect(0, 10, 30))).values())

    made = badges(found, FRAME)

    assert [(one.stance, one.number) for one in made] == [*entries, (None, "")]
    for one, following in itertools.pairwise(made):
        assert following.rect.y0 >= one.rect.y1
    assert made[1].rect.width > made[0].rect.width > made[2].rect.width
    assert made[0].rect.x1 == made[2].rect.x1, "they line up at the side of the text"


def test_margin_marks_of_passages_over_each_other_stand_in_one_column() -> None:
    found = list(shown(*(mark(f"m{number}", 0, word_rect(0, number, 23)) for number in range(4))).values())

    made = badges(found, FRAME)

    assert sorted(one.bars[0].lane for one in found) == [0, 1, 2, 3]
    assert len({one.rect.x1 for one in made}) == 1
    assert made[0].rect.x1 < min(bar.rect.x0 for bar in bars(found, FRAME)), "beside the outermost bar"
    assert len({round(b.rect.y0 - a.rect.y0) for a, b in itertools.pairwise(made)}) == 1


def test_margin_marks_give_way_where_there_is_no_room() -> None:
    found = list(shown(*(mark(str(n), 0, word_rect(0, n, n + 1)) for n in range(40))).values())

    assert len(badges(found, FRAME)) < 10
    assert not badges(found, Frame(0, 0, 200, 0.3, 1.0)), "a page that small has bars only"
    assert len(bars(found, FRAME)) == 40


@pytest.mark.parametrize("on_right", [False, True])
def test_the_mark_of_an_element_stays_on_the_page_where_that_covers_no_bar(on_right: bool) -> None:
    place = Rect(320, 100, 595 - 57, 114) if on_right else Rect(57, 100, 300, 114)
    (one,) = show_marks([mark("a", 0, place, entries=((Stance.CONTEXT, "1.2"),))], 0, IDENTITY, 595, None)
    assert one.bars[0].on_right == on_right
    (badge,), (bar,) = badges([one], FRAME), bars([one], FRAME)
    assert badge.rect.x0 >= FRAME.x
    assert badge.rect.x1 <= FRAME.x + FRAME.width
    assert (badge.rect.x0 > bar.rect.x1) if on_right else (badge.rect.x1 < bar.rect.x0)


def test_margin_marks_grow_with_the_screens_scale() -> None:
    found = list(shown(mark("a", 0, word_rect(0, 0, 20))).values())

    once, twice = badges(found, FRAME)[0].rect, badges(found, Frame(200, 100, 1190, 2.0, 2.0))[0].rect

    assert twice.width == 2 * once.width
    assert twice.height == 2 * once.height


@pytest.mark.parametrize(
    "region",
    [Rect(100, 100, 300, 200), Rect(5, 100, 300, 200), Rect(5, 100, 590, 200), Rect(5, 2, 590, 200), Rect(0, 0, 595, 842)],
)
def test_a_region_has_an_outline_and_no_bar_and_its_marks_stand_beside_it_on_the_page(region: Rect) -> None:
    entries = ((Stance.STATES, "1"), (Stance.CONTRADICTS, "2"))
    found = show_marks([mark("a", 0, region, region=True, entries=entries)], 0, IDENTITY, 595, None)

    assert bars(found, FRAME) == []
    one, other = badges(found, FRAME)
    for badge in (one, other):
        assert FRAME.x <= badge.rect.x0 < badge.rect.x1 <= FRAME.x + FRAME.width
        assert badge.rect.y0 >= FRAME.y
        inside = Rect(FRAME.across(region.x0), FRAME.down(region.y0), FRAME.across(region.x1), FRAME.down(region.y1))
        assert (badge.rect.intersection(inside) is None) == (region.y0 >= 100), "upon it only where that is the page"
    assert one.rect.intersection(other.rect) is None


@pytest.mark.parametrize("lower", [100, 106, 130])
def test_marks_above_regions_do_not_cover_each_other(lower: float) -> None:
    wide = [Rect(5, 100, 590, 200), Rect(5, lower, 590, 300)]
    marks = [
        mark(str(n), 0, one, region=True, entries=((Stance.STATES, "1"), (Stance.CONTEXT, "2"))) for n, one in enumerate(wide)
    ]
    made = [one.rect for one in badges(show_marks(marks, 0, IDENTITY, 595, None), FRAME)]
    assert len(made) == 4
    assert not any(one.intersection(other) for one, other in itertools.combinations(made, 2))


def test_a_photo_has_margin_marks_though_its_pixels_are_many() -> None:
    found = show_marks([mark("a", 0, Rect(900, 900, 2000, 2000), region=True)], 0, IDENTITY, 4000, None)

    assert badges(found, Frame(0, 0, 900, 0.225, 1.0))


def test_text_that_runs_from_the_right_begins_at_the_right() -> None:
    found = shown(mark("a", 0, word_rect(0, 0, 20), words="שלום"), mark("b", 0, word_rect(1, 0, 9), words="(2) Hello שלום"))

    assert found["a"].from_right
    assert not found["b"].from_right


def test_lanes_hold_on_a_turned_page() -> None:
    found = shown(mark("a", 0, word_rect(0, 0, 20)), mark("b", 0, word_rect(0, 10, 30)), rotation=90)

    assert {one.lane for one in found.values()} == {0, 1}


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 12)), max_size=8
        ),
        min_size=2,
        max_size=5,
    )
)
def test_passages_that_come_and_go_are_arranged_as_if_they_had_always_been_there(
    steps: list[dict[str, tuple[int, int, int]]],
) -> None:
    known = Arrangement()
    made: dict[tuple[str, tuple[int, int, int]], ViewMark] = {}
    for step in steps:
        marks = []
        for name, (row, first, count) in step.items():
            key = name, (row, first, count)
            marks.append(made.setdefault(key, mark(name, 0, word_rect(row, first, first + count))))
        assert show_marks(marks, 0, IDENTITY, 595, page_text(0), known=known) == show_marks(marks, 0, IDENTITY, 595, page_text(0))


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.one_of(st.none(), st.integers(0, 3))), max_size=12))
def test_an_index_that_follows_changes_is_the_same_as_one_made_at_once(changes: list[tuple[str, int | None]]) -> None:
    index, now = MarkIndex(), {}
    for name, page in changes:
        if page is None:
            now.pop(name, None)
            index.drop(name)
        else:
            now[name] = mark(name, page, word_rect(ord(name) - ord("a"), 0, 4))
            index.put(now[name])
        fresh = MarkIndex(list(now.values()))
        assert list(index.in_order) == list(fresh.in_order)
        for at in range(4):
            assert {one.passage for one in index.on_page(at)} == {one.passage for one in fresh.on_page(at)}
        for one in now:
            assert index.after(one, (0, 0, 0)) == fresh.after(one, (0, 0, 0))
            assert index.before(one, (0, 0, 0)) == fresh.before(one, (0, 0, 0))


def test_a_pending_passage_is_back_when_the_kept_one_of_its_id_goes() -> None:
    pending, kept = mark("a", 0, word_rect(0, 0, 4), pending=True), mark("a", 1, word_rect(0, 0, 4))
    index = MarkIndex([kept], [pending])
    assert not index.on_page(0)
    assert index.drop("a") == {1}
    assert list(index.on_page(0)) == [pending]
    assert index.set_pending([]) == {0}
    assert not index.on_page(0)
