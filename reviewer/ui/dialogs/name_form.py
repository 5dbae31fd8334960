"""Asks for a person or an organisation: the name, what they are, their other names, and a note."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from reviewer.i18n import tr
from reviewer.model.names import Name, NameKind
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.name_words import kind_words
from reviewer.ui.look.theme import Theme


class NameForm(Sheet):
    """For a new name, or one that is there."""

    def __init__(self, theme: Theme, name: Name | None, owner: QWidget) -> None:
        title = tr("Edit name") if name is not None else tr("New name")
        super().__init__(theme, title, main=tr("Save") if name is not None else tr("Add"), parent=owner)
        self._name = QLineEdit(name.text if name is not None else "")
        self._kind = QComboBox()
        for one in NameKind:
            self._kind.addItem(kind_words(one), one)
        self._kind.setCurrentIndex(self._kind.findData(name.kind if name is not None else NameKind.ORGANISATION))
        self._aliases = QPlainTextEdit("\n".join(one.text for one in name.aliases) if name is not None else "")
        self._aliases.setTabChangesFocus(True)
        self._aliases.setFixedHeight(72)
        self._note = QLineEdit(name.note if name is not None else "")
        self.add_field(tr("Name"), self._name)
        self.add_field(tr("Kind"), self._kind)
        self.add_field(tr("Also called"), self._aliases, hint=tr("One name a line. A claim is linked by any of them."))
        self.add_field(tr("Note"), self._note, hint=tr("Such as an office held, or the number of an application."))
        self._name.textChanged.connect(self._on_fields_changed)
        self._on_fields_changed()

    @property
    def name(self) -> str:
        """As typed."""
        return self._name.text()

    @property
    def kind(self) -> NameKind:
        """What they are."""
        return NameKind(self._kind.currentData())

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""
        return tuple(one.strip() for one in self._aliases.toPlainText().splitlines() if one.strip())

    @property
    def note(self) -> str:
        """As typed."""
        return self._note.text()

    def _on_fields_changed(self) -> None:
        self.main_button.setEnabled(bool(self.name.strip()))
