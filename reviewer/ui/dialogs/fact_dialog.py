"""Asks for a fact of the access table: whose access, to what, how far it went, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reviewer.desk.access_words import status_word
from reviewer.i18n import tr
from reviewer.model.access import AccessFact, AccessStatus
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class FactFields:
    """What was filled in."""

    actor: str
    permission: str
    status: AccessStatus
    from_date: str | None
    to_date: str | None
    note: str


class FactDialog(Sheet):
    """For a new fact, or one that is there: then actor and permission stay.

    Args:
        theme: Colours and fonts.
        actors: Names to choose from; another one may be typed.
        permissions: As actors.
        actor: Chosen at first.
        permission: Chosen at first.
        fact: The fact to edit; None for a new one.
        owner: The window.

    """

    def __init__(
        self,
        theme: Theme,
        *,
        actors: Sequence[str],
        permissions: Sequence[str],
        actor: str = "",
        permission: str = "",
        fact: AccessFact | None = None,
        owner: QWidget | None = None,
    ) -> None:
        title = tr("Edit access fact") if fact else tr("New access fact")
        super().__init__(theme, title, main=tr("Save") if fact else tr("Add"), parent=owner)
        self._actor = self._box(actors, actor)
        self._permission = self._box(permissions, permission)
        self._status = QComboBox()
        for one in AccessStatus:
            self._status.addItem(status_word(one), one)
        self._status.setCurrentIndex(list(AccessStatus).index(fact.status if fact else AccessStatus.GRANTED))
        self._from = DateField(theme, (fact.from_date or "") if fact else "")
        self._to = DateField(theme, (fact.to_date or "") if fact else "")
        self._note = QLineEdit(fact.note if fact else "")
        self.add_field(tr("Who"), self._actor)
        self.add_field(tr("Permission"), self._permission)
        hint = tr("Only what a passage says. Granted is not used, and possible is not granted.")
        self.add_field(tr("How far it went"), self._status, hint=hint)
        self.add_field(tr("From"), self._from)
        self.add_field(tr("To"), self._to)
        self.add_field(tr("Note"), self._note)
        for box in (self._actor, self._permission):
            box.setEnabled(fact is None)
            box.editTextChanged.connect(self._on_fields_changed)
        for date in (self._from, self._to):
            date.validity_changed.connect(self._on_fields_changed)
        self._on_fields_changed()
        if fact is not None or (actor and permission):
            self._status.setFocus()

    @property
    def fields(self) -> FactFields:
        """What was filled in."""
        return FactFields(
            self._actor.currentText(),
            self._permission.currentText(),
            AccessStatus(self._status.currentData()),
            self._from.edtf,
            self._to.edtf,
            self._note.text().strip(),
        )

    @staticmethod
    def _box(choices: Sequence[str], chosen: str) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(list(choices))
        box.setCurrentText(chosen)
        return box

    def _on_fields_changed(self) -> None:
        named = bool(self._actor.currentText().strip() and self._permission.currentText().strip())
        self.main_button.setEnabled(named and self._from.is_valid and self._to.is_valid)
