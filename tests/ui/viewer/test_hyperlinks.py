"""What a click on a hyperlink does, and what the pointer says before it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip

from reviewer.documents.findings import Hyperlink, HyperlinkKind, OutlineItem
from reviewer.errors import WorkerError
from reviewer.model.geometry import Point, Rect
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.gestures.address_sheet import AddressSheet
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import FakeDocument, letter_at, mark, settle, word_rect

WORD = word_rect(0, 4, 11)
"""The word "partner" in the first line, which leads somewhere."""
ON_IT = (0, *letter_at(0, 6))
BESIDE_IT = (0, *letter_at(1, 6))


def to_place(page: int, *point: float) -> Hyperlink:
    return Hyperlink(WORD, HyperlinkKind.PLACE, "", page, Point(*point) if point else None)


def outside(words: str, kind: HyperlinkKind = HyperlinkKind.ADDRESS) -> Hyperlink:
    return Hyperlink(WORD, kind, words)


def with_links(*links: Hyperlink, **fields: Any) -> FakeDocument:
    return FakeDocument(page_count=5, links={0: links}, **fields)


def sheet_of(view: PageView) -> AddressSheet | None:
    return next((one for one in view.viewport().findChildren(AddressSheet) if one.isVisible()), None)


def top_of(view: PageView, page: int) -> float:
    """Return how far below the view's upper edge a page begins, in device pixels."""
    camera = view._bench.stage.camera
    return camera.layout.rect(page).y - camera.y


def test_a_click_goes_to_the_page_and_back_returns(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(to_place(3)))
    view._bench.stage.scroll_by(0, 40)
    before = view._bench.stage.camera

    mouse.click(*ON_IT)
    assert view.current_page == 3
    assert 0 <= top_of(view, 3) <= 20

    view.navigator.back()
    assert (view._bench.stage.camera.x, view._bench.stage.camera.y) == (before.x, before.y)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_click_goes_to_the_point_on_pages_however_turned(opened: Opened, mouse: Mouse, rotation: int, turn: int) -> None:
    view, _ = opened(with_links(to_place(3, 300, 500)), rotation=rotation)
    if turn:
        view.rotate_view(turn)
    view.go_to_page(0, WORD)
    settle()

    mouse.click(*ON_IT)

    at = mouse.place(3, 300, 500)
    assert view.viewport().rect().contains(at)
    assert at.y() < view.viewport().height() / 2


def test_no_page_is_read_for_it_before_the_pointer_is_over_it(opened: Opened, mouse: Mouse) -> None:
    view, document = opened(with_links(to_place(3)))
    view.go_to_page(1)
    view.go_to_page(0)
    assert document.link_requests == []

    mouse.move(*BESIDE_IT)
    mouse.move(*ON_IT)
    assert document.link_requests == [0]


def test_the_hand_says_that_something_leads_somewhere(opened: Opened, mouse: Mouse) -> None:
    view, document = opened(with_links(to_place(3), hold_links=True))
    mouse.move(*BESIDE_IT)
    mouse.move(*ON_IT)
    QCursor.setPos(view.viewport().mapToGlobal(mouse.place(*ON_IT)))
    assert view.viewport().cursor().shape() is not Qt.CursorShape.PointingHandCursor

    document.tell_links(0)
    settle()
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    mouse.move(*BESIDE_IT)
    assert view.viewport().cursor().shape() is not Qt.CursorShape.PointingHandCursor


def test_a_click_that_is_quicker_than_the_worker_counts(opened: Opened, mouse: Mouse) -> None:
    view, document = opened(with_links(to_place(3), hold_links=True))
    mouse.click(*ON_IT)
    assert view.current_page == 0

    document.tell_links(0)
    settle()
    assert view.current_page == 3


def test_a_click_whose_answer_comes_when_one_has_scrolled_on_does_not(opened: Opened, mouse: Mouse) -> None:
    view, document = opened(with_links(to_place(3), hold_links=True))
    mouse.click(*ON_IT)
    view._bench.stage.scroll_by(0, 30)

    document.tell_links(0)
    settle()
    assert view.current_page == 0


