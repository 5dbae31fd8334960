"""Transcripts with white dots for blanks are read as anybody reads them, and their line numbers are none of their words."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf
import pytest

from reviewer.documents.parsing.pdf_text.characters import characters, plain_text
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.selecting.selection import select
from tests.documents.reading import opened, page_texts

SPOKEN = [
    "Q.\t\tYou ready?",
    "\t\t\tGood afternoon, Ms. Long.\tMy name",
    "is Ron Mercer.\tI am with the firm of",
    "Marshall and Warner.",
]
WHITE, BLACK, GREY = 1.0, 0.0, 0.6


def transcript(*columns: tuple[float, float], colour: float = WHITE, lines: Sequence[str] = SPOKEN) -> pymupdf.Document:
    """Return a sheet with pages of twenty lines at x and y, each a number and words; tabs are dots of a colour."""
    doc = pymupdf.open()
    page = doc.new_page(width=600, height=800)
    commands = []
    for x, y in columns:
        for number in range(20):
            words = lines[number % len(lines)].split("\t")
            parts = [f"0 g ({number + 1}) Tj {colour} g (\\267 \\267) Tj"]
            for at, word in enumerate(words):
                parts.append(f"0 g ({word}) Tj")
                if at + 1 < len(words):
                    parts.append(f"{colour} g (\\267 ) Tj")
            commands.append(f"BT /helv 9 Tf 1 0 0 1 {x} {800 - y - 14 * number} Tm {' '.join(parts)} ET")
        commands.append(f"BT /helv 9 Tf 1 0 0 1 {x} {800 - y + 14} Tm 0 g (Page {int(x + y)}) Tj ET")
    page.insert_font(fontname="helv", fontbuffer=None)
    xref = doc.get_new_xref()
    doc.update_object(xref, "<<>>")
    doc.update_stream(xref, "\n".join(commands).encode("latin-1"))
    page.set_contents(xref)
    return doc


def test_white_dots_are_blanks_and_words_behind_several_stand_apart() -> None:
    page = transcript((72, 100))[0]
    text, packed = characters(page)
    assert plain_text(page) == text
    assert len(packed) == 32 * len(text)
    assert [" ".join(line.split()) for line in text.split("\n")][:8] == [
        "1", "Q.", "You ready?", "2", "Good afternoon, Ms. Long. My name", "3", "is Ron Mercer. I am with the firm of", "4",
    ]  # fmt: skip
    assert "\u00b7" not in text


@pytest.mark.parametrize("colour", [BLACK, GREY])
def test_dots_that_are_seen_stay(colour: float) -> None:
    page = transcript((72, 100), colour=colour)[0]
    assert characters(page)[0] == plain_text(page)
    assert plain_text(page).count("\u00b7") > 40


@pytest.mark.parametrize(
    "columns", [[(72.0, 100.0), (320.0, 100.0)], [(72.0, 100.0), (72.0, 420.0), (320.0, 100.0), (320.0, 420.0)]]
)
def test_line_numbers_of_several_pages_on_a_sheet_are_no_words(columns: list[tuple[float, float]]) -> None:
    (text,) = page_texts(opened(transcript(*columns).tobytes())).values()
    assert len(text.margin_numbers) == 20 * len(columns)
    quote = "My name is Ron Mercer. I am with the firm of Marshall and Warner."
    places = find_quote({0: text.text}, quote)
    assert len(places) == 5 * len(columns)
    assert {" ".join(select({0: text}, start, end).text.split()) for start, end in places} == {quote}


def test_dots_on_dark_paper_are_seen() -> None:
    """There the letters are white as well."""
    doc = pymupdf.open()
    page = doc.new_page()
    page.draw_rect(page.rect, fill=(0, 0, 0))
    for line in range(6):
        page.insert_text((72, 100 + 20 * line), "Smith \u00b7 Jones \u00b7 \u00b7 \u00b7 Brown", fontsize=11, color=(1, 1, 1))
    assert plain_text(page) == characters(page)[0]
    assert plain_text(page).count("Smith \u00b7 Jones \u00b7 \u00b7 \u00b7 Brown\n") == 6


def test_two_lists_of_one_length_keep_their_numbers() -> None:
    doc = pymupdf.open()
    page = doc.new_page()
    for x in (72.0, 320.0):
        for number in range(20):
            page.insert_text((x, 100 + 14 * number), str(number + 1), fontsize=9)
            page.insert_text((x + 40, 100 + 14 * number), f"Company {number} paid", fontsize=9)
    (text,) = page_texts(opened(doc.tobytes())).values()
    assert text.margin_numbers == ()
    assert find_quote({0: text.text}, "Company 0 paid 2 Company 1 paid")
