"""Tells of an error that stops what the person is doing: what happened, what to do, and details to be copied.

Owns how that is laid out. The words are `problems`'s.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


class TroubleDialog(Sheet):
    """The dialog; Enter closes it."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        summary: str,
        hint: str,
        *,
        copy_details: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, parent=parent)
        self.add_text(summary, role="attention", selectable=True)
        if hint:
            self.add_text(hint, selectable=True)
        copy = QPushButton(tr("Copy details"))
        copy.clicked.connect(copy_details)
        self.foot.insertWidget(0, copy)
