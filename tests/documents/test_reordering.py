"""From where glyphs stand on paper to the order in which they are read: held against the Unicode algorithm run forwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.reordering import facing, reading_order
from reviewer.documents.text.page.stretches import Sign
from tests.documents.bidi import as_shown
from tests.documents.layouts import REPEATABLE

FROM_RIGHT = [
    "שלום", "אב", "الله", "لا", "Fab", "Inc. Co", "(Fab)", "(אב)", "אב 12", "لا 3.5", "אב 12%", "الله ١٢", "[1] לא", "Fab (Inc)",
    "לא-14.3.2018", '"אב"', "לא,", "Fab-19", "iPhone 15", "נא?",
]  # fmt: skip
FROM_LEFT = [
    "one", "two", "Fab", '"אב"', "אב גד", "الله لا", "(אב)", "אב (גד)", "12 one", "in 2018", "٣٤ لا", "[1] a", "(Fab)", "x-12.5%",
    "אב, גד", "one.",
]  # fmt: skip


def on_paper(text: str, *, from_right: bool, drawn: str = "from left") -> list[Sign]:
    """Return a line's characters as they stand on paper, drawn from the left or as they are read."""
    order = as_shown(text, from_right=from_right)
    return [Sign(text[at], at if drawn == "as read" else place) for place, at in enumerate(order)]


def read_back(text: str, *, from_right: bool, drawn: str = "from left") -> str:
    signs = on_paper(text, from_right=from_right, drawn=drawn)
    return "".join(signs[one.index].char for one in reading_order(signs, from_right=from_right))


@pytest.mark.parametrize(
    "text",
    [
        "السلام عليكم لا إله إلا الله 123 ثم ١٢٣٤",
        'شركة Facebook Inc. قالت (نعم) في 14/03/2018 إن "لا" أحد',
        "بلغت النسبة 12.5% في ١٤-٠٣-٢٠١٨ وفقا لشركة (Netflix)، و«لا» غير.",
        "החברה Facebook אמרה (כן) ב-14.3.2018 שלא.",
        'שלום עולם [1] "ציטוט" 50% מ-iPhone 15 ועוד.',
        "לחיוב פעולות אלה לפי סעיף 15(ב)(4) לחוק מבקר המדינה",
        "של Facebook (FB) ושל Netflix [NFLX].",
    ],
)
def test_a_line_from_the_right_is_read_as_it_was_written(text: str) -> None:
    assert read_back(text, from_right=True) == text
    assert read_back(text, from_right=True, drawn="as read") == text


@pytest.mark.parametrize(
    "text",
    [
        "A line with an Arabic العربية word embedded.",
        "The word ‘الفاتيكان’ and “وجدير بالذكر” as a signal (Cf. Hatim 1997: 67-74).",
        "He said (לא) and אב (גד) twice, in ١٢ لا of 2018.",
    ],
)
def test_a_line_from_the_left_is_read_as_it_was_written(text: str) -> None:
    assert read_back(text, from_right=False) == text
    assert read_back(text, from_right=False, drawn="as read") == text


def test_a_number_between_two_scripts_goes_with_what_it_was_drawn_after() -> None:
    text = "English and עברית 12 too."
    assert read_back(text, from_right=False, drawn="as read") == text
    assert read_back("אב 12 Fab", from_right=True, drawn="as read") == "אב 12 Fab"


@REPEATABLE
@given(st.lists(st.sampled_from(FROM_RIGHT), min_size=1, max_size=8), st.sampled_from(["from left", "as read"]))
def test_what_is_read_from_the_right_is_shown_as_it_was_printed(words: list[str], drawn: str) -> None:
    assert_shown_again(" ".join(words), from_right=True, drawn=drawn)


@REPEATABLE
@given(st.lists(st.sampled_from(FROM_LEFT), min_size=1, max_size=8), st.sampled_from(["from left", "as read"]))
def test_what_is_read_from_the_left_is_shown_as_it_was_printed(words: list[str], drawn: str) -> None:
    assert_shown_again(" ".join(words), from_right=False, drawn=drawn)


def assert_shown_again(text: str, *, from_right: bool, drawn: str) -> None:
    printed = "".join(one.char for one in on_paper(text, from_right=from_right))
    found = read_back(text, from_right=from_right, drawn=drawn)
    assert "".join(found[at] for at in as_shown(found, from_right=from_right)) == printed


@REPEATABLE
@given(st.text(alphabet="אבجلabc12٣ ()[].,-/%\"'", max_size=60), st.booleans())
def test_no_glyph_is_lost_or_read_twice(text: str, from_right: bool) -> None:
    signs = [Sign(char, at) for at, char in enumerate(text)]
    assert sorted(one.index for one in reading_order(signs, from_right=from_right)) == list(range(len(text)))


def test_brackets_tell_whether_they_are_given_as_they_look() -> None:
    assert facing("אמר (כן) [לא]") > 0
    assert facing("אמר )כן( ]לא[") < 0
    assert facing("אמר (כן") == 0
    assert facing("«لا»") > 0
