"""Finding a typed quote in printed pages: alike up to typesetting, and never with a changed word."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.quotes.quote import find_quote
from reviewer.errors import UsageError
from reviewer.model.anchor import TextPosition
from tests.documents.layouts import REPEATABLE


def found(text: str, quote: str) -> list[str]:
    return [text[start.offset : end.offset] for start, end in find_quote({0: text}, quote)]


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("for, or\naccessed,  anyone", "for, or accessed, anyone"),
        ("a\u00a0b\u2009c", "a b c"),
        ("a per-\nmission", "a permission"),
        ("a well- \n known firm", "a well-known firm"),
        ("a well-\nknown firm", "a well-\nknown firm"),
        ("a well-\nknown firm", "a well- known firm"),
        ("a per-\nmission", "a per-mission"),
        ("trans\u00ad\nfer", "transfer"),
        ("trans\u00adfer", "transfer"),
        ("transfer", "trans\u00adfer"),
        ("the permis\u00ad\nsion was", "the permis\u00ad sion was"),
        ("the permission was", "the permis\u00ad sion was"),
        ("a well\u2010known and non\u2011profit", "a well-known and non-profit"),
        ("the permission was", "the per-\nmission was"),
        ("“It wasn’t us”", '"It wasn\'t us"'),
        ("`quoted' it", "‘quoted’ it"),
        ("«ja» ‹nein›", "“ja” 'nein'"),
        ("the \ufb01nal o\ufb03ce", "the final office"),
        ("the final office", "the \ufb01nal o\ufb03ce"),
        ("cafe\u0301 au lait", "café au lait"),
        ("café au lait", "cafe\u0301 au lait"),
        ("ＡＢＣ１２", "ABC12"),
        ("x² + y", "x2 + y"),
        ("我们没有\n访问消息", "我们没有访问消息"),
        ("zero\u200bwidth", "zerowidth"),
        ("- a dash -\nand more", "- a dash - and more"),
        ("end-user", "end-user"),
        ("q\u0323\u0307", "q\u0307\u0323"),
        ("No. FAA–2020– \n0686", "No. FAA–2020–0686"),
        ("No. FAA–2020– \n0686", "No. FAA–2020– 0686"),
        ("Parts (a)–\n(c)", "Parts (a)–(c)"),
        ("https://\nwww.example.org/of-\nit?a=\n5", "https://www.example.org/of-it?a=5"),
        ("www.example\n.org\n/it", "www.example.org/it"),
        ("2014-\n15", "2014-15"),
        ("20\u00ad\n14", "20-14"),
        ("non\u00adpartner", "non-partner"),
        ("non\u00adpartner", "nonpartner"),
        ("fell by \u00ad5", "fell by -5"),
        ("$1\u00ad2 million", "$1-2 million"),
        ("read and/\nor write", "read and/or write"),
        ("\uf0b7 one\n\uf0fc two", "• one ✓ two"),
        ("• one", "\uf0b7 one"),
    ],
)
def test_what_typesetting_changes_makes_no_difference(printed: str, quote: str) -> None:
    assert found(f"Before. {printed} After.", quote) == [printed]


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("the therapist", "the rapist"),
        ("the rapist", "therapist"),
        ("We never asked", "we never asked"),
        ("was not given", "was given"),
        ("wellknown", "well-known"),
        ("well-known", "wellknown"),
        ("well-known", "well known"),
        ("well known", "well-known"),
        ("in 2014–15", "in 2014-15"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("it's", 'it"s'),
        ("one\ntwo", "onetwo"),
        ("re-sign", "resign"),
        ("the end-users", "the end users"),
        ("- \nuser", "-user"),
        ("2014-\n15", "201415"),
        ("20\u00ad\n14", "2014"),
        ("$1\u00ad2 million", "$12 million"),
        ("fell by \u00ad5", "fell by 5"),
        ("a well- known firm", "a well-known firm"),
        ("a well- known firm", "a wellknown firm"),
        ("we read and/ or write", "we read and/or write"),
        ("the permis\u00adsion", "the permis sion"),
        ("the permis\u00ad\nsion", "the permis sion"),
        ("one - \n- two", "one - two"),
        ("of A4-\nsize", "of A4size"),
        ("a well--\nknown firm", "a wellknown firm"),
        ("我 -\n们", "我们"),
        ("我们\nThen", "我们Then"),
        ("of\n我们", "of我们"),
        ("sold /\n5", "sold /5"),
        ("sold -\n/5", "sold -/5"),
        ("5-\nyear", "5year"),
        ("5–\n10 %", "510 %"),
        ("sold –\n5 %", "sold –5 %"),
        ("on page 2\n.5 men", "on page 2.5 men"),
        ("\uf0b7 one", "✓ one"),
    ],
)
def test_changed_words_are_not_found(printed: str, quote: str) -> None:
    assert found(f"Before. {printed} After.", quote) == []


def test_an_accent_that_stands_by_itself_is_none_of_the_letter_before_it() -> None:
    assert found("the word \u00a8 stands", "the word") == ["the word"]
    assert found("the word\u00a8 stands", "the word") == ["the word"]


def test_hyphens_at_the_ends_of_a_quote_must_be_printed_and_are_marked() -> None:
    assert found("a well-known fact", "-known") == ["-known"]
    assert found("a well-known fact", "well-") == ["well-"]
    assert found("a well known fact", "-known") == []
    assert found("a - b", "- b") == ["- b"]


def test_part_of_a_ligature_marks_the_whole_of_it() -> None:
    assert found("the \ufb01nal", "inal") == ["\ufb01nal"]


@pytest.mark.parametrize("quote", ["", "   ", "-", "\u00ad"])
def test_nothing_is_found_for_nothing(quote: str) -> None:
    assert find_quote({0: "a - b \u00ad c"}, quote) == []


def test_all_places_come_in_reading_order_without_overlaps() -> None:
    texts = {2: "aa aaa", 0: "b aa", 1: ""}
    places = find_quote(texts, "aa")
    assert places == [
        (TextPosition(0, 2), TextPosition(0, 4)),
        (TextPosition(2, 0), TextPosition(2, 2)),
        (TextPosition(2, 3), TextPosition(2, 5)),
    ]


def test_quote_may_cross_page_ends() -> None:
    texts = {3: "they were given access to pri-\n", 4: "\n", 5: "vate messages."}
    assert find_quote(texts, "access to private messages") == [(TextPosition(3, 16), TextPosition(5, 13))]
    assert find_quote(texts, "access to pri-vate messages") == [(TextPosition(3, 16), TextPosition(5, 13))]


def test_page_end_is_white_space() -> None:
    texts = {0: "ends here", 1: "Next page"}
    assert find_quote(texts, "here Next") == [(TextPosition(0, 5), TextPosition(1, 4))]
    assert find_quote(texts, "hereNext") == []


def test_pages_that_do_not_follow_each_other_are_not_joined() -> None:
    assert find_quote({0: "ends here", 2: "next page"}, "here next") == []


def test_quote_goes_on_behind_page_number_and_running_header() -> None:
    words = ["access to private", "messages in 2014, and", "none of it was", "used by anybody."]
    texts = {page: f"Case 1:18-cv-{page:05d} Filed 12/{page}/18\n{line}\n- {page + 1} -\n" for page, line in enumerate(words)}
    ((start, end),) = find_quote(texts, "to private messages in 2014")
    assert texts[0][start.offset :].startswith("to private\n- 1 -")
    assert texts[1][: end.offset].endswith("messages in 2014")
    assert (start.page, end.page) == (0, 1)
    assert find_quote(texts, "and none of it") == find_quote(texts, "and\nnone of it")
    assert len(find_quote(texts, "Filed 12/2/18")) == 1, "a running line itself is found as it stands"
    assert find_quote(texts, "private - 1 - Case 1:18-cv-00001 Filed 12/1/18 messages") != []


def test_quote_goes_on_behind_a_header_that_stands_below_many_blank_lines() -> None:
    texts = {
        page: " \n" * 24 + f"TARRANT v. HERRMANN\n{line}\n" for page, line in enumerate(("subbasin 5’s ex-", "cess water", "is"))
    }
    assert [(start.page, end.page) for start, end in find_quote(texts, "5’s excess water")] == [(0, 1)]


def test_what_ends_two_pages_of_many_is_no_running_line() -> None:
    texts = {page: f"Question {'abcdef'[page]} of them\nthey were asked\n" for page in range(6)}
    texts[0], texts[3] = "Did they read it?\nNo.\n", "Did they keep it?\nNo.\n"
    assert find_quote(texts, "read it? Question b") == []
    assert find_quote(texts, "read it? No. Question b")


def test_a_place_is_found_once_though_what_is_passed_over_runs_and_is_a_note() -> None:
    texts = {0: "Head\nin a way unimagined\n17\n", 1: "Head\na generation ago.\n18\n", 2: "Head\nIt does.\n19\n"}

    def number(page: int) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
        return ((texts[page].index("1"), len(texts[page])),), ()

    assert len(find_quote(texts, "way unimagined a generation", number)) == 1


def over(texts: dict[int, str], quote: str, *notes: str) -> list[tuple[int, int]]:
    """Return the pages over which a quote is found where some words are passed over at the ends of pages, here or there."""

    def stretches(page: int) -> list[tuple[int, int]]:
        found = [(texts[page].find(one), len(one)) for one in notes]
        return [(at, at + length) for at, length in found if at >= 0]

    places = find_quote(texts, quote, lambda page: (stretches(page), stretches(page + 1)))
    return [(start.page, end.page) for start, end in places]


BOOK = {0: "Head\nit was granted\n1 A note\n", 1: "Head\nto all\nof them\n", 2: "Head\nwho asked\n", 3: "Head\nin time\n"}


def test_notes_and_headers_are_passed_over_together_though_boxes_tell_the_notes_and_texts_the_headers() -> None:
    assert over(BOOK, "was granted to all of them", "1 A note\n") == [(0, 1)]
    assert over(BOOK, "was granted to all of them") == []
    assert over(BOOK, "it was granted to all", "1 A note\n") == [(0, 1)], "little of it is on the next page"


def test_a_line_that_pages_repeat_at_their_heads_is_found_behind_notes_where_it_was_said() -> None:
    said = {0: "Was it granted?\n1 A note\n", 1: "A. Yes.\nTo all?\n", 2: "A. Yes.\nIn time?\n", 3: "A. Yes.\nGood.\n"}
    assert over(said, "Was it granted? A. Yes. To all?", "1 A note\n") == [(0, 1)]
    assert over(said, "Was it granted? A. Yes.", "1 A note\n") == [(0, 1)], "it ends there"


def test_a_line_that_pages_repeat_at_their_feet_is_found_before_a_header_where_it_was_said() -> None:
    said = {
        page: f"{words}\nand so on\n" for page, words in enumerate(("Granted", "Left page\nfor all of them", "Asked", "Said"))
    }
    assert over(said, "and so on for all of them", "Left page\n") == [(0, 1)]


def test_a_first_page_without_a_header_and_a_last_one_without_a_foot_hide_no_quote_over_their_ends() -> None:
    heads = {
        0: "it was granted\n",
        **{page: f"Head\n{words}\n" for page, words in ((1, "to all"), (2, "of them"), (3, "in time"))},
    }
    assert over(heads, "was granted to all") == [(0, 1)]
    feet = {**{page: f"{words}\nFoot\n" for page, words in enumerate(("in time", "it was", "granted to"))}, 3: "all of them\n"}
    assert over(feet, "granted to all") == [(2, 3)]


def test_a_quote_goes_on_over_a_page_with_nothing_passed_over_but_what_texts_tell() -> None:
    said = {page: f"Head\n{words}\n" for page, words in enumerate(("it was granted", "to all", "of them", "in time"))}
    assert over(said, "granted to all of them") == [(0, 2)]


def test_long_notes_are_passed_over() -> None:
    note = f"1 A note {'of many words ' * 100}\n"
    assert over({0: f"it was granted\n{note}", 1: "to all\n"}, "granted to all", note) == [(0, 1)]
    assert over({0: "it was granted\n", 1: f"{note}to all of those who asked\n"}, "granted to all of those who", note) == [(0, 1)]


def test_only_pages_on_which_a_quote_may_begin_are_asked_what_is_passed_over() -> None:
    """It takes time: pages beside are read for it."""
    texts = {0: "it was granted\n1 A note\n", 1: "to all of them\n2 Another\n", 2: "to all of them\n"}
    asked = []

    def passed(page: int) -> tuple[tuple[()], tuple[()]]:
        asked.append(page)
        return (), ()

    find_quote(texts, "granted to all of them", passed)
    assert asked == [0]


def test_words_that_stand_between_are_not_passed_over() -> None:
    texts = {0: "it was given\nAnother unique line\n1\n", 1: "access to messages\n2\n", 2: "end\n3\n"}
    assert find_quote(texts, "was given access") == []
    assert len(find_quote(texts, "unique line access")) == 1


def test_positions_are_code_points_behind_emoji() -> None:
    assert find_quote({0: "🙂👍🏽 it was granted"}, "granted") == [(TextPosition(0, 11), TextPosition(0, 18))]


def test_time_grows_with_the_length_and_not_faster() -> None:
    page = (
        "The Secretary shall issue “regulations” for sub-\nsection (a), as the café of the o\ufb03ce is a well-known place.\n"
        * 30
    )
    texts = dict.fromkeys(range(300), page)

    def timed(count: int) -> float:
        began = time.perf_counter()
        assert find_quote({index: texts[index] for index in range(count)}, "no such words stand here") == []
        assert len(find_quote({index: texts[index] for index in range(count)}, "for subsection (a)")) == 30 * count
        return time.perf_counter() - began

    timed(3)
    assert timed(300) < 100 * max(timed(30), 0.01)


words = st.text(alphabet="abcdefgß🙂é\ufb01", min_size=1, max_size=8)
SEPARATORS = [" ", "  ", "\n", " \n", "\u00a0", "\n\n"]


@REPEATABLE
@given(st.data(), st.lists(words, min_size=1, max_size=12), st.integers(0, 2**32))
def test_any_run_of_words_is_found_exactly_however_it_was_set(data: st.DataObject, plain: list[str], seed: int) -> None:
    first = data.draw(st.integers(0, len(plain) - 1))
    last = data.draw(st.integers(first, len(plain) - 1))
    printed, starts, ends = "", [], []
    for word in plain:
        cut = seed % (len(word) + 1)
        seed = seed // 3 + 7
        breakable = 0 < cut < len(word) and seed % 2 and not unicodedata.combining(word[cut])
        set_word = f"{word[:cut]}{'-' if seed % 3 else chr(0xAD)}\n{word[cut:]}" if breakable else word
        starts.append(len(printed))
        printed += set_word
        ends.append(len(printed))
        printed += SEPARATORS[seed % len(SEPARATORS)]
    pages, page_starts, at = {}, [], 0
    while at < len(printed):  # pages end at line ends only
        end = printed.find("\n", at + seed % 17)
        end = len(printed) if end < 0 else end + 1
        page_starts.append(at)
        pages[len(pages)] = printed[at:end]
        at = end

    def place(offset: int, *, is_end: bool) -> TextPosition:
        index = max(i for i, start in enumerate(page_starts) if start < offset or (start == offset and not is_end))
        return TextPosition(index, offset - page_starts[index])

    wanted = (place(starts[first], is_end=False), place(ends[last], is_end=True))
    quote = " ".join(plain[first : last + 1])
    spans = find_quote(pages, quote)
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    overlapping = [one for one in spans if one[0] < wanted[1] and one[1] > wanted[0]]
    assert wanted in spans or overlapping  # an earlier place may take part of this one


@REPEATABLE
@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_part_of_any_text_is_found(text: str, one: int, other: int) -> None:
    low, high = sorted((one, other))
    part = text[low:high]
    after = text[high : high + 1]
    if not any(char.isalnum() for char in part) or (after and unicodedata.combining(unicodedata.normalize("NFKD", after)[0])):
        return
    spans = find_quote({0: text}, part)
    first = low + next(at for at, char in enumerate(part) if char.isalnum())
    assert any(start.offset <= first < end.offset for start, end in spans)


@pytest.mark.parametrize("typed", ['or "IAS" on', "or “IAS” on", "or ''IAS'' on", "or ‘‘IAS’’ on", "or «IAS» on"])
@pytest.mark.parametrize("printed", ["alert, or ‘‘IAS’’ on the 737", 'alert, or "IAS" on the 737', "alert, or „IAS“ on the 737"])
def test_double_quotation_marks_are_alike_also_when_set_from_single_ones(printed: str, typed: str) -> None:
    ((start, end),) = find_quote({0: printed}, typed)
    found = printed[start.offset : end.offset]
    assert found.startswith("or ")
    assert found.endswith(" on")


LONG = 20_000


@pytest.mark.parametrize(
    ("text", "quote", "count"),
    [
        ("." * 2 * LONG, ". " * LONG + ".", 0),
        (". " * 2 * LONG, "." * LONG, 0),
        (("a" * (LONG // 2) + " ") * 4, "a" * LONG, 0),
        (("ab" * (LONG // 2) + " ") * 4, "ab" * LONG, 0),
        (". " * 2 * LONG, ". " * LONG, 2),
    ],
)
def test_rows_of_dots_take_no_longer_than_their_length(text: str, quote: str, count: int) -> None:
    assert len(find_quote({0: text}, quote)) == count


def test_what_repeats_itself_nearly_alike_is_refused_with_a_sentence() -> None:
    part = "aa a" * (LONG // 4)
    with pytest.raises(UsageError, match="repeats itself too often"):
        find_quote({0: (part + " a") * 4}, part + "aa")


@given(st.text("ab. -", max_size=60), st.text("ab. -", min_size=1, max_size=12).filter(lambda one: one == one.strip(" -")))
def test_no_place_is_left_out_but_those_that_share_letters_with_one_found(text: str, quote: str) -> None:
    found = find_quote({0: text}, quote)
    for at in (at for at in range(len(text)) if text.startswith(quote, at)):
        assert any(start.offset < at + len(quote) and at < end.offset for start, end in found)
