"""The note is that of the passage ringed on the page, a passage has one menu everywhere, and a new claim is one step."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.errors import CaseError
from reviewer.model.changes import Changes
from reviewer.model.ids import PassageId
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.claim_dialog import ClaimDialog
from reviewer.ui.dialogs.claim_picker import ClaimPicker
from reviewer.ui.main_window import MainWindow
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.ui.conftest import WAIT_MS
from tests.ui.test_reading import add, file, mark, passages

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(make_windows: Callable[..., object], workers: Workers) -> MainWindow:
    made = make_windows(lambda: workers).make()
    made.resize(1280, 800)
    return made


@pytest.fixture
def two(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> OpenCase:
    """Return a case with two documents, a.pdf on show with a highlight in it."""
    case = add(
        window,
        qtbot,
        file(tmp_path, "a.pdf", builders.text_pdf(builders.REGISTER)),
        file(tmp_path, "b.pdf", builders.text_pdf(["Another", "document"])),
    )
    case.read.show_document(case.desk.rows.documents[1].document.id)
    case.read.tabs.step(-1)
    qtbot.waitUntil(lambda: all(one.opened is not None for one in case.read.tabs.tabs()), timeout=WAIT_MS)
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.claims.note.passage == passage, timeout=WAIT_MS)
    return case


def told(case: OpenCase) -> str:
    return case.read.claims._where.text


def words(menu: QMenu) -> dict[str, QAction]:
    return {one.text(): one for one in menu.actions() if not one.isSeparator()}


def popup(case: OpenCase, passage: PassageId, claim: str = "") -> QMenu:
    made = case.menu.popup(case.read, QPoint(10, 10), passage, claim)
    assert made is not None
    return made


def test_escape_in_the_note_goes_back_to_the_page_where_letters_are_keys_again(two: OpenCase, qtbot: QtBot) -> None:
    two.read.edit_note()
    note = two.read.claims.note
    qtbot.waitUntil(note.hasFocus)
    QTest.keyClicks(note, "why")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert two.read.page_view is not None
    qtbot.waitUntil(two.read.page_view.hasFocus)
    assert two.read.chosen_passage == note.passage, "the passage stays chosen, so that the next key is for it"


def test_the_note_goes_with_the_document_on_show(two: OpenCase, qtbot: QtBot) -> None:
    (passage,) = two.desk.rows.passages
    note = two.read.claims.note
    assert told(two).startswith("p. 1 of a.pdf, “partner")
    QTest.keyClicks(note, "kept for a")
    two.read.tabs.step(1)
    assert note.passage is None
    assert not note.isVisible()
    qtbot.waitUntil(lambda: two.desk.rows.passages[passage].passage.note == "kept for a", timeout=WAIT_MS)
    two.read.tabs.step(1)
    assert note.passage == passage
    assert note.toPlainText() == "kept for a"


def test_a_note_that_cannot_be_kept_is_told_and_kept_later(
    two: OpenCase, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (passage,) = two.desk.rows.passages
    note = two.read.claims.note
    note._again.setInterval(50)
    keep, told, tries = commands.set_note, list[BaseException](), iter(range(9))

    def busy_twice(session: Session, **fields: Any) -> Future[Changes]:
        if next(tries) > 1:
            return keep(session, **fields)
        refused = Future[Changes]()
        refused.set_exception(CaseError("The case is busy"))
        return refused

    monkeypatch.setattr(commands, "set_note", busy_twice)
    monkeypatch.setattr(window.problems, "report", told.append)
    QTest.keyClicks(note, "the grant")
    note.commit()
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT_MS)
    assert "Saving" in window.windowTitle()
    two.parts.wishes.add_claim("Never")
    qtbot.waitUntil(lambda: len(two.desk.rows.claims) == 1 and two.desk.is_current, timeout=WAIT_MS)
    assert note.toPlainText() == "the grant"
    qtbot.waitUntil(lambda: two.desk.rows.passages[passage].passage.note == "the grant", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "All changes saved" in window.windowTitle(), timeout=WAIT_MS)
    assert len(told) == 1, "the person is told once"


def test_the_note_is_that_of_the_ringed_passage(two: OpenCase, qtbot: QtBot) -> None:
    (passage,) = two.desk.rows.passages
    view = two.read.page_view
    assert view is not None
    mark(two, 28, 33)
    second = next(one for one in passages(two, qtbot, 2) if one != passage)
    qtbot.waitUntil(lambda: two.read.claims.note.passage == second, timeout=WAIT_MS)
    view.select_passage(passage)
    assert two.read.claims.note.passage == passage
    view.select_passage("")
    assert two.read.claims.note.passage is None
    assert not two.read.claims.tree.currentIndex().isValid()


def test_a_row_of_another_document_takes_the_ring_off_the_page(two: OpenCase) -> None:
    (passage,) = two.desk.rows.passages
    two.read.tabs.step(1)
    tree = two.read.claims.tree
    row = tree.model().index(0, 0, tree.model().index(0, 0))
    assert isinstance(row.data(RECORD), PassageRow)
    tree.setCurrentIndex(row)
    assert two.read.claims.note.passage == passage
    assert "a.pdf" in told(two)
    assert two.read.chosen_passage == ""


def test_a_new_claim_typed_at_the_page_is_one_undo_step(two: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    mark(two, 28, 33, Stance.CONTRADICTS)
    picker = window.findChild(ClaimPicker)
    assert picker is not None
    QTest.keyClicks(picker.field, "Never accessed")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    passages(two, qtbot, 2)
    (claim,) = two.desk.rows.claims
    assert two.desk.last_claim == claim.claim.id
    window.actions_of_window.trigger("edit.undo")
    passages(two, qtbot, 1)
    assert two.desk.rows.claims == ()
    window.actions_of_window.trigger("edit.redo")
    passages(two, qtbot, 2)
    assert [one.claim.text for one in two.desk.rows.claims] == ["Never accessed"]


def test_the_menu_on_the_page_has_what_the_panes_has(two: OpenCase, qtbot: QtBot) -> None:
    (passage,) = two.desk.rows.passages
    assert "Tag to a claim" in words(popup(two, passage))
    two.parts.wishes.link(passage, None, Stance.SUPPORTS, new_claim="Never")
    qtbot.waitUntil(lambda: bool(two.desk.rows.passages[passage].links), timeout=WAIT_MS)
    claim = two.desk.rows.claims[0].claim.id
    on_page, in_pane = words(popup(two, passage)), words(popup(two, passage, claim))
    assert list(on_page) == list(in_pane)
    assert [text for text, action in on_page.items() if action.isChecked()] == ["Supports"]
    assert "Take off claim 1" in on_page
    on_page["Contradicts"].trigger()
    qtbot.waitUntil(lambda: two.desk.rows.passages[passage].links[0].stance is Stance.CONTRADICTS, timeout=WAIT_MS)
    two.parts.wishes.link(passage, None, Stance.CONTEXT, new_claim="Ever")
    qtbot.waitUntil(lambda: len(two.desk.rows.passages[passage].links) == 2, timeout=WAIT_MS)
    assert {"Claim 1: Contradicts", "Claim 2: Context"} <= set(words(popup(two, passage)))


def test_undo_says_one_thing_at_a_time_and_names_its_place(two: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    mark(two, 28, 33)
    passages(two, qtbot, 2)
    for left in (1, 0):
        window.actions_of_window.trigger("edit.undo")
        passages(two, qtbot, left)
    shown = [one for one in window.findChildren(Toast) if "Undone" in one.accessibleName() and one.isVisible()]
    assert [one.accessibleName() for one in shown] == [
        "Undone: Highlight passage. p. 1 of a.pdf, “partner application may”",
    ]
    two.parts.wishes.add_claim("They knew")
    qtbot.waitUntil(lambda: len(two.desk.rows.claims) == 1 and two.desk.undo_words == "Add claim", timeout=WAIT_MS)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: two.desk.rows.claims == (), timeout=WAIT_MS)
    shown = [one for one in window.findChildren(Toast) if "Undone" in one.accessibleName() and one.isVisible()]
    assert [one.accessibleName() for one in shown] == ["Undone: Add claim. “They knew”"]


def test_a_removed_document_comes_back_on_show_and_is_told_without_one_of_its_passages(
    two: OpenCase, window: MainWindow, qtbot: QtBot
) -> None:
    mark(two, 28, 33)
    passages(two, qtbot, 2)
    document = two.desk.rows.documents[0].document.id
    two.parts.wishes.remove_document(document, "a.pdf")
    passages(two, qtbot, 0)
    assert [one.name for one in two.read.tabs.tabs()] == ["b.pdf"]
    window.actions_of_window.trigger("edit.undo")
    passages(two, qtbot, 2)
    qtbot.waitUntil(lambda: two.read.tabs.current is not None and two.read.tabs.current.name == "a.pdf", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: two.read.documents.current == document, timeout=WAIT_MS)
    (told,) = [one for one in window.findChildren(Toast) if "Undone" in one.accessibleName() and one.isVisible()]
    assert told.accessibleName().endswith(". 2 passages")
    assert "partner" not in told.accessibleName()


def test_undo_leads_to_the_page_for_a_passage_and_to_the_claim_for_how_it_bears_on_it(
    two: OpenCase, window: MainWindow, qtbot: QtBot
) -> None:
    (passage,) = two.desk.rows.passages
    two.parts.wishes.link(passage, None, Stance.SUPPORTS, new_claim="Never")
    two.parts.wishes.add_claim("Ever")
    qtbot.waitUntil(lambda: len(two.desk.rows.claims) == 2 and two.desk.is_current, timeout=WAIT_MS)
    first, second = (one.claim.id for one in two.desk.rows.claims)
    two.parts.wishes.set_note(passage, "kept", "visit")
    two.parts.wishes.set_stance(passage, first, Stance.CONTRADICTS)
    window.show_view("claims")
    two.claims.show_claim(second)
    qtbot.waitUntil(lambda: two.desk.rows.passages[passage].links[0].stance is Stance.CONTRADICTS, timeout=WAIT_MS)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: two.claims.claim == first and two.desk.is_current, timeout=WAIT_MS)
    assert window.view == "claims"
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: window.view == "read" and two.read.chosen_passage == passage, timeout=WAIT_MS)


def test_a_claim_written_down_in_the_claims_view_is_shown(two: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    two.parts.wishes.add_claim("First")
    qtbot.waitUntil(lambda: len(two.desk.rows.claims) == 1, timeout=WAIT_MS)
    window.show_view("claims")
    two.claim_acts.wish("add", "")
    dialog = window.findChild(ClaimDialog)
    dialog._text.setPlainText("Second")
    dialog.accept()
    qtbot.waitUntil(lambda: len(two.desk.rows.claims) == 2 and two.desk.is_current, timeout=WAIT_MS)
    second = two.desk.rows.claims[1].claim.id
    qtbot.waitUntil(lambda: two.claims.claim == second, timeout=WAIT_MS)
    assert two.claims.list.currentIndex().row() == 1


def test_the_claims_columns_start_at_the_left_and_are_equally_wide(two: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    window.show_view("claims")
    for text in ("First", "Second"):
        two.parts.wishes.add_claim(text)
    qtbot.waitUntil(lambda: len(two.desk.rows.claims) == 2, timeout=WAIT_MS)
    first, second = (one.claim.id for one in two.desk.rows.claims)
    for text in ("asked for", "accessed"):
        two.parts.wishes.add_claim(text, parent=first)
        two.claims.show_claim(second)
    qtbot.waitUntil(lambda: len(two.desk.rows.elements(first)) == 2 and two.desk.is_current, timeout=WAIT_MS)
    for claim, count in ((second, 1), (first, 2), (second, 1), (first, 2)):
        two.claims.show_claim(claim)
        columns = two.claims._columns
        assert len(columns) == count
        qtbot.waitUntil(columns[-1].isVisible)
        two.claims._line.activate()
        assert columns[0].x() == 0
        assert max(one.width() for one in columns) - min(one.width() for one in columns) <= 1
    assert columns[1].geometry().right() >= two.claims._inside.width() - 2


def test_a_case_for_reading_offers_only_to_copy(two: OpenCase) -> None:
    view = two.read.page_view
    assert view is not None
    bar = view._bench.marking.bar
    offered = {True: {"Supports", "Contradicts", "Context", "States", "Highlight", "Choose a claim"}, False: {"Copy"}}
    for writable in (False, True):
        view.bar.set_writable(writable)
        shown = {one.text() for one in bar.findChildren(QAbstractButton) if not one.isHidden()}
        assert ("Copy" in shown) is not writable
        assert len(shown) == len(offered[writable])
