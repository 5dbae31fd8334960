"""Elements are cut out of a claim's own sentence by keys, and verdicts are set with a reason where they overrule."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.model.claim import Words
from reviewer.ui.dialogs.verdict_dialog import VerdictDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests.ui.conftest import WAIT_MS
from tests.ui.desk.conftest import DENIAL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def claims(window: MainWindow, case: OpenCase, qtbot: QtBot) -> OpenCase:
    window.show_view("claims")
    qtbot.waitUntil(case.claims.head.verdict.isVisible, timeout=WAIT_MS)
    return case


def test_an_element_is_made_of_words_chosen_by_keys(claims: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    sentence = claims.claims.head.sentence
    sentence.setFocus()
    QTest.keyClick(sentence, Qt.Key.Key_End)
    QTest.keyClick(sentence, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    start = DENIAL.index("private")
    assert sentence.selection == Words(start, len(DENIAL))
    QTest.keyClick(sentence, Qt.Key.Key_E)
    first = claims.desk.rows.elements(None)[0].claim.id
    qtbot.waitUntil(lambda: len(claims.desk.rows.elements(first)) == 2, timeout=WAIT_MS)
    made = claims.desk.rows.elements(first)[1].claim
    assert (made.text, made.words) == ("private messages", Words(start, len(DENIAL)))
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(claims.desk.rows.elements(first)) == 1, timeout=WAIT_MS)


def test_words_are_chosen_without_the_punctuation_around_them(claims: OpenCase) -> None:
    sentence = claims.claims.head.sentence
    sentence.setFocus()
    for _ in range(4):
        QTest.keyClick(sentence, Qt.Key.Key_Right)
    assert sentence.selection is not None
    assert DENIAL[sentence.selection.start : sentence.selection.end] == "for"


def test_a_verdict_that_overrules_needs_a_reason_and_stands_with_it(claims: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(claims.claims.list, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: window.findChild(VerdictDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(VerdictDialog)
    dialog._box.setCurrentIndex(dialog._box.findText("Contradicted"))
    assert not dialog.main_button.isEnabled()
    dialog._reason.setPlainText("It is one act")
    assert dialog.main_button.isEnabled()
    dialog.accept()
    button = claims.claims.head.verdict.button
    qtbot.waitUntil(lambda: button.text() == "Contradicted", timeout=WAIT_MS)
    assert "It is one act · Set by" in claims.claims.head.verdict._said.text()
    assert "From the elements follows: no evidence." in claims.claims.head.verdict._said.text()
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: button.text() == "No evidence", timeout=WAIT_MS)
