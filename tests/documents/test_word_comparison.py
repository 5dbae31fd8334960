"""Words of a statement against those of a passage: each in one run, in order; opposites, other forms, what one side lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.beside.word_comparison import Likeness, Run, compared
from reviewer.documents.text.reanchoring.words import Word, words_in, words_of

WORDS = "we never not asked asking for access accessed 3 4 the of Lumenreel messages may all . unable able"
SOME_WORDS = st.lists(st.sampled_from(sorted(words_in(WORDS))), max_size=14).map(" ".join)
TEXTS = SOME_WORDS | st.text(max_size=60)


def told(run: Run) -> tuple[str, str, str]:
    return run.likeness, " ".join(one.written for one in run.statement), " ".join(one.written for one in run.passage)


def all_told(statement: str, passage: str) -> list[tuple[str, str, str]]:
    return [told(one) for one in compared(statement, passage)]


@given(TEXTS, TEXTS)
def test_every_word_of_both_sides_is_in_exactly_one_run_in_order(statement: str, passage: str) -> None:
    runs = compared(statement, passage)
    assert [word for one in runs for word in one.statement] == words_of(statement)
    assert [word for one in runs for word in one.passage] == words_of(passage)
    assert all(one.statement or one.passage for one in runs)
    for one in runs:
        assert one.likeness.is_one_sided == (not one.statement or not one.passage)


@given(SOME_WORDS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert all(one.likeness is Likeness.SAME for one in compared(text, text))


@given(SOME_WORDS, SOME_WORDS)
def test_what_is_the_same_has_the_same_words_on_both_sides(statement: str, passage: str) -> None:
    def keys(words: tuple[Word, ...]) -> list[str]:
        return [one.key for one in words]

    assert all(keys(one.statement) == keys(one.passage) for one in compared(statement, passage) if one.likeness is Likeness.SAME)


def test_a_denial_against_a_request_is_opposite_in_the_words_that_turn_it_round() -> None:
    found = all_told("We never asked for anyone’s private messages.", "We are asking for the viewer’s private messages.")
    assert ("opposite", "never asked for", "are asking for") in found
    assert ("extent", "anyone's", "the viewer's") in found
    assert ("same", "private messages", "private messages") in found


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("It was authorised.", "It was unauthorised."),
        ("We accessed them.", "We did not access them."),
        ("We didn't read messages.", "We read messages."),
        ("We were never given access", "We were given access"),
    ],
)
def test_a_negation_on_one_side_is_opposite(statement: str, passage: str) -> None:
    assert "opposite" in [one[0] for one in all_told(statement, passage)]
    assert "opposite" in [one[0] for one in all_told(passage, statement)]


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("We never asked.", "We never asked."),
        ("It was not without access.", "It was given access."),
        ("They would never. We had access.", "We had access."),
    ],
)
def test_a_negation_on_both_sides_or_of_another_sentence_is_not(statement: str, passage: str) -> None:
    assert "opposite" not in [one[0] for one in all_told(statement, passage)]


@pytest.mark.parametrize(
    ("statement", "passage", "likeness"),
    [
        ("granted access in 2014 again", "granted access in 2015 again", "number"),
        ("told by Kerr in spring", "told by Lenz in spring", "name"),
        ("we probably read it", "we certainly do read it", "other"),
        ("they may read it", "they do read it", "certainty"),
        ("access", "accessed", "form"),
        ("messaging", "messages", "form"),
    ],
)
def test_what_differs_is_called_by_what_the_words_say(statement: str, passage: str, likeness: str) -> None:
    assert likeness in [one[0] for one in all_told(statement, passage)]


def test_words_broken_over_a_line_end_are_one_word() -> None:
    assert all_told("private messages", "private mes-\nsages")[0][0] == "same"


def test_many_other_words_are_said_to_stand_on_one_side_only() -> None:
    found = all_told("messages", "on behalf of the viewer our app has to send messages")
    assert found == [("passage_only", "", "on behalf of the viewer our app has to send"), ("same", "messages", "messages")]


def test_long_texts_are_compared_too() -> None:
    text = " ".join(f"word{at}" for at in range(900))
    assert [one.likeness for one in compared(text, text + " never")] == [Likeness.SAME, Likeness.PASSAGE_ONLY]
