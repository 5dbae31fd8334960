"""A place for a view that is made when it is first shown: nobody waits for what is not looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.case.desk_rows import DeskRows


class DeskView(QWidget):
    """A view made of the claims desk; what is shown in it is made in `refresh`.

    Signals:
        read_requested: The id of a passage to be shown on its page.
        claim_requested: The id of a claim to be shown.
        page_requested: The id of a document, and a page (from 0) of it to be shown.
        changed: What the status line says of it is different.

    """

    read_requested = Signal(str)
    claim_requested = Signal(str)
    page_requested = Signal(str, int)
    changed = Signal()

    def refresh(self) -> None:
        """Show what the case holds now."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Take the keyboard."""
        self.setFocus()

    def counts(self) -> str:
        """Return what the status line says of it."""
        return ""


class LateView(QWidget):
    """Makes its view when it is first shown, and keeps it true while it is on show. `made` carries the view."""

    made = Signal(object)

    def __init__(self, rows: DeskRows, make: Callable[[], DeskView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._make = make
        self.view: DeskView | None = None
        self._line = QVBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        rows.changed.connect(self._on_rows_changed)

    def take_focus(self) -> None:
        """Give the keyboard to the view."""
        if self.view is not None:
            self.view.take_focus()

    def counts(self) -> str:
        """Return what the status line says of the view."""
        return "" if self.view is None else self.view.counts()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override."""
        if self.view is None:
            self.view = self._make()
            self._line.addWidget(self.view)
            self.made.emit(self.view)
        super().showEvent(event)
        self._rows.watch(self, watching=True)
        self.view.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's override."""
        super().hideEvent(event)
        self._rows.watch(self, watching=False)

    def _on_rows_changed(self) -> None:
        if self.view is not None and self.isVisible():
            self.view.refresh()
