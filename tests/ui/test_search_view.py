"""The Search view shows what the case holds now, and says so where something that was found is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.errors import CaseError
from reviewer.model.ids import DocumentId, Reviewer
from reviewer.model.overview import SearchHit
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from reviewer.settings.seals import CaseSeals
from reviewer.store.reader import CaseReader
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.terms_dialog import TermsDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.models.hit_model import HitModel, HitRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.search import search_view
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def window(
    *,
    make_windows: Callable[..., Windows],
    tmp_path: Path,
    clock: Callable[[], str],
    new_id: Callable[[], str],
    workers: Workers,
    seals: CaseSeals,
    qtbot: QtBot,
) -> MainWindow:
    """Return a window on a case with two documents and two claims that all say "messages"."""
    path = tmp_path / "case.revcase"
    files = [tmp_path / "register.pdf", tmp_path / "denial.pdf"]
    for file, words in zip(files, (builders.REGISTER, builders.DENIAL), strict=True):
        file.write_bytes(builders.text_pdf(words))
    with Session.create(
        path, title="Case", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=lambda: workers, seals=seals
    ) as session:
        add_documents(session, files).result()
        for text in ("They read messages", "They sold messages"):
            commands.add_claim(session, text=text).result()
    windows = make_windows(lambda: workers)
    return open_case(windows, windows.make(), path, qtbot)


def searched(window: MainWindow, qtbot: QtBot) -> OpenCase:
    window.strip.search_requested.emit("messages")
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: case.search.summary.text() == "2 pages, 2 claims with “messages”", timeout=WAIT_MS)
    return case


def test_results_are_narrowed_to_a_reviewer_and_to_unopened_pages(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    head = case.search.head
    assert head.reviewer.isHidden(), "there is only one"
    case.session.reviewer = Reviewer("Bea")
    commands.add_claim(case.session, text="They kept messages").result()
    window.show_view("read")
    window.show_view("search")
    qtbot.waitUntil(lambda: not head.reviewer.isHidden(), timeout=WAIT_MS)
    head.reviewer.setCurrentIndex(head.reviewer.findData("Bea"))
    qtbot.waitUntil(lambda: case.search.summary.text() == "1 claim with “messages”", timeout=WAIT_MS)
    head.reviewer.setCurrentIndex(0)
    head.unopened.setChecked(True)
    qtbot.waitUntil(lambda: case.search.summary.text() == "2 pages with “messages”", timeout=WAIT_MS)
    case.search.search("nowhere")
    qtbot.waitUntil(lambda: "Nothing found" in case.search.summary.text(), timeout=WAIT_MS)
    case.search.search("kept")
    qtbot.waitUntil(lambda: "Not narrowed (1)" in {one.text() for one in head.findChildren(QPushButton)}, timeout=WAIT_MS)
    offered = {one.text(): one for one in head.findChildren(QPushButton)}
    offered["Not narrowed (1)"].click()
    qtbot.waitUntil(lambda: case.search.summary.text() == "1 claim with “kept”", timeout=WAIT_MS)
    assert not head.unopened.isChecked()


def names(case: OpenCase) -> list[str]:
    model = case.search.tree.model()
    return sorted(model.index(row, 0).data() for row in range(model.rowCount()))


def shown(case: OpenCase) -> list[SearchHit]:
    model = case.search.tree.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    rows = [model.index(row, 0, group).data(RECORD) for group in groups for row in range(model.rowCount(group))]
    return [one.hit for one in rows if isinstance(one, HitRow)]


def hit(case: OpenCase, words: str) -> SearchHit:
    return next(one for one in shown(case) if words in f"{one.document_name} {one.snippet}")


def test_what_is_removed_is_found_no_longer_and_the_place_in_the_list_stays(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    tree, model = case.search.tree, case.search.tree.model()
    claims = next(model.index(row, 0) for row in range(3) if "Claims" in model.index(row, 0).data())
    tree.setCurrentIndex(model.index(1, 0, claims))
    chosen = tree.currentIndex().data()
    document = next(one.document for one in case.desk.rows.documents if one.document.name == "register.pdf")
    case.parts.wishes.remove_document(document.id, document.name)
    qtbot.waitUntil(lambda: case.search.summary.text() == "1 page, 2 claims with “messages”", timeout=WAIT_MS)
    assert names(case) == ["Claims and notes, 2 claims", "denial.pdf, 1 page"]
    assert tree.currentIndex().data() == chosen


def test_what_changed_while_another_view_was_open_is_seen_on_coming_back(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    window.show_view("read")
    case.parts.wishes.add_claim("They never lost messages")
    case.parts.wishes.remove_claim(hit(case, "They sold").record)
    qtbot.waitUntil(lambda: case.desk.pending == 0 and case.desk.is_current, timeout=WAIT_MS)
    window.show_view("search")
    qtbot.waitUntil(lambda: "never lost" in str(shown(case)), timeout=WAIT_MS)
    assert case.search.summary.text() == "2 pages, 2 claims with “messages”"


def test_results_lead_by_the_words_that_they_were_found_by(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those asked for last may still be on their way, or their search have failed."""
    case = searched(window, qtbot)

    def failing(*_: object, **__: object) -> None:
        raise CaseError("it could not be read")

    monkeypatch.setattr(CaseReader, "searching", failing)
    window.strip.search_requested.emit("zebra")
    qtbot.waitUntil(lambda: case.search._awaited == 0, timeout=WAIT_MS)
    assert case.search.query == "messages"


