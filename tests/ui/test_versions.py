"""Versions in the window: the quiet suggestion, and the review of what became of every passage, by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.ids import DocumentId
from reviewer.model.stance import Stance
from reviewer.model.versions import Suggestion
from reviewer.services import commands
from reviewer.ui.acts import version_acts
from reviewer.ui.application import Windows
from reviewer.ui.controls.marked_words import MarkedWords
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.dialogs.versions_dialog import VersionsDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.documents.version_strip import VersionStrip
from tests import builders
from tests.services.test_passages import span_of
from tests.services.test_versions import SENTENCES, pages_of
from tests.ui.conftest import CANARY, WAIT_MS

SAID = (SENTENCES[0].replace("may send", "may not send"), *SENTENCES[1:3])


@pytest.fixture
def window(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """Return a window with a report, four passages in it, and the report published again."""
    window = make_windows(lambda: workers).make()
    monkeypatch.setattr(version_acts, "REST_MS", 0)
    paths = [tmp_path / "report.pdf", tmp_path / "again.pdf"]
    paths[0].write_bytes(builders.text_pdf(*pages_of(SENTENCES)))
    paths[1].write_bytes(builders.text_pdf(["A cover"], *pages_of(SAID)))
    window.paths_given.emit(paths)
    qtbot.waitUntil(
        lambda: window.case is not None and len(window.case.desk.rows.documents) == 2 and not window.jobs.is_busy, timeout=WAIT_MS
    )
    case = the_case(window)
    older = document(case, "report.pdf")
    for sentence in SENTENCES:
        span = span_of(case.session, case.session.read(lambda reader: reader.document(older)).result(), sentence)
        commands.add_passage(case.session, document=older, selection=span).result()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages_in(older)) == 4 and case.desk.is_current, timeout=WAIT_MS)
    return window


def the_case(window: MainWindow) -> OpenCase:
    assert window.case is not None
    return window.case


def document(case: OpenCase, name: str) -> DocumentId:
    return next(one.document.id for one in case.desk.rows.documents if one.document.name == name)


def suggested(window: MainWindow, qtbot: QtBot) -> str:
    """Wait for the strip and return what it says."""
    strip = the_case(window).read.documents.versions
    qtbot.waitUntil(lambda: not strip.isHidden(), timeout=WAIT_MS)
    return strip.words.text()


def review(window: MainWindow, qtbot: QtBot) -> VersionsDialog:
    """Say that it is a version, and return the dialog with all passages in it."""
    suggested(window, qtbot)
    the_case(window).read.documents.versions.button.click()
    qtbot.waitUntil(lambda: window.findChild(VersionsDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(VersionsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.list.count() == 4, timeout=WAIT_MS)
    return dialog


def rows(dialog: VersionsDialog) -> list[str]:
    return [dialog.list.item(at).text().split(" · ")[0] for at in range(dialog.list.count())]


def test_a_version_is_suggested_quietly_and_can_be_dismissed(window: MainWindow, qtbot: QtBot) -> None:
    assert "again.pdf: another version of report.pdf?" in suggested(window, qtbot)
    strip = the_case(window).read.documents.versions
    strip.shut.click()
    assert strip.isHidden()
    qtbot.wait(200)
    assert strip.isHidden()
    facts = the_case(window).session.read(lambda case: case.versions.dismissed()).result()
    assert len(facts) == 1
    qtbot.waitUntil(lambda: any("Not suggested again" in one.text for one in window.findChildren(Toast)), timeout=WAIT_MS)
    window.refresh()
    assert window.actions_of_window["edit.undo"].text() == "Undo Dismiss suggested version"
    window.actions_of_window.trigger("edit.undo")
    assert "again.pdf: another version of report.pdf?" in suggested(window, qtbot)
    assert not the_case(window).session.read(lambda case: case.versions.dismissed()).result()
    assert len(the_case(window).desk.rows.passages) == 4, "nothing else was undone"


def test_a_dismissed_suggestion_is_offered_where_a_version_is_marked_by_hand(window: MainWindow, qtbot: QtBot) -> None:
    suggested(window, qtbot)
    case = the_case(window)
    case.read.documents.versions.shut.click()
    qtbot.waitUntil(lambda: case.versions.undo_words is not None, timeout=WAIT_MS)
    newer = case.desk.rows.document(document(case, "again.pdf"))
    assert newer is not None
    case.versions.wish(newer)
    qtbot.waitUntil(lambda: window.findChild(Chooser) is not None, timeout=WAIT_MS)
    chooser = window.findChild(Chooser)
    assert chooser is not None
    assert [(one.text, one.after) for one in chooser._choices] == [("report.pdf", "suggested before")]


def test_a_suggestion_is_told_once_where_the_documents_are_folded_away(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    case.read.panes.fold(case.read.panes.left)
    qtbot.waitUntil(lambda: any("another version of" in one.text for one in window.findChildren(Toast)), timeout=WAIT_MS)
    case.versions.look_soon()
    qtbot.waitUntil(lambda: case.versions._looking is None and not case.versions._rest.isActive(), timeout=WAIT_MS)
    assert sum("another version of" in one.text for one in window.findChildren(Toast)) == 1


def test_a_suggestion_that_is_on_show_stays_until_it_is_answered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = suggested(window, qtbot)
    case = the_case(window)
    strip = case.read.documents.versions
    assert strip.count.isHidden()
    third = tmp_path / "a third.pdf"
    third.write_bytes(builders.text_pdf(["Another cover", "of two lines"], *pages_of(SENTENCES)))
    window.paths_given.emit([third])
    qtbot.waitUntil(lambda: not strip.count.isHidden(), timeout=WAIT_MS)
    assert strip.words.text() == before
    assert strip.count.text().startswith("1 of ")
    shown = strip.suggestion
    assert shown is not None
    strip.button.click()
    qtbot.waitUntil(lambda: window.findChild(VersionsDialog) is not None, timeout=WAIT_MS)
    read = case.session.read(lambda reader: reader.document(shown.newer)).result()
    assert read.version_of == shown.older


def test_every_passage_has_a_row_and_the_unchanged_ones_go_over_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    older, newer = document(case, "report.pdf"), document(case, "again.pdf")
    dialog = review(window, qtbot)
    assert rows(dialog) == ["words changed", "unchanged", "unchanged", "not found"]
    assert dialog.summary.text() == "4 passages: 2 unchanged, 1 with changed words, 1 not found."
    assert "a negation: “not” is new" in dialog.places.why.text()
    assert dialog.list.currentRow() == 0
    assert not dialog.places.quotes[1].isHidden()
    assert "may not send" in dialog.places.quotes[1].accessibleName()
    assert dialog.main_button.text() == "Carry over 2 unchanged passages"
    QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(dialog) == ["words changed", "carried over", "carried over", "not found"], timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(case.desk.rows.passages_in(newer)) == 2 and case.desk.is_current, timeout=WAIT_MS)
    assert len(case.desk.rows.passages_in(older)) == 2
    dialog.close_button.click()
    window.actions_of_window["edit.undo"].trigger()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages_in(older)) == 4 and case.desk.is_current, timeout=WAIT_MS)


def test_where_words_that_matter_changed_the_stance_is_asked_and_part_of_the_same_step(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    older, newer = document(case, "report.pdf"), document(case, "again.pdf")
    first = case.desk.rows.passages_in(older)[0]
    commands.link(case.session, passage=first.passage.id, new_claim="They send", stance=Stance.SUPPORTS).result()
    qtbot.waitUntil(lambda: bool(case.desk.rows.passages_in(older)[0].links) and case.desk.is_current, timeout=WAIT_MS)
    dialog = review(window, qtbot)
    stances = dialog.decisions.stances
    assert not stances.isHidden()
    assert not dialog.decisions.take.isEnabled()
    QTest.keyClick(dialog.list, Qt.Key.Key_A)
    assert "Say first what it says now" in dialog.told.text()
    QTest.keyClick(dialog.list, Qt.Key.Key_C)
    QTest.keyClick(dialog.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: rows(dialog)[0] == "carried over, words changed", timeout=WAIT_MS)
    (carried,) = case.session.read(lambda reader: reader.passages(newer)).result()
    assert [one.stance for one in carried.links] == [Stance.CONTRADICTS]
    assert "words changed since it was tagged" in PassageRow.of(carried, carried.links[0], None, 0).remark
    QTest.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(dialog)[0] == "words changed", timeout=WAIT_MS)
    back = case.session.read(lambda reader: reader.passages(older)).result()[0]
    assert [one.stance for one in back.links] == [Stance.SUPPORTS]


def test_a_person_decides_by_keys_about_what_is_not_sure(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    newer = document(case, "again.pdf")
    dialog = review(window, qtbot)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert (dialog.list.currentRow(), rows(dialog)[0]) == (3, "words changed")
    dialog.list.setCurrentRow(0)
    QTest.keyClick(dialog.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: rows(dialog)[0] == "carried over, words changed", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: dialog.list.currentRow() == 3, timeout=WAIT_MS)
    (changed,) = case.session.read(lambda reader: reader.passages(newer)).result()
    assert changed.passage.anchor.has_changed_words
    QTest.keyClick(dialog.list, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: rows(dialog)[3] == "kept in the older version", timeout=WAIT_MS)
    QTest.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(dialog)[3] == "not found", timeout=WAIT_MS)
    dialog.list.setCurrentRow(3)
    QTest.keyClick(dialog.list, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: rows(dialog)[3] == "kept in the older version", timeout=WAIT_MS)
    dialog.list.setCurrentRow(3)
    dialog.words.setText("words that nobody wrote")
    dialog.words_button.click()
    qtbot.waitUntil(lambda: "do not stand there" in dialog.told.text(), timeout=WAIT_MS)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_W)
    dialog.words.setText("A cover")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "A cover" in dialog.places.quotes[1].accessibleName(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: dialog.list.isEnabled() and dialog.decisions.take.isEnabled(), timeout=WAIT_MS)
    QTest.keyClick(dialog.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: rows(dialog)[3] == "carried over, words changed", timeout=WAIT_MS)
    dialog.close_button.click()
    there = case.session.read(lambda reader: reader.passages(newer)).result()
    assert {one.passage.quote for one in there} == {SAID[0], "A cover"}


def test_a_version_is_marked_by_hand_and_unmarked(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    newer = document(case, "again.pdf")
    suggested(window, qtbot)
    case.documents.wish("version", newer)
    qtbot.waitUntil(lambda: window.findChild(Chooser) is not None, timeout=WAIT_MS)
    chooser = window.findChild(Chooser)
    assert chooser is not None
    assert [one.text for one in chooser.shown()] == ["report.pdf"]
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(VersionsDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(VersionsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.list.count() == 4, timeout=WAIT_MS)
    (unmark,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "It is no version"]
    unmark.click()

    def version_of() -> str | None:
        found = case.desk.rows.document(newer)
        return found.version_of if found is not None else ""

    qtbot.waitUntil(lambda: version_of() is None and case.desk.is_current, timeout=WAIT_MS)


def test_marked_words_are_those_that_were_meant_whatever_stands_before_them(theme: Theme, qtbot: QtBot) -> None:
    words = MarkedWords(theme, struck=False)
    qtbot.addWidget(words)
    said = "\U0001f600 they\u202e did not \U0001f600 read it"
    words.show_words(said, [(said.index("not"), said.index("not") + 3), (said.index("it"), len(said))], "Newer")
    assert words.marked == ["not", "it"]
    assert words.accessibleDescription() == "Marked: not, it"
    words.resize(200, words.heightForWidth(200))
    assert words.heightForWidth(60) > words.heightForWidth(600)
    assert not words.grab().isNull()


def test_names_of_documents_are_shown_and_never_obeyed(theme: Theme, qtbot: QtBot) -> None:
    strip = VersionStrip(theme)
    qtbot.addWidget(strip)
    strip.show_suggestion(Suggestion(DocumentId("a"), DocumentId("b"), None), CANARY, "b\u202e.pdf")
    assert strip.words.textFormat() == Qt.TextFormat.PlainText
    assert CANARY in strip.words.text()
    assert "\u202e" not in strip.words.text()
    assert "<img" not in strip.words.toolTip()
    strip.hide()


def test_removing_the_newer_version_says_that_its_passages_are_back(window: MainWindow, qtbot: QtBot) -> None:
    case = the_case(window)
    older, newer = document(case, "report.pdf"), document(case, "again.pdf")
    dialog = review(window, qtbot)
    dialog.accept()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages_in(newer)) == 2 and case.desk.is_current, timeout=WAIT_MS)
    dialog.close_button.click()
    case.documents.wish("remove", newer)
    qtbot.waitUntil(lambda: len(case.desk.rows.passages_in(older)) == 4 and case.desk.is_current, timeout=WAIT_MS)
    told = [one.text() for toast in window.findChildren(Toast) for one in toast.findChildren(QLabel)]
    assert any("back in the older version" in one for one in told)


def test_a_suggestion_stays_while_more_is_found_and_says_how_many_wait(window: MainWindow, qtbot: QtBot) -> None:
    told = suggested(window, qtbot)
    case = the_case(window)
    strip = case.read.documents.versions
    first, hidden = strip.suggestion, []
    assert first is not None
    strip.show_suggestion(first, "again.pdf", "report.pdf")
    strip.setVisible(True)
    other = Suggestion(first.older, first.newer, 0.99)
    case.versions._on_looked((other, first))
    assert strip.suggestion == first, "what a person has just read is not exchanged"
    assert (strip.words.text(), strip.count.text()) == (told, "1 of 2")
    case.versions.is_being_read = lambda document: document == first.newer
    case.versions._on_looked(())
    assert strip.suggestion == first, "while its text is being recognised, it is not known whether it holds"
    commands.rename_document(case.session, document=first.older, name="annual report.pdf").result()
    qtbot.waitUntil(
        lambda: hidden.append(strip.isHidden()) is None and "annual report.pdf" in strip.words.text(), timeout=WAIT_MS
    )
    assert not any(hidden)
