"""Running headers and footers that are told by the pages beside a passage: left and right pages have their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.furniture.between_pages import Kept, pages_needed, passed_over, read_needed
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.quoting import kept_in, text_selector
from reviewer.documents.text.selecting.selection import as_marked, printed, select
from reviewer.errors import DocumentError
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Matrix
from tests.documents.layouts import LEADING, REPEATABLE, column, page_text

LEFT, RIGHT = "TARRANT v. HERRMANN", "Cite as: 569 U. S. ____ (2013)"
NAMES = ("Ada", "Bob", "Cyn", "Dee", "Eve")


def booklet(*, moved: float = 0.0) -> dict[int, PageText]:
    """Return pages with one header on left pages and another on right ones, `moved` up or down from page to page as scans are."""
    made = {}
    for page in range(6):
        down = moved * (page % 3 - 1)
        body = [f"first line {'abcdef'[page]}", *(f"body {word}" for word in "abcd")]
        lines = [(72.0, 100 + LEADING * at + down, words) for at, words in enumerate(body)]
        made[page] = page_text((200, 40 + down, LEFT if page % 2 else RIGHT), *lines, page=page)
    return made


def taken(pages: dict[int, PageText], page: int) -> str:
    """Return what a passage takes from the last words of a page up to the third line of the next."""
    start, end = pages[page].text.index("body d"), pages[page + 1].text.index("\nbody b")
    return select(pages, TextPosition(page, start), TextPosition(page + 1, end)).text


@pytest.mark.parametrize("moved", [0.0, 4.0])
def test_a_header_of_one_of_two_facing_pages_is_left_out_where_pages_beside_have_it(moved: float) -> None:
    assert taken(booklet(moved=moved), 2) == "body d\nfirst line d\nbody a"


def test_without_the_pages_beside_it_is_part_of_what_stands_there() -> None:
    pages = {page: one for page, one in booklet().items() if page in (2, 3)}
    assert taken(pages, 2) == f"body d\n{LEFT}\nfirst line d\nbody a"


def test_words_that_one_page_alone_repeats_are_no_header() -> None:
    pages = booklet()
    said = [(72.0, 100 + LEADING * at, words) for at, words in enumerate(("A. Yes.", "body a", "body b", "body c", "body d"))]
    for page in (1, 3):
        pages[page] = page_text((200, 40, LEFT), *said, page=page)
    assert taken(pages, 2) == "body d\nA. Yes.\nbody a"


def test_a_number_that_counts_the_pages_runs_where_two_pages_beside_have_it() -> None:
    pages = {page: page_text((300, 40, f"{page + 1}  Annex" if page % 2 else "Register"), page=page) for page in range(6)}
    for page, one in pages.items():
        said = (f"line {'uvwxyz'[page]}", "body b", "body c", "body d")
        lines = [(72.0, 100 + LEADING * at, words) for at, words in enumerate(said)]
        pages[page] = page_text((300, 40, one.text.strip()), *lines, page=page)
    assert taken(pages, 0) == "body d\nline v"
    few = {page: one for page, one in pages.items() if page < 4}
    assert taken(few, 0) == "body d\n2  Annex\nline v", "it may be a heading, of the second annex"


def test_four_pages_on_either_side_are_needed_where_a_passage_passes_over_a_page_end() -> None:
    assert pages_needed(4, 4, 9) == range(4, 5)
    assert pages_needed(8, 9, 20) == range(4, 14)
    assert pages_needed(0, 1, 2) == range(2)
    assert pages_needed(17, 18, 20) == range(13, 20)
    assert pages_needed(1, 2, 20) == range(7)


def over_end(headers: list[list[tuple[float, float, str]]], *, at: int) -> str:
    """Return what a passage takes from the last line of a page to the second of the next; pages have headers or footers."""
    pages = {}
    for page, header in enumerate(headers):
        body = [(72.0, 100 + LEADING * n, f"{'uvwxyz'[page]} {words}") for n, words in enumerate(("one", "two", "three", "four"))]
        pages[page] = page_text(
            *[one for one in header if one[1] < 100], *body, *[one for one in header if one[1] > 100], page=page
        )
    start, end = pages[at].text.index(f"{'uvwxyz'[at]} four"), pages[at + 1].text.index(" two")
    return select(pages, TextPosition(at, start), TextPosition(at + 1, end)).text


def test_what_stands_beside_a_running_line_runs_too() -> None:
    """The section of a code, which is another on each page."""
    headers = [[(72.0, 40.0, f"§ 1308.{page}{page}"), (300.0, 40.0, "Code of rules")] for page in range(4)]
    assert over_end(headers, at=1) == "v four\nw one\nw"


def test_words_beside_a_number_that_counts_were_said() -> None:
    """The number of a list, or a page's in the row of a heading; none of them is the same on other pages."""
    headers = [[(72.0, 40.0, f"{page + 7}"), (120.0, 40.0, f"{'klmn'[page]} was asked for it")] for page in range(4)]
    assert over_end(headers, at=1).endswith("m was asked for it\nw one\nw")
    headers = [[(72.0, 40.0, f"{page + 7}"), (120.0, 40.0, f"See section {3 * page}")] for page in range(4)]
    assert over_end(headers, at=1).endswith("See section 6\nw one\nw")


