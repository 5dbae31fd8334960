"""Finding words in a document and over the case, with real documents and real worker processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.services.search.finding import finder_of
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.open_case import OpenCase
from reviewer.ui.reading.finding import Finding
from tests import builders
from tests.ui.conftest import WAIT_MS, add_document

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

PAGES = 120


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    made.show()
    return made


def finding_of(case: OpenCase) -> Finding:
    tab = case.read.tabs.current
    assert tab is not None
    return tab.finding


def find(window: MainWindow, case: OpenCase, qtbot: QtBot, words: str, told: str) -> Finding:
    """Press Ctrl+F, type, and wait until the bar says what is expected."""
    window.actions_of_window.trigger("find.open")
    finding = finding_of(case)
    finding.bar.field.clear()
    QTest.keyClicks(finding.bar.field, words)
    qtbot.waitUntil(lambda: finding.bar.count.text() == told, timeout=WAIT_MS)
    return finding


def test_words_are_found_over_all_pages_and_f3_goes_from_one_to_the_next(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.many_pages_pdf(PAGES))
    view = case.read.page_view
    assert view is not None
    finding = find(window, case, qtbot, "PAGE 1", f"1 of {1 + 10 + 21}")
    assert not finding.bar.isHidden()
    window.actions_of_window.trigger("find.next")
    assert finding.bar.count.text() == "2 of 32"
    qtbot.waitUntil(lambda: view.hits.current == (9, 0) and bool(view.hits.quads(9)) and view.current_page == 9, timeout=WAIT_MS)
    window.actions_of_window.trigger("find.previous")
    window.actions_of_window.trigger("find.previous")
    assert finding.bar.count.text() == "32 of 32"
    qtbot.waitUntil(lambda: view.current_page == PAGES - 1, timeout=WAIT_MS)
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert finding.bar.count.text() == "1 of 32"
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Escape)
    assert finding.bar.isHidden()
    assert not view.hits.on_show


def test_the_way_back_leads_to_where_the_search_began(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.many_pages_pdf(30))
    view = case.read.page_view
    assert view is not None
    view.go_to_page(4)
    find(window, case, qtbot, "page 20", "1 of 1")
    qtbot.waitUntil(lambda: view.current_page == 19, timeout=WAIT_MS)
    view.navigator.back()
    assert view.current_page == 4


def test_what_is_not_there_is_said_and_a_picture_has_nothing_to_search(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    finding = find(window, case, qtbot, "nowhere at all", "Not found")
    assert not finding.bar.next.isEnabled()
    scan = add_document(window, qtbot, tmp_path / "statement.png", builders.png())
    scan.read.show_document(scan.desk.rows.documents[-1].document.id)
    qtbot.waitUntil(lambda: scan.read.page_view is not None, timeout=WAIT_MS)
    find(window, scan, qtbot, "denial", "No text to search in this document")


def test_the_page_is_not_ringed_when_the_search_ends(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    view = case.read.page_view
    assert view is not None
    window.activateWindow()
    finding = find(window, case, qtbot, builders.REGISTER[0], "1 of 1")
    qtbot.waitUntil(finding.bar.field.hasFocus, timeout=WAIT_MS)
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Escape)
    assert view.hasFocus()
    assert view.viewport().grab().toImage().pixelColor(0, 300) != window.theme.token("accent")


def test_the_bar_says_of_which_pages_nothing_or_not_all_is_found(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    parts = (
        builders.text_pdf(builders.REGISTER),
        builders.scanned_pdf(["a"], ["b"]),
        builders.stamped_scan_pdf(["a"]),
        builders.recognised_pdf(builders.REGISTER, builders.REGISTER, builders.REGISTER),
    )
    case = add_document(window, qtbot, tmp_path / "mixed.pdf", builders.joined(*parts))
    told = "2 pages have no text · 1 page is a picture with few words · 3 pages have recognised text"
    for words, count in ((builders.REGISTER[0], "1 of 4"), ("nowhere at all", "Not found")):
        finding = find(window, case, qtbot, words, count)
        qtbot.waitUntil(lambda: finding.bar.remark.text == told, timeout=WAIT_MS)  # noqa: B023 - waited for here
        assert told in finding.bar.field.accessibleDescription()
        assert finding.bar.minimumSizeHint().width() < 400, "a narrow page has room for it"
    finding.bar.field.clear()
    QTest.keyClicks(finding.bar.field, " ")
    qtbot.waitUntil(lambda: finding.bar.remark.text == "", timeout=WAIT_MS)
    plain = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    plain.read.show_document(plain.desk.rows.documents[-1].document.id)
    qtbot.waitUntil(lambda: plain.read.page_view is not None, timeout=WAIT_MS)
    assert find(window, plain, qtbot, builders.REGISTER[0], "1 of 1").bar.remark.text == "", "there is nothing to say"


def test_hits_are_painted_in_a_tint_of_their_own(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2) == Qt.GlobalColor.white)
    before = view.grab().toImage()
    find(window, case, qtbot, builders.REGISTER[0], "1 of 1")
    qtbot.waitUntil(lambda: bool(view.hits.quads(0)), timeout=WAIT_MS)
    after = view.grab().toImage()
    changed = [
        after.pixelColor(x, y)
        for x in range(0, after.width(), 2)
        for y in range(0, after.height(), 2)
        if before.pixelColor(x, y) == Qt.GlobalColor.white and after.pixelColor(x, y) != Qt.GlobalColor.white
    ]
    assert any(one.blue() > one.red() > one.green() for one in changed)  # neither a stance's colour nor the selection's


def test_a_hit_of_a_search_over_the_case_is_shown_on_its_page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.many_pages_pdf(30))
    window.strip.search_requested.emit("page 20")
    qtbot.waitUntil(lambda: "with “page” and “20”" in case.search.summary.text(), timeout=WAIT_MS)
    case.search.tree.activated.emit(case.search.tree.currentIndex())
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.hits.current is not None and view.hits.current[0] == 19, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(view.hits.quads(19)), timeout=WAIT_MS)
    assert view.hasFocus() or not window.isActiveWindow()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.hits.on_show


def test_a_hit_leads_to_the_words_that_it_showed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines = [
        "We did say so.",
        "They did not.",
        "More of this",
        "and of that.",
        "The report did in no way establish it, nor did not.",
    ]
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.text_pdf(builders.REGISTER, lines))
    window.strip.search_requested.emit("report did establish not")
    qtbot.waitUntil(lambda: "1 page with" in case.search.summary.text(), timeout=WAIT_MS)
    model = case.search.tree.model()
    hit = model.index(0, 0, model.index(0, 0)).data(RECORD).hit
    snippet = hit.snippet.strip("…").split()
    case.search.hit_taken.emit(replace(hit, snippet="…" + " ".join(snippet[snippet.index("The") :])))
    view = case.read.page_view
    assert view is not None
    text = "\n".join(lines)
    qtbot.waitUntil(lambda: view.hits.current_span is not None, timeout=WAIT_MS)
    assert view.hits.current_span is not None
    start, end = view.hits.current_span
    assert (start.page, text[start.offset : end.offset], start.offset) == (1, "report", text.index("report"))


def test_a_search_says_what_it_could_not_look_into(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "statement.png", builders.png())
    window.strip.search_requested.emit("denial")
    qtbot.waitUntil(lambda: "Nothing found" in case.search.summary.text(), timeout=WAIT_MS)
    assert case.search.unsearched.isVisibleTo(window)
    assert case.search.unsearched.text() == "1 image has no text: not searched"
    add_document(window, qtbot, tmp_path / "mixed.pdf", builders.scanned_pdf(["a"], ["b"]))
    window.strip.search_requested.emit("denial")
    qtbot.waitUntil(lambda: "1 document has no text" in case.search.unsearched.text(), timeout=WAIT_MS)
    add_document(window, qtbot, tmp_path / "filed.pdf", builders.stamped_scan_pdf(["a"], ["b"]))
    window.strip.search_requested.emit("denial")
    told = "2 pages are pictures: only the few words stamped on them were searched"
    qtbot.waitUntil(lambda: told in case.search.unsearched.text(), timeout=WAIT_MS)
    add_document(window, qtbot, tmp_path / "log.pdf", builders.joined(builders.text_pdf(["Before."]), builders.crowded_pdf()))
    window.strip.search_requested.emit("denial")
    qtbot.waitUntil(lambda: "1 page could not be read, or not all of it" in case.search.unsearched.text(), timeout=WAIT_MS)


def test_what_a_search_found_is_counted_by_kind(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.many_pages_pdf(3))
    case.parts.wishes.add_claim("There is no page")
    qtbot.waitUntil(lambda: len(case.desk.rows.claims) == 1, timeout=WAIT_MS)
    window.strip.search_requested.emit("page")
    qtbot.waitUntil(lambda: case.search.summary.text() == "3 pages, 1 claim with “page”", timeout=WAIT_MS)
    model = case.search.tree.model()
    told = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert sorted(told) == ["Claims and notes, 1 claim", "long.pdf, 3 pages"]


def test_the_search_view_gives_the_keyboard_to_the_search_field(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    window.actions_of_window.trigger("view.search")
    assert window.focusWidget() is window.strip.search


@pytest.mark.parametrize("view", ["search", "claims"])
def test_find_beside_the_documents_is_a_search_of_the_case(view: str, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "register.pdf", builders.text_pdf(builders.REGISTER))
    window.show_view(view)
    find = window.actions_of_window["find.open"]
    assert (find.text(), find.isEnabled()) == ("Find in the case…", True)
    find.trigger()
    assert window.focusWidget() is window.strip.search
    assert finding_of(case).bar.isHidden()
    window.show_view("read")
    assert find.text() == "Find in the document…"


def test_a_document_that_is_not_in_the_case_yet_is_read_by_its_worker(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.many_pages_pdf(PAGES))
    finding_of(case).document = None  # as while its import goes on
    find(window, case, qtbot, "token00119", "1 of 1")
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.current_page == 118, timeout=WAIT_MS)


def test_who_types_what_to_find_is_not_interrupted(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add_document(window, qtbot, tmp_path / "long.pdf", builders.many_pages_pdf(3))
    window.actions_of_window.trigger("find.open")
    tab = case.read.tabs.current
    assert tab is not None
    window.activateWindow()
    qtbot.waitUntil(tab.finding.bar.field.hasFocus, timeout=WAIT_MS)
    tab.take_focus()  # as when an import ends
    assert tab.finding.bar.field.hasFocus()


def test_the_hit_that_was_gone_to_is_selected_when_the_search_ends_and_can_be_kept(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    case = add_document(window, qtbot, tmp_path / "a.pdf", builders.text_pdf(builders.REGISTER))
    finding = find(window, case, qtbot, "private messages", "1 of 1")
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.hits.current_span is not None, timeout=WAIT_MS)
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Escape)
    assert finding.bar.isHidden()
    assert " ".join(view.selected_text().split()) == "private messages"
    QTest.keyClick(view, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1, timeout=WAIT_MS)


def test_a_selected_word_that_a_line_end_breaks_is_looked_for_as_the_word(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = ["They looked for an al-", "ternative, and found an alternative."]
    case = add_document(window, qtbot, tmp_path / "a.pdf", builders.text_pdf(lines))
    finding = find(window, case, qtbot, "alternative", "1 of 2")
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.hits.current_span is not None, timeout=WAIT_MS)
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Escape)
    assert "al-" in view.selected_text()
    finding.open()
    assert finding.bar.field.text() == "alternative"


def test_looking_for_what_is_selected_begins_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines = ["A message, a message, a message,", "and one message more."]
    case = add_document(window, qtbot, tmp_path / "a.pdf", builders.text_pdf(lines, lines))
    finding = find(window, case, qtbot, "message", "1 of 8")
    view = case.read.page_view
    assert view is not None
    for number in (2, 3):
        finding.step(1)
        assert finding.bar.count.text() == f"{number} of 8"
    qtbot.waitUntil(lambda: view.hits.current_span is not None, timeout=WAIT_MS)
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Escape)
    assert view.selected_text() == "message"
    window.actions_of_window.trigger("find.open")
    qtbot.waitUntil(lambda: finding.bar.count.text() == "3 of 8", timeout=WAIT_MS)
    finding.step(3)
    qtbot.waitUntil(lambda: view.hits.current_span is not None and view.hits.current == (1, 1), timeout=WAIT_MS)
    finding.close()
    window.actions_of_window.trigger("find.open")
    qtbot.waitUntil(lambda: finding.bar.count.text() == "6 of 8", timeout=WAIT_MS)


def test_a_found_word_is_not_marked_within_another() -> None:
    assert finder_of("did").spans("The candidate did so") == [(14, 17)]


def test_looking_again_goes_on_from_the_hit_that_was_left(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """Several on one page: the second was gone to, and Escape leaves it selected."""
    pages = builders.text_pdf(["the alternative was known", "no alternative was named", "an alternative was found"])
    case = add_document(window, qtbot, tmp_path / "three.pdf", pages)
    view = case.read.page_view
    assert view is not None
    finding = find(window, case, qtbot, "alternative", "1 of 3")
    window.actions_of_window.trigger("find.next")
    qtbot.waitUntil(lambda: finding.bar.count.text() == "2 of 3", timeout=WAIT_MS)
    QTest.keyClick(finding.bar.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.has_selection, timeout=WAIT_MS)

    window.actions_of_window.trigger("find.open")

    qtbot.waitUntil(lambda: finding.bar.count.text() == "2 of 3", timeout=WAIT_MS)
