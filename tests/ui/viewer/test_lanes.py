"""Which underline lane a passage has, however high its lines are said to be."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.geometry import IDENTITY, Rect
from reviewer.ui.viewer.marks.lanes import Lanes, cover
from reviewer.ui.viewer.marks.shown_marks import show_marks
from tests.ui.viewer.fakes import mark

_Y = st.integers(-500, 500)
_HIGH = st.sampled_from([1, 11, 12, 13, 24, 40, 200, 3000, 10**7])


@given(st.lists(st.tuples(st.integers(0, 60), _Y, st.integers(1, 60), _HIGH), max_size=12))
def test_lanes_are_those_of_comparing_each_with_each(places: list[tuple[int, int, int, int]]) -> None:
    rects = [Rect(x, y, x + wide, y + high) for x, y, wide, high in places]
    lanes = Lanes()
    taken: list[tuple[Rect, int]] = []
    for one in rects:
        used = {lane for other, lane in taken if cover(one, other)}
        lane = lanes.free([one])
        assert lane == min({*range(len(used) + 1)} - used)
        lanes.take([one], lane)
        taken.append((one, lane))


def test_how_high_a_passage_is_said_to_be_costs_nothing() -> None:
    marks = [mark(str(n), 0, Rect(10, -9e6 + n, 20, 9e6)) for n in range(20)]
    marks += [mark(f"line {n}", 0, Rect(10, 20 * n, 20, 20 * n + 12)) for n in range(20)]
    tracemalloc.start()
    found = show_marks(marks, 0, IDENTITY, 595, None)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 500_000
    assert {one.lane for one in found if one.mark.passage[0] != "l"} == {*range(20)}
