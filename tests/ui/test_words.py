"""The words of pages in the window: put right with F2, read again where they make no sense, and which text is used is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point
from reviewer.model.spans import TextSpan
from reviewer.model.text_layer import LayerKind
from reviewer.services.commands import add_passage
from reviewer.services.recognition.recognising import gather_again, recognise
from reviewer.services.recognition.recognition_agenda import Agenda
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.about_document import AboutDocument
from reviewer.ui.dialogs.correction_dialog import CorrectionDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.menu_place import MenuPlace
from reviewer.ui.viewer.page_view import PageView
from tests import builders
from tests.services.test_recognising import SAID, shot
from tests.ui.conftest import WAIT_MS, add_document


@pytest.fixture
def window(make_windows: Callable[..., Windows], workers: Workers, languages: TrainedData) -> MainWindow:
    assert languages
    return make_windows(lambda: workers).make()


def view_of(case: OpenCase) -> PageView:
    assert case.read.page_view is not None
    return case.read.page_view


def shows(case: OpenCase, text: str) -> bool:
    found = view_of(case).words.of(0)
    return found is not None and found.text == text


@pytest.fixture
def case(window: MainWindow, qtbot: QtBot, tmp_path: Path, languages: TrainedData) -> OpenCase:
    """A picture whose words were recognised."""
    made = add_document(window, qtbot, tmp_path / "shot.png", shot())
    recognise(made.session, languages).result(60)
    view_of(made).words.want(0)
    qtbot.waitUntil(lambda: shows(made, SAID), timeout=WAIT_MS)
    return made


def select(case: OpenCase, words: str) -> None:
    start = SAID.index(words)
    view_of(case)._bench.marking.choose(TextPosition(0, start), TextPosition(0, start + len(words)))


def toasts(window: MainWindow) -> str:
    return "\n".join(one.text for one in window.findChildren(Toast))


def offer(window: MainWindow, words: str) -> QPushButton | None:
    buttons = (one for toast in window.findChildren(Toast) for one in toast.findChildren(QPushButton))
    return next((one for one in buttons if one.text() == words), None)


def test_f2_puts_the_selected_word_right_and_undo_brings_it_back(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    select(case, "messages")
    QTest.keyClick(view_of(case), Qt.Key.Key_F2)
    dialog = window.findChild(CorrectionDialog)
    assert dialog is not None
    assert dialog.text == "messages"
    assert "“messages”, 9" in dialog.findChild(QLineEdit).accessibleDescription()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull(), timeout=WAIT_MS)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(" ")
    assert not dialog.main_button.isEnabled()
    field.setText("letters")
    dialog.accept()
    corrected = SAID.replace("messages", "letters")
    qtbot.waitUntil(lambda: shows(case, corrected), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.status.source.accessibleName() == "recognised text, corrected", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Corrected" in toasts(window), timeout=WAIT_MS)
    window.actions_of_window["edit.undo"].trigger()
    qtbot.waitUntil(lambda: shows(case, SAID), timeout=WAIT_MS)


def test_a_passage_that_quotes_the_old_reading_is_told_and_quotes_the_new_one_when_somebody_wants_that(
    window: MainWindow, case: OpenCase, qtbot: QtBot
) -> None:
    tab = case.read.tabs.current
    assert tab is not None
    assert tab.document is not None
    span = TextSpan(tab.document, TextPosition(0, 0), TextPosition(0, SAID.index("\n")), "")
    add_passage(case.session, document=tab.document, selection=span).result()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1 and case.desk.is_current, timeout=WAIT_MS)
    select(case, "messages")
    QTest.keyClick(view_of(case), Qt.Key.Key_F2)
    dialog = window.findChild(CorrectionDialog)
    assert dialog is not None
    dialog.findChild(QLineEdit).setText("letters")  # type: ignore[union-attr]
    dialog.accept()
    qtbot.waitUntil(lambda: "1 passage quotes the old reading" in toasts(window), timeout=WAIT_MS)
    (marked,) = case.desk.rows.passages.values()
    assert marked.passage.quote.endswith("private messages.")  # type: ignore[union-attr]
    button = offer(window, "Update quote")
    assert button is not None
    button.click()

    def ends(words: str) -> bool:
        return [(one.passage.quote or "").endswith(words) for one in case.desk.rows.passages.values()] == [True]

    qtbot.waitUntil(lambda: ends("private letters."), timeout=WAIT_MS)
    window.actions_of_window["edit.undo"].trigger()
    qtbot.waitUntil(lambda: ends("private messages."), timeout=WAIT_MS)


def test_a_click_on_a_word_of_a_passage_means_the_passage_and_f2_the_word(
    window: MainWindow, case: OpenCase, qtbot: QtBot
) -> None:
    view, text = view_of(case), view_of(case).words.of(0)
    tab = case.read.tabs.current
    assert text is not None
    assert tab is not None
    assert tab.document is not None
    span = TextSpan(tab.document, TextPosition(0, 0), TextPosition(0, len(SAID) - 1), SAID)
    add_passage(case.session, document=tab.document, selection=span).result()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1 and case.desk.is_current, timeout=WAIT_MS)
    box = text.quad(SAID.index("messages") + 2).rect
    at = view._bench.stage.camera.view_point(PagePoint(0, Point((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(at.x), round(at.y)))
    assert case.read.chosen_passage
    QTest.keyClick(view, Qt.Key.Key_F2)
    dialog = window.findChild(CorrectionDialog)
    assert dialog is not None
    assert dialog.text == "messages"
    dialog.reject()


def test_without_a_recognised_word_it_says_what_to_select(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "set.pdf", builders.text_pdf(["set by somebody"]))
    QTest.keyClick(view_of(case), Qt.Key.Key_F2)
    assert "Select a word that this program recognised" in toasts(window)
    assert window.findChild(CorrectionDialog) is None


def test_of_several_lines_only_one_is_put_right_at_once(window: MainWindow, case: OpenCase) -> None:
    select(case, "messages.\nThe spokesman")
    window.refresh()
    window.actions_of_window["word.correct"].trigger()
    assert "select fewer" in toasts(window)


def test_a_page_that_makes_no_sense_is_offered_to_be_read_again_and_its_own_text_can_be_used_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = "3DUWQHUV FRX0G VHQG UHDG D1G GHOHWH SULYDWH PHVV " * 4
    case = add_document(window, qtbot, tmp_path / "bad.pdf", builders.text_pdf([bad[:80], bad[80:160], bad[160:]]))
    view_of(case).words.want(0)
    qtbot.waitUntil(lambda: offer(window, "Recognise such pages") is not None, timeout=WAIT_MS)
    own = view_of(case).words.of(0)
    assert own is not None
    window.show_view("claims")
    qtbot.waitUntil(lambda: offer(window, "Recognise such pages") is None, timeout=WAIT_MS)
    window.show_view("read")
    qtbot.waitUntil(lambda: offer(window, "Recognise such pages") is not None, timeout=WAIT_MS)
    window.actions_of_window["page.again"].trigger()

    def kind() -> LayerKind | None:
        text = view_of(case).words.of(0)
        return None if text is None else text.kind

    qtbot.waitUntil(lambda: kind() is LayerKind.OCR, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: offer(window, "Recognise such pages") is None, timeout=WAIT_MS)
    window.actions_of_window["page.text"].trigger()
    qtbot.waitUntil(lambda: shows(case, own.text), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "The text of the file is used on this page." in toasts(window), timeout=WAIT_MS)
    window.actions_of_window["page.text"].trigger()
    qtbot.waitUntil(lambda: kind() is LayerKind.OCR, timeout=WAIT_MS)


def test_of_a_page_with_one_text_there_is_no_other_to_use(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    assert case
    window.actions_of_window["page.text"].trigger()
    qtbot.waitUntil(lambda: "one text only" in toasts(window), timeout=WAIT_MS)


def test_about_the_document_says_which_texts_its_pages_have(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    case.documents.wish("about", case.desk.rows.documents[0].document.id)
    dialog = window.findChild(AboutDocument)
    assert dialog is not None
    qtbot.waitUntil(
        lambda: any("1 page was recognised by this program" in one.text() for one in dialog.findChildren(QLabel)), timeout=WAIT_MS
    )
    dialog.close()


def test_another_text_of_the_page_takes_the_selection_and_the_hits_of_the_one_before_away(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, languages: TrainedData
) -> None:
    own = ["5omebody 5aid", "rnessages 0f pqrtners"]
    case = add_document(window, qtbot, tmp_path / "old.pdf", builders.recognised_pdf(own))
    agenda = Agenda()
    gather_again(case.session, agenda, case.desk.rows.documents[0].document.id).result(60)
    recognise(case.session, languages, agenda=agenda).result(60)
    view = view_of(case)
    view.words.want(0)
    qtbot.waitUntil(lambda: (text := view.words.of(0)) is not None and bool(text.confidences), timeout=WAIT_MS)
    read = view.words.of(0)
    assert read is not None
    finding = case.read.tabs.current.finding  # type: ignore[union-attr]
    window.actions_of_window.trigger("find.open")
    QTest.keyClicks(finding.bar.field, next(one for one in read.text.split() if one not in " ".join(own)))
    qtbot.waitUntil(lambda: " of " in finding.bar.count.text(), timeout=WAIT_MS)
    finding.close()
    assert view.has_selection
    finding.open()
    qtbot.waitUntil(lambda: " of " in finding.bar.count.text(), timeout=WAIT_MS)
    window.actions_of_window["page.text"].trigger()
    qtbot.waitUntil(lambda: (text := view.words.of(0)) is not None and "5aid" in text.text, timeout=WAIT_MS)
    assert not view.has_selection
    qtbot.waitUntil(lambda: finding.bar.count.text() == "Not found", timeout=WAIT_MS)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_misread_word_within_a_passage_is_corrected_from_its_menu(window: MainWindow, case: OpenCase, qtbot: QtBot) -> None:
    tab, text = case.read.tabs.current, view_of(case).words.of(0)
    assert tab is not None
    assert tab.document is not None
    assert text is not None
    start = SAID.index("messages")
    span = TextSpan(tab.document, TextPosition(0, 0), TextPosition(0, len(SAID) - 1), SAID)
    add_passage(case.session, document=tab.document, selection=span).result()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1 and case.desk.is_current, timeout=WAIT_MS)
    box = text.quad(start + 2).rect
    at = PagePoint(0, Point((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    menu = case.read.page_menus.popup(tab, MenuPlace(QPoint(), tuple(case.desk.rows.passages), at))
    assert menu is not None
    next(one for one in menu.actions() if "“messages”" in one.text()).trigger()
    menu.close()
    dialog = window.findChild(CorrectionDialog)
    assert dialog is not None
    assert dialog.text == "messages"
    dialog.reject()
