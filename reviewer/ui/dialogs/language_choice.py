"""Asks in which languages text is recognised, and shows the folder into which files of further ones are put.

Owns these fields of the preferences. What a language's file is, `trained_data` knows.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from reviewer.documents.recognising.trained_data import ENDING, KnownLanguages, known_languages, own_folder
from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.settings.preferences import Preferences
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.dialogs.file_dialog import choose_folder
from reviewer.ui.look import labels, readable
from reviewer.ui.look.recognition_words import engine_words

_ROWS = 4
_CODE = 3


class LanguageChoice(QWidget):
    """A list of languages to tick, and below it the folder of a person's own, with what can be done with it.

    Signals:
        folder_wanted: A folder (`Path`) that is to be shown in the system's file browser.

    """

    folder_wanted = Signal(object)

    def __init__(self, values: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = values.languages
        self._folder = own_folder(values.trained_data)
        self._known = KnownLanguages({}, (), {})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.list = QListWidget()
        labels.name(self.list, tr("Languages of recognised text"))
        self.setFocusProxy(self.list)
        column.addWidget(self.list)
        self.trouble = labels.label(role="hint", wrap=True)
        column.addWidget(self.trouble)
        self.engine = labels.label(engine_words(), role="hint", wrap=True)
        column.addWidget(self.engine)
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        labels.name(self.place, tr("Folder of further languages"))
        column.addWidget(self.place)
        grid = QGridLayout()  # in one row they are wider than the dialog where that has to scroll
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(2, 1)
        self.choose_button = self._button(tr("Choose another folder…"), grid)
        self.choose_button.clicked.connect(self._choose)
        self.open_button = self._button(tr("Open folder"), grid)
        self.open_button.clicked.connect(self._open)
        self.copy_button = self._button(tr("Copy path"), grid)
        self.copy_button.clicked.connect(lambda: copy_text(os.fspath(self._folder)))
        self.look_button = self._button(tr("Look again"), grid)
        self.look_button.clicked.connect(self._look)
        column.addLayout(grid)
        self._look()

    @property
    def values(self) -> dict[str, object]:
        """What is set now, by the names of `Preferences`."""
        ticked = self._ticked()
        usual = own_folder("")
        return {
            "languages": () if set(ticked) == self._usual() else ticked,
            "trained_data": "" if self._folder == usual else os.fspath(self._folder),
        }

    @staticmethod
    def _button(words: str, grid: QGridLayout) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("small", True)
        grid.addWidget(made, grid.count() // 2, grid.count() % 2, Qt.AlignmentFlag.AlignLeft)
        return made

    def _usual(self) -> set[str]:
        """Return what is used where nobody chose: English, and all in the folder."""
        return {one for one in self._known.files if one == "eng" or one in self._known.own}

    def _ticked(self) -> tuple[str, ...]:
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(one.data(Qt.ItemDataRole.UserRole)) for one in items if one.checkState() == Qt.CheckState.Checked)

    def _look(self) -> None:
        """List what there is now; what was ticked stays so, and what is new in the folder is."""
        before, ticked = self._known.files.keys(), self._ticked()
        self._known = known_languages(self._folder)
        wanted = set(self._chosen) or self._usual()
        if self.list.count():
            wanted = {*ticked, *(self._usual() - before)}
        self.list.clear()
        for name in self._known.files:
            item = QListWidgetItem(displayed(language_words(name)), self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if name in wanted else Qt.CheckState.Unchecked)
        rows = min(max(self.list.count(), 1), _ROWS)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 4) + 8)
        wrong = [f"{name}{ENDING} {why}." for name, why in self._known.refused.items()]
        if not self._known.files:
            wrong.append(tr("There is no language here: put eng.traineddata into the folder. Until then no text is recognised."))
        self.trouble.setText(" ".join(wrong))
        self.trouble.setVisible(bool(wrong))
        self.place.setText(readable.path_words(self._folder))
        self.place.setCursorPosition(0)

    def _choose(self) -> None:
        def take(folder: Path) -> None:
            self._folder = folder
            self._look()

        choose_folder(self.window(), tr("Folder of further languages"), take, place=os.fspath(self._folder))

    def _open(self) -> None:
        """Show the folder in the system's file browser; the usual one is made first."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.trouble.setText(tr("The folder cannot be made: {why}").format(why=error.strerror or type(error).__name__))
            self.trouble.show()
        else:
            self.folder_wanted.emit(self._folder)


def language_words(name: str) -> str:
    """Return what a language is called by the name of its file: "English (eng)"."""
    language = QLocale.codeToLanguage(name[:_CODE])
    if language == QLocale.Language.AnyLanguage:
        return name
    return f"{QLocale.languageToString(language)} ({name})"
