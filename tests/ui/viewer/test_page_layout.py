"""Where pages lie, and the way from the view to the page and back at any zoom, turn and screen scale."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.geometry import Point, Rect
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.geometry.camera import Camera, ViewPoint
from reviewer.ui.viewer.geometry.fitting import Room, fitting
from reviewer.ui.viewer.geometry.page_layout import ContentPoint, PageLayout, PagePoint
from reviewer.ui.viewer.geometry.zooming import FLOOR, STEPS, Zooming, ZoomMode
from tests.ui.viewer.fakes import pages

sizes = st.tuples(st.floats(100, 3000), st.floats(100, 3000), st.sampled_from([0, 90, 180, 270]))


def layout_of(
    *shapes: tuple[float, float, int], scale: float = 1.0, dpr: float = 1.0, turn: int = 0, spreads: bool = False
) -> PageLayout:
    infos = [PageInfo(index, "", width, height, rotation) for index, (width, height, rotation) in enumerate(shapes)]
    made = PageLayout(infos, len(infos), dpr=dpr, spreads=spreads)
    made.set_scale(scale, dpr)
    made.set_turn(turn)
    return made


@given(
    shapes=st.lists(sizes, min_size=1, max_size=6),
    scale=st.floats(0.2, 30),
    dpr=st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0, 3.0]),
    turned=st.tuples(st.sampled_from([0, 90, 180, 270]), st.booleans()),
    data=st.data(),
)
def test_a_point_of_a_page_comes_back_from_the_view(
    shapes: list[tuple[float, float, int]],
    scale: float,
    dpr: float,
    turned: tuple[int, bool],
    data: st.DataObject,
) -> None:
    scroll = data.draw(st.tuples(st.integers(-500, 5000), st.integers(-500, 50000)))
    part = data.draw(st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)))
    layout = layout_of(*shapes, scale=scale, dpr=dpr, turn=turned[0], spreads=turned[1])
    page = data.draw(st.integers(0, layout.count - 1))
    camera = Camera(layout, *scroll, 800, 600)
    at = PagePoint(page, Point(shapes[page][0] * part[0], shapes[page][1] * part[1]))

    view = camera.view_point(at)
    back = camera.page_point(view)

    assert back is not None
    assert back.page == page
    assert back.point.x == pytest.approx(at.point.x, abs=1e-3)
    assert back.point.y == pytest.approx(at.point.y, abs=1e-3)


@given(shapes=st.lists(sizes, min_size=1, max_size=12), scale=st.floats(0.05, 8), dpr=st.sampled_from([1.0, 1.5, 2.0]))
def test_pages_lie_one_below_the_other_without_touching(shapes: list[tuple[float, float, int]], scale: float, dpr: float) -> None:
    layout = layout_of(*shapes, scale=scale, dpr=dpr)
    rects = [layout.rect(page) for page in range(layout.count)]

    for one, following in itertools.pairwise(rects):
        assert following.y - one.bottom >= layout.gap - 1
    assert rects[-1].bottom + layout.margin == layout.height
    for rect in rects:
        assert rect.x >= layout.margin
        assert rect.right <= layout.width - layout.margin


@given(
    shapes=st.lists(sizes, min_size=1, max_size=12),
    window=st.tuples(st.integers(-100, 20000), st.integers(1, 3000)),
    scale=st.floats(0.2, 4),
)
def test_pages_between_are_those_with_a_row_in_view(
    shapes: list[tuple[float, float, int]], window: tuple[int, int], scale: float
) -> None:
    layout = layout_of(*shapes, scale=scale)
    y0, y1 = window[0], window[0] + window[1]

    expected = [p for p in range(layout.count) if layout.rect(p).y < y1 and layout.rect(p).bottom > y0]

    assert list(layout.pages_between(y0, y1)) == expected


def test_a_page_turned_by_its_document_and_by_the_reader_is_turned_by_both() -> None:
    layout = layout_of((600, 800, 90), turn=90)

    assert layout.shown_size(0) == (600, 800)
    upper_left = layout.to_content(PagePoint(0, Point(0, 0)))
    rect = layout.rect(0)
    assert (upper_left.x, upper_left.y) == (rect.right, rect.bottom)


def test_the_upper_left_of_a_page_turned_clockwise_is_shown_at_the_upper_right() -> None:
    layout = layout_of((600, 800, 90))

    found = layout.to_content(PagePoint(0, Point(0, 0)))

    assert layout.shown_size(0) == (800, 600)
    assert (found.x, found.y) == (layout.rect(0).right, layout.rect(0).y)


def test_unknown_pages_are_taken_to_be_like_the_one_before() -> None:
    layout = PageLayout(pages(1, width=500, height=700), 10)
    assert layout.shown_size(9) == (500, 700)

    layout.take([PageInfo(4, "", 300, 200)])

    assert layout.shown_size(3) == (500, 700)
    assert layout.shown_size(4) == (300, 200)
    assert layout.shown_size(9) == (300, 200)


def test_a_point_in_the_gap_belongs_to_the_nearer_page_but_is_on_none() -> None:
    layout = layout_of((600, 800, 0), (600, 800, 0))
    camera = Camera(layout, 0, 0, 1000, 2000)
    end = layout.rect(0).bottom

    assert layout.page_at(end + 2) == 0
    assert layout.page_at(end + layout.gap - 2) == 1
    assert camera.page_point(ViewPoint(100, end + 2)) is None
    assert camera.nearest_page_point(ViewPoint(100, end + 2)) == PagePoint(0, Point(84, 800))


def test_a_drag_beside_the_page_stays_on_it() -> None:
    layout = layout_of((600, 800, 0))
    camera = Camera(layout, 0, 0, 1000, 2000)

    assert camera.nearest_page_point(ViewPoint(-50, 100)).point == Point(0, 84)
    assert camera.nearest_page_point(ViewPoint(5000, 5000)).point == Point(600, 800)


def test_looking_up_a_page_among_ten_thousand_asks_for_few_of_them() -> None:
    layout = PageLayout(pages(10_000), 10_000)
    layout.set_scale(1.7, 1.5)
    asked: list[int] = []
    top = layout._top
    layout._top = lambda page: (asked.append(page), top(page))[1]  # type: ignore[method-assign]

    middle = layout.page_at(layout.height / 2)
    found = layout.pages_between(layout.height / 2, layout.height / 2 + 900)

    assert middle == 5000
    assert 1 <= len(found) <= 2
    assert len(asked) < 60


def test_view_rect_is_in_logical_pixels() -> None:
    layout = layout_of((100, 200, 0), scale=2.0, dpr=2.0)
    camera = Camera(layout, 0, 0, 400, 400)

    assert camera.view_rect(0, Rect(10, 20, 30, 40)) == Rect(26, 36, 46, 56)


def test_content_rect_contains_its_first_and_not_its_last_edge() -> None:
    rect = layout_of((100, 100, 0)).rect(0)

    assert rect.contains(ContentPoint(rect.x, rect.y))
    assert not rect.contains(ContentPoint(rect.right, rect.y))


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_fit_width_fills_the_view_less_its_margins_at_every_screen_scale(dpr: float) -> None:
    zooming = Zooming()
    zooming.zoom = zooming.fitting((600, 800), (1000, 500), dpr)

    assert 600 * zooming.scale(dpr) == pytest.approx(1000)


def test_fit_page_shows_all_of_it() -> None:
    zooming = Zooming()
    zooming.mode = ZoomMode.PAGE
    zooming.zoom = zooming.fitting((600, 800), (1000, 500), 1.0)

    assert 800 * zooming.scale(1.0) == pytest.approx(500)


def test_an_image_at_a_hundred_percent_is_true_to_the_pixel_on_every_screen() -> None:
    zooming = Zooming(is_image=True)
    zooming.set_free(1.0)

    assert zooming.scale(1.0) == zooming.scale(1.5) == zooming.scale(2.0) == 1.0


def test_zoom_steps_from_in_between_go_to_the_neighbours_and_stop_at_the_ends() -> None:
    zooming = Zooming()
    zooming.set_free(0.95)
    assert (zooming.smaller(), zooming.larger()) == (0.9, 1.0)
    zooming.set_free(1.0)
    assert (zooming.smaller(), zooming.larger()) == (0.9, 1.1)
    zooming.set_free(100)
    assert zooming.zoom == STEPS[-1] == zooming.larger()
    zooming.set_free(0.0001)
    assert zooming.zoom == STEPS[0] == zooming.smaller()


spread_shapes = st.lists(sizes, min_size=2, max_size=12)


@given(shapes=spread_shapes, scale=st.floats(0.05, 8), dpr=st.sampled_from([1.0, 1.5, 2.0]), turn=st.sampled_from([0, 90]))
def test_spreads_lie_as_in_a_book(shapes: list[tuple[float, float, int]], scale: float, dpr: float, turn: int) -> None:
    layout = layout_of(*shapes, scale=scale, dpr=dpr, turn=turn, spreads=True)
    rects = [layout.rect(page) for page in range(layout.count)]
    rows = [layout.pages_in(row) for row in range(layout.rows)]

    assert [page for row in rows for page in row] == list(range(layout.count))
    assert list(rows[0]) == [0]
    assert {rects[page].x for page in range(0, layout.count, 2)} == {rects[0].x}, "right pages begin at the spine"
    assert {rects[page].right for page in range(1, layout.count, 2)} == {rects[0].x - layout.spine}, "left pages end at it"
    for row in rows:
        assert len({rects[page].y for page in row}) == 1
        assert all(layout.row_of(page) == layout.row_of(row[0]) for page in row)
    for one, following in itertools.pairwise(rows):
        assert rects[following[0]].y - max(rects[page].bottom for page in one) >= layout.gap - 1
    assert max(rects[page].bottom for page in rows[-1]) + layout.margin == layout.height
    for rect in rects:
        assert rect.x >= layout.margin
        assert rect.right <= layout.width - layout.margin


@given(
    shapes=spread_shapes,
    window=st.tuples(st.integers(-100, 20000), st.integers(1, 3000)),
    scale=st.floats(0.2, 4),
)
def test_pages_between_of_spreads_leave_out_none_in_view(
    shapes: list[tuple[float, float, int]], window: tuple[int, int], scale: float
) -> None:
    layout = layout_of(*shapes, scale=scale, spreads=True)
    y0, y1 = window[0], window[0] + window[1]

    seen = {p for p in range(layout.count) if layout.rect(p).y < y1 and layout.rect(p).bottom > y0}
    found = layout.pages_between(y0, y1)

    assert seen <= set(found)
    assert {layout.row_of(page) for page in found} == {layout.row_of(page) for page in seen}


@given(shapes=spread_shapes, place=st.tuples(st.floats(-500, 9000), st.floats(-500, 9000)), scale=st.floats(0.2, 2))
def test_the_page_at_a_place_of_a_spread_is_the_one_that_is_there(
    shapes: list[tuple[float, float, int]], place: tuple[float, float], scale: float
) -> None:
    layout = layout_of(*shapes, scale=scale, spreads=True)
    there = [page for page in range(layout.count) if layout.rect(page).contains(ContentPoint(*place))]

    found = layout.page_at(place[1], place[0])

    assert there in ([], [found])
    assert layout.page_at(place[1]) == layout.pages_in(layout.row_of(found)).start


def test_the_only_page_of_a_document_has_no_empty_one_beside_it() -> None:
    one = layout_of((600, 800, 0), spreads=True)
    assert (one.width, one.row_size(0), one.spine) == (632, (600, 800), 0)


def test_a_page_that_is_missing_in_a_spread_counts_when_spreads_are_fitted() -> None:
    layout = layout_of((600, 800, 0), (500, 900, 0), (400, 700, 0), (300, 200, 0), spreads=True)
    assert [layout.row_size(page) for page in range(4)] == [(1200, 800), (900, 900), (900, 900), (600, 200)]


def test_spreads_are_stepped_through_and_end_at_the_ends() -> None:
    layout = layout_of(*[(600, 800, 0)] * 4, spreads=True)
    assert [layout.stepped(page, 1) for page in range(4)] == [1, 3, 3, 3]
    assert [layout.stepped(page, -1) for page in range(4)] == [0, 0, 0, 1]


def test_looking_up_a_spread_among_ten_thousand_pages_asks_for_few_of_them() -> None:
    layout = PageLayout(pages(10_000), 10_000, spreads=True)
    layout.set_scale(0.8, 1.5)
    asked: list[int] = []
    top = layout._top
    layout._top = lambda row: (asked.append(row), top(row))[1]  # type: ignore[method-assign]

    found = layout.pages_between(layout.height / 2, layout.height / 2 + 900)

    assert layout.page_at(layout.height / 2) in found
    assert 2 <= len(found) <= 6
    assert len(asked) < 60


def test_hostile_spreads_stay_within_what_scroll_bars_count() -> None:
    layout = PageLayout(pages(1, width=1e7, height=1e7), 2_000, spreads=True)
    layout.set_scale(4.0, 2.0)
    assert layout.height < 2**31
    assert layout.width < 2**31


@given(
    shapes=st.lists(sizes, min_size=1, max_size=5),
    view=st.tuples(st.integers(200, 3000), st.integers(200, 3000)),
    dpr=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    spreads=st.booleans(),
    mode=st.sampled_from([ZoomMode.WIDTH, ZoomMode.PAGE]),
)
def test_a_fitted_page_or_spread_is_never_a_pixel_too_wide(
    shapes: list[tuple[float, float, int]], view: tuple[int, int], dpr: float, spreads: bool, mode: ZoomMode
) -> None:
    layout = layout_of(*shapes, dpr=dpr, spreads=spreads)
    zooming = Zooming()
    zooming.mode = mode
    for page in range(layout.count):
        zooming.zoom = fitting(zooming, layout, page, Room(*view, dpr))
        if zooming.zoom in {FLOOR, STEPS[-1]}:
            continue
        layout.set_scale(zooming.scale(dpr), dpr)
        row = [layout.rect(one) for one in layout.pages_in(layout.row_of(page))]
        assert sum(one.width for one in row) + layout.spine * (len(row) - 1) + 2 * layout.margin <= view[0]
        if mode is ZoomMode.PAGE:
            assert max(one.height for one in row) + 2 * layout.margin <= view[1]


@given(width=st.floats(100, 3000), view=st.integers(200, 3000), dpr=st.sampled_from([1.0, 1.25, 1.5, 2.0]), spreads=st.booleans())
def test_pages_of_one_width_that_are_fitted_need_no_scroll_bar(width: float, view: int, dpr: float, spreads: bool) -> None:
    layout = layout_of(*[(width, 500.0, 0)] * 4, dpr=dpr, spreads=spreads)
    zooming = Zooming()
    zooming.zoom = fitting(zooming, layout, 2, Room(view, 900, dpr))
    layout.set_scale(zooming.scale(dpr), dpr)
    assert layout.width <= view