def test_down_goes_from_the_field_to_the_row_that_was_left(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    tree, model = case.search.tree, case.search.tree.model()
    left = model.index(0, 0, model.index(1, 0))
    tree.setCurrentIndex(left)
    window.show_view("read")
    window.show_view("search")
    assert window.focusWidget() is window.strip.search
    QTest.keyClick(window.strip.search, Qt.Key.Key_Down)
    assert window.focusWidget() is tree
    window.strip.search_requested.emit("messages")
    qtbot.waitUntil(lambda: case.search._awaited == 0, timeout=WAIT_MS)
    assert tree.currentIndex() == left


def test_keys_go_from_hit_to_hit_over_the_heads_of_groups(window: MainWindow, qtbot: QtBot) -> None:
    tree = searched(window, qtbot).search.tree

    def at_hit() -> bool:
        return isinstance(tree.currentIndex().data(RECORD), HitRow)

    stood = []
    QTest.keyClick(tree, Qt.Key.Key_Home)
    for _ in range(4):
        assert at_hit()
        stood.append(tree.currentIndex())
        QTest.keyClick(tree, Qt.Key.Key_Down)
    assert len(set(stood)) == 4, "two pages and two claims"
    assert tree.currentIndex() == stood[-1], "there is no further one"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(tree, key)
        assert at_hit()
    assert tree.currentIndex() == stood[0]
    QTest.keyClick(tree, Qt.Key.Key_End)
    assert tree.currentIndex() == stood[-1]
    QTest.keyClick(tree, Qt.Key.Key_PageUp)
    assert tree.currentIndex() == stood[0]
    QTest.keyClick(tree, Qt.Key.Key_PageDown)
    assert tree.currentIndex() == stood[-1]


def test_the_keyboard_goes_to_what_was_found_and_stays_with_the_words_where_nothing_was(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    window.strip.focus_search()
    window.strip.search.setText("submarine")
    QTest.keyClick(window.strip.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.search.summary.text() == "Nothing found for “submarine”.", timeout=WAIT_MS)
    assert window.focusWidget() is window.strip.search
    QTest.keyClick(window.strip.search, Qt.Key.Key_Down)
    assert window.focusWidget() is window.strip.search
    window.strip.search.setText("messages")
    QTest.keyClick(window.strip.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.focusWidget() is case.search.tree, timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("words", "told", "offered"),
    [
        ("messag", "Nothing found for “messag”.", ["Also longer words: “messag*” (5)"]),
        ("message", "1 claim with “message”", ["Also longer words: “message*” (5)"]),
        ("read", "1 page, 1 claim with “read”", []),
        ("sold delete", "Nothing found for “sold” and “delete”.", ["Any of the words (2)"]),
        ("message OR", "1 claim with “message”", ["Also longer words: “message*” (5)"]),
        ("NOT read", "Nothing found for “NOT read”.", []),
        ("messages -read", "1 page, 1 claim with “messages” but not “read”", []),
    ],
)
def test_a_search_says_what_it_found_and_offers_what_would_find_more(
    words: str, told: str, offered: list[str], window: MainWindow, qtbot: QtBot
) -> None:
    """Where one hit alone is shown a person would think that nothing else says it."""
    case = searched(window, qtbot)
    commands.add_claim(case.session, text="One message").result()
    window.strip.search_requested.emit(words)
    qtbot.waitUntil(lambda: case.search._awaited == 0 and case.search.query == words, timeout=WAIT_MS)
    assert case.search.summary.text() == told
    buttons = offers(case)
    assert [one.text() for one in buttons] == offered
    if offered:
        count = int(offered[0].rstrip(")").rpartition("(")[2])
        buttons[0].click()
        qtbot.waitUntil(lambda: case.search._awaited == 0 and len(shown(case)) == count, timeout=WAIT_MS)


def offers(case: OpenCase) -> list[QPushButton]:
    buttons = case.search.head.findChildren(QPushButton)
    return [one for one in buttons if one is not case.search.head.terms and one.isVisibleTo(case.search)]


def test_what_is_found_is_narrowed_by_kind_claim_stance_and_text(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    head = case.search.head

    def narrowed(box: QComboBox, row: int, told: str) -> None:
        box.setCurrentIndex(row)
        qtbot.waitUntil(lambda: case.search._awaited == 0 and case.search.summary.text() == told, timeout=WAIT_MS)

    narrowed(head.kind, 1, "2 pages with “messages”")
    narrowed(head.kind, 4, "2 claims with “messages”")
    assert [head.claim.itemText(row) for row in range(3)] == ["Any claim", "1  They read messages", "2  They sold messages"]
    narrowed(head.claim, 1, "1 claim with “messages”")
    narrowed(head.kind, 1, "Nothing found for “messages”.")
    (more,) = offers(case)
    assert more.text() == "Not narrowed (4)"
    more.click()
    qtbot.waitUntil(lambda: case.search.summary.text() == "2 pages, 2 claims with “messages”", timeout=WAIT_MS)
    assert (head.kind.currentIndex(), head.claim.currentIndex()) == (0, 0)
    narrowed(head.source, 1, "2 pages with “messages”")


def test_what_is_typed_is_searched_while_it_is_typed_and_the_keyboard_stays(window: MainWindow, qtbot: QtBot) -> None:
    case = searched(window, qtbot)
    window.activateWindow()
    window.strip.focus_search()
    QTest.keyClicks(window.strip.search, "sol")
    qtbot.waitUntil(lambda: case.search.summary.text() == "1 claim with “sol*”", timeout=WAIT_MS)
    assert window.focusWidget() is window.strip.search
    QTest.keyClick(window.strip.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.search.summary.text() == "Nothing found for “sol”.", timeout=WAIT_MS)
    assert case.search._awaited == 0


def test_what_is_typed_elsewhere_leads_to_the_results_and_escape_back(window: MainWindow, qtbot: QtBot) -> None:
    case = window.case
    assert case is not None
    window.show_view("claims")
    window.activateWindow()
    window.actions_of_window.trigger("search.focus")
    field = window.strip.search
    qtbot.waitUntil(field.hasFocus, timeout=WAIT_MS)
    for letter in "mess":
        QTest.keyClicks(field, letter)
        window.strip._typing.timeout.emit()  # as if nothing more came for a moment
        assert field.hasFocus()
    assert (window.view, field.text()) == ("search", "mess")
    qtbot.waitUntil(lambda: case.search.summary.text() == "2 pages, 2 claims with “mess*”", timeout=WAIT_MS)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (window.view, field.text()) == ("search", "")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.view == "claims"
    assert not field.hasFocus()


def test_many_hits_come_in_portions(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_view, "PORTION", 2)
    case = searched(window, qtbot)
    window.strip.search_requested.emit("messages OR nothing")
    qtbot.waitUntil(lambda: case.search._awaited == 0 and len(shown(case)) == 2, timeout=WAIT_MS)
    assert case.search.summary.text() == "2 pages, 2 claims with “messages” or “nothing”"
    tree = case.search.tree
    QTest.keyClick(tree, Qt.Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex().data() == "Show the next of 2 more"
    before = [one.record for one in shown(case)]
    QTest.keyClick(tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(shown(case)) == 4, timeout=WAIT_MS)
    assert "Show" not in str(names(case))
    assert tree.currentIndex().data(RECORD).hit.record not in before, "the first of those that came"


def test_documents_whose_hits_are_not_shown_yet_are_named_with_what_they_have(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_view, "PORTION", 1)
    case = searched(window, qtbot)
    window.activateWindow()
    case.search.head.kind.setCurrentIndex(1)
    qtbot.waitUntil(lambda: case.search._awaited == 0 and len(shown(case)) == 1, timeout=WAIT_MS)
    tree, model = case.search.tree, case.search.tree.model()
    first, other = shown(case)[0].document_name, model.index(2, 0)
    assert other.data() in {"denial.pdf, 1 page", "register.pdf, 1 page"}
    assert str(first) not in other.data()
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_End)
    assert tree.currentIndex().data() == "Show its hit"
    QTest.keyClick(tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.search._awaited == 0 and shown(case)[0].document_name != first, timeout=WAIT_MS)
    assert case.search.summary.text() == "1 page with “messages”"
    assert case.search.head.only.text().startswith("Only in ")
    case.search.head.only.click()
    qtbot.waitUntil(lambda: case.search.summary.text() == "2 pages with “messages”", timeout=WAIT_MS)
    assert case.search.head.only.isHidden()


def test_a_list_of_terms_is_counted_sorted_and_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = searched(window, qtbot)
    window.actions_of_window.trigger("search.terms")
    (dialog,) = window.findChildren(TermsDialog)
    assert not dialog.main_button.isEnabled()
    dialog.terms.setPlainText("messages\n\n=nowhere\nsold\nmessages")
    dialog.main_button.click()
    qtbot.waitUntil(lambda: dialog.told.text().startswith("3 terms"), timeout=WAIT_MS)
    rows = dialog.rows.as_text().split("\n")
    assert rows[0] == "Term\tDocument\tHits\tPages"
    assert sorted(rows[1:]) == [
        "'=nowhere\t\t0\t0",
        "messages\tdenial.pdf\t1\t1",
        "messages\tpassages, notes and claims\t2\t0",
        "messages\tregister.pdf\t1\t1",
        "sold\tpassages, notes and claims\t1\t0",
    ]
    dialog.rows.sortItems(2, Qt.SortOrder.DescendingOrder)
    assert dialog.rows.as_text().split("\n")[1] == "messages\tpassages, notes and claims\t2\t0"
    dialog._save(tmp_path / "hits.csv")
    qtbot.waitUntil(lambda: dialog.told.text() == "Saved as hits.csv.", timeout=WAIT_MS)
    assert (tmp_path / "hits.csv").read_bytes().startswith(b'\xef\xbb\xbf"term","document","hits","pages"\r\n"messages"')
    dialog._save(tmp_path / "hits.csv")
    qtbot.waitUntil(lambda: dialog.told.text() == "There is a file of this name already", timeout=WAIT_MS)
    QTest.keyClick(dialog.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.search.query == "messages", timeout=WAIT_MS)


def test_taking_what_is_gone_says_so(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    case = searched(window, qtbot)
    gone = [hit(case, "register.pdf"), hit(case, "They sold")]
    document = gone[0].document
    assert document is not None
    case.parts.wishes.remove_document(document, "register.pdf")
    case.parts.wishes.remove_claim(gone[1].record)
    qtbot.waitUntil(lambda: case.search.summary.text() == "1 page, 1 claim with “messages”", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: case.desk.rows.claim(gone[1].record) is None and case.desk.is_current, timeout=WAIT_MS)
    told: list[str] = []
    monkeypatch.setattr(window.problems, "toast", lambda text, **_options: told.append(text))
    for one in gone:
        case.search.hit_taken.emit(one)
    assert told == ["What was found there is not in the case any more."] * 2
    assert window.view == "search"


def test_a_documents_hits_stand_in_the_order_of_its_pages_and_documents_by_their_best_hit(qapp: object) -> None:
    def hit(document: str, page: int | None, rank: int) -> SearchHit:
        return SearchHit("page", f"{document}-{page}", DocumentId(document), document, page, "words", rank)

    model = HitModel()
    model.show([hit("b", 7, 1), hit("a", 2, 2), hit("b", 0, 3), hit("b", 3, 4), hit("a", 1, 5)], {})
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    told = [[model.index(row, 0, group).data() for row in range(model.rowCount(group))] for group in groups]
    assert told == [["p. 1: words", "p. 4: words", "p. 8: words"], ["p. 2: words", "p. 3: words"]]


def test_places_where_the_words_stand_apart_come_after_those_where_they_stand_together(qapp: object) -> None:
    def hit(page: int, rank: int, *, together: bool) -> SearchHit:
        return SearchHit("page", "b", DocumentId("b"), "b.pdf", page, "words", rank, together)

    model = HitModel()
    model.show([hit(7, 1, together=True), hit(4, 2, together=True), hit(0, 3, together=False)], {})
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    assert [one.data() for one in groups] == ["b.pdf, 2 pages", "b.pdf, 1 page, words apart"]
    told = [[model.index(row, 0, group).data() for row in range(model.rowCount(group))] for group in groups]
    assert told == [["p. 5: words", "p. 8: words"], ["p. 1: words"]]
