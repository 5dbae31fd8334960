"""The menu at the head of the list of documents: its orders, and which documents are listed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.ui.models.document_model import SORTS, DocumentOrder


def orders_menu(over: QWidget, order: DocumentOrder, list_only_unopened: Callable[[bool], None]) -> QMenu:
    """Return the menu for an order of the list."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    group = QActionGroup(menu)
    words = {"added": tr("As added"), "name": tr("By name"), "passages": tr("Most passages first")}
    for sort in SORTS:
        action = menu.addAction(words[sort])
        action.setCheckable(True)
        action.setChecked(sort == order.chosen)
        action.triggered.connect(lambda _checked=False, sort=sort: order.set_sort(sort))
        group.addAction(action)
    menu.addSeparator()
    only = menu.addAction(tr("Only with pages nobody has opened"))
    only.setCheckable(True)
    only.setChecked(order.only_unopened)
    only.triggered.connect(list_only_unopened)
    return menu
