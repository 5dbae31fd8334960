"""Says why a case cannot be changed, because it is open elsewhere or where it lies, and offers to read it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.errors import CaseLockedError, CaseReadOnlyError
from reviewer.i18n import tr
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


class ReadingDialog(Sheet):
    """Accepted means: open for reading only."""

    def __init__(self, theme: Theme, error: CaseLockedError | CaseReadOnlyError, parent: QWidget | None = None) -> None:
        is_open = isinstance(error, CaseLockedError)
        title = tr("This case is open elsewhere") if is_open else tr("This case can only be read")
        super().__init__(theme, title, main=tr("Open for reading only"), parent=parent)
        self.add_text(error.summary, role="body", selectable=True)
        if isinstance(error, CaseLockedError) and error.holder and error.holder not in error.summary:
            self.add_text(error.holder, role="body", selectable=True)
        self.body.addSpacing(4)
        self.add_text(
            error.hint or tr("Only one window may write to a case. You can read it meanwhile; nothing you see can be changed.")
        )
