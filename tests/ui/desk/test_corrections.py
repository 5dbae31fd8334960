"""The ledger of corrections in the window: it grows, says which packs are superseded, and leads to what an entry touches."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.model.correction import BuiltPack
from reviewer.store.content.desk import note_pack
from reviewer.ui.dialogs.correction_form import CorrectionForm
from reviewer.ui.dialogs.corrections_dialog import CorrectionsDialog
from reviewer.ui.dialogs.place_list import claim_place
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests.ui.conftest import WAIT_MS
from tests.ui.desk.conftest import DENIAL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def ledger(window: MainWindow, case: OpenCase, qtbot: QtBot) -> CorrectionsDialog:
    window.actions_of_window.trigger("desk.corrections")
    found = window.findChild(CorrectionsDialog)
    qtbot.waitUntil(found.isVisible, timeout=WAIT_MS)
    return found


def fill(form: CorrectionForm, case: OpenCase, changed: str) -> None:
    form._story.setEditText("The story")
    form._version.setText("v2")
    form._date.set_text("20 December 2018")
    form._approved.setText("Kerr")
    form._changed.setPlainText(changed)
    form._touch(claim_place(case.desk.rows, case.desk.rows.elements(None)[0].claim.id))


def add(ledger: CorrectionsDialog, case: OpenCase, qtbot: QtBot, changed: str) -> None:
    ledger.main_button.click()
    form = ledger.findChildren(CorrectionForm)[-1]
    assert not form.main_button.isEnabled()
    fill(form, case, changed)
    assert form.main_button.isEnabled()
    count = ledger.table.rowCount()
    form.main_button.click()
    qtbot.waitUntil(lambda: ledger.table.rowCount() == count + 1, timeout=WAIT_MS)


def test_an_empty_ledger_says_what_would_fill_it(ledger: CorrectionsDialog) -> None:
    assert ledger.empty.isVisible()
    assert not ledger.table.isVisible()


def test_an_entry_is_added_and_leads_to_its_claim(
    ledger: CorrectionsDialog, case: OpenCase, window: MainWindow, qtbot: QtBot
) -> None:
    add(ledger, case, qtbot, "Reply added")
    add(ledger, case, qtbot, "Second reply added")
    assert [ledger.table.item(row, 3).text() for row in range(2)] == ["Reply added", "Second reply added"]
    assert ledger.changed.text() == "Second reply added"
    assert DENIAL in ledger.places.item(0).text()
    QTest.keyClick(ledger.table, Qt.Key.Key_Return)
    QTest.keyClick(ledger.places, Qt.Key.Key_Return)
    assert not ledger.isVisible()
    qtbot.waitUntil(lambda: window.view == "claims", timeout=WAIT_MS)
    assert case.claims.claim == case.desk.rows.elements(None)[0].claim.id


def test_a_date_that_may_be_two_is_said_at_the_field(ledger: CorrectionsDialog, case: OpenCase) -> None:
    ledger.main_button.click()
    form = ledger.findChildren(CorrectionForm)[-1]
    fill(form, case, "Reply added")
    form._date.set_text("03/04/2026")
    assert not form.main_button.isEnabled()
    assert form._date.sentence


def test_a_pack_that_was_built_before_is_listed(ledger: CorrectionsDialog, case: OpenCase, qtbot: QtBot) -> None:
    info = case.desk.rows.info
    assert info is not None
    pack = BuiltPack("before.zip", info.head, info.head_seq, "2026-03-04T12:00:00.000Z")
    case.session.write(lambda file: file.keep(lambda database: note_pack(database, pack), asked_for=True)).result()
    assert not ledger.packs.isVisible()
    add(ledger, case, qtbot, "Reply added")
    assert "before.zip" in ledger.packs.text()
