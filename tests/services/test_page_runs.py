"""One bad page costs no other page its answer; a document of which nothing can be had ends the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import DocumentError
from reviewer.services.page_runs import MOST_FAILURES, PageRuns


class Asked:
    """Answers with the pages of a run, ten at most; fails where a bad one is among those asked for."""

    def __init__(self, bad: set[int]) -> None:
        self.bad = bad
        self.calls = 0

    def __call__(self, first: int, count: int) -> range:
        self.calls += 1
        pages = range(first, first + min(count, 10))
        if self.bad.intersection(pages):
            raise DocumentError("a bad page", "try another")
        return pages


def read_all(count: int, asked: Asked) -> list[int]:
    runs, found, first = PageRuns(count, asked), [], 0
    while first < count:
        answer = runs.read(first)
        found += answer or ()
        first += len(answer) if answer else 1
    return found


@given(st.integers(1, 300), st.sets(st.integers(0, 299), max_size=20))
def test_every_page_but_the_bad_ones_is_read(count: int, drawn: set[int]) -> None:
    bad = {one for one in drawn if not {one - 1, one - 2} <= drawn}  # not so many in a row that the reading ends
    assert read_all(count, Asked(bad)) == [page for page in range(count) if page not in bad]


def test_a_document_of_which_nothing_can_be_had_is_given_up() -> None:
    asked = Asked(set(range(1000)))
    with pytest.raises(DocumentError):
        read_all(1000, asked)
    assert asked.calls == MOST_FAILURES + 1
