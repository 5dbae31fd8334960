"""In a large case a change costs what it touches: other rows stay as they are, and only the cards in view are widgets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.model.anchor import Anchor
from reviewer.model.claim import Claim, Link
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, ClaimId, DocumentId, LinkId, PassageId, Sha256
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.model.passage import Passage
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import CaseContents, CaseRows, Moved, read_all
from reviewer.ui.case.passage_index import PassageIndex
from reviewer.ui.controls.plain_lines import break_lines, count_lines, word_widths
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import LOOSE, EvidenceModel, PassageRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.portions import PORTION, MoreRow
from reviewer.ui.panels.claims import card_stack
from reviewer.ui.panels.claims.card_stack import CardStack
from reviewer.ui.panels.claims.claims_pane import ClaimsPane
from reviewer.ui.panels.claims.evidence_delegate import loose_words
from reviewer.ui.panels.claims.passage_card import PassageCard
from reviewer.ui.reading.view_marks import DocumentMarks
from tests.ui.conftest import WAIT_MS

DOCUMENT = DocumentId("d")


def passage(name: str, *claims: str, y: float = 100.0, note: str = "") -> MarkedPassage:
    quads = (PageQuad(0, Quad.of_rect(Rect(72, y, 300, y + 12))),)
    anchor = Anchor(AnchorId(f"anchor {name}"), Sha256("0" * 64), 0, "1", quads)
    links = tuple(
        Link(LinkId(f"{name} {claim}"), PassageId(name), ClaimId(claim), Stance.SUPPORTS, "", "2026-01-01") for claim in claims
    )
    return MarkedPassage(Passage(PassageId(name), DOCUMENT, anchor, note, "2026-01-01"), links)


def claim(name: str, position: int, parent: str | None = None) -> ClaimOverview:
    above = ClaimId(parent) if parent else None
    return ClaimOverview(Claim(ClaimId(name), name, position, "2026-01-01", parent=above), str(position + 1), {})


def take(rows: CaseRows, *passages: MarkedPassage, asked: str = "", claims: tuple[ClaimOverview, ...] | None = None) -> None:
    rows.take(CaseContents(claims=claims, passages=passages, asked=frozenset(asked.split()) if asked else None))


def leaves(model: EvidenceModel, above: QModelIndex | None = None) -> list[str]:
    found = []
    for row in range(model.rowCount(above or QModelIndex())):
        index = model.index(row, 0, above or QModelIndex())
        record = index.data(RECORD)
        found += [record.marked.passage.id] if isinstance(record, PassageRow) else leaves(model, index)
    return found


def test_the_order_of_a_claims_passages_is_kept_until_one_of_them_changes_or_documents_are_moved() -> None:
    rows = CaseRows()
    every = [passage(f"{number}", "a", y=100.0 + number) for number in range(9)]
    take(rows, *every, passage("b", "b"), passage("loose"), claims=(claim("a", 0), claim("b", 1)))
    first, loose = rows.evidence(ClaimId("a")), rows.loose_passages()
    take(rows, passage("b", "b", note="Why?"), asked="b")
    assert rows.evidence(ClaimId("a")) is first
    take(rows, passage("0", "a", y=900.0), asked="0")
    assert [one.passage.id for one in rows.evidence(ClaimId("a"))] == [*"12345678", "0"]
    take(rows, passage("8", y=50.0), asked="8")
    assert [one.passage.id for one in rows.evidence(ClaimId("a"))] == [*"1234567", "0"]
    assert {one.passage.id for one in rows.loose_passages()} == {"8", *(one.passage.id for one in loose)}


@pytest.mark.parametrize("card", ["a", LOOSE])
def test_the_rows_of_a_long_card_come_in_portions(card: str) -> None:
    rows, model = CaseRows(), EvidenceModel()
    rows.refreshed.connect(lambda moved: model.show(rows, moved))
    links = () if card == LOOSE else (card,)
    every = [passage(f"{number:04}", *links, y=100.0 + number) for number in range(5000)]
    take(rows, *every, claims=(claim("a", 0), claim("b", 1, "a")))
    above = model.index_of(card)
    names = [one.passage.id for one in every]
    assert leaves(model, above) == names[:PORTION]
    assert "4900 more passages" in [model.index(row, 0, above).data() for row in range(model.rowCount(above))]

    more = model.index(PORTION, 0, above).data(RECORD)
    assert isinstance(more, MoreRow)
    first = model.show_more(more)
    assert first.data(RECORD).marked.passage.id == names[PORTION]
    assert leaves(model, above) == names[: 2 * PORTION]

    index = model.index_of_passage(every[3000])
    assert index.data(RECORD).marked is every[3000]
    there = leaves(model, above)
    assert len(there) == PORTION
    assert there[0] < names[3000] < there[-1]
    earlier = model.index(0, 0, above).data(RECORD)
    assert isinstance(earlier, MoreRow)
    assert model.show_more(earlier).data(RECORD).marked.passage.id == names[names.index(there[0]) - 1]
    assert leaves(model, above) == names[names.index(there[0]) - PORTION : names.index(there[-1]) + 1]
    if card != LOOSE:
        assert model.index_of_claim("b").isValid(), "elements stay below"


def test_who_comes_to_the_end_of_the_rows_gets_more_and_the_page_stays(theme: Theme, qtbot: QtBot) -> None:
    rows = CaseRows()
    pane = ClaimsPane(theme, cast("Any", None))
    qtbot.addWidget(pane)
    pane.follow(rows, writable=True)
    every = [passage(f"{number:04}", y=100.0 + number) for number in range(300)]
    take(rows, *every, claims=(claim("a", 0),))
    tree, model = pane.tree, pane._model
    tree.expand(model.index_of(LOOSE))
    tree.setCurrentIndex(model.index_of_passage(every[PORTION - 1]))
    chosen: list[str] = []
    pane.passage_chosen.connect(chosen.append)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: isinstance(tree.currentIndex().data(RECORD), PassageRow), timeout=WAIT_MS)
    assert tree.currentIndex().data(RECORD).marked is every[PORTION]
    assert chosen == []
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert chosen == [every[PORTION + 1].passage.id]


def test_a_long_card_follows_its_case_also_where_its_rows_are_not_there() -> None:
    rows, model = CaseRows(), EvidenceModel()
    rows.refreshed.connect(lambda moved: model.show(rows, moved))
    every = [passage(f"{number:04}", y=100.0 + number) for number in range(300)]
    take(rows, *every, claims=(claim("a", 0),))
    above = model.index_of(LOOSE)
    assert len(leaves(model, above)) == PORTION
    take(rows, passage("0250", "a", y=350.0), asked="0250")
    assert above.data() == "Without a claim: 299"
    assert "199 more passages" in model.index(model.rowCount(above) - 1, 0, above).data()
    assert leaves(model, model.index_of_claim("a")) == ["0250"]
    new = passage("new", y=5000.0)
    take(rows, new, asked="new")
    assert model.index_of_passage(new).data(RECORD).marked is new
    assert leaves(model, above)[-1] == "new"


def test_a_change_asks_for_and_tells_of_its_own_rows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, model = CaseRows(), EvidenceModel()
    rows.refreshed.connect(lambda moved: model.show(rows, moved))
    take(
        rows, passage("p", "a"), passage("q", "b"), passage("r", "b", y=200), passage("s"), claims=(claim("a", 0), claim("b", 1))
    )
    assert leaves(model) == ["p", "q", "r", "s"]
    asked: list[str] = []
    evidence = rows.evidence
    monkeypatch.setattr(rows, "evidence", lambda one: asked.append(one) or evidence(one))
    told: list[str] = []
    model.dataChanged.connect(lambda first, _last, _roles: told.append(model.node(first).key))
    model.rowsInserted.connect(lambda above, row, _last: told.append(model.node(model.index(row, 0, above)).key))
    model.rowsRemoved.connect(lambda above, _first, _last: told.append(f"-{model.node(above).key}"))
    take(rows, passage("t", "b", y=150), asked="t")
    assert leaves(model) == ["p", "q", "t", "r", "s"]
    take(rows, passage("q", "b", note="Seen"), asked="q")
    take(rows, asked="r")
    assert told == ["t b", "q b", "-b"]
    assert asked == ["b"] * 3


def test_an_element_that_moves_takes_its_passages_along() -> None:
    rows, model = CaseRows(), EvidenceModel()
    rows.refreshed.connect(lambda moved: model.show(rows, moved))
    take(rows, passage("p", "e"), claims=(claim("a", 0), claim("e", 0, "a"), claim("b", 1)))
    rows.take(CaseContents(claims=(claim("a", 0), claim("b", 1), claim("e", 0, "b")), asked=frozenset()))
    assert leaves(model, model.index_of("a")) == []
    assert leaves(model, model.index_of("b")) == ["p"]
    assert leaves(model) == ["p"]
    rows.take(CaseContents(claims=(claim("a", 0), claim("e", 0, "a"), claim("b", 1)), asked=frozenset()))
    assert leaves(model, model.index_of("a")) == ["p"]
    assert model.index_of("p e").parent() == model.index_of("e")
    rows.take(CaseContents(claims=(claim("a", 0), claim("b", 1), claim("e", 2)), asked=frozenset()))
    assert leaves(model, model.index_of("e")) == ["p"]
    assert leaves(model) == ["p"]


def test_cards_that_nobody_opened_show_what_the_case_holds_when_they_are_opened() -> None:
    rows, model = CaseRows(), EvidenceModel()
    rows.refreshed.connect(lambda moved: model.show(rows, moved))
    take(rows, passage("p", "e"), passage("s"), claims=(claim("a", 0), claim("e", 0, "a"), claim("b", 1)))
    assert [one.key for one in model.nodes()] == ["a", "b", "loose"]
    take(rows, passage("q", "e", y=50), passage("t", y=50), asked="q t")
    assert model.hasChildren(model.index_of("a"))
    assert not model.hasChildren(model.index_of("b"))
    assert model.index_of_passage(rows.passages[PassageId("q")]).parent() == model.index_of_claim("e")
    assert model.index_of_passage(rows.passages[PassageId("t")]).row() == 0
    assert leaves(model) == ["q", "p", "t", "s"]


def test_a_first_reading_is_taken_as_it_was_ordered_by_the_reading_thread() -> None:
    found = (passage("p", "a"), passage("q", y=200))
    index = PassageIndex()
    for one in found:
        index.put(one)
    told: list[Moved] = []
    rows = CaseRows()
    rows.refreshed.connect(told.append)
    rows.take(CaseContents(claims=(claim("a", 0),), passages=found, index=index))
    take(rows, passage("r", "a", y=50), asked="r")
    assert told[0].passages == {"p", "q"}
    assert told[0].evidence == {"a"}
    assert told[0].pages(DOCUMENT) == {0}
    assert [one.passage.id for one in rows.evidence(ClaimId("a"))] == ["r", "p"]
    assert told[1].passages == {"r"}


def test_a_later_reading_is_compared_on_the_reading_thread() -> None:
    was = (passage("p", "a"), passage("q", y=200), passage("r", y=250))
    now = (was[0], passage("q", y=200, note="Seen"), passage("s"))
    reader = SimpleNamespace(info=lambda: None, documents=lambda: (), claims=lambda: (claim("a", 0),), passages=lambda: now)
    rows = CaseRows()
    take(rows, *was, claims=(claim("a", 0),))
    contents = read_all(cast("Any", reader), dict(rows.passages))
    assert contents.passages == now[1:]
    assert contents.asked == {"q", "r", "s"}
    rows.take(contents)
    assert rows.passages == {one.passage.id: one for one in now}


@pytest.mark.parametrize("change", ["passage", "claim", ""])
def test_marks_made_on_another_thread_are_shown_only_while_the_case_holds_the_same(change: str) -> None:
    rows = CaseRows()
    take(rows, passage("p", "a"), claims=(claim("a", 0),))
    marks = DocumentMarks(rows, DOCUMENT)
    made = marks.make()
    take(rows, passage("p", "a"), asked="p")  # read again and found the same
    if change == "passage":
        take(rows, passage("p", "a", note="Seen"), asked="p")
    elif change == "claim":
        take(rows, claims=(claim("a", 1),), asked="none")
    assert marks.is_current == (not change)
    assert (made == DocumentMarks(rows, DOCUMENT).make()) == (not change)


def test_the_passages_of_a_page_and_a_passages_number_follow_each_change() -> None:
    rows = CaseRows()
    take(rows, passage("p"), passage("q", y=200))
    take(rows, passage("r", y=150), asked="r")
    assert [rows.index.number(PassageId(one)) for one in "prq"] == [1, 2, 3]
    take(rows, asked="p")
    assert rows.index.count(DOCUMENT, 0) == rows.index.count(DOCUMENT) == 2
    assert [one.passage.id for one in rows.passages_in(DOCUMENT)] == ["r", "q"]


def test_only_the_cards_in_view_and_near_it_are_widgets(theme: Theme, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QScrollArea

    crops = cast("Any", SimpleNamespace(wish=lambda _wish, _show, _owner: None))
    area = QScrollArea()
    qtbot.addWidget(area)
    stack = CardStack(theme, crops)
    area.setWidgetResizable(True)
    area.setWidget(stack)
    area.resize(320, 400)
    found = [passage(str(number), "a", y=number) for number in range(100)]
    stack.show_rows([PassageRow(one, one.links[0], "Minutes", 1) for one in found])
    area.show()

    def ids() -> set[str]:
        return {one.row.marked.passage.id for one in stack.findChildren(PassageCard) if one.isVisible()}

    qtbot.waitUntil(lambda: "2" in ids())
    assert "30" not in ids()
    assert stack.height() > 100 * 100  # there is room for all of them
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    stack.look()
    qtbot.waitUntil(lambda: "99" in ids() and "1" not in ids())


def test_very_many_cards_are_laid_by_and_by_and_stand_where_they_would_at_once(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crops = cast("Any", SimpleNamespace(wish=lambda _wish, _show, _owner: None))
    rows = [PassageRow(one, one.links[0], "Minutes", 1) for one in (passage(str(number), "a", y=number) for number in range(100))]

    def stack() -> CardStack:
        made = CardStack(theme, crops)
        qtbot.addWidget(made)
        made.resize(400, 600)
        made.show_rows(rows)
        made.show()
        return made

    whole = stack()
    monkeypatch.setattr(card_stack, "_MEASURED_AT_ONCE", 10)
    parted = stack()
    assert 0 < len(parted._places) < 20 < len(whole._places) == 100
    assert abs(parted.height() - whole.height()) < whole.height() / 20, "the scroll bar is about as long as it will be"
    qtbot.waitUntil(lambda: parted._places == whole._places, timeout=WAIT_MS)
    assert parted.height() == whole.height()
    whole.hide()
    parted.hide()


def test_cards_stand_side_by_side_where_there_is_room(theme: Theme, qtbot: QtBot) -> None:
    crops = cast("Any", SimpleNamespace(wish=lambda _wish, _show, _owner: None))
    stack = CardStack(theme, crops)
    qtbot.addWidget(stack)
    stack.resize(1100, 600)
    stack.show_rows(
        [PassageRow(one, one.links[0], "Minutes", 1) for one in (passage("p", "a"), passage("q", "a"), passage("r", "a"))]
    )
    stack.show()

    def placed() -> list[tuple[int, int, int]]:
        cards = [one for one in stack.findChildren(PassageCard) if one.isVisible()]
        return sorted((one.y(), one.x(), one.width()) for one in cards)

    qtbot.waitUntil(lambda: len(placed()) == 3)
    (first, left, width), (second, right, _), (third, last, _) = placed()
    assert (first, left, last) == (second, 0, 0)
    assert right > width >= 380
    assert third > first
    stack.resize(400, 900)
    qtbot.waitUntil(lambda: len({y for y, _x, _width in placed()}) == 3)
    stack.resize(1100, 900)
    one = passage("p", "a")
    stack.show_rows([PassageRow(one, one.links[0], "Minutes", 1)])
    assert placed()[0][2] == 720  # alone it is as wide as can be read


@pytest.mark.parametrize("text", ["", "one", "a few words more than fit into one line of this width", "日本語 " * 30, "x" * 300])
@pytest.mark.parametrize("most", [1, 3])
def test_as_many_lines_are_counted_as_are_made(theme: Theme, text: str, most: int) -> None:
    font = theme.font()
    lines = break_lines(text, font, 120, most=most)
    assert len(lines) <= most
    assert count_lines(text, word_widths(font), 120, most=most) == len(lines)


def test_the_highlights_without_a_claim_are_named_in_any_width(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font())
    assert loose_words(metrics, 400) == "Highlights without a claim"
    assert loose_words(metrics, metrics.horizontalAdvance("Highlights without a clai")) == "Without a claim"
    assert loose_words(metrics, 60).endswith("…")
