"""Points, rectangles and transforms: what is turned can be turned back, and pages turn as people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.geometry import IDENTITY, Matrix, Point, Quad, Rect, page_rotation

numbers = st.floats(-5000, 5000, allow_nan=False)
points = st.builds(Point, numbers, numbers)
sizes = st.floats(1, 14400)
turns = st.sampled_from([0, 90, 180, 270])


def rects_between(first: Point, second: Point) -> Rect:
    return Rect.around([first, second])


rects = st.builds(rects_between, points, points)


def near(one: Point, other: Point) -> bool:
    return one.x == pytest.approx(other.x, abs=1e-6) and one.y == pytest.approx(other.y, abs=1e-6)


@given(points, sizes, sizes, turns)
def test_a_turned_page_can_be_turned_back(point: Point, width: float, height: float, degrees: int) -> None:
    turn = page_rotation(width, height, degrees)
    assert near(turn.inverse().apply(turn.apply(point)), point)


@given(sizes, sizes, turns)
def test_a_turned_page_starts_at_the_origin_and_keeps_its_sides(width: float, height: float, degrees: int) -> None:
    shown = page_rotation(width, height, degrees).apply_rect(Rect(0, 0, width, height))
    assert (shown.x0, shown.y0) == pytest.approx((0, 0), abs=1e-6)
    expected = (height, width) if degrees % 180 else (width, height)
    assert (shown.width, shown.height) == pytest.approx(expected)


def test_turning_clockwise_takes_the_upper_left_corner_to_the_upper_right() -> None:
    assert page_rotation(600, 800, 90).apply(Point(0, 0)) == Point(800, 0)
    assert page_rotation(600, 800, 180).apply(Point(0, 0)) == Point(600, 800)
    assert page_rotation(600, 800, 270).apply(Point(0, 0)) == Point(0, 600)
    assert page_rotation(600, 800, 360) == IDENTITY


@given(points, st.sampled_from([Matrix(2, 0, 0, 3, 5, 7), Matrix(0, 1, -1, 0, 9, 0), Matrix(1, 0.5, 0, 1, 0, 0)]), turns)
def test_then_does_the_first_transform_first(point: Point, first: Matrix, degrees: int) -> None:
    second = page_rotation(500, 700, degrees)
    assert near(first.then(second).apply(point), second.apply(first.apply(point)))


def test_a_flat_transform_has_no_way_back() -> None:
    with pytest.raises(ZeroDivisionError):
        Matrix(1, 2, 2, 4, 0, 0).inverse()


@given(rects, rects)
def test_what_two_rectangles_share_lies_in_both_and_in_their_union(one: Rect, other: Rect) -> None:
    shared = one.intersection(other)
    both = one.union(other)
    assert both.contains(Point(one.x0, one.y0))
    assert both.contains(Point(other.x1, other.y1))
    if shared is not None:
        middle = Point((shared.x0 + shared.x1) / 2, (shared.y0 + shared.y1) / 2)
        assert one.contains(middle)
        assert other.contains(middle)
        assert shared.area <= min(one.area, other.area)


def test_rectangles_that_only_touch_share_nothing() -> None:
    assert Rect(0, 0, 10, 10).intersection(Rect(10, 0, 20, 10)) is None


def test_a_quad_keeps_the_names_of_its_corners_when_the_page_turns() -> None:
    turned = page_rotation(100, 200, 90).apply_quad(Quad.of_rect(Rect(10, 20, 30, 40)))
    assert turned.ul == Point(180, 10)
    assert turned.ur == Point(180, 30)
    assert turned.rect == Rect(160, 10, 180, 30)


def test_nothing_has_no_rectangle_around_it() -> None:
    with pytest.raises(ValueError, match="no points"):
        Rect.around([])


@given(st.lists(rects, min_size=1, max_size=6))
def test_the_rectangle_around_all_is_the_smallest_that_holds_each(given_rects: list[Rect]) -> None:
    whole = Rect.around_all(given_rects)
    union = given_rects[0]
    for one in given_rects[1:]:
        union = union.union(one)
    assert whole == union