def test_a_click_whose_answer_comes_when_one_has_begun_to_select_does_not(opened: Opened, mouse: Mouse) -> None:
    view, document = opened(with_links(to_place(3), hold_links=True))
    mouse.click(*ON_IT)
    mouse.drag((0, *letter_at(1, 0)), (0, *letter_at(1, 9)))
    selected = view.selected_text()

    document.tell_links(0)
    settle()
    assert (view.current_page, view.selected_text()) == (0, selected)


def test_a_click_moves_the_page_where_only_the_edge_of_its_place_is_in_view(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(to_place(0, 300, 700)))
    stage = view._bench.stage
    assert stage.layout.rect(0).y < stage.camera.height
    above = round(stage.layout.rect(0).y + 701 * stage.layout.scale) - stage.camera.height
    stage.scroll_to(stage.camera.x, above)  # a line's first hair is in view
    assert view.viewport().rect().contains(mouse.place(0, 300, 700))

    mouse.click(*ON_IT)

    assert mouse.place(0, 300, 712).y() < view.viewport().height() / 2


def test_a_drag_that_begins_on_a_link_selects(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(to_place(3)))
    x, y = letter_at(0, 4)

    mouse.drag((0, x - 2, y), (0, *letter_at(0, 22)))

    assert view.selected_text() == "partner application"
    assert view.current_page == 0


def test_a_passage_on_a_link_goes_first(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(to_place(3)))
    view.passages.set_marks([mark("one", 0, WORD)])
    mouse.move(*ON_IT)
    assert view.viewport().cursor().shape() is not Qt.CursorShape.PointingHandCursor

    mouse.click(*ON_IT)
    assert (view.selected_passage, view.current_page) == ("one", 0)


def test_enter_follows_the_link_at_the_caret(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(to_place(3)))
    x, y = letter_at(0, 6)
    mouse.click(0, x, y + 20)
    QTest.keyClick(view, Qt.Key.Key_F7)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.current_page == 0
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert view.current_page == 3


def test_the_topmost_of_two_counts(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(to_place(2), to_place(4)))
    mouse.click(*ON_IT)
    assert view.current_page == 4


def test_a_page_whose_links_cannot_be_read_has_none(opened: Opened, mouse: Mouse) -> None:
    view, document = opened(with_links(to_place(3), hold_links=True))
    mouse.click(*ON_IT)
    document.links_asked[0].set_exception(WorkerError("It broke", "Try again."))
    settle()
    mouse.click(*ON_IT)
    assert (view.current_page, document.link_requests) == (0, [0])


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (HyperlinkKind.ADDRESS, "An address outside the document. It is not opened from here."),
        (HyperlinkKind.FILE, "Another file. It is not opened from here."),
        (HyperlinkKind.PROGRAM, "A program or another file. It is not started from here."),
        (HyperlinkKind.SCRIPT, "A script. It is not run."),
    ],
)
def test_what_leads_out_of_the_document_is_told_and_can_be_copied(
    opened: Opened, mouse: Mouse, kind: HyperlinkKind, told: str
) -> None:
    view, _ = opened(with_links(outside("https://example.org/a", kind)))
    QGuiApplication.clipboard().clear()

    mouse.click(*ON_IT)
    sheet = sheet_of(view)
    assert sheet is not None
    assert [one.text() for one in sheet.findChildren(QLabel)] == [told, "https://example.org/a"]
    assert sheet.geometry().top() > mouse.place(0, WORD.x0, WORD.y1).y()
    assert view.current_page == 0

    button = sheet.findChild(QPushButton)
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "https://example.org/a"
    assert button.text() == "Copied"


