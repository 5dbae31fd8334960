"""What went wrong is told in sentences, never as a stack trace, and its details hold no content."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.errors import CancelledError, CaseError
from reviewer.ui.controls import toast as toast_module
from reviewer.ui.controls import toasts as toasts_module
from reviewer.ui.controls.toast import Toast
from reviewer.ui.controls.trouble_dialog import TroubleDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.trouble_words import diagnostics, sentence
from reviewer.ui.problems import Problems
from tests.ui.conftest import CANARY


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(800, 500)
    qtbot.addWidget(made)
    made.show()
    return made


def toasts(window: QWidget) -> list[str]:
    return sorted(one.accessibleName() for one in window.findChildren(Toast) if one.isVisible())


def raised(error: Exception) -> BaseException:
    """Return an error that was raised and caught, so that it knows where."""

    def throw() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        throw()
    return caught.value


def test_an_expected_failure_is_told_with_what_to_do(window: QWidget, theme: Theme) -> None:
    problems = Problems(theme, window)
    problems.report(CaseError("The disk is full", "Make room and try again."))
    assert toasts(window) == ["The disk is full. Make room and try again."]


def test_cancelling_is_no_failure(window: QWidget, theme: Theme) -> None:
    problems = Problems(theme, window)
    problems.report(CancelledError("x"))
    assert toasts(window) == ["Cancelled. Nothing was left half done."]


@pytest.mark.expects_log("unforeseen error in the window: ValueError")
def test_an_unforeseen_failure_stays_and_can_be_copied_without_its_words(window: QWidget, theme: Theme) -> None:
    problems = Problems(theme, window)
    problems.report(raised(ValueError("words of a secret document")))
    assert problems.strip.isVisibleTo(window)
    assert "ValueError" in problems.strip.text
    assert "secret" not in problems.strip.text
    next(one for one in problems.strip.findChildren(QAbstractButton) if one.text() == "Copy details").click()
    copied = QGuiApplication.clipboard().text()
    assert "test_problems.py" in copied
    assert "secret" not in copied
    assert "/" not in copied.splitlines()[2]


def test_details_name_the_place_and_no_path() -> None:
    told = diagnostics(raised(KeyError("x")))
    assert "builtins.KeyError" in told
    assert "test_problems.py" in told
    assert "throw" in told
    assert "/tests/" not in told


@pytest.mark.parametrize(
    ("summary", "hint", "told"),
    [("It failed", "Try.", "It failed. Try."), ("It failed.", "", "It failed."), ("Why?", "So.", "Why? So.")],
)
def test_sentences_end_once(summary: str, hint: str, told: str) -> None:
    assert sentence(CaseError(summary, hint)) == told


def test_at_most_two_messages_float_at_a_time(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    problems = Problems(theme, window)
    for number in range(5):
        problems.toast(f"Message {number}")
    qtbot.waitUntil(lambda: toasts(window) == ["Message 3", "Message 4"])
    places = [one.geometry() for one in window.findChildren(Toast) if one.isVisible()]
    assert not any(one.intersects(other) for one in places for other in places if one is not other)
    assert all(window.rect().contains(one) for one in places)


def test_the_same_message_is_told_once(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    problems = Problems(theme, window)
    problems.toast("Citation copied")
    problems.toast("Citation copied")
    qtbot.waitUntil(lambda: toasts(window) == ["Citation copied"])


def test_a_failure_stays_until_it_is_closed_and_the_next_one_waits_for_that(
    window: QWidget, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("SHORT_MS", "LONG_MS"):
        monkeypatch.setattr(toast_module, one, 1)
    problems = Problems(theme, window)
    for one in ("The disk is full", "The file is gone"):
        problems.report(CaseError(one, "Try again."))
    for number in range(4):
        gone = problems.toast(f"Message {number}")
    qtbot.waitUntil(lambda: not shiboken6.isValid(gone))
    assert toasts(window) == ["The disk is full. Try again."]
    assert problems.close_message()
    assert toasts(window) == ["The file is gone. Try again."]
    assert problems.close_message()
    assert toasts(window) == []
    assert not problems.close_message()


def test_what_came_of_the_last_wish_is_not_hidden_by_what_was_said_before(window: QWidget, theme: Theme) -> None:
    problems = Problems(theme, window)
    for one in ("A file is attached", "The copy is made"):
        problems.toast(one, action="Show…", then=lambda: None, stays=True)
    assert toasts(window) == ["The copy is made"]
    problems.report(CaseError("The disk is full", "Try again."))
    assert toasts(window) == ["The copy is made", "The disk is full. Try again."]
    problems.toast("The second copy is made", action="Show…", then=lambda: None, stays=True)
    assert toasts(window) == ["The disk is full. Try again.", "The second copy is made"], "a failure hides no answer"
    for left in (["The copy is made", "The disk is full. Try again."], ["The copy is made"], ["A file is attached"], []):
        assert problems.close_message()
        assert toasts(window) == left


@pytest.mark.parametrize(("at", "is_at_head"), [((400, 470), True), ((400, 100), False)])
def test_a_message_keeps_away_from_the_pointer(
    window: QWidget, theme: Theme, monkeypatch: pytest.MonkeyPatch, at: tuple[int, int], *, is_at_head: bool
) -> None:
    pointer = SimpleNamespace(pos=lambda: window.mapToGlobal(QPoint(*at)))
    monkeypatch.setattr(toasts_module, "QCursor", pointer)
    made = Problems(theme, window).toast("3 documents added")
    assert (made.geometry().center().y() < window.height() // 2) == is_at_head


def test_a_message_keeps_away_from_what_is_typed(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit(window)
    field.setGeometry(200, 450, 400, 40)
    field.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    made = Problems(theme, window).toast("Kept")
    assert not made.geometry().intersects(field.geometry())
    assert window.rect().contains(made.geometry())


def test_the_step_of_a_message_is_taken_once(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    taken: list[int] = []
    toast = Problems(theme, window).toast("Pack exported", action="Open folder", then=lambda: taken.append(1))
    with qtbot.waitSignal(toast.closed):
        next(one for one in toast.findChildren(QAbstractButton) if one.text() == "Open folder").click()
    assert taken == [1]


def test_the_keyboard_is_where_it_was_after_the_step_of_a_message(window: QWidget, theme: Theme) -> None:
    fields = [QLineEdit(window) for _ in range(3)]
    for one in fields:
        one.show()
    fields[1].setFocus()
    toast = Problems(theme, window).toast("Claim removed", action="Undo", then=lambda: None)
    undo = next(one for one in toast.findChildren(QAbstractButton) if one.text() == "Undo")
    undo.setFocus()
    undo.click()
    assert window.focusWidget() is fields[1]


def test_copying_details_leaves_the_dialog_open(window: QWidget, theme: Theme) -> None:
    seen: list[str] = []

    def act() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, TroubleDialog)
        buttons = {one.text(): one for one in box.findChildren(QAbstractButton)}
        assert box.close_button.isDefault(), "Enter closes what only tells"
        buttons["Copy details"].click()
        seen.append("open" if box.isVisible() else "closed")
        seen.extend(one.text() for one in box.findChildren(QLabel) if CANARY in one.text())
        box.reject()

    QTimer.singleShot(0, act)
    Problems(theme, window).dialog("It was not opened", CaseError(CANARY, "Try again."))
    assert seen == ["open", CANARY]
    assert CANARY in QGuiApplication.clipboard().text()


def test_a_message_makes_room_for_what_is_about_to_be_used(theme: Theme, window: QWidget) -> None:
    problems = Problems(theme, window)
    toast = problems.toast("Undone")
    at_foot = toast.geometry()
    bar = QFrame(window)
    bar.setGeometry(at_foot.adjusted(0, -10, 0, -10))
    problems.make_room(bar)
    assert not toast.geometry().intersects(bar.geometry())
    bar.move(bar.x(), toast.y())
    problems.make_room(bar)
    assert toast.geometry() == at_foot
