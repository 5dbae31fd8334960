"""What can be done with claims from the window: write down, edit, split into elements, move, remove."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview
from reviewer.services import commands, dates
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.claim_dialog import ClaimDialog


class ClaimActs(QObject):
    """Dialogs around claims. `added` carries the id of a claim or element written down in one."""

    added = Signal(str)

    def __init__(self, parts: CaseParts, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._rows = parts.desk.rows
        self._over = over
        self._begun: ClaimDialog | None = None
        self._offer: Toast | None = None

    def close(self) -> None:
        """Take back what was offered: the case goes, and a claim of it can be written into no other."""
        if self._offer is not None and shiboken6.isValid(self._offer):
            self._offer.close()
        if self._begun is not None and shiboken6.isValid(self._begun):
            self._begun.hide()
            self._begun.deleteLater()
        self._begun = self._offer = None

    def wish(self, name: str, identity: str) -> None:
        """Carry out what a pane asks for: add, edit, element, remove, up, down."""
        claim = self._rows.claim(identity)
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
            return
        if name == "add":
            self._add(None)
        elif claim is None:
            return
        elif name == "edit":
            self._edit(claim)
        elif name == "element":
            self._add(claim.claim.parent or claim.claim.id)
        elif name == "remove":
            self._parts.wishes.remove_claim(claim.claim.id)
        elif name in ("up", "down"):
            self._move(claim, -1 if name == "up" else 1)

    def _add(self, parent: ClaimId | None) -> None:
        self._parts.desk.session.job(dates.get_ready)  # read by the time that a date is typed
        dialog = ClaimDialog(self._parts.theme, parents=self._rows.elements(None), parent=parent, owner=self._over)
        self._offer_names(dialog)

        def add(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            def added(claim: ClaimId) -> None:
                kept()
                self.added.emit(claim)

            made = dialog.fields
            asked = commands.add_claim(
                self._parts.desk.session,
                text=made.text,
                speaker=made.speaker,
                speaker_name=made.speaker_name,
                date=made.date,
                channel=made.channel,
                kind=made.kind,
                parent=made.parent,
                note=made.note,
            )
            self._parts.wishes.take_claim(asked, done=added, refused=refused)

        show_until_kept(dialog, add, lambda: self._on_left(dialog, tr("The claim was not added.")))

    def _edit(self, claim: ClaimOverview) -> None:
        known = claim.claim
        parents = (
            () if self._rows.elements(known.id) else tuple(one for one in self._rows.elements(None) if one.claim.id != known.id)
        )
        dialog = ClaimDialog(self._parts.theme, claim=claim, parents=parents, owner=self._over)
        self._offer_names(dialog)

        def edit(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = dialog.fields
            after: dict[str, str | None] = {
                "text": made.text,
                "speaker": made.speaker,
                "speaker_name": made.speaker_name,
                "date": made.date,
                "channel": made.channel,
                "kind": made.kind.value,
                "note": made.note,
            }
            before = {
                "text": known.text,
                "speaker": known.speaker,
                "speaker_name": known.speaker_name,
                "date": known.date,
                "channel": known.channel,
                "kind": known.kind,
                "note": known.note,
            }
            changed = {name: value for name, value in after.items() if value != before[name]}
            place = None if made.parent == known.parent else (made.parent, len(self._rows.elements(made.parent)))
            if changed or place is not None:
                self._parts.wishes.edit_claim(known.id, place=place, kept=kept, refused=refused, **changed)
            else:
                kept()

        show_until_kept(dialog, edit, lambda: self._on_left(dialog, tr("The claim was not changed.")))

    def _offer_names(self, dialog: ClaimDialog) -> None:
        """Offer who of the case may have said it, as soon as that is read."""
        reading = self._parts.desk.session.read(lambda case: case.desk.load().names)
        self._parts.desk.tasks.deliver(reading, dialog.offer_names, self._parts.problems.report, owner=dialog)

    def _on_left(self, dialog: ClaimDialog, told: str) -> None:
        """Say that what was typed is not in the case, and offer it again; the last such dialog is kept for that."""
        if not dialog.is_changed:
            dialog.deleteLater()
            return
        if self._offer is not None and shiboken6.isValid(self._offer):
            self._offer.close()
        begun, self._begun = self._begun, dialog
        if begun is not None and begun is not dialog and shiboken6.isValid(begun):
            begun.deleteLater()
        self._offer = self._parts.problems.toast(told, action=tr("Go on with it"), then=self._go_on)

    def _go_on(self) -> None:
        if self._begun is not None and shiboken6.isValid(self._begun):
            self._begun.open()

    def _move(self, claim: ClaimOverview, by: int) -> None:
        neighbours = [one.claim.id for one in self._rows.elements(claim.claim.parent)]
        target = neighbours.index(claim.claim.id) + by
        if 0 <= target < len(neighbours):
            self._parts.wishes.move_claim(claim.claim.id, target, claim.claim.parent)
