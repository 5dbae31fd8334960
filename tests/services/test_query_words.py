"""A search says how it was understood."""

from __future__ import annotations

import pytest

from reviewer.looking.typed_query import understood
from reviewer.services.search.query_words import remarks, said


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("messages", "“messages”"),
        ("did not", "“did” and “not”"),
        ('"did not" acc*', "“did not” and “acc*”"),
        ("…", "“…”"),
        ("a OR b", "“a” or “b”"),
        ("a OR b c", "“a” or (“b” and “c”)"),
        ("(a OR b) c", "(“a” or “b”) and “c”"),
        ("a b -c", "“a” and “b” but not “c”"),
        ("a NEAR/5 b", "“a” and “b” with at most 5 words between"),
        ("a -(b c)", "“a” but not (“b” and “c”)"),
    ],
)
def test_a_search_says_which_words_and_which_phrases_it_looked_for(typed: str, words: str) -> None:
    assert said(understood(typed), typed) == words


def test_what_could_not_be_meant_is_said() -> None:
    assert remarks(understood("a b")) == ()
    assert remarks(understood("NOT a")) == ("NOT and - only take away: name a word, too, that is to be found.",)
