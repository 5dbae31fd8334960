"""Shows what a case is: title, desk label, how much is in it, where it lies, the journal's head."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.model.overview import CaseInfo
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is shown of a case besides its own record."""

    path: Path
    size: int
    documents: int
    claims: int
    passages: int
    read_only: bool


class PropertiesDialog(Sheet):
    """Title and desk label can be changed; the rest can be selected and copied. `copy_button` asks for a copy of the case."""

    def __init__(self, theme: Theme, info: CaseInfo, facts: CaseFacts, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Case properties"), main=tr("Save"), parent=parent)
        self.setMinimumWidth(520)
        self._title = QLineEdit(info.title)
        self.add_field(tr("Title"), self._title)
        self._desk = QLineEdit(info.desk_label)
        self.add_field(
            tr("Desk label"), self._desk, hint=tr("The author written into annotated copies: a desk's name, never a person's.")
        )
        self.body.addSpacing(12)
        self.add_pair(tr("Holds"), readable.holds_words(facts.documents, facts.claims, facts.passages))
        self.add_pair(tr("Made"), readable.moment_words(info.created_at))
        self.add_pair(tr("File"), str(facts.path))
        self.add_pair(tr("Size"), readable.size_words(facts.size))
        head = tr("entry {number}, {moment}").format(number=info.head_seq, moment=readable.moment_words(info.head_at))
        self.add_pair(tr("Journal's head"), f"{head}\n{info.head}")
        self.copy_button = QPushButton(tr("Save a copy…"))
        self.copy_button.clicked.connect(self.reject)
        self.foot.insertWidget(0, self.copy_button)
        for field in (self._title, self._desk):
            field.setReadOnly(facts.read_only)
            field.textChanged.connect(self._on_fields_changed)
        self.main_button.setVisible(not facts.read_only)

    @property
    def title(self) -> str:
        """The title as it stands in the field."""
        return self._title.text().strip()

    @property
    def desk_label(self) -> str:
        """The desk label as it stands in the field."""
        return self._desk.text().strip()

    def _on_fields_changed(self) -> None:
        self.main_button.setEnabled(bool(self.title and self.desk_label))