def test_words_beside_a_header_that_other_pages_have_no_like_of_were_said() -> None:
    headers = [[(72.0, 40.0, f"§ {page} of {'klmn'[page]}"), (300.0, 40.0, "Code of rules")] for page in range(4)]
    assert "§ 2 of m" in over_end(headers, at=1)


def test_what_stands_beside_a_running_line_below_another_was_said() -> None:
    headers = [
        [(200.0, 20.0, "Register"), (72.0, 40.0, f"§ 1308.{page}{page}"), (300.0, 40.0, "Code of rules")] for page in range(4)
    ]
    assert "§ 1308.22" in over_end(headers, at=1)


@pytest.mark.parametrize("headings", [("2013", "2014"), ("Exhibit 2", "Exhibit 3"), ("Question 7 (a)", "Question 8 (a)")])
def test_headings_of_two_pages_that_count_are_part_of_the_text(headings: tuple[str, str]) -> None:
    headers = [[(200.0, 40.0, words)] for words in ("Foreword", *headings, "Register")]
    assert over_end(headers, at=1) == f"v four\n{headings[1]}\nw one\nw"


@pytest.mark.parametrize(
    "numbers",
    [
        ("2013", "2014", "2015"),
        ("Page 2 of 4", "Page 3 of 4", "Register"),
        ("Case 1:18 Page 2 of 4", "Case 1:18 Page 3 of 4", "Register"),
        ("7", "8", "Register"),
        ("- 7 -", "- 8 -", ""),
    ],
)
def test_numbers_of_pages_are_left_out_where_another_page_bears_witness_or_nothing_else_is_numbered_so(
    numbers: tuple[str, ...],
) -> None:
    headers = [[(200.0, 40.0, words)] if words else [] for words in ("Foreword", *numbers)]
    assert over_end(headers, at=1) == "v four\nw one\nw"


def test_headers_of_left_pages_are_found_over_the_beginning_of_a_chapter() -> None:
    """Where a chapter begins a page has its number alone, or none, and others beside have headers of their own."""
    alone = ["A BOOK 30", "", "A BOOK 32", "", "A BOOK 34", "35", "“CHAPTER” 36", "37", "A BOOK 38"]
    foot = "free as it is"
    pages = {}
    for page, header in enumerate(alone):
        body = [(72.0, 100 + LEADING * n, f"{'qrstuvwxy'[page]} {words}") for n, words in enumerate(("one", "two", "three"))]
        feet = [(200.0, 300.0, header)] if header else []
        feet += [(180.0, 330.0, foot)] if page in (0, 4, 8) else []
        pages[page] = page_text(*body, *feet, page=page)

    def passed(page: int) -> str:
        start, end = pages[page].text.index("three"), pages[page + 1].text.index(" two")
        needed = {one: pages[one] for one in pages_needed(page, page + 1, len(pages)) if one in pages}
        return select(needed, TextPosition(page, start), TextPosition(page + 1, end)).text

    assert passed(4) == "three\nv one\nv", "its foot is on pages four before and behind"
    assert passed(6) == "three\nx one\nx", "its number counts from those that stand alone"


def test_of_pages_that_are_alike_all_the_way_down_nothing_is_left_out_but_their_numbers() -> None:
    pages = {}
    for page in range(4):
        rows = [(72.0, 60 + (2 if n else 0) * LEADING + LEADING * n, f"Question {word}") for n, word in enumerate(NAMES * 3)]
        own = [(72.0, 500.0, f"signed by {NAMES[page]}")]
        pages[page] = page_text((300, 20, f"A BOOK {page + 5}"), *rows, *own, page=page)
    start, end = pages[1].text.index("signed"), pages[2].text.index("Question Bob")
    found = select(pages, TextPosition(1, start), TextPosition(2, end))
    assert found.text == "signed by Bob\nQuestion Ada"


def with_line_up_the_margin(page: PageText, words: str) -> PageText:
    """Return a page with a line last in its text that runs up its left margin."""
    line = page_text((0, 0, words), turned=Matrix(0, -1, 1, 0, 20, 250))
    return PageText(page.page, page.text + line.text, page.boxes + line.boxes, page.extractor)


