"""Whether a text has the words that somebody repeats."""

from __future__ import annotations

import pytest

from reviewer.documents.text.quotes.skeleton import has_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is a fact that they act.", "They act."),
        ("In the well-known firm", "well known firm"),
        ("In the well known firm", "the well-known firm"),
        ("new activ-ity in it", "new activity"),
        ("new activ-\nity in it", "new activity"),
        ("he said “no”, and", 'he said "no"'),
        ("they didn’t, at all", "They didn't"),
        ("lost -5 % of it", "-5 %"),
        ("the o\ufb03ce\u00a0of it", "office of"),
        ("我们没有访问消息", "没有访问"),
        ("于2017年", "2017年"),
        ("\u0e02\u0e49\u0e2d\u0e04\u0e27\u0e32\u0e21", "\u0e04\u0e27\u0e32\u0e21"),
        ("all of it", "all of it…"),
        ("He said: 'no'.", "no"),
        ("In 2,000 cases.", "2,000 cases"),
    ],
)
def test_whole_words_are_there_as_they_are_repeated(text: str, words: str) -> None:
    assert has_words(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is a fact.", "act"),
        ("It is an action.", "act"),
        ("the therapist", "the rapist"),
        ("the rapist", "therapist"),
        ("they can not act", "they can act"),
        ("it is 2.5 %", "it is 25 %"),
        ("it is 5 million", "it is 5 %"),
        ("it is 5 %", "it is -5 %"),
        ("it is 25", "it is 5"),
        ("于2017年", "17年"),
        ("that they can't.", "they can"),
        ("it is 2.5 %", "it is 2"),
        ("it is 2,000", "it is 2"),
        ("it is −5 %", "5 %"),
        ("all of it", "…"),
        ("", "act"),
        ("act", "act act"),
    ],
)
def test_parts_of_words_and_other_words_are_not_there(text: str, words: str) -> None:
    assert not has_words(text, words)
