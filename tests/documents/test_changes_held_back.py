"""Pairs that look alike and say something else: none of them is ever taken for the same without a person."""

from __future__ import annotations

import pytest

from reviewer.documents.text.reanchoring.comparing import compared

SET_BY_SOMEBODY = [
    ("the company was failing in May", "the company was falling in May"),
    ("the lien on it", "the hen on it"),
    ("it was damp there", "it was clamp there"),
    ("They clone it", "They done it"),
    ("it was tanned by them", "it was tamed by them"),
    ("by ian of sales", "by lan of sales"),
    ("went to them", "went t0 them"),
    ("100 users", "l00 users"),
    ("the burner was on", "the bumer was on"),
]


@pytest.mark.parametrize(("old", "new"), SET_BY_SOMEBODY)
def test_in_two_texts_that_somebody_set_no_word_is_a_misread_other_one(old: str, new: str) -> None:
    assert not compared(old, new).is_same
    assert not compared(new, old).is_same


@pytest.mark.parametrize("is_recognised", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("signed by I. Jones today", "signed by L. Jones today"),
        ("signed by I. Jones today", "signed by l. Jones today"),
        ("signed by O.Jones today", "signed by Q.Jones today"),
    ],
)
def test_an_initial_is_a_name(old: str, new: str, *, is_recognised: bool) -> None:
    assert not compared(old, new, is_recognised=is_recognised).is_same
