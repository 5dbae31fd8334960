"""What somebody is still typing."""

from __future__ import annotations

import pytest

from reviewer.services.search.searching import as_typed


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("mes", "mes*"),
        ("me", "me"),
        ("read mes", "read mes*"),
        ("messages ", "messages "),
        ('"read mes', '"read mes'),
        ('"read this" mes', '"read this" mes*'),
        ("mes*", "mes*"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_the_last_word_of_what_is_being_typed_is_a_beginning_once_it_says_enough(typed: str, searched: str) -> None:
    assert as_typed(typed) == searched
