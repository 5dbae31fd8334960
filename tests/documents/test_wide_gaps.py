"""A line of justified text is one line however wide its spaces are, and columns stay columns."""

from __future__ import annotations

import pymupdf
import pytest

from reviewer.documents.text.page.page_text import PageText
from tests.documents.reading import opened, page_texts

SIZE = 10.0
LINES = "the company paid what it owed to all of them", "and said so in the letter of the fourth of May"


def page(*drawn: tuple[float, float, str]) -> PageText:
    """Return a page with texts at x and baseline."""
    doc = pymupdf.open()
    shown = doc.new_page()
    for x, y, text in drawn:
        shown.insert_text((x, y), text, fontsize=SIZE)
    (made,) = page_texts(opened(doc.tobytes())).values()
    return made


def lines(text: PageText) -> list[str]:
    return [" ".join(text.text[one.start : one.end].split()) for one in text.lines]


def gapped(y: float, gap: float, left: str = "to all who were", right: str = "partners of it") -> list[tuple[float, float, str]]:
    return [(72, y, left), (72 + pymupdf.get_text_length(left, fontsize=SIZE) + gap, y, right)]


@pytest.mark.parametrize("gap", [14, 25, 38])
def test_a_wide_space_is_none_where_the_line_above_or_below_goes_on_over_it(gap: float) -> None:
    one = "to all who were partners of it"
    assert lines(page((72, 100, LINES[0]), *gapped(112, gap))) == [LINES[0], one]
    assert lines(page(*gapped(100, gap), (72, 112, LINES[0]))) == [one, LINES[0]]


def test_several_wide_spaces_of_one_line_are_none() -> None:
    words = [(72 + 60 * at, 112, word) for at, word in enumerate(("Charge", "summing", "all", "of it"))]
    assert lines(page((72, 100, LINES[0] + " in full"), *words)) == [LINES[0] + " in full", "Charge summing all of it"]


@pytest.mark.parametrize(
    "others",
    [
        [],  # nothing above and below
        [(72, 140, LINES[0])],  # too far below
        gapped(112, 22, "and to those who"),  # a gap there too: columns
        [(72, 112, "and to those who")],  # a line that ends before the gap tells nothing
    ],
)
def test_a_gap_that_no_line_goes_over_parts_two_lines(others: list[tuple[float, float, str]]) -> None:
    assert lines(page(*gapped(100, 25), *others))[:2] == ["to all who were", "partners of it"]


def test_a_gap_between_columns_stays_though_a_heading_runs_over_it() -> None:
    shown = page((72, 88, LINES[1]), *gapped(100, 25), *gapped(112, 25))
    assert lines(shown)[1:3] == ["to all who were", "partners of it"]


def test_a_gap_wider_than_any_space_stays() -> None:
    assert lines(page((72, 100, LINES[0]), *gapped(112, 60)))[1:] == ["to all who were", "partners of it"]
