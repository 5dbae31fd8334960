"""The help is a long text: its headings lead to their places, and words are found in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from reviewer.ui.dialogs.help_dialog import HelpDialog, headings_of, help_text
from reviewer.ui.look.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> HelpDialog:
    made = HelpDialog(theme, "Help", help_text())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def page_of(dialog: HelpDialog) -> QPlainTextEdit:
    return next(one for one in dialog.findChildren(QPlainTextEdit))


def top_line(page: QPlainTextEdit) -> str:
    return page.firstVisibleBlock().text()


def test_a_heading_is_brought_to_the_top(dialog: HelpDialog) -> None:
    assert [dialog.contents.itemText(at) for at in range(3)] == ["First steps", "Weighing words", "Documents"]
    dialog.contents.activated.emit(2)
    assert top_line(page_of(dialog)) == "DOCUMENTS"
    dialog.contents.activated.emit(1)
    assert top_line(page_of(dialog)) == "WEIGHING WORDS"


def test_words_are_found_one_place_after_the_other_and_from_the_start_again(dialog: HelpDialog) -> None:
    page = page_of(dialog)
    dialog.words.setFocus()
    QTest.keyClicks(dialog.words, "isolat")
    first = page.textCursor().position()
    assert page.textCursor().selectedText().lower() == "isolat"
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter does not close it from there"
    assert page.textCursor().position() > first
    for _ in range(page.toPlainText().lower().count("isolat") - 1):
        QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert page.textCursor().position() == first


def test_a_page_of_keys_has_no_headings() -> None:
    assert headings_of("Ctrl+K\tAll\n\nF1\tHelp") == []
