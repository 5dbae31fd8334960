"""Whole words: what a drag over several of them takes, and that it takes no sign, line or script along that was not meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.page.words import whole_words

TEXTS = st.text(alphabet="ab é1,.'’-\u00ad\n“”()中文ไท", max_size=40)


@pytest.mark.parametrize(
    ("text", "dragged", "taken"),
    [
        ("never given access to it", "ver given acc", "never given access"),
        ("never given access to it", "given access", "given access"),
        ("never given access to it", "ive", "ive"),
        ("never given access to it", "r ", "r "),
        ("said “it was off” then", "t was of", "it was off"),
        ("said “it was off” then", "“it wa", "“it was"),
        ("the well-known fact is", "own fa", "known fact"),
        ("the well-known fact is", "ell-kno", "well-known"),
        ("about 1,250.50 euros, roughly", "50 eur", "1,250.50 euros"),
        ("they don’t know", "t kno", "don’t know"),
        ("on 1/17/18 302 people", "18 302", "1/17/18 302"),
        ("on 1/17/18 302 people", "/18 302", "1/17/18 302"),
        ("page 302 on 1/17/18", "302 on 1/", "302 on 1/17/18"),
        ("page 302 on 1/17/18", "302 on 1/17/", "302 on 1/17/18"),
        ("from 2017-02-14 22:04 on", "14 22", "2017-02-14 22:04"),
        ("from 2017-02-14 22:04 on", "-14 22:", "2017-02-14 22:04"),
        ("one: two / three", ": two /", ": two /"),
        ("and/or the 3/4 rest", "or the 3", "or the 3/4"),
        ("a long conver-\nsation about", "ong conve", "long conver-\nsation"),
        ("a long conver-\nsation about", "sation abo", "conver-\nsation about"),
        ("a hid\u00adden word", "den wo", "hid\u00adden word"),
        ("第一条规定了 the rule", "规定了 the ru", "规定了 the rule"),
        ("ภาษาไทย and more", "ไทย an", "ไทย and"),
        ("one\ntwo three", "e\ntw", "one\ntwo"),
    ],
)
def test_a_drag_over_words_takes_them_whole(text: str, dragged: str, taken: str) -> None:
    start = text.index(dragged)
    low, high = whole_words(text, start, start + len(dragged))
    assert text[low:high] == taken


def test_the_last_word_of_a_page_is_whole_where_the_drag_goes_on() -> None:
    assert whole_words("the agreement", 6, 13) == (6, 13)
    assert whole_words("the agreement", 6, 13, goes_on=True) == (4, 13)


@given(TEXTS, st.data())
def test_it_only_grows_and_grows_once_and_over_no_sign(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = whole_words(text, start, end)
    assert low <= start <= end <= high
    assert whole_words(text, low, high) == (low, high)
    for grown in (text[low:start], text[end:high]):
        assert not set(grown) & set(" ().“”中文ไท") - set(".")
        assert "\n" not in grown or "-\n" in text[low:high] or "\u00ad\n" in text[low:high]
