"""Ids typed by hand: a prefix of six characters is enough while it means one record."""

import pytest

from reviewer.errors import UsageError
from reviewer.model.ids import resolve_prefix

ONE = "0a1b2c3d-0000-4000-8000-000000000001"
OTHER = "0a1b2c4e-0000-4000-8000-000000000002"


def test_a_prefix_of_six_characters_finds_the_only_record_that_starts_so() -> None:
    assert resolve_prefix("0a1b2c3", [ONE, OTHER], what="claim") == ONE


def test_capitals_and_spaces_around_an_id_do_not_matter() -> None:
    assert resolve_prefix(f" {OTHER.upper()} ", [ONE, OTHER], what="claim") == OTHER


def test_a_prefix_of_two_records_asks_for_more() -> None:
    with pytest.raises(UsageError) as told:
        resolve_prefix("0a1b2c", [ONE, OTHER], what="claim")
    assert "2 claims" in told.value.summary
    assert "more characters" in told.value.hint


@pytest.mark.parametrize("typed", ["0a1b2", "", "zzzzzz", "never asked for", "-0a1b2c"])
def test_what_cannot_be_an_id_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(UsageError, match="is not the id of a passage"):
        resolve_prefix(typed, [ONE], what="passage")


def test_an_unknown_id_is_named() -> None:
    with pytest.raises(UsageError, match="No passage has an id that starts with ffffff"):
        resolve_prefix("ffffff", [ONE], what="passage")
