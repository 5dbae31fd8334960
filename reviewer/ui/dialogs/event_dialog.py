"""Asks what happened and when, for an event of the timeline."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.i18n import tr
from reviewer.model.event import Event
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


class EventDialog(Sheet):
    """For a new event, or one that is there."""

    def __init__(self, theme: Theme, event: Event | None, owner: QWidget | None = None) -> None:
        title = tr("Edit event") if event else tr("New event")
        super().__init__(theme, title, main=tr("Save") if event else tr("Add"), parent=owner)
        self._what = QLineEdit(event.text if event else "")
        self._date = DateField(theme, event.date if event else "")
        self._note = QLineEdit(event.note if event else "")
        self.add_field(tr("What happened"), self._what)
        self.add_field(tr("When"), self._date)
        hint = "" if event else tr("It is unsourced until a passage says so: choose it in the timeline and press C.")
        self.add_field(tr("Note"), self._note, hint=hint)
        self._what.textChanged.connect(self._on_fields_changed)
        self._date.validity_changed.connect(self._on_fields_changed)
        self._date.edited.connect(self._on_fields_changed)
        self._on_fields_changed()

    @property
    def what(self) -> str:
        """What happened."""
        return self._what.text().strip()

    @property
    def date(self) -> str:
        """When (EDTF)."""
        return self._date.edtf or ""

    @property
    def note(self) -> str:
        """A note on it."""
        return self._note.text().strip()

    def _on_fields_changed(self) -> None:
        self.main_button.setEnabled(bool(self.what and self.date) and self._date.is_valid)
