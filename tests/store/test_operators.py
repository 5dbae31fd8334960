"""AND, OR, NOT and NEAR find what they say, and what a search is narrowed to is all that it brings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.looking.typed_query import understood
from reviewer.model.ids import DocumentId
from reviewer.model.searching import FoundHits, HitKind, SearchFilter, TextSource
from reviewer.model.stance import Stance
from reviewer.model.text_layer import LayerKind
from reviewer.store.case_file import CaseFile
from reviewer.store.content.finding import Superseded
from reviewer.store.reader import CaseReader
from tests.store.conftest import Filled, add_document, new_document
from tests.store.made import plain

PAGES = (
    "The board was told. The grain was sold before the inspection.",
    "The board sold nothing.",
    "Grain prices rose while the harbour board looked on and said nothing at all about what had been sold",
    "harbour",
)


@pytest.fixture
def pages(case: CaseFile, new_id: Callable[[], str]) -> CaseReader:
    add_document(case, new_document(new_id, b"pages", page_count=len(PAGES)), b"pages", PAGES)
    return case.reader


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("board sold", {0, 1, 2}),
        ("grain OR harbour", {0, 2, 3}),
        ("board NOT grain", {1}),
        ("board -grain", {1}),
        ("harbour -(board OR grain)", {3}),
        ("(told OR nothing) board", {0, 1, 2}),
        ("told OR nothing harbour", {0, 2}),
        ("grain NEAR/2 sold", {0}),
        ("grain NEAR/20 sold", {0, 2}),
        ("grain NEAR inspection", {0}),
        ('"grain was" NEAR/3 inspection', {0}),
        ("grain NEAR/1 prices", {2}),
        ("harb* NOT board", {3}),
        ("NOT board", set()),
    ],
)
def test_operators(pages: CaseReader, typed: str, found: set[int]) -> None:
    assert {hit.page for hit in pages.search(typed)} == found


def find(filled: Filled, typed: str, wanted: SearchFilter) -> FoundHits:
    return filled.case.reader.searching().find(understood(typed), limit=100, wanted=wanted)


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (SearchFilter(), ["note", "note", "page", "quote"]),
        (SearchFilter(kinds=frozenset({HitKind.PAGE, HitKind.QUOTE})), ["page", "quote"]),
        (SearchFilter(stance=Stance.CONTEXT), ["note", "note", "quote"]),
        (SearchFilter(stance=Stance.SUPPORTS), []),
        (SearchFilter(source=TextSource.SET), ["page", "quote"]),
        (SearchFilter(source=TextSource.RECOGNISED), []),
        (SearchFilter(documents=frozenset({DocumentId("another")})), []),
    ],
)
def test_what_is_found_can_be_narrowed(filled: Filled, wanted: SearchFilter, kinds: list[str]) -> None:
    found = find(filled, "ability OR grant OR granted", wanted)
    assert sorted(one.kind for one in found.hits) == kinds
    assert found.total == len(kinds)


def test_a_claim_narrows_to_itself_its_elements_and_its_passages(filled: Filled) -> None:
    found = find(filled, "never OR ability", SearchFilter(claim=filled.claim.id))
    assert sorted((one.kind, one.record) for one in found.hits) == sorted(
        [("claim", filled.claim.id), ("claim", filled.element.id), ("quote", filled.passage.id)]
    )


def test_hits_are_counted_by_document_and_come_in_portions(filled: Filled) -> None:
    searching = filled.case.reader.searching()
    every = searching.find(understood("ability OR never"), limit=100)
    assert every.counts == {
        filled.document.id: {HitKind.PAGE: 1, HitKind.QUOTE: 1},
        None: {HitKind.CLAIM: 2},
    }
    first, second = (searching.find(understood("ability OR never"), limit=2, offset=offset).hits for offset in (0, 2))
    assert (*first, *second) == every.hits


def test_an_answer_that_nobody_waits_for_is_given_up(pages: CaseReader) -> None:
    with pytest.raises(Superseded):
        pages.searching().find(understood("board"), limit=10, unwanted=lambda: True)
    assert pages.search("board"), "the next one is answered"


def test_misread_words_are_found_in_recognised_text_only_and_say_so(filled: Filled) -> None:
    case, sha256 = filled.case, filled.document.sha256
    case.add_texts(sha256, 0, plain(["all the rnessages of the modern w0rld"], LayerKind.OCR), "hand 1")
    case.add_texts(sha256, 1, plain(["rnessages and messages, modem and world"]), "hand 1")
    searching = case.reader.searching()
    pages = SearchFilter(frozenset({HitKind.PAGE}))
    found = searching.find(understood("messages"), limit=9, wanted=pages)
    assert [(one.page, one.is_exact) for one in found.hits] == [(1, True)]
    found = searching.find(understood("messages"), limit=9, wanted=pages, tolerant=True)
    assert [(one.page, one.is_exact) for one in found.hits] == [(1, True), (0, False)]
    assert found.spellings == ("rnessages",)
    assert found.hits[-1].snippet == "all the rnessages of the modern w0rld"
    for typed, numbers in (("world", [1, 0]), ("modem", [1, 0]), ("modern", [0]), ('"the messages of"', [0]), ("mess*", [1, 0])):
        found = searching.find(understood(typed), limit=9, tolerant=True, wanted=pages)
        assert [one.page for one in found.hits] == numbers, typed
