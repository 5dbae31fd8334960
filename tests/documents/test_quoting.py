"""The selector of a span: what it says, as printed and joined, and what stands around it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.hyphens import _line_ends, join_lines
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.quoting import beside, stands_around, text_selector
from reviewer.documents.text.quotes.skeleton import gap_kinds
from reviewer.documents.text.selecting.selection import passage
from reviewer.looking.finder import Finder
from reviewer.model.anchor import TextPosition, TextSelector
from tests.documents.layouts import REPEATABLE, page_text, plain_page


def never(_word: str) -> bool:
    return False


def selector(text: str, words: str, known: frozenset[str] = frozenset()) -> TextSelector:
    start = text.index(words)
    return text_selector({0: plain_page(text)}, TextPosition(0, start), TextPosition(0, start + len(words)), known.__contains__)


def test_lines_are_joined_by_one_space_and_kept_as_printed_beside_it() -> None:
    made = selector("We never asked \n for, or accessed,\nmessages.\n", "asked \n for, or\x20accessed,\nmessages")
    assert made.quote == "asked for, or accessed, messages"
    assert made.quote_as_printed == "asked \n for, or accessed,\nmessages"


def test_hyphen_goes_when_the_joined_word_stands_elsewhere() -> None:
    made = selector("a per-\nmission given", "per-\nmission", frozenset({"permission"}))
    assert made.quote == "permission"
    assert made.quote_as_printed == "per-\nmission"


def test_hyphen_stays_without_a_space_when_the_joined_word_is_unknown() -> None:
    assert selector("a well-\nknown firm", "well-\nknown firm").quote == "well-known firm"


def test_known_word_is_asked_for_the_letters_on_both_sides_only() -> None:
    asked = []
    join_lines("the mother-in-\nlaw’s (co-\noperation) in 2014-\n15", lambda word: bool(asked.append(word)))
    assert asked == ["inlaw", "inlaws", "cooperation", "cooperations", "co-operation"]


BY_A_PRINTER = "It was per-\nmission that part-\nners gave. "
KNOWN = frozenset({"permission", "partners", "well", "known", "firm", "self-made", "message"})
"""Words that stand elsewhere in a document whose printer broke words, and by which a page shows that he did."""


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("are pop-\nular since", "are popular since"),
        ("the mes-\nsages say", "the messages say"),
        ("a well-\nknown firm", "a well-known firm"),
        ("a self-\nmade firm", "a self-made firm"),
        ("of Rolls-\nRoyce there", "of Rolls-Royce there"),
        ("of x-\nrays or 3,4-N-\nmethyl", "of x-rays or 3,4-N-methyl"),
        ("a one-to-\nzero lead in 2014-\n15", "a one-to-zero lead in 2014-15"),
    ],
)
def test_hyphens_go_where_the_printer_broke_words_unless_they_seem_to_be_the_words_own(printed: str, quote: str) -> None:
    assert selector(f"{BY_A_PRINTER}We {printed} all.\n", printed, KNOWN).quote == quote


def test_hyphens_stay_where_one_word_alone_is_known_to_be_broken_or_as_many_are_the_words_own() -> None:
    one, own = "It was per-\nmission. ", "A well-\nknown self-\nmade firm. "
    for page in (one, f"{BY_A_PRINTER}{own}"):
        assert selector(f"{page}They are pop-\nular.\n", "are pop-\nular", KNOWN).quote == "are pop-ular"


def test_a_word_is_known_by_its_plural_and_its_singular() -> None:
    assert selector("two mes-\nsages", "mes-\nsages", KNOWN).quote == "messages"
    assert selector("one part-\nner", "part-\nner", KNOWN).quote == "partner"


@pytest.mark.parametrize(
    ("printed", "joined"),
    [
        ("trans\u00ad\nfer", "transfer"),
        ("the  presidency—Boris \u00a0 Yeltsin", "the presidency—Boris Yeltsin"),
        ("件数 １２\n３４", "件数 １２ ３４"),
        ("a loss of $1\u00ad\n2 million", "a loss of $1-2 million"),
        ("from \u00ad5 in 2018\u00ad\n2019 for non\u00ad\npartners", "from -5 in 2018-2019 for non-partners"),
        ("trans\u2010\nfer", "trans\u2010fer"),
        ("then -\nnow", "then - now"),
        ("page 4-\n(b)", "page 4- (b)"),
        ("2014-\n15", "2014-15"),
        ("word—\nnext", "word— next"),
        ("我们没有\n访问", "我们没有访问"),
        ("访问。\nThen", "访问。 Then"),
        ("one\n\n two", "one two"),
        ("two  spaces are one", "two spaces are one"),
        ("Docket No. FAA–2020– \n0686.", "Docket No. FAA–2020–0686."),
        ("call M–\n30 at 206–231–\n3195", "call M–30 at 206–231–3195"),
        ("§§ 1301.71—\n1301.73 (a)–\n(c)", "§§ 1301.71—1301.73 (a)–(c)"),
        ("from 5 a.m.–\n6 a.m., $5–\n$6", "from 5 a.m.–6 a.m., $5–$6"),
        ("they sold –\nand bought", "they sold – and bought"),
        ("–\n5 of them", "– 5 of them"),
        ("in 2014\n15 of them", "in 2014 15 of them"),
        ("since 2014—\nso it is", "since 2014— so it is"),
        ("of it)–\n“so”, of–\n(c)", "of it)– “so”, of– (c)"),
        ("from 5–\n“so” on", "from 5– “so” on"),
        ("since 2020–\n", "since 2020– "),
        ("a well—\nknown firm’s–\nA", "a well— known firm’s–A"),
        ("of it)–\nso (a)—\n(c)", "of it)–so (a)— (c)"),
        ("from 3 %–\n5 %, “so”–\nall", "from 3 %–5 %, “so”– all"),
        ("so:–\n£5", "so:– £5"),
        ("a loss of –\n5 %", "a loss of – 5 %"),
        ("the term means—\n(A) a place", "the term means— (A) a place"),
        ("at https://\nwww.example.org.\nThe", "at https://www.example.org. The"),
        (
            "(http://example.org/a-b/ \nof_it/2018%20- \n%20final-\nreport.pdf), it",
            "(http://example.org/a-b/of_it/2018%20-%20final-report.pdf), it",
        ),
        ("see www.example.org/show?of=\nall\nof it", "see www.example.org/show?of=all of it"),
        ("see example.org/all\n/of-\nit/", "see example.org/all/of-it/"),
        ("see www.example\n.org now", "see www.example.org now"),
        ("see https://example.org/\nwell-known and", "see https://example.org/ well-known and"),
        ("see https://example.org/\nhttps://example.com/", "see https://example.org/ https://example.com/"),
        ("see https://example.org/a\nand/or b", "see https://example.org/a and/or b"),
        ("is it www.example.org?\nYes", "is it www.example.org? Yes"),
        ("see www.example.org and/\nfile.txt", "see www.example.org and/ file.txt"),
    ],
)
def test_line_end_becomes_what_a_reader_reads(printed: str, joined: str) -> None:
    assert join_lines(printed, never).text == joined


def test_the_hyphens_of_a_web_address_are_its_own() -> None:
    joined = join_lines("re-\nsigned, see www.example.org/re-\nsigned, and\nre-\nsigned", lambda _word: True)
    assert joined.text == "resigned, see www.example.org/re-signed, and resigned"


def test_a_quote_has_bullets_and_spaces_as_they_look_and_the_printed_one_as_they_are() -> None:
    printed = "\uf0b7\u00a0one\n\uf0a7 two\u2009%\n\uf0d8 three\u202f%\n\uf0fc four"
    made = selector(f"\uf0b7\u00a0none\n{printed}\n\uf0b7\u00a0five", printed)
    assert made.quote == "• one ▪ two % ➢ three % ✓ four"
    assert made.quote_as_printed == printed
    assert (made.prefix, made.suffix) == ("• none ", " • five")


def test_a_quote_has_no_control_characters_and_is_found_and_compared_all_the_same() -> None:
    text = "It was \x02called\x03 habibi\x1f\ttwice\n or so\x7f. "
    made = selector(text, "called\x03 habibi\x1f\ttwice\n or so")
    assert made.quote == "called\ufffd habibi twice or so"
    assert (made.prefix, made.suffix) == ("It was \ufffd", "\ufffd. ")
    assert made.quote_as_printed == "called\x03 habibi\x1f\ttwice\n or so", "what the page says is kept as it is"
    ((start, end),) = find_quote({0: text}, made.quote)
    assert text[start.offset : end.offset] == made.quote_as_printed
    page = {0: plain_page(text)}
    parts = passage(page, start, end)
    for earlier in (made, replace(made, prefix="It was \x02", suffix="\x7f. ")):
        assert stands_around(page, parts, earlier)


def test_prefix_and_suffix_are_joined_alike_and_64_code_points_long() -> None:
    before, after = "word 🙂 " * 30, " 🙂 word" * 30
    made = selector(f"{before}\nthe quote\n{after}", "the quote")
    assert made.prefix == (before.rstrip() + " ")[-64:]
    assert made.suffix == after[:64]
    assert len(made.prefix) == len(made.suffix) == 64


def test_context_crosses_page_ends_where_the_pages_are_given() -> None:
    pages = {
        6: plain_page("The end of page six\n", 6),
        7: plain_page("quoted words", 7),
        8: plain_page("Page eight goes on.\n", 8),
    }
    made = text_selector(pages, TextPosition(7, 0), TextPosition(7, 12), never)
    assert (made.prefix, made.suffix) == ("The end of page six ", " Page eight goes on. ")
    alone = text_selector({7: pages[7]}, TextPosition(7, 0), TextPosition(7, 12), never)
    assert (alone.prefix, alone.suffix) == ("", "")


def test_quote_over_a_page_end_names_the_layer_of_both_pages() -> None:
    pages = {0: plain_page("the free-\n", 0), 1: plain_page("dom of speech\n", 1)}
    made = text_selector(pages, TextPosition(0, 4), TextPosition(1, 13), frozenset({"freedom"}).__contains__)
    assert made.quote == "freedom of speech"
    assert made.quote_as_printed == "free-\ndom of speech"
    assert [one.page for one in made.layers] == [0, 1]
    assert made.layers[0].sha256 == hashlib.sha256(b"the free-\n").hexdigest()
    assert {one.extractor for one in made.layers} == {"test 1"}


def test_header_and_footer_between_two_pages_are_in_neither_quote_nor_context() -> None:
    pages = {
        number: page_text((72, 40, "Partner register"), (72, 100, words), (500, 760, f"- {number} -"), page=number)
        for number, words in ((8, "It had the free-"), (9, "dom to read all."))
    }
    start, end = TextPosition(8, pages[8].text.index("the")), TextPosition(9, pages[9].text.index(" all"))
    made = text_selector(pages, start, end, frozenset({"freedom"}).__contains__)
    assert made.quote == "the freedom to read"
    assert made.quote_as_printed == "the free-\ndom to read"
    assert (made.start, made.end) == (start, end)
    assert (made.prefix, made.suffix) == ("It had ", " all. ")


def test_white_space_around_belongs_to_the_context() -> None:
    made = text_selector({0: plain_page("a  word  b")}, TextPosition(0, 1), TextPosition(0, 9), never)
    assert (made.start.offset, made.end.offset) == (3, 7)
    assert (made.prefix, made.quote, made.suffix) == ("a ", "word", " b")


def test_nothing_to_quote_is_refused() -> None:
    with pytest.raises(ValueError, match="white space"):
        text_selector({0: plain_page("a  \n b")}, TextPosition(0, 1), TextPosition(0, 4), never)


def test_missing_page_is_refused_by_its_number() -> None:
    with pytest.raises(ValueError, match="page 1 "):
        text_selector({0: plain_page("a"), 2: plain_page("b", 2)}, TextPosition(0, 0), TextPosition(2, 1), never)


@REPEATABLE
@given(st.text(alphabet="abc -\u00ad\n🙂", min_size=1, max_size=300), st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_prefix_quote_and_suffix_are_one_running_text(text: str, one: int, other: int, known: bool) -> None:
    page: PageText = plain_page(text)
    low, high = sorted((min(one, len(text)), min(other, len(text))))
    if not text[low:high].strip():
        return
    made = text_selector({0: page}, TextPosition(0, low), TextPosition(0, high), lambda _: known)
    whole = join_lines(text, lambda _: known).text
    assert made.prefix + made.quote + made.suffix in whole
    assert "\n" not in made.quote
    assert made.quote_as_printed == text[low:high].strip()


REFERENCE = re.compile(r"(?P<hyphen>(?<=\w)[-\u2010\u2011\u00ad])?\s*\n\s*")
"""What a line end is, said as a pattern; too slow for a page of spaces."""


@given(st.text(alphabet="a1-\u00ad \n\t\u4e2d.", max_size=24))
def test_line_ends_are_those_of_the_pattern(text: str) -> None:
    found = [(one.start, one.end, one.hyphen) for one in _line_ends(text)]
    assert found == [(one.start(), one.end(), one["hyphen"]) for one in REFERENCE.finditer(text)]


def test_a_page_of_spaces_is_joined_in_one_pass() -> None:
    spaces = " " * 400_000  # trying each of them as a beginning would take hours
    assert join_lines(f"Hello{spaces}World\nagain", never).text == "Hello World again"
    assert gap_kinds("-" + "\n" * 100_000, "a", "b") == {"", "-", "- "}
    assert gap_kinds("-" + "\n" * 100_000 + "-", "a", "b") == {"- -"}
    assert Finder.of_text("ab").spans("a-" + "\n" * 100_000 + "c" + "a" + "-\n" + "b") == [(100_003, 100_007)]


BROKEN = "It was re-\nsigned by the well-\nknown firm, and the agree-\nment was then re-\nnewed.\n"


def around(words: str, prefix: str, suffix: str) -> bool:
    """Tell whether something may stand before and after words of `BROKEN`."""
    made = selector(BROKEN, words)
    pages = {0: plain_page(BROKEN)}
    return stands_around(pages, passage(pages, made.start, made.end), replace(made, prefix=prefix, suffix=suffix))


@pytest.mark.parametrize(
    "prefix", ["It was re-signed by the well-", "It was resigned by the well", "It was resigned by the well-"]
)
@pytest.mark.parametrize("suffix", [", and the agree-ment was then re-newed. ", ", and the agreement was then renewed. "])
def test_what_stands_around_may_have_any_hyphens_of_line_ends(prefix: str, suffix: str) -> None:
    assert around("known firm", prefix, suffix)


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [
        ("It was re-signed by the ill-", ", and the agree-ment was then re-newed. "),
        ("It was not re-signed by the well-", ", and the agree-ment was then re-newed. "),
        ("It was re-signed by the well-", ", and no agree-ment was then re-newed. "),
        ("It was re-signed by the well-", ", and the agree-ment was then re-newed. And more"),
        ("was re-signed by the well-", ", and the agree-ment was then re-newed. "),
        ("It was re-signed by the well-", ""),
        ("It was re--signed by the well-", ", and the agree-ment was then re-newed. "),
    ],
)
def test_nothing_else_stands_around(prefix: str, suffix: str) -> None:
    assert not around("known firm", prefix, suffix)


CLOSE = "\uf0b7 No. 2020–\n0686 of the\u00a0agency\nis at https://\nwww.example.org/no-\nnumber\n"


@pytest.mark.parametrize("prefix", ["\uf0b7 No. 2020– 0686 of the\u00a0", "• No. 2020–0686 of the "])
@pytest.mark.parametrize(
    "suffix", [f" is at https://{one}www.example.org/no{other}number " for one in ("", " ") for other in ("", "-")]
)
def test_what_earlier_versions_wrote_stands_around_too(prefix: str, suffix: str) -> None:
    def is_there(prefix: str, suffix: str) -> bool:
        start = CLOSE.index("agency")
        pages = {0: plain_page(CLOSE)}
        made = text_selector(pages, TextPosition(0, start), TextPosition(0, start + 6), never)
        return stands_around(pages, passage(pages, made.start, made.end), replace(made, prefix=prefix, suffix=suffix))

    assert is_there(prefix, suffix)
    assert not is_there(prefix.replace("2020–", "2020"), suffix)
    assert not is_there(prefix, suffix.replace("is at", "isat"))
    assert not is_there(prefix.replace("•", "▪"), suffix) or "•" not in prefix


@given(st.text("ab- \n", min_size=4, max_size=300), st.data())
def test_what_a_selector_has_stands_around_whatever_words_are_known(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if not text[start:end].strip():
        return
    known = data.draw(st.functions(like=lambda _word: None, returns=st.booleans(), pure=True))
    pages = {0: plain_page(text)}
    made = text_selector(pages, TextPosition(0, start), TextPosition(0, end), known)
    assert stands_around(pages, passage(pages, made.start, made.end), made)


def test_a_passage_near_an_end_of_its_page_takes_context_from_the_page_beside_it() -> None:
    def lent(start: int, end: int, page: int = 3) -> tuple[int, ...]:
        return beside(TextPosition(page, start), TextPosition(page, end), 1000, 5)

    assert [lent(10, 20), lent(900, 950), lent(400, 500), lent(0, 1000)] == [(2,), (4,), (), (2, 4)]
    assert [lent(10, 20, page=0), lent(900, 950, page=4)] == [(), ()]
