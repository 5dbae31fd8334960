"""Where words of one reading of a page stand in another one."""

from __future__ import annotations

import pytest

from reviewer.documents.text.quotes.readings import in_other_reading

OLD = "The partner asked for rnessages\nof users. It vvas never told so.\n"
NEW = "The partner asked for messages\nof users. It was never told so.\n"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("rnessages", "messages"),
        ("asked for rnessages", "asked for messages"),
        ("of users.", "of users."),
        ("rnessages\nof users", "messages\nof users"),
        ("It vvas", "It was"),
        ("never told so.", "never told so."),
        (OLD, NEW),
    ],
)
def test_words_are_found_in_the_other_reading_and_back(words: str, read: str) -> None:
    for old, new, one, other in ((OLD, NEW, words, read), (NEW, OLD, read, words)):
        start = old.index(one)
        found = in_other_reading(old, new, start, start + len(one))
        assert found is not None
        assert new[slice(*found)] == other


def test_letters_that_are_new_at_an_end_of_the_words_are_theirs() -> None:
    found = in_other_reading("a cat sat", "a scats sat", 2, 5)
    assert found is not None
    assert "a scats sat"[slice(*found)] == "scats"


@pytest.mark.parametrize("other", ["The partner asked for messages\n", "qq ww\nee rr\n"])
def test_of_other_lines_nothing_is_known(other: str) -> None:
    assert in_other_reading(OLD, other, 0, 11) is None