def test_what_runs_up_the_margin_hides_no_footer_whatever_its_number() -> None:
    pages = {}
    for page, number in enumerate((11, 14, 15, 19)):
        body = [(72.0, 100 + LEADING * n, f"{'wxyz'[page]} {words}") for n, words in enumerate(("one", "two", "three"))]
        made = page_text(*body, (200, 300, "Printed at night"), page=page)
        pages[page] = with_line_up_the_margin(made, f"EP06.{number:03}")
    start, end = pages[1].text.index("x three"), pages[2].text.index(" two")
    assert select(pages, TextPosition(1, start), TextPosition(2, end)).text == "x three\ny one\ny"


def test_a_heading_that_two_other_pages_have_does_not_keep_the_footer_in() -> None:
    """It stands nearer to the text than the footer, and is text; beside it the footer stands apart."""
    pages = {}
    for page in range(5):
        heading = f"Heading {NAMES[page]}" if page % 2 else "Create a list"
        rows = [(72.0, y, f"{words} {NAMES[page]}") for y, words in ((200.0, "one"), (270.0, "two"), (285.0, "three"))]
        pages[page] = page_text((72, 170, heading), *rows, (200, 337, "Course of June"), page=page)
    start, end = pages[2].text.index("three"), pages[3].text.index("\ntwo")
    assert select(pages, TextPosition(2, start), TextPosition(3, end)).text == "three Cyn\nHeading Dee\none Dee"


def test_the_number_of_a_page_may_stand_elsewhere_on_others() -> None:
    """Where a chapter begins it stands below, on other pages above."""
    headers = [[(72.0, 40.0, f"{page + 30} A BOOK")] for page in range(5)]
    headers[2] = [(250.0, 200.0, "32")]
    assert over_end(headers, at=2) == "w four\nx one\nx"
    headers[2] = [(250.0, 200.0, "17")]
    assert over_end(headers, at=2) == "w four\n17\nx one\nx", "that counts nothing"


def test_a_page_beside_that_cannot_be_read_tells_nothing_and_one_that_is_touched_is_an_error() -> None:
    pages = booklet()

    def read(unreadable: int) -> dict[int, PageText]:
        def one(page: int) -> PageText:
            if page == unreadable:
                raise DocumentError("unreadable")
            return pages[page]

        return read_needed(one, 2, 3, len(pages))

    assert list(read(5)) == [0, 1, 2, 3, 4]
    with pytest.raises(DocumentError):
        read(3)


def test_an_answer_that_the_next_page_ends_with_too_is_part_of_the_text() -> None:
    """It stands as near to the question as any line to the next, and a footer stands apart."""
    pages = {}
    for page, asked in enumerate(("messages", "names", "places", "faces")):
        said = (
            "1. Questions put to the company",
            f"Did a partner read {asked} of users?",
            "They were asked so.",
            "No.",
        )
        lines = [(72.0, 100 + LEADING * at, words) for at, words in enumerate(said)]
        pages[page] = page_text(*lines, (300, 400, "Confidential"), page=page)
    start, end = pages[1].text.index("They were"), pages[2].text.index("Did a")
    taken = select(pages, TextPosition(1, start), TextPosition(2, end))
    assert taken.text == "They were asked so.\nNo.\n1. Questions put to the company"


def test_a_mark_leaves_out_lines_that_may_run_and_no_others() -> None:
    """Nobody can take a line out of what was said by not marking it."""
    pages = booklet()
    start, end = TextPosition(2, pages[2].text.index("body c")), TextPosition(3, pages[3].text.index("\nbody b"))
    whole = select(pages, start, end, Kept.RUNNING)
    assert printed(as_marked(pages, start, end, whole.quads)) == f"body c\nbody d\n{LEFT}\nfirst line d\nbody a"
    lines = [one for one in whole.quads if one.quad.rect.y0 not in (40, 100)]
    assert printed(as_marked(pages, start, end, lines)).split("\n") == ["body c", "body d", "first line d", "body a"]
    first = [one for one in whole.quads if one.page == 2]
    assert "first line d" in printed(as_marked(pages, start, end, first))


def test_a_mark_leaves_out_running_lines_up_to_the_first_that_it_covers() -> None:
    pages = {}
    for page, name in enumerate(NAMES):
        lines = [(72.0, 100 + LEADING * at, words) for at, words in enumerate((f"first of {name}", "body", f"last of {name}"))]
        pages[page] = page_text((200, 20, "Register"), (200, 60, "Partner terms"), *lines, page=page)
    start, end = TextPosition(1, pages[1].text.index("last")), TextPosition(2, pages[2].text.index("\nlast"))
    whole = select(pages, start, end, Kept.RUNNING)
    assert "Register\nPartner terms" in whole.text

    def without(*tops: float) -> str:
        return printed(as_marked(pages, start, end, [one for one in whole.quads if one.quad.rect.y0 not in tops]))

    assert without(20, 60) == "last of Bob\nfirst of Cyn\nbody"
    assert without(20) == "last of Bob\nPartner terms\nfirst of Cyn\nbody"
    assert without(60) == whole.text, "what stands between two lines that it covers was said"


