"""Asks for the password of an encrypted document, and says what becomes of it and of the text behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class PasswordDialog(Sheet):
    """One password for one document.

    Attributes:
        skip_others: Ticked to skip the other locked documents of the same import with this one; hidden unless `among_others`.

    """

    def __init__(
        self, theme: Theme, name: str, attempt: int, parent: QWidget | None = None, *, among_others: bool = False
    ) -> None:
        super().__init__(theme, tr("Password needed"), main=tr("Unlock"), close=tr("Skip"), parent=parent)
        self.body.addWidget(labels.label(name, font=theme.font(bold=True), wrap=True))
        if attempt:
            self.add_text(tr("That password does not open it. Upper and lower case matter."), role="attention")
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.textChanged.connect(self._refresh)
        self.add_field(tr("Password of this document"), self._password)
        self.body.addSpacing(8)
        self.add_text(tr("The password is kept for this session only and is written nowhere."))
        self.add_text(
            tr("Text that is read while the document is unlocked is indexed in the case: whoever has the case file can read it.")
        )
        self.skip_others = QCheckBox(tr("Skip the other locked documents of this import too"))
        self.skip_others.setVisible(among_others)
        self.skip_others.toggled.connect(self._on_skip_others_toggled)
        self.body.addWidget(self.skip_others)
        self.main_button.setEnabled(False)
        self._password.setFocus()

    @property
    def password(self) -> str:
        """What was typed."""
        return self._password.text()

    def _refresh(self) -> None:
        self.main_button.setEnabled(bool(self._password.text()) and not self.skip_others.isChecked())

    def _on_skip_others_toggled(self, skipping: bool) -> None:
        self._password.setEnabled(not skipping)
        self._refresh()
