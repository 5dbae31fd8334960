"""Selecting on lines from the right and on lines with words of two directions: carets, words, lines, quads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.dragging import dragged
from reviewer.documents.text.selecting.pointing import char_at, line_span, word_span
from reviewer.documents.text.selecting.selection import Selection, select
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Rect
from tests.documents.layouts import HEIGHT, REPEATABLE, WIDTH, middle, shown_page

ARABIC = "شركة Facebook قالت في 2018 إن لا"
HEBREW = "החברה אמרה 12 פעמים"
LEFT = 100.0
TOP = 100.0


def right(text: str) -> float:
    return LEFT + WIDTH * len(text)


def drag(text: PageText, one: Point, other: Point) -> Selection:
    start, end = dragged(text, one, other)
    return select({0: text}, TextPosition(0, start), TextPosition(0, end))


def taken(text: PageText, words: str) -> Selection:
    start = text.text.index(words)
    return select({0: text}, TextPosition(0, start), TextPosition(0, start + len(words)))


def rects(selection: Selection) -> list[Rect]:
    return sorted((one.quad.rect for one in selection.quads), key=lambda rect: rect.x0)


def edge(text: PageText, offset: int, share: float) -> Point:
    """Return a point on a character, `share` of its width from its left."""
    rect = text.quad(offset).rect
    return Point(rect.x0 + share * rect.width, (rect.y0 + rect.y1) / 2)


@pytest.mark.parametrize("words", ["شركة", "قالت في", "2018", "Facebook", "لا"])
def test_a_drag_over_words_of_either_direction_takes_them(words: str) -> None:
    text = shown_page((LEFT, TOP, ARABIC))
    first, last = text.text.index(words), text.text.index(words) + len(words) - 1
    from_right = not words[0].isascii()
    here, there = edge(text, first, 0.9 if from_right else 0.1), edge(text, last, 0.1 if from_right else 0.9)
    assert drag(text, here, there).text == drag(text, there, here).text == words
    assert len(drag(text, here, there).quads) == 1


def test_what_stands_apart_is_marked_apart() -> None:
    text = shown_page((LEFT, TOP, ARABIC))
    selection = taken(text, "شركة Face")
    # from the right: the company, then "Facebook" from its left on
    name = right(ARABIC) - WIDTH * len("شركة Facebook")
    assert rects(selection) == [
        Rect(name, TOP, name + 4 * WIDTH, TOP + HEIGHT),
        Rect(right(ARABIC) - 5 * WIDTH + WIDTH, TOP, right(ARABIC), TOP + HEIGHT),
    ]


def test_what_stands_together_is_marked_as_one() -> None:
    text = shown_page((LEFT, TOP, ARABIC))
    assert rects(taken(text, "Facebook قالت في 2018 إن")) == [
        Rect(LEFT + 3 * WIDTH, TOP, right(ARABIC) - 5 * WIDTH, TOP + HEIGHT)
    ]
    assert len(taken(text, ARABIC).quads) == 1


def test_a_drag_from_margin_to_margin_takes_the_line() -> None:
    for words, from_right in (
        (ARABIC, True),
        ("Facebook قالت إن Netflix", True),
        ("It says קדימה אמר", False),
        ("אמר Fab", False),
    ):
        text = shown_page((LEFT, TOP, words), from_right=from_right)
        ends = Point(LEFT - 20, TOP + 6), Point(right(words) + 20, TOP + 6)
        assert drag(text, *ends).text == words
        assert drag(text, *reversed(ends)).text == words


def test_a_drag_down_from_the_middle_of_a_line_takes_its_rest_at_the_left() -> None:
    lines = [HEBREW, "ועוד שורה אחת כאן", "וסוף"]
    text = shown_page(*((LEFT, TOP + 15 * at, words) for at, words in enumerate(lines)))
    start, end = text.text.index("אמרה"), text.text.index("שורה") + 3
    selection = drag(text, edge(text, start, 0.9), edge(text, end, 0.1))
    assert selection.text == "אמרה 12 פעמים\nועוד שורה"
    assert [one.quad.rect.x1 for one in selection.quads] == [right(HEBREW) - 6 * WIDTH, right(lines[1])]


@pytest.mark.parametrize("words", ["החברה", "אמרה", "12", "פעמים"])
def test_a_double_click_takes_the_word_under_the_pointer(words: str) -> None:
    text = shown_page((LEFT, TOP, HEBREW))
    offset = char_at(text, middle(text, text.text.index(words)))
    assert offset is not None
    start, end = word_span(text, offset)
    assert text.text[start:end] == words


@pytest.mark.parametrize("word", ["צה״ל", 'צה"ל', "ג׳ורג", "می\u200cخواهم"])
def test_signs_of_abbreviation_and_joiners_belong_to_words(word: str) -> None:
    text = shown_page((LEFT, TOP, f"אב {word} גד"))
    start, end = word_span(text, text.text.index(word) + 1)
    assert text.text[start:end] == word


def test_a_triple_click_takes_the_line_from_either_side() -> None:
    text = shown_page((LEFT, TOP, ARABIC), (LEFT, TOP + 15, HEBREW))
    for point in (Point(LEFT + 2, TOP + 20), Point(right(HEBREW) - 2, TOP + 20)):
        offset = char_at(text, point)
        assert offset is not None
        start, end = line_span(text, offset)
        assert text.text[start:end] == HEBREW


WORDS = ["שלום", "אב", "الله", "Fab", "Inc. Co", "(אב)", "(Fab)", "12", "3.5", "١٢"]
LINES = st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), st.booleans())


@REPEATABLE
@given(LINES, st.integers(0, 60), st.integers(0, 60))
def test_quads_cover_what_was_taken_and_nothing_else(line: tuple[str, bool], one: int, other: int) -> None:
    words, from_right = line
    text = shown_page((LEFT, TOP, words), from_right=from_right)
    selection = select({0: text}, TextPosition(0, one), TextPosition(0, other))
    for offset, char in enumerate(words):
        inside = any(rect.contains(middle(text, offset)) for rect in rects(selection))
        if not char.isspace():
            assert inside == (selection.start.offset <= offset < selection.end.offset)
    assert all(one.x1 <= other.x0 for one, other in zip(rects(selection), rects(selection)[1:], strict=False))


@REPEATABLE
@given(LINES, st.integers(0, 60))
def test_a_drag_over_one_letter_takes_it(line: tuple[str, bool], number: int) -> None:
    words, from_right = line
    text = shown_page((LEFT, TOP, words), from_right=from_right)
    offset = number % len(words)
    if words[offset].isalnum():
        assert drag(text, edge(text, offset, 0.2), edge(text, offset, 0.8)).text == words[offset]
        assert char_at(text, middle(text, offset), slack=0) == offset
