"""Footnotes are no part of a sentence that goes on over the page; they are where a passage begins or ends in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pymupdf
import pytest

from reviewer.documents.text.furniture.between_pages import Kept, passed_over
from reviewer.documents.text.furniture.footnotes import footnotes
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.quoting import kept_in, text_selector
from reviewer.documents.text.selecting.selection import as_marked, printed, select
from reviewer.model.anchor import TextPosition
from reviewer.model.text_layer import LayerKind
from tests.documents.reading import opened, page_texts

BODY = [
    "The company said that its partners",
    "could not read any messages,",
    "though the terms it had signed with",
    "all of them granted",
]
NOTES = ["1", "Partner terms of 4 May, section 2,", "as amended."]
AFTER = ["access to read, write and delete", "private messages of all users."]


def document(*pages: tuple[Sequence[str], Sequence[str]], note_size: float = 9) -> dict[int, PageText]:
    """Return the texts of pages with lines above and notes at the foot, the first word of which is a raised figure."""
    return dict(page_texts(opened(_pdf(*pages, note_size=note_size))))


def _pdf(*pages: tuple[Sequence[str], Sequence[str]], note_size: float = 9) -> bytes:
    doc = pymupdf.open()
    for body, notes in pages:
        page = doc.new_page()
        for number, line in enumerate(body):
            page.insert_text((72, 90 + 16 * number), line, fontsize=12)
        if notes:
            mark, first, *others = notes
            page.insert_text((72, 700 - 0.35 * note_size), mark, fontsize=0.6 * note_size)
            page.insert_text((72 + 0.4 * note_size * len(mark), 700), first, fontsize=note_size)
            for number, line in enumerate(others, 1):
                page.insert_text((72, 700 + 12 * number), line, fontsize=note_size)
    return bytes(doc.tobytes())


def place(pages: dict[int, PageText], page: int, words: str, *, after: bool = False) -> TextPosition:
    at = pages[page].text.index(words)
    return TextPosition(page, at + len(words) * after)


def noted(page: PageText) -> str:
    span = footnotes(page, ())
    return page.text[slice(*span)] if span else ""


def test_a_sentence_over_the_page_is_quoted_and_marked_without_the_notes() -> None:
    pages = document((BODY, NOTES), (AFTER, ()))
    start, end = place(pages, 0, "the terms"), place(pages, 1, "private messages", after=True)
    made = text_selector(pages, start, end, lambda _word: False)
    assert made.quote == "the terms it had signed with all of them granted access to read, write and delete private messages"
    assert (made.start, made.end) == (start, end)
    taken = select(pages, start, end)
    assert "Partner terms" not in taken.text
    assert max(one.quad.rect.y1 for one in taken.quads if one.page == 0) < 200


@pytest.mark.parametrize(("words", "after"), [("Partner terms", False), ("as amended", False)])
def test_who_begins_in_a_note_has_it(words: str, after: bool) -> None:
    pages = document((BODY, NOTES), (AFTER, ()))
    taken = select(pages, place(pages, 0, words), place(pages, 1, "access", after=True))
    assert taken.text.startswith(words)
    assert "as amended." in taken.text


def test_who_ends_in_a_note_has_it_and_so_has_who_stays_on_the_page() -> None:
    pages = document((BODY, NOTES), (AFTER, NOTES))
    over = select(pages, place(pages, 0, "the terms"), place(pages, 1, "Partner terms", after=True))
    assert over.text.count("Partner terms") == 1
    assert over.text.endswith("Partner terms")
    within = select(pages, place(pages, 0, "granted"), place(pages, 0, "Partner terms", after=True))
    assert within.text.split() == ["granted", "1Partner", "terms"]


def test_only_what_is_surely_a_footnote_counts() -> None:
    assert " ".join(noted(document((BODY, NOTES))[0]).split()) == "1Partner terms of 4 May, section 2, as amended."
    assert noted(document((BODY, NOTES), note_size=11)[0]), "a point smaller is smaller"
    assert not noted(document((BODY, NOTES), note_size=12)[0]), "it is as large as the text"
    assert not noted(document((BODY, ["", "small print without a mark", "of two lines"]))[0])
    assert not noted(document((BODY[:2], NOTES))[0]), "too little text to compare it with"


def test_a_quotation_set_smaller_above_the_notes_stays_in_the_sentence() -> None:
    doc = pymupdf.open()
    for lines in (BODY, AFTER):
        page = doc.new_page()
        for number, line in enumerate(lines):
            page.insert_text((72, 90 + 16 * number), line, fontsize=12)
    page = doc[0]
    page.insert_text((90, 660), "'no partner reads any message'", fontsize=10.5)
    page.insert_text((72, 680), "______", fontsize=9)
    page.insert_text((72, 697), "2", fontsize=5.5)
    page.insert_text((76, 700), "Partner terms, section 2.", fontsize=9)
    pages = dict(page_texts(opened(doc.tobytes())))
    taken = select(pages, place(pages, 0, "the terms"), place(pages, 1, "delete", after=True))
    assert taken.text.split("\n")[-2:] == ["'no partner reads any message'", "access to read, write and delete"]


def test_a_quote_over_the_notes_is_found_as_it_is_told_and_with_the_notes_for_who_quotes_them() -> None:
    pages = document((BODY, NOTES), (AFTER, ()))
    texts = {page: one.text for page, one in pages.items()}

    def found(quote: str) -> str:
        ((start, end),) = find_quote(texts, quote, lambda page: passed_over(pages, page))
        return select(pages, start, end, kept_in(pages, start, end, quote)).text

    over = "with all of them granted access to read"
    assert " ".join(found(over).split()) == over
    noted = "all of them granted 1Partner terms of 4 May, section 2, as amended. access to read"
    assert " ".join(found(noted).split()) == noted
    assert find_quote(texts, over) == [], "texts alone do not tell the notes"
    assert find_quote(texts, "all of them sold access to read", lambda page: passed_over(pages, page)) == []


@pytest.mark.parametrize("quote", ["they all", "with which they all", "they all read, write and delete"])
def test_a_quote_over_the_notes_is_found_however_little_of_it_is_on_either_page(quote: str) -> None:
    pages = document(([*BODY[:3], "with which they"], NOTES), (["all read, write and delete"], ()))
    ((start, end),) = find_quote({page: one.text for page, one in pages.items()}, quote, lambda page: passed_over(pages, page))
    assert " ".join(select(pages, start, end).text.split()) == quote


@pytest.mark.parametrize(
    "quote",
    [
        "completely signed with all - access to read",  # whole, though a line end breaks it
        "com-pletely signed with all - access",
        "signed with all - access to read",  # a sign that is no word
        "had completely signed with all - access to read",
    ],
)
def test_notes_are_left_out_however_a_word_of_the_quote_is_broken(quote: str) -> None:
    pages = document(([*BODY[:2], "the terms it had com-", "pletely signed with all"], NOTES), (["- access to read"], ()))
    ((start, end),) = find_quote({page: one.text for page, one in pages.items()}, quote, lambda page: passed_over(pages, page))
    assert kept_in(pages, start, end, quote) is Kept.NOTHING
    assert "Partner terms" not in select(pages, start, end, kept_in(pages, start, end, quote)).text


def test_recognised_letters_are_of_many_sizes_and_no_sign() -> None:
    (page, _) = document((BODY, NOTES), (AFTER, ())).values()
    assert footnotes(page, ())
    assert footnotes(replace(page, kind=LayerKind.OCR), ()) is None


def test_what_is_left_out_already_does_not_hide_the_notes_above_it() -> None:
    doc = pymupdf.open(stream=_pdf((BODY, NOTES)), filetype="pdf")
    doc[0].insert_text((290, 800), "- 17 -", fontsize=12)
    (page,) = page_texts(opened(doc.tobytes())).values()
    footer = page.text.index("- 17 -")
    assert footnotes(page, ()) is None, "the page does not end with them"
    span = footnotes(page, ((footer, len(page.text)),))
    assert span is not None
    assert page.text[slice(*span)].split()[-1] == "amended."


def test_small_print_at_the_head_of_a_page_is_no_footnote_though_it_is_read_last() -> None:
    doc = pymupdf.open()
    page = doc.new_page()
    for number, line in enumerate(BODY):
        page.insert_text((72, 390 + 16 * number), line, fontsize=12)
    page.insert_text((72, 57), "1", fontsize=5.5)
    page.insert_text((76, 60), "a note at the head", fontsize=9)
    (text,) = page_texts(opened(doc.tobytes())).values()
    assert text.text.rstrip().endswith("a note at the head")
    assert footnotes(text, ()) is None


def test_a_page_with_more_words_in_its_notes_than_above_them_has_notes() -> None:
    notes = ["1", *(f"Partner terms, section {n}, as amended from time to time by both of them." for n in range(6))]
    assert noted(document((BODY, notes))[0]).startswith("1Partner")


def test_a_few_small_words_at_the_head_of_a_page_do_not_hide_its_notes() -> None:
    doc = pymupdf.open(stream=_pdf((BODY, ["1", "As amended."])), filetype="pdf")
    for number, line in enumerate(("Copy 3", "of 4 May", "No. 7")):
        doc[0].insert_text((72, 40 + 10 * number), line, fontsize=8, overlay=False)
    (page,) = page_texts(opened(doc.tobytes())).values()
    assert "amended" in noted(page)


def test_words_that_stand_over_the_page_and_in_a_note_there_are_found_in_both_places() -> None:
    notes = [*NOTES[:2], "granted access to read, he said."]
    pages = document((BODY, notes), (AFTER, ()))
    texts = {page: one.text for page, one in pages.items()}
    found = find_quote(texts, "granted access to read", lambda page: passed_over(pages, page))
    assert [(start.page, end.page) for start, end in found] == [(0, 1), (0, 0)]


def test_a_quote_over_several_pages_with_notes_is_found() -> None:
    middle = ["of every page there was something to be read", "and none of it was said to anybody", "who had asked for it"]
    others = [["2", "The register, revision 9,", "of the day after."], ["3", "A mail of the owner,", "to all of the team."]]
    pages = document((BODY, NOTES), (middle, others[0]), ([f"Then {line}" for line in middle], others[1]), (AFTER, ()))
    texts = {page: one.text for page, one in pages.items()}
    start, end = place(pages, 0, "granted"), place(pages, 3, "delete", after=True)
    quote = text_selector(pages, start, end, lambda _word: False).quote
    assert not any(word in quote for word in ("Partner", "register", "owner"))
    assert find_quote(texts, quote, lambda page: passed_over(pages, page)) == [(start, end)]


def with_small_lines(small: Sequence[tuple[float, str, float]], *, called: str = "") -> PageText:
    """Return a page of text, and below it small words at the foot: x, words and size, one under the other."""
    doc = pymupdf.open()
    page = doc.new_page()
    for number, line in enumerate(BODY):
        page.insert_text((72, 90 + 16 * number), line, fontsize=12)
    width = pymupdf.get_text_length(BODY[-1], fontsize=12)
    page.insert_text((72 + width, 90 + 16 * (len(BODY) - 1) - 5), called, fontsize=6.5)
    for number, (x, words, size) in enumerate(small):
        page.insert_text((x, 640 + 12 * number), words, fontsize=size)
    (text,) = page_texts(opened(doc.tobytes())).values()
    return text


NOTE = (76.0, "Partner terms, as amended.", 9.0)


def test_figures_of_a_small_table_above_the_notes_are_part_of_the_sentence() -> None:
    rows = [(100.0, "Year", 9.0), (100.0, "2017", 9.0), (100.0, "52310", 9.0), (100.0, "1", 9.0)]
    page = with_small_lines([*rows, (72.0, "1", 5.5), NOTE], called="1")
    assert "52310" not in noted(page)
    assert not noted(with_small_lines(rows, called="1")), "figures at the foot of a page are no notes either"
    tiny = [(x, words, 5.5) for x, words, _ in rows]
    assert "52310" not in noted(with_small_lines([*tiny, (72.0, "1", 5.5), NOTE], called="1"))
    assert not noted(with_small_lines(tiny[:-1], called="1"))


def test_marks_of_notes_that_are_blacked_out_are_notes() -> None:
    marks = [(72.0, "7", 5.5), (72.0, "8", 5.5), (72.0, "9", 5.5)]
    assert noted(with_small_lines(marks, called="9")).split() == ["7", "8", "9"]
    assert not noted(with_small_lines(marks, called="10"))
    assert not noted(with_small_lines([marks[0], marks[2]], called="8"))


REST = [(72.0, "which the owner had signed on the day", 9.0), (72.0, "after, as he said.", 9.0)]
SAID = ["the terms it had signed with", BODY[-1]]
OWN = [(72.0, "4", 5.5), (76.0, "See the register.", 9.0)]


def with_notes(
    rest: Sequence[tuple[float, str, float]], *, down: float = 0.0, last: float = 0.0, alone: str = "", leading: float = 16.0
) -> dict[int, PageText]:
    """Return two pages, the first with small words above its own note: x, words and size; `down` and `last` move them down.

    Below that stand the marks `alone` of notes whose words are blacked out.
    """
    doc = pymupdf.open()
    page = doc.new_page()
    for number, line in enumerate(BODY):
        page.insert_text((72, 90 + leading * number), line, fontsize=12)
    for number, (x, words, size) in enumerate(rest):
        page.insert_text((x, 640 + 11 * number + down), words, fontsize=size)
    foot = 640 + 11 * len(rest) + last
    for (x, words, size), up in zip(OWN, (3.0, 0.0), strict=True):
        page.insert_text((x, foot - up), words, fontsize=size)
    page.insert_text((72, foot + 11), "Revision 9.", fontsize=9)
    for number, mark in enumerate(alone):
        page.insert_text((72, foot + 22 + 11 * number), mark, fontsize=5.5)
    after = doc.new_page()
    for number, line in enumerate(AFTER):
        after.insert_text((72, 90 + 16 * number), line, fontsize=12)
    return dict(page_texts(opened(doc.tobytes())))


def over(pages: dict[int, PageText]) -> list[str]:
    """Return the lines that a passage takes from the words above the notes to some on the next page."""
    return select(pages, place(pages, 0, "the terms"), place(pages, 1, "delete", after=True)).text.split("\n")


def test_the_rest_of_a_note_from_the_page_before_is_left_out() -> None:
    assert over(with_notes(REST)) == [*SAID, "access to read, write and delete"]
    assert over(with_notes(REST[1:])) == [*SAID, "access to read, write and delete"]
    assert over(with_notes(REST, alone="5678")) == [*SAID, "access to read, write and delete"]


@pytest.mark.parametrize(
    ("rest", "down", "last"),
    [
        pytest.param([(90.0, words, size) for _, words, size in REST], 0, 0, id="set in"),
        pytest.param([(x, words, 9.8) for x, words, _ in REST], 0, 0, id="of another size"),
        pytest.param(REST, 0, 12, id="far from the notes"),
        pytest.param(REST, -489, -489, id="near the text"),
    ],
)
def test_what_is_set_smaller_otherwise_than_the_notes_stays(
    rest: Sequence[tuple[float, str, float]], down: float, last: float
) -> None:
    taken = over(with_notes(rest, down=down, last=last))
    assert taken == [*SAID, *(words for _, words, _ in REST), "access to read, write and delete"]


def test_lines_that_stand_as_far_from_each_other_as_from_small_words_do_not_tell_these_apart() -> None:
    near = with_notes(REST, down=-432, last=-432, leading=32)
    assert over(near) == [*SAID, *(words for _, words, _ in REST), "access to read, write and delete"]


def test_a_mark_of_a_version_that_kept_the_rest_of_a_note_says_what_it_said() -> None:
    pages = with_notes(REST)
    start, end = place(pages, 0, "the terms"), place(pages, 1, "delete", after=True)
    whole = select(pages, start, end, Kept.FOOTNOTES)
    assert "Revision 9." in whole.text
    assert printed(as_marked(pages, start, end, whole.quads)) == whole.text
    own = min(one.quad.rect.y0 for one in whole.quads if one.page == 0 and one.quad.rect.y0 > 652)
    older = [one for one in whole.quads if one.page or one.quad.rect.y0 < own]
    said = [*SAID, *(words for _, words, _ in REST), "access to read, write and delete"]
    assert printed(as_marked(pages, start, end, older)).split("\n") == said
    first = [one for one in older if one.page or one.quad.rect.y1 < 200]
    assert printed(as_marked(pages, start, end, first)).split("\n") == over(pages)


def test_words_beside_and_below_the_mark_of_a_note_that_is_blacked_out_are_notes() -> None:
    doc = pymupdf.open()
    page = doc.new_page()
    for number, line in enumerate(BODY):
        page.insert_text((72, 90 + 16 * number), line, fontsize=12)
    rows = [(72.0, 697.0, "7", 5.5), (150.0, 700.0, "A mail of the owner,", 9.0), (280.0, 700.0, "to all", 9.0)]
    rows += [(72.0, 711.0, "of his team.", 9.0), (72.0, 719.0, "8", 5.5), (76.0, 722.0, "The register.", 9.0)]
    for x, y, words, size in rows:
        page.insert_text((x, y), words, fontsize=size)
    (text,) = page_texts(opened(doc.tobytes())).values()
    assert " ".join(noted(text).split()) == "7 A mail of the owner, to all of his team. 8The register."


def test_words_beside_the_last_mark_of_all_are_its_note() -> None:
    doc = pymupdf.open(stream=_pdf((BODY, ())), filetype="pdf")
    width = pymupdf.get_text_length(BODY[-1], fontsize=12)
    for x, y, words, size in ((72 + width, 133.0, "7", 6.5), (72, 697, "7", 5.5), (150, 700, "A mail of the owner.", 9)):
        doc[0].insert_text((x, y), words, fontsize=size)
    (text,) = page_texts(opened(doc.tobytes())).values()
    assert " ".join(noted(text).split()) == "7 A mail of the owner."


SECTION = ["No partner shall read messages,", "nor write them."]


def with_section(
    *, x: float = 90.0, last_x: float = 90.0, y: float = 154.0, called: str = "", note: bool = False
) -> dict[int, PageText]:
    """Return two pages, the first with two small lines below its text, of which the first has a raised figure.

    Their left edges and the foot of the first are given; the text ends with a raised figure `called`, and a note may stand below.
    """
    doc = pymupdf.open(stream=_pdf((BODY, ()), (AFTER, ())), filetype="pdf")
    width = pymupdf.get_text_length(BODY[-1], fontsize=12)
    drawn = [(72 + width, 133.0, called, 6.5), (x, y - 4, "1", 5.5), (x + 3.5, y, SECTION[0], 9.0)]
    for left, foot, words, size in [*drawn, (last_x, y + 12, SECTION[1], 9.0)]:
        doc[0].insert_text((left, foot), words, fontsize=size)
    if note:
        doc[0].insert_text((72, 697), "7", fontsize=5.5)
        doc[0].insert_text((76, 700), "The register.", fontsize=9)
    return dict(page_texts(opened(doc.tobytes())))


def test_a_quotation_with_a_figure_that_the_text_goes_on_with_is_part_of_the_sentence() -> None:
    quoted = over(with_section())
    assert quoted == [*SAID, f"1{SECTION[0]}", SECTION[1], "access to read, write and delete"]
    assert over(with_section(note=True)) == quoted, "the note below it is left out"


@pytest.mark.parametrize("step", [11, 16])
def test_more_quoted_sections_than_there_is_text_are_part_of_the_sentence(step: int) -> None:
    doc = pymupdf.open(stream=_pdf((BODY, ()), (AFTER, ())), filetype="pdf")
    sections = [f"No partner shall do thing {letter}." for letter in "abcdefgh"]
    for number, section in enumerate(sections):
        doc[0].insert_text((90, 150 + step * number), str(number + 1), fontsize=5.5)
        doc[0].insert_text((93.5, 154 + step * number), section, fontsize=9)
    said = " ".join(over(dict(page_texts(opened(doc.tobytes())))))
    assert [section for section in sections if section not in said] == []


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(with_section(called="1"), id="called for"),
        pytest.param(with_section(called="2"), id="the next one is called for"),
        pytest.param(with_section(x=72, last_x=72), id="at the edge of the text"),
        pytest.param(with_section(last_x=72), id="only its first line is set in"),
        pytest.param(with_section(y=190), id="apart from the text"),
    ],
)
def test_a_figure_below_the_text_that_is_a_notes_is_left_out_with_it(pages: dict[int, PageText]) -> None:
    assert not any(words in "\n".join(over(pages)) for words in SECTION)


def test_a_mark_of_a_version_that_left_out_a_quotation_with_a_figure_says_what_it_said() -> None:
    pages = with_section()
    start, end = place(pages, 0, "the terms"), place(pages, 1, "delete", after=True)
    older = [one for one in select(pages, start, end).quads if one.page or one.quad.rect.y1 < 143]
    assert printed(as_marked(pages, start, end, older)).split("\n") == [*SAID, "access to read, write and delete"]
