"""The Access view: cells say how far it went and that they are unsourced, and the keyboard alone is enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.model.access import AccessStatus
from reviewer.ui.dialogs.fact_dialog import FactDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.access.access_view import AccessView
from reviewer.ui.panels.access.fact_head import FactHead
from tests.ui.conftest import WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def shown(window: MainWindow, case: OpenCase, qtbot: QtBot, facts: int = 2) -> AccessView:
    window.show_view("access")
    qtbot.waitUntil(lambda: case.desk_views.views["access"].view is not None, timeout=WAIT_MS)
    view = case.desk_views.views["access"].view
    assert isinstance(view, AccessView)
    qtbot.waitUntil(lambda: view.model.table.fact_count == facts, timeout=WAIT_MS)
    return view


def said(view: AccessView, row: int, column: int) -> str:
    return str(view.model.data(view.model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))


def test_a_cell_is_read_out_with_what_it_amounts_to(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    assert said(view, 0, 0) == (
        "Lumenreel, read: granted 14 May 2014 (unsourced). No passage says anything of it. Without a source: granted."
    )
    assert view.counts().startswith("1 actor · 2 permissions · 2 facts")


def test_a_fact_is_added_by_keys_and_undone(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Insert)
    dialog = window.findChild(FactDialog)
    assert (dialog.fields.actor, dialog.fields.permission) == ("Lumenreel", "read")
    dialog._status.setCurrentIndex(list(AccessStatus).index(AccessStatus.REVOKED))
    dialog._from.set_text("March 2016")
    dialog.accept()
    qtbot.waitUntil(lambda: view.model.table.fact_count == 3, timeout=WAIT_MS)
    assert "revoked Mar 2016" in said(view, 0, 0)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: view.model.table.fact_count == 2, timeout=WAIT_MS)


def test_a_date_that_is_none_keeps_the_fact_from_being_added(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    view.add_requested.emit("Lumenreel", "read")
    dialog = window.findChild(FactDialog)
    dialog._from.set_text("03/04/2026")
    assert not dialog.main_button.isEnabled()
    assert "either of two days" in dialog._from.sentence
    dialog.reject()


def test_enter_goes_to_the_facts_delete_removes_and_escape_leads_back(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    head = window.focusWidget()
    assert isinstance(head, FactHead)
    assert head.accessibleName() == "used 14 May 2014 (unsourced)"
    QTest.keyClick(head, Qt.Key.Key_Escape)
    assert view.table.hasFocus()
    view.pane.take_focus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.model.table.fact_count == 1, timeout=WAIT_MS)


def test_an_empty_table_says_what_would_fill_it(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    window.show_view("read")
    for _ in range(2):
        window.actions_of_window.trigger("edit.undo")  # nothing of this session: the case keeps its facts
    view = shown(window, case, qtbot)
    for fact in list(case.desk_views.rows.desk.facts):
        view.fact_wished.emit("remove", fact.id)
    qtbot.waitUntil(lambda: view.model.table.fact_count == 0, timeout=WAIT_MS)
    qtbot.waitUntil(view._first.isVisible, timeout=WAIT_MS)
    assert view._first.text() == "Add the first fact"
