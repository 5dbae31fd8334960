"""Lists of terms: what a line asks for, and that every place on a page counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.errors import CancelledError
from reviewer.looking.query import All, Node, Wanted
from reviewer.model.searching import EVERYTHING, HitKind, SearchFilter
from reviewer.services.search import term_table
from reviewer.services.search.term_table import Counted, as_term, table_of, terms_in
from reviewer.store.case_file import CaseFile
from tests.store import made
from tests.store.conftest import add_document, insert_passage, new_document
from tests.store.made import ANN

PAGES = (
    "The harbour master read private messages at the harbour.\nHarbours and HARBOUR.\n",
    "Private words, and messages.\nNo har-\nbour here, and private\nmessages.\n",
    "Nothing.\n",
)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    new_id = made.ids()
    document = new_document(new_id, b"%PDF- harbours", page_count=len(PAGES))
    with CaseFile.create(tmp_path / "case.revcase", title="x", clock=made.Clock(), new_id=new_id, reviewer=ANN) as opened:
        add_document(opened, document, b"%PDF- harbours", PAGES)
        with opened.intent("Fill", reviewer=ANN, origin="window") as recorder:
            insert_passage(recorder, made.passage(new_id, document, quote="private messages"))
        yield opened


def counted(case: CaseFile, *terms: str, wanted: SearchFilter = EVERYTHING) -> list[list[Counted]]:
    table = table_of(lambda asked: asked(case.reader), terms, wanted)
    return [[one for _document, _name, one in table.having(number)] for number in range(len(terms))]


def test_a_list_of_terms_is_its_lines_each_once() -> None:
    assert terms_in("\ufeffone\r\n\n two words \none\n") == ["one", "two words"]


@pytest.mark.parametrize(
    ("line", "node"),
    [
        ("private messages", Wanted("private messages")),
        ("private mess*", Wanted("private mess", is_beginning=True)),
        ('"private messages" read', All((Wanted("private messages"), Wanted("read")))),
        ("priv* messages", All((Wanted("priv", is_beginning=True), Wanted("messages")))),
        ("harbour", Wanted("harbour")),
        ("", None),
    ],
)
def test_the_words_of_a_line_are_looked_for_together(line: str, node: Node | None) -> None:
    assert as_term(line).node == node


def test_every_place_on_a_page_is_counted_and_what_is_marked_by_itself(case: CaseFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_table, "_AT_ONCE", 1)
    found = counted(case, "harbour", "harbour*", "private messages", "private messages words", "nothing at all")
    assert found == [[Counted(4, 2)], [Counted(5, 2)], [Counted(2, 2), Counted(1)], [], []]
    assert counted(case, "private messages", wanted=SearchFilter(frozenset({HitKind.PAGE}))) == [[Counted(2, 2)]]


def test_counting_can_be_given_up(case: CaseFile) -> None:
    with pytest.raises(CancelledError):
        table_of(lambda asked: asked(case.reader), ["harbour"], cancelled=lambda: True)
