"""Passwords are tried in the form that newer encryption of PDFs wants (RFC 4013, section 3 has these examples)."""

from __future__ import annotations

import pytest

from reviewer.documents.parsing.saslprep import prepared


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("I\u00adX", "IX"), ("user", "user"), ("USER", "USER"), ("\u00aa", "a"), ("\u2168", "IX"), ("a\u00a0b", "a b"), ("", "")],
)
def test_passwords_have_one_form(typed: str, wanted: str) -> None:
    assert prepared(typed) == wanted
