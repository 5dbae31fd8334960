"""Moving a caret by character, word and line, in every text and in every layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.moving import (
    along_of,
    caret_after,
    caret_before,
    line_above,
    line_below,
    line_ends,
    on_outer_line,
    outer_caret,
    outer_word,
    runs_from_right,
    word_after,
    word_before,
)
from reviewer.documents.text.selecting.pointing import caret_at, caret_edge
from reviewer.model.geometry import Point
from tests.documents.layouts import HEIGHT, REPEATABLE, WIDTH, column, page_text, plain_page, shown_page

ACCENT, JOINER = "\u0301", "\u200d"
TEXTS = st.text(st.sampled_from("ab é-.'\n\n" + ACCENT + JOINER + "שנ1漢"), max_size=60)
PAGES = TEXTS.map(plain_page)
TWO_COLUMNS = page_text(*column(72, 100, ("left one", "left two", "left three")), *column(300, 100, ("right one", "right two")))
TABLE = page_text(
    *((x, 100, words) for x, words in ((72, "name"), (200, "date"), (320, "what"))),
    *((x, 115, words) for x, words in ((72, "Ada"), (200, "2 May"), (320, "read"))),
)


def walk(text: PageText, start: int | None, move: Callable[[PageText, int], int | None]) -> list[int]:
    """Return every place from a start on, until a move leads nowhere."""
    found: list[int] = []
    at = start
    while at is not None:
        found.append(at)
        assert len(found) <= len(text) + 1, "it goes in a circle"
        at = move(text, at)
    return found


def lines_down(text: PageText, start: int, step: Callable[[PageText, int, float], tuple[int, float] | None]) -> list[int]:
    found, along = [start], along_of(text, start)
    while (to := step(text, found[-1], along)) is not None:
        found.append(to[0])
        along = to[1]
        assert len(found) <= len(text.lines)
    return found


@REPEATABLE
@given(PAGES)
def test_characters_lead_through_all_that_is_seen_and_back_the_same_way(text: PageText) -> None:
    forwards = walk(text, outer_caret(text, True), caret_after)
    assert walk(text, outer_caret(text, False), caret_before) == forwards[::-1]
    assert forwards == sorted(set(forwards))
    seen = {at for at, char in enumerate(text.text) if not char.isspace() and char not in ACCENT + JOINER}
    joined = {at for at in seen if at and text.text[at - 1] == JOINER}
    assert seen - joined <= set(forwards), "a place before every character"
    assert all(line.start in forwards and line.end in forwards for line in text.lines)


@REPEATABLE
@given(PAGES, st.integers(0, 60))
def test_every_move_stays_in_the_text(text: PageText, offset: int) -> None:
    offset = min(offset, len(text))
    found = [move(text, offset) for move in (caret_after, caret_before, word_after, word_before)]
    steps = [step(text, offset, along) for step in (line_below, line_above) for along in (-1e9, 0.0, 100.0, 1e9)]
    found += [step[0] for step in steps if step is not None]
    found += [*line_ends(text, offset), *(on_outer_line(text, first, along=90.0) for first in (True, False))]
    assert all(at is None or 0 <= at <= len(text) for at in found)


@REPEATABLE
@given(PAGES)
def test_words_lead_through_the_text_and_back_the_same_way(text: PageText) -> None:
    forwards = walk(text, 0, word_after)[1:]
    backwards = walk(text, len(text), word_before)[1:]
    assert set(backwards) - {0} == set(forwards)
    assert set(forwards) <= set(walk(text, outer_caret(text, True), caret_after))


@REPEATABLE
@given(PAGES)
def test_lines_are_walked_from_the_first_to_the_last(text: PageText) -> None:
    if not text.lines:
        return
    down = lines_down(text, text.lines[0].start, line_below)
    up = lines_down(text, text.lines[-1].end, line_above)
    assert [text.line_at(at) for at in down] == list(text.lines)
    assert [text.line_at(at) for at in up] == list(text.lines)[::-1]


def test_words_are_stopped_at_where_they_begin() -> None:
    text = plain_page("He said (twice): “no-one’s read” it.\nNot exam-\nined at all")
    starts = [text.text[at : at + 3] for at in walk(text, 0, word_after)[1:]]
    assert starts == ["sai", "twi", "no-", "rea", "it.", "Not", "exa", "at ", "all"]


def test_up_and_down_keep_the_column_over_a_short_line() -> None:
    text = plain_page("a long first line\nshort\na long third line")
    start = text.text.index("first")
    below = line_below(text, start, along_of(text, start))
    assert below is not None
    assert text.text[: below[0]].endswith("short")
    third = line_below(text, *below)
    assert third is not None
    assert text.text[third[0] :] == "third line"


def test_from_the_foot_of_a_column_down_leads_to_the_head_of_the_next_and_up_leads_back() -> None:
    start = TWO_COLUMNS.text.index("three")
    down = line_below(TWO_COLUMNS, start, along_of(TWO_COLUMNS, start))
    assert down is not None
    assert TWO_COLUMNS.text[down[0] :].startswith(" one\nright two"), "as far from the column's edge as before"
    up = line_above(TWO_COLUMNS, *down)
    assert up is not None
    assert up[0] == start


def test_in_a_table_down_leads_to_the_cell_below() -> None:
    start = TABLE.text.index("date")
    down = line_below(TABLE, start, along_of(TABLE, start))
    assert down is not None
    assert TABLE.text[down[0] :].startswith("2 May")
    up = line_above(TABLE, *down)
    assert up is not None
    assert up[0] == start


def test_the_ends_of_a_line_are_its_words() -> None:
    text = plain_page("above\n  some words  \nbelow")
    start, end = line_ends(text, text.text.index("words"))
    assert text.text[start:end] == "some words"


@pytest.mark.parametrize("words", ["שלום עולם", "שלום Ada עולם", "in 2018 שנ and"])
def test_a_caret_is_shown_where_a_click_puts_it(words: str) -> None:
    text = shown_page((100, 100, words), from_right=not words.isascii() and not words.startswith("in"))
    for offset in walk(text, outer_caret(text, True), caret_after):
        edge = caret_edge(text, offset)
        assert edge is not None
        upper, lower = edge
        assert lower.y - upper.y == HEIGHT
        on_character = min(max(upper.x, 100), 100 + WIDTH * len(words))
        found = [caret_at(text, Point(on_character + aside, 105)) for aside in (-0.5, 0.5)]
        assert offset in found


def test_a_line_from_the_right_says_so() -> None:
    text = shown_page((100, 100, "שלום Ada עולם"))
    assert runs_from_right(text, 3)
    assert not runs_from_right(plain_page("Ada שלום Ada"), 3)


def test_a_page_without_words_leads_nowhere() -> None:
    text = plain_page(" \n")
    assert outer_caret(text, True) is outer_caret(text, False) is caret_after(text, 0) is caret_before(text, 0) is None
    assert outer_word(text, False) is on_outer_line(text, True, along=0.0) is None
    assert word_after(text, 0) is line_below(text, 0, 0.0) is line_above(text, 0, 0.0) is None
    assert caret_edge(text, 0) is None
