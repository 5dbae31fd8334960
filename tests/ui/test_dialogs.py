"""Dialogs say at once what is wrong, hand back what was filled in, and show every name as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from reviewer.errors import CaseLockedError
from reviewer.model.claim import Claim, ClaimKind
from reviewer.model.document import Provenance, Publication
from reviewer.model.ids import ClaimId, DocumentId
from reviewer.model.overview import CaseInfo, ClaimOverview
from reviewer.services.adding.importing import ImportResult, ImportStatus
from reviewer.settings.preferences import Preferences
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.about_dialog import AboutDialog
from reviewer.ui.dialogs.claim_dialog import ClaimDialog
from reviewer.ui.dialogs.export_dialog import ExportDialog, file_name
from reviewer.ui.dialogs.help_dialog import help_text
from reviewer.ui.dialogs.import_report import ImportReport, report_text
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from reviewer.ui.dialogs.properties_dialog import CaseFacts, PropertiesDialog
from reviewer.ui.dialogs.provenance_dialog import ProvenanceDialog
from reviewer.ui.dialogs.reading_dialog import ReadingDialog
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.documents.document_delegate import name_lines
from tests.ui.conftest import CANARY


def words(dialog: Sheet) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if not one.isHidden())


def type_into(dialog: Sheet, name: str, text: str) -> None:
    field = next(
        one for one in dialog.findChildren(object) if getattr(one, "accessibleName", str)() == name and hasattr(one, "clear")
    )
    field.clear()
    QTest.keyClicks(field, text)


@pytest.mark.parametrize(
    ("typed", "valid", "told", "kept"),
    [
        ("", True, "As exact as the source", None),
        ("2018-12-19", True, "19 Dec 2018", "2018-12-19"),
        ("2018-12", True, "Dec 2018", "2018-12"),
        ("2018~", True, "about 2018", "2018~"),
        ("19 December 2018", True, "19 Dec 2018", "2018-12-19"),
        ("2018-13-40", False, "not a day of the calendar", "2018-13-40"),
        ("soon", False, "cannot be read as a date", "soon"),
    ],
)
def test_a_date_is_checked_while_it_is_typed(
    *, qtbot: QtBot, theme: Theme, typed: str, valid: bool, told: str, kept: str | None
) -> None:
    field = DateField(theme)
    qtbot.addWidget(field)
    field.set_text(typed)
    assert field.is_valid is valid
    assert told in field.sentence
    assert field.edtf == kept


def test_a_claim_needs_words_and_a_date_that_can_be_read(qtbot: QtBot, theme: Theme) -> None:
    dialog = ClaimDialog(theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.main_button.isEnabled()
    type_into(dialog, "What was claimed", "We never asked for it")
    assert dialog.main_button.isEnabled()
    type_into(dialog, "Who said it", "Lumenreel")
    type_into(dialog, "Where", "post")
    dialog.findChild(DateField).set_text("last week")
    assert not dialog.main_button.isEnabled()
    dialog.findChild(DateField).set_text("2018-12-19")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    fields = dialog.fields
    assert (fields.text, fields.speaker, fields.date, fields.channel) == (
        "We never asked for it",
        "Lumenreel",
        "2018-12-19",
        "post",
    )
    assert (fields.kind, fields.parent) == (ClaimKind.STATEMENT, None)


def test_editing_a_claim_starts_from_what_it_is(qtbot: QtBot, theme: Theme) -> None:
    above = ClaimOverview(Claim(ClaimId("a"), "Above", 0, ""), "1", {})
    known = Claim(
        ClaimId("b"), "Below", 0, "", speaker="Jo", date="2017", channel="mail", kind=ClaimKind.DENIAL, parent=ClaimId("a")
    )
    dialog = ClaimDialog(theme, claim=ClaimOverview(known, "1.1", {}), parents=(above,))
    qtbot.addWidget(dialog)
    fields = dialog.fields
    assert (fields.text, fields.speaker, fields.date, fields.channel) == ("Below", "Jo", "2017", "mail")
    assert (fields.kind, fields.parent) == (ClaimKind.DENIAL, "a")


def test_enter_in_the_claims_words_adds_it(qtbot: QtBot, theme: Theme) -> None:
    dialog = ClaimDialog(theme)
    qtbot.addWidget(dialog)
    dialog.show()
    type_into(dialog, "What was claimed", "They knew")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)


def test_provenance_is_private_and_optional(qtbot: QtBot, theme: Theme) -> None:
    known = Provenance("by post", "a source", "2018-11", Publication.LEAKED)
    dialog = ProvenanceDialog(theme, CANARY, known)
    qtbot.addWidget(dialog)
    assert dialog.provenance == known
    assert "no pack carries it" in words(dialog)
    type_into(dialog, "How it was obtained", "")
    assert dialog.provenance.obtained_how is None
    assert dialog.dated == ""


def test_when_a_document_was_written_is_asked_with_its_provenance(qtbot: QtBot, theme: Theme) -> None:
    dialog = ProvenanceDialog(theme, "letter.pdf", Provenance(), "2014-05")
    qtbot.addWidget(dialog)
    assert dialog.dated == "2014-05"
    type_into(dialog, "When it was written or published", "31 April 2014")
    assert not dialog.main_button.isEnabled()
    type_into(dialog, "When it was written or published", "about 2014")
    assert dialog.main_button.isEnabled()
    assert dialog.dated == "2014~"


def test_the_password_dialog_says_what_becomes_of_it(qtbot: QtBot, theme: Theme) -> None:
    dialog = PasswordDialog(theme, "secret.pdf", 1)
    qtbot.addWidget(dialog)
    told = words(dialog)
    assert "this session only" in told
    assert "indexed in the case" in told
    assert "does not open it" in told
    assert not dialog.main_button.isEnabled()
    type_into(dialog, "Password of this document", "opensesame")
    assert dialog.main_button.isEnabled()
    assert dialog.password == "opensesame"


def test_a_locked_case_says_by_whom_and_offers_reading(qtbot: QtBot, theme: Theme) -> None:
    dialog = ReadingDialog(theme, CaseLockedError("It is open for writing", "Close it there.", holder="Jo on desk-7 since 19:02"))
    qtbot.addWidget(dialog)
    assert "Jo on desk-7 since 19:02" in words(dialog)
    assert dialog.main_button.text() == "Open for reading only"


def test_an_export_does_not_go_over_what_is_there(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    there = tmp_path / "The denial pack"
    there.mkdir()
    (there / "something").write_text("x")
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.wish.out == tmp_path / "The denial pack 2"
    assert dialog.main_button.isEnabled()
    type_into(dialog, "To", str(there))
    qtbot.waitUntil(lambda: not dialog.main_button.isEnabled())
    assert "of that name already" in words(dialog)
    qtbot.waitUntil(lambda: not dialog._replace.visibleRegion().isEmpty())  # what to do is said where it is seen
    assert dialog._replace.visibleRegion().boundingRect().size() == dialog._replace.size()
    dialog._other.click()
    assert dialog.wish.out == tmp_path / "The denial pack 2"
    type_into(dialog, "To", str(tmp_path / "new.zip"))
    assert dialog.main_button.isEnabled()
    assert dialog.wish.out == tmp_path / "new.zip"
    assert dialog.wish.replace is False
    type_into(dialog, "To", str(tmp_path / "nowhere" / "pack"))
    dialog.main_button.click()
    assert dialog.isVisible(), "Export looks at the place before it takes it"
    assert not dialog.main_button.isEnabled()
    assert "is not there" in words(dialog)


def test_audience_and_form_are_two_choices(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    radios = {one.text(): one for one in dialog.findChildren(QRadioButton)}
    assert radios["Editor"].isChecked()
    radios["One .zip file"].click()
    assert dialog.wish.out == tmp_path / "The denial pack.zip"
    assert radios["Editor"].isChecked()
    radios["Editor"].click()
    assert radios["One .zip file"].isChecked()
    radios["A folder"].click()
    assert (dialog.wish.out, radios["One .zip file"].isChecked()) == (tmp_path / "The denial pack", False)


def test_coverage_goes_into_a_pack_only_where_it_is_ticked(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    assert not dialog.wish.choice.coverage
    dialog.coverage.click()
    assert dialog.wish.choice.coverage


def test_a_pack_that_is_proposed_again_has_its_form(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    for name, is_zip in (("pack.zip", True), ("pack", False)):
        dialog = ExportDialog(theme, "The denial", tmp_path / name, (1, 2, 3), again=True)
        qtbot.addWidget(dialog)
        assert (dialog._zip.isChecked(), dialog.wish.out) == (is_zip, tmp_path / name)


def test_a_name_that_is_typed_leaves_the_form_as_it_was_chosen(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    radios = {one.text(): one for one in dialog.findChildren(QRadioButton)}
    radios["One .zip file"].click()
    type_into(dialog, "To", str(tmp_path / "for the lawyer"))
    assert radios["One .zip file"].isChecked()
    assert dialog.wish.out == tmp_path / "for the lawyer.zip"
    dialog._path.editingFinished.emit()
    assert dialog._path.text() == str(tmp_path / "for the lawyer.zip"), "what is made is what stands there"
    radios["A folder"].click()
    assert dialog.wish.out == tmp_path / "for the lawyer"
    type_into(dialog, "To", str(tmp_path / "other.zip"))
    assert radios["One .zip file"].isChecked()


def test_an_element_is_asked_for_in_its_own_words(qtbot: QtBot, theme: Theme) -> None:
    above = ClaimOverview(Claim(ClaimId("a"), "Above", 0, ""), "1", {})
    dialog = ClaimDialog(theme, parents=(above,), parent=ClaimId("a"))
    qtbot.addWidget(dialog)
    assert "Part of the claim" in words(dialog)
    assert "What was claimed" not in words(dialog)


def test_an_empty_folder_is_fine(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "The denial pack").mkdir()
    dialog = ExportDialog(theme, "The denial", tmp_path, (1, 2, 3))
    qtbot.addWidget(dialog)
    assert dialog.main_button.isEnabled()


@pytest.mark.parametrize(
    ("title", "name"), [("a/b\\c:d", "a b c d"), ("..", "case"), ("The denial", "The denial"), ("Ärger", "Ärger")]
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


def test_the_report_names_every_file_refused_ones_first(qtbot: QtBot, theme: Theme) -> None:
    results = [
        ImportResult(ImportStatus.ADDED, DocumentId("1"), Path("/x/good.pdf")),
        ImportResult(ImportStatus.REFUSED, None, Path("/x/bad.pdf"), "The file is damaged", "Ask for another copy."),
        ImportResult(ImportStatus.KNOWN, DocumentId("1"), Path("/x/again.pdf"), "It is in the case as good.pdf"),
    ]
    dialog = ImportReport(theme, results)
    qtbot.addWidget(dialog)
    rows = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
    assert rows[0] == "bad.pdf: Not added. The file is damaged. Ask for another copy."
    assert rows[1].startswith("again.pdf: Already in the case.")
    assert "1 document added · 1 was already in the case · 1 not added" in words(dialog)
    assert "/x/bad.pdf" in report_text(results)


def test_preferences_and_properties_hand_back_what_was_changed(qtbot: QtBot, theme: Theme) -> None:
    forgotten: list[int] = []
    preferences = PreferencesDialog(theme, Preferences(recent=("/x",)), lambda: forgotten.append(1))
    properties = PropertiesDialog(
        theme,
        CaseInfo("c", "The denial", "Desk", "2026-03-04T22:04:05.123Z", "f" * 64, 7, "2026-03-04T22:04:05.123Z"),
        CaseFacts(Path("/x/the denial.revcase"), 123_456, 1, 2, 3, read_only=False),
    )
    for one in (preferences, properties):
        qtbot.addWidget(one)
    type_into(preferences, "Your name in the journal", "Ada")
    left = {"reviewer_name": "Ada", "theme": "system", "text_size": 100, "recognise_text": True, "keep_recent": True}
    assert preferences.values == left | {"languages": (), "trained_data": ""}
    type_into(properties, "Title", "The answer")
    assert (properties.title, properties.desk_label) == ("The answer", "Desk")
    assert "f" * 64 in words(properties)
    type_into(properties, "Title", "")
    assert not properties.main_button.isEnabled()


def test_about_names_licence_and_source(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDialog(theme)
    qtbot.addWidget(dialog)
    told = words(dialog)
    assert "Affero General Public License" in told
    assert "whole source on request" in told


def test_a_text_dialog_says_why_it_cannot_be_taken(qtbot: QtBot, theme: Theme) -> None:
    dialog = TextDialog(theme, "Rename", "Name", "old", main="Rename", wrong=lambda text: "" if text else "A name is needed.")
    qtbot.addWidget(dialog)
    assert dialog.main_button.isEnabled()
    type_into(dialog, "Name", "")
    assert not dialog.main_button.isEnabled()
    assert "A name is needed." in words(dialog)


def test_the_help_is_there_offline() -> None:
    assert len(help_text()) > 200


def test_the_keyboard_goes_through_the_fields_and_then_to_the_buttons(qtbot: QtBot, theme: Theme) -> None:
    dialog = PreferencesDialog(theme, Preferences(recent=("/x",)), lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    seen = []
    for _ in range(14):
        focused = dialog.focusWidget()
        seen.append(focused.accessibleName() or focused.text())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == [
        "Your name in the journal",
        "Theme",
        "Text size",
        "Recognise the text of pictures and scans by itself",
        "Languages of recognised text",
        "Folder of further languages",
        "Choose another folder…",
        "Open folder",
        "Copy path",
        "Look again",
        "Remember recent cases",
        "Forget recent cases",
        "Cancel",
        "Save",
    ]


def test_the_place_of_the_last_pack_is_proposed_again(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    last = tmp_path / "The denial pack"
    (last / "data").mkdir(parents=True)
    dialog = ExportDialog(theme, "The denial", last, (1, 2, 3), again=True)
    qtbot.addWidget(dialog)
    assert dialog.wish.out == last
    assert not dialog.main_button.isEnabled()
    dialog._replace.setChecked(True)
    assert dialog.main_button.isEnabled()
    assert dialog.wish.replace


def test_a_long_name_keeps_its_end_on_a_second_line(theme: Theme) -> None:
    font = theme.font("base")
    name = "Minutes of the board of the streaming company, second quarter, as circulated, final version 12.pdf"
    first, second = name_lines(name, font, 140)
    assert name.startswith(first)
    assert second.endswith("12.pdf")
    assert name_lines("a.pdf", font, 140) == ["a.pdf"]
    room = QFontMetricsF(font).horizontalAdvance("story-2018-12-19.p") + 1
    assert name_lines("story-2018-12-19.pdf", font, room) == ["story-2018-12-19", ".pdf"]
    assert name_lines("partner-permissions.pdf", font, room) == ["partner-", "permissions.pdf"]


def test_enter_presses_the_button_that_has_the_keyboard_and_the_main_one_from_a_field(qtbot: QtBot, theme: Theme) -> None:
    def shown() -> TextDialog:
        dialog = TextDialog(theme, "Rename document", "Name", "register.pdf", main="Rename")
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    left, kept = shown(), shown()
    left.close_button.setFocus()
    QTest.keyClick(left.close_button, Qt.Key.Key_Return)
    assert left.result() == TextDialog.DialogCode.Rejected
    assert not left.isVisible()
    field = kept.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert kept.result() == TextDialog.DialogCode.Accepted
