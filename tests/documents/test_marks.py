"""Marks on their way to a worker, and the one table of colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.marks import MARK_COLOURS, Mark, decode, encode
from reviewer.model.geometry import PageQuad, Point, Quad
from reviewer.model.stance import Stance
from tests.documents.layouts import REPEATABLE

points = st.builds(Point, st.floats(allow_nan=False), st.floats(allow_nan=False))
quads = st.builds(PageQuad, st.integers(0, 2**32 - 1), st.builds(Quad, points, points, points, points))
marks = st.builds(
    Mark,
    id=st.text(),
    quads=st.lists(quads, max_size=3).map(tuple),
    stance=st.sampled_from([None, *Stance]),
    region=st.booleans(),
    contents=st.text(),
    subject=st.text(),
    author=st.text(),
)


@REPEATABLE
@given(st.lists(marks, max_size=4))
def test_marks_arrive_as_they_were_sent(sent: list[Mark]) -> None:
    assert decode(encode(sent)) == tuple(sent)


@REPEATABLE
@given(st.lists(marks, min_size=1, max_size=2), st.data())
def test_bytes_cut_short_are_no_marks(sent: list[Mark], data: st.DataObject) -> None:
    whole = encode(sent)
    with pytest.raises(ValueError, match="marks"):
        decode(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_bytes_left_over_are_no_marks() -> None:
    with pytest.raises(ValueError, match="left over"):
        decode(encode([]) + b"x")


@REPEATABLE
@given(st.binary(max_size=200))
def test_any_bytes_are_marks_or_refused(noise: bytes) -> None:
    try:
        found = decode(noise)
    except ValueError:
        return
    assert encode(found) == noise or found == decode(encode(found))


def test_every_stance_has_a_colour_of_its_own() -> None:
    assert set(MARK_COLOURS) == {None, *Stance}
    assert len({colour.rgb for colour in MARK_COLOURS.values()}) == len(MARK_COLOURS)
    assert MARK_COLOURS[Stance.CONTRADICTS].hex == "#D55E00"
    assert all(0 < colour.fill < 0.5 and min(colour.filled) > 120 for colour in MARK_COLOURS.values())


def test_mark_knows_its_pages_and_the_quads_on_each() -> None:
    def quad(page: int, y: float) -> PageQuad:
        return PageQuad(page, Quad(Point(0, y), Point(9, y), Point(0, y + 9), Point(9, y + 9)))

    mark = Mark("id", (quad(2, 0), quad(2, 10), quad(3, 0)))
    assert mark.pages == (2, 3)
    assert [one.ul.y for one in mark.quads_on(2)] == [0, 10]
    assert mark.quads_on(7) == ()
