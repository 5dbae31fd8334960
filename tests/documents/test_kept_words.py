"""What a passage keeps of headers between its ends: what the words say by which it was found, however they were typed."""

from __future__ import annotations

import pytest

from reviewer.documents.text.furniture.between_pages import Kept
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quoting import kept_in
from reviewer.model.anchor import TextPosition
from tests.documents.layouts import LEADING, page_text

HEADER = "ROE v. DOE"


def kept(last: str, first: str, quote: str) -> Kept:
    """Return what is kept where a quote goes from the last line of a page over a header to the first line of the next."""
    pages: dict[int, PageText] = {}
    for page in range(6):
        body = [f"first {'abcdef'[page]}", "one body", "two body", f"last {'uvwxyz'[page]}"]
        body = [first, *body[1:]] if page == 3 else [*body[:-1], last] if page == 2 else body
        lines = [(72.0, 100 + LEADING * at, words) for at, words in enumerate(body)]
        pages[page] = page_text((200, 40, HEADER), *lines, page=page)
    start, end = pages[2].text.index(last), pages[3].text.index(first) + len(first)
    return kept_in(pages, TextPosition(2, start), TextPosition(3, end), quote)


@pytest.mark.parametrize(
    ("last", "first", "quote"),
    [
        ("were given", "access to it", "were given access to it"),
        ("were “given”", "access to it", 'were "given" access to it'),
        ("were given3", "access4, to it", "were given access, to it"),
        ("were given†", "access\u2217\u2021, to it", "were given access, to it"),
        ("were*given*", "access to it", "were*given access to it"),
        ("were given—so", "it says – to it", "were given -- so it says - to it"),
        ("a well-known", "10–20 it", "a well-known 10-20 it"),
        ("were com-", "pletely given—all", "were completely given -- all"),
        ("were com-", "pletely given—all", "were com-pletely given -- all"),
        ("were com-", "pletely 10–20 it", "were completely 10-20 it"),
        ("were given", "(4) to it", "were given (4) to it"),
        ("they said", "• one\u2009% 3", "they said one % 3"),
        ("they said", "Chapter I ......... 5", "they said Chapter I ..... 5"),
        ("were given", "access to it", "other words altogether"),
        ("were given", "access to it", "it to access given were"),
        ("were given", "access to it", ""),
        ("were given5", "access6 to it", "were given access to it"),
    ],
)
def test_a_header_that_a_quote_does_not_say_is_not_kept(last: str, first: str, quote: str) -> None:
    assert kept(last, first, quote) is Kept.NOTHING


def test_what_a_quote_says_is_kept_without_what_else_stands_between_though_its_blanks_are_typed_otherwise() -> None:
    """A header and the numbers of lines stand between; only one of them is quoted."""
    body = (
        "the company sold the data",
        "(3) of all its partners",
        "and of what they had",
        "read in the years before",
        "that it was",
    )
    pages = {
        page: page_text(
            (300, 40, HEADER),
            *(
                one
                for at, line in enumerate(body)
                for one in ((90.0, 100 + LEADING * at, str(at + 1)), (120.0, 100 + LEADING * at, f"{line} {'abcde'[page]}"))
            ),
            page=page,
        )
        for page in range(5)
    }
    start = TextPosition(2, pages[2].text.index("that it"))
    end = TextPosition(3, pages[3].text.index("of all"))
    assert kept_in(pages, start, end, "that it was c ROE v.DOE the company sold the data d (3)") is Kept.RUNNING
    assert kept_in(pages, start, end, "that it was c 1the company sold the data d 2(3)") is Kept.NUMBERS


@pytest.mark.parametrize(
    ("last", "first", "quote"),
    [
        ("were given", "access to it", "were given ROE v. DOE access to it"),
        ("were given3", "access to it", "were given ROE v. DOE access to it"),
        ("were given—so", "it says to", "were given -- so ROE v. DOE it says to"),
        ("were given–so", "it says to", "were given-so ROE v. DOE it says to"),
        ("were given— so", "10–20", "were given - so ROE v. DOE 10-20"),
        ("were given so3", "to it", "were given so ROE v. DOE to it"),
        ("were 3 given4", "to it", "were 3 given ROE v. DOE to it"),
        ("were given", "to it", "were given ROE v.DOE to it"),  # the letters tell, where blanks are typed otherwise
        ("were given4", "to it", "were given4 ROE v.DOE to it"),
        ("were given4", "to it", "were given ROE v.DOE to it"),
        ("they said", "• to 3", "they said ROE v. DOE to 3"),
    ],
)
def test_a_header_that_a_quote_says_is_kept(last: str, first: str, quote: str) -> None:
    assert kept(last, first, quote) is Kept.RUNNING
