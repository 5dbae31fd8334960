"""Asks for one date: when a statement was made, or when a document was written or published."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

_MOST_SHOWN = 200


class DateDialog(Sheet):
    """For the date of what `name` says."""

    def __init__(self, theme: Theme, name: str, words: str, edtf: str, owner: QWidget | None = None) -> None:
        super().__init__(theme, tr("Edit date"), main=tr("Save"), parent=owner)
        self.body.addWidget(labels.label(readable.shortened(name, _MOST_SHOWN), font=theme.font(bold=True), wrap=True))
        self._date = DateField(theme, edtf)
        self.add_field(words, self._date)
        self._date.validity_changed.connect(self.main_button.setEnabled)

    @property
    def date(self) -> str:
        """The date (EDTF); "" for none."""
        return self._date.edtf or ""
