"""The list of claims: its rows are as high as their words need."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.model.claim import Claim
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import ClaimRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.panels.claim_list_delegate import ClaimList, ClaimListDelegate


@pytest.mark.parametrize("width", [260, 420])
def test_rows_do_not_lie_over_each_other_after_the_list_got_narrower(
    width: int, theme: Theme, qtbot: QtBot, qapp: QApplication
) -> None:
    view = ClaimList()
    qtbot.addWidget(view)
    model = QStandardItemModel()
    view.setItemDelegate(ClaimListDelegate(theme, view))
    words = "Never asked for, or accessed, anyone’s private messages, whatever the register may say of it."
    for n in range(3):
        item = QStandardItem()
        claim = Claim(ClaimId(f"{n:08x}-0000-4000-8000-000000000000"), words, n, "2026-03-04T22:00:00.000Z")
        item.setData(ClaimRow(ClaimOverview(claim, str(n + 1), {}), (), element=False), RECORD)
        model.appendRow(item)
    view.setModel(model)
    view.resize(900, 600)
    view.show()
    tall = view.visualRect(model.index(0, 0)).height()
    view.resize(width, 600)
    qtbot.waitUntil(lambda: view.visualRect(model.index(0, 0)).height() > tall)
    for row in range(3):
        index = model.index(row, 0)
        assert view.visualRect(index).height() == view.sizeHintForIndex(index).height()
