"""A second person's word on a stance, in the Claims view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.ids import LinkId, Reviewer
from reviewer.model.review import LinkReview, Opinion
from reviewer.model.stance import Stance
from reviewer.ui.dialogs.opinion_dialog import OpinionDialog
from reviewer.ui.look.review_words import review_words
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.claims.passage_card import PassageCard
from tests import builders
from tests.ui.conftest import WAIT_MS
from tests.ui.test_reading import add, file, mark, passages

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(make_windows: Callable[..., object], workers: Workers) -> MainWindow:
    made = make_windows(lambda: workers).make()
    made.resize(1280, 800)
    return made


@pytest.fixture
def case(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> OpenCase:
    """Return a case whose one passage one person tagged to a claim, with another person at work and the Claims view on show."""
    made = add(window, qtbot, file(tmp_path, "a.pdf", builders.text_pdf(builders.REGISTER)))
    mark(made, 4, 27)
    (passage,) = passages(made, qtbot, 1)
    made.parts.wishes.link(passage, None, Stance.CONTRADICTS, new_claim="We never asked.")
    qtbot.waitUntil(lambda: bool(made.desk.rows.passages[passage].links) and made.desk.is_current, timeout=WAIT_MS)
    made.session.reviewer = Reviewer("Zoe")
    window.show_view("claims")
    qtbot.waitUntil(lambda: bool(made.claims.findChildren(PassageCard)), timeout=WAIT_MS)
    return made


def the_card(case: OpenCase) -> PassageCard:
    (card,) = case.claims.findChildren(PassageCard)
    return card


def test_keys_on_a_card_agree_and_dispute_and_the_card_says_so(case: OpenCase, window: MainWindow, qtbot: QtBot) -> None:
    high = the_card(case).height()
    QTest.keyClick(the_card(case), Qt.Key.Key_A)
    qtbot.waitUntil(lambda: the_card(case).row.review == "agreed by Zoe", timeout=WAIT_MS)
    assert "agreed by Zoe" in the_card(case).accessibleName()
    assert the_card(case).height() > high
    QTest.keyClick(the_card(case), Qt.Key.Key_D)
    dialog = window.findChild(OpinionDialog)
    assert not dialog.main_button.isEnabled()
    dialog._words.setPlainText("Another partner.")
    dialog.accept()
    qtbot.waitUntil(lambda: the_card(case).row.review == "disputed by Zoe: Another partner.", timeout=WAIT_MS)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: the_card(case).row.review == "agreed by Zoe", timeout=WAIT_MS)


def test_ones_own_word_is_taken_back_in_the_menu(case: OpenCase, qtbot: QtBot) -> None:
    QTest.keyClick(the_card(case), Qt.Key.Key_A)
    qtbot.waitUntil(lambda: the_card(case).row.review == "agreed by Zoe", timeout=WAIT_MS)
    link = the_card(case).row.link
    assert link is not None
    the_card(case).menu_requested.emit(QPoint(5, 5), the_card(case).row.marked.passage.id, link.claim)
    menu = next(one for one in case.claims.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == "Take back what you said last").trigger()
    menu.close()
    qtbot.waitUntil(lambda: the_card(case).row.review == "", timeout=WAIT_MS)


def test_a_review_says_that_it_was_of_something_else() -> None:
    link = LinkId("link")
    said = [
        LinkReview("1", link, Opinion.COMMENT, "Look again.", "Zoe", ""),
        LinkReview("2", link, Opinion.AGREE, "", "Zoe", "", stands=False),
        LinkReview("3", link, Opinion.COMMENT, "See page 2.", "Kerr", ""),
    ]
    assert review_words(said) == "agreed by Zoe, changed since · Kerr remarks: See page 2."
