"""A quote is put in quotation marks once."""

from __future__ import annotations

import pytest

from reviewer.model.quotation import in_quotes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("so", "“so”"),
        ("“so”", "“so”"),
        ('"so"', '"so"'),
        ("„so“", "„so“"),
        ("«so»", "«so»"),
        ("“so it goes on", "“so it goes on”"),
        ('"so it goes on', '"so it goes on"'),
        ("and so it ends”", "“and so it ends”"),
        ("“so” or “not”", "““so” or “not””"),
        ("they said “so”", "“they said “so””"),
        ('a pipe of 6"', '“a pipe of 6"”'),
    ],
)
def test_a_quote_that_brings_its_own_marks_gets_no_second_ones(text: str, shown: str) -> None:
    assert in_quotes(text) == shown
