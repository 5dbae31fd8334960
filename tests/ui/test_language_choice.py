"""Choosing the languages of recognised text: those that there are, those that somebody adds, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reviewer.documents.recognising import trained_data
from reviewer.settings.preferences import Preferences
from reviewer.ui.dialogs import language_choice
from reviewer.ui.dialogs.language_choice import LanguageChoice
from reviewer.ui.look.theme import Theme
from tests.documents.test_trained_data import language_file, put

Make = Callable[[Preferences], LanguageChoice]


@pytest.fixture
def make(theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return a maker of these fields, on a computer that has English and German."""
    assert theme
    put(tmp_path / "shipped", "eng", "deu")
    known = partial(trained_data.known_languages, shipped=tmp_path / "shipped", system=tmp_path / "none")
    monkeypatch.setattr(language_choice, "known_languages", known)

    def made(values: Preferences) -> LanguageChoice:
        choice = LanguageChoice(values)
        qtbot.addWidget(choice)
        return choice

    return made


def rows(choice: LanguageChoice) -> dict[str, bool]:
    items = [choice.list.item(at) for at in range(choice.list.count())]
    return {one.text(): one.checkState() == Qt.CheckState.Checked for one in items}


def test_english_is_ticked_and_all_that_somebody_put_into_the_folder(make: Make, tmp_path: Path) -> None:
    own = put(tmp_path / "own", "nld", "xx")
    choice = make(Preferences(trained_data=str(own)))
    assert rows(choice) == {"English (eng)": True, "German (deu)": False, "Dutch (nld)": True, "xx": True}
    assert choice.values == {"languages": (), "trained_data": str(own)}
    choice.list.item(1).setCheckState(Qt.CheckState.Checked)
    choice.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert choice.values["languages"] == ("deu", "nld", "xx")


def test_what_was_chosen_is_ticked_and_what_is_dropped_meanwhile_too(make: Make, tmp_path: Path) -> None:
    own = put(tmp_path / "own")
    choice = make(Preferences(trained_data=str(own), languages=("deu",)))
    (own / "fra.traineddata").write_bytes(language_file())
    (own / "bad.traineddata").write_text("<html>")
    choice.look_button.click()
    assert rows(choice) == {"English (eng)": False, "German (deu)": True, "French (fra)": True}
    assert choice.trouble.text() == "bad.traineddata is not a language file of Tesseract."
    choice.copy_button.click()
    assert QGuiApplication.clipboard().text() == str(own)


def test_the_folder_is_made_when_it_is_opened(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    choice = make(Preferences(trained_data=str(tmp_path / "not yet")))
    with qtbot.waitSignal(choice.folder_wanted):
        choice.open_button.click()
    assert (tmp_path / "not yet").is_dir()
