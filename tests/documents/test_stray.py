"""Lines that a text has elsewhere than they stand: footers that come first and headers that come last, and nothing else."""

from __future__ import annotations

import pytest

from reviewer.documents.text.page.column_notes import column_notes
from reviewer.documents.text.page.lines import Extent, Frame, Line
from reviewer.documents.text.page.stray import stray_lines

LEVEL, UP = Frame(1.0, 0.0), Frame(0.0, -1.0)
BODY = [100.0 + 15 * n for n in range(8)]
LEFT, RIGHT = 72.0, 400.0

Placed = tuple[float, float, float]


def page(*tops: float | Placed) -> list[Line]:
    """Return lines in the order of a text, each by its top, or by its left edge, its top and its height."""
    placed = [one if isinstance(one, tuple) else (LEFT, one, 12.0) for one in tops]
    return [
        Line(10 * n, 10 * n + 9, LEVEL, Extent(left, left + 200, top, top + high)) for n, (left, top, high) in enumerate(placed)
    ]


def strays(lines: list[Line]) -> tuple[list[float], list[float]]:
    """Return the tops of those that come first, and of those that come last."""
    first, last = stray_lines(lines)
    return [one.extent.across0 for one in first], [one.extent.across0 for one in last]


def test_an_empty_page_has_none() -> None:
    assert stray_lines(()) == ((), ())


def test_a_footer_that_comes_first_is_one_though_other_feet_come_last() -> None:
    assert strays(page(600, *BODY)) == ([600], [])
    assert strays(page(20, 600, *BODY)) == ([600], []), "behind a header"
    assert strays(page(600, *BODY, 700)) == ([600], [])
    assert strays(page(600, *BODY, 700, 715)) == ([600], [])


def test_a_header_that_comes_last_is_one_though_other_heads_come_first() -> None:
    assert strays(page(*BODY, 40)) == ([], [40])
    assert strays(page(20, *BODY, 40)) == ([], [40])


def test_a_line_amid_the_page_is_no_footer_where_much_that_is_read_later_stands_below() -> None:
    assert strays(page(300, *BODY[:5], *(400.0 + 15 * n for n in range(5)))) == ([], [])


def test_what_runs_up_the_margin_does_not_hide_a_footer() -> None:
    margin = Line(900, 920, UP, Extent(-500, -300, 20, 26))
    assert strays([margin, *page(600, *BODY)]) == ([600], [])


def test_footers_are_read_from_top_to_bottom_but_for_those_in_one_row() -> None:
    assert strays(page(600, 615, *BODY)) == ([600, 615], [])
    assert strays(page(615, 600, *BODY)) == ([], [])
    assert strays(page((LEFT, 600, 12), (RIGHT, 598, 12), *BODY)) == ([600, 598], [])


def test_of_two_parts_in_the_wrong_order_the_smaller_one_strays() -> None:
    assert strays(page(600, 615, 630, 645, 660, 675, *BODY[:5])) == ([], BODY[:5])
    assert strays(page(600, 615, 630, 645, 660, *BODY[:6])) == ([600, 615, 630, 645, 660], [])


def test_several_lines_beside_all_others_are_a_column_of_text_and_two_are_not() -> None:
    low = [(RIGHT, 500.0 + 15 * n, 12.0) for n in range(3)]
    assert strays(page(*low, *BODY)) == ([], [])
    assert strays(page(*low[:2], *BODY)) == ([500, 515], [])
    high = [(RIGHT, 10.0 + 15 * n, 12.0) for n in range(3)]
    assert strays(page(*BODY, *high)) == ([], [])
    assert strays(page(*BODY, *high[:2])) == ([], [10, 25])
    assert strays(page(*((LEFT, top, high) for _, top, high in low), *BODY)) == ([500, 515, 530], [])


