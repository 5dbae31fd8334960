"""Says why something is greyed in a case that is open for reading only: in menus and at buttons."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.ui.look import labels


def why() -> str:
    """Return the reason as a sentence."""
    return tr("This case is open for reading only.")


def tell_in_menu(menu: QMenu) -> QAction:
    """Give a menu the reason as its first row, and return that row."""
    first = next(iter(menu.actions()), None)
    row = QAction(why(), menu)
    row.setEnabled(False)
    if first is None:
        menu.addAction(row)
    else:
        menu.insertAction(first, row)
        menu.insertSeparator(first)
    return row


def tell_at(button: QWidget, text: str, *, writable: bool) -> None:
    """Name a button by what it does, and switch it off with the reason where nothing is `writable`."""
    button.setEnabled(writable)
    labels.name(button, text, "" if writable else why())
    labels.set_tooltip(button, text if writable else f"{text}: {why()}")
