"""Asks for the preferences: the reviewer's name, the theme, the size of text, whether text is recognised, recent cases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.settings.preferences import TEXT_SIZES, Preferences
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.language_choice import LanguageChoice
from reviewer.ui.look.theme import Theme, ThemeChoice


class PreferencesDialog(Sheet):
    """Shows what is set; `values` is what the person left there.

    Args:
        theme: Colours and fonts.
        values: The preferences in use.
        forget_recent: Forgets all recent cases at once.
        parent: The window.

    Attributes:
        languages: Those of text recognition, and their folder.

    """

    def __init__(
        self, theme: Theme, values: Preferences, forget_recent: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tr("Preferences"), main=tr("Save"), parent=parent)
        self._name = QLineEdit(values.reviewer_name)
        self.add_field(
            tr("Your name in the journal"),
            self._name,
            hint=tr("Stands beside each of your changes in the case from now on. No pack carries it."),
        )
        self._theme = QComboBox()
        for words, choice in (
            (tr("As the system"), ThemeChoice.SYSTEM),
            (tr("Light"), ThemeChoice.LIGHT),
            (tr("Dark"), ThemeChoice.DARK),
        ):
            self._theme.addItem(words, choice.value)
            if choice.value == values.theme:
                self._theme.setCurrentIndex(self._theme.count() - 1)
        self.add_field(tr("Theme"), self._theme)
        self._text_size = QComboBox()
        for size in TEXT_SIZES:
            self._text_size.addItem(tr("As the system") if size == Preferences().text_size else f"{size} %", size)
            if size == values.text_size:
                self._text_size.setCurrentIndex(self._text_size.count() - 1)
        self.add_field(
            tr("Text size"),
            self._text_size,
            hint=tr("Of all words and buttons in the window. Changes when the program is started next."),
        )
        self.body.addSpacing(8)
        self._recognise = QCheckBox(tr("Recognise the text of pictures and scans by itself"))
        self._recognise.setChecked(values.recognise_text)
        self.body.addWidget(self._recognise)
        self.languages = LanguageChoice(values)
        self.add_field(
            tr("Languages of recognised text"),
            self.languages,
            hint=tr("Each one more makes a page slower. Files of further languages, NAME.traineddata, go into the folder above."),
        )
        self.body.addSpacing(8)
        self._keep = QCheckBox(tr("Remember recent cases"))
        self._keep.setChecked(values.keep_recent)
        self.body.addWidget(self._keep)
        self._forget = QPushButton(tr("Forget recent cases"))
        self._forget.setProperty("small", True)
        self._forget.setEnabled(bool(values.recent))
        self._forget.clicked.connect(forget_recent)
        self._forget.clicked.connect(lambda: self._forget.setEnabled(False))
        self.body.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeft)
        self._name.textChanged.connect(lambda text: self.main_button.setEnabled(bool(text.strip())))

    @property
    def values(self) -> dict[str, object]:
        """What is set now, by the names of `Preferences`."""
        return {
            "reviewer_name": self._name.text().strip(),
            "theme": str(self._theme.currentData()),
            "text_size": int(self._text_size.currentData()),
            "recognise_text": self._recognise.isChecked(),
            **self.languages.values,
            "keep_recent": self._keep.isChecked(),
        }
