"""Characters that would change how a line reads are shown instead of obeyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.neutral import displayed, inserted, one_line, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain “text”, ünïcode 文字 🙂", "plain “text”, ünïcode 文字 🙂"),
        ("a\x00b\x1bc\x7f", "a␀b␛c␡"),
        ("safe\u202egnp.exe", "safe‹U+202E›gnp.exe"),
        ("\u2066inner\u2069", "‹U+2066›inner‹U+2069›"),
        ("tag\U000e0041", "tag‹U+E0041›"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("half \ud83d", "half \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("recom\u00admend", "recom\u00admend"),
    ],
)
def test_only_what_misleads_is_named(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text())
def test_nothing_that_controls_is_left(text: str) -> None:
    shown = visible(text)
    shown.encode()
    left = {one for one in shown if unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp", "Cs"}}
    assert left <= set("\n\t\u00ad\u200b\u200c\u200d\ufeff") | {
        one for one in left if unicodedata.bidirectional(one) in {"L", "AN", "AL"}
    }
    assert not {
        one for one in shown if unicodedata.bidirectional(one) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    }
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("register 2019.pdf", "register 2019.pdf"),
        ("two\nlines", "two lines"),
        ("פרוטוקול.pdf", "\u2068פרוטוקול.pdf\u2069"),
        ("٣", "\u2068٣\u2069"),
        ("minutes \u202e4", "minutes ‹U+202E›4"),
        ("out\u2069 א", "\u2068out‹U+2069› א\u2069"),
    ],
)
def test_what_is_inserted_is_set_apart_where_it_could_move_other_words(text: str, expected: str) -> None:
    assert inserted(text) == expected
    assert displayed(f"p. 4 of {inserted(text)}") == f"p. 4 of {expected}"


@pytest.mark.parametrize("text", ["a \u2068 b", "a \u2069 b", "\u2068\u202e\u2069", "\u2068\u2067\u2069\u2069", "\u2068\u2069"])
def test_only_whole_insertions_stay_as_they_are(text: str) -> None:
    assert displayed(text) == visible(text)
