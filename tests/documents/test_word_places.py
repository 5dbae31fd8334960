"""Where the words of a statement stand on its page: under its own quads, over a line end and a page end, or nowhere."""

from __future__ import annotations

from array import array

from reviewer.documents.text.beside.word_places import places, side_of
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.reanchoring.words import words_of
from reviewer.model.geometry import PageQuad, Quad, Rect


def page_of(*lines: str, page: int = 0) -> PageText:
    """Return a page of which every letter is 10 wide and 10 high, and every line 20 below the one before."""
    boxes = array("d")
    for row, line in enumerate(lines):
        for at in range(len(line)):
            left, top = 10.0 * at, 20.0 * row
            boxes.extend((left, top, left + 10, top, left, top + 10, left + 10, top + 10))
        boxes.extend([0.0] * 8)
    return PageText(page, "".join(f"{one}\n" for one in lines), boxes, "test")


def line(page: int, row: int, start: int, end: int) -> PageQuad:
    return PageQuad(page, Quad.of_rect(Rect(10.0 * start, 20.0 * row, 10.0 * end, 20.0 * row + 10)))


def test_a_word_over_a_line_end_stands_in_both_lines_and_within_the_passage() -> None:
    pages = {0: page_of("never asked for mes-", "sages of anyone")}
    quads = [line(0, 0, 6, 20), line(0, 1, 0, 5)]
    side = side_of(quads, pages)
    assert side.text == "asked for mes-\nsages"
    asked, _, messages = words_of(side.text)
    assert [one.quad.rect for one in places(side, [asked], pages)] == [Rect(60, 0, 110, 10)]
    assert [one.quad.rect for one in places(side, [messages], pages)] == [Rect(160, 0, 200, 10), Rect(0, 20, 50, 30)]


def test_words_over_a_page_end_stand_on_both_pages_without_what_lies_between() -> None:
    pages = {0: page_of("we asked", "page 1"), 1: page_of("for access", page=1)}
    side = side_of([line(0, 0, 0, 8), line(1, 0, 0, 10)], pages)
    assert side.text == "we asked\nfor access"
    assert [one.page for one in places(side, words_of(side.text)[1:3], pages)] == [0, 1]


def test_a_picture_without_words_has_none() -> None:
    side = side_of([line(0, 0, 0, 8)], {0: page_of("")})
    assert side.text == ""
    assert places(side, [], {}) == ()
