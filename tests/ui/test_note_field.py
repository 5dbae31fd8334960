"""The note keeps itself: after a pause, on leaving, on changing to another passage. Ctrl+Z is typing's until then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.model.ids import PassageId
from reviewer.ui.panels.claims.note_field import COMMIT_MS, LONGEST_MS, NoteField

ONE, TWO = PassageId("one"), PassageId("two")


class Desk(QWidget):
    """A note, a field beside it, and an Undo of the case above both."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.note = NoteField()
        self.other = QLineEdit()
        column.addWidget(self.note)
        column.addWidget(self.other)
        self.kept: list[tuple[str, str, str]] = []
        self.undone = 0
        self.note.committed.connect(lambda *row: self.kept.append(row))
        undo = QAction("Undo", self)
        undo.setShortcut(QKeySequence("Ctrl+Z"))
        undo.triggered.connect(self.on_undo)
        self.addAction(undo)

    def on_undo(self) -> None:
        self.undone += 1


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.note.show_note(ONE, "before")
    made.note.setFocus()
    qtbot.waitUntil(made.note.hasFocus)
    QTest.keyClick(made.note, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    return made


def test_it_is_kept_after_a_pause_and_only_then(desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(desk.note, " and after")
    assert desk.kept == []
    qtbot.waitUntil(lambda: bool(desk.kept), timeout=COMMIT_MS * 5)
    assert desk.kept[0][:2] == (ONE, "before and after")


def test_who_types_without_a_pause_has_it_kept_too_and_can_still_undo_the_typing(desk: Desk, qtbot: QtBot) -> None:
    assert COMMIT_MS < LONGEST_MS <= 3_000
    desk.note._timer.setInterval(1_000_000)
    desk.note._longest.setInterval(1)
    QTest.keyClicks(desk.note, " and")
    qtbot.waitUntil(lambda: bool(desk.kept))
    QTest.keyClicks(desk.note, " after")
    qtbot.waitUntil(lambda: desk.kept[-1][1] == "before and after")
    assert len({row[2] for row in desk.kept}) == 1, "it is one undo step in the case"
    QTest.keyClick(desk.note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (desk.note.toPlainText(), desk.undone) == ("before", 0)
    qtbot.waitUntil(lambda: desk.kept[-1][1] == "before")


def test_who_comes_by_keys_goes_on_at_the_end(desk: Desk, qtbot: QtBot) -> None:
    desk.other.setFocus()
    desk.note.show_note(TWO, "two")
    desk.note.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(desk.note.hasFocus)
    QTest.keyClicks(desk.note, "!")
    assert desk.note.toPlainText() == "two!"


def test_escape_keeps_it_and_leaves(desk: Desk) -> None:
    left: list[bool] = []
    desk.note.left.connect(lambda: left.append(True))
    QTest.keyClicks(desk.note, "!")
    QTest.keyClick(desk.note, Qt.Key.Key_Escape)
    assert [row[:2] for row in desk.kept] == [(ONE, "before!")]
    assert left == [True]


def test_leaving_keeps_it_at_once(desk: Desk) -> None:
    QTest.keyClicks(desk.note, "!")
    desk.other.setFocus()
    assert [row[:2] for row in desk.kept] == [(ONE, "before!")]


def test_another_passage_keeps_it_for_the_first(desk: Desk) -> None:
    QTest.keyClicks(desk.note, "!")
    desk.note.show_note(TWO, "two")
    assert [row[:2] for row in desk.kept] == [(ONE, "before!")]
    assert desk.note.toPlainText() == "two"


def test_nothing_typed_is_nothing_kept(desk: Desk) -> None:
    desk.other.setFocus()
    desk.note.commit()
    assert desk.kept == []


def test_one_visit_has_one_name_and_the_next_another(desk: Desk) -> None:
    QTest.keyClicks(desk.note, "1")
    desk.note.commit()
    QTest.keyClicks(desk.note, "2")
    desk.other.setFocus()
    desk.note.setFocus()
    QTest.keyClicks(desk.note, "3")
    desk.note.commit()
    visits = [row[2] for row in desk.kept]
    assert visits[0] == visits[1] != visits[2]


def test_ctrl_z_undoes_typing_until_it_is_kept_and_the_case_afterwards(desk: Desk) -> None:
    QTest.keyClicks(desk.note, "!")
    QTest.keyClick(desk.note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.note.toPlainText() == "before"
    assert desk.undone == 0
    QTest.keyClicks(desk.note, "!")
    desk.note.commit()
    QTest.keyClick(desk.note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.note.toPlainText() == "before!"
    assert desk.undone == 1


def test_what_the_case_says_does_not_disturb_typing(desk: Desk) -> None:
    QTest.keyClicks(desk.note, " mine")
    desk.note.show_note(ONE, "before, by somebody else", 7)
    assert desk.note.toPlainText() == "before mine"


def test_rows_that_were_read_before_it_was_kept_change_nothing(desk: Desk) -> None:
    QTest.keyClicks(desk.note, " mine")
    desk.note.commit()
    desk.note.show_note(ONE, "before", 7)
    QTest.keyClicks(desk.note, " too")
    desk.note.commit()
    desk.note.kept(ONE, 8)
    desk.note.show_note(ONE, "before mine", 8)
    desk.note.kept(ONE, 9)
    desk.note.show_note(ONE, "before mine", 8)
    assert desk.note.toPlainText() == "before mine too"
    desk.note.show_note(ONE, "before mine too", 9)
    desk.note.show_note(ONE, "before", 10)
    assert desk.note.toPlainText() == "before", "it was undone"


def test_who_comes_back_to_a_note_finds_what_was_asked_for(desk: Desk) -> None:
    QTest.keyClicks(desk.note, "!")
    desk.note.show_note(TWO, "two", 7)
    desk.note.show_note(ONE, "before", 7)
    assert desk.note.toPlainText() == "before!"


def test_what_was_refused_stays_and_is_asked_for_again(desk: Desk, qtbot: QtBot) -> None:
    desk.note._again.setInterval(1)
    told: list[bool] = []
    desk.note.typing_changed.connect(told.append)
    QTest.keyClicks(desk.note, "!")
    desk.note.show_note(TWO, "two", 7)
    desk.note.refused(ONE, for_good=False)
    assert told[-1], "the title goes on saying that something is not saved"
    qtbot.waitUntil(lambda: len(desk.kept) == 2)
    assert [row[:2] for row in desk.kept] == [(ONE, "before!")] * 2
    desk.note.show_note(ONE, "before", 7)
    assert desk.note.toPlainText() == "before!"
    desk.note.kept(ONE, 8)
    assert not told[-1]


def test_the_caret_stays_where_it_is_when_the_case_says_something_else(desk: Desk) -> None:
    desk.note.show_note(ONE, "before, by somebody else", 7)
    assert desk.note.textCursor().position() == len("before")


def test_markup_stays_words(desk: Desk) -> None:
    desk.note.show_note(TWO, "<b>bold</b>")
    assert desk.note.toPlainText() == "<b>bold</b>"
