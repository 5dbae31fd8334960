"""The Matrix view: gaps are named, rows are chosen, and what is added elsewhere comes in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.services import commands
from reviewer.ui.controls.titled_table import HEAD, Head
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.matrix.matrix_view import MatrixView
from tests.ui.conftest import WAIT_MS
from tests.ui.desk.conftest import DENIAL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def shown(window: MainWindow, case: OpenCase, qtbot: QtBot, rows: int = 3) -> MatrixView:
    window.show_view("matrix")
    qtbot.waitUntil(lambda: case.desk_views.views["matrix"].view is not None, timeout=WAIT_MS)
    view = case.desk_views.views["matrix"].view
    assert isinstance(view, MatrixView)
    qtbot.waitUntil(lambda: len(view.model.rows) == rows, timeout=WAIT_MS)
    return view


def heads(view: MatrixView) -> list[str]:
    found = [view.model.headerData(row, Qt.Orientation.Vertical, HEAD) for row in range(view.model.rowCount())]
    return [one.words for one in found if isinstance(one, Head)]


def test_claims_elements_and_gaps_stand_in_rows(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    assert heads(view) == [f"1 {DENIAL}", "asked for", "2 Not aware", "Passages per document"]
    gaps = view.model.columnCount() - 1
    told = [str(view.model.data(view.model.index(row, gaps), Qt.ItemDataRole.AccessibleTextRole)) for row in range(4)]
    assert told == ["", "No evidence", "No evidence", "2 rows have a gap"]
    assert view.counts() == "2 claims · 1 element · 2 rows have a gap"


def test_rows_are_chosen(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    view.bar.gaps.setChecked(True)
    assert heads(view) == ["asked for", "2 Not aware", "Passages per document"]
    view.bar.elements.group().buttons()[1].setChecked(True)
    assert heads(view) == ["2 Not aware", "Passages per document"]


def test_what_is_added_meanwhile_comes_in(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    commands.add_claim(case.session, text="It ended in 2015").result()
    qtbot.waitUntil(lambda: len(view.model.rows) == 4, timeout=WAIT_MS)


def test_enter_on_an_empty_cell_goes_to_its_claim(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    view = shown(window, case, qtbot)
    with qtbot.waitSignal(view.claim_requested, timeout=WAIT_MS):
        view.claim_requested.emit(view.model.rows[0].claim.claim.id)
    assert window.view == "claims"
