"""Looking words up on a page: forgiving about how they are written, exact about where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.looking.finder import Finder, Term


def found(finder: Finder, text: str) -> list[str]:
    return [text[start:end] for start, end in finder.spans(text)]


@pytest.mark.parametrize(
    ("wanted", "text", "stands_there"),
    [
        ("private", "Private messages, PRIVATE data, deprivated", ["Private", "PRIVATE", "private"]),
        ("private messages", "the private\nmessages", ["private\nmessages"]),
        ("messages", "the mes-\nsages are", ["mes-\nsages"]),
        ("cafe", "Straße, Café und cafe", ["Café", "cafe"]),
        ("strasse", "In der Straße 5", ["Straße"]),
        ("don't", "they don\u2019t", ["don\u2019t"]),
        ("end.", "the end. The endless", ["end."]),
        ("2020–0686", "No. 2020– \n0686", ["2020– \n0686"]),
        ("https://www.a.org", "at https://\nwww.a.org", ["https://\nwww.a.org"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("prisoners held in", "prisoners held\n12\nin prison", ["prisoners held\n12\nin"]),
        ("decided. The", "He decided.4 The board", ["decided.4 The"]),
        ("board decided", "the board¹ decided, the board [2] decided", ["board¹ decided"]),
        ("in 2016 they", "in 201612 they", []),
        ("nowhere", "here", []),
        ("office", "the o\ufb03ce", ["o\ufb03ce"]),
        ("coop", "co\u00adop", ["co\u00adop"]),
        ("non-partner", "a non\u00adpartner", ["non\u00adpartner"]),
        ("partner", "a part\u00ad\nner", ["part\u00ad\nner"]),
    ],
)
def test_a_text_is_found_however_it_is_written(wanted: str, text: str, stands_there: list[str]) -> None:
    assert found(Finder.of_text(wanted), text) == stands_there


def test_words_of_a_search_over_the_case_are_marked_as_it_finds_them() -> None:
    whole = Finder((Term("read", begins=True, whole=True), Term("write and", begins=True, whole=True)))
    assert found(whole, "Read, reader; bread. write -- and") == ["Read", "write -- and"]
    assert found(Finder((Term("read", begins=True),)), "Reader, bread") == ["Read"]


@pytest.mark.parametrize(
    ("words", "text", "stands_there"),
    [
        ("出租", "甲方同意将房屋出租给乙方", ["出租"]),
        ("出租", "房屋出\n租给乙方", ["出\n租"]),
        ("AI", "用AI技术 AIR", ["AI"]),
        ("カメラ", "このカメラは", ["カメラ"]),
        ("技术", "用AI技术AI", ["技术"]),
    ],
)
def test_words_of_scripts_without_spaces_are_marked_where_a_search_finds_them(
    words: str, text: str, stands_there: list[str]
) -> None:
    assert found(Finder((Term(words, begins=True, whole=True),)), text) == stands_there


@pytest.mark.parametrize("nothing", ["", "  \n", "\u0301"])
def test_nothing_is_looked_for_without_words(nothing: str) -> None:
    finder = Finder.of_text(nothing)
    assert finder.is_empty
    assert finder.spans("anything") == []


@given(st.text(max_size=60), st.text(alphabet="abCé ", min_size=1, max_size=6), st.text(max_size=60))
def test_what_stands_there_is_always_found(before: str, wanted: str, after: str) -> None:
    text = before + wanted + after
    finder = Finder.of_text(wanted)
    if not finder.is_empty:
        spans = finder.spans(text)
        assert spans
        assert all(0 <= start < end <= len(text) for start, end in spans)