def noted(*notes: Placed, head: tuple[float, ...] = (), right: int = 12) -> list[Line]:
    """Return a page of two columns, the notes of both first, behind what stands at its head."""
    columns = [(LEFT, 100.0 + 15 * n, 12.0) for n in range(12)] + [(RIGHT, 100.0 + 15 * n, 12.0) for n in range(right)]
    return page(*head, *notes, *columns)


TWO = ((LEFT, 300.0, 9.0), (LEFT, 311.0, 9.0), (RIGHT, 300.0, 9.0), (RIGHT, 311.0, 9.0))


def test_notes_at_the_feet_of_columns_are_strays_though_they_are_many() -> None:
    assert strays(noted(*TWO, right=18)) == ([], []), "what is read later stands under them"
    found = column_notes(noted(*TWO))
    assert [one.extent.across0 for one in found] == [300, 311, 300, 311]
    assert strays(noted(*TWO))[0] == [300, 311, 300, 311]
    other = ((RIGHT, 250.0, 9.0), (RIGHT, 261.0, 9.0), *TWO[:2])
    assert strays(noted(*other, right=9))[0] == [250, 261, 300, 311], "one column is longer"


@pytest.mark.parametrize("head", [(20.0,), (20.0, 35.0), (20.0, 35.0, 50.0)])
def test_they_are_found_behind_headers(head: tuple[float, ...]) -> None:
    assert len(column_notes(noted(*TWO, head=head))) == 4


def test_a_page_of_few_lines_has_no_column_notes() -> None:
    assert column_notes(()) == ()
    assert column_notes(page((LEFT, 300, 9), (LEFT, 100, 12), (LEFT, 115, 12), (LEFT, 130, 12), (LEFT, 145, 12))) == (), (
        "one line"
    )


def test_small_print_is_measured_by_what_is_read_last() -> None:
    """A page may have more lines in its notes than in all of its text."""
    many = [(LEFT, 300.0 + 11 * n, 9.0) for n in range(13)]
    body = [(LEFT, 100.0 + 15 * n, 12.0) for n in range(10)]
    assert len(column_notes(page(*many, *body))) == 13
    assert column_notes(page(*many, *many[:3], *body)) == (), "as good as all of it are no notes"


def test_a_line_is_small_though_the_mark_of_its_note_is_raised() -> None:
    marked = ((LEFT, 300.0, 12.0), (LEFT, 311.0, 9.0))
    body = [(LEFT, 100.0 + 15 * n, 12.0) for n in range(12)]
    assert len(column_notes(page(*marked, *body))) == 2
    far = ((LEFT, 300.0, 12.0), (LEFT, 360.0, 9.0), (LEFT, 371.0, 9.0))
    assert column_notes(page(*far, *body)) == (), "that is no mark of the line under it"


def test_what_runs_up_the_margin_does_not_hide_notes() -> None:
    margin = Line(900, 920, UP, Extent(-500, -300, 20, 26))
    assert len(column_notes([margin, *noted(*TWO)])) == 4


def test_notes_stand_under_a_column_of_text_and_above_nothing_but_feet() -> None:
    body = [(LEFT, 100.0 + 15 * n, 12.0) for n in range(12)]
    notes = TWO[:2]
    assert len(column_notes(page(*notes, *body, 700))) == 2
    assert column_notes(page(*notes, *body, *(400.0 + 15 * n for n in range(8)))) == (), "text goes on under them"
    title = [(LEFT, 60.0, 12.0), (LEFT, 75.0, 12.0)]
    right = [(RIGHT, 100.0 + 15 * n, 12.0) for n in range(12)]
    assert column_notes(page(*notes, *title, *right)) == (), "a title over a sidebar is no column"
    assert column_notes(page(*notes, *body, (LEFT, 296.0, 24.0))) == (), "beside them stands text"
    deep = [(LEFT, 290.0, 12.0)]
    assert len(column_notes(page(*notes, *body, *deep))) == 2, "the last line's tails reach into them"
