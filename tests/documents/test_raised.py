"""A footnote's mark stands on a word, and is none of its letters."""

from __future__ import annotations

from array import array

import pytest

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.raised import unmarked, without_marks
from reviewer.documents.text.page.words import whole_words
from reviewer.documents.text.selecting.pointing import word_span

RAISED, LOWERED, SMALL = "^", "_", "~"


def page(marked: str) -> PageText:
    """Return a page of one line; a sign of the three makes the letter after it small, raised, lowered or neither."""
    text, boxes, x, how = "", array("f"), 100.0, ""
    for letter in marked:
        if letter in (RAISED, LOWERED, SMALL):
            how = letter
            continue
        top, foot = {"": (100, 114), RAISED: (99, 107), LOWERED: (108, 116), SMALL: (104, 114)}[how]
        wide = 4.0 if how else 6.0
        boxes.extend((x, top, x + wide, top, x, foot, x + wide, foot))
        text, x, how = text + letter, x + wide, ""
    boxes.extend((0.0,) * 8)
    return PageText(0, text + "\n", boxes, "test 1")


@pytest.mark.parametrize(
    ("marked", "pointed", "taken"),
    [
        ("They knew^2^4^7 it", "knew", "knew"),
        ("They knew^2^4^7 it", "247", "247"),
        ("^4^4^4Papadopoulos said", "Papa", "Papadopoulos"),
        ("see ^4^4^43/29/16 Emails", "/29", "3/29/16"),
        ("see ^4^4^43/29/16 Emails", "9/16 Em", "3/29/16 Emails"),
        ("so he knew^* it", "knew", "knew"),
        ("drank H_2O only", "H", "H2O"),
        ("M~R~S S~M~I~T~H", "SMI", "SMITH"),
        ("area 51b here", "51", "51b"),
    ],
)
def test_a_word_is_taken_without_the_mark_on_it(marked: str, pointed: str, taken: str) -> None:
    shown = page(marked)
    start = shown.text.index(pointed)
    dragged = start, start + len(pointed)
    low, high = without_marks(shown, whole_words(shown.text, *dragged, goes_on=True), dragged)
    assert shown.text[low:high] == taken
    if "/" not in taken:
        assert f"{shown.text[slice(*word_span(shown, start))]}" == taken


def test_what_was_dragged_over_is_taken_with_its_mark() -> None:
    shown = page("They knew^2^4^7 it")
    dragged = shown.text.index("new"), shown.text.index(" it")
    low, high = without_marks(shown, whole_words(shown.text, *dragged, goes_on=True), dragged)
    assert shown.text[low:high] == "knew247"


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("130,000 users.^6^1 According to", "130,000 users. According to"),
        ("users ^6^1 According", "users  According"),
        ("one^3^,^4 and another^* one^†, too", "one and another one, too"),
        ("They knew¹² it", "They knew it"),
        ("drank H_2O in 2016", "drank H_2O in 2016"),
        ("^1 Id. at 18.", "^1 Id. at 18."),  # a note's own: no word stands before it
        ("area 51b, 3.5 and 1,000", "area 51b, 3.5 and 1,000"),
    ],
)
def test_marks_on_words_are_left_out_for_whoever_reads_over_them(marked: str, read: str) -> None:
    shown, wanted = page(marked), page(read).text
    without = unmarked(shown)
    assert len(without) == len(shown.text), "all else stands where it did"
    assert without.replace("\u2060", "") == wanted
