"""The main job in the window, with real documents and real worker processes: add, mark, tag, note, undo, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.exporters.bag.verify import verify
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.spans import MarkRequest, TextSpan
from reviewer.model.stance import Stance
from reviewer.services.events import at_once
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.claim_picker import ClaimPicker
from reviewer.ui.dialogs.export_dialog import ExportDialog
from reviewer.ui.dialogs.import_report import ImportReport
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.look import readable
from reviewer.ui.main_window import MainWindow
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.page_model import PageModel
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.ui.conftest import WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    return made


def file(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def add(window: MainWindow, qtbot: QtBot, *paths: Path) -> OpenCase:
    """Drop files on a window and wait until the first is on show."""
    window.paths_given.emit(list(paths))
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.page_view is not None, timeout=WAIT_MS)
    case = window.case
    assert case is not None
    qtbot.waitUntil(lambda: not window.jobs.is_busy and case.desk.is_current, timeout=WAIT_MS)
    return case


def mark(case: OpenCase, start: int, end: int, stance: Stance | None = None, *, pick: bool = False) -> None:
    """Ask for a span of the first page as the page view does."""
    tab = case.read.tabs.current
    assert tab is not None
    assert tab.document is not None
    span = TextSpan(DocumentId(tab.document), TextPosition(0, start), TextPosition(0, end))
    tab.view.mark_requested.emit(MarkRequest(span, stance, None, pick))


def passages(case: OpenCase, qtbot: QtBot, count: int) -> list[PassageId]:
    qtbot.waitUntil(
        lambda: len(case.desk.rows.passages) == count and case.desk.is_current and case.desk.pending == 0, timeout=WAIT_MS
    )
    return list(case.desk.rows.passages)


def test_dropped_documents_make_a_case_and_are_shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(
        window,
        qtbot,
        file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)),
        file(tmp_path, "statement.png", builders.png()),
    )
    assert [one.document.name for one in case.desk.rows.documents] == ["register.pdf", "statement.png"]
    assert [one.name for one in case.read.tabs.tabs()] == ["register.pdf"], "the first is on show, the others stand in the list"
    assert case.read.documents.current == case.desk.rows.documents[0].document.id, "the list stands on what is on show"
    assert window.strip.export_button.isEnabled()
    qtbot.waitUntil(lambda: "1 of 1" in window.status.page.text(), timeout=WAIT_MS)


def test_a_refused_file_is_reported_and_the_others_go_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    bad = file(tmp_path, "bad.pdf", builders.damaged_pdf())
    good = file(tmp_path, "good.pdf", builders.text_pdf(builders.REGISTER))
    case = add(window, qtbot, bad, good)
    qtbot.waitUntil(lambda: window.findChild(ImportReport) is not None, timeout=WAIT_MS)
    told = "\n".join(one.text() for one in window.findChild(ImportReport).findChildren(QLabel))
    assert "1 document added · 1 not added" in told
    assert [one.document.name for one in case.desk.rows.documents] == ["good.pdf"]
    window.findChild(ImportReport).reject()
    qtbot.waitUntil(lambda: window.findChild(ImportReport) is None, timeout=WAIT_MS)
    window.actions_of_window.trigger("document.report")
    again = "\n".join(one.text() for one in window.findChild(ImportReport).findChildren(QLabel))
    assert "1 document added · 1 not added" in again


def test_a_damaged_file_is_added_and_the_person_is_told(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.repairable_pdf()))
    qtbot.waitUntil(lambda: window.findChild(ImportReport) is not None, timeout=WAIT_MS)
    report = window.findChild(ImportReport).model
    assert "damaged" in report.index(0, 0).data()
    assert "damaged" in readable.document_words(case.desk.rows.documents[0].document, 0)


def test_the_first_mark_asks_for_a_claim_and_a_new_text_makes_one(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    mark(case, 4, 27, Stance.CONTRADICTS)
    picker = window.findChild(ClaimPicker)
    assert picker is not None
    QTest.keyClicks(picker.field, "Never accessed")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    (passage,) = passages(case, qtbot, 1)
    (claim,) = case.desk.rows.claims
    assert claim.claim.text == "Never accessed"
    assert claim.counts[Stance.CONTRADICTS] == 1
    assert case.desk.rows.passages[passage].passage.quote == "partner application may"
    assert case.desk.last_claim == claim.claim.id
    qtbot.waitUntil(lambda: case.read.claims.note.passage == passage, timeout=WAIT_MS)
    mark(case, 28, 33, Stance.SUPPORTS)  # the claim used last is taken without asking
    passages(case, qtbot, 2)


def test_undo_takes_a_mark_back_and_redo_brings_it_again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    window.actions_of_window.trigger("edit.undo")
    passages(case, qtbot, 0)
    assert case.read.claims.note.passage is None
    window.actions_of_window.trigger("edit.redo")
    assert passages(case, qtbot, 1) == [passage]


def test_words_and_regions_are_marked_without_a_mouse(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    view = case.read.page_view
    assert view is not None
    shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    window.actions_of_window.trigger("page.caret")
    qtbot.waitUntil(lambda: view.caret.shown, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "caret" in window.status.hint.text and window.actions_of_window["page.caret"].isChecked())
    assert not window.status.counts.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Right, ctrl)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, ctrl | shift)
    QTest.keyClick(view, Qt.Key.Key_H)
    (words,) = passages(case, qtbot, 1)
    assert case.desk.rows.passages[words].passage.quote == "partner application may"
    qtbot.waitUntil(lambda: not view.has_selection, timeout=WAIT_MS)
    for key in (Qt.Key.Key_R, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_H):
        QTest.keyClick(view, key)
    _, region = passages(case, qtbot, 2)
    assert case.desk.rows.passages[region].passage.quote is None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.status.hint.text == "" and window.status.counts.isVisible(), timeout=WAIT_MS)


def test_a_note_is_kept_by_itself_and_one_visit_is_one_step(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.claims.note.passage == passage, timeout=WAIT_MS)
    note = case.read.claims.note
    window.activateWindow()
    note.setFocus()
    QTest.keyClicks(note, "granted")
    qtbot.waitUntil(lambda: window.windowTitle().endswith("Saving…"), timeout=WAIT_MS)
    note.commit()
    QTest.keyClicks(note, ", not used")
    note.commit()
    qtbot.waitUntil(lambda: case.desk.rows.passages[passage].passage.note == "granted, not used", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.windowTitle().endswith("All changes saved"), timeout=WAIT_MS)
    assert case.desk.undo_words == "Edit note"
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: case.desk.rows.passages[passage].passage.note == "", timeout=WAIT_MS)
    assert case.desk.undo_words == "Highlight passage"


def test_a_double_click_in_the_claims_lands_on_the_passage(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(
        window, qtbot, file(tmp_path, "a.pdf", builders.text_pdf(builders.REGISTER)), file(tmp_path, "b.png", builders.png())
    )
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    case.read.show_document(case.desk.rows.documents[1].document.id)
    tree = case.read.claims.tree
    loose = tree.model().index(0, 0)
    tree.expand(loose)
    row = tree.model().index(0, 0, loose)
    assert isinstance(row.data(RECORD), PassageRow)
    tree.scrollTo(row)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(row).center())
    assert case.read.tabs.current is case.read.tabs.tabs()[0]
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage, timeout=WAIT_MS)


def test_an_encrypted_document_asks_for_its_password_and_goes_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.paths_given.emit([file(tmp_path, "secret.pdf", builders.encrypted_pdf("opensesame"))])
    for password in ("wrong", "opensesame"):
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PasswordDialog)), timeout=WAIT_MS)
        dialog = next(one for one in window.findChildren(PasswordDialog) if one.isVisible())
        dialog._password.setText(password)
        dialog.accept()
    qtbot.waitUntil(lambda: window.case is not None and window.case.read.page_view is not None, timeout=WAIT_MS)
    assert window.case is not None
    qtbot.waitUntil(lambda: len(window.case.desk.rows.documents) == 1, timeout=WAIT_MS)
    assert window.case.desk.rows.documents[0].document.encrypted


def test_who_has_none_of_the_passwords_skips_all_locked_documents_at_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    locked = [file(tmp_path, f"secret-{n}.pdf", builders.encrypted_pdf(f"opensesame{n}")) for n in range(4)]
    window.paths_given.emit([*locked, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER))])
    offered = []
    for skip in (False, True):
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PasswordDialog)), timeout=WAIT_MS)
        dialog = next(one for one in window.findChildren(PasswordDialog) if one.isVisible())
        offered.append(dialog.skip_others.isVisible())
        dialog.skip_others.setChecked(skip)
        dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(ImportReport) is not None, timeout=WAIT_MS)
    assert offered == [False, True], "with one document there are no others"
    assert not [one for one in window.findChildren(PasswordDialog) if one.isVisible()]
    told = "\n".join(one.text() for one in window.findChild(ImportReport).findChildren(QLabel))
    assert "1 document added · 4 not added" in told
    report = window.findChild(ImportReport)
    QTest.keyClick(report, Qt.Key.Key_Return)
    assert not report.isVisible(), "Enter closes what only tells"


def test_removing_a_document_closes_its_tab_and_undo_brings_it_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    document = case.desk.rows.documents[0].document
    mark(case, 4, 27)
    passages(case, qtbot, 1)
    case.documents.wish("remove", document.id)
    qtbot.waitUntil(lambda: case.desk.rows.documents == () and case.read.tabs.current is None, timeout=WAIT_MS)
    assert any(one.text() == "“register.pdf” and its 1 passage removed" for one in window.findChildren(QLabel))
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 1, timeout=WAIT_MS)


def test_the_pack_is_written_beside_the_work_and_verifies(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    mark(case, 4, 27)
    passages(case, qtbot, 1)
    window.actions_of_window.trigger("case.export")
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    dialog._path.setText(str(tmp_path / "pack.zip"))
    dialog.accept()
    qtbot.waitUntil(lambda: (tmp_path / "pack.zip").exists() and not window.jobs.is_busy, timeout=WAIT_MS)
    assert verify(tmp_path / "pack.zip").ok
    assert any(one.text().startswith("Pack exported: “") for one in window.findChildren(QLabel))


def test_closing_keeps_what_is_being_typed(
    make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    windows = make_windows(lambda: workers)
    window = windows.make()
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.claims.note.passage == passage, timeout=WAIT_MS)
    path = case.session.path
    window.activateWindow()
    case.read.claims.note.setFocus()
    QTest.keyClicks(case.read.claims.note, "typed last")
    window.close()
    windows.finish()
    with windows.parts.open_session(path, dispatch=at_once) as again:
        found = again.read(lambda reader: reader.passage(passage)).result()
    assert found is not None
    assert found.passage.note == "typed last"


def test_files_dropped_on_the_window_are_added(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER))))])
    no = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, no)
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.case is not None and len(window.case.desk.rows.documents) == 1, timeout=WAIT_MS)


def test_ctrl_c_on_a_chosen_passage_copies_it_with_its_citation(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage, timeout=WAIT_MS)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    sha256 = case.desk.rows.documents[0].document.sha256
    assert QGuiApplication.clipboard().text() == f"“partner application may” (register.pdf, p. 1, sha256 {sha256[:8]})"


def test_alt_and_a_number_tag_the_chosen_passage_to_that_claim(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    case.parts.wishes.add_claim("Never accessed")
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage and bool(case.desk.rows.claims), timeout=WAIT_MS)
    QTest.keyClick(view, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert any(one.text() == "There is no claim 2." for one in window.findChildren(QLabel))
    QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(case.desk.rows.passages[passage].links), timeout=WAIT_MS)
    (link,) = case.desk.rows.passages[passage].links
    assert (link.claim, link.stance) == (case.desk.rows.claims[0].claim.id, Stance.CONTEXT)
    qtbot.waitUntil(lambda: any(one.text() == "Tagged to claim 1: context" for one in window.findChildren(QLabel)))
    case.desk.choose(stance=Stance.CONTRADICTS)
    QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: any("claim 1 already: context" in one.text() for one in window.findChildren(QLabel)))
    assert case.desk.rows.passages[passage].links == (link,), "a stance that was given is not changed unsaid"


def test_nothing_is_said_to_be_tagged_before_it_is(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    case.parts.wishes.add_claim("Never accessed")
    qtbot.waitUntil(lambda: bool(case.desk.rows.claims), timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    view.claim_number_requested.emit(1)  # and the selection is gone meanwhile
    assert not [one for one in window.findChildren(QLabel) if one.text().startswith("Tagged")]


def test_a_file_dropped_while_a_case_opens_goes_into_that_case(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "the denial.revcase"
    windows.parts.create_session(path, title="The denial", dispatch=at_once).close()
    window = windows.make()
    windows.open_paths([path], window)
    windows.open_paths([file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER))], window)
    qtbot.waitUntil(lambda: window.case is not None and len(window.case.desk.rows.documents) == 1, timeout=WAIT_MS)
    assert window.case is not None
    assert window.case.session.path == path
    assert len(windows.windows) == 1


def toasts(window: MainWindow) -> str:
    return "\n".join(one.text for one in window.findChildren(Toast) if one.isVisible())


def test_letters_on_a_chosen_passage_say_how_it_bears_on_its_claim(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    case.parts.wishes.add_claim("Never accessed")
    case.parts.wishes.add_claim("Never asked")
    qtbot.waitUntil(lambda: len(case.desk.rows.claims) == 2 and case.desk.is_current, timeout=WAIT_MS)
    first, second = (one.claim.id for one in case.desk.rows.claims)
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None

    def press(key: Qt.Key, *expected: tuple[str, Stance]) -> None:
        QTest.keyClick(view, key)
        qtbot.waitUntil(
            lambda: {(one.claim, one.stance) for one in case.desk.rows.passages[passage].links} == set(expected), timeout=WAIT_MS
        )

    case.desk.choose(claim=second)
    assert view.bar._claim_label == "2 · Never asked"
    press(Qt.Key.Key_S, (second, Stance.SUPPORTS))
    case.desk.choose(claim=first)
    press(Qt.Key.Key_C, (second, Stance.CONTRADICTS))
    qtbot.waitUntil(lambda: "Claim 2: contradicts, no longer supports. “" in toasts(window), timeout=WAIT_MS)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: case.desk.rows.passages[passage].links[0].stance is Stance.SUPPORTS, timeout=WAIT_MS)


def test_a_letter_on_selected_words_marks_them_and_leaves_the_chosen_passage_as_it_is(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    case.parts.wishes.add_claim("Never accessed")
    qtbot.waitUntil(lambda: len(case.desk.rows.claims) == 1 and case.desk.is_current, timeout=WAIT_MS)
    claim = case.desk.rows.claims[0].claim.id
    case.desk.choose(claim=claim)
    mark(case, 28, 33, Stance.CONTRADICTS)
    (chosen,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.chosen_passage == chosen, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    window.actions_of_window.trigger("page.caret")
    qtbot.waitUntil(lambda: view.caret.shown, timeout=WAIT_MS)
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_Home, ctrl)
    QTest.keyClick(view, Qt.Key.Key_Right, ctrl | Qt.KeyboardModifier.ShiftModifier)
    assert view.has_selection
    assert view.selected_passage == chosen
    QTest.keyClick(view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: case.desk.pending == 0 and case.desk.is_current, timeout=WAIT_MS)
    made = [one for one in passages(case, qtbot, 2) if one != chosen]
    stances = {one: [link.stance for link in case.desk.rows.passages[one].links] for one in (chosen, *made)}
    assert stances == {chosen: [Stance.CONTRADICTS], made[0]: [Stance.SUPPORTS]}


def test_a_letter_with_shift_on_a_chosen_passage_asks_for_the_claim(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    case.parts.wishes.add_claim("Never accessed")
    qtbot.waitUntil(lambda: len(case.desk.rows.claims) == 1 and case.desk.is_current, timeout=WAIT_MS)
    case.desk.choose(claim=case.desk.rows.claims[0].claim.id)
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    picker = window.findChild(ClaimPicker)
    assert picker is not None
    QTest.keyClicks(picker.field, "Never asked")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(case.desk.rows.passages[passage].links), timeout=WAIT_MS)
    (link,) = case.desk.rows.passages[passage].links
    claim = case.desk.rows.claim(link.claim)
    assert claim is not None
    assert (claim.claim.text, link.stance) == ("Never asked", Stance.SUPPORTS)


def test_a_claim_s_number_on_the_keypad_tags_the_chosen_passage(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    case.parts.wishes.add_claim("Never accessed")
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage and bool(case.desk.rows.claims), timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier)
    qtbot.waitUntil(lambda: bool(case.desk.rows.passages[passage].links), timeout=WAIT_MS)
    assert case.desk.rows.passages[passage].links[0].claim == case.desk.rows.claims[0].claim.id


def test_undoing_how_a_passage_bears_on_a_claim_leads_to_the_passage_while_reading(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER, ["second"], ["third"])))
    case.parts.wishes.add_claim("Never accessed")
    mark(case, 4, 27)
    (passage,) = passages(case, qtbot, 1)
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage and bool(case.desk.rows.claims), timeout=WAIT_MS)
    case.parts.wishes.link(passage, case.desk.rows.claims[0].claim.id, Stance.SUPPORTS)
    qtbot.waitUntil(lambda: bool(case.desk.rows.passages[passage].links) and case.desk.is_current, timeout=WAIT_MS)
    view.select_passage("")
    view.go_to_page(2)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: not case.desk.rows.passages[passage].links, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage and view.current_page == 0, timeout=WAIT_MS)


@pytest.mark.parametrize(
    "above", [300, 14, 2, -3, -35], ids=["mid", "last line", "touching the edge", "cut by the edge", "sliver"]
)
def test_undoing_a_mark_that_is_in_view_moves_nothing(above: int, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """`above`: pixels from the marked line's foot to the view's lower edge."""
    lines = [f"line number {n} of a long page" for n in range(40)]
    case = add(window, qtbot, file(tmp_path, "long.pdf", builders.text_pdf(lines)))
    view = case.read.page_view
    assert view is not None
    view.set_zoom(2.0)
    qtbot.waitUntil(view.horizontalScrollBar().isVisible, timeout=WAIT_MS)
    tab = case.read.tabs.current
    assert tab is not None
    assert tab.document is not None
    stage = view._bench.stage
    foot = stage.layout.matrix(0).apply(Point(builders.LEFT, builders.TOP + 18 * builders.LEADING + 4)).y
    view.horizontalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(round(foot) + above - view.viewport().height())
    start = "\n".join(lines).index("number 18")
    span = TextSpan(DocumentId(tab.document), TextPosition(0, start), TextPosition(0, start + 9))
    tab.view.mark_requested.emit(MarkRequest(span, None, None, False))
    passages(case, qtbot, 1)
    at = stage.camera.x, stage.camera.y
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: not case.desk.rows.passages and case.desk.is_current, timeout=WAIT_MS)
    assert (stage.camera.x, stage.camera.y) == at
    window.actions_of_window.trigger("edit.redo")
    (passage,) = passages(case, qtbot, 1)
    qtbot.waitUntil(lambda: case.read.chosen_passage == passage and case.desk.is_current, timeout=WAIT_MS)
    assert (stage.camera.x, stage.camera.y) == at


def test_a_small_page_that_failed_is_asked_for_once_its_page_is_drawn(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []
    monkeypatch.setattr(PageModel, "try_again", lambda _self, page: tried.append(page))
    case = add(window, qtbot, file(tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER)))
    view = case.read.page_view
    assert view is not None
    with qtbot.waitSignal(view.page_drawn, timeout=WAIT_MS):
        view.zoom_in()
    assert tried[-1:] == [0]
