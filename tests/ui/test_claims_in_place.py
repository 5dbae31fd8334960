"""The Claims view: claims and elements are edited, moved and removed where they stand, and undo leads back to them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.documents.text.quotes.skeleton import has_words
from reviewer.errors import CaseError
from reviewer.model.changes import Changes
from reviewer.model.ids import ClaimId, DocumentId, Reviewer
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.case.went_back import WentBack
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.claim_dialog import ClaimDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def case(
    *,
    windows: Windows,
    window: MainWindow,
    tmp_path: Path,
    clock: Callable[[], str],
    new_id: Callable[[], str],
    no_workers: Callable[[], object],
    qtbot: QtBot,
) -> OpenCase:
    """Return a case of two claims, the first of two elements, on show in the Claims view."""
    path = tmp_path / "the denial.revcase"
    with Session.create(
        path, title="Denial", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=no_workers
    ) as session:
        first, _ = commands.add_claim(session, text="Never read").result()
        commands.add_claim(session, text="Not aware").result()
        for text in ("asked for", "accessed"):
            commands.add_claim(session, text=text, parent=first).result()
    window.resize(1280, 800)
    made = open_case(windows, window, path, qtbot).case
    assert made is not None
    window.show_view("claims")
    qtbot.waitUntil(lambda: len(made.claims._columns) == 2, timeout=WAIT_MS)
    return made


def test_a_column_says_who_said_its_element_when_and_where(case: OpenCase, qtbot: QtBot) -> None:
    element = next(one.claim.id for one in case.desk.rows.claims if one.claim.text == "accessed")
    said = {"speaker": "Jane Doe", "date": "2018~", "channel": "interview"}
    commands.edit_claim(case.session, claim=element, **said).result()
    head = next(one.head for one in case.claims._columns if one.head.claim is not None and one.head.claim.claim.id == element)

    def shown() -> list[str]:
        return [one.text() for one in head.findChildren(QLabel) if one.isVisible()]

    qtbot.waitUntil(lambda: "Jane Doe · about 2018 · interview" in shown(), timeout=WAIT_MS)
    commands.edit_claim(case.session, claim=element, **dict.fromkeys(said)).result()
    qtbot.waitUntil(lambda: len(shown()) == 1, timeout=WAIT_MS)


def texts(case: OpenCase) -> list[str]:
    return [f"{one.number} {one.claim.text}" for one in case.desk.rows.claims]


def menu_of(widget: QWidget, at: QPoint) -> QMenu:
    """Ask for the menu of a widget as the right button does."""
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at)))
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def choose(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text() == words).trigger()
    menu.close()


def test_a_claim_of_the_list_has_its_menu(case: OpenCase, qtbot: QtBot) -> None:
    view = case.claims.list
    second = view.visualRect(view.model().index(1, 0)).center()
    menu = menu_of(view.viewport(), second)
    names = [one.text() for one in menu.actions() if one.text()]
    assert names == ["Edit…", "Add element…", "Set verdict…", "Move up", "Move down", "Remove"]
    choose(menu, "Move up")
    qtbot.waitUntil(lambda: texts(case)[0] == "1 Not aware", timeout=WAIT_MS)
    assert case.claims.claim == case.desk.rows.claims[0].claim.id


def test_keys_edit_and_remove_the_claim_of_the_list(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    view = case.claims.list
    QTest.keyClick(view, Qt.Key.Key_F2)
    dialog = window.findChild(ClaimDialog)
    dialog._text.setPlainText("Never read a message")
    dialog.accept()
    qtbot.waitUntil(lambda: texts(case)[0] == "1 Never read a message", timeout=WAIT_MS)
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(case.desk.rows.elements(None)) == 1, timeout=WAIT_MS)


def test_a_note_on_a_claim_and_on_an_element_is_written_shown_and_changed(
    case: OpenCase, window: MainWindow, qtbot: QtBot
) -> None:
    assert not case.claims.head.note.isVisible()
    QTest.keyClick(case.claims.list, Qt.Key.Key_F2)
    dialog = window.findChild(ClaimDialog)
    dialog._note.setPlainText("Heard at the briefing")
    dialog.accept()
    qtbot.waitUntil(case.claims.head.note.isVisible, timeout=WAIT_MS)
    assert case.claims.head.note.text() == "Heard at the briefing"
    element = case.claims._columns[0].head
    case.claim_acts.wish("edit", element.claim.claim.id)
    dialog = next(one for one in window.findChildren(ClaimDialog) if one.isVisible())
    dialog._note.setPlainText("Only asked")
    dialog.accept()
    qtbot.waitUntil(lambda: element._said.text() == "Only asked", timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("quote", "fits"),
    [
        ("We never read\nthem.", True),
        ("NEVER  READ them", True),
        ("They never looked", False),
        ("", False),
        ("They are nevertheless", False),
        ("They never readied it", False),
        ("Whenever they read it", False),
        ("We ne\u00adver read", True),
    ],
)
def test_a_claim_is_in_quotation_marks_where_what_states_it_has_its_words(case: OpenCase, quote: str, fits: bool) -> None:
    assert case.claims.head.sentence.accessibleName() == "Never read", "nobody is marked as having said so"
    assert has_words(quote, "Never read.") is fits


def test_the_heading_of_an_element_has_its_menu_and_keys(case: OpenCase, qtbot: QtBot) -> None:
    first, second = (one.head for one in case.claims._columns)
    menu = menu_of(first, first.rect().center())
    assert [one.text() for one in menu.actions() if one.text()] == ["Edit…", "Set verdict…", "Move up", "Move down", "Remove"]
    choose(menu, "Move down")
    qtbot.waitUntil(lambda: texts(case)[1:3] == ["1.1 accessed", "1.2 asked for"], timeout=WAIT_MS)
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: texts(case) == ["1 Never read", "1.1 accessed", "2 Not aware"], timeout=WAIT_MS)


def test_undo_of_a_removed_claim_leads_to_the_claim(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    view = case.claims.list
    view.setCurrentIndex(view.model().index(1, 0))
    second = case.claims.claim
    QTest.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: case.claims.claim != second and case.desk.undo_words == "Remove claim", timeout=WAIT_MS)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: case.claims.claim == second, timeout=WAIT_MS)
    assert window.view == "claims"


def test_undo_of_an_element_leads_to_its_claim(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    first, second = (one.claim.id for one in case.desk.rows.elements(None))
    case.parts.wishes.add_claim("ever", parent=first)
    qtbot.waitUntil(lambda: len(texts(case)) == 5 and case.desk.undo_words is not None, timeout=WAIT_MS)
    for name, count in (("edit.undo", 4), ("edit.redo", 5)):
        case.claims.show_claim(second)
        window.actions_of_window.trigger(name)
        qtbot.waitUntil(lambda count=count: len(texts(case)) == count and case.claims.claim == first, timeout=WAIT_MS)


def test_undo_of_a_claim_shows_it_beside_the_page_while_reading(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    first, second = (one.claim.id for one in case.desk.rows.elements(None))
    case.parts.wishes.edit_claim(first, text="Never")
    qtbot.waitUntil(lambda: case.desk.undo_words == "Edit claim", timeout=WAIT_MS)
    window.show_view("read")
    tree = case.read.claims.tree
    case.read.claims.show_claim(second)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: texts(case)[0] == "1 Never read" and tree.currentIndex().row() == 0, timeout=WAIT_MS)
    assert window.view == "read"


def test_undo_leads_to_no_document_that_is_gone_again(case: OpenCase, window: MainWindow) -> None:
    """Whoever undoes twice may have taken it away by the time that it would be shown."""
    assert case.desk.is_current
    case.parts.wishes.went_back.emit(WentBack(None, None, DocumentId("gone")))
    assert window.view == "claims"


def test_the_next_claim_is_shown_after_one_was_removed(case: OpenCase, qtbot: QtBot) -> None:
    case.parts.wishes.add_claim("Switched off")
    qtbot.waitUntil(lambda: len(case.desk.rows.elements(None)) == 3, timeout=WAIT_MS)
    _first, second, third = (one.claim.id for one in case.desk.rows.elements(None))
    case.claims.show_claim(second)
    case.parts.wishes.remove_claim(second)
    qtbot.waitUntil(lambda: case.claims.claim == third, timeout=WAIT_MS)


def test_where_nothing_can_be_changed_no_menu_offers_it(windows: Windows, case: OpenCase, qtbot: QtBot) -> None:
    reading = windows.make()
    reading.resize(1280, 800)
    reading.attach(windows.parts.open_session(case.session.path, dispatch=windows.tasks.dispatch, read_only=True))
    assert reading.case is not None
    reading.show_view("read")
    tree = reading.case.read.claims.tree
    qtbot.waitUntil(lambda: tree.model().rowCount() > 0 and tree.isVisible(), timeout=WAIT_MS)
    menu = menu_of(tree.viewport(), tree.visualRect(tree.model().index(0, 0)).center())
    assert not [one.text() for one in menu.actions() if one.text() and one.isEnabled()]
    assert menu.actions()[0].text() == "This case is open for reading only."
    menu.close()


def test_where_nothing_can_be_changed_it_is_said_why(windows: Windows, case: OpenCase, qtbot: QtBot) -> None:
    path = case.session.path
    reading = windows.make()
    reading.resize(1280, 800)
    reading.attach(windows.parts.open_session(path, dispatch=windows.tasks.dispatch, read_only=True))
    found = reading.case
    assert found is not None
    qtbot.waitUntil(lambda: found.read.claims.tree.model().rowCount() > 0, timeout=WAIT_MS)
    why = "This case is open for reading only."
    for button in (
        found.read.claims.add_button,
        found.read.documents.add_button,
        found.claims.head.edit_button,
        found.claims.head.element_button,
    ):
        assert not button.isEnabled()
        assert why in button.toolTip()
        assert button.accessibleDescription() == why
    reading.refresh()
    assert reading.menu.actions()[0].text() == why
    assert reading.menu.actions()[0].isVisible()
    tree = found.read.claims.tree
    tree.setCurrentIndex(tree.model().index(0, 0))
    QTest.keyClick(tree, Qt.Key.Key_F2)
    assert why in [one.text() for toast in reading.findChildren(Toast) for one in toast.findChildren(QLabel)]


def test_where_all_can_be_changed_no_menu_speaks_of_reading(window: MainWindow, case: OpenCase) -> None:
    window.refresh()
    assert not window.menu.actions()[0].isVisible()
    assert "reading only" not in case.read.claims.add_button.toolTip()


def test_one_save_of_a_claim_is_one_step(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    first, second = (one.claim.id for one in case.desk.rows.elements(None))
    info = case.desk.rows.info
    assert info is not None
    case.claim_acts.wish("edit", second)
    dialog = window.findChild(ClaimDialog)
    dialog._speaker.setText("Lumenreel")
    dialog._parent.setCurrentIndex(1)
    dialog.accept()
    qtbot.waitUntil(lambda: case.desk.rows.claim(second).claim.parent == first, timeout=WAIT_MS)
    assert case.desk.rows.claim(second).claim.speaker == "Lumenreel"
    assert case.desk.rows.info.head_seq == info.head_seq + 1
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: case.desk.rows.claim(second).claim.parent is None, timeout=WAIT_MS)
    assert case.desk.rows.claim(second).claim.speaker is None


def test_a_claim_that_could_not_be_kept_is_there_to_be_kept_again(
    case: OpenCase, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object, **_fields: object) -> Future[tuple[ClaimId, Changes]]:
        refused = Future[tuple[ClaimId, Changes]]()
        refused.set_exception(CaseError("The case is busy"))
        return refused

    case.claim_acts.wish("add", "")
    dialog = window.findChild(ClaimDialog)
    dialog._text.setPlainText("We only used it for the button")
    with monkeypatch.context() as patched:
        patched.setattr(commands, "add_claim", busy)
        dialog.accept()
        assert not dialog.isVisible()
        qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    assert dialog.fields.text == "We only used it for the button"
    dialog.accept()
    qtbot.waitUntil(lambda: texts(case)[-1].endswith("We only used it for the button"), timeout=WAIT_MS)


def test_what_was_typed_into_a_claim_that_was_left_can_be_gone_on_with(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    def offered() -> list[Toast]:
        return [one for one in window.findChildren(Toast) if "was not added" in one.text and one.isVisible()]

    case.claim_acts.wish("add", "")
    window.findChild(ClaimDialog).reject()
    assert not offered(), "nothing was typed"
    qtbot.waitUntil(lambda: window.findChild(ClaimDialog) is None, timeout=WAIT_MS)
    case.claim_acts.wish("add", "")
    dialog = window.findChild(ClaimDialog)
    dialog._text.setPlainText("They knew")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    case.claim_acts.wish("add", "")
    next(one for one in window.findChildren(ClaimDialog) if one is not dialog).reject()
    (toast,) = offered()
    toast.findChild(QPushButton).click()
    assert dialog.isVisible(), "another one that was left empty takes nothing away"
    assert dialog.fields.text == "They knew"
    before = len(texts(case))
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(texts(case)) == before + 1, timeout=WAIT_MS)
    case.claim_acts.wish("add", "")
    qtbot.waitUntil(lambda: len(window.findChildren(ClaimDialog)) == 1, timeout=WAIT_MS)
    window.findChild(ClaimDialog).reject()


def test_of_two_claims_that_were_begun_the_last_can_be_gone_on_with_and_the_other_is_gone(
    case: OpenCase, window: MainWindow, qtbot: QtBot
) -> None:
    for words in ("They knew", "They asked"):
        case.claim_acts.wish("add", "")
        dialog = next(one for one in window.findChildren(ClaimDialog) if one.isVisible())
        dialog._text.setPlainText(words)
        dialog.reject()
    (toast,) = [one for one in window.findChildren(Toast) if "was not added" in one.text and one.isVisible()]
    toast.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: len(window.findChildren(ClaimDialog)) == 1, timeout=WAIT_MS)
    kept = window.findChild(ClaimDialog)
    assert kept.isVisible()
    assert kept.fields.text == "They asked"
    kept.reject()


def test_a_claim_that_was_begun_goes_with_its_case(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    case.claim_acts.wish("add", "")
    dialog = window.findChild(ClaimDialog)
    dialog._text.setPlainText("They knew")
    dialog.reject()
    session = window.detach()
    assert session is not None
    session.close()
    qtbot.waitUntil(lambda: window.findChild(ClaimDialog) is None, timeout=WAIT_MS)
    assert not [one for one in window.findChildren(Toast) if "was not added" in one.text and one.isVisible()]
    window.resize(window.width() - 40, window.height())
    window.problems.toast("the next message")
    QApplication.processEvents()
    assert window.problems.close_message(), "messages go on as before"
