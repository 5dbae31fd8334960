"""Asks when a document was written and how it was obtained. Everything is optional, and how is private: no pack carries it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reviewer.i18n import tr
from reviewer.model.document import Provenance, Publication
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class ProvenanceDialog(Sheet):
    """How, from where, when, published or leaked."""

    def __init__(self, theme: Theme, name: str, known: Provenance, dated: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Provenance"), main=tr("Save"), parent=parent)
        self.body.addWidget(labels.label(name, font=theme.font(bold=True), wrap=True))
        self._dated = DateField(theme, dated)
        self.add_field(tr("When it was written or published"), self._dated, hint=tr("Stands in the timeline."))
        self.body.addSpacing(8)
        self.add_text(
            tr("The rest is private: it stays in this case, and no pack carries it. Leave empty what must not be written down.")
        )
        self._how = QLineEdit(known.obtained_how or "")
        self.add_field(tr("How it was obtained"), self._how)
        self._from = QLineEdit(known.obtained_from or "")
        self.add_field(tr("From whom or where"), self._from)
        self._on = DateField(theme, known.obtained_on or "")
        self.add_field(tr("When it was obtained"), self._on)
        self._publication = QComboBox()
        for words, value in (
            (tr("Not said"), None),
            (tr("Published"), Publication.PUBLISHED),
            (tr("Leaked"), Publication.LEAKED),
        ):
            self._publication.addItem(words, value)
            if value == known.publication:
                self._publication.setCurrentIndex(self._publication.count() - 1)
        self.add_field(tr("Published or leaked"), self._publication)
        for date in (self._dated, self._on):
            date.validity_changed.connect(self._on_validity_changed)

    def setVisible(self, visible: bool) -> None:
        """Qt's override: what is filled in already shows its beginning, and no key wipes it."""
        super().setVisible(visible)
        for one in (self._how, self._from):
            one.home(False)

    @property
    def dated(self) -> str:
        """When it was written or published; "" where nothing is said."""
        return self._dated.edtf or ""

    @property
    def provenance(self) -> Provenance:
        """What was filled in."""
        chosen = self._publication.currentData()
        return Provenance(
            obtained_how=self._how.text().strip() or None,
            obtained_from=self._from.text().strip() or None,
            obtained_on=self._on.edtf,
            publication=Publication(chosen) if chosen else None,
        )

    def _on_validity_changed(self) -> None:
        self.main_button.setEnabled(self._dated.is_valid and self._on.is_valid)
