"""Choosing by typing: what fits comes first, Enter takes it, and a new text makes a claim."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.model.claim import Claim
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import CaseContents, CaseRows
from reviewer.ui.dialogs.choice import Choice, rank
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.dialogs.claim_picker import ClaimPicker
from reviewer.ui.look.theme import Theme
from tests.ui.conftest import CANARY

CHOICES = (
    Choice("case.export", "Export pack…", after="Ctrl+E"),
    Choice("page.zoom_in", "Zoom in"),
    Choice("case.open", "Open case or documents…"),
    Choice("edit.redo", "Redo", enabled=False),
)


def keys(found: list[Choice]) -> list[str]:
    return [one.key for one in found]


def test_words_begun_come_first_and_what_is_off_last() -> None:
    assert keys(rank(CHOICES, "pack"))[0] == "case.export"
    assert keys(rank(CHOICES, "ex pa")) == ["case.export"]
    assert keys(rank(CHOICES, "exprt")) == ["case.export"]
    assert keys(rank(CHOICES, "")) == ["case.export", "page.zoom_in", "case.open", "edit.redo"]
    assert rank(CHOICES, "xyzzy") == []


def test_words_that_other_programs_use_find_an_action_after_those_that_are_shown() -> None:
    choices = (*CHOICES, Choice("app.preferences", "Preferences…", also="settings dark"), Choice("x", "Dark pages"))
    assert keys(rank(choices, "dark")) == ["x", "app.preferences"]
    assert keys(rank(choices, "sett pref")) == ["app.preferences"]


def test_what_was_typed_whole_comes_first_and_then_what_begins_with_it() -> None:
    claims = [Choice("1", "Never asked for, or accessed, messages", before="1"), Choice("2", "and accessed", before="1.1")]
    claims += [Choice("3", "accessed", before="1.2"), Choice("4", "accessed by others", before="1.3")]
    assert keys(rank(claims, "Accessed")) == ["3", "4", "1", "2"]
    assert keys(rank(claims, "1"))[0] == "1"
    assert keys(rank(claims, "1.2"))[0] == "3"


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_arrows_and_enter_take_a_row(over: QWidget, theme: Theme, qtbot: QtBot) -> None:
    chooser = Chooser(theme, title="", placeholder="What?", choices=CHOICES, parent=over)
    chooser.open_below(QPoint(400, 50))
    QTest.keyClick(chooser.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(chooser.taken) as taken:
        QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert taken.args == ["page.zoom_in", ""]


def test_what_is_off_cannot_be_taken(over: QWidget, theme: Theme, qtbot: QtBot) -> None:
    chooser = Chooser(theme, title="", placeholder="What?", choices=CHOICES, parent=over)
    chooser.open_below(QPoint(400, 50))
    taken: list[str] = []
    chooser.taken.connect(lambda key, _typed: taken.append(key))
    QTest.keyClicks(chooser.field, "redo")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert taken == []
    with qtbot.waitSignal(chooser.cancelled):
        chooser.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_the_keyboard_goes_back_to_where_it_was(over: QWidget, theme: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    first, page = QLineEdit(over), QLineEdit(over)
    for one in (first, page):
        one.show()
    with qtbot.waitActive(over):
        over.activateWindow()
    page.setFocus()
    chooser = Chooser(theme, title="", placeholder="What?", choices=CHOICES, parent=over)
    chooser.open_below(QPoint(400, 50))
    assert chooser.field.hasFocus()
    QTest.keyClick(chooser.field, key)
    assert page.hasFocus()


@pytest.fixture
def rows() -> CaseRows:
    made = CaseRows()
    claims = tuple(
        ClaimOverview(Claim(ClaimId(number), text, 0, "", parent=ClaimId(parent) if parent else None), number, {})
        for number, text, parent in (("1", "Never accessed", None), ("1.1", "asked for", "1"), ("2", CANARY, None))
    )
    made.take(CaseContents(claims=claims))
    return made


def test_enter_takes_the_claim_used_last(over: QWidget, theme: Theme, rows: CaseRows) -> None:
    found: list[tuple[str | None, str]] = []
    picker = ClaimPicker(
        theme, rows, stance=Stance.CONTRADICTS, last=ClaimId("1.1"), take=lambda *row: found.append(row), parent=over
    )
    picker.open_over(over)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert found == [("1.1", "")]


def test_typing_filters_and_a_new_text_makes_a_claim(over: QWidget, theme: Theme, rows: CaseRows) -> None:
    found: list[tuple[str | None, str]] = []
    picker = ClaimPicker(theme, rows, stance=Stance.SUPPORTS, last=None, take=lambda *row: found.append(row), parent=over)
    picker.open_over(over)
    QTest.keyClicks(picker.field, "asked")
    assert keys(picker.shown())[0] == "1.1"
    picker.field.setText("They knew in May")
    assert [one.text for one in picker.shown()] == ["New claim: They knew in May"]
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert found == [(None, "They knew in May")]


def test_a_claims_words_are_shown_as_they_are(over: QWidget, theme: Theme, rows: CaseRows) -> None:
    picker = ClaimPicker(theme, rows, stance=None, last=None, take=lambda *_row: None, parent=over)
    assert CANARY in [one.text for one in picker.shown()]


@pytest.mark.parametrize(
    ("stance", "title"),
    [(Stance.CONTEXT, "Context to which claim?"), (Stance.SUPPORTS, "Supports which claim?"), (None, "Which claim?")],
)
def test_the_question_is_a_sentence(over: QWidget, theme: Theme, rows: CaseRows, stance: Stance | None, title: str) -> None:
    picker = ClaimPicker(theme, rows, stance=stance, last=None, take=lambda *_row: None, parent=over)
    assert picker.accessibleName() == title
