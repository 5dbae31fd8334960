"""Letters with a shadow are read once, those on top."""

from __future__ import annotations

import time

import pymupdf
import pytest

from reviewer.documents.parsing.pdf_text.characters import characters, plain_text
from reviewer.documents.parsing.pdf_text.pieces import Piece
from reviewer.documents.parsing.pdf_text.shadows import without_shadows

TITLE, LINE = "Medicare files = Calendar years", "VA files = Fiscal years"


def _page(*drawn: tuple[float, float, str]) -> pymupdf.Page:
    page = pymupdf.open().new_page()
    for x, y, text in drawn:
        page.insert_text((x, y), text, fontsize=20)
    return page


def test_a_shadow_is_no_second_word() -> None:
    page = _page((52, 102, TITLE), (50, 100, TITLE), (52, 142, LINE), (50, 140, LINE))
    text, packed = characters(page)
    assert text == plain_text(page) == f"{TITLE}\n{LINE}\n"
    assert memoryview(packed).cast("f")[0] == pytest.approx(50, abs=2), "the letters that were drawn last"


def test_shadows_of_a_whole_paragraph_come_first() -> None:
    page = _page((52, 102, TITLE), (52, 142, LINE), (50, 100, TITLE), (50, 140, LINE))
    assert plain_text(page) == f"{TITLE}\n{LINE}\n"


def test_a_paragraph_of_many_lines_is_read_once_however_often_it_lies_there() -> None:
    words = [f"Line {at} of what is said" for at in range(25)]
    page = _page(*((50 + lift, 60 + lift + 26 * at, line) for lift in (2, 1, 0) for at, line in enumerate(words)))
    text, packed = characters(page)
    assert text == plain_text(page) == "\n".join([*words, ""])
    assert memoryview(packed).cast("f")[0] == pytest.approx(50, abs=1), "the letters that were drawn last"


def test_a_page_of_the_same_words_over_and_over_takes_no_longer_than_its_lines() -> None:
    lines = [Piece(50, 9.0 * at, 74, 9.0 * at + 9, 4, letters=[("word", (0.0,) * 8)]) for at in range(10_000)]
    begun = time.process_time()
    assert len(without_shadows(lines)) == 10_000
    assert time.process_time() - begun < 10


def test_words_that_are_said_twice_stay() -> None:
    page = _page((50, 100, LINE), (50, 130, LINE), (320, 130, LINE))
    assert plain_text(page).count(LINE) == 3
    assert plain_text(page) == characters(page)[0]
