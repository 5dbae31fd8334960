"""What can be done with the ledger of corrections from the window: looking it through, and adding to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.services import dates
from reviewer.services.commands.desk.corrections import add_correction
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.sheet import show_once, show_until_kept
from reviewer.ui.dialogs.correction_form import CorrectionForm
from reviewer.ui.dialogs.corrections_dialog import CorrectionsDialog


class CorrectionActs(QObject):
    """The dialogs.

    Signals:
        claim_requested: The id of a claim to be shown.
        read_requested: The id of a passage to be shown on its page.

    """

    claim_requested = Signal(str)
    read_requested = Signal(str)

    def __init__(self, parts: CaseParts, rows: DeskRows, over: QWidget) -> None:
        super().__init__(over)
        self._parts, self._rows, self._over = parts, rows, over

    def show(self) -> None:
        """Show the ledger, and keep it true while it is on show."""
        desk = self._parts.desk
        dialog = CorrectionsDialog(self._parts.theme, desk.rows, writable=not desk.read_only, parent=self._over)
        dialog.add_requested.connect(lambda: self._add(dialog))

        def go(kind: str, identity: str) -> None:
            dialog.reject()
            (self.claim_requested if kind == "claim" else self.read_requested).emit(identity)

        dialog.place_requested.connect(go)
        self._rows.keep_shown(dialog, dialog.show_desk)
        show_once(dialog)

    def _add(self, over: QWidget) -> None:
        self._parts.desk.session.job(dates.get_ready)  # read by the time that a date is typed
        form = CorrectionForm(self._parts.theme, self._parts.desk.rows, self._rows.desk.corrections, over)

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = form.fields
            added = add_correction(
                self._parts.desk.session,
                story=made.story,
                version=made.version,
                date=made.date,
                changed=made.changed,
                approved_by=made.approved_by,
                claims=made.claims,
                passages=made.passages,
            )
            self._parts.wishes.ask(added, lambda _: kept(), refused)

        show_until_kept(form, ask)
