"""Says that a case is open for writing elsewhere, by whom and since when, and offers to read it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.errors import CaseLockedError
from reviewer.i18n import tr
from reviewer.ui.dialogs.sheet import Sheet
from reviewer.ui.look.theme import Theme


class LockedDialog(Sheet):
    """Accepted means: open for reading only."""

    def __init__(self, theme: Theme, error: CaseLockedError, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("This case is open elsewhere"), main=tr("Open for reading only"), parent=parent)
        self.add_text(error.summary, role="body", selectable=True)
        if error.holder and error.holder not in error.summary:
            self.add_text(error.holder, role="body", selectable=True)
        self.body.addSpacing(4)
        self.add_text(
            error.hint or tr("Only one window may write to a case. You can read it meanwhile; nothing you see can be changed.")
        )