def test_who_quotes_a_header_has_it_in_the_passage() -> None:
    pages = booklet()
    start, end = TextPosition(2, pages[2].text.index("body d")), TextPosition(3, pages[3].text.index("\nbody b"))
    for quote in (f"body d {LEFT} first line d body a", "body d first line d body a"):
        made = text_selector(pages, start, end, lambda _word: False, kept_in(pages, start, end, quote))
        assert made.quote == quote
    assert kept_in(pages, start, end, "other words") is Kept.NOTHING


def test_a_quote_is_found_over_a_header_that_texts_alone_do_not_tell() -> None:
    """What is left out of a passage by boxes is passed over in finding it: who quotes a passage finds it."""
    said = (
        "It had the power to read",
        "all of their messages and",
        "to delete some of them",
        "when it was asked to",
        "and so it did.",
    )
    pages = {
        page: page_text(
            (200, 40, LEFT if page % 2 else RIGHT),
            (72, 100, f"{NAMES[page]} of those"),
            (72, 115, words),
            (72, 130, f"as {NAMES[page]}"),
            page=page,
        )
        for page, words in enumerate(said)
    }
    texts = {page: one.text for page, one in pages.items() if page in (1, 2, 3)}
    quote = "messages and as Bob Cyn of those to delete"
    assert find_quote(texts, quote) == []
    ((start, end),) = find_quote(texts, quote, lambda page: passed_over(pages, page))
    assert select(pages, start, end).text.split() == quote.split()


def late(page: int) -> PageText:
    """Return a page whose footer comes first in its text and whose header last."""
    said = ("In the order denying", "the stay of it", "as it was asked", f"by {NAMES[page]}", f"and {NAMES[page]} alone")
    lines = [(72.0, 100 + LEADING * at, words) for at, words in enumerate(said)]
    return page_text((300, 700, f"{page + 4}"), *lines, (72, 30, f"Case: 20-1507 Page {page + 4} of 15"), page=page)


def test_a_passage_that_begins_behind_the_last_line_takes_no_header_that_is_read_after_it() -> None:
    pages = {page: late(page) for page in range(4)}
    behind = TextPosition(1, pages[1].text.index("\nCase:"))
    found = select(pages, behind, TextPosition(2, pages[2].text.index(" denying")))
    assert found.text == "In the order"
    assert found.start.page == 2
    before = TextPosition(2, pages[2].text.index("In the order"))
    found = select(pages, TextPosition(1, pages[1].text.index("and Bob")), before)
    assert found.text == "and Bob alone"
    assert select(pages, behind, before).empty, "nothing but headers and feet lies between"


@REPEATABLE
@given(st.integers(0, 2), st.integers(1, 2), st.integers(0, 130), st.integers(0, 130))
def test_a_passage_of_a_passages_own_ends_is_the_same_one(page: int, further: int, low: int, high: int) -> None:
    pages = {page: late(page) for page in range(5)}
    found = select(pages, TextPosition(page, low), TextPosition(page + further, high))
    assert select(pages, found.start, found.end) == found


FORMS = (
    "Users complained of it",
    "The regulator wrote twice",
    "A fine was due",
    "It was appealed",
    "It ended so",
    "No more came",
)


@pytest.mark.parametrize(
    "answer", ["Access to private messages: not granted.", "Denied.", "At the end of {year} the company had no agreement."]
)
@pytest.mark.parametrize("count", [2, 6])
def test_what_forms_and_yearly_reports_say_on_every_page_is_said(answer: str, count: int) -> None:
    """A sentence that stands apart on each of some pages is quoted, though headers do so too."""
    said = [(answer.format(year=2014 + page), FORMS[page], f"and so on: {FORMS[page - 1]}") for page in range(count)]
    pages = {page: page_text(*column(72, 100, body), (72, 200, last), page=page) for page, (last, *body) in enumerate(said)}
    quote = text_selector(pages, TextPosition(0, 0), TextPosition(1, len(FORMS[1])), lambda _word: False).quote
    assert answer.format(year=2014) in quote


def test_headings_that_count_years_are_no_page_numbers() -> None:
    pages = {
        page: page_text((72, 60, f"Report for {2014 + page}"), *column(72, 100, (FORMS[page], FORMS[page - 1])), page=page)
        for page in range(6)
    }
    end = TextPosition(3, len(pages[3].text) - 1)
    assert "Report for 2017" in text_selector(pages, TextPosition(2, 0), end, lambda _word: False).quote
