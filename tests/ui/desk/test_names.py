"""Names in the window: added, changed, merged and taken away by keys, with what belongs to them, and linked to claims."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.model.desk import Desk
from reviewer.services.commands.desk import names
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.claim_dialog import ClaimDialog
from reviewer.ui.dialogs.name_form import NameForm
from reviewer.ui.dialogs.name_picker import NamePicker
from reviewer.ui.dialogs.names_dialog import NamesDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests.ui.conftest import WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def desk(case: OpenCase) -> Desk:
    return case.session.read(lambda reader: reader.desk.load()).result()


@pytest.fixture
def sheet(window: MainWindow, case: OpenCase, qtbot: QtBot) -> NamesDialog:
    names.add_name(case.session, name="Lumenreel Inc.", aliases=["LR"]).result()
    window.actions_of_window.trigger("desk.names")
    found = window.findChild(NamesDialog)
    qtbot.waitUntil(lambda: found.table.rowCount() == 2, timeout=WAIT_MS)
    return found


def row(sheet: NamesDialog, at: int) -> list[str]:
    return [sheet.table.item(at, column).text() for column in range(sheet.table.columnCount())]


def test_names_are_listed_with_what_belongs_to_them(sheet: NamesDialog) -> None:
    assert row(sheet, 0) == ["Lumenreel", "Organisation", "", "0", "2", "0"]
    assert row(sheet, 1) == ["Lumenreel Inc.", "Organisation", "LR", "0", "0", "0"]
    assert [one.words for one in sheet.places.places] == ["Access: read: granted", "Access: send: used"]
    sheet.filter.setText("lr")
    assert row(sheet, 0)[0] == "Lumenreel Inc."
    assert sheet.nothing.isVisible()


def test_enter_goes_to_what_belongs_to_a_name(sheet: NamesDialog, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    QTest.keyClick(sheet.places, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view == "access", timeout=WAIT_MS)


def test_two_names_are_merged_after_a_sentence_and_two_again(
    sheet: NamesDialog, window: MainWindow, case: OpenCase, qtbot: QtBot
) -> None:
    sheet.buttons["merge"].click()
    picker = sheet.findChild(NamePicker)
    assert [one.text for one in picker.shown()] == ["Lumenreel Inc."]
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    asked = next(one for one in sheet.findChildren(Sheet) if one.windowTitle() == "Merge two names")
    assert "0 claims, 2 facts of access, 0 mentions" in asked.body.itemAt(0).widget().text()
    asked.main_button.click()
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 1, timeout=WAIT_MS)
    assert row(sheet, 0)[:5] == ["Lumenreel Inc.", "Organisation", "LR, Lumenreel", "0", "2"]
    case.parts.wishes.undo()
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 2, timeout=WAIT_MS)


def test_a_name_is_added_changed_and_taken_away(sheet: NamesDialog, case: OpenCase, qtbot: QtBot) -> None:
    sheet.table.setFocus()
    sheet.main_button.click()
    form = sheet.findChildren(NameForm)[-1]
    assert not form.main_button.isEnabled()
    form._name.setText("Jo Penn")
    form._kind.setCurrentIndex(0)
    form._aliases.setPlainText("J. Penn\n\nPenn")
    form.main_button.click()
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 3, timeout=WAIT_MS)
    assert row(sheet, 0)[:3] == ["Jo Penn", "Person", "J. Penn, Penn"]
    made = sheet.table.current
    assert made == desk(case).names[0].id
    QTest.keyClick(sheet.table, Qt.Key.Key_F2)
    form = sheet.findChildren(NameForm)[-1]
    form._aliases.setPlainText("J. Penn")
    form.main_button.click()
    qtbot.waitUntil(lambda: row(sheet, 0)[2] == "J. Penn", timeout=WAIT_MS)
    QTest.keyClick(sheet.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 2, timeout=WAIT_MS)
    case.parts.wishes.undo()
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 3, timeout=WAIT_MS)


def test_a_name_that_is_somebodys_keeps_what_was_typed(sheet: NamesDialog, qtbot: QtBot) -> None:
    sheet.main_button.click()
    form = sheet.findChildren(NameForm)[-1]
    form._name.setText("lumenreel")
    form.main_button.click()
    qtbot.waitUntil(form.isVisible, timeout=WAIT_MS)
    assert form.name == "lumenreel"


def test_a_claim_is_linked_to_the_name_that_is_typed(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    first = case.desk.rows.elements(None)[0].claim
    case.claim_acts.wish("edit", first.id)
    dialog = window.findChild(ClaimDialog)
    qtbot.waitUntil(lambda: dialog._speaker.completer() is not None, timeout=WAIT_MS)
    assert not dialog.is_changed
    dialog._speaker.setText("lumenreel")
    assert dialog._speaker.told is not None
    assert dialog._speaker.told.text() == "Linked to Lumenreel, organisation."
    dialog.main_button.click()
    known = desk(case).names[0].id
    qtbot.waitUntil(lambda: case.desk.rows.elements(None)[0].claim.speaker_name == known, timeout=WAIT_MS)
    assert case.desk.rows.elements(None)[0].claim.speaker == "lumenreel"
