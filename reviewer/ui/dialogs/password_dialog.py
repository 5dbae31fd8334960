"""Asks for the password of an encrypted document, and says what becomes of it and of the text behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.i18n import tr
from reviewer.ui.dialogs.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class PasswordDialog(Sheet):
    """One password for one document."""

    def __init__(self, theme: Theme, name: str, attempt: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Password needed"), main=tr("Unlock"), close=tr("Skip"), parent=parent)
        self.body.addWidget(labels.label(name, font=theme.font(bold=True), wrap=True))
        if attempt:
            self.add_text(tr("That password does not open it. Upper and lower case matter."), role="attention")
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.textChanged.connect(lambda text: self.main_button.setEnabled(bool(text)))
        self.add_field(tr("Password of this document"), self._password)
        self.body.addSpacing(8)
        self.add_text(tr("The password is kept for this session only and is written nowhere."))
        self.add_text(
            tr("Text that is read while the document is unlocked is indexed in the case: whoever has the case file can read it.")
        )
        self.main_button.setEnabled(False)
        self._password.setFocus()

    @property
    def password(self) -> str:
        """What was typed."""
        return self._password.text()
