"""A page's picture is cut only where nobody sees it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviewer.ui.printing.pieces import BAND_ROWS, LEAST_PX, pieces

WIDTH = LEAST_PX // 40
INK = bytes((0, 0, 0, 255)) + bytes((255, 255, 255, 255)) * (WIDTH - 1)
COLOURS = (bytes((255, 255, 255, 255)), bytes((0, 200, 220, 255)))


def cut(rows: list[bytes]) -> list[range]:
    return list(pieces(memoryview(b"".join(rows)), width=WIDTH, height=len(rows)))


def plain(colour: int = 0) -> bytes:
    return COLOURS[colour] * WIDTH


@given(st.lists(st.tuples(st.sampled_from(["ink", 0, 1]), st.integers(1, 60)), min_size=1, max_size=12))
def test_every_row_is_painted_and_edges_lie_within_bands_of_one_colour(bands: list[tuple[str | int, int]]) -> None:
    rows = [INK if kind == "ink" else plain(int(kind)) for kind, count in bands for _ in range(count)]
    found = cut(rows)
    assert (found[0].start, found[-1].stop) == (0, len(rows))
    for above, below in pairwise(found):
        assert above.start < below.start < above.stop < below.stop
        around = rows[below.start - BAND_ROWS // 2 + 1 : below.start + BAND_ROWS // 2 - 1]
        assert set(around) == {rows[below.start]}
        assert rows[below.start] != INK


def test_a_page_without_a_band_is_one_piece() -> None:
    assert cut([INK] * 200) == [range(200)]


def test_a_page_of_lines_is_many_pieces() -> None:
    assert len(cut(([INK] * 30 + [plain()] * 20) * 10)) > 5
