"""What can be done with a claim where it stands: one menu and the same keys in every list of claims. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Claim
from reviewer.ui.controls import read_only

Wish = Callable[[str, str], object]
"""Takes what is asked ("edit", "element", "verdict", "remove", "up", "down") and the claim's id."""


def popup_claim_menu(over: QWidget, point: QPoint, claim: Claim, wish: Wish, *, writable: bool) -> QMenu:
    """Open the menu of a claim or an element at a global point."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, words, keys in (
        ("edit", tr("Edit…"), "F2"),
        ("element", tr("Add element…"), ""),
        ("verdict", tr("Set verdict…"), "V"),
        ("up", tr("Move up"), "Alt+Up"),
        ("down", tr("Move down"), "Alt+Down"),
        ("remove", tr("Remove"), "Del"),
    ):
        if name == "element" and claim.parent is not None:
            continue
        if name in ("up", "remove"):
            menu.addSeparator()
        action = menu.addAction(words)
        action.setShortcut(keys)
        action.setEnabled(writable)
        action.triggered.connect(partial(_wish, wish, name, claim))
    if not writable:
        read_only.tell_in_menu(menu)
    menu.popup(point)
    return menu


def wish_of(event: QKeyEvent) -> str:
    """Return what a key asks of the claim it is pressed on, or ""."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier:
        keys: dict[int, str] = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
    else:
        keys = {Qt.Key.Key_F2: "edit", Qt.Key.Key_Delete: "remove", Qt.Key.Key_V: "verdict"}
    return keys.get(event.key(), "")


def _wish(wish: Wish, name: str, claim: Claim, _checked: bool = False) -> None:
    wish(name, claim.id)
