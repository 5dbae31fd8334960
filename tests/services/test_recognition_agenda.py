"""Which page is recognised next: what somebody looks at goes first, and nothing is lost or read twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model.document import Document
from reviewer.model.ids import NewId, Sha256
from reviewer.services.recognition.recognition_agenda import Agenda
from tests.store import made


@pytest.fixture
def pair(new_id: NewId) -> tuple[Document, Document]:
    one = made.document(new_id(), "ab" * 32)
    return one, replace(one, id=made.document(new_id(), "cd" * 32).id, sha256=Sha256("cd" * 32))


def order(agenda: Agenda) -> list[tuple[str, int]]:
    found = []
    while (turn := agenda.take()) is not None:
        found.append((turn.document.sha256[:2], turn.page))
    return found


def test_pages_come_in_order_document_after_document(pair: tuple[Document, Document]) -> None:
    agenda = Agenda()
    agenda.put(pair[1], [2, 0])
    agenda.put(pair[0], [1])
    assert order(agenda) == [("cd", 0), ("cd", 2), ("ab", 1)]


def test_what_is_looked_at_goes_first_then_what_comes_after_it_then_the_rest(pair: tuple[Document, Document]) -> None:
    agenda = Agenda()
    agenda.put(pair[0], range(3))
    agenda.put(pair[1], range(6))
    agenda.look(pair[1].id, range(3, 5))
    assert order(agenda) == [("cd", n) for n in (3, 4, 5, 0, 1, 2)] + [("ab", n) for n in (0, 1, 2)]


def test_a_page_that_was_not_finished_is_there_again_and_one_put_twice_is_there_once(pair: tuple[Document, Document]) -> None:
    agenda = Agenda()
    agenda.put(pair[0], [0, 1])
    agenda.put(pair[0], [1])
    turn = agenda.take()
    assert turn is not None
    assert agenda.left == 1
    agenda.put_back(turn)
    assert order(agenda) == [("ab", 0), ("ab", 1)]


def test_a_document_that_is_gone_is_dropped(pair: tuple[Document, Document]) -> None:
    agenda = Agenda()
    for one in pair:
        agenda.put(one, [0])
    agenda.drop(pair[0].id)
    assert (agenda.has(pair[0].id), agenda.has(pair[1].id)) == (False, True)
    agenda.clear()
    assert agenda.take() is None


def test_taking_a_page_costs_the_same_however_many_are_left(pair: tuple[Document, Document]) -> None:
    compared = 0

    class Page(int):
        def __lt__(self, other: int) -> bool:
            nonlocal compared
            compared += 1
            return int(self) < int(other)

    agenda = Agenda()
    agenda.put(pair[0], [Page(n) for n in range(20_000)])
    agenda.look(pair[0].id, range(9_000, 9_002))
    compared = 0
    assert [turn.page for turn in (agenda.take(), agenda.take(), agenda.take()) if turn is not None] == [9_000, 9_001, 9_002]
    assert compared < 100
