"""One strip for several truths: what is still true comes back when a message above it goes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from reviewer.ui.controls.error_strip import ErrorStrip, Truth
from reviewer.ui.look.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def strip(theme: Theme, qtbot: QtBot) -> ErrorStrip:
    made = ErrorStrip(theme)
    qtbot.addWidget(made)
    made.tell("Open for reading only", about=Truth.READ_ONLY, closable=False)
    return made


def click(strip: ErrorStrip, name: str) -> None:
    next(one for one in strip.findChildren(QAbstractButton) if name in (one.text(), one.accessibleName())).click()


def test_reading_only_is_said_again_when_the_window_waits_no_longer(strip: ErrorStrip) -> None:
    strip.tell("Closes when done", about=Truth.LEAVING, closable=False)
    assert strip.text == "Closes when done"
    strip.take_back(Truth.LEAVING)
    assert (strip.text, strip.accessibleName(), strip.isHidden()) == ("Open for reading only", "Open for reading only", False)
    assert all(one.isHidden() for one in strip.findChildren(QAbstractButton))


def test_a_failure_that_was_read_gives_way_to_what_is_still_true(strip: ErrorStrip) -> None:
    copied: list[str] = []
    for words in ("first", "second"):
        strip.tell(words, about=Truth.FAILURE, action="Copy details", then=lambda words=words: copied.append(words))
    click(strip, "Copy details")
    assert copied == ["second"]
    click(strip, "Close message")
    assert strip.text == "Open for reading only"


def test_what_stops_being_true_below_a_message_does_not_come_back(strip: ErrorStrip) -> None:
    strip.tell("Failed", about=Truth.FAILURE)
    strip.tell("It waits to be closed", about=Truth.LEAVING, of="window 1")
    strip.take_back(Truth.FAILURE)
    assert (strip.text, strip.of(Truth.LEAVING)) == ("It waits to be closed", "window 1")
    strip.take_back(Truth.LEAVING)
    strip.take_back(Truth.READ_ONLY)
    assert (strip.isHidden(), strip.of(Truth.LEAVING)) == (True, None)


def test_nothing_is_said_of_a_case_that_was_closed(strip: ErrorStrip) -> None:
    strip.tell("Failed", about=Truth.FAILURE)
    strip.clear()
    assert strip.isHidden()
    strip.take_back(Truth.FAILURE)
    assert strip.isHidden()


def test_what_was_set_aside_comes_back_only_when_it_is_called_back(strip: ErrorStrip) -> None:
    strip.set_aside(True)
    strip.take_back(Truth.LEAVING)
    assert strip.isHidden()
    strip.tell("Failed", about=Truth.FAILURE)
    assert (strip.text, strip.isHidden()) == ("Failed", False)
    click(strip, "Close message")
    assert strip.isHidden()
    strip.reword(Truth.READ_ONLY, "Open for reading", of=None)
    assert strip.isHidden()
    strip.set_aside(False)
    assert (strip.text, strip.isHidden()) == ("Open for reading", False)


def test_a_message_that_says_less_says_it_where_it_was(strip: ErrorStrip) -> None:
    strip.tell("Closes when done", about=Truth.LEAVING, closable=False)
    strip.reword(Truth.READ_ONLY, "Open for reading", of="rest")
    assert strip.text == "Closes when done"
    strip.take_back(Truth.LEAVING)
    assert (strip.text, strip.of(Truth.READ_ONLY)) == ("Open for reading", "rest")