def test_markup_in_an_address_is_shown_as_it_is(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(outside("<img src='file:////host/share'>\u202egnp.exe")))
    mouse.click(*ON_IT)
    sheet = sheet_of(view)
    assert sheet is not None
    address = sheet.findChildren(QLabel)[1]
    assert address.textFormat() is Qt.TextFormat.PlainText
    assert address.text() == "<img src='file:////host/share'>‹U+202E›gnp.exe"


def test_a_long_address_is_cut_in_the_middle_and_whole_for_screen_readers_and_copies(opened: Opened, mouse: Mouse) -> None:
    address = "https://example.org/" + "a" * 1900 + "/end"
    view, _ = opened(with_links(outside(address)))
    mouse.click(*ON_IT)
    sheet = sheet_of(view)
    assert sheet is not None
    label = sheet.findChildren(QLabel)[1]
    assert (label.text()[:19], label.text()[-4:]) == ("https://example.org", "/end")
    assert "…" in label.text()
    assert label.accessibleName() == address
    assert view.viewport().rect().contains(sheet.geometry())
    sheet.findChild(QPushButton).click()
    assert QGuiApplication.clipboard().text() == address


def test_escape_closes_the_sheet_and_the_page_has_the_keyboard_again(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(outside("https://example.org/")))
    mouse.click(*ON_IT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert sheet_of(view) is None
    assert view.hasFocus()


def test_a_press_elsewhere_closes_the_sheet_and_counts(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(outside("https://example.org/")))
    mouse.click(*ON_IT)
    mouse.drag((0, *letter_at(1, 12)), (0, *letter_at(1, 20)))
    assert sheet_of(view) is None
    assert view.has_selection


def test_scrolling_and_another_document_close_the_sheet(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(with_links(outside("https://example.org/")))
    mouse.click(*ON_IT)
    view._bench.stage.scroll_by(0, 10)
    assert sheet_of(view) is None

    mouse.click(*ON_IT)
    assert sheet_of(view) is not None
    view.close_document()
    assert sheet_of(view) is None


def test_a_link_at_the_lower_edge_has_its_sheet_in_view(opened: Opened, mouse: Mouse) -> None:
    low = Hyperlink(Rect(500, 700, 590, 720), HyperlinkKind.ADDRESS, "https://example.org/" + "b" * 60)
    view, _ = opened(with_links(low))
    view._bench.stage.show_rect(0, Rect(0, 0, 10, 10))
    view._bench.stage.scroll_to(0, view._bench.stage.layout.rect(0).y + round(722 * view._bench.stage.layout.scale) - 600)
    mouse.click(0, 550, 710)
    sheet = sheet_of(view)
    assert sheet is not None
    assert view.viewport().rect().contains(sheet.geometry())
    assert not sheet.geometry().contains(QPoint(mouse.place(0, 550, 710)))


def told_at(view: PageView, at: QPoint) -> str:
    """Return what the tooltip at a place says; "" where there is none."""
    drop_tooltip()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    settle()
    return shown_tooltip()


def point_at_it(mouse: Mouse) -> None:
    """Move the pointer onto the hyperlink, wherever the test before left it."""
    mouse.move(*BESIDE_IT)
    mouse.move(*ON_IT)


def drop_tooltip() -> None:
    """Take the tooltip off the screen for good: one that is only closed would take the next one along."""
    for one in QApplication.topLevelWidgets():
        if one.inherits("QTipLabel"):
            one.close()
            one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown_tooltip() -> str:
    """Return the words of the tooltip on the screen; markup is only ever our own."""
    found = re.fullmatch(r'<p style="white-space:pre-wrap">([^<]*)</p>', QToolTip.text()) if QToolTip.isVisible() else None
    return "" if found is None else html.unescape(found[1])


@pytest.fixture
def no_tooltip_stays() -> Iterator[None]:
    yield
    drop_tooltip()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
@pytest.mark.usefixtures("no_tooltip_stays")
class TestWhereItLeads:
    def test_a_tooltip_names_the_page_and_the_heading(self, opened: Opened, mouse: Mouse) -> None:
        headings = (
            OutlineItem(1, "Terms of use", 2, Point(60, 80)),
            OutlineItem(2, "<b>Messages</b>", 3, Point(60, 500)),
            OutlineItem(1, "After it", 3, Point(60, 700)),
        )
        view, document = opened(with_links(to_place(3, 60, 490), headings=headings))
        point_at_it(mouse)

        assert told_at(view, mouse.place(*ON_IT)) == "To p. 4\n<b>Messages</b>"
        assert told_at(view, mouse.place(*BESIDE_IT)) == ""
        assert document.outline_requests == 1

    def test_who_leads_to_a_page_means_what_begins_at_its_top(self, opened: Opened, mouse: Mouse) -> None:
        headings = (OutlineItem(1, "Before it", 2, Point(60, 500)), OutlineItem(1, "Messages", 3, Point(60, 90)))
        view, _ = opened(with_links(to_place(3, 0, 0), headings=headings))
        point_at_it(mouse)
        assert told_at(view, mouse.place(*ON_IT)) == "To p. 4\nMessages"

    def test_a_page_with_a_label_is_called_by_it(self, view: PageView, mouse: Mouse) -> None:
        infos = [PageInfo(at, ("i", "ii", "1", "2", "3")[at], 595, 842) for at in range(5)]
        view.open(with_links(to_place(3)), infos, is_image=False)
        view.set_zoom(1.0)
        point_at_it(mouse)
        assert told_at(view, mouse.place(*ON_IT)) == "To p. 2 (4 of 5)"

    def test_the_heading_follows_where_it_was_not_known_yet(self, opened: Opened, mouse: Mouse) -> None:
        view, document = opened(with_links(to_place(3), hold_links=True, headings=(OutlineItem(1, "Messages", 3),)))
        point_at_it(mouse)
        document.tell_links(0)
        settle()
        assert told_at(view, mouse.place(*ON_IT)) == "To p. 4"
        document.tell_outline()
        settle()
        assert shown_tooltip() == "To p. 4\nMessages"

    def test_the_headings_are_asked_for_by_nobody_else(self, opened: Opened, mouse: Mouse) -> None:
        view, document = opened(with_links(outside("https://example.org/")))
        point_at_it(mouse)
        told_at(view, mouse.place(*ON_IT))
        assert document.outline_requests == 0

    def test_what_lies_outside_is_told_as_words_and_not_opened(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened(with_links(outside("https://example.org/<img src=x>?a=1&b=2")))
        point_at_it(mouse)
        first, second, third = told_at(view, mouse.place(*ON_IT)).split("\n")
        assert first == "https://example.org/<img src=x>?a=1&b=2"
        assert second == "An address outside the document. It is not opened from here."
        assert third == "A click shows it whole, to be copied."
        assert sheet_of(view) is None

    def test_a_long_address_is_shortened_in_the_middle(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened(with_links(outside("https://example.org/" + "a" * 5000 + "/end")))
        point_at_it(mouse)
        first = told_at(view, mouse.place(*ON_IT)).split("\n")[0]
        assert len(first) < 130
        assert first.startswith("https://example.org/a")
        assert first.endswith("a/end")

    def test_a_passage_over_it_is_told_instead(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened(with_links(to_place(3)))
        view.passages.set_marks([mark("a", 0, WORD)])
        point_at_it(mouse)
        assert told_at(view, mouse.place(*ON_IT)) == "Highlight"

    def test_the_caret_on_it_says_what_enter_does(self, opened: Opened) -> None:
        view, _ = opened(with_links(to_place(3), headings=(OutlineItem(1, "Messages", 3),)))
        view.caret.show()
        settle()
        assert view.hint.words.startswith("Arrows move the caret")
        for _ in range(6):
            QTest.keyClick(view, Qt.Key.Key_Right)
        settle()
        assert view.hint.words == "Link: p. 4, Messages. Enter follows it"
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert view.current_page == 3
