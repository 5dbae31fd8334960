"""Which words of a quote were typed whole, so that a hyphen at a line end is none of theirs."""

from __future__ import annotations

import pytest

from reviewer.services.anchoring import typed_hyphened, typed_whole


@pytest.mark.parametrize(
    ("quote", "whole"),
    [
        ("new activity in it", {"new", "activity", "in", "it"}),
        ("“activity”, (so) it… said.", {"activity", "so", "it", "said"}),
        ("to re-sent it and resent", {"to", "it", "and"}),
        ("resent and “re-sent”.", {"and"}),
        ("of 2014 or A4 it's", {"of", "or"}),
        ("well-known things", {"things"}),
        ("mother-in-law and motherinlaw", {"and"}),
        ("", set()),
    ],
)
def test_words_are_typed_whole_where_they_have_no_hyphen_and_are_not_typed_with_one(quote: str, whole: set[str]) -> None:
    assert typed_whole(quote) == whole


def test_words_typed_with_a_hyphen_are_known_by_each_two_letters_sides() -> None:
    quote = "activ-ity of my “mother-in-law”, in 2014-15 or A-4"
    assert typed_hyphened(quote) == {"activ-ity", "mother-in", "in-law"}
