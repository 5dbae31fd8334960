"""“About this document”: what a file carries is shown as plain text, and what is attached can be added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.document import Document, TextKind
from reviewer.model.file_facts import Attachment, FactKind, FileFact, FileFacts, WholeFile
from reviewer.model.ids import DocumentId, Sha256
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.about_document import AboutDocument
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.carrying import attached_pdf, hostile_pdf
from tests.ui.conftest import CANARY, WAIT_MS, add_document

LETTER = builders.text_pdf(["hello"])
SHA = Sha256("ab" * 32)


def document(**more: object) -> Document:
    facts: dict[str, object] = {"id": DocumentId("d"), "sha256": SHA, "name": CANARY, "media_type": "application/pdf"}
    facts |= {"size": 4800, "page_count": 9, "text": TextKind.BORN_DIGITAL, "position": 0}
    facts |= {"added_at": "2026-03-04T22:00:00.000Z"} | more
    return Document(**facts)  # type: ignore[arg-type]


def words(dialog: AboutDocument) -> str:
    shown = [one.text() for one in dialog.findChildren(QLabel) if not one.isHidden()]
    return "\n".join([*shown, *(one.toPlainText() for one in dialog.findChildren(QPlainTextEdit))])


def opened(case: OpenCase, window: MainWindow, qtbot: QtBot) -> AboutDocument:
    """Open the dialog from the actions, and wait until all is read."""
    window.actions_of_window["document.about"].trigger()
    dialog = window.findChild(AboutDocument)
    assert dialog is not None
    qtbot.waitUntil(dialog.copy_button.isEnabled, timeout=WAIT_MS)
    return dialog


def test_every_word_of_the_file_is_shown_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDocument(theme, document(repaired=True), writable=True)
    qtbot.addWidget(dialog)
    whole = WholeFile((("Title", CANARY), ("Author", "A\u202eB")), "Standard, V 5", ("copy", "print"), 2)
    facts = (FileFact(FactKind.SCRIPT, None, CANARY, by_itself=True), FileFact(FactKind.ADDRESS, 4, "http://a/\u202e"))
    dialog.show_facts(FileFacts(whole, facts, (Attachment(7, CANARY, CANARY, 2, 5, SHA),), 9))
    dialog.show()

    told = words(dialog)

    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in dialog.findChildren(QLabel))
    assert told.count(CANARY) >= 3
    assert "A‹U+202E›B" in told
    for part in ("copying text, printing", "Changed 2 times", "parts may be missing", "1, meant to run without a click"):
        assert part in told
    assert "1, on page 5" in told
    assert "Addresses, page 5: http://a/‹U+202E›" in told
    assert "runs, opens and follows none of it" in told
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert f"sha256 {SHA}" in copied
    assert f"Attached: {CANARY}" in copied


def test_an_address_is_not_below_the_many_lines_of_a_script(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDocument(theme, document(), writable=True)
    qtbot.addWidget(dialog)
    script, address = FileFact(FactKind.SCRIPT, None, "var n = 0;\n" * 90), FileFact(FactKind.ADDRESS, 4, "http://a/")
    dialog.show_facts(FileFacts(facts=(script, address), pages=9))

    (lines,) = dialog.findChildren(QPlainTextEdit)
    assert lines.toPlainText().startswith("Addresses, page 5: http://a/\nScripts")


def test_thousands_of_things_do_not_hold_up_the_window(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDocument(theme, document(), writable=True)
    qtbot.addWidget(dialog)
    dialog.show_facts(FileFacts(facts=tuple(FileFact(FactKind.SCRIPT, 1, f"{at} {'x' * 2000}") for at in range(9000)), pages=9))
    told = words(dialog)
    assert "9000, on page 2" in told
    assert "8500 more are in the copy." in told
    dialog.copy_button.click()
    assert "8999 xxx" in QGuiApplication.clipboard().text()


def test_a_file_with_nothing_in_it_says_so(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDocument(theme, document(), writable=True)
    qtbot.addWidget(dialog)
    dialog.show_progress(FileFacts(pages=4))
    assert "page 4 of 9" in dialog.state.text()
    dialog.show_facts(FileFacts(pages=9))
    assert "Nothing was found in it beside its pages" in dialog.state.text()
    assert not dialog.add_button.isVisibleTo(dialog)


def test_what_a_hostile_file_tries_is_told(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_windows(lambda: workers).make()
    case = add_document(window, qtbot, tmp_path / "odd.pdf", hostile_pdf())
    told = words(opened(case, window, qtbot))
    for part in (
        "Scripts",
        "Files to start",
        "Forms sent to",
        "XFA form",
        "Fetched from",
        "cmd.exe",
        "app.launchURL",
    ):
        assert part in told


def test_attached_files_are_added_and_undone(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_windows(lambda: workers).make()
    data = attached_pdf(("letter.pdf", LETTER), ("../shot.png", builders.png()))
    case = add_document(window, qtbot, tmp_path / "holder.pdf", data)
    dialog = opened(case, window, qtbot)
    assert dialog.add_button.text() == "Add all 2 to the case"
    assert dialog.attached is not None
    dialog.attached.setCurrentIndex(dialog.attached.model().index(1, 0))
    assert dialog.add_button.text() == "Add 1 to the case"
    dialog.attached.clearSelection()

    dialog.add_button.click()

    rows = case.desk.rows
    qtbot.waitUntil(lambda: len(rows.documents) == 3, timeout=WAIT_MS)
    assert [one.document.name for one in rows.documents] == ["holder.pdf", "letter.pdf", "shot.png"]
    assert "holder.pdf" in (rows.documents[1].document.provenance.obtained_how or "")
    qtbot.waitUntil(lambda: not window.jobs.is_busy and case.desk.is_current, timeout=WAIT_MS)
    case.parts.wishes.undo()
    qtbot.waitUntil(lambda: len(rows.documents) == 1, timeout=WAIT_MS)


def test_a_document_with_files_in_it_says_so_and_leads_to_them(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_windows(lambda: workers).make()
    data = attached_pdf(("letter.pdf", LETTER), ("shot.png", builders.png()))
    add_document(window, qtbot, tmp_path / "holder.pdf", data)
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None, timeout=WAIT_MS)
    (toast,) = window.findChildren(Toast)
    assert "2 files are attached in holder.pdf. They are not in the case." in "".join(
        x.text() for x in toast.findChildren(QLabel)
    )
    next(one for one in toast.findChildren(QPushButton) if one.text() == "Show…").click()
    dialog = window.findChild(AboutDocument)
    assert dialog is not None
    qtbot.waitUntil(dialog.copy_button.isEnabled, timeout=WAIT_MS)
    assert dialog.add_button.text() == "Add all 2 to the case"
    dialog.reject()


def test_what_cannot_be_unpacked_says_so_in_its_row(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDocument(theme, document(), writable=True)
    qtbot.addWidget(dialog)
    bomb = Attachment(3, "bomb.pdf", trouble="It is too large")
    dialog.show_progress(FileFacts(attachments=(replace(bomb, trouble=""),), pages=9))
    assert dialog.attached is not None
    row = dialog.attached.model().index(0, 0)
    assert "its checksum is being worked out" in row.data()
    dialog.show_facts(FileFacts(attachments=(bomb,), pages=9))
    assert row.data() == "bomb.pdf: It is too large"


def test_closing_it_ends_the_reading(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_windows(lambda: workers).make()
    add_document(window, qtbot, tmp_path / "a.pdf", LETTER)
    window.actions_of_window["document.about"].trigger()
    dialog = window.findChild(AboutDocument)
    assert dialog is not None
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=WAIT_MS)
