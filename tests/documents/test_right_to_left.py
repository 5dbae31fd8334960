"""Pages in Arabic and Hebrew as a worker reads them: order, ligatures, marks, cells, and boxes that are where the glyphs are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.selecting.selection import select
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Rect
from tests.builders import Drawn, drawn_pdf
from tests.documents.bidi import as_shown
from tests.documents.layouts import REPEATABLE
from tests.documents.reading import opened, page_texts

WIDTH = 6.0
GREETING = "السلام"
LIGATURE = ["ا", "ل", "س", "لا", "م"]
"""The same with the fourth and the fifth letter as one glyph."""


def row(glyphs: Iterable[str], *, x: float = 100, y: float = 100, drawn: str = "from left") -> list[Drawn]:
    """Return glyphs side by side from the left, drawn from the left or from the right; marks stand over the glyph after them."""
    placed = []
    for letters in glyphs:
        width = 0.0 if unicodedata.combining(letters[0]) else WIDTH * sum(not unicodedata.combining(one) for one in letters)
        placed.append(Drawn(letters, x, y, width))
        x += width
    return placed if drawn == "from left" else placed[::-1]


def line(text: str, *, from_right: bool, x: float = 100, y: float = 100) -> list[Drawn]:
    """Return a line of text as it is shown, a glyph a character, drawn from the left, brackets as they look."""
    shown = as_shown(text, from_right=from_right)
    return row((text[at] for at in shown), x=x, y=y)


def page(drawn: Sequence[Drawn], rotation: int = 0) -> PageText:
    document = opened(drawn_pdf(drawn, rotation=rotation))
    text = page_texts(document)[0]
    assert document.plain_text(0) == text.text
    return text


def rects(text: PageText, words: str) -> list[Rect]:
    start = text.text.index(words)
    places = TextPosition(text.page, start), TextPosition(text.page, start + len(words))
    return [one.quad.rect for one in select({text.page: text}, *places).quads]


@pytest.mark.parametrize("drawn", ["from left", "from right"])
@pytest.mark.parametrize(
    "glyphs",
    [LIGATURE, ["\ufe8d", "\ufedf", "\ufeb4", "\ufefc", "\ufee1"]],
    ids=["letters", "presentation forms"],
)
def test_the_letters_of_a_ligature_keep_their_order(glyphs: list[str], drawn: str) -> None:
    text = page([*row(reversed(glyphs), drawn=drawn), *row(reversed(glyphs), y=130, drawn=drawn)])
    assert text.text == f"{GREETING}\n{GREETING}\n"
    assert len(find_quote({0: text.text}, GREETING)) == 2
    assert len(find_quote({0: text.text}, "".join(glyphs))) == 2


def test_the_letters_of_a_ligature_lie_side_by_side_from_the_right() -> None:
    text = page(row(reversed(LIGATURE)))
    assert [text.quad(at).rect.x0 for at in range(len(GREETING))] == pytest.approx([130, 124, 118, 112, 106, 100], abs=0.01)
    assert rects(text, "لا") == [Rect(106, 92, 118, 102)]


def test_digits_are_not_turned_round_nor_the_parts_of_a_line_exchanged() -> None:
    text = "العدد ١٢٣٤ ثم 5.6 آخر"
    assert page(line(text, from_right=True)).text == f"{text}\n"


def test_cells_of_two_scripts_are_lines_of_their_own() -> None:
    left, right = "14 april 1434", "١٤ إبريل ١٤٣٤"
    text = page([*line(left, from_right=False), *line(right, from_right=True, x=240)])
    assert set(text.text.split("\n")) == {left, right, ""}


@pytest.mark.parametrize("drawn", ["from left", "as read"])
def test_words_of_two_scripts_are_read_in_their_order_however_they_were_drawn(drawn: str) -> None:
    text = "שלום Facebook עולם 12 וגם Netflix אמרה."
    shown = as_shown(text, from_right=True)
    placed = {at: Drawn(text[at], 100 + WIDTH * place, 100) for place, at in enumerate(shown)}
    found = page([placed[at] for at in (shown if drawn == "from left" else sorted(shown))])
    assert found.text == f"{text}\n"


@pytest.mark.parametrize("meant", [True, False], ids=["as meant", "as they look"])
def test_brackets_are_as_they_are_meant(meant: bool) -> None:
    text = "אמרה (כן) ולא [אחת] מהן"
    drawn = line(text, from_right=True)
    if not meant:
        mirror = dict(zip("()[]", ")(][", strict=True))
        drawn = [Drawn(mirror.get(one.letters, one.letters), one.x, one.y, one.width) for one in drawn]
    assert page(drawn).text == f"{text}\n"


def test_a_space_that_is_only_a_gap_is_read_as_one() -> None:
    text = page([*row("אבג"), *row("דהו", x=100 + 3 * WIDTH + 4)])
    assert text.text == "והד גבא\n"
    assert rects(text, "ד ג") == [Rect(112, 92, 128, 102)]


def test_marks_stand_behind_their_letters() -> None:
    before = page([*row(["ד", "ֶ", "ק"]), *row([" ", "ֶ", "ג"], x=112)])
    assert before.text == "גֶ קֶד\n"
    after = page([*row(["ד", "ק", "ֶ"]), *row([" ", "ג", "ֶ"], x=112)])
    assert after.text == "גֶ קֶד\n"
    as_read = page(row(["ד", "ֶ", "ק"], drawn="from right"))
    assert as_read.text == "קֶד\n"


def test_a_mark_of_a_letters_own_glyph_stays_with_it() -> None:
    text = page(row(reversed(["ל", "ש\u05c1", "ו"])))
    assert text.text == "לש\u05c1ו\n"


def test_a_mark_that_is_drawn_first_belongs_to_its_own_line() -> None:
    first, second = ["ד", " ", "ֶ", "ק"], ["ֶ", "ג", "ב"]
    assert page([*row(first), *row(second, y=130)]).text == "קֶ ד\nבגֶ\n"


def test_hidden_text_upon_other_text_is_not_mixed_with_it() -> None:
    words = "שלום עולם"
    text = page([*line(words, from_right=True), *line(words, from_right=True, x=103)])
    assert text.text.split() == words.split() * 2


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_are_read_alike(rotation: int) -> None:
    text = "אמרה Facebook ב-14.3.2018 שלא"
    drawn = line(text, from_right=True)
    assert page(drawn, rotation).text == f"{text}\n"
    assert page(drawn, rotation).boxes == page(drawn).boxes


def test_a_paragraph_from_the_left_keeps_its_direction_though_a_line_is_mostly_from_the_right() -> None:
    lines = ["The report of the board says this of", "עברית ועוד עברית and", "of the first and of the second year"]
    drawn = [one for at, text in enumerate(lines) for one in line(text, from_right=False, y=100 + 14 * at)]
    assert page(drawn).text == "".join(f"{one}\n" for one in lines)


WORDS = ["שלום", "אב", "الله", "لا", "Fab", "Inc. Co", "(Fab)", "אב 12", "لا 3.5", "الله ١٢", "לא-14.3.2018", "iPhone 15", "נא?"]


@REPEATABLE
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_any_line_is_read_so_that_it_would_be_shown_as_it_was_printed(words: list[str]) -> None:
    text = " ".join(["שלום", *words, "עולם"])
    found = page(line(text, from_right=True)).text.rstrip("\n")
    printed, again = ("".join(one[at] for at in as_shown(one, from_right=True)) for one in (text, found))
    assert again == printed
